package model

import (
	"slices"
	"strconv"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// Config is data/site.yaml: what the program must know of this authority.
type Config struct {
	Record         `yaml:"-"`
	BaseURL        URL        `yaml:"base_url" need:"yes"` // absolute, without a path
	Name           Text       `yaml:"name" need:"yes"`     // the authority's name
	Languages      []Language `yaml:"languages" need:"yes"`
	Nav            []string   `yaml:"nav" ref:"page"`             // main navigation, in order
	ShortAddresses []string   `yaml:"short_addresses" ref:"page"` // pages reachable at /<slug> without an edition
	Home           *HomePage  `yaml:"home"`                       // what the home page shows; nil for its text, the plan and the navigation
	ExitURL        URL        `yaml:"exit_url" need:"yes"`        // where "exit this page" leads: plain, fast, unrelated
	ExitKeys       []string   `yaml:"exit_keys" ref:"page"`       // pages that Shift pressed three times leaves, with all below them; home stands for itself
	HelplineMonths int        `yaml:"helpline_months" need:"yes"` // after so many months a verified number counts as old
	PlainLanguage  *Plain     `yaml:"plain_language"`             // pages that must be easy to read, and how easy
	Confirm        []Confirm  `yaml:"confirm"`                    // what somebody must still find out before a release
	SmallCells     SmallCells `yaml:"small_cells"`                // how small counts of people are shown
	Budgets        Budgets    `yaml:"budgets"`                    // how heavy pages may be
	Accepted       []Accepted `yaml:"accepted"`                   // faults let through a release until a date
	DataLicence    URL        `yaml:"data_licence"`               // of the open data; empty until decided
	Catalogue      Catalogue  `yaml:"catalogue"`                  // what catalogues of open data ask beside that
	Translated     `yaml:",inline"`
}

// Catalogue is what catalogues of open data ask about all sets at once, in terms
// of public vocabularies.
type Catalogue struct {
	Themes        []URL `yaml:"themes"`         // what the data are about
	PublisherType URL   `yaml:"publisher_type"` // what kind of body publishes them
}

// Language is one edition.
type Language struct {
	ID          string `yaml:"id" need:"yes" grammar:"id"`      // first segment of its addresses
	BCP47       string `yaml:"bcp47" need:"yes" grammar:"tag"`  // lang and hreflang
	Name        string `yaml:"name" need:"yes"`                 // endonym
	Official    bool   `yaml:"official"`                        // parity is a duty
	Fallback    string `yaml:"fallback" grammar:"language"`     // language shown where a text is missing
	DerivedFrom string `yaml:"derived_from" grammar:"language"` // made by transliteration, never written
	HelpOnly    bool   `yaml:"help_only"`                       // one-page help sheets only, outside parity
	ReviewedBy  string `yaml:"reviewed_by"`                     // who read the edition, or the sheets, as a native: a body, not a person's name
	ReviewedOn  Date   `yaml:"reviewed_on"`
}

// HomePage chooses what an edition's home page shows. What is left out is left
// out there too.
type HomePage struct {
	Ways       []Way     `yaml:"ways"`                 // the large doors, the most urgent first
	Figures    []string  `yaml:"figures" ref:"series"` // whose latest figure is shown
	Caveat     *Caveat   `yaml:"caveat"`               // stands under the figures
	Strategies *Sequence `yaml:"strategies"`           // one after the other
}

// Way is a large door on the home page.
type Way struct {
	Page  string `yaml:"page" need:"yes" ref:"page"`
	Title Text   `yaml:"title"` // what a reader would say; empty: the page's own title
}

// Caveat is what a reader must know of the figures, and where more of it stands.
type Caveat struct {
	Page string `yaml:"page" need:"yes" ref:"page"`
	Text Text   `yaml:"text" need:"yes"`
}

// Sequence is the strategies in the order of time, and the page that tells about
// them in words.
type Sequence struct {
	Page    string   `yaml:"page" need:"yes" ref:"page"`
	Reports []string `yaml:"reports" need:"yes" ref:"report"` // each with its period
}

// Plain says which pages, with all below them, must be easy to read.
type Plain struct {
	Pages   []string `yaml:"pages" need:"yes" ref:"page"`
	Mean    int      `yaml:"mean" need:"yes"`    // words a sentence, on average over a page
	Longest int      `yaml:"longest" need:"yes"` // words in any sentence
}

// Confirm is something unknown that stands open on a page.
type Confirm struct {
	Page string `yaml:"page" need:"yes" ref:"page"`
	What Text   `yaml:"what" need:"yes"`
}

// SmallCells governs the authority's own tables about people.
type SmallCells struct {
	Below int    `yaml:"below"`
	Show  string `yaml:"show"`
}

// Budgets say how much a reader may have to fetch for one page.
type Budgets struct {
	Help     *Budget `yaml:"help"`     // pages of the help section and help sheets
	Document *Budget `yaml:"document"` // pages that are printed: whole documents ([PageKind.Printed])
	Other    *Budget `yaml:"other"`    // every other page
	Script   *Budget `yaml:"script"`   // the scripts of any page
}

// The names of the budgets, as data/site.yaml has them.
const (
	BudgetHelp     = "help"
	BudgetDocument = "document"
	BudgetOther    = "other"
	BudgetScript   = "script"
)

// BudgetNames are all of them, in the order in which they are told.
func BudgetNames() []string { return []string{BudgetHelp, BudgetOther, BudgetDocument, BudgetScript} }

// Named is the budget of a name, nil when the folder sets none.
func (b Budgets) Named(name string) *Budget {
	switch name {
	case BudgetHelp:
		return b.Help
	case BudgetDocument:
		return b.Document
	case BudgetOther:
		return b.Other
	case BudgetScript:
		return b.Script
	}
	return nil
}

// Budget is the most that may be fetched. A kilobyte is 1,000 bytes
// (ISO/IEC 80000), the stricter reading; 0 requests means any number.
type Budget struct {
	Kilobytes int `yaml:"kilobytes" need:"yes"`
	Requests  int `yaml:"requests"`
}

// Bytes is the budget in bytes.
func (b Budget) Bytes() int64 { return int64(b.Kilobytes) * 1000 }

// Accepted lets a named fault of a file through a release until a date.
type Accepted struct {
	Code   string `yaml:"code" need:"yes"`
	File   string `yaml:"file" need:"yes"`
	Reason string `yaml:"reason" need:"yes"`
	Until  Date   `yaml:"until" need:"yes"`
}

// Ref is a reference from one record to another, with its place.
type Ref struct {
	Kind Kind
	ID   string
	Pos  diag.Pos
}

// Site is everything that was loaded. It is not changed after load made it, so
// any number of workers may read it.
type Site struct {
	Config          *Config
	Strategy        *Strategy // nil when the folder has none
	Pages           []*Page   // by id, then in the order of Config.Languages
	Objectives      Index[Objective]
	Activities      Index[Activity]
	Institutions    Index[Institution]
	Instruments     Index[Instrument]
	Reports         Index[Report]
	Series          Index[Series]
	Recommendations Index[Recommendation]
	Helplines       Index[Helpline] // in their own order, not by id
	Campaigns       Index[Campaign]
	Terms           Index[Term]
	Sources         Index[Source]
	Progress        Index[Progress]
	Refs            []Ref           // every reference, for the check
	Static          map[string]bool // files of static/, by their path below it

	pages    map[string]map[string]*Page
	pageIDs  []string
	history  map[string][]Reported // activity → what was reported on it
	children map[string][]string   // section → pages directly below it
	fallback map[string][]string   // language → Config.Fallbacks, asked for with every link
	broken   map[string]bool       // files that could not be decoded, and "kind:id" of their records
	drafts   bool                  // what waits counts as published ([Site.WithDrafts])
}

// Index is the records of one kind: in order, and by id.
type Index[T any] struct {
	All  []*T
	byID map[string]*T
}

// NewIndex indexes records that are already in order; id gives each one's id.
func NewIndex[T any](all []*T, id func(*T) string) Index[T] {
	x := Index[T]{All: all, byID: make(map[string]*T, len(all))}
	for _, r := range all {
		x.byID[id(r)] = r
	}
	return x
}

// Get is the record with an id, nil when there is none.
func (x Index[T]) Get(id string) *T { return x.byID[id] }

// Index fills the look-ups; load calls it once, when everything is there.
func (s *Site) Index() {
	s.indexProgress()
	s.indexPages()
	s.fallback = map[string][]string{}
	if s.Config != nil {
		for _, l := range s.Config.Languages {
			s.fallback[l.ID] = s.Config.Fallbacks(l.ID)
		}
	}
}

func (s *Site) fallbacksOf(lang string) []string {
	if known := s.fallback[lang]; known != nil {
		return known
	}
	return s.Config.Fallbacks(lang)
}

func (s *Site) indexPages() {
	s.pages = make(map[string]map[string]*Page, len(s.Pages)/2)
	for _, p := range s.Pages {
		if s.pages[p.ID] == nil {
			s.pages[p.ID] = make(map[string]*Page, 4)
		}
		s.pages[p.ID][p.Lang] = p
	}
	s.pageIDs = make([]string, 0, len(s.pages))
	for id := range s.pages {
		s.pageIDs = append(s.pageIDs, id)
	}
	slices.SortFunc(s.pageIDs, CompareID)
	s.children = map[string][]string{}
	for _, id := range s.pageIDs {
		s.children[ParentPage(id)] = append(s.children[ParentPage(id)], id)
	}
}

// MarkBroken remembers a file that could not be decoded and the record it would
// have been, so that one fault is not followed by others about its absence.
func (s *Site) MarkBroken(file string, kind Kind, id string) {
	if s.broken == nil {
		s.broken = map[string]bool{}
	}
	s.broken[file], s.broken[string(kind)+":"+id] = true, true
}

// BrokenFile reports whether a file is there but could not be decoded.
func (s *Site) BrokenFile(file string) bool { return s.broken[file] }

// Broken reports whether a record, or a page in some language, is there but
// could not be decoded.
func (s *Site) Broken(kind Kind, id string) bool { return s.broken[string(kind)+":"+id] }

// AnyBroken reports whether some record of a kind could not be decoded.
func (s *Site) AnyBroken(kind Kind) bool {
	for key := range s.broken {
		if strings.HasPrefix(key, string(kind)+":") {
			return true
		}
	}
	return false
}

// Page is a page in one language, nil when it is not written in it.
func (s *Site) Page(id, lang string) *Page { return s.pages[id][lang] }

// HasPage reports whether a page exists in any language.
func (s *Site) HasPage(id string) bool { return len(s.pages[id]) > 0 }

// Newest is the latest day that the folder itself names: a page's date or
// update, a helpline's check, a report of progress. It stands for "today" when
// no other date is given, so that a build depends on the folder alone.
func (s *Site) Newest() Date {
	var newest Date
	take := func(d Date) {
		if newest.Before(d) {
			newest = d
		}
	}
	for _, p := range s.Pages {
		take(p.Date)
		take(p.Updated)
	}
	for _, h := range s.Helplines.All {
		take(h.VerifiedOn)
	}
	for _, p := range s.Progress.All {
		take(p.ReportedOn)
	}
	return newest
}

// PageIDs are the ids of all pages, sorted.
func (s *Site) PageIDs() []string { return s.pageIDs }

// ChildPages are the ids of the pages directly below a section, sorted.
func (s *Site) ChildPages(section string) []string { return s.children[section] }

// Language is the edition with an id, nil when there is none.
func (c *Config) Language(id string) *Language {
	for i := range c.Languages {
		if c.Languages[i].ID == id {
			return &c.Languages[i]
		}
	}
	return nil
}

// Tagged is the edition with a BCP 47 tag, nil when there is none.
func (c *Config) Tagged(bcp47 string) *Language {
	for i := range c.Languages {
		if c.Languages[i].BCP47 == bcp47 {
			return &c.Languages[i]
		}
	}
	return nil
}

// Editions are the languages with a whole edition that is written: neither
// derived from another nor help sheets only.
func (c *Config) Editions() []Language {
	return slices.DeleteFunc(slices.Clone(c.Languages), func(l Language) bool { return l.DerivedFrom != "" || l.HelpOnly })
}

// Source is the language most texts are written in first: the first official one.
func (c *Config) Source() string {
	for _, l := range c.Languages {
		if l.Official {
			return l.ID
		}
	}
	if len(c.Languages) > 0 {
		return c.Languages[0].ID
	}
	return ""
}

// Fallbacks are the languages to try for a text, best first: the language
// itself, its fallback chain, then all the others in order.
func (c *Config) Fallbacks(lang string) []string {
	out := []string{lang}
	for l := c.Language(lang); l != nil && l.Fallback != "" && !slices.Contains(out, l.Fallback); l = c.Language(l.Fallback) {
		out = append(out, l.Fallback)
	}
	for _, l := range c.Languages {
		if !slices.Contains(out, l.ID) {
			out = append(out, l.ID)
		}
	}
	return out
}

// CompareID orders ids as people number things: runs of digits by value, so
// that 1.1.10 comes after 1.1.9.
func CompareID(a, b string) int {
	for a != "" && b != "" {
		na, ra := leadingNumber(a)
		nb, rb := leadingNumber(b)
		if na >= 0 && nb >= 0 {
			if na != nb {
				if na < nb {
					return -1
				}
				return 1
			}
			a, b = ra, rb
			continue
		}
		if a[0] != b[0] {
			return strings.Compare(a[:1], b[:1])
		}
		a, b = a[1:], b[1:]
	}
	return len(a) - len(b)
}

func leadingNumber(s string) (int, string) {
	i := 0
	for i < len(s) && i < 9 && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	if i == 0 {
		return -1, s
	}
	n, _ := strconv.Atoi(s[:i])
	return n, s[i:]
}
