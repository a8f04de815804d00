package render

import (
	"fmt"
	"slices"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// frame is what stands round the content of a target. under is the page whose
// place in the site it takes: itself for a page, the listing page for a record.
func (a *assembler) frame(t route.Target, heading, summary Words, under string) Frame {
	site := a.in.Site
	f := Frame{
		Lang: a.lang.BCP47, Heading: heading, Summary: summary, Description: summary.Text,
		SiteName: a.words(site.Config.Name).Text, Home: a.url(model.KindPage, model.Home),
		Helplines: a.helplines, Bar: a.bar(under), Assets: a.in.Assets,
		XDefault: a.absolute("/"), Canonical: a.absolute(route.AddressOf(t.Path)),
		NoIndex: a.in.Preview, Preview: a.in.Preview,
	}
	f.Quiet = a.quiet(under)
	if a.quietTarget(t, under) {
		f.Assets = f.Assets.quiet()
	}
	f.Title = heading.Text
	if !f.Quiet && heading.Text != f.SiteName {
		f.Title = a.t("title-and-site", "title", heading.Text, "site", f.SiteName)
	}
	if heading.Lang != "" {
		f.Fallback = a.name(heading.Lang)
	}
	if ids := site.Config.ShortAddresses; len(ids) > 0 {
		f.HelpPage = a.pageLink(ids[0])
	}
	f.Editions = a.switcher(t)
	f.Nav = a.navAt(under)
	f.Foot = a.foot(f, under)
	f.Crumbs = a.crumbs(t, under)
	f.Meta = a.meta(t, f.Quiet)
	return f
}

// quiet reports whether a page belongs to the help section.
func (ed *edition) quiet(id string) bool {
	return ed.in.Site.InHelp(id, ed.lang.ID, ed.in.Date)
}

// name is the endonym of a language given by its BCP 47 tag.
func (ed *edition) name(bcp47 string) string {
	for _, l := range ed.in.Site.Config.Languages {
		if l.BCP47 == bcp47 {
			return l.Name
		}
	}
	return bcp47
}

// switcher leads to the same page in every edition. An edition's 404 page leads
// to the 404 pages of the others, which are pages like any other.
func (a *assembler) switcher(t route.Target) []Edition {
	var out []Edition
	for _, id := range a.in.Plan.Langs {
		l := a.in.Site.Config.Language(id)
		address := a.in.Plan.URL(t.Kind, t.ID, id)
		out = append(out, Edition{Lang: l.BCP47, Name: l.Name, URL: a.Engine.link(address), Full: a.absolute(address), Current: id == a.lang.ID})
	}
	return out
}

// bar is the same for all pages of an edition where the exit's keys work, and
// for all others.
func (a *assembler) bar(under string) *TopBar {
	exit := a.exit(under)
	return common(a.edition, fmt.Sprint("bar ", exit.Keys), func() *TopBar { return &TopBar{Helplines: a.helplines, Exit: exit} })
}

// navAt is the same for all pages in one part of the site.
func (a *assembler) navAt(under string) *Nav {
	if len(a.nav) == 0 {
		return nil
	}
	at := current(a.in.Site.Config.Nav, under)
	return common(a.edition, fmt.Sprint("nav ", at), func() *Nav { return &Nav{marked(a.nav, at)} })
}

// foot is the same for all pages in one part of the site.
func (a *assembler) foot(f Frame, under string) *Foot {
	at := current(a.partIDs, under)
	return common(a.edition, fmt.Sprint("foot ", f.Quiet, at), func() *Foot {
		return &Foot{Quiet: f.Quiet, Home: f.Home, SiteName: f.SiteName, Map: marked(a.parts, at)}
	})
}

// common is the one value of an edition that its key tells from all others of
// its type: the key has everything in it that differs between pages.
func common[T any](ed *edition, key string, value func() *T) *T {
	if v, ok := ed.common.Load(key); ok {
		return v.(*T)
	}
	v, _ := ed.common.LoadOrStore(key, value())
	return v.(*T)
}

// current are the numbers of the pages that page under is, or lies below.
func current(ids []string, under string) []int {
	var out []int
	for i, id := range ids {
		if within(under, id) {
			out = append(out, i)
		}
	}
	return out
}

// marked are links with some of them marked as current.
func marked(links []Link, current []int) []Link {
	out := slices.Clone(links)
	for _, i := range current {
		out[i].Current = true
	}
	return out
}

// within reports whether page id is section or lies below it.
func within(id, section string) bool {
	for ; id != ""; id = model.ParentPage(id) {
		if id == section {
			return true
		}
	}
	return false
}

// crumbs lead from the home page down to the page above the target.
func (a *assembler) crumbs(t route.Target, under string) []Link {
	id := under
	if t.Kind == model.KindPage {
		id = model.ParentPage(under)
	}
	var out []Link
	for ; id != ""; id = model.ParentPage(id) {
		if l := a.pageLink(id); l != nil {
			if id == model.Home {
				l.Words = Words{Text: a.t("crumb-home")}
			}
			out = append(out, *l)
		}
	}
	slices.Reverse(out)
	return out
}
