package model

import (
	"slices"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// PageKind chooses a page's view and layout.
type PageKind string

// The kinds of pages written in content/.
const (
	PageHome              PageKind = "home"
	PageSection           PageKind = "section" // lists the pages of its folder
	PageProse             PageKind = "prose"
	PageHelp              PageKind = "help"                // prose with the helplines
	PagePocketCard        PageKind = "pocket-card"         // a sheet of small cards with the numbers, to print
	PageStrategy          PageKind = "strategy"            // objectives live under it
	PagePlan              PageKind = "action-plan"         // activities live under it
	PagePlanByInstitution PageKind = "plan-by-institution" // the plan, grouped
	PagePlanByDeadline    PageKind = "plan-by-deadline"    // the plan, grouped; each deadline has a page under it
	PagePlanByStatus      PageKind = "plan-by-status"      // how many activities stand where; each status has a page under it
	PagePlanMatrix        PageKind = "plan-matrix"         // the plan, drawn: institutions by activities
	PagePlanTimeline      PageKind = "plan-timeline"       // the plan, drawn: activities along its years
	PageReporting         PageKind = "reporting-calendar"  // who owed a quarterly report, and who delivered one
	PageStrategyDocument  PageKind = "strategy-document"   // the strategy and its chapters, whole, to print
	PagePlanDocument      PageKind = "plan-document"       // the plan with all its columns, whole, to print
	PageYears             PageKind = "years"               // lists the pages of years below it, the newest first
	PageYear              PageKind = "year"                // what is known of one year, whole, to print; its name is the year
	PageInstitutions      PageKind = "institutions"        // institutions live under it
	PageInstruments       PageKind = "instruments"         // laws and conventions live under it
	PageStatistics        PageKind = "statistics"          // series live under it
	PageReports           PageKind = "reports"             // reports live under it
	PageCampaigns         PageKind = "campaigns"           // campaigns live under it
	PageRecommendations   PageKind = "recommendations"     // recommendations stand on it
	PageGlossary          PageKind = "glossary"            // terms stand on it
	PageSources           PageKind = "sources"             // source documents stand on it
	PageEditionState      PageKind = "edition-state"       // text, and how far each edition is translated
	PageData              PageKind = "open-data"           // lists the published data files
	PageIndex             PageKind = "a-z"                 // every page, record and term in alphabetical order
	PageNotFound          PageKind = "not-found"           // the edition's 404.html
)

// listing says which records a kind of page lists, and whether each has a page
// of its own below it or is an anchor on it.
type listing struct {
	page PageKind
	kind Kind
	own  bool
}

// listings are all kinds of records that readers can be led to.
func listings() []listing {
	return []listing{
		{PageStrategy, KindObjective, true},
		{PagePlan, KindActivity, true},
		{PageInstitutions, KindInstitution, true},
		{PageInstruments, KindInstrument, true},
		{PageStatistics, KindSeries, true},
		{PageReports, KindReport, true},
		{PageCampaigns, KindCampaign, true},
		{PageRecommendations, KindRecommendation, false},
		{PageGlossary, KindTerm, false},
		{PageSources, KindSource, false},
	}
}

// Values are the kinds front matter may name.
func (PageKind) Values() []string {
	out := []string{
		string(PageHome), string(PageSection), string(PageProse), string(PageHelp), string(PagePocketCard),
		string(PagePlanByInstitution), string(PagePlanByDeadline), string(PagePlanByStatus), string(PagePlanMatrix), string(PagePlanTimeline), string(PageReporting),
		string(PageStrategyDocument), string(PagePlanDocument), string(PageYears), string(PageYear),
		string(PageEditionState), string(PageData), string(PageIndex), string(PageNotFound),
	}
	for _, l := range listings() {
		out = append(out, string(l.page))
	}
	return out
}

// printedKinds are the pages that are also published as a PDF.
func printedKinds() []PageKind { return []PageKind{PageStrategyDocument, PagePlanDocument, PageYear} }

// Printed reports whether pages of a kind are documents: long, whole in
// themselves, and also published as a PDF when a build prints.
func (k PageKind) Printed() bool { return slices.Contains(printedKinds(), k) }

// Lists is the kind of record that a page of this kind lists, empty for most.
func (k PageKind) Lists() Kind {
	for _, l := range listings() {
		if l.page == k {
			return l.kind
		}
	}
	return ""
}

// ListedKinds are the kinds of records that have a page that lists them.
func ListedKinds() []Kind {
	var out []Kind
	for _, l := range listings() {
		out = append(out, l.kind)
	}
	return out
}

// HasPages reports whether each record of a kind has a page of its own; if not,
// it is an anchor, its id, on the page that lists it.
func (k Kind) HasPages() bool {
	for _, l := range listings() {
		if l.kind == k {
			return l.own
		}
	}
	return false
}

// ListedBy is the kind of page that lists records of a kind, empty for records
// that no page lists.
func (k Kind) ListedBy() PageKind {
	for _, l := range listings() {
		if l.kind == k {
			return l.page
		}
	}
	return ""
}

// Page is one page in one language: content/<id>.<lang>.md, or
// content/<id>/index.<lang>.md for a section's own page.
type Page struct {
	Record         `yaml:"-"`
	Lang           string      `yaml:"-"`
	Section        bool        `yaml:"-"` // the file is an index
	Title          string      `yaml:"title" need:"yes"`
	Summary        string      `yaml:"summary" need:"yes"`
	Slug           string      `yaml:"slug" grammar:"slug"` // empty means the file's name
	Kind           PageKind    `yaml:"kind"`                // empty means prose, or section for an index
	Order          int         `yaml:"order"`
	Date           Date        `yaml:"date"`
	Updated        Date        `yaml:"updated"`
	Draft          bool        `yaml:"draft"`
	PublishOn      Date        `yaml:"publish_on"`
	Aliases        []string    `yaml:"aliases" grammar:"address"`
	SourceLanguage string      `yaml:"source_language" grammar:"language"`
	TranslatedFrom *PageOrigin `yaml:"translated_from"`
	Body           []byte      `yaml:"-"` // Markdown, NFC, LF
	BodyAt         diag.Pos    `yaml:"-"` // where the body begins in the file
}

// PageOrigin is the text a page was translated from.
type PageOrigin struct {
	Lang   string `yaml:"lang" need:"yes" grammar:"language"`
	Digest string `yaml:"digest" need:"yes" grammar:"digest"`
}

// Parent is the id of the section a page lives in; "home" for pages at the
// top, empty for home itself.
func (p *Page) Parent() string { return ParentPage(p.ID) }

// Home is the id of content/index.<lang>.md.
const Home = "home"

// ParentPage is the id of the section that holds page id.
func ParentPage(id string) string {
	if id == Home {
		return ""
	}
	for i := len(id) - 1; i > 0; i-- {
		if id[i] == '/' {
			return id[:i]
		}
	}
	return Home
}
