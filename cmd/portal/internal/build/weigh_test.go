package build

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// weights builds a site and says what its heaviest pages are.
func weights(t *testing.T, jobs int, overlay ...txtar.File) []Weight {
	t.Helper()
	opt := options(testsite.New(t, overlay...))
	opt.Site, opt.Out, opt.Jobs = t.TempDir(), filepath.Join(t.TempDir(), "public"), jobs
	res, err := Site(context.Background(), opt)
	if err != nil || res.Failed() {
		t.Fatal(err, res)
	}
	return res.Weights
}

// noise is text that does not compress.
func noise(lines int) string {
	var b strings.Builder
	n := uint32(1)
	for range lines {
		for range 8 {
			for range 8 {
				n = n*1664525 + 1013904223
				b.WriteByte('a' + byte(n>>16)%26)
			}
			b.WriteByte(' ')
		}
		b.WriteString("\n\n")
	}
	return b.String()
}

// TestHeaviestPagesAreTold: of the help section, of all others, and the scripts;
// the size of a page as it stands says little, since most of it may repeat.
func TestHeaviestPagesAreTold(t *testing.T) {
	repeats := "---\ntitle: About\nsummary: Text.\n---\n[Help](page:help#numbers)\n" + strings.Repeat("The same sentence again.\n", 2000)
	mixed := "---\ntitle: Plan\nsummary: Text.\nkind: action-plan\n---\n[One](activity:1.1.1)\n\n" + noise(60)
	overlay := []txtar.File{
		{Name: "content/about/index.en.md", Data: []byte(repeats)},
		{Name: "content/plan/index.en.md", Data: []byte(mixed)},
		{Name: "data/site.yaml (before)", Data: []byte("budgets: {help: {kilobytes: 100}}\n")},
	}
	got := weights(t, 1, overlay...)
	if len(got) < 2 || got[0].Budget != "help" || got[1].Budget != "other" || got[1].Page != "/en/plan/" {
		t.Fatalf("%+v", got)
	}
	if help := got[0]; !strings.Contains(help.Page, "/help/") && !strings.Contains(help.Page, "/ndihme/") && !strings.Contains(help.Page, "/pomoc/") {
		t.Errorf("%s is no help page", help.Page)
	}
	if got[0].Limit != 100_000 || got[1].Limit != 0 {
		t.Errorf("limits %d and %d", got[0].Limit, got[1].Limit)
	}
	for _, jobs := range []int{2, 5, 16} { // their order decides what is compressed, not what comes out
		if again := weights(t, jobs, overlay...); !slices.Equal(again, got) {
			t.Errorf("with %d workers %+v, not %+v", jobs, again, got)
		}
	}
}

// TestReleaseIsMeasured: an estimate may be too heavy, never too light by much.
func TestReleaseIsMeasured(t *testing.T) {
	folder := testsite.New(t)
	sizes := map[bool]int64{}
	for _, release := range []bool{false, true} {
		opt := options(folder)
		opt.Site, opt.Out, opt.Release = t.TempDir(), filepath.Join(t.TempDir(), "public"), release
		res, err := Site(context.Background(), opt)
		if err != nil || res.Failed() {
			t.Fatal(err, lines(res.Diagnostics))
		}
		sizes[release] = res.Weights[0].Bytes
	}
	if sizes[true] >= sizes[false] || sizes[true] < sizes[false]*8/10 {
		t.Errorf("estimated %d, measured %d", sizes[false], sizes[true])
	}
}
