package main

import (
	"encoding/json"
	"encoding/xml"
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

const baseURL = "https://antitrafikimi.rks-gov.net"

// helpSections are the addresses of the help section, which design.md fixes.
var helpSections = []string{"sq/ndihme/", "sr/pomoc/", "en/help/"}

// head is what a page's head says to machines.
type head struct {
	name       string // of the file
	heading    string // the h1
	canonical  string
	properties map[string]string   // Open Graph
	names      map[string]string   // <meta name>
	alternates map[string]string   // hreflang → address
	feeds      []string            // of <link type="application/atom+xml">
	linked     []map[string]any    // the things of JSON-LD
	links      map[string]struct{} // of <a href>, without anchors
}

func (h head) quiet() bool {
	return slices.ContainsFunc(helpSections, func(s string) bool { return strings.HasPrefix(h.name, s) })
}

// page reports whether the file is a page of an edition, and no error page.
func (h head) page() bool {
	edition, _, inside := strings.Cut(h.name, "/")
	return inside && len(edition) == 2 && strings.HasSuffix(h.name, "/index.html")
}

// heads are the heads of all HTML files of the real site.
func heads(t *testing.T) []head {
	t.Helper()
	var out []head
	files := built(t)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if strings.HasSuffix(name, ".html") {
			out = append(out, readHead(t, name, content(t, files, name)))
		}
	}
	if len(out) < 1000 {
		t.Fatalf("only %d pages", len(out))
	}
	return out
}

func readHead(t *testing.T, name, text string) head {
	t.Helper()
	h := head{name: name, properties: map[string]string{}, names: map[string]string{}, alternates: map[string]string{}, links: map[string]struct{}{}}
	for n := range parsed(t, text).Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		at := map[string]string{}
		for _, a := range n.Attr {
			at[a.Key] = a.Val
		}
		switch {
		case n.Data == "meta" && at["property"] != "":
			h.properties[at["property"]] = at["content"]
		case n.Data == "meta":
			h.names[at["name"]] = at["content"]
		case n.Data == "link" && at["rel"] == "canonical":
			h.canonical = at["href"]
		case n.Data == "link" && at["hreflang"] != "":
			h.alternates[at["hreflang"]] = at["href"]
		case n.Data == "link" && at["type"] == "application/atom+xml":
			h.feeds = append(h.feeds, at["href"])
		case n.Data == "script" && at["type"] == "application/ld+json":
			h.linked = append(h.linked, things(t, name, n.FirstChild.Data)...)
		case n.Data == "h1" && n.FirstChild != nil:
			h.heading = n.FirstChild.Data
		case n.Data == "a":
			to, _, _ := strings.Cut(at["href"], "#")
			h.links[to] = struct{}{}
		}
	}
	return h
}

