package rename

import (
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/markdown"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// references changes every reference to what gets another id.
func (r *renamer) references() error {
	for _, ref := range r.site.Refs {
		byName := ref.Pos == diag.Pos{File: ref.Pos.File, Line: 1, Col: 1} // of the file, which is moved
		if now := r.id(ref.Kind, ref.ID); now != ref.ID && !byName {
			e := r.edit(ref.Pos.File)
			e.scalars = append(e.scalars, scalar{ref.Pos, ref.ID, now})
		}
	}
	for i, a := range r.site.Config.Accepted {
		if to, ok := r.moved[a.File]; ok {
			e := r.edit(r.site.Config.File)
			e.scalars = append(e.scalars, scalar{r.site.Config.At(model.Item("accepted", i) + ".file"), a.File, to})
		}
	}
	parser := markdown.New(markdown.Quotes{})
	for _, p := range r.site.Pages {
		if err := r.links(parser, p); err != nil {
			return err
		}
	}
	return nil
}

// links changes the links and blocks of a page.
func (r *renamer) links(parser *markdown.Parser, p *model.Page) error {
	if !strings.Contains(string(p.Body), r.old[strings.LastIndexByte(r.old, '/')+1:]) {
		return nil // most pages say nothing of it
	}
	doc, _ := parser.Parse(markdown.Source{File: p.File, Line: p.BodyAt.Line, Body: p.Body})
	for _, l := range append(doc.Links, doc.References...) {
		now := r.id(model.Kind(l.Scheme), l.ID)
		if l.Reference || now == l.ID {
			continue
		}
		address := l.Scheme + ":" + now
		if l.Anchor != "" {
			address += "#" + l.Anchor
		}
		if err := r.write(p, l.Pos, l.Scheme+":"+l.ID, address); err != nil {
			return err
		}
	}
	for _, b := range doc.Blocks {
		kind := model.Kind(b.Name)
		if b.Name == "chart" {
			kind = model.KindSeries
		}
		if id := b.Args["id"]; id != "" && r.id(kind, id) != id {
			if err := r.write(p, b.At["id"], id, r.id(kind, id)); err != nil {
				return err
			}
		}
	}
	return nil
}

// write puts an address or id in the place of another, which must stand there as
// it is meant: what is written with escapes is a person's to change.
func (r *renamer) write(p *model.Page, at diag.Pos, old, now string) error {
	w, err := (&edits{}).apply(p.File, r.snap.File(p.File).Data)
	if err != nil {
		return err
	}
	written := w.Text(at)
	address, anchor, _ := strings.Cut(written, "#")
	if !strings.EqualFold(address, old) || strings.Contains(now, "#") != (anchor != "") {
		return refused("rename-by-hand", "place", place(at))
	}
	e := r.edit(p.File)
	e.texts = append(e.texts, text{at, now})
	return nil
}
