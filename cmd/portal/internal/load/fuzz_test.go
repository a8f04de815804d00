package load

import (
	"bytes"
	"io/fs"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// fuzzed are files of each sort that the loader reads.
var fuzzed = []string{
	"data/activities/1.1.1.yaml", "data/site.yaml", "data/strategy.yaml", "data/objectives/1.yaml", "data/institutions/a.yaml", "data/helplines/1.yaml",
	"data/series/a.yaml", "data/reports/a/a.yaml", "data/sources/a.yaml", "data/glossary/a.yaml", "data/progress/2030-q1/a.yaml",
	"content/index.sq.md", "i18n/sq.yaml", "layouts/base.html", "static/a.svg", "static/a.gif",
	"data/instruments/a.yaml", "data/recommendations/a.yaml", "data/campaigns/a.yaml",
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
		judge(t, loaded, found, name, len(data))
		if loaded.Site.Config != nil && (name == "data/site.yaml" || strings.HasPrefix(name, "i18n/")) {
			_, _ = locale.New(loaded.Languages, loaded.Words)
		}
	})
}

// judge is what holds of any folder: faults have places and an end, and a text
// that was let through is text, no longer than what was written.
func judge(t *testing.T, loaded *Loaded, found []diag.Diagnostic, name string, size int) {
	t.Helper()
	of := 0
	for _, d := range found {
		if d.Pos.File == name {
			of++
			within(t, loaded.Snapshot, d)
		}
		for key, value := range d.Args {
			if len(value) > 4*size+10_000 {
				t.Errorf("%s carries %d bytes of %s", d.Code, len(value), key)
			}
		}
	}
	if of > 2*maxFaults {
		t.Errorf("%d faults of one file", of)
	}
	total := 0
	strs(reflect.ValueOf(loaded.Site), func(s string) {
		total += len(s)
		if i := strings.IndexFunc(s, model.Hidden); of == 0 && (i >= 0 || !utf8.ValidString(s)) {
			t.Errorf("%q is let through", s)
		}
	})
	if total > 20*size+100_000 {
		t.Errorf("%d bytes became %d", size, total)
	}
}

// strs are all texts of a site.
func strs(v reflect.Value, each func(string)) {
	switch v.Kind() {
	case reflect.String:
		each(v.String())
	case reflect.Pointer:
		if !v.IsNil() {
			strs(v.Elem(), each)
		}
	case reflect.Slice:
		for i := range v.Len() {
			strs(v.Index(i), each)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			strs(key, each)
			strs(v.MapIndex(key), each)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Name != "Static" && f.Name != "Refs" {
				strs(v.Field(i), each)
			}
		}
	}
}

// FuzzFrontMatter: whatever stands between the dashes and below them, a page that
// is let through has an address that is one and a body no longer than the file.
func FuzzFrontMatter(f *testing.F) {
	for _, front := range []string{
		"title: a\nsummary: b", "title: a\nsummary: b\nslug: a-b\naliases: [/sq/x/]\ndate: 2020-01-01\ndraft: true\norder: 3", "title: \"a\\e\"\nsummary: b",
		"title: a\n---\nsummary: b", "--- \n", "title: 'a\nsummary: b", "<<: *a", "title: „a“\nsummary: b\u00a0c\u00ad", "slug: ../x\ntitle: a\nsummary: b", "\ttitle: a",
	} {
		f.Add(front, "a\n")
	}
	f.Add("title: a\nsummary: b", "•\ta\n\uF0B7 b\n<<<<<<< x\n")
	f.Fuzz(func(t *testing.T, front, body string) {
		const name = "content/a.sq.md"
		text := "---\n" + front + "\n---\n" + body
		loaded, found, err := Site(folder(map[string]string{name: text}))
		if err != nil {
			t.Fatal(err)
		}
		judge(t, loaded, found, name, len(text))
		for _, p := range loaded.Site.Pages {
			if len(found) == 0 && p.Slug != "" && !slugGrammar.MatchString(p.Slug) {
				t.Errorf("the slug %q is let through", p.Slug)
			}
			for _, a := range p.Aliases {
				if len(found) == 0 && (strings.Contains(a, "..") || strings.Contains(a, "//") || path.Clean(a)+"/" != a) {
					t.Errorf("the former address %q is let through", a)
				}
			}
			if len(p.Body) > 3*len(text) || bytes.Count(p.Body, []byte{'\n'}) > strings.Count(text, "\n") {
				t.Errorf("a body of %d bytes comes from %d", len(p.Body), len(text))
			}
		}
	})
}

