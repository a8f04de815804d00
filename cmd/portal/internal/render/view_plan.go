package render

import "html/template"

// Filter finds rows of a page: a form for browsers with script, and for all others
// links to a page for each value, where there are such pages. It is the plan's and
// that of the reports; the script knows no difference.
type Filter struct {
	URL     string // of the page, nothing chosen
	Label   string // what the form finds
	Pages   string // what the links lead to; empty when values have no pages
	Counted string // how many rows are shown, "{n}" standing for the number
	Shown   string // the same, for all of them
	None    string // said when none is
	Facets  []Facet
}

// Facet is something by which activities are told apart.
type Facet struct {
	Name   string // of the field, of its part of the address and of the rows' attribute
	Label  string
	Values []FacetValue
}

// FacetValue is what a row may have: an objective, an institution, a deadline …
type FacetValue struct {
	ID     string
	Former string // the ids that it had, with blanks between several: addresses with a choice go on working
	Text   Words
	Count  int    // the rows that have it
	URL    string // of the page that lists them; empty when there is none
}

// ActivityFacets are the ids by which a row of the plan is found, with blanks
// between several.
type ActivityFacets struct {
	Objectives   string // the strategic one, then the specific one
	Institutions string // leading and supporting
	Deadline     string
	Status       string
}

// PlanFacetView is the activities that share a deadline or a status.
type PlanFacetView struct {
	Frame
	Activities []*ActivityRow
	Values     []Link // every value of the facet, this one marked
	Label      string // of the facet
	Views      []Link
	Source     Cite
}

// PlanStatusView says how many activities stand where.
type PlanStatusView struct {
	Frame
	Body     template.HTML
	Nothing  bool // no state of any activity has been reported
	Counts   []FacetValue
	Progress ProgressTable
	Views    []Link
	Source   Cite
}

// PlanMatrixView is who does what: every institution with a role, by activity.
type PlanMatrixView struct {
	Frame
	Body   template.HTML
	Matrix Matrix
	Words  *Link // the page that says the same in words, nil when the site has none
	Views  []Link
	Source Cite
}

// Matrix is a table of institutions and specific objectives; in each cell the
// activities of the objective that the institution leads or supports are drawn.
type Matrix struct {
	Strategic []MatrixHead
	Specific  []MatrixHead // those with activities, under the strategic ones
	Rows      []MatrixRow
}

// MatrixHead is an objective over its column or columns.
type MatrixHead struct {
	Text    string
	URL     string
	Columns int
}

// MatrixRow is an institution. Lead and Support are how many activities it has,
// empty for none.
type MatrixRow struct {
	Institution   Link
	Lead, Support string
	Cells         []MatrixCell
}

// MatrixCell is drawn on a ground of Width × 20 units, 8 to an activity and 16
// to an em. A cell without a role has no codes and is empty.
type MatrixCell struct {
	Lead, Support          string // codes of the activities, with commas
	Width                  int
	Em                     string // the width in ems
	Slots, Leads, Supports string // path data
}

// PlanTimelineView is the plan along its years, drawn and in words.
type PlanTimelineView struct {
	Frame
	Body      template.HTML
	Timeline  Timeline
	Deadlines []DeadlineRow
	Views     []Link
	Source    Cite
}

// Timeline is a drawing, in units of which 16 make an em. Each activity with a
// deadline is a bar over the time that the plan prints, no more: a quarter, a
// year or some years. Continuous ones are counted for each specific objective.
type Timeline struct {
	Title, Desc   string
	Width, Height int
	Wide, High    string // in ems
	Years         []TimelineYear
	Groups        []TimelineGroup
}

// TimelineYear is a year on the axis.
type TimelineYear struct {
	Year   string
	X, Mid int
}

// TimelineGroup is the rows of one specific objective.
type TimelineGroup struct {
	ID         string
	Y          int // of the line above it
	Base       int // of its first text
	Bars       []TimelineBar
	Continuous *TimelineBar // open at both ends; nil when there is none
}

// TimelineBar is one activity, or the continuous ones of an objective.
type TimelineBar struct {
	Text         string
	X, Y, Length int
	Beside       bool   // the bar is too short, the text stands next to it
	TextX, Base  int    // where the text begins, or ends
	Anchor       string // SVG text-anchor: "start" or "end"
}

// DeadlineRow is a deadline with its activities, in words.
type DeadlineRow struct {
	Deadline   Link
	Count      string
	Activities []Link // by their codes
}
