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
	slices.SortStableFunc(entries, func(a, b feedEntry) int {
		return cmp.Or(strings.Compare(b.Updated, a.Updated), strings.Compare(a.ID, b.ID))
	})
	entries = entries[:min(len(entries), feedLength)]
	self := x.base + "/" + route.FeedPath(lang)
	name := x.nearest(x.site.Config.Name, lang)
	feed := atomFeed{
		Lang: x.site.Config.Language(lang).BCP47, ID: self, Title: name, Author: name.Text, Updated: instant(today), Entries: entries,
		Links: []atomLink{
			{Rel: "self", Type: "application/atom+xml", Href: self},
			{Rel: "alternate", Type: "text/html", Href: x.base + x.plan.URL(model.KindPage, model.Home, lang)},
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
	ID        string    `xml:"id"` // the permanent address
	Title     atomText  `xml:"title"`
	Link      atomLink  `xml:"link"`
	Published string    `xml:"published,omitempty"`
	Updated   string    `xml:"updated"`
	Summary   *atomText `xml:"summary"`
}

// atomText is plain text, marked with its language where that is not the feed's.
type atomText struct {
	Lang string `xml:"xml:lang,attr,omitempty"`
	Text string `xml:",chardata"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
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
		e := x.entry(address, x.marked(p.Title, p.Lang, lang), x.marked(p.Summary, p.Lang, lang), day)
		if !p.Date.IsZero() {
			e.Published = instant(p.Date)
		}
		out = append(out, e)
	}
	return out
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

func (x *Exporter) entry(address string, title, summary atomText, day model.Date) feedEntry {
	full := x.base + address
	e := feedEntry{ID: full, Title: title, Link: atomLink{Rel: "alternate", Type: "text/html", Href: full}, Updated: instant(day)}
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
