package export

import (
	"cmp"
	"encoding/xml"
	"io"
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// feedLength is how many entries a feed has: a reader who comes back after a
// while finds what changed, and the file stays small.
const feedLength = 30

// Feed writes an edition's feed (Atom, RFC 4287): the pages with a date and the
// reports whose exact day is known, the newest first. Quiet pages are not in it:
// a feed reader on a shared telephone would show their titles. today stands for
// the feed's date as long as it has no entries; the clock is never asked.
func (x *Exporter) Feed(w io.Writer, lang string, today model.Date) error {
	entries := append(x.pageEntries(lang, today), x.reportEntries(lang)...)
	name := x.nearest(x.site.Config.Name, lang)
	return x.atom(w, lang, today, "/"+route.FeedPath(lang), name, x.plan.URL(model.KindPage, model.Home, lang), entries)
}

// atom writes a feed at an address, of what a page shows.
func (x *Exporter) atom(w io.Writer, lang string, today model.Date, address string, title atomText, page string, entries []feedEntry) error {
	slices.SortStableFunc(entries, func(a, b feedEntry) int {
		return cmp.Or(strings.Compare(b.Updated, a.Updated), strings.Compare(a.ID, b.ID))
	})
	entries = entries[:min(len(entries), feedLength)]
	self := x.base + address
	feed := atomFeed{
		Lang: x.site.Config.Language(lang).BCP47, ID: self, Title: title, Author: x.nearest(x.site.Config.Name, lang).Text, Updated: instant(today), Entries: entries,
		Links: []atomLink{
			{Rel: "self", Type: "application/atom+xml", Href: self},
			{Rel: "alternate", Type: "text/html", Href: x.base + page},
		},
	}
	if len(entries) > 0 {
		feed.Updated = entries[0].Updated
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", " ")
	if err := enc.Encode(feed); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// atomFeed and the structs below are the elements of RFC 4287 that we write.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   atomText    `xml:"title"`
	Author  string      `xml:"author>name"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Entries []feedEntry `xml:"entry"`
}

type feedEntry struct {
	ID        string      `xml:"id"` // the permanent address
	Title     atomText    `xml:"title"`
	Author    *atomPerson `xml:"author"` // nil where it is the feed's
	Links     []atomLink  `xml:"link"`
	Published string      `xml:"published,omitempty"`
	Updated   string      `xml:"updated"`
	Summary   *atomText   `xml:"summary"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

// atomText is plain text, marked with its language where that is not the feed's.
type atomText struct {
	Lang string `xml:"xml:lang,attr,omitempty"`
	Text string `xml:",chardata"`
}

type atomLink struct {
	Rel    string `xml:"rel,attr"`
	Type   string `xml:"type,attr"`
	Lang   string `xml:"hreflang,attr,omitempty"`
	Length int64  `xml:"length,attr,omitempty"`
	Href   string `xml:"href,attr"`
}

// pageEntries are the pages that say when they were written or changed.
func (x *Exporter) pageEntries(lang string, today model.Date) []feedEntry {
	var out []feedEntry
	for _, id := range x.site.PageIDs() {
		address := x.plan.URL(model.KindPage, id, lang)
		if address == "" || x.site.InHelp(id, lang, today) {
			continue
		}
		p := x.site.Best(id, lang, today)
		day := p.Date
		if day.Before(p.Updated) {
			day = p.Updated
		}
		if day.IsZero() || p.Kind == model.PageNotFound {
			continue
		}
		e := x.entry(address, x.pageTitle(p, lang), x.marked(p.Summary, p.Lang, lang), day)
		if !p.Date.IsZero() {
			e.Published = instant(p.Date)
		}
		out = append(out, e)
	}
	return out
}

// pageTitle is a page's name as the page itself has it.
func (x *Exporter) pageTitle(p *model.Page, lang string) atomText {
	if year := p.Year(); year > 0 {
		return atomText{Text: x.word(x.site.YearWord(year), lang, "year", year)}
	}
	return x.marked(p.Title, p.Lang, lang)
}

// reportEntries are the reports of which the very day is known.
func (x *Exporter) reportEntries(lang string) []feedEntry {
	var out []feedEntry
	for _, r := range x.site.Reports.All {
		address := x.plan.URL(model.KindReport, r.ID, lang)
		year, month, day := r.Date.Parts()
		if address == "" || day == 0 {
			continue
		}
		d := model.Date{Year: year, Month: month, Day: day}
		e := x.entry(address, x.nearest(r.Title, lang), x.nearest(r.Summary, lang), d)
		e.Published = instant(d)
		out = append(out, e)
	}
	return out
}

// Reports writes an edition's feed of reports (Atom, RFC 4287): those that can be
// had and of which at least the year is known, with their files as enclosures.
// An entry needs a full date: where only a month or a year is known it is the
// first day of that, so that nothing seems newer than it is, and the entry does
// not say when it was published.
func (x *Exporter) Reports(w io.Writer, lang string, today model.Date) error {
	list := x.site.Listings(model.KindReport, today)[0]
	page := x.site.Best(list, lang, today)
	var entries []feedEntry
	for _, r := range x.site.Reports.All {
		day, exact := issued(r)
		if !r.Citable() || day.IsZero() {
			continue
		}
		e := x.entry(x.plan.URL(model.KindReport, r.ID, lang), x.nearest(r.Title, lang), x.nearest(r.Summary, lang), day)
		if exact {
			e.Published = e.Updated
		}
		if i := x.site.Institutions.Get(r.Publisher); i != nil {
			e.Author = &atomPerson{x.nearest(i.Name, lang).Text}
		}
		for _, f := range r.Files {
			e.Links = append(e.Links, atomLink{
				Rel: "enclosure", Type: model.MediaType, Lang: f.Language, Length: f.Document.Size, Href: x.base + "/" + route.DocumentPath(r.ID, f.Name),
			})
		}
		entries = append(entries, e)
	}
	return x.atom(w, lang, today, x.plan.ReportFeed(lang), x.marked(page.Title, page.Lang, lang), x.plan.URL(model.KindPage, list, lang), entries)
}

// issued is when a report was issued, as far as it is known, and whether that is
// the very day; the zero date when not even the year is known.
func issued(r *model.Report) (day model.Date, exact bool) {
	year, month, d := r.Date.Parts()
	year = cmp.Or(year, r.Year)
	if year == 0 {
		return model.Date{}, false
	}
	return model.Date{Year: year, Month: max(month, 1), Day: max(d, 1)}, d > 0
}

func (x *Exporter) entry(address string, title, summary atomText, day model.Date) feedEntry {
	full := x.base + address
	e := feedEntry{ID: full, Title: title, Links: []atomLink{{Rel: "alternate", Type: "text/html", Href: full}}, Updated: instant(day)}
	if summary.Text != "" {
		e.Summary = &summary
	}
	return e
}

// nearest is a text in the edition's language or the nearest fallback.
func (x *Exporter) nearest(text model.Text, lang string) atomText {
	for _, l := range x.site.Config.Fallbacks(lang) {
		if s := text[l]; s != "" {
			return x.marked(s, l, lang)
		}
	}
	return atomText{}
}

func (x *Exporter) marked(s, of, lang string) atomText {
	t := atomText{Text: collapse(s)}
	if of != lang {
		t.Lang = x.site.Config.Language(of).BCP47
	}
	return t
}

// instant is a day as RFC 3339 writes it; the hour is not known, and midnight
// UTC is the same everywhere. A folder that names no day at all still needs one,
// because a feed without is refused.
func instant(d model.Date) string {
	if d.IsZero() {
		d = model.Date{Year: 1970, Month: 1, Day: 1}
	}
	return d.String() + "T00:00:00Z"
}
