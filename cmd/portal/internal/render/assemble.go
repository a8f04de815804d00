package render

import (
	"html/template"
	"strings"
	"sync"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/markdown"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// edition is one language of the site, with what its pages share.
type edition struct {
	*Engine
	lang      model.Language
	fallbacks []string // the languages to try for a text, this one first
	p         *locale.Printer
	nav       []Link
	parts     []Link   // the pages right below home, in their order
	partIDs   []string // their ids
	helplines []Helpline
	common    sync.Map                // what pages share, by a key ([common])
	listing   map[model.Kind]string   // the page under which records of a kind live
	views     []string                // the pages that show the plan
	byName    []string                // institutions in the order of their names
	rows      map[string]*ActivityRow // by activity
	counts    map[string]int          // activities by objective, strategic and specific
	byGoal    map[string][]string     // activities by specific objective
	leads     map[string][]string     // activities by leading institution
	supports  map[string][]string
	short     map[string]string                   // abbreviations of the glossary → their words
	around    map[model.Kind]map[string][2]string // by kind and id: the records before and after
	spokenOf  map[model.Kind]map[string][]string  // by kind and id: the pages whose text leads there
}

// assembler makes the view of one page. The first word that fails is kept in
// err; the view is then of no use.
type assembler struct {
	*edition
	drawn int // charts in the text of the page so far
	err   error
}

func newEdition(e *Engine, lang string) (*edition, error) {
	ed := &edition{
		Engine: e, lang: *e.in.Site.Config.Language(lang), fallbacks: e.in.Site.Config.Fallbacks(lang), p: e.in.Words.Printer(lang),
		listing: map[model.Kind]string{}, rows: map[string]*ActivityRow{}, counts: map[string]int{}, byGoal: map[string][]string{}, leads: map[string][]string{}, supports: map[string][]string{}, around: map[model.Kind]map[string][2]string{},
	}
	a := &assembler{edition: ed}
	for _, kind := range model.ListedKinds() {
		if pages := e.in.Site.Listings(kind, e.in.Date); len(pages) > 0 {
			ed.listing[kind] = pages[0]
		}
	}
	ed.short = map[string]string{}
	for _, t := range e.in.Site.Terms.All {
		if abbr := t.Abbreviation[lang]; abbr != "" && t.Term[lang] != "" {
			ed.short[abbr] = t.Term[lang]
		}
	}
	ed.views = planPages(e.in.Site, e.in.Date)
	for _, id := range e.in.Site.Config.Nav {
		ed.nav = append(ed.nav, *a.pageLink(id))
	}
	for _, p := range a.childPages(model.Home) {
		ed.partIDs = append(ed.partIDs, p.ID)
		ed.parts = append(ed.parts, *a.pageLink(p.ID))
	}
	for _, h := range e.in.Site.Helplines.All {
		ed.helplines = append(ed.helplines, a.helpline(h))
	}
	for _, act := range e.in.Site.Activities.All {
		ed.rows[act.ID] = a.activityRow(act)
		if o := e.in.Site.Objectives.Get(act.Objective); o != nil {
			ed.counts[o.ID]++
			ed.counts[o.Strategic()]++
			ed.byGoal[o.ID] = append(ed.byGoal[o.ID], act.ID)
		}
		for _, id := range act.Lead {
			ed.leads[id] = append(ed.leads[id], act.ID)
		}
		for _, id := range act.Support {
			ed.supports[id] = append(ed.supports[id], act.ID)
		}
	}
	for _, kind := range model.ListedKinds() {
		ed.around[kind] = neighboursIn(e.in.Site.IDs(kind))
	}
	ed.byName = a.institutionsByName()
	ed.around[model.KindInstitution] = neighboursIn(ed.byName)
	ed.spokenOf = a.mentioned()
	return ed, a.err
}

// t is an interface word; args are name, value pairs.
func (a *assembler) t(key string, args ...any) string { return a.keep(a.p.T(key, args...)) }

// n is an interface word that depends on a number.
func (a *assembler) n(key string, n int, args ...any) string { return a.keep(a.p.N(key, n, args...)) }

func (a *assembler) keep(s string, err error) string {
	if err != nil && a.err == nil {
		a.err = err
	}
	return s
}

// words is a text in the page's language or the nearest fallback.
func (ed *edition) words(t model.Text) Words {
	for _, l := range ed.fallbacks {
		if s := t[l]; s != "" {
			return Words{Text: s, Lang: ed.foreign(l)}
		}
	}
	return Words{}
}

// foreign is the BCP 47 tag of a language that is not the page's.
func (ed *edition) foreign(lang string) string {
	if lang == ed.lang.ID {
		return ""
	}
	return ed.in.Site.Config.Language(lang).BCP47
}

// best is the text of a page for this edition; nil when it is not published.
func (ed *edition) best(id string) *model.Page {
	return ed.in.Site.Best(id, ed.lang.ID, ed.in.Date)
}

// url is the address of a page or record in this edition, below the base.
func (ed *edition) url(kind model.Kind, id string) string {
	address := ed.in.Plan.URL(kind, id, ed.lang.ID)
	if address == "" && ed.lang.HelpOnly { // a sheet leads into the edition it falls back to
		address = ed.in.Plan.URL(kind, id, ed.host())
	}
	return ed.link(address)
}

// link puts a root-relative address below the base.
func (e *Engine) link(address string) string {
	if address == "" {
		return ""
	}
	return e.in.Base + address
}

// absolute is a root-relative address in full.
func (e *Engine) absolute(address string) string {
	return e.full(e.link(address))
}

// full is an address of a view, which lies below the base, in full.
func (e *Engine) full(address string) string {
	return strings.TrimSuffix(string(e.in.Site.Config.BaseURL), "/") + address
}

// pageLink is a link to a page in this edition; nil when it is not published.
func (a *assembler) pageLink(id string) *Link {
	p := a.best(id)
	if p == nil {
		return nil
	}
	return &Link{Words: a.pageTitle(p), URL: a.url(model.KindPage, id)}
}

// institutionLink shows a body by its name and leads to its page.
func (a *assembler) institutionLink(id string) Link {
	i := a.in.Site.Institutions.Get(id)
	return Link{Words: a.words(i.Name), URL: a.url(model.KindInstitution, id)}
}

// shortInstitutionLink shows a body by its abbreviation where readers know it:
// the sources print abbreviations in their own language only (decision 0004).
func (a *assembler) shortInstitutionLink(id string) Link {
	l := a.institutionLink(id)
	short := a.in.Site.Institutions.Get(id).Abbreviation
	if short != "" && a.lang.ID == a.in.Site.Config.Source() {
		l.Words = Words{Text: short}
	}
	return l
}

func (a *assembler) cite(c model.Cite) Cite {
	s := a.in.Site.Sources.Get(c.ID)
	if s == nil {
		return Cite{}
	}
	at := Words{Text: c.At}
	if c.At != "" && s.Language != "" && s.Language != a.lang.BCP47 {
		at.Lang = s.Language
	}
	return Cite{Title: a.words(s.Title), At: at, URL: string(s.URL), Publisher: a.words(s.Publisher)}
}

func (a *assembler) cites(list []model.Cite) []Cite {
	out := make([]Cite, len(list))
	for i, c := range list {
		out[i] = a.cite(c)
	}
	return out
}

// date is a day in words, empty when it is not known.
func (a *assembler) date(d model.Date) string {
	if d.IsZero() {
		return ""
	}
	return a.p.Date(d.Year, d.Month, d.Day)
}

func (a *assembler) helpline(h *model.Helpline) Helpline {
	out := Helpline{
		Name: a.words(h.Name), Number: string(h.Number), Tel: template.URL(h.Tel()), Urgent: h.Urgent,
		Purpose: a.words(h.Purpose), Networks: a.words(h.Networks), Hours: a.words(h.Hours),
		AnsweredBy: a.words(h.AnsweredBy), FromAbroad: a.words(h.FromAbroad),
		Free:      a.either(h.Free, "helpline-free"),
		OnBill:    a.either(h.OnBill, "helpline-on-bill"),
		Anonymous: a.either(h.Anonymous, "helpline-anonymous"),
		CheckedOn: a.date(h.VerifiedOn), Unverified: h.VerifiedOn.IsZero() && a.in.Preview,
	}
	if len(h.Languages) > 0 {
		out.Languages = a.languages(h.Languages)
	}
	if by := a.in.Site.Institutions.Get(h.Operator); by != nil {
		police, name := by.Kind == model.InstitutionPolice, a.words(by.Name)
		if out.AnsweredBy.Text == "" {
			out.AnsweredBy = name
		}
		if !police || out.AnsweredBy != name { // a police body's own name says it
			out.Police = a.either(&police, "helpline-police")
		}
	}
	return out
}

// either is the word for a known yes or no, empty for what is not known.
func (a *assembler) either(known *bool, key string) string {
	switch {
	case known == nil:
		return ""
	case *known:
		return a.t(key + "-yes")
	}
	return a.t(key + "-no")
}

// body renders a page's Markdown with the links of this edition.
func (a *assembler) body(p *model.Page) template.HTML {
	return a.text(p, markdown.Resolver{Link: a.resolve})
}

// text renders a page's Markdown as r says, with this edition's blocks and
// abbreviations.
func (a *assembler) text(p *model.Page, r markdown.Resolver) template.HTML {
	doc := a.in.Docs[p.File]
	if doc == nil {
		return ""
	}
	b := a.buffer()
	defer a.buffers.Put(b)
	r.Block, r.Abbreviations = a.block, a.short
	if err := doc.Render(b, r); err != nil && a.err == nil {
		a.err = err
	}
	return template.HTML(b.String())
}

// resolve turns a link by id into an address of this edition, and a picture's
// file into its published name.
func (a *assembler) resolve(l markdown.Link) (markdown.Resolved, bool) {
	if l.Image {
		href := a.Engine.link(a.in.Assets.files[l.ID])
		return markdown.Resolved{Href: href}, href != ""
	}
	kind := model.Kind(l.Scheme)
	href := a.url(kind, l.ID)
	if href == "" {
		return markdown.Resolved{}, false
	}
	if l.Anchor != "" {
		href += "#" + l.Anchor
	}
	return markdown.Resolved{Href: href, Title: a.title(kind, l.ID)}, true
}

// host is the edition whose layouts and links a help sheet borrows.
func (ed *edition) host() string {
	for _, l := range ed.in.Site.Config.Fallbacks(ed.lang.ID) {
		if _, ok := ed.editions[l]; ok {
			return l
		}
	}
	return ed.in.Plan.Langs[0]
}

// title names a record or page, for links without a text of their own.
func (a *assembler) title(kind model.Kind, id string) string {
	s := a.in.Site
	switch kind {
	case model.KindPage:
		if p := a.best(id); p != nil {
			return a.pageTitle(p).Text
		}
	case model.KindActivity:
		return a.t("activity-short", "code", id)
	case model.KindObjective:
		return a.t("objective-short", "id", id)
	case model.KindInstitution:
		return a.words(s.Institutions.Get(id).Name).Text
	case model.KindInstrument:
		return a.words(s.Instruments.Get(id).Title).Text
	case model.KindSeries:
		return a.words(s.Series.Get(id).Indicator).Text
	case model.KindReport:
		return a.words(s.Reports.Get(id).Title).Text
	case model.KindCampaign:
		return a.words(s.Campaigns.Get(id).Title).Text
	case model.KindTerm:
		return a.words(s.Terms.Get(id).Term).Text
	case model.KindSource:
		return a.words(s.Sources.Get(id).Title).Text
	}
	return id
}

// block renders the named blocks of Markdown that show records.
func (a *assembler) block(b markdown.Block) (string, bool) {
	if b.Name == "chart" {
		return a.chartHTML(b.Args["id"])
	}
	var list []Helpline
	for i, h := range a.in.Site.Helplines.All {
		if b.Name == "helplines" || h.ID == b.Args["id"] {
			list = append(list, a.helplines[i])
		}
	}
	var out strings.Builder
	lang, name := a.lang.ID, "helpline-card"
	if a.lang.HelpOnly { // no interface words
		lang, name = a.host(), "helpline-call"
	}
	for _, h := range list {
		html, err := a.component(lang, name, h)
		if err != nil {
			a.keep("", err)
			return "", false
		}
		out.WriteString(string(html))
	}
	return out.String(), true
}
