package spreadsheet

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// formats are how a book is written.
var formats = map[string]func(io.Writer, *Book) error{"xlsx": XLSX, "ods": ODS}

// threeSheets is a book with three sheets, so that an order that changes from run to run shows.
func threeSheets() *Book {
	rows := [][]any{{Head("a"), Head("b")}, {"=1+1", Number("1.50")}, {"  0800\nb", true}, {nil, Number("1234567890.123456789")}}
	b := &Book{Title: "Një & dy", Lang: "sr-Latn", Day: "2030-06-01"}
	for i := range 3 {
		b.Sheets = append(b.Sheets, Sheet{Name: fmt.Sprintf("It's %d", i), Widths: []float64{20, 10}, Filter: i == 0, Rows: rows})
	}
	return b
}

func written(t *testing.T, format string, b *Book) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := formats[format](&out, b); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestSameBytes(t *testing.T) {
	for format := range formats {
		first := written(t, format, threeSheets())
		for range 5 {
			if !bytes.Equal(first, written(t, format, threeSheets())) {
				t.Fatalf("%s: another file from the same book", format)
			}
		}
	}
}

// part is a file of the archive.
func part(t *testing.T, file []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestNobodyIsNamed: a file tells its title, language and day, and neither who
// nor what made it.
func TestNobodyIsNamed(t *testing.T) {
	xlsx, ods := written(t, "xlsx", threeSheets()), written(t, "ods", threeSheets())
	all := part(t, xlsx, "docProps/core.xml") + part(t, xlsx, "docProps/app.xml") + part(t, ods, "meta.xml")
	for _, word := range []string{"creator", "xuri", "excelize", "Application", "generator", "lastModifiedBy"} {
		if strings.Contains(strings.ToLower(all), strings.ToLower(word)) {
			t.Errorf("there is %q", word)
		}
	}
	if strings.Count(all, "Një &amp; dy") != 2 || strings.Count(all, "<dc:language>sr-Latn<") != 2 || strings.Count(all, "2030-06-01T") != 4 {
		t.Errorf("title, language or day are missing: %s", all)
	}
}

// TestTextStaysText: a text is no formula and a long number is not rounded.
func TestTextStaysText(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(written(t, "xlsx", threeSheets())))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, want := range map[string]string{"A2": "=1+1", "A3": "  0800\nb", "B2": "1.5", "B4": "1234567890.123456789"} {
		got, _ := f.GetCellValue("It's 0", cell, excelize.Options{RawCellValue: true})
		if formula, _ := f.GetCellFormula("It's 0", cell); got != want || formula != "" {
			t.Errorf("%s: %q, want %q; formula %q", cell, got, want, formula)
		}
	}
	content := part(t, written(t, "ods", threeSheets()), "content.xml")
	for _, want := range []string{
		`"string"><text:p>=1+1</text:p>`, `<text:p><text:s/> 0800</text:p><text:p>b</text:p>`, `office:value="1.50"`, `"string"><text:p>1234567890.123456789<`,
	} {
		if !strings.Contains(content, want) {
			t.Errorf("ODS has no %s", want)
		}
	}
}

// TestODSBeginsWithItsType: programs look at place 38 (ODF 1.3 part 2, 3.3).
func TestODSBeginsWithItsType(t *testing.T) {
	ods := written(t, "ods", threeSheets())
	if !bytes.HasPrefix(ods[30:], []byte("mimetype"+odsType)) || binary.LittleEndian.Uint16(ods[8:]) != 0 || binary.LittleEndian.Uint16(ods[28:]) != 0 {
		t.Errorf("it begins with %q", ods[:90])
	}
}

// TestTooMuchIsRefused: nothing is cut to what a spreadsheet can hold.
func TestTooMuchIsRefused(t *testing.T) {
	for name, rows := range map[string][][]any{
		"text":    {{strings.Repeat("ë", maxText+1)}},
		"columns": {make([]any, maxCols+1)},
		"rows":    make([][]any, maxRows+1),
	} {
		for format, write := range formats {
			if write(io.Discard, &Book{Sheets: []Sheet{{Name: "s", Rows: rows}}}) == nil {
				t.Errorf("%s: too much of %s was written", format, name)
			}
		}
	}
	if got := written(t, "ods", &Book{Sheets: []Sheet{{Name: "s", Rows: [][]any{{strings.Repeat("ë", maxText)}}}}}); len(got) == 0 {
		t.Error("what just fits was refused")
	}
}

// TestColumnsAreInOrder: spreadsheet programs want the widths from left to right
// (ECMA-376 part 1, 18.3.1.17).
func TestColumnsAreInOrder(t *testing.T) {
	sheet := part(t, written(t, "xlsx", threeSheets()), "xl/worksheets/sheet1.xml")
	if one, two := strings.Index(sheet, `<col min="1"`), strings.Index(sheet, `<col min="2"`); one < 0 || two < one {
		t.Errorf("the widths stand at %d and %d", one, two)
	}
}

func TestSheetName(t *testing.T) {
	for _, test := range []struct {
		names []string
		want  string
	}{
		{[]string{"Kolonat", "Kolone", "Columns"}, "Kolonat · Kolone · Columns"},
		{[]string{"'a/b*'", "c"}, "ab · c"},
		{[]string{"Të dhënat e hapura", "Otvoreni podaci", "Open data"}, "Të dhënat e hapura"},
		{[]string{strings.Repeat("ë", 40), "x"}, strings.Repeat("ë", 31)},
	} {
		if got := SheetName(test.names...); got != test.want {
			t.Errorf("%q gives %q, want %q", test.names, got, test.want)
		}
	}
}

func TestLetters(t *testing.T) {
	for n, want := range map[int]string{1: "A", 26: "Z", 27: "AA", 702: "ZZ", 703: "AAA"} {
		if got := letters(n); got != want {
			t.Errorf("%d is %s, want %s", n, got, want)
		}
	}
}

// Names of sheets are words of the interface: that two are alike, or none is left
// of one, must not stop a build.
func TestSheetsAreToldApart(t *testing.T) {
	long := strings.Repeat("ë", maxSheet)
	b := &Book{Sheets: []Sheet{{Name: "A"}, {Name: "a"}, {Name: ""}, {Name: long}, {Name: long}, {Name: "A"}}}
	var got []string
	for _, s := range b.distinct().Sheets {
		got = append(got, s.Name)
	}
	if want := []string{"A", "a 2", "3", long, long[:2*(maxSheet-2)] + " 5", "A 6"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, write := range []func(io.Writer, *Book) error{XLSX, ODS} {
		if err := write(io.Discard, b); err != nil {
			t.Error(err)
		}
	}
	if b.Sheets[1].Name != "a" {
		t.Error("the book that was given has changed")
	}
}
