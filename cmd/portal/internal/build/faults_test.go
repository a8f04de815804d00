package build

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/tools/txtar"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/release"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// twentyFaults are changes of twenty files: file, what stands there (empty for a
// new file), what stands there then, and what must be told of it.
var twentyFaults = [][4]string{
	{"content/about/index.en.md", "Text with", "# About\n\nText with", "6:1 error heading-level-one"},
	{"content/about/index.sq.md", "page:help#numbers", "page:ndihme", "6:20 error page-unknown"},
	{"content/about/index.sr.md", "slug: o-nama", "slug: O nama", "4:7 error slug-invalid"},
	{"content/help/index.en.md", ":::helplines", ":::helpline", "9:1 error block-argument-missing"},
	{"content/help/index.sq.md", "summary: Kë të thërrisni.\n", "", "2:1 error key-missing"},
	{"content/index.en.md", "updated: 2030-06-01", "updated: 2030-06-31", "4:10 error date-invalid"},
	{"content/institutions/index.sr.md", "Tekst.", "Tekst <br> tekst.", "7:7 error html-raw"},
	{"content/plan/index.en.md", "activity:1.1.1", "javascript:alert", "7:20 error link-scheme"},
	{"content/plan/index.sr.md", "---\nVidi", "Vidi", "1:1 error front-matter-unclosed"},
	{"content/strategy/index.sq.md", "Teksti.", "Teksti\x07.", "7:7 error control-character"},
	{"data/activities/1.1.1.yaml", "support: [shkolla]", "support: [shkola]", "3:11 error institution-unknown"},
	{"data/activities/1.1.2.yaml", "lead: [zyra]", "lead: zyra", "2:7 error type-wrong"},
	{"data/helplines/100.yaml", `"100 200"`, `"100-200"`, "2:9 error phone-invalid"},
	{"data/institutions/shkolla.yaml", "kind: generic", "kind generic", "1:1 error yaml-syntax"},
	{"data/institutions/zyra.yaml", "sq: Zyra", "sq: ZyrÃ«", "4:15 error mojibake"},
	{"data/objectives/1.1.yaml", `parent: "1"`, `parent: "1"` + "\n\tnote: x", "3:1 error yaml-tab"},
	{"data/site.yaml", "helpline_months:", "helpline_month:", "13:1 error key-unknown"},
	{"data/sources/doc.yaml", "sr: Dokument", "rs: Dokument", "1:24 error language-unknown"},
	{"data/strategy.yaml", `"2030/2034"`, `"2030-2034"`, "1:9 error period-invalid"},
	{"static/_headers", "", "x", "1:1 error static-forbidden"},
}

// TestTwentyFaults: one run tells the faults of all files, each with its place,
// and nothing else.
func TestTwentyFaults(t *testing.T) {
	folder := testsite.New(t)
	var want []string
	for _, f := range twentyFaults {
		file, old, changed, told := f[0], f[1], f[2], f[3]
		text := ""
		if folder[file] != nil {
			text = string(folder[file].Data)
		}
		if strings.Count(text, old) != 1 && old != "" {
			t.Fatalf("%s: %q stands there %d times", file, old, strings.Count(text, old))
		}
		folder[file] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, changed, 1)), Mode: 0o644}
		want = append(want, file+":"+told)
	}
	if got := faults(t, options(folder)); !slices.Equal(got, want) {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// TestAnEmptiedValueIsOneFault: an editor who empties one value of the base site,
// any one, is told of that value and of nothing else.
func TestAnEmptiedValueIsOneFault(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector has seen all that runs here in TestCodes")
	}
	base := testsite.New(t)
	for _, file := range slices.Sorted(maps.Keys(base)) {
		if !strings.HasPrefix(file, "data/") && file != "content/help/index.sq.md" && file != "content/plan/index.sq.md" {
			continue
		}
		text := strings.SplitAfter(string(base[file].Data), "\n")
		for i, line := range text {
			if i > 0 && line == "---\n" {
				break // the body of a page
			}
			key, value, ok := strings.Cut(line, ":")
			if !ok || strings.TrimSpace(value) == "" || key == "" {
				continue // no key, or a list below it
			}
			folder := maps.Clone(base)
			changed := slices.Clone(text)
			changed[i] = key + ":\n"
			folder[file] = &fstest.MapFile{Data: []byte(strings.Join(changed, "")), Mode: 0o644}
			want := fmt.Sprintf("%s:%d:", file, i+1)
			if got := faults(t, options(folder)); len(got) != 1 || !strings.HasPrefix(got[0], want) {
				t.Errorf("%q for %q:\n\t%s", changed[i], line, strings.Join(got, "\n\t"))
			}
		}
	}
}

