package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

func TestWhatIsLearntOfADocument(t *testing.T) {
	for _, test := range []struct {
		name string
		file testsite.PDF
		want Document
	}{
		{"a scan", testsite.PDF{}, Document{Pages: 1}},
		{"with text", testsite.PDF{Pages: 3, Text: "Hello", Lang: "sq-XK"}, Document{Pages: 3, Text: true, Lang: "sq-XK"}},
		{"signed", testsite.PDF{Text: "x", Signed: true}, Document{Pages: 1, Text: true, Signed: true}},
		{"with an author", testsite.PDF{Author: "A"}, Document{Pages: 1, Author: true}},
		{"with XMP", testsite.PDF{XMP: true}, Document{Pages: 1, Author: true}},
		{"with a script", testsite.PDF{Script: true}, Document{Pages: 1, Actions: []Action{ActionScript}}},
		{"that starts a program", testsite.PDF{Launch: true}, Document{Pages: 1, Actions: []Action{ActionLaunch}}},
		{"with an attachment", testsite.PDF{Attachment: true}, Document{Pages: 1, Actions: []Action{ActionAttach}}},
		{"with a form", testsite.PDF{Form: true}, Document{Pages: 1, Actions: []Action{ActionSend}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := Read(test.file.Bytes())
			if err != nil {
				t.Fatal(err)
			}
			if got.Pages != test.want.Pages || got.Text != test.want.Text || got.Lang != test.want.Lang || got.Signed != test.want.Signed ||
				got.Author != test.want.Author || !slices.Equal(got.Actions, test.want.Actions) {
				t.Errorf("got %+v, want %+v", *got, test.want)
			}
		})
	}
}

func cleaned(t *testing.T, file []byte, title string) []byte {
	t.Helper()
	d, err := Read(file)
	if err != nil {
		t.Fatal(err)
	}
	return d.Clean(title)
}

func TestCleaningTakesOutWhoMadeIt(t *testing.T) {
	file := testsite.PDF{Text: "Hello", Lang: "sq", Author: "SOMEBODY", XMP: true, Comment: "COMMENTER", Tagged: true}.Bytes()
	got := cleaned(t, file, "Raporti ë")
	for _, gone := range []string{"SOMEBODY", "COMMENTER", "Program", "2030", "PieceInfo", "xmpmeta", "CreationDate"} {
		if !bytes.Contains(file, []byte(gone)) {
			t.Fatalf("the file has no %s, so nothing can be proved", gone)
		}
		if bytes.Contains(got, []byte(gone)) {
			t.Errorf("%s is still there", gone)
		}
	}
	for _, kept := range []string{"(Hello) Tj", "/Lang (sq)", "/StructTreeRoot", "/Outlines", "/Marked true", "(Look)"} {
		if !bytes.Contains(got, []byte(kept)) {
			t.Errorf("%s is gone", kept)
		}
	}
	if want := fmt.Sprintf("/Title <%x>", unicode("Raporti ë")); !bytes.Contains(got, []byte(want)) {
		t.Errorf("no title %s", want)
	}
	again, err := Read(got)
	if err != nil || again.Pages != 1 || !again.Text || again.Author || again.Lang != "sq" {
		t.Errorf("what was cleaned reads as %+v, %v", again, err)
	}
}

