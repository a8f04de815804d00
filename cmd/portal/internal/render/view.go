package render

import "html/template"

// Words is a text as a page shows it. Lang is the BCP 47 tag of the text when
// it is not the page's language (a fallback), else empty.
type Words struct {
	Text string
	Lang string
}

// Link is a link to a page of the site or to a source outside it.
type Link struct {
	Words
	URL     string
	Current bool // the page that is being read, or the part of the site it lies in
}

// Edition is the same page in one language, for the switcher and for hreflang.
type Edition struct {
	Lang    string // BCP 47
	Name    string // endonym
	URL     string
	Full    string // absolute, for hreflang
	Current bool
}

// Asset is a fingerprinted file of /assets/ with its Subresource Integrity value.
type Asset struct {
	URL       string
	Integrity string // "sha256-…", W3C SRI
}

// Assets are the files every page loads. An empty URL means there is none.
type Assets struct {
	CSS, JS, Icon     Asset
	QuietCSS, QuietJS Asset             // for the pages of the help section, with what they need and no more
	files             map[string]string // the other files of static/: path below it → address
}

// quiet are the files that a page of the help section loads.
func (a Assets) quiet() Assets {
	a.CSS, a.JS = a.QuietCSS, a.QuietJS
	return a
}

// Helpline is a number as a reader needs it. An empty field is not known and is
// left out.
type Helpline struct {
	Name       Words
	Number     string       // as people say it
	Tel        template.URL // "tel:080011112", made from a validated number
	Urgent     bool
	Purpose    Words
	Free       string // "Free of charge", in the page's language
	Networks   Words
	OnBill     string
	Hours      Words
	Languages  string
	AnsweredBy Words
	Police     string // whether that is the police
	Anonymous  string
	FromAbroad Words
	CheckedOn  string // a date in words
	Unverified bool   // shown in previews only
}

// Frame is what every page of an edition has round its content.
type Frame struct {
	Lang        string // BCP 47 of the page
	Title       string // of the document: the page's title and the site's name
	Heading     Words  // the h1
	Summary     Words
	Description string
	Canonical   string // absolute
	XDefault    string // absolute address of the language chooser
	Editions    []Edition
	SiteName    string
	Home        string
	Crumbs      []Link // from the home page down, without the page itself
	Helplines   []Helpline
	HelpPage    *Link
	Bar         *TopBar
	Nav         *Nav // nil without a navigation
	Foot        *Foot
	Assets      Assets
	Fallback    string // endonym of the language shown instead, empty when the page is in its own
	NoIndex     bool   // a preview: not for search engines
	Preview     bool   // shows the preview ribbon
	Historic    *Words // the note that the plan is history, on pages about it
	Quiet       bool   // help and safety pages: neutral, without decoration
	Meta        *Meta  // for machines; nil on quiet pages, which tell them nothing
}

// TopBar, Nav and Foot are what many pages have in common, each once for all of
// them, so that it is rendered once (part.go). They are never changed.

// TopBar is what stands first on every page.
type TopBar struct {
	Helplines []Helpline
	Exit      Exit
}

// Nav is the main navigation.
type Nav struct{ Links []Link }

// Foot is what stands last on every page.
type Foot struct {
	Quiet    bool
	Home     string
	SiteName string
	Map      []Link // all parts of the site: the pages right below home
}

// Cite is where a fact comes from.
type Cite struct {
	Title     Words
	At        Words  // page, chapter or paragraph, as the document calls it
	URL       string // outside the site, empty when not known
	Publisher Words
}

// Fact is a row of a summary list. Links wins over Words when both are set.
type Fact struct {
	Label string
	Words Words
	Links []Link
}

// ActivityRow is an activity in a table. Most stand in a dozen tables: a row is
// one for all of them, rendered once (part.go), and never changed.
type ActivityRow struct {
	Code     string
	Title    Words
	URL      string
	Lead     []Link
	Support  []Link
	Deadline string          // in words
	Status   string          // in words: "not reported" when nothing was
	Facets   *ActivityFacets // on the page that can be filtered, else nil
}

// ObjectiveRow is an objective in a list.
type ObjectiveRow struct {
	ID         string
	Title      Words
	URL        string
	PlanNumber string // says, in words, how the plan numbers it differently; else empty
	Count      string // "20 activities", in words
	None       bool   // the plan has no activity for it
	Part, All  int    // activities of this objective and of the plan, for a bar
	Specific   []ObjectiveRow
	Activities []*ActivityRow // filled on the plan only
	Anchor     string
	Former     []string // anchors that it had
}

// Neighbours are the records before and after one, nil at the ends.
type Neighbours struct {
	Previous, Next *Link
}

// Card leads to a page of a section.
type Card struct {
	Title   Words
	Summary Words
	URL     string
}

// SectionView is the page of a folder: its own text, then its pages.
type SectionView struct {
	Frame
	Body     template.HTML
	Children []Card
}

// Anchor is an entry of a table of contents.
type Anchor struct {
	ID   string
	Text string
}

// ProseView is a page of text. BodyLang is set when the text is a fallback.
type ProseView struct {
	Frame
	Body     template.HTML
	BodyLang string
	Contents []Anchor // second-level headings, when there are enough to need them
	Updated  string   // a date in words
}

