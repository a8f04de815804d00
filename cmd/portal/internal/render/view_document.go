package render

import "html/template"

// Paper is what stands at the head of a page that is a whole document: the PDF
// of it when one was printed, who publishes it, and what it contains.
type Paper struct {
	Downloads []Download
	Imprint   []Fact
	Contents  []Entry
}

// Entry is a part of a document in its table of contents.
type Entry struct {
	Anchor
	Lang  string // BCP 47, when the title is not in the page's language
	Parts []Anchor
}

// Chapter is a page of the site as a part of a document. Ids in Body begin with
// Anchor, and its headings are one level deeper than on the page.
type Chapter struct {
	Anchor   string
	Title    Words
	Summary  Words
	URL      string // of the page
	Body     template.HTML
	BodyLang string
	Sections []Anchor
}

// StrategyDocumentView is the whole strategy: its section's own text, the aims
// and objectives, then every chapter.
type StrategyDocumentView struct {
	StrategyView
	BodyLang string
	Paper    Paper
	First    *Chapter // nil when the site has no page about the strategy
	Chapters []Chapter
}

// PlanDocumentView is the plan with all its columns.
type PlanDocumentView struct {
	Frame
	Body     template.HTML
	BodyLang string
	Paper    Paper
	Parts    []PlanPart // the strategic objectives
	Views    []Link     // the plan's other views
	Source   Cite
}

// PlanPart is an objective; a strategic one has parts, a specific one activities.
type PlanPart struct {
	ObjectiveRow
	Parts      []PlanPart
	Activities []PlanEntry
}

// PlanEntry is an activity with every column of the plan.
type PlanEntry struct {
	Anchor       string
	Former       []string // anchors that it had
	Code         string
	Title        Words
	URL          string
	Lead         []Link
	Support      []Link
	Deadline     string
	Status       string
	Expected     Words
	Indicator    Words
	Verification Words
	Note         Words
}
