package export

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/dataset"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// awkward are records of every set with texts that a format may spoil.
func awkward() map[string]string {
	var site string
	for _, f := range testsite.Base() {
		if f.Name == "data/site.yaml" {
			site = string(f.Data)
		}
	}
	files := map[string]string{
		"data/site.yaml":             site + "small_cells: {below: 3, show: \"<3\"}\n",
		"data/activities/1.1.3.yaml": hostileActivity,
		"data/institutions/x.yaml": `aliases: ["=1+1", "+383 38", "-5", "@x", "0192", "1.10", "''=1"]
kind: generic
name_status: generic
abbreviation: "@SUM(A1)"
name: {sq: "Ëç \"çë\" ‘x’", sr: "Č ć đ š ž; a", en: "<b>&amp; _x0041_ </b>"}
role: {sq: "+383", sr: "1.10", en: "0192"}
valid_from: "2015-03"
sources: [{id: doc, at: "-5"}]
`,
		"data/series/s.yaml": `indicator: {sq: "=A1", sr: "@x", en: "` + strings.Repeat("long ", 4000) + `"}
unit: people
topic: victims
own: true
dimensions: [sex]
observations:
  - {period: "2030", value: "0012.50", source: {id: doc, at: x}, note: {sq: "TRUE", sr: "1e5", en: "2030-01-01"},
     revised: [{on: 2030-01-05, old: "13.5", new: "0012.50", reason: {sq: "=Arsye", sr: Razlog, en: Reason}}]}
  - {period: "../2030-03", value: "-123456789012345678.25", source: {id: doc, at: x}}
  - {period: "2031", value: "2", source: {id: doc, at: x}}
`,
		"data/instruments/i.yaml": "type: law\nnumber: \"0192\"\ndate: \"2030\"\njurisdiction: domestic\n" +
			"title: {sq: \"'=1\", sr: S, en: E}\nurl: \"https://example.org/?a=1&b=2\"\nsources: [{id: doc}]\n",
		"data/recommendations/r.yaml": "number: \"1.10\"\ntext: {sq: \"-\", sr: \"+\", en: \"=\"}\nactivities: [1.1.1, 1.1.3]\nsource: {id: doc}\n",
		"data/reports/p.yaml":         "type: study\nyear: 2030\nstate: planned\ntitle: {sq: A, sr: B, en: C}\nlanguages: [sq, en]\nsources: [{id: doc}]\n",
		"data/progress/2030-q1/zyra.yaml": `reported_on: 2030-04-03
activities:
  - {activity: 1.1.1, status: in_progress, value: "1.10", people_reached: 2, spent_eur: "0", words: {sq: "=1\n\n +1", sr: B, en: C}, evidence: [{id: doc, at: I}]}
  - {activity: 1.1.2, status: done, people_reached: 12}
words: {sq: "@Fjalë", sr: Reči, en: Words}
`,
	}
	for page, kind := range map[string]string{"figures": "statistics", "law": "instruments", "advice": "recommendations", "reports": "reports"} {
		files["content/"+page+".en.md"] = dated("P", kind, "order: 1")
	}
	return files
}

// TestFormatsSayTheSame: whatever the cells are, CSV, XLSX, ODS and JSON of every
// set say the same, cell for cell.
func TestFormatsSayTheSame(t *testing.T) {
	x := exporter(t, "", awkward())
	sets := dataset.Of(x.site)
	if len(sets) != len(dataset.All()) {
		t.Fatalf("the site has %d sets of %d", len(sets), len(dataset.All()))
	}
	for _, set := range sets {
		t.Run(set.Name, func(t *testing.T) {
			table := x.Table(set)
			want := fromJSON(t, table)
			if len(want) < 2 {
				t.Fatal("there are no rows")
			}
			for format, got := range map[string][][]string{"csv": fromCSV(t, table), "xlsx": fromXLSX(t, table), "ods": fromODS(t, table)} {
				same(t, table, format, got, want)
			}
		})
	}
}

// same compares cells; numbers by their value, so that 0012.50 is 12.5.
func same(t *testing.T, table *Table, format string, got, want [][]string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s has %d rows, JSON %d", format, len(got), len(want))
	}
	types := types(table)
	for i := range want {
		for j := range want[i] {
			cell := ""
			if j < len(got[i]) {
				cell = got[i][j]
			}
			expected := want[i][j]
			if format == "csv" && i > 0 {
				expected = guard(expected)
			}
			if cell != expected && !(types[j] == dataset.Number && i > 0 && equal(cell, expected)) {
				t.Errorf("%s, row %d, %s: %q, JSON has %q", format, i, want[0][j], cell, expected)
			}
		}
	}
}

