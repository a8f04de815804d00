package load

import (
	"bytes"
	"io/fs"
	"testing"
	"testing/fstest"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// What is written can be read, and says the same: texts that YAML would take for
// something else are quoted, others are left plain.
func TestWriteProgressIsReadBack(t *testing.T) {
	texts := map[string]string{
		"Dy takime.": "Dy takime.", "a: b": `"a: b"`, "a #b": `"a #b"`, "#a": `"#a"`, "- a": `"- a"`, "=1+1": "=1+1", "@x": `"@x"`, "'x'": `"'x'"`,
		`"x"`: `"\"x\""`, "null": `"null"`, "~": `"~"`, "true": `"true"`, "0800": `"0800"`, "1.10": `"1.10"`, "2030-07-01": `"2030-07-01"`, "a\nb": `"a\nb"`,
		"a–b": "a–b", "ë č 😀": "ë č 😀", "&a b": `"&a b"`, "*a": `"*a"`, "!!str a": `"!!str a"`, "{a}": `"{a}"`, "% a": `"% a"`, "a:": `"a:"`,
	}
	zero := 0
	for text, want := range texts {
		p := &model.Progress{
			ReportedOn: model.Date{Year: 2030, Month: 7, Day: 1},
			Activities: []model.ActivityProgress{{
				Activity: "1.10", Status: model.StatusDone, Value: "1.10", Reached: &zero, Words: model.Text{"sq": text, "en": "x"},
				Evidence: []model.Cite{{ID: "1918", At: text}, {ID: "no"}, {ID: "a-b"}},
			}},
		}
		data := WriteProgress(p, []string{"sq", "en"})
		if !bytes.Contains(data, []byte("      sq: "+want+"\n      en: x\n")) || !bytes.Contains(data, []byte(`{id: "1918", at: "`)) ||
			!bytes.Contains(data, []byte("- {id: a-b}\n")) {
			t.Errorf("%q is written\n%s", text, data)
		}
		name := "data/progress/2030-q2/zyra.yaml"
		l, _ := loaded(t, map[string]string{name: string(data)})
		got := l.Site.Progress.Get("2030-q2/zyra")
		if got == nil || got.Activities[0].Words["sq"] != text || got.Activities[0].Evidence[0].At != text || *got.Activities[0].Reached != 0 ||
			!bytes.Equal(WriteProgress(got, []string{"sq", "en"}), data) {
			t.Errorf("%q does not come back from\n%s", text, data)
		}
	}
}

// A folder with files laid over it is read like one that has them.
func TestOverlay(t *testing.T) {
	below := fstest.MapFS{"data/a.yaml": {Data: []byte("old")}, "data/b/c.yaml": {Data: []byte("c")}, "content/x.md": {Data: []byte("x")}}
	laid := map[string][]byte{"data/a.yaml": []byte("new"), "data/b/d.yaml": []byte("d"), "data/n/e/f.yaml": []byte("f")}
	over := Overlay(below, laid)
	whole := fstest.MapFS{}
	for name, f := range below {
		whole[name] = f
	}
	for name, data := range laid {
		whole[name] = &fstest.MapFile{Data: data}
	}
	got, _, err := Read(over)
	if err != nil {
		t.Fatal(err)
	}
	want, _, err := Read(whole)
	if err != nil {
		t.Fatal(err)
	}
	if got.Digest() != want.Digest() {
		t.Errorf("the folder has %q, want %q", got.Paths(), want.Paths())
	}
	if _, err := fs.ReadDir(over, "nowhere"); err == nil {
		t.Error("a folder that is not there is listed")
	}
}

// A line that was pasted is cleaned; what cannot be seen is found.
func TestLine(t *testing.T) {
	for text, want := range map[string]string{
		" a\r\n\u00A0b\t": "a b", "in\u00ADter\u200Bnet": "internet", "e\u0308": "ë", "a\u2028b": "a b", "": "",
	} {
		if got, hidden := Line(text); got != want || hidden != 0 {
			t.Errorf("%q is %q, %U", text, got, hidden)
		}
	}
	for text, want := range map[string]rune{"a\u202Eb": '\u202E', "a\x07": '\a', "\xff": '\uFFFD'} {
		if _, hidden := Line(text); hidden != want {
			t.Errorf("%q: %U is found, want %U", text, hidden, want)
		}
	}
}