// things are what a block of JSON-LD is about.
func things(t *testing.T, name, text string) []map[string]any {
	t.Helper()
	var block struct {
		Context string           `json:"@context"`
		Graph   []map[string]any `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(text), &block); err != nil {
		t.Errorf("%s: its JSON-LD: %v", name, err)
	}
	if block.Context != "https://schema.org" || len(block.Graph) == 0 {
		t.Errorf("%s: JSON-LD in the context %q with %d things", name, block.Context, len(block.Graph))
	}
	return block.Graph
}

// TestHelpPagesTellMachinesNothing: what a messenger shows of a shared link, or
// a feed reader of a site, may be seen by the wrong person (design.md §6).
func TestHelpPagesTellMachinesNothing(t *testing.T) {
	quiet := 0
	for _, h := range heads(t) {
		if strings.HasSuffix(h.name, "404.html") || !h.page() {
			if len(h.properties)+len(h.linked)+len(h.feeds) > 0 {
				t.Errorf("%s: an error page, a redirect and the chooser have nothing to share", h.name)
			}
			continue
		}
		if h.names["description"] == "" {
			t.Errorf("%s has no description", h.name)
		}
		if !h.quiet() {
			continue
		}
		quiet++
		if len(h.properties)+len(h.linked)+len(h.feeds) > 0 {
			t.Errorf("%s tells machines %v %v %v", h.name, h.properties, h.linked, h.feeds)
		}
	}
	if quiet < 3*5 {
		t.Errorf("only %d help pages were found", quiet)
	}
}

func TestOpenGraphSaysWhatThePageSays(t *testing.T) {
	for _, h := range heads(t) {
		if !h.page() || h.quiet() {
			continue
		}
		want := map[string]string{
			"og:type": "website", "og:title": h.heading, "og:url": h.canonical,
			"og:description": h.names["description"], "og:site_name": h.properties["og:site_name"],
		}
		if !maps.Equal(h.properties, want) || h.properties["og:site_name"] == "" || h.heading == "" {
			t.Errorf("%s: got %v, want %v", h.name, h.properties, want)
		}
	}
}

// TestLinkedDataIsTrue: every block has types, its addresses are published, and
// a page is called only what it is.
func TestLinkedDataIsTrue(t *testing.T) {
	files := built(t)
	published := map[string]bool{}
	for _, r := range rows(t, files, "reports") {
		published[r["id"]] = r["state"] == "published"
	}
	count := map[string]int{}
	for _, h := range heads(t) {
		types := map[string]int{}
		for _, thing := range h.linked {
			kind, _ := thing["@type"].(string)
			types[kind]++
			count[kind]++
			followAddresses(t, files, h.name, thing)
		}
		parts := strings.Split(strings.TrimSuffix(h.name, "/index.html"), "/")
		id := parts[len(parts)-1]
		if types["Report"] > 0 && !published[id] {
			t.Errorf("%s is called a report and %s is not published", h.name, id)
		}
		if home := len(parts) == 1; (types["GovernmentOrganization"] == 1) != (home && h.page()) {
			t.Errorf("%s: the authority stands on the home pages", h.name)
		}
		if h.page() && !h.quiet() && len(parts) > 1 && types["BreadcrumbList"] != 1 {
			t.Errorf("%s has no way back from the home page", h.name)
		}
	}
	sets := 0
	for name := range files {
		if strings.HasPrefix(name, "data/") && strings.HasSuffix(name, ".csv") && strings.Count(name, "/") == 1 {
			sets++
		}
	}
	series := map[string]bool{}
	for _, r := range rows(t, files, "statistics") {
		series[r["series"]] = true
	}
	years := 0
	for name := range files {
		if yearPage.MatchString(name) {
			years++
		}
	}
	if want := 3*(sets+len(series)) + years; count["Dataset"] != want {
		t.Errorf("%d datasets, want %d: each set and each series, and each year, in each edition", count["Dataset"], want)
	}
	reports := 0
	for _, is := range published {
		if is {
			reports += 3
		}
	}
	if count["Report"] != reports || reports == 0 {
		t.Errorf("%d reports, want %d", count["Report"], reports)
	}
}

// followAddresses holds every address of ours in a thing to the built tree.
func followAddresses(t *testing.T, files map[string]string, page string, value any) {
	switch v := value.(type) {
	case map[string]any:
		for _, inner := range v {
			followAddresses(t, files, page, inner)
		}
	case []any:
		for _, inner := range v {
			followAddresses(t, files, page, inner)
		}
	case string:
		address, ours := strings.CutPrefix(v, baseURL)
		if !ours {
			return
		}
		address, _, _ = strings.Cut(address, "#")
		name := strings.TrimPrefix(address, "/")
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		if files[name] == "" {
			t.Errorf("%s: JSON-LD leads to %s, which is not published", page, v)
		}
	}
}

// TestHomeNamesTheAuthorityInEveryLanguage: it has three official names, not one.
func TestHomeNamesTheAuthorityInEveryLanguage(t *testing.T) {
	h := readHead(t, "sr/index.html", content(t, built(t), "sr/index.html"))
	var langs []string
	for _, n := range h.linked[0]["name"].([]any) {
		langs = append(langs, n.(map[string]any)["@language"].(string))
	}
	if want := []string{"sq", "sr-Latn", "en"}; !slices.Equal(langs, want) {
		t.Errorf("names in %v, want %v", langs, want)
	}
}

// TestFeedsLeadToPages: an entry's id is the address of a page of the edition,
// for ever, and never one of the help section.
func TestFeedsLeadToPages(t *testing.T) {
	files := built(t)
	for _, edition := range []string{"sq", "sr", "en"} {
		var feed struct {
			Links []struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
			Entries []struct {
				ID    string `xml:"id"`
				Title string `xml:"title"`
			} `xml:"entry"`
		}
		if err := xml.Unmarshal([]byte(content(t, files, edition+"/feed.xml")), &feed); err != nil {
			t.Fatal(err)
		}
		if len(feed.Entries) == 0 || len(feed.Links) != 2 || feed.Links[0].Href != baseURL+"/"+edition+"/feed.xml" {
			t.Errorf("%s: %d entries, links %v", edition, len(feed.Entries), feed.Links)
		}
		for _, e := range feed.Entries {
			name := strings.TrimPrefix(e.ID, baseURL+"/") + "index.html"
			if files[name] == "" || !strings.HasPrefix(name, edition+"/") || (head{name: name}).quiet() || e.Title == "" {
				t.Errorf("%s: an entry %q at %s", edition, e.Title, e.ID)
			}
		}
	}
	for _, h := range heads(t) {
		edition, _, _ := strings.Cut(h.name, "/")
		want := []string{"/" + edition + "/feed.xml"}
		if own := strings.TrimSuffix(h.name, "index.html") + "feed.xml"; files[own] != "" && own != edition+"/feed.xml" {
			want = append(want, "/"+own) // the reports have a feed of their own
		}
		if h.page() && !h.quiet() && !slices.Equal(h.feeds, want) {
			t.Errorf("%s: its feeds are %v", h.name, h.feeds)
		}
	}
}

// TestSitemapSaysWhatHeadsSay: search engines believe alternates when both agree.
func TestSitemapSaysWhatHeadsSay(t *testing.T) {
	var sitemap struct {
		URLs []struct {
			Loc   string `xml:"loc"`
			Links []struct {
				Lang string `xml:"hreflang,attr"`
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal([]byte(content(t, built(t), "sitemap.xml")), &sitemap); err != nil {
		t.Fatal(err)
	}
	listed := map[string]map[string]string{}
	for _, u := range sitemap.URLs {
		listed[u.Loc] = map[string]string{}
		for _, l := range u.Links {
			listed[u.Loc][l.Lang] = l.Href
		}
	}
	for _, h := range heads(t) {
		if h.page() || h.name == "index.html" {
			if !maps.Equal(listed[h.canonical], h.alternates) || h.alternates["x-default"] != baseURL+"/" {
				t.Errorf("%s: the sitemap says %v, the head %v", h.name, listed[h.canonical], h.alternates)
			}
		}
	}
}

// facet reports whether a page is a part of a view of the plan (the activities of
// one deadline), which nobody would look up by its name.
func facet(name string) bool {
	_, rest, _ := strings.Cut(name, "/")
	return strings.HasPrefix(rest, "plan") && strings.Count(rest, "/") == 3
}

// TestIndexLeadsToEveryPage: the alphabetical index of an edition has all of it.
func TestIndexLeadsToEveryPage(t *testing.T) {
	all := heads(t)
	for _, index := range []string{"sq/a-zh/index.html", "sr/a-z/index.html", "en/a-z/index.html"} {
		h := readHead(t, index, content(t, built(t), index))
		for _, page := range all {
			address := "/" + strings.TrimSuffix(page.name, "index.html")
			if _, led := h.links[address]; !led && page.page() && page.name[:2] == index[:2] && page.name != index && !facet(page.name) {
				t.Errorf("%s does not lead to %s", index, address)
			}
		}
	}
}
