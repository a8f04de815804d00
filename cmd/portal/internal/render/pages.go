package render

import (
	"cmp"
	"html/template"
	"slices"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// contentsFrom is how many sections a text must have to need a table of contents.
const contentsFrom = 3

// page assembles the view of a page of content/.
func (a *assembler) page(t route.Target) (layout string, view any) {
	p := a.best(t.ID)
	lang := a.foreign(p.Lang)
	f := a.frame(t, a.pageTitle(p), Words{p.Summary, lang}, t.ID)
	if lang != "" {
		f.Fallback = a.name(lang) // also where the title is not the text's own
	}
	body := a.body(p)
	switch p.Kind {
	case model.PageHome:
		return "home", a.home(f, body)
	case model.PageSection:
		return "section", SectionView{Frame: f, Body: body, Children: a.children(t.ID)}
	case model.PageHelp:
		return "help", a.help(t, f, p, body)
	case model.PagePocketCard:
		return "pocket-card", PocketCardView{Frame: f, Body: body, BodyLang: lang, Updated: a.date(p.Updated), Cards: a.pocketCards()}
	case model.PageStrategy:
		return "strategy", a.strategy(f, body)
	case model.PageInstitutions:
		return "institutions", InstitutionsView{
			Frame: f, Body: body, Count: a.n("count-institutions", len(a.in.Site.Institutions.All)),
			Groups: a.institutionGroups(), Downloads: a.downloads("institutions"),
		}
	case model.PageEditionState:
		return "edition-state", a.editionStates(f, p, body)
	case model.PageData:
		return "open-data", a.openDataPage(f, body)
	case model.PageIndex:
		return "a-z", a.index(f, body)
	case model.PageNotFound:
		return "not-found", NotFoundView{Frame: f, Body: body}
	}
	if layout, view, ok := a.planPage(f, p, body); ok {
		return layout, view
	}
	if layout, view, ok := a.documentPage(f, p, body); ok {
		return layout, view
	}
	if layout, view, ok := a.yearPage(f, p, body); ok {
		return layout, view
	}
	if layout, view, ok := a.libraryPage(f, p, body); ok {
		return layout, view
	}
	return "prose", ProseView{Frame: f, Body: body, BodyLang: lang, Contents: a.contents(p), Updated: a.date(p.Updated)}
}

// help assembles a page of the help section. The section's own page begins with
// the numbers and says nothing before them, so that on a small phone all of them
// are on the first screen.
func (a *assembler) help(t route.Target, f Frame, p *model.Page, body template.HTML) HelpView {
	v := HelpView{
		Frame: f, Body: body, BodyLang: a.foreign(p.Lang), Updated: a.date(p.Updated), Children: a.children(t.ID), Sheets: a.sheetLinks(t.ID),
	}
	if p.Section {
		v.Summary = Words{}
	}
	return v
}

// contents are a text's second-level headings.
func (a *assembler) contents(p *model.Page) []Anchor {
	var out []Anchor
	if doc := a.in.Docs[p.File]; doc != nil {
		for _, h := range doc.Headings {
			if h.Level == 2 {
				out = append(out, Anchor{h.ID, h.Text})
			}
		}
	}
	if len(out) < contentsFrom {
		return nil
	}
	return out
}

// children are the cards of a section's pages.
func (a *assembler) children(section string) []Card {
	pages := a.childPages(section)
	cards := make([]Card, len(pages))
	for i, p := range pages {
		cards[i] = a.card(p)
	}
	return cards
}

// childPages are the pages of a section: by order, then by title as the
// language sorts it.
func (a *assembler) childPages(section string) []*model.Page {
	var pages []*model.Page
	for _, id := range a.in.Site.ChildPages(section) {
		if p := a.best(id); p != nil && p.Kind != model.PageNotFound {
			pages = append(pages, p)
		}
	}
	slices.SortStableFunc(pages, func(x, y *model.Page) int {
		return cmp.Or(cmp.Compare(x.Order, y.Order), a.p.Compare(a.pageTitle(x).Text, a.pageTitle(y).Text))
	})
	return pages
}

func (a *assembler) card(p *model.Page) Card {
	return Card{Title: a.pageTitle(p), Summary: Words{p.Summary, a.foreign(p.Lang)}, URL: a.url(model.KindPage, p.ID)}
}

func (a *assembler) downloads(set string) []Download {
	var out []Download
	for _, f := range a.beside.Data(set) {
		out = append(out, a.download(f))
	}
	return out
}

func (a *assembler) download(f DataFile) Download {
	return Download{Format: formatName(f.Format), URL: a.Engine.link("/" + f.Path), Size: a.p.Bytes(f.Size), SHA256: f.SHA256}
}
