package form

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"
	"unicode/utf8"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
)

// parts are what a hostile file may be: the whole of it, or one part of a form
// that is otherwise as it was made.
var parts = []string{"", "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"}

// withPart is a form with one part replaced, nothing compressed.
func withPart(t testing.TB, form []byte, name string, part []byte) []byte {
	t.Helper()
	from, err := zip.NewReader(bytes.NewReader(form), int64(len(form)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	to := zip.NewWriter(&b)
	for _, f := range from.File {
		w, err := to.CreateHeader(&zip.FileHeader{Name: f.Name})
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == name {
			_, err = w.Write(part)
		} else {
			var r io.ReadCloser
			if r, err = f.Open(); err == nil {
				_, err = io.Copy(w, r)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// FuzzImport: whatever comes back as a form, the answer is a record that can be
// loaded again or diagnostics with places in that file, never a panic.
func FuzzImport(f *testing.F) {
	s, words := site(f)
	form := filled(f, made(f, s, words, "sq"), answers()...)
	f.Fuzz(func(t *testing.T, which byte, data []byte) {
		if name := parts[int(which)%len(parts)]; name != "" {
			data = withPart(t, form, name, data)
		}
		r, found := Read(s, words, "f.xlsx", data)
		if r == nil && len(found) == 0 {
			t.Fatal("neither a record nor a fault")
		}
		for _, d := range found {
			if d.Pos.File != "f.xlsx" || d.Pos.Line < 0 || d.Pos.Col < 0 {
				t.Fatalf("a fault without a place: %v", d)
			}
		}
		if r == nil {
			return
		}
		text := load.WriteProgress(r.Record, langs)
		if !utf8.Valid(text) {
			t.Fatal("the record is no text")
		}
		again, _ := site(t, target, string(text)) // fails where the record has faults
		if len(again.Progress.All) != 2 {
			t.Fatalf("the record cannot be loaded:\n%s", text)
		}
	})
}
