package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/dataset"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

func written(t *testing.T, table *Table, format string) string {
	t.Helper()
	var b strings.Builder
	if err := table.Write(&b, format); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// small is a table with a column of each type.
func small(rows ...[]any) *Table {
	return &Table{
		Set: dataset.Set{Name: "small", Columns: []dataset.Column{
			{Name: "id", Type: dataset.String},
			{Name: "n", Type: dataset.Integer},
			{Name: "yes", Type: dataset.Boolean},
			{Name: "list", Type: dataset.List},
			{Name: "title", Type: dataset.Words, Langs: true},
		}},
		Rows: rows, langs: []string{"sq", "en"},
	}
}

const header = "\uFEFFid,n,yes,list,title_sq,title_en\r\n"

func TestCSV(t *testing.T) {
	for _, test := range []struct {
		name string
		row  []any
		want string
	}{
		{"each type", []any{"a", 12, true, []string{"x", "y"}, model.Text{"sq": "Një", "en": "One"}}, "a,12,true,x;y,Një,One\r\n"},
		{"what is not known", []any{"", nil, nil, []string{}, model.Text{}}, ",,,,,\r\n"},
		{"no words at all", []any{"a", 0, false, nil, nil}, "a,0,false,,,\r\n"},
		{"RFC 4180", []any{`a,"b"`, 1, false, nil, nil}, "\"a,\"\"b\"\"\",1,false,,,\r\n"},
		{"white space collapses, so a cell has no line end", []any{" a\r\nb\t c ", 1, false, nil, nil}, "a b c,1,false,,,\r\n"},
		{"a negative number is no formula", []any{"a", -1, false, nil, nil}, "a,-1,false,,,\r\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := written(t, small(test.row), "csv"); got != header+test.want {
				t.Errorf("got  %q\nwant %q", got, header+test.want)
			}
		})
	}
}