// TestExcerptsPointAtTheFaults: every fault with a line has that line to show.
func TestExcerptsPointAtTheFaults(t *testing.T) {
	res, err := Check(context.Background(), options(testsite.New(t, txtar.File{
		Name: "data/sources/doc.yaml", Data: []byte("\xef\xbb\xbftitle: {sq: Dokumenti i pare\u0308, xx: Y, sr: Dokument, en: Z}\r\n"),
	})))
	if err != nil || len(res.Diagnostics) != 1 {
		t.Fatal(err, lines(res.Diagnostics))
	}
	var b strings.Builder
	tell := func(d diag.Diagnostic) diag.Told { return diag.Told{Severity: "error", Message: d.Args["lang"]} }
	if err := diag.Text(&b, res.Diagnostics, tell, res.Line, false); err != nil {
		t.Fatal(err)
	}
	want := "data/sources/doc.yaml:1:31: error [language-unknown]: xx\n" +
		"    1 | title: {sq: Dokumenti i parë, xx: Y, sr: Dokument, en: Z}\n" +
		"      |                               ^^\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

// built is every file that a folder becomes, path → bytes.
func built(t *testing.T, opt Options) map[string]string {
	t.Helper()
	in, res, err := read(context.Background(), opt)
	if err != nil || len(res.Diagnostics) > 0 {
		t.Fatal(err, lines(res.Diagnostics))
	}
	return made(t, in, res)
}

// made is every file that becomes of what was read, warnings or not.
func made(t *testing.T, in *inputs, res *Result) map[string]string {
	t.Helper()
	before := len(res.Diagnostics)
	var mu sync.Mutex
	out := map[string]string{}
	files := &tree{inputs: in, res: res, write: func(path string, write func(io.Writer) error) (release.Entry, error) {
		var b strings.Builder
		err := write(&b)
		mu.Lock()
		defer mu.Unlock()
		out[path] = b.String()
		return release.Entry{Path: path, Size: int64(b.Len()), SHA256: digest(b.String())}, err
	}}
	if err := files.all(context.Background()); err != nil || len(res.Diagnostics) > before {
		t.Fatal(err, lines(res.Diagnostics))
	}
	return out
}

const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>` + "\n"

// withPicture is the base site with a picture whose name has letters of its own.
func withPicture(t *testing.T) fstest.MapFS {
	folder := testsite.New(t,
		txtar.File{Name: "static/pamje-e-zyrës.svg", Data: []byte(drawing)},
		txtar.File{Name: "static/Foto e re (1).svg", Data: []byte(drawing)},
	)
	for _, lang := range []string{"sq", "sr", "en"} {
		page := folder["content/plan/index."+lang+".md"]
		page.Data = append(slices.Clone(page.Data), "\n![Pamje](pamje-e-zyrës.svg)\n"...)
	}
	return folder
}

// isText tells the files that editors type from those that are copied.
func isText(name string) bool {
	return slices.ContainsFunc([]string{".md", ".yaml", ".html", ".css", ".js"}, func(ext string) bool { return strings.HasSuffix(name, ext) })
}

// TestOddButValidInputGivesTheSameSite: what systems and editors do to files
// behind an editor's back must not show.
func TestOddButValidInputGivesTheSameSite(t *testing.T) {
	want := built(t, options(withPicture(t)))
	each := func(change func(text string) string) func(fstest.MapFS) {
		return func(folder fstest.MapFS) {
			for name, f := range folder {
				if isText(name) {
					f.Data = []byte(change(string(f.Data)))
				}
			}
		}
	}
	for _, test := range []struct {
		name   string
		change func(fstest.MapFS)
	}{
		{"byte order marks", each(func(s string) string { return "\uFEFF" + s })},
		{"lines end in CRLF", each(func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") })},
		{"decomposed letters", each(norm.NFD.String)},
		{"decomposed names", func(folder fstest.MapFS) {
			for _, name := range slices.Collect(maps.Keys(folder)) {
				f := folder[name]
				delete(folder, name)
				folder[norm.NFD.String(name)] = f
			}
		}},
		{"all of these", func(folder fstest.MapFS) {
			each(func(s string) string { return "\uFEFF" + norm.NFD.String(strings.ReplaceAll(s, "\n", "\r\n")) })(folder)
		}},
		{"explanations, backups and what systems leave", func(folder fstest.MapFS) {
			for _, name := range []string{
				"content/README.md", "content/help/README.md", "data/README.md", "data/helplines/README.md", "static/README.md", "layouts/README.md",
				"content/index.sq.md~", "content/.index.sq.md.swp", "content/#index.sq.md#", "data/helplines/100.yaml~", "data/.DS_Store", "static/Thumbs.db",
				"static/desktop.ini", "i18n/.sq.yaml.swp", "content/.git/config", "public/old.html", "notes.txt",
			} {
				folder[name] = &fstest.MapFile{Data: []byte("\xff # half a file"), Mode: 0o644}
			}
		}},
		{"modes", func(folder fstest.MapFS) {
			for _, f := range folder {
				f.Mode = 0o600
			}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder := withPicture(t)
			test.change(folder)
			got := built(t, options(folder))
			for _, path := range slices.Sorted(maps.Keys(want)) {
				if got[path] != want[path] {
					t.Errorf("%s differs (%d bytes, not %d)", path, len(got[path]), len(want[path]))
				}
			}
			if len(got) != len(want) {
				t.Errorf("%d files, not %d: %s", len(got), len(want), fmt.Sprint(slices.Sorted(maps.Keys(got))))
			}
		})
	}
}
