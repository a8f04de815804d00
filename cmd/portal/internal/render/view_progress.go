package render

import "html/template"

// QuarterReport is what one institution told about one quarter: of one activity
// on the activity's page, of all of its own on the institution's.
type QuarterReport struct {
	Anchor   string // on the institution's page, to which the calendar leads
	Quarter  string
	By       *Link  // on the activity's page
	On       string // the day it was given, in words
	Status   string // of the activity, in words
	Facts    []Fact // figures
	Lines    []StatusLine
	Words    Words
	Evidence []Cite
	Source   *Cite // where the report is published, nil when it is known from here alone
}

// StatusLine is an activity and the state that was reported of it.
type StatusLine struct {
	Activity Link
	Status   string
}

// History is what was reported on an activity, the oldest quarter first.
type History struct {
	Reports []QuarterReport
	Overdue string // a sentence that names the quarter; empty when it is not
	Differs bool   // institutions that lead it reported different states for one quarter
}

// Said is what a document says about an institution's work.
type Said struct {
	Words  Words
	Source Cite
}

// Duty is what an institution owed and delivered, in words.
type Duty struct {
	Owed     string // "Owed for Q1 2015 to Q4 2019: 20 quarterly reports."
	Here     string // how many are in the portal; that none is
	Calendar *Link  // nil when the site has no such page
}

// ProgressTable is how far the plan has come, by objective, with how much of it
// was reported.
type ProgressTable struct {
	Quarter  string // the last one for which anything was reported; empty when nothing was
	Weighted bool   // not all objectives weigh the same
	Rows     []ProgressRow
}

// ProgressRow is the whole plan, a strategic or a specific objective. It has a
// bar only where there is a number.
type ProgressRow struct {
	Score
	ID       string // empty for the whole plan
	Title    Words
	URL      string
	Specific bool
	Weight   string
}

// Score is progress and, always beside it, coverage.
type Score struct {
	Progress string // "45%", or why there is no number
	Known    bool   // there is a number
	Part     int    // of All, for a bar
	All      int
	Coverage string // "67%"; empty where nothing was reported
	Of       string // "2 of 3 activities"; empty where there is nothing to report on
	Excluded string // how many were cancelled and left out; empty for none
}

// ReportingView is who owed a report for which quarter, and who delivered one.
type ReportingView struct {
	Frame
	Body   template.HTML
	Totals *Duty // nil before the first quarter has ended
	Who    Table
	Years  []CalendarYear
	Views  []Link
	Source Cite
}

// CalendarYear is the quarters of one year by institution.
type CalendarYear struct {
	Year     string
	Tally    string // "2019: 3 of 12 reports are in this portal", in words
	Any      bool   // one is
	Quarters []string
	Rows     []CalendarRow
}

// CalendarRow is one institution's year.
type CalendarRow struct {
	Institution Link
	Cells       []CalendarCell
}

// CalendarCell is one quarter, or several in which the same is to say.
type CalendarCell struct {
	Sign    string // stands before the words, for the eye alone
	Text    string
	URL     string // of the report
	Columns int
}