func TestJSON(t *testing.T) {
	for _, test := range []struct {
		name string
		row  []any
		want string
	}{
		{
			"each type",
			[]any{"a", 12, true, []string{"x", "y"}, model.Text{"sq": "Një", "en": "One"}},
			`{"id": "a", "n": 12, "yes": true, "list": ["x", "y"], "title": {"sq": "Një", "en": "One"}}`,
		},
		{
			"what is not known is null, an empty list is []",
			[]any{"", nil, nil, []string{}, model.Text{"sq": "Një"}},
			`{"id": null, "n": null, "yes": null, "list": [], "title": {"sq": "Një", "en": null}}`,
		},
		{"nought and false are known", []any{"a", 0, false, []string{}, nil}, `{"id": "a", "n": 0, "yes": false, "list": [], "title": {"sq": null, "en": null}}`},
		{
			"signs stay as they are",
			[]any{"<&> \"\\ \u2028", 1, false, []string{}, nil},
			`{"id": "<&> \"\\`, // the rest depends on how U+2028 is written
		},
		{"a formula is text", []any{"=1+1", 1, false, []string{}, nil}, `{"id": "=1+1", "n": 1, "yes": false, "list": [], "title": {"sq": null, "en": null}}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := written(t, small(test.row), "json")
			if !strings.HasPrefix(got, "[\n"+test.want) || !json.Valid([]byte(got)) {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestEmptySet(t *testing.T) {
	if got := written(t, small(), "csv"); got != header {
		t.Errorf("CSV: got %q, want its header", got)
	}
	if got := written(t, small(), "json"); got != "[]\n" {
		t.Errorf("JSON: got %q", got)
	}
}

func TestUnknownFormatIsAnError(t *testing.T) {
	if err := small().Write(&bytes.Buffer{}, "pdf"); err == nil {
		t.Error("no error")
	}
}

// TestGuard: a cell that a spreadsheet would run gets an apostrophe, a number or
// a telephone number does not.
func TestGuard(t *testing.T) {
	for cell, want := range map[string]string{
		"=1+1": "'=1+1", "@SUM(A1)": "'@SUM(A1)", "+cmd|' /C calc'!A0": "'+cmd|' /C calc'!A0", "-2+3+cmd": "'-2+3+cmd",
		"=": "'=", "-": "'-", "+": "'+", "--1": "'--1", "-ë": "'-ë", "+383 (38)": "'+383 (38)", "-1;=2": "'-1;=2",
		"-1": "-1", "+5.25": "+5.25", "+383 38 123 456": "+383 38 123 456", "-1 234": "-1 234",
		"": "", "a=1": "a=1", "2015": "2015", "'=1": "'=1",
	} {
		if got := guard(cell); got != want {
			t.Errorf("%q becomes %q, want %q", cell, got, want)
		}
	}
}

func TestGuardIsAppliedToEveryKindOfCell(t *testing.T) {
	got := written(t, small([]any{"=a", 1, true, []string{"=b", "c"}, model.Text{"sq": "=d", "en": "\t=e"}}), "csv")
	if want := header + "'=a,1,true,'=b;c,'=d,'=e\r\n"; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// exporter is that of the base site, with changed files.
func exporter(t testing.TB, base string, changed map[string]string) *Exporter {
	t.Helper()
	folder := testsite.New(t)
	for name, text := range changed {
		folder[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	return exporterOf(t, base, folder)
}

// exporterOf is that of a site folder without faults.
func exporterOf(t testing.TB, base string, folder fs.FS) *Exporter {
	t.Helper()
	loaded, found, err := load.Site(folder)
	if err != nil || len(found) > 0 {
		t.Fatal(err, found)
	}
	plan, found := route.New(loaded.Site, loaded.Site.Newest())
	if len(found) > 0 {
		t.Fatal(found)
	}
	words, found := locale.New(loaded.Languages, loaded.Words)
	if len(found) > 0 {
		t.Fatal(found)
	}
	return New(loaded.Site, plan, base, words, loaded.Site.Newest())
}

// table is the set with a name.
func (x *Exporter) table(t testing.TB, name string) *Table {
	t.Helper()
	set, ok := dataset.Named(name)
	if !ok {
		t.Fatal("no set", name)
	}
	return x.Table(set)
}

// hostileActivity has what may break a table.
const hostileActivity = `objective: "1.1"
lead: [zyra, shkolla]
deadline: "2031/2033"
title: {sq: "=HYPERLINK(\"x\")", sr: "a, \"b\"; c", en: "<b> & 'c'"}
note: {sq: "Një\n\n  dy", sr: Dva, en: Two}
source: {id: doc, at: "-5"}
`

// flattened are the cells that a JSON object stands for.
func flattened(t *testing.T, table *Table, object map[string]any) []string {
	t.Helper()
	var out []string
	for _, c := range table.Columns {
		value, ok := object[c.Name]
		if !ok {
			t.Fatalf("JSON has no %s", c.Name)
		}
		switch v := value.(type) {
		case nil:
			out = append(out, "")
		case string:
			out = append(out, v)
		case json.Number:
			out = append(out, v.String())
		case bool:
			out = append(out, strconv.FormatBool(v))
		case []any:
			var parts []string
			for _, p := range v {
				parts = append(parts, p.(string))
			}
			out = append(out, strings.Join(parts, ";"))
		case map[string]any:
			for _, lang := range table.langs {
				text, _ := v[lang].(string)
				out = append(out, text)
			}
		}
	}
	return out
}

// TestContract: programs read these columns in this order; others may follow.
func TestContract(t *testing.T) {
	x := exporter(t, "", nil)
	for set, want := range map[string]string{
		"action-plan": `code strategic_objective specific_objective plan_objective title_sq title_sr title_en
			expected_result_sq expected_result_sr expected_result_en indicator_sq indicator_sr indicator_en verification_sq verification_sr verification_en
			lead support deadline start_year end_year continuous status url_sq url_sr url_en`,
		"institutions": "id abbreviation name_sq name_sr name_en role_sq role_sr role_en activities_lead activities_support",
	} {
		fields := strings.Fields(want)
		if got := x.table(t, set).header(); len(got) < len(fields) || !slices.Equal(got[:len(fields)], fields) {
			t.Errorf("%s: got %q", set, got)
		}
	}
}

func TestActionPlan(t *testing.T) {
	x := exporter(t, "/staging", map[string]string{
		"data/activities/1.1.3.yaml":      strings.Replace(hostileActivity, "2031/2033", "2031-Q4", 1),
		"data/progress/2030-q1/zyra.yaml": "activities:\n  - {activity: 1.1.1, status: in_progress}\nsource: {id: doc, at: V}\n",
		"data/progress/2030-q2/zyra.yaml": "activities:\n  - {activity: 1.1.1, status: done}\nsource: {id: doc, at: V}\n",
	})
	table := x.table(t, "action-plan")
	cell := func(row int, column string) string {
		i := slices.Index(table.header(), column)
		lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(written(t, table, "csv"), "\uFEFF"))).ReadAll()
		if err != nil || i < 0 {
			t.Fatal(err, column)
		}
		return lines[row+1][i]
	}
	for _, test := range []struct {
		row          int
		column, want string
	}{
		{0, "code", "1.1.1"},
		{0, "strategic_objective", "1"},
		{0, "specific_objective", "1.1"},
		{0, "plan_objective", "1.1"},
		{0, "deadline", "2031"},
		{0, "start_year", "2031"},
		{0, "end_year", "2031"},
		{0, "continuous", "false"},
		{0, "status", "done"},
		{0, "url_sr", "https://example.org/staging/sr/plan/1.1.1/"},
		{1, "deadline", "continuous"},
		{1, "start_year", ""},
		{1, "end_year", ""},
		{1, "continuous", "true"},
		{1, "status", ""},
		{1, "support", ""},
		{2, "deadline", "2031-Q4"},
		{2, "lead", "zyra;shkolla"},
		{2, "title_sq", `'=HYPERLINK("x")`},
		{2, "note_sq", "Një dy"},
		{2, "location", "-5"},
	} {
		if got := cell(test.row, test.column); got != test.want {
			t.Errorf("row %d, %s: %q, want %q", test.row, test.column, got, test.want)
		}
	}
}
