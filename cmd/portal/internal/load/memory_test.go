package load

import (
	"bytes"
	"fmt"
	"reflect"
	"testing"
	"testing/fstest"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// TestMemoryLoadsWhatALoadFromTheBeginningLoads, whatever was edited before, and
// decodes nothing anew that has the same bytes.
func TestMemoryLoadsWhatALoadFromTheBeginningLoads(t *testing.T) {
	folder := testsite.New(t)
	var m Memory
	edit := func(name, old, new string) string {
		data := folder[name].Data
		if !bytes.Contains(data, []byte(old)) {
			t.Fatalf("%s has no %q", name, old)
		}
		folder[name] = &fstest.MapFile{Data: bytes.Replace(data, []byte(old), []byte(new), 1), Mode: 0o644}
		return name
	}
	add := func(name, text string) string {
		folder[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
		return name
	}
	remove := func(name string) string {
		delete(folder, name)
		return name
	}
	const report = "type: x\nyear: 2030\nstate: published\ntitle: {sq: %s, sr: B, en: C}\nfiles:\n  - {name: r.sq.pdf, language: sq}\nsources: [{id: doc, at: I}]\n"
	for i, step := range []func() string{
		func() string { return "" },
		func() string { return edit("content/about/index.en.md", "Text with", "Words with") },
		func() string { return edit("data/activities/1.1.1.yaml", "[zyra]", "[zyrra]") },
		func() string { return edit("data/activities/1.1.1.yaml", "[zyrra]", "[zyra]") },
		func() string { return add("data/reports/r/r.yaml", fmt.Sprintf(report, "A")) },
		func() string { return add("data/reports/r/r.sq.pdf", string(testsite.PDF{Text: "Hello"}.Bytes())) },
		func() string { return edit("data/reports/r/r.yaml", "sq: A", "sq: Another") },
		func() string {
			return edit("data/site.yaml", "  - {id: en, bcp47: en, name: English, fallback: sq}\n", "")
		},
		func() string {
			return edit("data/site.yaml", "nav:", "  - {id: en, bcp47: en, name: English, fallback: sq}\nnav:")
		},
		func() string { return edit("data/site.yaml", "languages:", "languages: [") },
		func() string { return edit("data/site.yaml", "languages: [", "languages:") },
		func() string { return add("content/deep/er/page.sq.md", "no front matter") },
		func() string { return remove("content/deep/er/page.sq.md") },
		func() string { return edit("i18n/en.yaml", "preview-ribbon:", "preview-ribbon: &a") },
		func() string { return remove("data/strategy.yaml") },
		func() string { return add("static/x.svg", "<svg><script/></svg>") },
		func() string { return add("static/x.svg", "<svg></svg>") },
	} {
		changed := step()
		got, gotFound, err := m.Site(folder, func(p string) bool { return p == changed })
		if err != nil {
			t.Fatal(err)
		}
		want, wantFound, err := Site(folder)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(gotFound, wantFound) {
			t.Errorf("step %d (%s) finds\n%v\nand from the beginning\n%v", i, changed, gotFound, wantFound)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("step %d (%s) loads another site than from the beginning", i, changed)
		}
	}
	before, _, _ := m.Site(folder, nil)
	after, _, _ := m.Site(folder, func(string) bool { return false })
	if before.Site.Pages[0] != after.Site.Pages[0] || before.Site.Activities.All[0] != after.Site.Activities.All[0] {
		t.Error("what did not change was decoded again")
	}
	if before.Site.Reports.All[0] == after.Site.Reports.All[0] {
		t.Error("a report that learns of its documents is shared with the load before")
	}
}
