package load

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// fuzzed are files of each sort that the loader reads.
var fuzzed = []string{
	"data/activities/1.1.1.yaml", "data/site.yaml", "data/strategy.yaml", "data/objectives/1.yaml", "data/institutions/a.yaml", "data/helplines/1.yaml",
	"data/series/a.yaml", "data/reports/a/a.yaml", "data/sources/a.yaml", "data/glossary/a.yaml", "data/progress/2030-q1/a.yaml",
	"content/index.sq.md", "i18n/sq.yaml", "layouts/base.html", "static/a.svg", "static/a.gif",
}

// sortOf is the index in fuzzed of the file that is most like one by name.
func sortOf(name string) byte {
	best, most := 0, 0
	for i, f := range fuzzed {
		n := 0
		for n < min(len(f), len(name)) && f[n] == name[n] {
			n++
		}
		if n > most {
			best, most = i, n
		}
	}
	return byte(best)
}

// FuzzDocument: whatever bytes stand where a record, a page, interface words or a
// drawing should, the answer is a site or diagnostics with places in that file,
// never a panic.
func FuzzDocument(f *testing.F) {
	fixtures, err := filepath.Glob("../build/testdata/codes/*.txtar")
	if err != nil || len(fixtures) == 0 {
		f.Fatal(err, "no seeds")
	}
	seeds := testsite.Base()
	for _, file := range fixtures {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		seeds = append(seeds, archive.Files...)
	}
	for _, seed := range seeds {
		f.Add(sortOf(seed.Name), seed.Data)
	}
	f.Fuzz(func(t *testing.T, sort byte, data []byte) {
		name := fuzzed[int(sort)%len(fuzzed)]
		loaded, found, err := Site(folder(map[string]string{name: string(data)}))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, d := range found {
			if d.Pos.File == name {
				within(t, loaded.Snapshot, d)
			}
		}
	})
}

// hostileDocuments are YAML that has brought other readers down.
func hostileDocuments() map[string]string {
	bomb := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'z'; c++ {
		last := "*" + string(c-1)
		bomb += string(c) + ": &" + string(c) + " [" + strings.Repeat(last+",", 8) + last + "]\n"
	}
	return map[string]string{
		"aliases of aliases":  bomb,
		"a merge of itself":   "a: &a\n  <<: *a\n",
		"10,000 brackets":     "a: " + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000),
		"10,000 open ones":    "a: " + strings.Repeat("[", 10_000),
		"open ones on lines":  "a:\n" + strings.Repeat(" [\n", 10_000),
		"500,000 brackets":    strings.Repeat("[", 500_000),
		"maps as keys":        "a: " + strings.Repeat("{", 9_000) + strings.Repeat("}", 9_000),
		"dashes":              "a:\n  " + strings.Repeat("- ", 400_000) + "x\n",
		"question marks":      strings.Repeat("? ", 400_000),
		"100,000 wrong keys":  strings.Repeat("k: v\n", 100_000),
		"one line of faults":  "lead: [" + strings.Repeat("x, ", 300_000) + "]\n",
		"a long key":          strings.Repeat("k", 1<<19) + ": x\n",
		"a long line of dots": "---\n" + strings.Repeat(".", 1<<19),
	}
}

// within holds a diagnostic to a place in its file and a code that is explained.
func within(t *testing.T, s *Snapshot, d diag.Diagnostic) {
	t.Helper()
	if _, ok := locale.Explain("en", d.Code); !ok {
		t.Errorf("nobody explains %s", d.Code)
	}
	if d.Pos.Line == 0 && d.Pos.Col == 0 {
		return // the file as a whole
	}
	line, ok := s.Line(d.Pos.File, d.Pos.Line)
	if !ok || d.Pos.Col < 1 || d.Pos.Col > utf8.RuneCountInString(line)+1 {
		t.Errorf("%s is at %d:%d, where the file has %q (%v)", d.Code, d.Pos.Line, d.Pos.Col, line, ok)
	}
}

// TestHostileDocumentsEnd: each within the time and memory of an ordinary test.
func TestHostileDocumentsEnd(t *testing.T) {
	for name, text := range hostileDocuments() {
		t.Run(name, func(t *testing.T) {
			for _, file := range []string{"data/activities/1.1.1.yaml", "content/index.sq.md"} {
				if strings.HasSuffix(file, ".md") {
					text = "---\n" + text + "\n---\n"
				}
				loaded, found, err := Site(folder(map[string]string{file: text}))
				if err != nil || len(found) == 0 {
					t.Fatalf("%s: %v, %d faults", file, err, len(found))
				}
				for _, d := range found {
					within(t, loaded.Snapshot, d)
				}
			}
		})
	}
}
