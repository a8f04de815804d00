package load

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// rewritten is a page after a change, or "by hand".
func rewritten(t *testing.T, file, text string, change func(*Rewrite) error) string {
	t.Helper()
	w, err := NewRewrite(file, []byte(text))
	if err == nil {
		err = change(w)
	}
	if errors.Is(err, ErrByHand) {
		return "by hand"
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(w.Bytes())
}

// TestRewriteKeepsTheRest: comments, order, quotes, line ends, a byte order mark
// and letters written decomposed stay as they are.
func TestRewriteKeepsTheRest(t *testing.T) {
	at := func(line, col, length int) diag.Pos { return diag.Pos{Line: line, Col: col, Len: length} }
	for _, test := range []struct {
		name, text string
		at         diag.Pos
		want       string
	}{
		{"plain", "# lead\nlead: [old, x] # who\n", at(2, 8, 3), "# lead\nlead: [new, x] # who\n"},
		{"double quotes", "lead: [\"old\" , x]\n", at(1, 8, 5), "lead: [\"new\" , x]\n"},
		{"single quotes", "lead: ['old']\n", at(1, 8, 5), "lead: ['new']\n"},
		{"a list of lines, CRLF, a mark", "\uFEFFlead:\r\n  - old\r\n  - x\r\n", at(2, 5, 3), "\uFEFFlead:\r\n  - new\r\n  - x\r\n"},
		{"behind decomposed letters", "a: {e\u0308e\u0308: old}\n", at(1, 9, 3), "a: {e\u0308e\u0308: new}\n"},
		{"behind a soft hyphen and a no-break space", "a: {x\u00ADx: \u00A0y, b: old}\n", at(1, 16, 3), "a: {x\u00ADx: \u00A0y, b: new}\n"},
		{"a tag", "lead: !!str old\n", at(1, 7, 3), "by hand"},
		{"escapes", `lead: "\u006fld"` + "\n", at(1, 7, 5), "by hand"},
		{"several lines", "lead: >-\n  old\n", at(1, 7, 3), "by hand"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := rewritten(t, "data/x.yaml", test.text, func(w *Rewrite) error { return w.Scalar(test.at, "old", "new") })
			if got != test.want {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
	quoted := rewritten(t, "data/x.yaml", "objective: old\n", func(w *Rewrite) error { return w.Scalar(at(1, 12, 3), "old", "1.10") })
	if want := "objective: \"1.10\"\n"; quoted != want {
		t.Errorf("what YAML takes for a number: got %q, want %q", quoted, want)
	}
}

func TestRewriteLists(t *testing.T) {
	const head = "---\ntitle: T\nsummary: S\nkind: help\n"
	for _, test := range []struct{ name, front, list, want string }{
		{"a new key stands where the others have it", "# who\nsource_language: sq\n", "/a/", "aliases: [/a/]\n# who\nsource_language: sq\n"},
		{"or at the end", "", "/a/ /b/", "aliases: [/a/, /b/]\n"},
		{"one more in brackets", "aliases: [/a/] # old\n", "/a/ /b/", "aliases: [/a/, /b/] # old\n"},
		{"one more of lines", "aliases:\n  - \"/a/\" # x\ndraft: true\n", "/a/ /b/", "aliases:\n  - \"/a/\" # x\n  - /b/\ndraft: true\n"},
		{"one for another", "aliases: [\"/a/\", /b/]\n", "/b/ /c/", "aliases: [\"/c/\", /b/]\n"},
		{"the first goes", "aliases: [/a/, /b/]\n", "/b/", "aliases: [/b/]\n"},
		{"the last goes", "aliases: [/a/, /b/]\n", "/a/", "aliases: [/a/]\n"},
		{"a line goes", "aliases:\n  - /a/\n  - /b/\n", "/b/", "aliases:\n  - /b/\n"},
		{"all go", "aliases: [\n  /a/,\n  /b/\n]\ndraft: true\n", "", "draft: true\n"},
		{"all lines go", "aliases:\n  - /a/\ndraft: true\n", "", "draft: true\n"},
		{"no list", "aliases: {}\n", "/a/", "by hand"},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, eol := range []string{"\n", "\r\n"} {
				crlf := strings.NewReplacer("\n", eol).Replace
				got := rewritten(t, "content/x.sq.md", crlf(head+test.front+"---\nText.\n"), func(w *Rewrite) error {
					return w.SetList(&model.Page{}, "aliases", strings.Fields(test.list))
				})
				want := crlf(head + test.want + "---\nText.\n")
				if test.want == "by hand" {
					want = test.want
				}
				if got != want {
					t.Errorf("got  %q\nwant %q", got, want)
				}
			}
		})
	}
}

// TestRewriteAtTheEnd: a record's last line may lack its end.
func TestRewriteAtTheEnd(t *testing.T) {
	add := func(w *Rewrite) error { return w.SetList(&model.Term{}, "former_ids", []string{"1.1"}) }
	for text, want := range map[string]string{
		"term: {sq: a}":   "term: {sq: a}\nformer_ids: [\"1.1\"]\n",
		"term: {sq: a}\n": "term: {sq: a}\nformer_ids: [\"1.1\"]\n",
		"translated_from: {sr: \"0000000000000000\"}": "former_ids: [\"1.1\"]\ntranslated_from: {sr: \"0000000000000000\"}",
		"former_ids:\n  - x":                          "former_ids:\n  - \"1.1\"",
		"{term: {sq: a}}\n":                           "by hand",
	} {
		if got := rewritten(t, "data/glossary/x.yaml", text, add); got != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
	slug := rewritten(t, "content/x.sq.md", "---\ntitle: T\nsummary: S\norder: 1\n---\n", func(w *Rewrite) error { return w.Set(&model.Page{}, "slug", "x") })
	if want := "---\ntitle: T\nsummary: S\nslug: x\norder: 1\n---\n"; slug != want {
		t.Errorf("got %q, want %q", slug, want)
	}
}

// TestRewriteTellsLines: what a dry run shows.
func TestRewriteTellsLines(t *testing.T) {
	w, err := NewRewrite("data/x.yaml", []byte("a: [x, y, x]\nb: 1\nc: z"))
	if err != nil {
		t.Fatal(err)
	}
	w.Write(diag.Pos{Line: 1, Col: 11, Len: 1}, "new")
	w.Write(diag.Pos{Line: 1, Col: 5, Len: 1}, "new")
	if err := w.SetList(&model.Term{}, "former_ids", []string{"w"}); err != nil {
		t.Fatal(err)
	}
	got := w.Lines()
	want := []LineChange{{1, "a: [x, y, x]", "a: [new, y, new]"}, {3, "", "former_ids: [w]"}}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

// TestOverlayTakesAway: a file whose bytes are nil is gone, an empty one is there.
func TestOverlayTakesAway(t *testing.T) {
	folder := Overlay(Overlay(folderOf("data/a/x.yaml", "data/b.yaml"), map[string][]byte{"data/c/y.yaml": {}}), map[string][]byte{"data/a/x.yaml": nil, "data/d.yaml": {1}})
	snap, found, err := Read(folder)
	if err != nil || len(found) > 0 {
		t.Fatal(err, found)
	}
	if got, want := strings.Join(snap.Paths(), " "), "data/b.yaml data/c/y.yaml data/d.yaml"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if _, err := folder.Open("data/a/x.yaml"); err == nil {
		t.Error("what is gone can be opened")
	}
}

func folderOf(paths ...string) fstest.MapFS {
	out := fstest.MapFS{}
	for _, p := range paths {
		out[p] = &fstest.MapFile{Data: []byte("a: b\n")}
	}
	return out
}
