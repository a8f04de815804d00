package export

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// feed is what a feed reader sees.
type feed struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string   `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Author  string   `xml:"author>name"`
	Updated string   `xml:"updated"`
	Links   []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"link"`
	Entries []struct {
		ID    string `xml:"id"`
		Title struct {
			Lang string `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
			Text string `xml:",chardata"`
		} `xml:"title"`
		Published string `xml:"published"`
		Updated   string `xml:"updated"`
		Summary   string `xml:"summary"`
	} `xml:"entry"`
}

func readFeed(t *testing.T, x *Exporter, lang string) feed {
	t.Helper()
	var b strings.Builder
	if err := x.Feed(&b, lang, model.Date{Year: 2030, Month: 7, Day: 1}); err != nil {
		t.Fatal(err)
	}
	var f feed
	if err := xml.Unmarshal([]byte(b.String()), &f); err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	return f
}

// ids are the entries in their order.
func (f feed) ids() []string {
	out := make([]string, len(f.Entries))
	for i, e := range f.Entries {
		out[i] = strings.TrimPrefix(e.ID, "https://example.org")
	}
	return out
}

func dated(title, kind, dates string) string {
	return "---\ntitle: " + title + "\nsummary: S & S.\nkind: " + kind + "\n" + dates + "\n---\nText.\n"
}

func TestFeedIsOfAnEdition(t *testing.T) {
	f := readFeed(t, exporter(t, "/staging", nil), "sr")
	if f.Lang != "sr-Latn" || f.Title != "Probna kancelarija" || f.Author != f.Title {
		t.Errorf("lang %q, title %q, author %q", f.Lang, f.Title, f.Author)
	}
	const self = "https://example.org/staging/sr/feed.xml"
	if f.ID != self || len(f.Links) != 2 || f.Links[0].Rel+" "+f.Links[0].Href != "self "+self ||
		f.Links[1].Rel+" "+f.Links[1].Href != "alternate https://example.org/staging/sr/" {
		t.Errorf("id %s, links %v", f.ID, f.Links)
	}
	if f.Updated != "2030-07-01T00:00:00Z" || len(f.Entries) != 0 {
		t.Errorf("without entries it is of the build's day, not %s (%d entries)", f.Updated, len(f.Entries))
	}
}

func TestFeedHasWhatIsNewAndIsNotQuiet(t *testing.T) {
	x := exporter(t, "", map[string]string{
		"content/about/new.en.md":     dated("New", "prose", "date: 2030-06-03"),
		"content/about/both.en.md":    dated("Both", "prose", "date: 2030-01-01\nupdated: 2030-06-02"),
		"content/about/undated.en.md": dated("Undated", "prose", "order: 1"),
		"content/about/draft.en.md":   dated("Draft", "prose", "date: 2030-06-03\ndraft: true"),
		"content/help/more.en.md":     dated("Quiet", "prose", "date: 2030-06-03"),
		"content/not-found.en.md":     dated("Lost", "not-found", "date: 2030-06-03"),
		"content/reports.en.md":       dated("Reports", "reports", "order: 1"),
		"data/reports/day.yaml":       "type: study\nstate: published\ndate: \"2030-06-02\"\ntitle: {sq: Një, sr: Jedan}\nsources: [{id: doc}]\n",
		"data/reports/month.yaml":     "type: study\nstate: published\ndate: \"2030-06\"\ntitle: {sq: Dy, sr: Dva, en: Two}\nsources: [{id: doc}]\n",
	})
	f := readFeed(t, x, "en")
	want := []string{"/en/about/new/", "/en/about/both/", "/en/reports/day/", "/en/"}
	if got := f.ids(); !slices.Equal(got, want) {
		t.Fatalf("got  %v\nwant %v", got, want)
	}
	both, day := f.Entries[1], f.Entries[2]
	if both.Published != "2030-01-01T00:00:00Z" || both.Updated != "2030-06-02T00:00:00Z" || both.Summary != "S & S." {
		t.Errorf("%+v", both)
	}
	if day.Title.Lang != "sq" || day.Title.Text != "Një" || f.Entries[0].Title.Lang != "" {
		t.Errorf("a fallback is marked with its language and nothing else is: %+v", day)
	}
	if f.Updated != "2030-06-03T00:00:00Z" {
		t.Errorf("it was updated when its newest entry was, not %s", f.Updated)
	}
}

func TestFeedIsShort(t *testing.T) {
	pages := map[string]string{}
	for i := range feedLength + 5 {
		pages[fmt.Sprintf("content/about/p%02d.en.md", i)] = dated("P", "prose", "date: 2030-06-03")
	}
	got := readFeed(t, exporter(t, "", pages), "en").ids()
	if len(got) != feedLength || got[0] != "/en/about/p00/" || got[feedLength-1] != fmt.Sprintf("/en/about/p%02d/", feedLength-1) {
		t.Errorf("%d entries: %v", len(got), got)
	}
}
