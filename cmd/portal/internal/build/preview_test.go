package build

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"
	"testing/fstest"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// everything is a site with all that a site can publish: sets of open data, series
// and their charts, reports, copies under former ids, and pages that wait.
func everything(t *testing.T) (fstest.MapFS, Options) {
	t.Helper()
	folder := testsite.New(t, testsite.Example()...)
	for file, was := range map[string]string{"data/series/raste.yaml": "cases", "data/reports/vjetor-2030.yaml": "annual"} {
		folder[file].Data = slices.Concat(folder[file].Data, []byte("former_ids: ["+was+"]\n"))
	}
	for lang, waits := range map[string]string{"sq": "draft: true", "sr": "draft: true", "en": "publish_on: 2040-01-01"} {
		folder["content/about/new."+lang+".md"] = &fstest.MapFile{Mode: 0o644, Data: fmt.Appendf(nil, "---\ntitle: New\nsummary: New.\n%s\n---\nNot yet.\n", waits)}
	}
	opt := options(folder)
	opt.Date, opt.Preview, opt.Drafts = model.Date{Year: 2032, Month: 7, Day: 1}, true, true
	return folder, opt
}

// whole is every file of a build, warnings or not.
func whole(t *testing.T, opt Options) map[string]string {
	t.Helper()
	in, res, err := read(context.Background(), opt)
	if err != nil || res.Failed() {
		t.Fatal(lines(res.Diagnostics), err)
	}
	return made(t, in, res)
}

// dataPage tells the sizes and digests of all open data.
const dataPage = "sq/rreth-nesh/te-dhena-te-hapura/index.html"

// TestPreviewEqualsABuild: every file, byte for byte, whichever is asked for first,
// and after edits as if nothing had been remembered.
func TestPreviewEqualsABuild(t *testing.T) {
	folder, opt := everything(t)
	before := whole(t, opt)
	for _, path := range []string{
		route.PackagePath, route.CataloguePath, route.ChecksumsPath, "data/action-plan.ods", "data/statistics/raste.csv", "data/statistics/raste.metadata.json",
		"data/statistics/raste.sr.svg", "data/statistics/cases.csv", "data/reports/annual.bib", dataPage, "en/reports/feed.xml",
	} {
		if before[path] == "" {
			t.Errorf("the site of this test has no %s", path)
		}
	}
	backwards := slices.Sorted(maps.Keys(before))
	slices.Reverse(backwards)
	p := NewPreview(opt)
	holdAgainst(t, "backwards", p, before, backwards)
	holdAgainst(t, "the checksums first", NewPreview(opt), before, []string{route.ChecksumsPath})
	holdAgainst(t, "the page of the data first", NewPreview(opt), before, []string{dataPage})
	for _, edit := range []struct{ file, old, words string }{
		{"data/series/raste.yaml", `value: "7"`, `value: "8"`},
		{"data/site.yaml", "Zyra", "Tjetra"},
		{"content/about/data.sq.md", "Skedarët", "Dosjet"},
	} {
		was := folder[edit.file].Data
		folder[edit.file].Data = bytes.Replace(was, []byte(edit.old), []byte(edit.words), 1)
		after := whole(t, opt)
		if maps.Equal(before, after) {
			t.Errorf("the edit of %s changes nothing", edit.file)
		}
		holdAgainst(t, "with another "+edit.file, p, after, nil)
		folder[edit.file].Data = was
		if testing.Short() { // under the race detector, beside all other tests
			break
		}
	}
	holdAgainst(t, "as it was", p, before, nil)
}

// holdAgainst holds a preview of the folder as it is against the files of a build;
// those in first are asked for before the others.
func holdAgainst(t *testing.T, name string, p *Preview, want map[string]string, first []string) {
	t.Helper()
	m, err := p.Now(context.Background(), nil)
	if err != nil || !m.Ready() {
		t.Fatal(name, lines(m.Found), m.Cause, err)
	}
	paths := slices.Sorted(maps.Keys(want))
	if got := slices.Sorted(slices.Values(m.Paths())); !slices.Equal(got, paths) {
		t.Errorf("%s: a preview has %d files, a build %d", name, len(got), len(paths))
	}
	for _, path := range append(slices.Clone(first), paths...) {
		if got, err := m.File(path); err != nil || got == nil || string(got) != want[path] {
			t.Errorf("%s: %s is another than that of a build (%d and %d bytes), %v", name, path, len(got), len(want[path]), err)
		}
	}
}
