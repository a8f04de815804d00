package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// runs is the program in this process: its standard output and exit code.
func runs(t *testing.T, args ...string) (string, int) {
	t.Helper()
	dir := t.TempDir()
	out, err := os.Create(filepath.Join(dir, "stdout"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	complaints, err := os.Create(filepath.Join(dir, "stderr"))
	if err != nil {
		t.Fatal(err)
	}
	defer complaints.Close()
	code := run(args, out, complaints, func(string) string { return "" })
	text, err := os.ReadFile(out.Name())
	if err != nil {
		t.Fatal(err)
	}
	return string(text), code
}

// outOfDate are the texts that status lists as stale: "file language".
func outOfDate(t *testing.T, site string) []string {
	t.Helper()
	text, code := runs(t, "status", "-C", site, "--format", "json")
	var report statusReport
	if err := json.Unmarshal([]byte(text), &report); err != nil || code != 0 {
		t.Fatalf("status: exit %d, %v", code, err)
	}
	var out []string
	for _, x := range report.Texts {
		if x.State == "stale" {
			out = append(out, x.File+" "+x.Language)
		}
	}
	return out
}

// TestRealSiteKnowsWhatIsStale: one sentence changes in one page, one in one
// record; exactly their translations are listed. One of each is accepted, and one
// of each remains.
func TestRealSiteKnowsWhatIsStale(t *testing.T) {
	site := t.TempDir()
	realSite(t, site)
	before := outOfDate(t, site)
	changed := func() []string {
		return slices.DeleteFunc(outOfDate(t, site), func(x string) bool { return slices.Contains(before, x) })
	}
	edit := func(file string, change func(text string) string) {
		name := filepath.Join(site, file)
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(change(string(text))), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const record = "data/activities/1.1.1.yaml"
	edit("content/help/worried.sq.md", func(text string) string {
		last := strings.LastIndex(text, ".\n") // the end of a sentence
		return text[:last] + " sot" + text[last:]
	})
	edit(record, func(text string) string { return strings.Replace(text, "  sq: ", "  sq: Sot ", 1) })
	want := []string{"content/help/worried.sr.md sr", "content/help/worried.en.md en", record + " sr", record + " en"}
	if got := changed(); !slices.Equal(got, want) {
		t.Fatalf("stale are %q, want %q", got, want)
	}
	for _, args := range [][]string{{"content/help/worried.sr.md"}, {"--language", "sr", record}} {
		if _, code := runs(t, append([]string{"translated", "-C", site}, args...)...); code != 0 {
			t.Fatalf("translated %q: exit %d", args, code)
		}
	}
	if got, want := changed(), []string{want[1], want[3]}; !slices.Equal(got, want) {
		t.Errorf("stale are %q, want %q", got, want)
	}
}
