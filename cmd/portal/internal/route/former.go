package route

import (
	"path"
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// What was published stays reachable under the addresses it had. A page names its
// own (aliases), a record its former ids. An address that a section had is one
// that everything below it had too, so the section alone names it. Addresses that
// lead to pages become redirects; a file is published again under the name it
// had, because a static host cannot lead on from a file.

// aliases turns the former addresses that pages name into redirects. One that
// begins with an edition leads to the page in that edition.
func (p *planner) aliases() {
	for _, page := range p.site.Pages {
		if p.plan.URL(model.KindPage, page.ID, page.Lang) == "" {
			continue
		}
		for i, alias := range page.Aliases {
			at := page.At(model.Item("aliases", i))
			switch {
			case alias == "": // no address; that has been said
			case strings.HasSuffix(alias, "/"):
				lang := p.editionOf(alias, page)
				p.redirect(alias, p.plan.URL(model.KindPage, page.ID, lang), lang, page.Record, at)
			default:
				p.formerPrint(page, alias, at)
			}
		}
	}
}

// editionOf is the edition that a former address of a page is of: the one that it
// begins with, else that of the text it stands in.
func (p *planner) editionOf(alias string, page *model.Page) string {
	first, _, _ := strings.Cut(alias[1:], "/")
	if slices.Contains(p.plan.Langs, first) && p.plan.URL(model.KindPage, page.ID, first) != "" {
		return first
	}
	return page.Lang
}

// formerPrint publishes the PDF of a page again under a name it had: the language
// stands in it.
func (p *planner) formerPrint(page *model.Page, alias string, at diag.Pos) {
	stem := strings.TrimSuffix(alias, ".pdf")
	lang := strings.TrimPrefix(path.Ext(stem), ".")
	if !slices.Contains(p.plan.Langs, lang) || !p.best(page.ID, lang).Kind.Printed() {
		p.fault(diag.NewError("path-reserved", at, "path", alias))
		return
	}
	if p.prints {
		p.claim(Target{Path: alias[1:], Sort: SortCopy, Lang: lang, To: "/" + PrintPath(page.ID, lang)}, page.Record, at, "alias-collision")
	}
}

// formerIDs keeps what was published under the former ids of records: their pages
// and their files. Where records are anchors, the page has the former ones too.
func (p *planner) formerIDs() {
	led := map[address]bool{}
	for _, e := range p.site.Records() {
		parent, listed := p.parents[e.Kind]
		r := e.Record.Base()
		for i, id := range formerIDs(e.Record) {
			if !listed || !e.Kind.HasPages() || id == "" || p.site.Has(e.Kind, id) || led[address{kind: e.Kind, id: id}] {
				continue // check says what is wrong with an id that another record has or had
			}
			led[address{kind: e.Kind, id: id}] = true
			at := r.At(model.Item("former_ids", i))
			for _, lang := range p.plan.Langs {
				p.redirect("/"+p.folders(parent, lang)[0]+id+"/", p.plan.URL(e.Kind, r.ID, lang), lang, *r, at)
			}
			p.formerFiles(e.Kind, r, id, at)
		}
	}
}

func formerIDs(record model.Any) []string {
	if r, ok := record.(interface{ Former() *model.Renamed }); ok {
		return r.Former().FormerIDs
	}
	return nil
}

// formerFiles publishes the files of a record again under the names that they had
// when it had another id.
func (p *planner) formerFiles(kind model.Kind, r *model.Record, id string, at diag.Pos) {
	for _, t := range slices.Clone(p.plan.Targets) {
		if t.ID != r.ID {
			continue
		}
		var was string
		switch {
		case kind == model.KindSeries && t.Kind == kind && t.Sort == SortData:
			was = strings.Replace(t.Path, seriesFile(r.ID, ""), seriesFile(id, ""), 1)
		case kind != model.KindReport || t.Sort != SortFile:
			continue
		case strings.HasPrefix(t.Path, DocumentPath(r.ID, "")):
			was = DocumentPath(id, path.Base(t.Path))
		default:
			was = CitationPath(id, strings.TrimPrefix(path.Ext(t.Path), "."))
		}
		p.claim(Target{Path: was, Sort: SortCopy, Lang: t.Lang, To: "/" + t.Path}, *r, at, "alias-collision")
	}
}

// folders are the paths at which a page's own folder stands and stood in an
// edition, the present one first: every name of the page below every name of the
// sections above it. An alias of a page that begins with a name of its section
// is spelled with the section's other names too.
func (p *planner) folders(id, lang string) []string {
	if id == model.Home {
		return []string{lang + "/"} // a former address of the home page is one of it alone
	}
	key := address{model.KindPage, id, lang}
	if known, ok := p.known[key]; ok {
		return known
	}
	above := p.folders(model.ParentPage(id), lang)
	var out []string
	add := func(folders ...string) {
		for _, f := range folders {
			if !slices.Contains(out, f) {
				out = append(out, f)
			}
		}
	}
	own := p.folder(id, lang)
	name := own[strings.LastIndexByte(strings.TrimSuffix(own, "/"), '/')+1:]
	for _, f := range above {
		add(f + name)
	}
	for _, alias := range p.aliasesIn(id, lang) {
		add(respelled(strings.TrimPrefix(alias, "/"), above)...)
	}
	p.known[key] = out
	return out
}

// aliasesIn are the former addresses of a page that begin with an edition.
func (p *planner) aliasesIn(id, lang string) []string {
	var out []string
	for _, l := range p.site.Config.Languages {
		page := p.site.Page(id, l.ID)
		if page == nil {
			continue
		}
		for _, alias := range page.Aliases {
			if strings.HasPrefix(alias, "/"+lang+"/") && strings.HasSuffix(alias, "/") {
				out = append(out, alias)
			}
		}
	}
	return out
}

// respelled is a folder with every name of the section that it stands in.
func respelled(folder string, sections []string) []string {
	for _, s := range sections {
		if rest, ok := strings.CutPrefix(folder, s); ok && rest != "" {
			out := make([]string, len(sections))
			for i, other := range sections {
				out[i] = other + rest
			}
			return out
		}
	}
	return []string{folder}
}

// inherited gives everything below a section the addresses that it had because
// the section had another one. Any other address comes first: whatever stands
// where something stood before is what readers are led to.
func (p *planner) inherited() {
	for _, id := range p.site.PageIDs() {
		for _, lang := range p.plan.Langs {
			if to := p.plan.URL(model.KindPage, id, lang); to != "" && strings.HasSuffix(to, "/") {
				p.leads(p.folders(id, lang), "", to, lang)
			}
		}
	}
	for _, e := range p.site.Records() {
		parent, listed := p.parents[e.Kind]
		if !listed || !e.Kind.HasPages() {
			continue
		}
		r := e.Record.Base()
		for _, lang := range p.plan.Langs {
			for _, id := range append([]string{r.ID}, formerIDs(e.Record)...) {
				if id != "" && (id == r.ID || !p.site.Has(e.Kind, id)) {
					p.leads(p.folders(parent, lang), id+"/", p.plan.URL(e.Kind, r.ID, lang), lang)
				}
			}
		}
	}
	p.inheritedFacets(model.PagePlanByDeadline, FacetDeadline)
	p.inheritedFacets(model.PagePlanByStatus, FacetStatus)
	p.inheritedFeeds()
}

func (p *planner) inheritedFacets(kind model.PageKind, facet model.Kind) {
	pages := p.site.OfKind(kind, p.today)
	for _, t := range slices.Clone(p.plan.Targets) {
		if t.Sort == SortFacet && t.Kind == facet {
			p.leads(p.folders(pages[0], t.Lang), t.ID+"/", AddressOf(t.Path), t.Lang)
		}
	}
}

func (p *planner) inheritedFeeds() {
	for _, lang := range p.plan.Langs {
		to := p.plan.ReportFeed(lang)
		if to == "" {
			continue
		}
		for _, folder := range p.folders(p.site.Listings(model.KindReport, p.today)[0], lang) {
			p.stood(Target{Path: folder + path.Base(to), Sort: SortCopy, Lang: lang, To: to})
		}
	}
}

// leads makes a name in each of some folders lead to an address.
func (p *planner) leads(folders []string, name, to, lang string) {
	for _, folder := range folders {
		p.stood(Target{Path: folder + name + "index.html", Sort: SortRedirect, Lang: lang, To: to})
	}
}

// stood claims a path for what stood there, unless something stands there now.
func (p *planner) stood(t Target) {
	if _, taken := p.taken[t.Path]; !taken && len(t.Path) <= maxPath {
		p.claim(t, model.Record{}, diag.Pos{}, "path-collision")
	}
}