// FuzzName: whatever a file, an id, a slug or a report's document is called, what
// is let through leads nowhere but into the site.
func FuzzName(f *testing.F) {
	for _, name := range []string{"a", "a-b", "1.1.1", "..", "../x", "a/../b", "a/b", "/etc/passwd", "A", "ë", "a\u0435", "a%2fb", "a\\b", "a\x00", "a\u202e", "con", ".a", "a.", "-a", "a b", "a\u00a0b", "a:b", "\xff"} {
		f.Add(name)
	}
	plain := func(s string) bool {
		return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-._") == "" && !strings.Contains(s, "..") && s[0] != '.' && s[0] != '-'
	}
	f.Fuzz(func(t *testing.T, name string) {
		quoted := strconv.Quote(name)
		files := map[string]string{
			"content/a.sq.md":        "---\ntitle: a\nsummary: b\nslug: " + quoted + "\n---\n",
			"data/reports/r/r.yaml":  "type: x\nstate: published\ntitle: {sq: x, en: x}\nsources: [{id: doc}]\nfiles: [{name: " + quoted + ", language: sq}]\n",
			"data/objectives/1.yaml": "level: strategic\ntitle: {sq: x, en: x}\nsource: {id: " + quoted + "}\n",
		}
		if fs.ValidPath(name) && name != "." {
			files["data/sources/"+name+".yaml"] = "title: {sq: x, en: x}\n"
			files["static/"+name+".svg"] = "<svg/>"
			files["content/x/"+name+".sq.md"] = "---\ntitle: a\nsummary: b\n---\n"
		}
		loaded, found, err := Site(folder(files))
		if err != nil {
			t.Fatal(err)
		}
		wrong := map[string]bool{}
		for _, d := range found {
			wrong[d.Pos.File] = true
		}
		for _, s := range loaded.Site.Sources.All {
			if !wrong[s.File] && !plain(s.ID) {
				t.Errorf("the id %q is let through", s.ID)
			}
		}
		for _, p := range loaded.Site.Pages {
			if !wrong[p.File] && (!plain(strings.ReplaceAll(p.ID, "/", "")) || p.Slug != "" && !plain(p.Slug)) {
				t.Errorf("the page %q, %q is let through", p.ID, p.Slug)
			}
		}
		for asset := range loaded.Site.Static {
			if !wrong["static/"+asset] && !wrong["static/"+name+".svg"] && (path.Clean(asset) != asset || strings.ContainsAny(asset, unpublishable) || strings.ContainsFunc(asset, unseen)) {
				t.Errorf("the asset %q is let through", asset)
			}
		}
		for p := range loaded.Documents {
			t.Errorf("the document %q comes from nowhere", p)
		}
	})
}

// FuzzDrawing: a drawing that is let through runs nothing and loads nothing, read
// by other rules than those that let it through.
func FuzzDrawing(f *testing.F) {
	for _, part := range activeDrawings {
		f.Add(`<svg xmlns="http://www.w3.org/2000/svg">` + part + `</svg>`)
	}
	f.Add(`<svg xmlns="http://www.w3.org/2000/svg"><rect fill="url(#a)"/></svg>`)
	active := regexp.MustCompile(`(?i)<([a-z]+:)?(script|foreignobject|iframe|image|use|style|embed|object)[\s/>]|\s([a-z]+:)?href\s*=\s*["'](javascript|data|https?|//)|\son[a-z]+\s*=`)
	inert := regexp.MustCompile(`(?s)<!--.*?-->|<!\[CDATA\[.*?\]\]>|>[^<]*<|<!DOCTYPE[^>]*>`)
	f.Fuzz(func(t *testing.T, svg string) {
		_, found, err := Site(folder(map[string]string{"static/a.svg": svg}))
		if err != nil {
			t.Fatal(err)
		}
		if len(found) > 0 {
			return
		}
		// Values in quotes are looked at by the rule for links alone.
		rest := inert.ReplaceAllString(svg, "><")
		rest = regexp.MustCompile(`"[^"]*"|'[^']*'`).ReplaceAllStringFunc(rest, func(v string) string {
			return strings.Map(func(r rune) rune {
				if r == ' ' || r == '=' || r == '<' || r == '>' || r == '\t' || r == '\n' || r == '\r' {
					return '_'
				}
				return r
			}, v)
		})
		if m := active.FindString(rest); m != "" {
			t.Errorf("%q is let through in\n%s", m, svg)
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

// explained are the codes that are explained, read once: a fuzzer asks a thousand
// times a second.
var explained = sync.OnceValue(locale.Codes)

// within holds a diagnostic to a place in its file and a code that is explained.
func within(t *testing.T, s *Snapshot, d diag.Diagnostic) {
	t.Helper()
	if !slices.Contains(explained(), d.Code) {
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
