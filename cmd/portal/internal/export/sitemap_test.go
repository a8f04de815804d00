package export

import (
	"encoding/xml"
	"slices"
	"strings"
	"testing"
)

func TestSitemap(t *testing.T) {
	x := exporter(t, "", nil)
	var b strings.Builder
	if err := x.Sitemap(&b); err != nil {
		t.Fatal(err)
	}
	var set struct {
		URLs []struct {
			Loc     string `xml:"loc"`
			LastMod string `xml:"lastmod"`
			Links   []struct {
				Lang string `xml:"hreflang,attr"`
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal([]byte(b.String()), &set); err != nil {
		t.Fatal(err)
	}
	pages := map[string][]string{}
	dates := map[string]string{}
	for _, u := range set.URLs {
		for _, l := range u.Links {
			pages[u.Loc] = append(pages[u.Loc], l.Lang+" "+l.Href)
		}
		dates[u.Loc] = u.LastMod
	}
	want := []string{"sq https://example.org/sq/ndihme/", "sr-Latn https://example.org/sr/pomoc/", "en https://example.org/en/help/", "x-default https://example.org/"}
	for _, l := range []string{"sq/ndihme", "sr/pomoc", "en/help"} {
		if got := pages["https://example.org/"+l+"/"]; !slices.Equal(got, want) {
			t.Errorf("%s: its alternates are %q", l, got)
		}
	}
	if dates["https://example.org/en/"] != "2030-06-01" || dates["https://example.org/sq/"] != "" {
		t.Errorf("dates: %v", dates)
	}
	if set.URLs[0].Loc != "https://example.org/" {
		t.Errorf("it begins with %s, not with the root", set.URLs[0].Loc)
	}
	if got := pages["https://example.org/"]; len(got) != 4 || got[0] != "sq https://example.org/sq/" || got[3] != "x-default https://example.org/" {
		t.Errorf("the root's alternates are %q", got)
	}
	if i := strings.Index(b.String(), "<lastmod>"); !strings.HasSuffix(b.String()[:i], "</loc>") {
		t.Error("the schema wants lastmod before what is not its own")
	}
	for loc := range pages {
		if strings.Contains(loc, "404") || strings.Contains(loc, "/data/") || loc == "https://example.org/help/" {
			t.Errorf("%s is no page for search engines", loc)
		}
	}
}

func TestRobots(t *testing.T) {
	for _, test := range []struct {
		base    string
		preview bool
		want    string
	}{
		{"", false, "User-agent: *\nAllow: /\n\nSitemap: https://example.org/sitemap.xml\n"},
		{"/staging", true, "User-agent: *\nDisallow: /\n\nSitemap: https://example.org/staging/sitemap.xml\n"},
	} {
		var b strings.Builder
		if err := exporter(t, test.base, nil).Robots(&b, test.preview); err != nil {
			t.Fatal(err)
		}
		if b.String() != test.want {
			t.Errorf("got %q, want %q", b.String(), test.want)
		}
	}
}
