package build

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// ownTable is a table of the authority's own: two are hidden for being small, two
// to protect those, and one was corrected from a small one.
const ownTable = `indicator: {sq: A, sr: B, en: C}
unit: people
topic: victims
own: true
dimensions: [sex]
observations:
  - {period: "2028", value: "8400", source: {id: doc, at: I}}
  - {period: "2028", value: "2", breakdown: {sex: male}, source: {id: doc, at: I}}
  - {period: "2028", value: "8398", breakdown: {sex: female}, source: {id: doc, at: I}}
  - {period: "2029", value: "8600", source: {id: doc, at: I}}
  - {period: "2029", value: "1", breakdown: {sex: male}, source: {id: doc, at: I}}
  - {period: "2029", value: "8599", breakdown: {sex: female}, source: {id: doc, at: I}}
  - period: "2030"
    value: "8877"
    source: {id: doc, at: I}
    revised: [{on: 2030-06-01, old: "2", new: "8877", reason: {sq: R, sr: R, en: R}}]
`

var digests = regexp.MustCompile(`[0-9a-f]{64}`)

// TestHiddenFiguresAreNowhere: neither a page nor a file says a figure that is
// hidden, by itself or as a change or a bar; what is shown is where it belongs.
func TestHiddenFiguresAreNowhere(t *testing.T) {
	overlay := []txtar.File{{Name: "data/series/own.yaml", Data: []byte(ownTable)}}
	for _, lang := range []string{"sq", "sr", "en"} {
		text := fmt.Sprintf("---\ntitle: S\nsummary: S.\nkind: statistics\nslug: s-%s\n---\nS.\n\n:::chart{id=own}\n", lang)
		overlay = append(overlay, txtar.File{Name: "content/figures." + lang + ".md", Data: []byte(text)})
	}
	_, files := rendered(t, options(testsite.New(t, append(overlay, txtar.File{
		Name: "data/site.yaml", Data: append(siteFile(t), "small_cells: {below: 3, show: <3}\n"...),
	})...)))
	for path, text := range files {
		text = digests.ReplaceAllString(text, "") // may have any digits by chance
		for _, hidden := range []string{"8398", "8.398", "8,398", "8\u202f398", "8\u00a0398", "8599", "8.599", "8,599", "8\u202f599", "8\u00a0599"} {
			if strings.Contains(text, hidden) && !strings.HasPrefix(path, "assets/") {
				t.Errorf("%s says %s", path, hidden)
			}
		}
	}
	page := files["en/s-en/own/index.html"]
	for _, shown := range []string{"8,400", "&lt;3", "not given", "up 277", "8,877", "A number below 3"} {
		if !strings.Contains(page, shown) {
			t.Errorf("the page of the series does not say %q", shown)
		}
	}
	if strings.Contains(page, ">2</td>") || strings.Contains(files["data/statistics.csv"], ",2,people") {
		t.Error("a small number is shown exactly")
	}
	if svg := files["data/statistics/own.en.svg"]; strings.Count(svg, "<rect class") != 3 {
		t.Errorf("not three bars: %s", svg)
	}
}

func siteFile(t *testing.T) []byte {
	t.Helper()
	for _, f := range testsite.Base() {
		if f.Name == "data/site.yaml" {
			return slices.Clone(f.Data) // what is appended to it must not run into the next file of the base site
		}
	}
	t.Fatal("no data/site.yaml")
	return nil
}
