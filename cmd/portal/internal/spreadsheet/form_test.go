package spreadsheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// A form's texts and numbers come back as they were put in, whatever they look
// like; the facts are hidden, and only input cells are open.
func TestWriteFormSaysWhatItWasGiven(t *testing.T) {
	texts := []string{"=1+1", "+383 38", "-5", "@x", "'x", `"x"`, "ë č <b> & ]]>", "0192", "1.10", "_x0041_x0042_", "_x005F_", "😀", strings.Repeat("ë ", 9000) + "ë"}
	f := Form{
		Title: "Titulli", Language: "sq", Date: "2030-07-01", Head: "A & B",
		Sheets: []FormSheet{{
			Name: "Fleta 1", Blank: 2,
			Columns: []FormColumn{{Head: "Kodi"}, {Head: "Fjalë", Ask: AskWords}, {Head: "Nr.", Ask: AskCount}, {Head: "Zgjedhje", Ask: AskOneOf, List: "l"}},
		}},
		Facts: FormFacts{Name: "facts", Rows: [][]string{{"a", "b"}, {"c"}}, Lists: map[string]FormList{"l": {From: 0, To: 1, Column: 0}}},
	}
	for _, text := range texts {
		f.Sheets[0].Rows = append(f.Sheets[0].Rows, []FormCell{{Text: "1.1.1"}, {Text: text}, {Number: "0"}})
	}
	var b, again bytes.Buffer
	if err := errors.Join(WriteForm(&b, f), WriteForm(&again, f)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("the same form gives other bytes")
	}
	book, err := ReadFilled(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range book.Sheet("Fleta 1").Cells {
		if c.Row > 1 && c.Col == 2 {
			got = append(got, c.Text)
		}
	}
	if !slices.Equal(got, texts) {
		t.Errorf("got %.300q", got)
	}
	x, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if shown, err := x.GetSheetVisible("facts"); shown || err != nil {
		t.Error("the facts are seen", err)
	}
	for cell, open := range map[string]bool{"A2": false, "B2": true, "C15": true, "B17": false, "B1": false} {
		id, err1 := x.GetCellStyle("Fleta 1", cell)
		style, err2 := x.GetStyle(id)
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		if got := style.Protection != nil && !style.Protection.Locked; got != open {
			t.Errorf("%s: open %t, want %t", cell, got, open)
		}
	}
}

// A text that no cell can hold is refused, never cut.
func TestWriteFormRefusesWhatDoesNotFit(t *testing.T) {
	for name, s := range map[string]FormSheet{
		"a cell":   {Name: "a", Columns: []FormColumn{{Head: strings.Repeat("x", maxText+1)}}},
		"a prompt": {Name: "a", Blank: 1, Columns: []FormColumn{{Head: "x", Ask: AskWords, Prompt: strings.Repeat("ë", maxPrompt+1)}}},
	} {
		if err := WriteForm(&bytes.Buffer{}, Form{Date: "2030-01-01", Sheets: []FormSheet{s}, Facts: FormFacts{Name: "f"}}); err == nil {
			t.Errorf("%s was cut", name)
		}
	}
}

// workbook is a small XLSX file by hand: part, text, part, text … in addition to
// what every one has, or in place of it.
func workbook(t testing.TB, parts ...string) []byte {
	t.Helper()
	files := map[string]string{
		"[Content_Types].xml":        `<Types/>`,
		"_rels/.rels":                `<Relationships><Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook><sheets><sheet name="s" id="s1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<R><Relationship Id="s1" Type="x/worksheet" Target="s.xml"/><Relationship Id="s2" Type="x/sharedStrings" Target="/xl/ss.xml"/><Relationship Id="s3" Type="x/styles" Target="styles.xml"/></R>`,
	}
	for i := 0; i < len(parts); i += 2 {
		files[parts[i]] = parts[i+1]
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range files {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Cells are read as other programs store them.
func TestReadFilledReadsWhatOthersWrite(t *testing.T) {
	data := workbook(t,
		"xl/ss.xml", `<sst><si><t>një</t></si><si><r><t>d</t></r><r><t>y</t></r><rPh><t>x</t></rPh></si></sst>`,
		"xl/styles.xml", `<s><numFmts><numFmt numFmtId="170" formatCode="[$-41C]d\.m\.yyyy"/><numFmt numFmtId="171" formatCode="0.00\ &quot;days&quot;"/><numFmt numFmtId="172" formatCode="0.0%"/></numFmts>`+
			`<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/><xf numFmtId="14"/></cellXfs></s>`,
		"xl/s.xml", `<w><sheetData><row r="2"><c r="B2" t="s"><v>0</v></c><c t="s"><v>1</v></c><c r="E2"><v>1.1000000000000001</v></c><c r="F2"/></row>`+
			`<row><c s="1"><v>43830</v></c><c s="2"><v>1E2</v></c><c s="3"><v>0.45</v></c><c s="4"><v>43830.5</v></c><c t="b"><v>1</v></c><c t="str"><f>A1</f><v>a_x000D_b</v></c><c><f>A1</f></c><c t="inlineStr"><is><t> x </t></is></c></row>`+
			`<row r="1048576"><c r="XFD1048576"><v>-0.5</v></c></row></sheetData></w>`)
	book, err := ReadFilled(data)
	if err != nil {
		t.Fatal(err)
	}
	want := []FilledCell{
		{2, 2, FilledText, "një", false},
		{2, 3, FilledText, "dy", false},
		{2, 5, FilledNumber, "1.1", false},
		{3, 1, FilledDate, "2019-12-31", false},
		{3, 2, FilledNumber, "100", false},
		{3, 3, FilledPercent, "0.45", false},
		{3, 4, FilledOther, "43830.5", false},
		{3, 5, FilledOther, "1", false},
		{3, 6, FilledText, "a\rb", true},
		{3, 7, FilledText, "", true},
		{3, 8, FilledText, " x ", false},
		{1 << 20, 1 << 14, FilledNumber, "-0.5", false},
	}
	if got := book.Sheet("s").Cells; !slices.Equal(got, want) {
		t.Errorf("got\n%v\nwant\n%v", got, want)
	}
	if book, err = ReadFilled(workbook(t, "xl/workbook.xml", `<w><workbookPr date1904="1"/><sheets><sheet name="s" id="s1"/></sheets></w>`,
		"xl/styles.xml", `<s><cellXfs><xf numFmtId="14"/></cellXfs></s>`, "xl/s.xml", `<w><row><c><v>42368</v></c></row></w>`)); err != nil || book.Sheets[0].Cells[0].Text != "2019-12-31" {
		t.Error("the other calendar:", book, err)
	}
}

// What could do harm, or is none of ours, is refused with the reason, within
// bounds whatever the file says of itself.
func TestReadFilledRefuses(t *testing.T) {
	archive := func(names ...string) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, name := range names {
			if _, err := z.Create(name); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	rows := func(n int, row string) string { return "<w>" + strings.Repeat(row, n) + "</w>" }
	var many []string
	for i := range maxParts {
		many = append(many, fmt.Sprint("p", i), "")
	}
	for name, test := range map[string]struct {
		data []byte
		want string
	}{
		"a bomb":                 {workbook(t, "xl/ss.xml", "<sst>"+strings.Repeat(" ", maxPart)), ReasonLarge},
		"many texts":             {workbook(t, "xl/ss.xml", "<sst>"+strings.Repeat("<si/>", maxFilled+1)+"</sst>"), ReasonLarge},
		"many styles":            {workbook(t, "xl/styles.xml", "<s>"+strings.Repeat(" ", maxSmall)), ReasonLarge},
		"many cells":             {workbook(t, "xl/s.xml", rows(maxFilled+1, "<row><c><v>1</v></c></row>")), ReasonLarge},
		"many parts":             {workbook(t, many...), ReasonLarge},
		"a part twice":           {archive("a", "A"), ReasonBroken},
		"macros":                 {workbook(t, "xl/vbaProject.bin", "x"), ReasonMacros},
		"macros by their type":   {workbook(t, "[Content_Types].xml", `<T><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></T>`), ReasonMacros},
		"an OpenDocument":        {archive("mimetype", "content.xml"), ReasonFormat},
		"a word document":        {workbook(t, "xl/workbook.xml", "<document/>"), ReasonFormat},
		"no such text":           {workbook(t, "xl/s.xml", `<w><row><c t="s"><v>7</v></c></row></w>`), ReasonBroken},
		"a cell below the sheet": {workbook(t, "xl/s.xml", `<w><row><c r="A1048577"><v>7</v></c></row></w>`), ReasonBroken},
		"a cell beside it":       {workbook(t, "xl/s.xml", `<w><row><c r="XFE1"><v>7</v></c></row></w>`), ReasonBroken},
		"no number":              {workbook(t, "xl/s.xml", `<w><row><c><v>NaN</v></c></row></w>`), ReasonBroken},
		"an entity":              {workbook(t, "xl/ss.xml", `<!DOCTYPE s [<!ENTITY a "aa">]><sst><si><t>&a;</t></si></sst>`), ReasonBroken},
		"half a sheet":           {workbook(t, "xl/s.xml", `<w><row><c><v>1</v></c>`), ReasonBroken},
	} {
		var unreadable Unreadable
		if _, err := ReadFilled(test.data); !errors.As(err, &unreadable) || unreadable.Reason != test.want {
			t.Errorf("%s: %v, want %s", name, err, test.want)
		}
	}
	// Rows with nothing in them cost nothing.
	if book, err := ReadFilled(workbook(t, "xl/s.xml", rows(1<<18, "<row><c/></row>"))); err != nil || len(book.Sheets[0].Cells) > 0 {
		t.Error("empty rows:", err)
	}
}

func TestDateNumber(t *testing.T) {
	for day, want := range map[string]Number{"2019-12-31": "43830", "1900-03-01": "61", "": ""} {
		if got := DateNumber(day); got != want {
			t.Errorf("%q is %q, want %q", day, got, want)
		}
	}
}
