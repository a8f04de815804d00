package render

import "html/template"

// HomeView is the edition's home page: the first screen for someone who needs
// help, then the plan, the figures and what there is to read.
type HomeView struct {
	Frame
	Body           template.HTML
	Ways           []Way
	PlanPage       *Link
	PlanCount      string // "87 activities"
	PlanNote       *Words // that the plan is history
	Objectives     []ObjectiveRow
	Figures        []Figure
	FiguresPage    *Link
	Caveat         *Link // what must be known of the figures; leads to more of it
	Reports        []Brief
	ReportsPage    *Link
	Campaigns      []Brief
	CampaignsPage  *Link
	Strategies     []StrategyStep
	StrategiesPage *Link   // tells about them in words
	Sections       []Brief // the parts of the site that nothing above leads to
}

// Way is a large door on the home page. Room is "help", "plan" or "learn".
type Way struct {
	Card
	Room string
}

// Figure is one figure of a series: what it counts and where it is from.
type Figure struct {
	Value     string
	Indicator Words
	Period    string
	URL       string // of its series
	Source    Cite
}

// Brief is a line that leads to a page, with little more than its name.
type Brief struct {
	Title Words
	URL   string
	About []Words // shown one after the other
}

// StrategyStep is a strategy in the sequence of strategies.
type StrategyStep struct {
	Period string
	Title  Words
	URL    string
	Shown  bool // it is the one that this site shows
}

// IndexEntry is a page, a record or a term in the alphabetical index.
type IndexEntry struct {
	Title Words
	URL   string
	Kind  string // what it is, in a word
}

// IndexLetter is the entries that begin with one letter of the alphabet.
type IndexLetter struct {
	Anchor  string
	Letter  string
	Entries []IndexEntry
}

// IndexView is everything of an edition in the order of its alphabet.
type IndexView struct {
	Frame
	Body    template.HTML
	Count   string
	Letters []IndexLetter
}
