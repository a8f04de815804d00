package main

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestHomeServesWhoNeedsHelpFirst: in the content of each home page the numbers
// come first, then the way to help and the way for who is worried about someone,
// and only then anything else (WCAG 3.2.6, design.md §1).
func TestHomeServesWhoNeedsHelpFirst(t *testing.T) {
	files := built(t)
	for edition, want := range map[string][]string{
		"sq": {"tel:192", "tel:", "/sq/ndihme/", "/sq/ndihme/dike-tjeter/"},
		"sr": {"tel:192", "tel:", "/sr/pomoc/", "/sr/pomoc/neko-drugi/"},
		"en": {"tel:192", "tel:", "/en/help/", "/en/help/someone-else/"},
	} {
		var got []string
		for n := range element(t, content(t, files, edition+"/index.html"), "main").Descendants() {
			if n.Data == "a" && len(got) < len(want) {
				got = append(got, attribute(n, "href"))
			}
		}
		for i, prefix := range want {
			if i >= len(got) || !strings.HasPrefix(got[i], prefix) {
				t.Errorf("%s: the first links are %v, want %v", edition, got, want)
				break
			}
		}
	}
}

// TestHomeFiguresAreOfTheData: each figure leads to its series, is the newest of
// the whole there, and names its source.
func TestHomeFiguresAreOfTheData(t *testing.T) {
	files := built(t)
	newest := map[string]map[string]string{} // series → row; the rows of a series are in the order of time
	for _, r := range rows(t, files, "statistics") {
		if r["breakdown"] == "" {
			newest[r["series"]] = r
		}
	}
	for _, edition := range []string{"sq", "sr", "en"} {
		figures := 0
		for n := range element(t, content(t, files, edition+"/index.html"), "main").Descendants() {
			if attribute(n, "class") != "figures" {
				continue
			}
			for li := range n.ChildNodes() {
				if li.Type != html.ElementNode {
					continue
				}
				figures++
				text, link := textOf(li), strings.Trim(attribute(firstOf(li, "a"), "href"), "/")
				row := newest[link[strings.LastIndex(link, "/")+1:]]
				if digitsOf(text[:strings.IndexAny(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")]) != row["value"] || !strings.Contains(text, row["period"]) {
					t.Errorf("%s: %q is not %s of %s", edition, text, row["value"], row["period"])
				}
				if firstOf(li, "b") == nil || row["source"] == "" {
					t.Errorf("%s: %q has no source", edition, text)
				}
			}
		}
		if figures != 3 {
			t.Errorf("%s: %d figures", edition, figures)
		}
	}
}

// TestHomeIsNoWallOfNothing: what was not reported is told where it is looked for.
func TestHomeIsNoWallOfNothing(t *testing.T) {
	for edition, word := range map[string]string{"sq": "nuk është raportuar", "sr": "nije prijavljeno", "en": "not reported"} {
		if !interfaceWords(t, edition)[word] {
			t.Errorf("%s: %q is no longer the word", edition, word)
		}
		if strings.Contains(content(t, built(t), edition+"/index.html"), word) {
			t.Errorf("%s: the home page says %q", edition, word)
		}
	}
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
