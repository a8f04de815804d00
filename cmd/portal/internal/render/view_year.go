package render

import "html/template"

// YearsView lists the pages of years, the newest first.
type YearsView struct {
	Frame
	Body     template.HTML
	BodyLang string
	Years    []Brief
}

// YearView is what is known of one year. Its parts stand in the order in which
// they are shown; what is nil or empty has nothing to show.
type YearView struct {
	Frame
	Year, Before string
	Issued       *IssuedReport // nil: the page has figures, and no author
	Paper        Paper
	Figures      []SeriesGroup // key figures, by topic
	Parts        []Link        // series with figures of parts alone
	Caveat       *Link         // what a reader must know of the figures
	Overlaps     []YearOverlap
	Charts       []template.HTML // of figures that end in this year
	Plan         *YearPlan       // nil outside the strategy's period
	Compared     *Table          // figures beside those of the year before
	Changed      *Table          // activities whose status changed
	Gaps         []Gap
	Due          *Table
	Body         template.HTML
	BodyLang     string
	Reports      *Table
	Cited        []Cite // each document once
	Neighbours
}

// IssuedReport is the record by which a year's page is an annual report.
type IssuedReport struct {
	Report    Link
	Publisher *Link
	Date      string // of issue, in words
}

// YearOverlap is a series and those that count some of the same people or things.
type YearOverlap struct {
	Of   Link
	With []Link
}

// YearPlan is how the plan stood at the end of a year.
type YearPlan struct {
	Until        string // the quarter
	Nothing      bool   // no activity's status was known
	Progress     ProgressTable
	Owed         string // quarterly reports of the year, and how many are here, in words
	Institutions *Table // nil when none delivered a report
	Calendar     *Link  // to who owed which; nil when the site has no such page
	Source       Cite
}

// Gap is something that is not known, with what it is about; without links the
// sentence says all.
type Gap struct {
	Text  string
	Links []Link
}
