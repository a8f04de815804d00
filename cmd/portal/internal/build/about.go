package build

import (
	"path"
	"slices"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/check"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/markdown"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/release"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// About is what an editor wants to know of a page while looking at it.
type About struct {
	Files    []diag.Pos // what it is made from: its own file first, then the records that it shows
	Editions []EditionState
	Weight   Weight // compressed, with all that it loads; zero for what is no page
}

// EditionState is the page in one edition.
type EditionState struct {
	Lang, BCP47, Name string
	URL               string // below the base; empty where it has no address
	Current           bool
	Text              *check.Translation // the words of its page or record; nil where there are none
	Draft             bool
	PublishOn         model.Date // a day to come, else zero
}

// About tells about the page at a path of the site; false when there is none.
func (m *Moment) About(path string) (About, bool) {
	t, ok := m.targets[path]
	if !m.Ready() || !ok {
		return About{}, false
	}
	a := About{Files: m.sources(t), Editions: m.editions(t)}
	if html, err := m.File(path); err == nil {
		a.Weight = m.weight(t, html)
	}
	return a, true
}

// editions are the page in every edition. What belongs to no page of content/ or
// record has none.
func (m *Moment) editions(t route.Target) []EditionState {
	var out []EditionState
	for _, l := range m.loaded.Site.Config.Languages {
		url := m.plan.URL(t.Kind, t.ID, l.ID)
		if url == "" {
			continue
		}
		e := EditionState{Lang: l.ID, BCP47: l.BCP47, Name: l.Name, URL: m.opt.Base + url, Current: l.ID == t.Lang}
		if p := m.loaded.Site.Page(t.ID, l.ID); t.Kind == model.KindPage && p != nil {
			e.Draft = p.Draft
			if m.opt.Date.Before(p.PublishOn) {
				e.PublishOn = p.PublishOn
			}
		}
		states := m.states()
		if i := slices.IndexFunc(states, func(x check.Translation) bool { return x.Kind == t.Kind && x.ID == t.ID && x.Lang == l.ID }); i >= 0 {
			e.Text = &states[i]
		}
		out = append(out, e)
	}
	return out
}

// sources are the files that a page is made from, as far as an editor would look
// for its words there.
func (m *Moment) sources(t route.Target) []diag.Pos {
	s := &sources{site: m.loaded.Site}
	switch t.Sort {
	case route.SortPage, route.SortSheet:
		s.page(s.site.Best(t.ID, t.Lang, m.opt.Date), m.docs)
	case route.SortFacet:
		kind := map[model.Kind]model.PageKind{route.FacetDeadline: model.PagePlanByDeadline, route.FacetStatus: model.PagePlanByStatus}[t.Kind]
		for _, id := range s.site.OfKind(kind, m.opt.Date) {
			s.page(s.site.Best(id, t.Lang, m.opt.Date), m.docs)
		}
	case route.SortRecord:
		file := s.site.FileOf(t.Kind, t.ID)
		s.add(file)
		for _, ref := range s.site.Refs {
			if ref.Pos.File == file {
				s.add(s.site.FileOf(ref.Kind, ref.ID))
			}
		}
	case route.SortChooser, route.SortNotFound:
		s.add(s.site.Config.File)
		s.all(model.KindHelpline)
	}
	return s.files
}

// sources gathers files, each once.
type sources struct {
	site  *model.Site
	files []diag.Pos
}

func (s *sources) add(file string) {
	at := diag.Pos{File: file, Line: 1, Col: 1}
	if file != "" && !slices.Contains(s.files, at) {
		s.files = append(s.files, at)
	}
}

// page adds a page, what its text shows or leads to, and the folder of the
// records that it lists.
func (s *sources) page(p *model.Page, docs check.Docs) {
	if p == nil {
		return
	}
	s.add(p.File)
	if doc := docs[p.File]; doc != nil {
		for _, b := range doc.Blocks {
			s.block(b)
		}
		for _, l := range doc.Links {
			if l.Scheme != "" && l.Scheme != string(model.KindPage) {
				s.add(s.site.FileOf(model.Kind(l.Scheme), l.ID))
			}
		}
	}
	if ids := s.site.IDs(p.Kind.Lists()); len(ids) > 0 {
		s.files = append(s.files, diag.Pos{File: path.Dir(s.site.FileOf(p.Kind.Lists(), ids[0]))})
	}
}

func (s *sources) block(b markdown.Block) {
	switch b.Name {
	case "chart":
		s.add(s.site.FileOf(model.KindSeries, b.Args["id"]))
	case "helpline":
		s.add(s.site.FileOf(model.KindHelpline, b.Args["id"]))
	case "helplines":
		s.all(model.KindHelpline)
	}
}

func (s *sources) all(kind model.Kind) {
	for _, id := range s.site.IDs(kind) {
		s.add(s.site.FileOf(kind, id))
	}
}

func (m *Moment) newScale() (*scale, error) {
	s, err := newScale(m.inputs, false)
	if err != nil {
		return nil, err
	}
	for _, f := range m.inputs.files {
		s.Add(f.Path, f.Data)
	}
	return s, nil
}

// weight is what a browser fetches for a page, against the page's budget.
func (m *Moment) weight(t route.Target, html []byte) Weight {
	s, err := m.scales()
	if err != nil || s.of(t) == "" {
		return Weight{}
	}
	w, _ := s.Page(t.Path, html, release.Scan(t.Path, html), func(release.Weight) bool { return true })
	return s.told(s.of(t), w)
}
