// Package route decides every path that will be published, before anything is
// rendered.
//
// In goes the loaded site and the build's date; out comes a [Plan]: a [Target]
// for each file, the address of every page, record, deadline and status in every
// edition, and the diagnostics of addresses that collide, stand on reserved
// ground or are too long for a file system. Links, alternates (hreflang), the language switcher,
// the sitemap and redirects all read the plan, so they cannot disagree.
//
// A page without a text in some edition keeps its place there, with the source
// text's slug. Drafts and pages whose publish_on lies after the build's date
// have no address at all; nor has anything below an unpublished section.
package route

import (
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// Sort says what is written at a target.
type Sort string

// The sorts of targets.
const (
	SortPage     Sort = "page"     // a page of content/
	SortRecord   Sort = "record"   // the page of a record
	SortFacet    Sort = "facet"    // the activities that share a deadline or a status
	SortChooser  Sort = "chooser"  // the root: language chooser with the helplines
	SortNotFound Sort = "notfound" // the root's 404.html, in every language
	SortSheet    Sort = "sheet"    // a help sheet in a language without an edition
	SortRedirect Sort = "redirect" // leads to another address without script
	SortData     Sort = "data"     // open data
	SortPrint    Sort = "print"    // a page as PDF
	SortFile     Sort = "file"     // sitemap.xml, robots.txt, feeds, the files and citations of reports
	SortCopy     Sort = "copy"     // a file under an address it had before: no page can lead on for it
)

// Target is one file that will be published.
type Target struct {
	Path string // in the tree: "sq/plani/1.1.1/index.html"
	Sort Sort
	Kind model.Kind // of SortPage, SortRecord and SortFacet
	ID   string
	Lang string
	To   string // SortRedirect: the address it leads to; SortCopy: that of the file it is the same as
}

// The facets of the plan whose values have a page each, as kinds of addresses:
// an id is a value's own ([model.Deadline.ID], [model.Status.ID]).
const (
	FacetDeadline model.Kind = "deadline"
	FacetStatus   model.Kind = "status"
)

// Plan is every target and every address. It is not changed after New.
type Plan struct {
	Targets []Target // sorted by path
	Langs   []string // the editions, in the order of the site
	urls    map[address]string
}

type address struct {
	kind model.Kind
	id   string
	lang string
}

// reserved are the first segments of addresses that no edition, page or alias
// may take.
var reserved = []string{"data", "assets", "downloads", ".well-known", "_components"}

// maxPath keeps paths within what every target file system and archive takes.
const maxPath = 240

// New decides the plan. today is the build's date.
func New(site *model.Site, today model.Date) (*Plan, []diag.Diagnostic) {
	return newPlan(site, today, false)
}

// WithPrints decides the plan of a build that prints: New, and a PDF for every
// page of a printed kind in every edition.
func WithPrints(site *model.Site, today model.Date) (*Plan, []diag.Diagnostic) {
	return newPlan(site, today, true)
}

func newPlan(site *model.Site, today model.Date, prints bool) (*Plan, []diag.Diagnostic) {
	p := &planner{
		site: site, today: today, taken: map[string]model.Record{}, said: map[saying]bool{}, plan: &Plan{urls: map[address]string{}},
		known: map[address][]string{}, prints: prints,
	}
	for _, l := range site.Config.Languages {
		if l.DerivedFrom != "" {
			i := slices.IndexFunc(site.Config.Languages, func(x model.Language) bool { return x.ID == l.ID })
			p.fault(diag.NewError("language-derived", site.Config.At(model.Item("languages", i)+".derived_from"), "lang", l.ID))
			continue
		}
		if !l.HelpOnly {
			p.plan.Langs = append(p.plan.Langs, l.ID)
		}
	}
	p.root()
	p.pages()
	p.parents = p.listPages()
	p.records()
	p.charts()
	p.facets()
	p.reports()
	p.sheets()
	if prints {
		p.printed()
	}
	p.aliases()
	p.formerIDs()
	p.shortAddresses()
	p.inherited()
	slices.SortFunc(p.plan.Targets, func(a, b Target) int { return strings.Compare(a.Path, b.Path) })
	return p.plan, diag.Sort(p.found)
}

// URL is the root-relative address of a page, record or value of a facet in an edition, empty
// when it has none.
func (p *Plan) URL(kind model.Kind, id, lang string) string { return p.urls[address{kind, id, lang}] }

// Pages is the number of pages of an edition, redirects not counted.
func (p *Plan) Pages(lang string) int {
	n := 0
	for _, t := range p.Targets {
		if t.Lang == lang && (t.Sort == SortPage || t.Sort == SortRecord || t.Sort == SortFacet) {
			n++
		}
	}
	return n
}

// planner carries the making of one plan.
type planner struct {
	site  *model.Site
	today model.Date
	plan  *Plan
	taken map[string]model.Record // path → who has it
	found []diag.Diagnostic
	said  map[saying]bool

	parents map[model.Kind]string // the page that lists a kind of record
	known   map[address][]string  // see folders
	prints  bool
}

// saying is what is told once, for the first edition.
type saying struct {
	code string
	at   diag.Pos
}

// fault reports d, unless the same was said of the place for another edition.
func (p *planner) fault(d diag.Diagnostic) {
	said := saying{d.Code, d.Pos}
	if !p.said[said] {
		p.said[said] = true
		p.found = append(p.found, d)
	}
}

// claim takes a path for a target, or reports who has it already.
func (p *planner) claim(t Target, by model.Record, at diag.Pos, code string) {
	if other, ok := p.taken[t.Path]; ok {
		holder := other.File
		if holder == "" {
			holder = t.Path
		}
		p.fault(diag.NewError(code, at, "path", AddressOf(t.Path), "other", holder))
		return
	}
	if len(t.Path) > maxPath {
		p.fault(diag.NewError("path-too-long", at, "path", t.Path))
	}
	p.taken[t.Path] = by
	p.plan.Targets = append(p.plan.Targets, t)
}

// root claims what stands above the editions.
func (p *planner) root() {
	for _, t := range []Target{
		{Path: "index.html", Sort: SortChooser},
		{Path: "404.html", Sort: SortNotFound},
		{Path: "sitemap.xml", Sort: SortFile},
		{Path: "robots.txt", Sort: SortFile},
	} {
		p.claim(t, model.Record{}, diag.Pos{}, "path-collision")
	}
	for _, lang := range p.plan.Langs {
		p.claim(Target{Path: FeedPath(lang), Sort: SortFile, Lang: lang}, model.Record{}, diag.Pos{}, "path-collision")
	}
	p.data()
	for i, l := range p.site.Config.Languages {
		if slices.Contains(reserved, l.ID) {
			p.fault(diag.NewError("path-reserved", p.site.Config.At(model.Item("languages", i)+".id"), "path", "/"+l.ID+"/"))
		}
	}
}

// pages gives every published page an address in every edition.
func (p *planner) pages() {
	for _, id := range p.site.PageIDs() {
		if !p.site.Published(id, p.today) {
			continue
		}
		for _, lang := range p.plan.Langs {
			page := p.best(id, lang)
			path := p.pagePath(id, lang)
			p.plan.urls[address{model.KindPage, id, lang}] = AddressOf(path)
			p.claim(Target{Path: path, Sort: SortPage, Kind: model.KindPage, ID: id, Lang: lang}, page.Record, page.At("slug"), "path-collision")
		}
	}
}

// best is the published text of a page for a reader of lang.
func (p *planner) best(id, lang string) *model.Page { return p.site.Best(id, lang, p.today) }

func (p *planner) pagePath(id, lang string) string {
	if page := p.best(id, lang); page.Kind == model.PageNotFound {
		return lang + "/404.html"
	}
	return lang + "/" + p.folder(id, lang) + "index.html"
}

// folder is the path of a page's own folder below the edition, with a slash at
// its end unless it is the edition's root.
func (p *planner) folder(id, lang string) string {
	if id == model.Home {
		return ""
	}
	page := p.best(id, lang)
	slug := page.Slug
	if slug == "" {
		slug = id[strings.LastIndexByte(id, '/')+1:]
	}
	return p.folder(model.ParentPage(id), lang) + slug + "/"
}

// records puts each record's page under the page that lists its kind, or its
// anchor on it.
func (p *planner) records() {
	for _, e := range p.site.Records() {
		parent, listed := p.parents[e.Kind]
		if !listed {
			continue
		}
		r := e.Record.Base()
		for _, lang := range p.plan.Langs {
			if !e.Kind.HasPages() {
				p.plan.urls[address{e.Kind, r.ID, lang}] = p.plan.URL(model.KindPage, parent, lang) + "#" + r.ID
				continue
			}
			path := lang + "/" + p.folder(parent, lang) + r.ID + "/index.html"
			p.plan.urls[address{e.Kind, r.ID, lang}] = AddressOf(path)
			p.claim(Target{Path: path, Sort: SortRecord, Kind: e.Kind, ID: r.ID, Lang: lang}, *r, diag.Pos{File: r.File, Line: 1, Col: 1}, "path-collision")
		}
	}
}

// facets gives each deadline of the plan a page under the page that shows the
// plan by deadlines, and each status one under its page. Once anything has been
// reported every status has its page, also one that no activity is in: an
// address must not go because work went on. Before that there is nothing to tell
// apart, and the page by status says so itself.
func (p *planner) facets() {
	var deadlines, statuses []string
	for _, d := range p.site.Deadlines() {
		deadlines = append(deadlines, d.ID())
	}
	if p.site.Reported() {
		for _, s := range p.site.Statuses() {
			statuses = append(statuses, s.ID())
		}
	}
	p.facet(model.PagePlanByDeadline, FacetDeadline, deadlines)
	p.facet(model.PagePlanByStatus, FacetStatus, statuses)
}

func (p *planner) facet(kind model.PageKind, facet model.Kind, values []string) {
	pages := p.site.OfKind(kind, p.today)
	if len(pages) == 0 {
		return
	}
	page := p.best(pages[0], p.site.Config.Source()) // that a fault is told once
	for _, value := range values {
		for _, lang := range p.plan.Langs {
			path := lang + "/" + p.folder(pages[0], lang) + value + "/index.html"
			p.plan.urls[address{facet, value, lang}] = AddressOf(path)
			p.claim(Target{Path: path, Sort: SortFacet, Kind: facet, ID: value, Lang: lang}, page.Record, page.At("kind"), "path-collision")
		}
	}
}

// listPages finds the page that lists each kind of record.
func (p *planner) listPages() map[model.Kind]string {
	parents := map[model.Kind]string{}
	for _, kind := range model.ListedKinds() {
		pages, records := p.site.Listings(kind, p.today), p.site.IDs(kind)
		if len(pages) == 0 && len(records) > 0 && kind.HasPages() && p.kindsKnown() {
			p.fault(diag.NewError("kind-missing", diag.Pos{File: p.site.FileOf(kind, records[0]), Line: 1, Col: 1},
				"kind", string(kind.ListedBy()), "records", string(kind)))
		}
		for i, id := range pages {
			if i == 0 {
				parents[kind] = id
				continue
			}
			page := p.best(id, p.site.Config.Source())
			p.fault(diag.NewError("kind-twice", page.At("kind"), "kind", string(page.Kind), "other", p.site.FileOf(model.KindPage, pages[0])))
		}
	}
	return parents
}

// kindsKnown reports whether the kind of every page could be read: one that could
// not may be the page that is missed. Without a home page there are none at all.
func (p *planner) kindsKnown() bool {
	for _, page := range p.site.Pages {
		if !slices.Contains(page.Kind.Values(), string(page.Kind)) {
			return false
		}
	}
	return !p.site.AnyBroken(model.KindPage) && p.site.Published(model.Home, p.today)
}

// sheets gives the help page an address in the languages that have nothing else.
func (p *planner) sheets() {
	for _, l := range p.site.Config.Languages {
		for _, id := range p.site.Config.ShortAddresses {
			page := p.site.Page(id, l.ID)
			if !l.HelpOnly || page == nil || p.best(id, l.ID) != page || !p.site.Published(id, p.today) {
				continue
			}
			path := l.ID + "/" + p.folder(id, l.ID) + "index.html"
			p.plan.urls[address{model.KindPage, id, l.ID}] = AddressOf(path)
			p.claim(Target{Path: path, Sort: SortSheet, Kind: model.KindPage, ID: id, Lang: l.ID}, page.Record, page.At("slug"), "path-collision")
		}
	}
}

// shortAddresses makes /<slug>/ lead to the page in each edition that has a text
// of its own: addresses that are said on air and printed.
func (p *planner) shortAddresses() {
	for i, id := range p.site.Config.ShortAddresses {
		at := p.site.Config.At(model.Item("short_addresses", i))
		for _, l := range p.site.Config.Languages {
			if to := p.plan.URL(model.KindPage, id, l.ID); to != "" && p.best(id, l.ID).Lang == l.ID {
				p.redirect("/"+p.folder(id, l.ID), to, l.ID, p.site.Config.Record, at)
			}
		}
	}
}

func (p *planner) redirect(from, to, lang string, by model.Record, at diag.Pos) {
	first, _, _ := strings.Cut(strings.TrimPrefix(from, "/"), "/")
	if slices.Contains(reserved, first) {
		p.fault(diag.NewError("path-reserved", at, "path", from))
		return
	}
	p.claim(Target{Path: strings.TrimPrefix(from, "/") + "index.html", Sort: SortRedirect, Lang: lang, To: to}, by, at, "alias-collision")
}

// AddressOf is the address under which a file of the tree is reached: folders
// stand for their index.html.
func AddressOf(path string) string { return "/" + strings.TrimSuffix(path, "index.html") }