func equal(a, b string) bool {
	x, ok1 := new(big.Rat).SetString(a)
	y, ok2 := new(big.Rat).SetString(b)
	return ok1 && ok2 && x.Cmp(y) == 0
}

// types are those of the columns as they stand in a row.
func types(table *Table) []dataset.Type {
	var out []dataset.Type
	for _, c := range table.Columns {
		for range table.names(c) {
			out = append(out, c.Type)
		}
	}
	return out
}

func fromJSON(t *testing.T, table *Table) [][]string {
	t.Helper()
	var objects []map[string]any
	decoder := json.NewDecoder(strings.NewReader(written(t, table, "json")))
	decoder.UseNumber()
	if err := decoder.Decode(&objects); err != nil {
		t.Fatal(err)
	}
	out := [][]string{table.header()}
	for _, o := range objects {
		out = append(out, flattened(t, table, o))
	}
	return out
}

func fromCSV(t *testing.T, table *Table) [][]string {
	t.Helper()
	out, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(written(t, table, "csv"), "\uFEFF"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func fromXLSX(t *testing.T, table *Table) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(strings.NewReader(written(t, table, "xlsx")))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet := f.GetSheetName(0)
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	types := types(table)
	for i, row := range rows {
		for j, cell := range row {
			name, _ := excelize.CoordinatesToCellName(j+1, i+1)
			if formula, _ := f.GetCellFormula(sheet, name); formula != "" {
				t.Errorf("%s is a formula", name)
			}
			if i == 0 || cell == "" {
				continue
			}
			kind, _ := f.GetCellType(sheet, name)
			switch {
			case types[j] == dataset.Boolean:
				if kind != excelize.CellTypeBool {
					t.Errorf("%s is no truth value", name)
				}
				row[j] = map[string]string{"1": "true", "0": "false"}[cell]
			case types[j] == dataset.Integer:
				if kind == excelize.CellTypeInlineString {
					t.Errorf("%s is a text, not a number", name)
				}
			case types[j] != dataset.Number && kind != excelize.CellTypeInlineString:
				t.Errorf("%s is no text: %q", name, cell)
			}
		}
	}
	return rows
}

// odsContent is what is read of content.xml.
type odsContent struct {
	Tables []struct {
		Name string   `xml:"name,attr"`
		Head []odsRow `xml:"table-header-rows>table-row"`
		Rows []odsRow `xml:"table-row"`
	} `xml:"body>spreadsheet>table"`
}

type odsRow struct {
	Cells []struct {
		Type    string   `xml:"value-type,attr"`
		Value   string   `xml:"value,attr"`
		Truth   string   `xml:"boolean-value,attr"`
		Formula string   `xml:"formula,attr"`
		Lines   []string `xml:"p"`
	} `xml:"table-cell"`
}

func fromODS(t *testing.T, table *Table) [][]string {
	t.Helper()
	file := written(t, table, "ods")
	z, err := zip.NewReader(strings.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	part, err := z.Open("content.xml")
	if err != nil {
		t.Fatal(err)
	}
	text, _ := io.ReadAll(part)
	var content odsContent
	if err := xml.Unmarshal(text, &content); err != nil {
		t.Fatal(err)
	}
	var out [][]string
	types := types(table)
	for _, row := range append(content.Tables[0].Head, content.Tables[0].Rows...) {
		var cells []string
		for j, c := range row.Cells {
			want := map[dataset.Type]string{dataset.Boolean: "boolean", dataset.Integer: "float", dataset.Number: "float"}[types[j]]
			if c.Type != "" && c.Type != "string" && c.Type != want || c.Formula != "" {
				t.Errorf("%s in a column of the type %s", c.Type, types[j])
			}
			cells = append(cells, map[string]string{"string": strings.Join(c.Lines, "\n"), "float": c.Value, "boolean": c.Truth}[c.Type])
		}
		out = append(out, cells)
	}
	return out
}

// TestSameBytes: two exports of one site are equal byte for byte.
func TestSameBytes(t *testing.T) {
	one, two := exporter(t, "", awkward()), exporter(t, "", awkward())
	for _, set := range dataset.Of(one.site) {
		for _, format := range route.DataFormats {
			if written(t, one.Table(set), format) != written(t, two.Table(set), format) {
				t.Errorf("%s differs", route.DataPath(set.Name, format))
			}
		}
	}
}

// TestExplainingSheets: a spreadsheet explains each of its columns in every
// language and names each document that its rows cite.
func TestExplainingSheets(t *testing.T) {
	table := exporter(t, "", awkward()).table(t, "progress")
	f, err := excelize.OpenReader(strings.NewReader(written(t, table, "xlsx")))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got, want := f.GetSheetList(), []string{"Të dhënat · Podaci · Data", "Kolonat · Kolone · Columns", "Përshkrimi · Opis · About"}; !slices.Equal(got, want) {
		t.Fatalf("sheets: %q, want %q", got, want)
	}
	columns, _ := f.GetRows(f.GetSheetName(1))
	if len(columns) != len(table.Columns)+1 {
		t.Errorf("%d columns are explained, not %d", len(columns)-1, len(table.Columns))
	}
	if got, want := columns[4], "reported_on"; got[0] != want || got[4] != "The day on which the report was submitted" || len(got) != 5 {
		t.Errorf("explained: %q", got)
	}
	about, _ := f.GetRows(f.GetSheetName(2))
	last := about[len(about)-1]
	if last[0] != "doc" || last[3] != "Document" {
		t.Errorf("sources: %q", last)
	}
	props, err := f.GetDocProps()
	if err != nil || props.Creator != "" || props.LastModifiedBy != "" || props.Language != "sq" || props.Created != "2030-06-01T00:00:00Z" || props.Title == "" {
		t.Errorf("properties: %+v, %v", props, err)
	}
}

// TestEveryColumnHasWords: every edition says what each set and column holds.
func TestEveryColumnHasWords(t *testing.T) {
	x := exporter(t, "", nil)
	for _, lang := range x.plan.Langs {
		for _, set := range dataset.All() {
			for _, c := range set.Columns {
				for _, key := range []string{set.Title(), set.About(), set.Word(c), c.Type.Word()} {
					if !x.words.Printer(lang).Has(key) {
						t.Errorf("%s: nothing says %s", lang, key)
					}
				}
			}
		}
	}
}

// TestSmallCountsAreHidden: a count that could point to a person is in no file.
func TestSmallCountsAreHidden(t *testing.T) {
	x := exporter(t, "", awkward())
	for _, row := range fromCSV(t, x.table(t, "statistics"))[1:] {
		if row[5] == "2" {
			t.Errorf("a small figure has a row: %q", row)
		}
	}
	table := x.table(t, "progress")
	at := slices.Index(table.header(), "people_reached")
	var got []string
	for _, row := range fromCSV(t, table)[1:] {
		got = append(got, row[at])
	}
	if want := []string{"", "", "12"}; !slices.Equal(got, want) {
		t.Errorf("people reached: %q, want %q", got, want)
	}
}

func TestProgress(t *testing.T) {
	lines := fromCSV(t, exporter(t, "", awkward()).table(t, "progress"))
	cell := func(row int, column string) string { return lines[row+1][slices.Index(lines[0], column)] }
	for _, test := range []struct {
		row          int
		column, want string
	}{
		{0, "quarter", "2030-Q1"},
		{0, "activity", ""},
		{0, "words_en", "Words"},
		{0, "url_en", "https://example.org/en/institutions/zyra/"},
		{1, "basis", "report"},
		{1, "reported_on", "2030-04-03"},
		{1, "value", "1.10"},
		{1, "spent_eur", "0"},
		{1, "evidence", "doc"},
		{1, "source", ""},
		{1, "words_sq", "'=1 +1"},
		{1, "url_en", "https://example.org/en/plan/1.1.1/"},
		{2, "status", "done"},
		{2, "spent_eur", ""},
	} {
		if got := cell(test.row, test.column); got != test.want {
			t.Errorf("row %d, %s: %q, want %q", test.row, test.column, got, test.want)
		}
	}
	if len(lines) != 4 {
		t.Errorf("%d rows", len(lines)-1)
	}
}

// TestEmptySets: a set without rows is its header in every format.
func TestEmptySets(t *testing.T) {
	table := exporter(t, "", nil).table(t, "progress")
	for format, got := range map[string][][]string{"csv": fromCSV(t, table), "xlsx": fromXLSX(t, table), "ods": fromODS(t, table)} {
		if len(got) != 1 || !slices.Equal(got[0], table.header()) {
			t.Errorf("%s: %q", format, got)
		}
	}
	if got := written(t, table, "json"); got != "[]\n" {
		t.Errorf("JSON: %q", got)
	}
}

func TestRevisedFigure(t *testing.T) {
	lines := fromCSV(t, exporter(t, "", awkward()).table(t, "statistics"))
	at := slices.Index(lines[0], "revised")
	if got := lines[1][at : at+2]; got[0] != "2030-01-05=13.5>0012.50" || got[1] != "'=Arsye" {
		t.Errorf("revised: %q", got)
	}
}

func BenchmarkTable(b *testing.B) {
	x := exporter(b, "", awkward())
	table := x.table(b, "action-plan")
	for len(table.Rows) < 1000 {
		table.Rows = append(table.Rows, table.Rows...)
	}
	for _, format := range route.DataFormats {
		b.Run(format, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var out bytes.Buffer
				if err := table.Write(&out, format); err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(out.Len()))
			}
		})
	}
}