func TestPhotographsLoseWhatTheCameraWrote(t *testing.T) {
	segment := func(marker byte, text string) string {
		return string([]byte{0xff, marker, 0, byte(len(text) + 2)}) + text
	}
	start, picture := "\xff\xd8"+segment(0xe0, "JFIF"), segment(0xdb, "table")+segment(0xee, "Adobe")+"\xff\xda\x00\x02 \xff\xe1 light \xff\xd9"
	for _, test := range []struct{ name, file, want string }{
		{"Exif, IPTC and a comment", start + segment(0xe1, "Exif GPS") + segment(0xed, "Photoshop") + segment(0xfe, "SOMEBODY") + picture, start + picture},
		{"nothing to lose", start + picture, start + picture},
		{"cut off", start + "\xff\xe1\xff\xff", start + "\xff\xe1\xff\xff"},
		{"no photograph", "GIF", "GIF"},
	} {
		if got := plainJPEG([]byte(test.file)); string(got) != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
	file := testsite.PDF{Text: "x", Photo: start + segment(0xe1, "Exif GPS") + picture}.Bytes()
	if got := cleaned(t, file, "T"); bytes.Contains(got, []byte("GPS")) || !bytes.Contains(got, []byte(start+picture)) {
		t.Error("a photograph in a document still says where it was taken")
	}
}

// TestCleaningIsRepeatable: the same bytes every time, and cleaning what is clean
// changes nothing.
func TestCleaningIsRepeatable(t *testing.T) {
	file := testsite.PDF{Pages: 4, Text: "Hello", Author: "A", XMP: true, Tagged: true}.Bytes()
	first := cleaned(t, file, "T")
	for range 5 {
		if !bytes.Equal(first, cleaned(t, file, "T")) {
			t.Fatal("two bytes for one file")
		}
	}
	if !bytes.Equal(first, cleaned(t, first, "T")) {
		t.Error("cleaning twice is not cleaning once")
	}
}

// packed is a PDF whose objects lie in an object stream of given bytes.
func packed(objects, keys string) []byte {
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	fmt.Fprint(w, objects)
	w.Close()
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	at := b.Len()
	fmt.Fprintf(&b, "3 0 obj\n<</Type/ObjStm%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n", keys, z.Len(), z.String())
	table := b.Len()
	entries := string([]byte{0, 0, 0, 0xff, 2, 0, 3, 0, 2, 0, 3, 1, 1, byte(at >> 8), byte(at), 0, 1, byte(table >> 8), byte(table), 0})
	fmt.Fprintf(&b, "4 0 obj\n<</Type/XRef/W[1 2 1]/Size 5/Root 1 0 R/Length %d>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", len(entries), entries, table)
	return b.Bytes()
}

// objectStream is the two objects of a document of one empty page.
func objectStream(padding string) (objects, keys string) {
	one := "<</Type/Catalog/Pages 2 0 R>>" + padding
	two := "<</Type/Pages/Kids[<</Type/Page>>]/Count 1>>"
	index := fmt.Sprintf("1 0 2 %d ", len(one))
	return index + one + two, fmt.Sprintf("/N 2/First %d", len(index))
}

func TestPackedObjectsAreUnpacked(t *testing.T) {
	file := packed(objectStream(""))
	d, err := Read(file)
	if err != nil || d.Pages != 1 {
		t.Fatalf("got %+v, %v", d, err)
	}
	if d, err = Read(d.Clean("T")); err != nil || d.Pages != 1 {
		t.Errorf("cleaned: got %+v, %v", d, err)
	}
}

// hostile are files that were made to do harm, and what is said of them.
func hostile() map[string]struct {
	file []byte
	want Fault
} {
	good := testsite.PDF{Text: "Hello", Pages: 2}.Bytes()
	replaced := func(old, by string) []byte { return bytes.ReplaceAll(good, []byte(old), []byte(by)) }
	bomb := func(escaped bool) []byte {
		objects, keys := objectStream(strings.Repeat(" ", maxUnpacked))
		if escaped {
			keys = strings.Replace(keys, "/First", "/F#69rst", 1)
		}
		return packed(objects, keys)
	}
	startxref := bytes.LastIndex(good, []byte("startxref"))
	table := bytes.LastIndex(good, []byte("xref\n0 1"))
	return map[string]struct {
		file []byte
		want Fault
	}{
		"nothing":             {nil, FaultFormat},
		"another format":      {[]byte("<html></html>"), FaultFormat},
		"a header alone":      {[]byte("%PDF-1.7\n%%EOF\n"), FaultBroken},
		"cut off":             {good[:len(good)*2/3], FaultCutOff},
		"encrypted":           {testsite.PDF{Text: "x", Encrypted: true}.Bytes(), FaultEncrypted},
		"tables in a circle":  {replaced("/Root 1 0 R", fmt.Sprintf("/Root 1 0 R/Prev %d", table)), ""},
		"a table elsewhere":   {slices.Concat(good[:startxref], []byte("startxref\n99999999\n%%EOF\n")), FaultBroken},
		"pages in a circle":   {replaced("/Kids[10 0 R", "/Kids[2 0 R"), FaultBroken},
		"a page twice":        {replaced("/Kids[10 0 R 12 0 R", "/Kids[10 0 R 10 0 R"), FaultBroken},
		"no page":             {replaced("/Kids[10 0 R 12 0 R ]", "/Kids[]"), FaultBroken},
		"a huge size":         {replaced("/Size", "/Size 2000000000/X"), ""},
		"a huge subsection":   {replaced("xref\n0 1\n", "xref\n0 2000000000\n"), FaultBroken},
		"a bomb":              {bomb(false), FaultTooLarge},
		"a bomb under a mask": {bomb(true), FaultTooLarge},
		"nested without end":  {replaced("/MediaBox", "/X"+strings.Repeat("[", 200_000)+"/MediaBox"), FaultBroken},
		"a name of nothing":   {replaced("/Root 1 0 R", "/Root 99 0 R"), FaultBroken},
	}
}

// TestHostileFilesAreRefused: without much memory and without end; each takes some
// milliseconds. A fault that stands
// empty may be told or not, as long as nothing worse happens.
func TestHostileFilesAreRefused(t *testing.T) {
	for name, test := range hostile() {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			hangs := time.AfterFunc(20*time.Second, func() { panic("it hangs") })
			d, err := Read(test.file)
			if err == nil {
				d.Clean("T")
			}
			hangs.Stop()
			runtime.ReadMemStats(&after)
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 300 {
				t.Errorf("it took %d MB", used)
			}
			if test.want != "" && err != test.want {
				t.Errorf("got %v, want %v", err, test.want)
			}
		})
	}
}

// FuzzPDF: any bytes are a document or a fault, and what was cleaned is a
// document again.
func FuzzPDF(f *testing.F) {
	f.Add(testsite.PDF{Text: "Hello", Tagged: true, Comment: "c"}.Bytes())
	f.Add(testsite.PDF{Signed: true, Script: true, Attachment: true}.Bytes())
	f.Add(packed(objectStream("")))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Read(data)
		if err != nil {
			if _, ok := err.(Fault); !ok {
				t.Fatal(err)
			}
			return
		}
		clean := d.Clean("T")
		again, err := Read(clean)
		if err != nil {
			t.Fatalf("%v\n%s", err, clean)
		}
		if again.Pages != d.Pages || again.Text != d.Text || again.Author || !bytes.Equal(again.Clean("T"), clean) {
			t.Errorf("%+v became %+v", d, again)
		}
	})
}

func TestMain(m *testing.M) {
	home := os.Getenv("HOME")
	code := m.Run()
	if _, err := os.Stat(home + "/.config/pdfcpu"); err == nil {
		fmt.Println("the library has written into the home folder")
		code = 1
	}
	os.Exit(code)
}