// HelpView is a page of the help section, with the helplines in full.
type HelpView struct {
	Frame
	Body     template.HTML
	BodyLang string
	Updated  string
	Children []Card
	Sheets   []Edition // the same in languages that have help sheets only
}

// SheetView is a help sheet in a language that has no edition: one page with
// the numbers, and the way to the editions. It has no interface words of its own.
type SheetView struct {
	Lang      string
	Title     string
	Summary   string
	Canonical string
	Body      template.HTML
	Helplines []Helpline
	Editions  []Edition // the help page in each edition
	Exit      Exit
	Assets    Assets
	NoIndex   bool
	Preview   bool
}

// StrategyView is the strategy: vision, mission and all objectives.
type StrategyView struct {
	Frame
	Body       template.HTML
	Period     string
	Vision     Words
	Mission    Words
	Note       Words
	Objectives []ObjectiveRow
	Source     Cite
}

// ObjectiveView is one strategic or specific objective.
type ObjectiveView struct {
	Frame
	ID         string
	Level      string // "Strategic objective", in words
	Parent     *Link
	PlanNumber string // in words; "the plan has no such objective"
	Count      string
	None       bool
	Score      *Score // nil while nothing was reported of the plan
	Quarter    string // as of which the score is
	Note       Words
	Specific   []ObjectiveRow
	Activities []*ActivityRow
	Source     Cite
	Neighbours
}

// PlanView is the whole action plan, by objective.
type PlanView struct {
	Frame
	Body       template.HTML
	Count      string
	Objectives []ObjectiveRow // strategic, each with specific ones and their activities
	Filter     Filter
	Views      []Link // the plan's other views
	Downloads  []Download
	Source     Cite
}

// PlanGroup is a part of the plan: one institution's or one deadline's activities.
type PlanGroup struct {
	Anchor  string
	Former  []string // anchors that it had
	Title   Words
	URL     string // of the institution; empty for a deadline
	Page    string // of the deadline alone; empty for an institution
	Lead    []*ActivityRow
	Support []*ActivityRow
	Count   string
}

// PlanGroupsView is the plan by institution or by deadline.
type PlanGroupsView struct {
	Frame
	Body   template.HTML
	Groups []PlanGroup
	Views  []Link
	Source Cite
}

// ActivityView is one activity.
type ActivityView struct {
	Frame
	Code         string
	Strategic    Link
	Specific     Link
	PlanNumber   string // set when the plan numbers the objective differently
	Lead         []Link
	Support      []Link
	Deadline     Link
	Status       Link
	History      *History // nil when nothing was reported
	Campaigns    []Link   // that carry it out
	Answers      []Link   // recommendations
	Mentions     []Link   // pages that speak of it
	Expected     Words
	Indicator    Words
	Verification Words
	Note         Words
	Source       Cite
	Neighbours
}

// InstitutionGroup is the institutions of one kind, with the number of
// activities that each leads and supports.
type InstitutionGroup struct {
	Anchor string
	Title  string
	Table  Table
}

// InstitutionsView is the list of institutions.
type InstitutionsView struct {
	Frame
	Body      template.HTML
	Count     string
	Groups    []InstitutionGroup
	Downloads []Download
}

// InstitutionView is one institution.
type InstitutionView struct {
	Frame
	Abbreviation Words // in the sources' language
	Kind         string
	OtherNames   []Words // the official names in the other languages
	Aliases      []Words // other forms that the sources print
	NameStatus   string  // said when the name is not printed in full in a source
	Role         Words
	Note         Words
	Successor    *Link
	Validity     string
	Lead         []*ActivityRow
	Support      []*ActivityRow
	LeadCount    string
	SupportCount string
	Duty         *Duty           // nil when it owed no quarterly report
	Told         []QuarterReport // its quarterly reports
	Said         []Said          // by documents, of its work
	Reports      []ReportRow     // that it publishes
	Mentions     []Link          // pages that speak of it
	Sources      []Cite
	Neighbours
}

// Download is one published file. What is empty is not known, or nothing to
// tell: open data has no title of its own, and is in all languages.
type Download struct {
	Title    Words
	Format   string // "CSV"
	URL      string
	Size     string // "12.4 KB"
	Pages    string // "24 pages"
	Language string // its name
	Date     string // in words
	SHA256   string
}

// NotFoundView is an edition's 404 page.
type NotFoundView struct {
	Frame
	Body template.HTML
}

// Door is one edition on the language chooser.
type Door struct {
	Lang      string // BCP 47
	Name      string // endonym
	URL       string
	Full      string // absolute, for hreflang
	SiteName  string
	Help      *Link // to the help page
	Enter     string
	Title     string // of the 404 page, in its language
	Summary   string
	Helplines []Helpline
}

// ChooserView is the root page and the root's 404 page: every edition, equal.
type ChooserView struct {
	Title       string
	Description string
	Canonical   string
	Doors       []Door
	Exit        Exit
	Sheets      []Edition // help sheets in further languages
	Assets      Assets
	NoIndex     bool
}

// RedirectView leads to another address without script.
type RedirectView struct {
	Lang      string
	Title     string
	URL       string
	Canonical string
}
