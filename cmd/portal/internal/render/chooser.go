package render

import (
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// chooser assembles the root page, in all languages at once: no language is
// guessed from the visitor's browser, and nothing redirects.
func (e *Engine) chooser() (ChooserView, error) {
	v := ChooserView{
		Canonical: e.absolute("/"), Assets: e.in.Assets, NoIndex: e.in.Preview,
	}
	var err error
	if v.Exit, err = e.exit(); err != nil {
		return v, err
	}
	var titles, descriptions []string
	for _, lang := range e.in.Plan.Langs {
		a := &assembler{edition: e.editions[lang]}
		d := Door{
			Lang: a.lang.BCP47, Name: a.lang.Name, URL: a.url(model.KindPage, model.Home),
			Full: a.absolute(e.in.Plan.URL(model.KindPage, model.Home, lang)), SiteName: a.words(e.in.Site.Config.Name).Text,
			Enter: a.t("chooser-enter"), Title: a.t("not-found-title"), Summary: a.t("not-found-summary"), Helplines: a.helplines,
		}
		if ids := e.in.Site.Config.ShortAddresses; len(ids) > 0 {
			d.Help = a.pageLink(ids[0])
		}
		titles = append(titles, a.t("chooser-title"))
		descriptions = append(descriptions, a.t("chooser-description"))
		v.Doors = append(v.Doors, d)
		if a.err != nil {
			return v, a.err
		}
	}
	if ids := e.in.Site.Config.ShortAddresses; len(ids) > 0 {
		v.Sheets = e.sheetLinks(ids[0])
	}
	v.Title, v.Description = strings.Join(titles, " · "), strings.Join(descriptions, " ")
	return v, nil
}

// redirect assembles a page that leads on by itself and by a link.
func (e *Engine) redirect(t route.Target) RedirectView {
	lang := e.lang(t) // of the words; a help sheet has none of its own
	title, _ := e.in.Words.Printer(lang).T("redirect-title")
	return RedirectView{
		Lang: e.in.Site.Config.Language(lang).BCP47, Title: title, URL: e.link(t.To), Canonical: e.absolute(t.To),
	}
}
