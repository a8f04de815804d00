package main

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// keyed are the parts of the real site that Shift pressed three times leaves,
// by edition (design: home, help, recognise and campaign pages); home is itself
// alone.
var keyed = map[string][]string{
	"sq": {"ndihme/", "njih-shenjat/", "fushatat/"},
	"sr": {"pomoc/", "prepoznaj/", "kampanje/"},
	"en": {"help/", "recognise/", "campaigns/"},
}

// hasKeys reports whether the keys belong on a page, given by its file.
func hasKeys(name string) bool {
	edition, rest, inside := strings.Cut(name, "/")
	if !inside {
		return true // the language chooser and the root's 404 page
	}
	return rest == "index.html" || slices.ContainsFunc(keyed[edition], func(part string) bool { return strings.HasPrefix(rest, part) })
}

// TestExitOnEveryPage: every page has two ways out, to one address and without
// script, which the script can tell; its words and the keys are where they
// belong and nowhere else; and nothing would make the device remember the site.
func TestExitOnEveryPage(t *testing.T) {
	with, without := 0, 0
	for name, file := range built(t) {
		if !strings.HasSuffix(name, ".html") || strings.Contains(file, `http-equiv="refresh"`) {
			continue
		}
		doc := parsed(t, file[strings.Index(file, " ")+1:])
		links, scripts := waysOut(t, name, doc)
		if len(links) != 2 || scripts != 1 {
			t.Fatalf("%s has %d exits and %d scripts", name, len(links), scripts)
		}
		early, bar := links[0], links[1]
		if attribute(early, "href") != attribute(bar, "href") || !strings.HasPrefix(attribute(bar, "href"), "https://") {
			t.Errorf("%s: the exits lead to %q and %q", name, attribute(early, "href"), attribute(bar, "href"))
		}
		for _, link := range links {
			if attribute(link, "rel") != "nofollow noreferrer" || attribute(link, "target") != "" || attribute(link, "role") != "" {
				t.Errorf("%s: an exit that is not a plain link: %v", name, link.Attr)
			}
		}
		want := "link"
		if hasKeys(name) {
			want, with = "keys", with+1
		} else {
			without++
		}
		if slices.Index(strings.Fields(attribute(bar, "class")), "exit") != 0 || attribute(bar, "data-exit") != want || attribute(early, "data-exit") != "link" {
			t.Errorf("%s: the exits are %q and %q, want link and %s", name, attribute(early, "data-exit"), attribute(bar, "data-exit"), want)
		}
		exitSpeaks(t, name, bar, want == "keys")
	}
	if with < 3*10 || without < 3*100 {
		t.Errorf("only %d pages with keys and %d without were seen", with, without)
	}
}

// waysOut finds a page's exits and counts its scripts; data in a script is none.
func waysOut(t *testing.T, name string, doc *html.Node) (links []*html.Node, scripts int) {
	t.Helper()
	for n := range doc.Descendants() {
		switch {
		case n.Data == "a" && attribute(n, "data-exit") != "":
			links = append(links, n)
		case n.Data == "script" && attribute(n, "src") != "":
			scripts++
		case n.Data == "link" && strings.Contains(attribute(n, "rel"), "manifest"):
			t.Errorf("%s has a manifest: an installed app would be a trace", name)
		}
	}
	return links, scripts
}

// exitSpeaks holds the words for the script to one set per language of the
// page, complete, and on pages without keys the cover's word alone.
func exitSpeaks(t *testing.T, name string, bar *html.Node, keys bool) {
	t.Helper()
	spans := 0
	for n := range bar.Descendants() {
		if n.Data != "span" {
			continue
		}
		spans++
		if attribute(n, "data-loading") == "" {
			t.Errorf("%s: the cover has no word", name)
		}
		for _, key := range []string{"data-press-two", "data-press-one", "data-over"} {
			if (attribute(n, key) != "") != keys {
				t.Errorf("%s: %s is %q", name, key, attribute(n, key))
			}
		}
		if alone := strings.Contains(name, "/"); alone != (attribute(n, "lang") == "") {
			t.Errorf("%s: the exit speaks in lang=%q", name, attribute(n, "lang"))
		}
	}
	want := 1
	if !strings.Contains(name, "/") {
		want = 3
	}
	if spans != want {
		t.Errorf("%s: the exit speaks %d languages", name, spans)
	}
}
