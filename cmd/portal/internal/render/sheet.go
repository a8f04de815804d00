package render

import (
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// sheet assembles a help sheet: the page's text and the helplines in its own
// language where they are translated, else in that of the edition it borrows.
func (e *Engine) sheet(t route.Target) (SheetView, error) {
	ed := edition{Engine: e, lang: *e.in.Site.Config.Language(t.Lang), fallbacks: e.in.Site.Config.Fallbacks(t.Lang)}
	ed.p = e.editions[ed.host()].p
	a := &assembler{edition: &ed}
	for _, h := range e.in.Site.Helplines.All {
		ed.helplines = append(ed.helplines, a.number(h))
	}
	p := e.in.Site.Page(t.ID, t.Lang)
	v := SheetView{
		Lang: ed.lang.BCP47, Title: p.Title, Summary: p.Summary, Canonical: e.absolute(route.AddressOf(t.Path)),
		Body: a.body(p), Helplines: ed.helplines, Assets: e.in.Assets.quiet(),
		NoIndex: e.in.Preview, Preview: e.in.Preview,
	}
	var err error
	if v.Exit, err = e.exit(); err != nil {
		return v, err
	}
	for _, id := range e.in.Plan.Langs {
		own := &assembler{edition: e.editions[id]}
		v.Editions = append(v.Editions, Edition{Lang: own.lang.BCP47, Name: own.lang.Name, URL: own.url(model.KindPage, t.ID)})
		if own.err != nil {
			return v, own.err
		}
	}
	return v, a.err
}

// number is a helpline without the words of an interface.
func (a *assembler) number(h *model.Helpline) Helpline {
	full := a.helpline(h)
	return Helpline{Name: full.Name, Number: full.Number, Tel: full.Tel, Urgent: full.Urgent, Purpose: full.Purpose, Hours: full.Hours}
}

// sheetLinks are the help sheets of a page in further languages.
func (e *Engine) sheetLinks(id string) []Edition {
	var out []Edition
	for _, l := range e.in.Site.Config.Languages {
		if address := e.in.Plan.URL(model.KindPage, id, l.ID); l.HelpOnly && address != "" {
			out = append(out, Edition{Lang: l.BCP47, Name: l.Name, URL: e.link(address), Full: e.absolute(address)})
		}
	}
	return out
}
