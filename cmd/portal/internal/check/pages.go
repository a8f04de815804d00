package check

import (
	"path"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/markdown"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// home: a site without a home page has no editions.
func (c *checker) home() {
	if !c.homeStands() && !c.site.Broken(model.KindPage, model.Home) {
		file := "content/index." + c.site.Config.Source() + ".md"
		c.report(diag.NewError("home-missing", diag.Pos{File: file}, "file", file))
	}
}

func (c *checker) homeStands() bool { return c.site.Published(model.Home, c.opt.Date) }

// waiting: pages that wait for their day are named, so that nobody looks for
// them in vain; a navigation entry must not lead to a page that is not there.
func (c *checker) waiting() {
	for _, p := range c.site.Pages {
		if !p.Draft && c.opt.Date.Before(p.PublishOn) {
			c.report(diag.NewWarning("publish-on-future", p.At("publish_on"), "date", p.PublishOn.String()))
		}
	}
	for key, ids := range map[string][]string{"nav": c.site.Config.Nav, "short_addresses": c.site.Config.ShortAddresses} {
		for i, id := range ids {
			if c.waits(id) {
				c.report(diag.NewError("page-draft", c.site.Config.At(model.Item(key, i)), "page", id))
			}
		}
	}
}

// years: the page of a year is named after it and has no other title, so that
// only a record can make an annual report of it.
func (c *checker) years() {
	for _, p := range c.site.Pages {
		if p.Kind != model.PageYear || p.Title == "" || p.Title == model.Blank { // that has been said
			continue
		}
		if name := path.Base(p.ID); p.Year() == 0 || p.Title != name {
			c.report(diag.NewError("year-title", p.At("title"), "name", name, "title", p.Title))
		}
	}
}

// links: every link by id leads to a record or page that is published, an
// anchor on another page is explicit there, the same in all editions, and a
// picture is a file of static/.
func (c *checker) links() {
	for _, p := range c.site.Pages {
		doc := c.docs[p.File]
		if doc == nil {
			continue
		}
		for _, l := range doc.Links {
			switch {
			case l.Image && !c.site.Static[l.ID]:
				c.report(diag.NewError("image-missing", l.Pos, "file", "static/"+l.ID))
			case l.Scheme != "":
				c.link(p, l)
			}
		}
		for _, b := range doc.Blocks {
			c.block(b)
		}
	}
}

// block: a named block shows a record that is there, and a chart only of figures
// that can be drawn.
func (c *checker) block(b markdown.Block) {
	kind, id := model.Kind(b.Name), b.Args["id"]
	if b.Name == "chart" {
		kind = model.KindSeries
	}
	switch {
	case kind != model.KindHelpline && kind != model.KindSeries:
	case !c.site.Has(kind, id):
		c.report(load.Unknown(c.site, model.Ref{Kind: kind, ID: id, Pos: b.Pos}))
	case kind == model.KindSeries && c.site.Record(kind, id) != nil && c.site.Plot(c.site.Series.Get(id)) == nil:
		c.report(diag.NewError("chart-none", b.Pos, "id", id))
	}
}

func (c *checker) link(p *model.Page, l markdown.Link) {
	kind := model.Kind(l.Scheme)
	if !c.site.Has(kind, l.ID) {
		c.report(load.Unknown(c.site, model.Ref{Kind: kind, ID: l.ID, Pos: l.Pos}))
		return
	}
	if c.site.Record(kind, l.ID) == nil {
		return // its file is broken, and that has been said
	}
	if kind != model.KindPage {
		if !c.listed[kind] && !kind.HasPages() { // route tells when pages of records have no place
			c.report(diag.NewError("kind-missing", l.Pos, "kind", string(kind.ListedBy()), "records", l.Scheme))
		} else if l.Anchor != "" { // the page of a record has no headings of an editor's
			c.report(diag.NewError("anchor-not-explicit", l.Pos, "anchor", l.Anchor, "page", l.Scheme+":"+l.ID))
		}
		return
	}
	if c.waits(l.ID) {
		c.report(diag.NewError("page-draft", l.Pos, "page", l.ID))
		return
	}
	if l.Anchor == "" {
		return
	}
	for _, lang := range c.written() { // in which both pages may stand for missing ones
		here, other := c.site.Best(p.ID, lang.ID, c.opt.Date), c.site.Best(l.ID, lang.ID, c.opt.Date)
		if here == p && other != nil && !hasExplicit(c.docs[other.File], l.Anchor) {
			c.report(diag.NewError("anchor-not-explicit", l.Pos, "anchor", l.Anchor, "page", strings.TrimPrefix(other.File, "content/")))
			return
		}
	}
}

// waits reports whether a page is there but not published, for itself or for a
// section above it. A section that is not there has been reported, and so has a
// home page that waits.
func (c *checker) waits(id string) bool {
	if !c.homeStands() {
		return false
	}
	for section := id; section != ""; section = model.ParentPage(section) {
		if !c.site.HasPage(section) {
			return false
		}
	}
	return !c.site.Published(id, c.opt.Date)
}

func hasExplicit(doc *markdown.Doc, id string) bool {
	if doc != nil {
		for _, h := range doc.Headings {
			if h.ID == id && h.Explicit {
				return true
			}
		}
	}
	return false
}
