package poster

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

var day = model.Date{Year: 2030, Month: 6, Day: 1}

// printed is a PDF as Chromium writes it at some hour, with its elements
// numbered from some number. In the stream stands by chance what a date looks like.
func printed(hour, first, second string) []byte {
	return []byte(`%PDF-1.4
1 0 obj
<</Title <FEFF00EB>
/Creator (Mozilla/5.0 \(X11; Linux\) HeadlessChrome/` + hour + `.0)
/Producer (Skia/PDF m156)
/CreationDate (D:202611222101` + hour + `+00'00')
/ModDate (D:202611222101` + hour + `+00'00')>>
endobj
2 0 obj
<</Length 60>> stream
/CreationDate (D:20000101000000+00'00') /Type /Page (node00000009)
endstream
endobj
3 0 obj
<</Type /Pages /Count 2 /Kids [4 0 R 5 0 R]>>
4 0 obj
<</Type /Page
/ID (node` + second + `) /Headers [(node` + first + `)]>>
5 0 obj
<</Type /Page>>
6 0 obj
<</Names [(node` + first + `) 1 0 R (node` + second + `) 2 0 R]>>
`)
}

// TestTwoPrintsAreAlike: neither the hour nor what the same Chromium printed
// before is in the bytes, and offsets stay true, because no length has changed.
func TestTwoPrintsAreAlike(t *testing.T) {
	raw := printed("30", "00000103", "00000106")
	a, err := normalise(raw, day)
	if err != nil {
		t.Fatal(err)
	}
	b, err := normalise(printed("59", "00008001", "00010002"), day)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a, b) {
		t.Errorf("two prints of one page differ:\n%s\n%s", a, b)
	}
	if len(a) != len(raw) || bytes.Index(a, []byte("3 0 obj")) != bytes.Index(raw, []byte("3 0 obj")) {
		t.Error("an object has moved, so the offsets of the file are wrong")
	}
	for _, want := range []string{"/CreationDate (D:20300601000000+00'00')", "/ModDate (D:20300601000000+00'00')", "/ID (node00000002)", "[(node00000001) 1 0 R (node00000002) 2 0 R]"} {
		if !strings.Contains(string(a), want) {
			t.Errorf("%s is missing in\n%s", want, a)
		}
	}
	for _, never := range []string{"Mozilla", "Skia", "2026"} {
		if strings.Contains(string(a), never) {
			t.Errorf("%s is left in\n%s", never, a)
		}
	}
	if !strings.Contains(string(a), "(D:20000101000000+00'00') /Type /Page (node00000009)") {
		t.Error("a stream was changed")
	}
	if got := sheets(a); got != 2 {
		t.Errorf("%d pages, want 2", got)
	}
}

// TestStrangePrintIsRefused: a PDF whose dates are not found could differ from
// the next one, and nobody would know why.
func TestStrangePrintIsRefused(t *testing.T) {
	for name, pdf := range map[string][]byte{
		"no dates":      []byte("%PDF-1.4\n1 0 obj\n<</Title (x)>>\n"),
		"one date only": bytes.Replace(printed("30", "00000001", "00000002"), []byte("/ModDate"), []byte("/Changed"), 1),
		"another form":  bytes.ReplaceAll(printed("30", "00000001", "00000002"), []byte("+00'00'"), []byte("Z000000")),
	} {
		if _, err := normalise(pdf, day); !errors.Is(err, errStrange) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestNoPrintWithoutChromium: what is missing is said in words.
func TestNoPrintWithoutChromium(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := Open(t.Context(), day); !errors.Is(err, ErrMissing) {
		t.Errorf("without Chromium: %v", err)
	}
}
