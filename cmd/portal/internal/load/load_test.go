package load

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

const siteYAML = `base_url: https://example.org
name: {sq: Zyra, en: Office}
languages:
  - {id: sq, bcp47: sq, name: Shqip, official: true}
  - {id: en, bcp47: en, name: English, fallback: sq}
exit_url: https://example.com/
helpline_months: 12
`

// folder is a small faultless site with these files, name → text.
func folder(files map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range map[string]string{
		"data/site.yaml": siteYAML, "data/sources/doc.yaml": "title: {sq: Dokumenti, en: Document}\n",
		"i18n/sq.yaml": "a: b\n", "i18n/en.yaml": "a: b\n",
	} {
		out[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	return out
}

func loaded(t testing.TB, files map[string]string) (*Loaded, []string) {
	t.Helper()
	l, found, err := Site(folder(files))
	if err != nil {
		t.Fatal(err)
	}
	return l, told(found)
}

func told(found []diag.Diagnostic) []string {
	var out []string
	for _, d := range found {
		out = append(out, fmt.Sprintf("%s:%d:%d %s", d.Pos.File, d.Pos.Line, d.Pos.Col, d.Code))
	}
	return out
}

func TestSmallFolderIsFaultless(t *testing.T) {
	if _, found := loaded(t, nil); len(found) > 0 {
		t.Errorf("no other test can be believed: %q", found)
	}
}

func TestFileTooLarge(t *testing.T) {
	text := strings.Repeat("x", maxText)
	for _, test := range []struct {
		name, file, data string
		want             []string
	}{
		{"a record at the limit", "data/sources/a.yaml", "title: {sq: x, en: x} #" + text[:maxText-23], nil},
		{"a record over it", "data/sources/a.yaml", "#" + text, []string{"data/sources/a.yaml:0:0 file-too-large"}},
		{"a page", "content/a.sq.md", "#" + text, []string{"content/a.sq.md:0:0 file-too-large"}},
		{"a layout", "layouts/base.html", "#" + text, []string{"layouts/base.html:0:0 file-too-large"}},
		{"a picture may be larger", "static/a.webp", "#" + text, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, found := loaded(t, map[string]string{test.file: test.data})
			if !slices.Equal(found, test.want) {
				t.Errorf("got %q, want %q", found, test.want)
			}
		})
	}
}

func TestFaultsOfOneFileHaveALimit(t *testing.T) {
	text := "title: {sq: x, en: x}\n"
	for i := range 3 * maxFaults {
		text += fmt.Sprintf("k%d: v\n", i)
	}
	_, found := loaded(t, map[string]string{"data/sources/a.yaml": text, "data/sources/b.yaml": "title: x\n"})
	if want := maxFaults + 1; len(found) != want {
		t.Errorf("%d faults, want %d: the limit is that of a file", len(found), want)
	}
}

func TestNamesThatAreLeftOut(t *testing.T) {
	files := map[string]string{}
	for _, name := range []string{
		"content/README.md", "data/README.md", "data/sources/README.md", "i18n/README.md", "layouts/README.md", "static/README.md",
		"data/sources/doc.yaml~", "data/sources/#doc.yaml#", "data/sources/.doc.yaml.swp", ".git/config", "data/.hidden/x.yaml", "static/.htaccess",
		"static/Thumbs.db", "content/.DS_Store", "static/desktop.ini", "notes.txt", "cmd/main.go", "public/index.html",
	} {
		files[name] = "\xff\x00 not a text"
	}
	l, found := loaded(t, files)
	if len(found) > 0 {
		t.Errorf("got %q", found)
	}
	for name := range files {
		if l.Snapshot.File(name) != nil {
			t.Errorf("%s was read", name)
		}
	}
}

func TestTextIsPutInOrder(t *testing.T) {
	for name, text := range map[string]string{
		"plain": "title: {sq: Ndihmë, en: Help}\n", "byte order mark": "\xef\xbb\xbftitle: {sq: Ndihmë, en: Help}\n", "CRLF": "title: {sq: Ndihmë, en: Help}\r\n",
		"decomposed": "title: {sq: Ndihme\u0308, en: Help}\n", "no line end": "title: {sq: Ndihmë, en: Help}",
	} {
		t.Run(name, func(t *testing.T) {
			l, found := loaded(t, map[string]string{"data/sources/a.yaml": text})
			if len(found) > 0 {
				t.Fatalf("got %q", found)
			}
			if got := l.Site.Sources.Get("a").Title["sq"]; got != "Ndihmë" {
				t.Errorf("got %q", got)
			}
		})
	}
}

// TestExcerptHasTheColumnsOfTheFault: columns are counted in NFC, without the
// byte order mark.
func TestExcerptHasTheColumnsOfTheFault(t *testing.T) {
	l, found := loaded(t, map[string]string{"data/sources/a.yaml": "\xef\xbb\xbftitle: {sq: Ndihme\u0308, enn: Help}\r\n"})
	if want := []string{"data/sources/a.yaml:1:21 language-unknown"}; !slices.Equal(found, want) {
		t.Fatalf("got %q, want %q", found, want)
	}
	line, ok := l.Snapshot.Line("data/sources/a.yaml", 1)
	if !ok || string([]rune(line)[20:23]) != "enn" {
		t.Errorf("the excerpt is %q", line)
	}
}

func TestSnapshotLine(t *testing.T) {
	l, _ := loaded(t, map[string]string{"content/a.sq.md": "a\nb\r\n"})
	for n, want := range map[int]string{1: "a", 2: "b", 3: ""} {
		if got, ok := l.Snapshot.Line("content/a.sq.md", n); got != want || !ok {
			t.Errorf("line %d: %q, %v", n, got, ok)
		}
	}
	for _, n := range []int{-1, 0, 4} {
		if _, ok := l.Snapshot.Line("content/a.sq.md", n); ok {
			t.Errorf("there is a line %d", n)
		}
	}
	if _, ok := l.Snapshot.Line("nothing", 1); ok {
		t.Error("there is a line of a file that is not there")
	}
}

func TestSnapshotDigestIsOfNamesAndBytes(t *testing.T) {
	digest := func(files map[string]string) [32]byte {
		l, _ := loaded(t, files)
		return l.Snapshot.Digest()
	}
	same := digest(map[string]string{"static/a.css": "x", "static/b.css": "y"})
	if digest(map[string]string{"static/b.css": "y", "static/a.css": "x", "README.md": "z"}) != same {
		t.Error("it depends on more than the files of the site")
	}
	for _, files := range []map[string]string{
		{"static/a.css": "y", "static/b.css": "x"}, {"static/a.css": "x"}, {"static/a.css": "x", "static/c.css": "y"}, {"static/a.css": "x", "static/b.css": "y\n"},
	} {
		if digest(files) == same {
			t.Errorf("%v has the same digest", files)
		}
	}
}

func TestWhatWasMeantBy(t *testing.T) {
	for bad, want := range map[string]string{"Ã«": "ë", "Ã§": "ç", "Ä‡": "ć", "Å¡": "š", "â€œ": "“", "â€™": "’", "ÅÅ": "?"} {
		if got := intended(bad); got != want {
			t.Errorf("%q: %q, want %q", bad, got, want)
		}
	}
}

func TestRightLettersAreNoMojibake(t *testing.T) {
	const text = "Çfarë është? Šta je ćirilica, Đorđe? “Quoted” ‘so’ – Größe, Åse, naïve, €5, 20 °C, ÇËŠĐČĆŽ"
	if _, found := loaded(t, map[string]string{"data/sources/a.yaml": "title: {sq: x, en: x}\n# " + text + "\n"}); len(found) > 0 {
		t.Errorf("got %q", found)
	}
}

func TestFileOfNothingIsEmpty(t *testing.T) {
	for _, text := range []string{"", "\n", " \n\n", "# later\n", "---", "---\n", "--- # later\n", "~", "null\n", "\xef\xbb\xbf"} {
		_, found := loaded(t, map[string]string{"data/sources/a.yaml": text})
		if !slices.Equal(found, []string{"data/sources/a.yaml:1:1 file-empty"}) {
			t.Errorf("%q: got %q", text, found)
		}
	}
}

// TestSyntaxErrorIsPlaced: yaml.v3 names a line near the fault, or none.
func TestSyntaxErrorIsPlaced(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		line int
	}{
		"quote not closed":           {"a: x\nb: \"y\nc: z\n", 2},
		"on the only line":           {"a: \"b\n", 1},
		"closed by the next quote":   {"a: \"x\nb: \"y\"\nc: z\n", 1},
		"two colons":                 {"a: x\nb: y: z\nc: d\n", 2},
		"indented too deep":          {"a: x\n b: y\nc: d\n", 2},
		"indented too little":        {"a:\n  b: 1\n c: 2\n", 3},
		"no colon":                   {"a: x\nb y\nc: d\n", 2},
		"no colon in the first line": {"a x\nb: y\n", 1},
		"bracket not closed":         {"a: x\nb: [y\nc: d\ne: f\n", 2},
		"brace not closed":           {"a: x\nb: {y: 1\nc: d\ne: f\n", 2},
		"bracket too many":           {"a: x\nb: [y]]\nc: d\n", 2},
		"list out of line":           {"a: x\nb:\n  - u\n - v\nc: d\n", 4},
		"text behind a quote":        {"a: x\nb: \"y\" z\nc: d\n", 2},
		"sign that begins nothing":   {"a: x\nb: @y\nc: d\n", 2},
		"list below a text":          {"a: x\n- b\n", 2},
		"behind a list over lines":   {"a: [x,\n  y]\nb: y: z\n", 3},
		"behind empty lines":         {"a: x\n\n\nb: y: z\n", 4},
		"in a document after others": {"a: x\n---\nb: [\n", 3},
	} {
		t.Run(name, func(t *testing.T) {
			_, found := loaded(t, map[string]string{"data/sources/doc.yaml": test.text})
			if len(found) != 1 || !strings.HasPrefix(found[0], fmt.Sprintf("data/sources/doc.yaml:%d:", test.line)) || !strings.HasSuffix(found[0], " yaml-syntax") {
				t.Errorf("got %q, want line %d", found, test.line)
			}
		})
	}
}
