package model

import "antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"

// PageKind chooses a page's view and layout.
type PageKind string

// The kinds of pages written in content/.
const (
	PageHome              PageKind = "home"
	PageSection           PageKind = "section" // lists the pages of its folder
	PageProse             PageKind = "prose"
	PageHelp              PageKind = "help"                // prose with the helplines
	PageStrategy          PageKind = "strategy"            // objectives live under it
	PagePlan              PageKind = "action-plan"         // activities live under it
	PagePlanByInstitution PageKind = "plan-by-institution" // the plan, grouped
	PagePlanByDeadline    PageKind = "plan-by-deadline"    // the plan, grouped
	PageInstitutions      PageKind = "institutions"        // institutions live under it
	PageData              PageKind = "open-data"           // lists the published data files
	PageNotFound          PageKind = "not-found"           // the edition's 404.html
)

// Values are the kinds front matter may name.
func (PageKind) Values() []string {
	return []string{
		string(PageHome), string(PageSection), string(PageProse), string(PageHelp), string(PageStrategy), string(PagePlan),
		string(PagePlanByInstitution), string(PagePlanByDeadline), string(PageInstitutions), string(PageData), string(PageNotFound),
	}
}

// Lists is the kind of record whose pages live under a page of this kind,
// empty for most.
func (k PageKind) Lists() Kind {
	switch k {
	case PageStrategy:
		return KindObjective
	case PagePlan:
		return KindActivity
	case PageInstitutions:
		return KindInstitution
	}
	return ""
}

// ListedKinds are the kinds of records that have pages of their own.
func ListedKinds() []Kind { return []Kind{KindObjective, KindActivity, KindInstitution} }

// ListedBy is the kind of page under which records of a kind live, empty for
// records without a page of their own.
func (k Kind) ListedBy() PageKind {
	for _, v := range PageKind("").Values() {
		if p := PageKind(v); k != "" && p.Lists() == k {
			return p
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
	Slug           string      `yaml:"slug"` // empty means the file's name
	Kind           PageKind    `yaml:"kind"` // empty means prose, or section for an index
	Order          int         `yaml:"order"`
	Date           Date        `yaml:"date"`
	Updated        Date        `yaml:"updated"`
	Draft          bool        `yaml:"draft"`
	PublishOn      Date        `yaml:"publish_on"`
	Aliases        []string    `yaml:"aliases"`
	SourceLanguage string      `yaml:"source_language"`
	TranslatedFrom *PageOrigin `yaml:"translated_from"`
	Body           []byte      `yaml:"-"` // Markdown, NFC, LF
	BodyAt         diag.Pos    `yaml:"-"` // where the body begins in the file
}

// PageOrigin is the text a page was translated from.
type PageOrigin struct {
	Lang   string `yaml:"lang" need:"yes"`
	Digest string `yaml:"digest" need:"yes"`
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
