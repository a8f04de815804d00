package form

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"
	"golang.org/x/tools/txtar"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// overlay are a second institution that leads something, another source and what
// was reported a quarter earlier.
const overlay = `-- data/activities/1.1.10.yaml --
objective: "1.1"
lead: [shkolla, zyra]
deadline: "2032"
title: {sq: Aktiviteti i dhjetë, sr: Deseta aktivnost, en: Tenth activity}
indicator: {sq: Treguesi, sr: Pokazatelj, en: Indicator}
source: {id: doc, at: III}
-- data/activities/1.1.3.yaml --
objective: "1.1"
lead: [shkolla]
deadline: "2032-Q4"
title: {sq: Aktiviteti i tretë, sr: Treća aktivnost, en: Third activity}
source: {id: doc, at: III}
-- data/sources/plan-2030.yaml --
title: {sq: "Plani – i ri", sr: Plan, en: The plan}
-- data/progress/2030-q1/zyra.yaml --
activities:
  - activity: "1.1.1"
    status: not_started
`

// site is the small site with records laid over it: path, text, path, text …
// Pages and layouts are left out, which nothing here needs.
func site(t testing.TB, records ...string) (*model.Site, *locale.Set) {
	t.Helper()
	files := txtar.Parse([]byte(overlay)).Files
	for i := 0; i < len(records); i += 2 {
		files = append(files, txtar.File{Name: records[i], Data: []byte(records[i+1])})
	}
	whole, folder := testsite.New(t, files...), fstest.MapFS{}
	for name, f := range whole {
		if strings.HasPrefix(name, "data/") || strings.HasPrefix(name, "i18n/") {
			folder[name] = f
		}
	}
	return loadSite(t, folder)
}

func loadSite(t testing.TB, folder fs.FS) (*model.Site, *locale.Set) {
	t.Helper()
	loaded, found, err := load.Site(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range found {
		if strings.HasPrefix(d.Pos.File, "data/progress/") {
			t.Fatalf("the record is faulty: %v", d)
		}
	}
	words, _ := locale.New(loaded.Languages, loaded.Words)
	return loaded.Site, words
}

const target = "data/progress/2030-q2/zyra.yaml"

var langs = []string{"sq", "sr", "en"}

func made(t testing.TB, s *model.Site, words *locale.Set, lang string) []byte {
	t.Helper()
	o, err := NewOrder(s, "2030-q2", "zyra", lang, model.Date{Year: 2030, Month: 7, Day: 1})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := New(&b, s, words, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// filled is a form with values put into cells: sheet!cell, value …
func filled(t testing.TB, form []byte, cells ...any) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(form))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i := 0; i < len(cells); i += 2 {
		sheet, cell, _ := strings.Cut(cells[i].(string), "!")
		switch v := cells[i+1].(type) {
		case func(*excelize.File, string, string) error:
			err = v(f, sheet, cell)
		default:
			err = f.SetCellValue(sheet, cell, v)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// formula puts a formula into a cell.
func formula(text string) func(*excelize.File, string, string) error {
	return func(f *excelize.File, sheet, cell string) error {
		if err := f.SetCellValue(sheet, cell, 12); err != nil {
			return err
		}
		return f.SetCellFormula(sheet, cell, text)
	}
}

// shownAs puts a number into a cell and shows it in a built-in format.
func shownAs(number float64, format int) func(*excelize.File, string, string) error {
	return func(f *excelize.File, sheet, cell string) error {
		style, err := f.NewStyle(&excelize.Style{NumFmt: format})
		if err == nil {
			err = f.SetCellStyle(sheet, cell, cell, style)
		}
		if err == nil {
			err = f.SetCellFloat(sheet, cell, number, -1, 64)
		}
		return err
	}
}

func told(found []diag.Diagnostic) []string {
	var out []string
	for _, d := range found {
		out = append(out, d.Pos.Sheet+"!"+d.Pos.Cell()+" "+d.Code)
	}
	return out
}

// record is what a form makes, as its file.
func record(t testing.TB, s *model.Site, words *locale.Set, form []byte) string {
	t.Helper()
	r, found := Read(s, words, "f.xlsx", form)
	if len(found) > 0 {
		t.Fatalf("the form is refused: %v", found)
	}
	if r.Path() != target {
		t.Fatalf("it goes to %s", r.Path())
	}
	return string(load.WriteProgress(r.Record, langs))
}

const filledIn = `reported_on: 2030-07-05
activities:
  - activity: "1.1.1"
    status: in_progress
    indicator:
      sq: takime
    value: "12.5"
    people_reached: 0
    spent_eur: "1200.50"
    words:
      sq: U mbajtën dy takime.
    evidence:
      - {id: doc, at: "f. 3"}
  - activity: "1.1.10"
    status: done
    evidence:
      - {id: plan-2030, at: "1/2"}
      - {id: doc}
words:
  sq: "Gjithçka: mirë."
`

// An officer's answers, as they are typed in Albanian.
func answers() []any {
	return []any{
		"Aktivitetet!G2", "Në  ZBATIM", "Aktivitetet!H2", 12.5, "Aktivitetet!I2", "takime", "Aktivitetet!J2", 0,
		"Aktivitetet!K2", "1.200,50", "Aktivitetet!L2", "U mba\u00ADjtën\r\ndy\u00A0takime.", "Aktivitetet!G4", "përfunduar",
		"Dëshmitë!A2", "1.1.10", "Dëshmitë!B2", "plan-2030 – Plani – i ri", "Dëshmitë!C2", "1/2",
		"Dëshmitë!A5", "1.1.1", "Dëshmitë!B5", "doc – Dokumenti", "Dëshmitë!C5", "f. 3",
		"Dëshmitë!A3", "1.1.10", "Dëshmitë!B3", "doc",
		"Raporti!A2", "5.7.2030", "Raporti!B2", "Gjithçka: mirë.",
	}
}

// A form that is filled in makes the record, whatever the order of its rows and
// whatever came along when words were pasted; an empty row is not reported.
func TestReadMakesTheRecord(t *testing.T) {
	s, words := site(t)
	if got := record(t, s, words, filled(t, made(t, s, words, "sq"), answers()...)); got != filledIn {
		t.Errorf("got\n%s\nwant\n%s", got, filledIn)
	}
}

// A row counts by its code, wherever it stands; one that was taken out was not
// reported.
func TestRowsCountByTheirCode(t *testing.T) {
	s, words := site(t)
	form := filled(t, made(t, s, words, "sq"), "Aktivitetet!A2", "1.1.10", "Aktivitetet!A3", "", "Aktivitetet!A4", "1.1.1",
		"Aktivitetet!G2", "anuluar", "Aktivitetet!G4", "përfunduar")
	want := "activities:\n  - activity: \"1.1.1\"\n    status: done\n  - activity: \"1.1.10\"\n    status: cancelled\n"
	if got := record(t, s, words, form); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Each fault is told at its cell; all are told at once.
func TestReadTellsEachFaultAtItsCell(t *testing.T) {
	s, words := site(t)
	form := made(t, s, words, "sq")
	for name, test := range map[string]struct {
		cells []any
		want  []string
	}{
		"an unknown status":               {[]any{"Aktivitetet!G2", "pothuajse"}, []string{"Aktivitetet!G2 form-status"}},
		"answers without a status":        {[]any{"Aktivitetet!L2", "x"}, []string{"Aktivitetet!G2 form-status-missing"}},
		"evidence without a status":       {[]any{"Dëshmitë!A2", "1.1.2", "Dëshmitë!B2", "doc", "Aktivitetet!G2", "anuluar"}, []string{"Dëshmitë!A2 form-status-missing"}},
		"evidence without a document":     {[]any{"Dëshmitë!A2", "1.1.1", "Aktivitetet!G2", "anuluar"}, []string{"Dëshmitë!B2 form-evidence"}},
		"evidence without an activity":    {[]any{"Dëshmitë!B2", "doc", "Aktivitetet!G2", "anuluar"}, []string{"Dëshmitë!A2 form-evidence"}},
		"an unknown document":             {[]any{"Dëshmitë!A2", "1.1.1", "Dëshmitë!B2", "Raporti ynë", "Aktivitetet!G2", "anuluar"}, []string{"Dëshmitë!B2 source-unknown"}},
		"no number":                       {[]any{"Aktivitetet!G2", "anuluar", "Aktivitetet!J2", "rreth 30"}, []string{"Aktivitetet!J2 form-number"}},
		"a fraction of people":            {[]any{"Aktivitetet!G2", "anuluar", "Aktivitetet!J2", 1.5}, []string{"Aktivitetet!J2 form-number"}},
		"fewer people than none":          {[]any{"Aktivitetet!G2", "anuluar", "Aktivitetet!J2", -1}, []string{"Aktivitetet!J2 form-number"}},
		"money below nothing":             {[]any{"Aktivitetet!G2", "anuluar", "Aktivitetet!K2", "-3"}, []string{"Aktivitetet!K2 form-number"}},
		"a date where a number was typed": {[]any{"Aktivitetet!G2", "anuluar", "Aktivitetet!H2", shownAs(43831, 14)}, []string{"Aktivitetet!H2 form-number"}},
		"a share":                         {[]any{"Aktivitetet!G2", "anuluar", "Aktivitetet!H2", shownAs(0.45, 9)}, []string{"Aktivitetet!H2 form-number"}},
		"true":                            {[]any{"Aktivitetet!G2", "anuluar", "Aktivitetet!H2", true}, []string{"Aktivitetet!H2 form-number"}},
		"a number that could be two":      {[]any{"Aktivitetet!G2", "anuluar", "Aktivitetet!K2", "1.200"}, []string{"Aktivitetet!K2 form-number-ambiguous"}},
		"a formula":                       {[]any{"Aktivitetet!G2", "anuluar", "Aktivitetet!K2", formula("SUM(K3:K9)")}, []string{"Aktivitetet!K2 form-formula"}},
		"a formula for words":             {[]any{"Aktivitetet!G2", "anuluar", "Aktivitetet!L2", formula(`"a"&"b"`)}, []string{"Aktivitetet!L2 form-formula"}},
		"a date among words":              {[]any{"Aktivitetet!G2", "anuluar", "Aktivitetet!L2", shownAs(43831, 14)}, []string{"Aktivitetet!L2 form-cell"}},
		"a hidden character":              {[]any{"Aktivitetet!G2", "anuluar", "Aktivitetet!L2", "a\u202Eb"}, []string{"Aktivitetet!L2 control-character"}},
		"an unknown activity":             {[]any{"Aktivitetet!A2", "9.9.9", "Aktivitetet!G2", "anuluar"}, []string{"Aktivitetet!A2 activity-unknown"}},
		"another's activity":              {[]any{"Aktivitetet!A2", "1.1.3", "Aktivitetet!G2", "anuluar"}, []string{"Aktivitetet!A2 progress-not-lead"}},
		"a row twice":                     {[]any{"Aktivitetet!A3", "1.1.1", "Aktivitetet!G2", "anuluar"}, []string{"Aktivitetet!A3 form-row-duplicate"}},
		"answers to nothing":              {[]any{"Aktivitetet!G60", "anuluar"}, []string{"Aktivitetet!A60 form-code-missing"}},
		"a moved column":                  {[]any{"Aktivitetet!H1", "Njerëz të përfshirë"}, []string{"Aktivitetet!H1 form-changed"}},
		"no date":                         {[]any{"Aktivitetet!G2", "anuluar", "Raporti!A2", "31.6.2030"}, []string{"Raporti!A2 form-date"}},
		"two reports":                     {[]any{"Aktivitetet!G2", "anuluar", "Raporti!B2", "a", "Raporti!B4", "b"}, []string{"Raporti!A4 form-row-duplicate"}},
		"nothing":                         {nil, []string{"! form-empty"}},
		"nothing but a date":              {[]any{"Raporti!A2", "5.7.2030"}, []string{"! form-empty"}},
		"another version":                 {[]any{"portal-form!B1", "2"}, []string{"! form-version"}},
		"an institution that is not":      {[]any{"portal-form!B3", "zyrra"}, []string{"! institution-unknown"}},
		"a quarter that is none":          {[]any{"portal-form!B2", "2030"}, []string{"! form-file"}},
		"a status that nobody knows":      {[]any{"portal-form!B10", "ready", "Aktivitetet!G2", "përfunduar"}, []string{"Aktivitetet!G2 form-status"}},
		"no facts":                        {[]any{"portal-form!A1", ""}, []string{"! form-file"}},
		"several at once":                 {[]any{"Aktivitetet!G2", "x", "Aktivitetet!J2", "y", "Raporti!A2", "z"}, []string{"Aktivitetet!G2 form-status", "Aktivitetet!J2 form-number", "Raporti!A2 form-date"}},
	} {
		t.Run(name, func(t *testing.T) {
			r, found := Read(s, words, "f.xlsx", filled(t, form, test.cells...))
			if r != nil || !slices.Equal(told(found), test.want) {
				t.Errorf("got %q, want %q", told(found), test.want)
			}
		})
	}
}

// A file that is no form is refused with the reason.
func TestReadRefusesWhatIsNoForm(t *testing.T) {
	s, words := site(t)
	form := made(t, s, words, "sq")
	var other bytes.Buffer
	f := excelize.NewFile()
	if err := f.Write(&other); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		data   []byte
		reason string
	}{
		"nothing":          {nil, "other"},
		"text":             {[]byte("code;status\n"), "other"},
		"half of it":       {form[:len(form)/2], "broken"},
		"a password":       {append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")...), "encrypted"},
		"an old workbook":  {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 Workbook"), "format"},
		"another workbook": {other.Bytes(), "stranger"},
		"too large":        {make([]byte, 5<<20), "large"},
		"two sheets alike": {withPart(t, form, "xl/workbook.xml", bytes.Replace(part(t, form, "xl/workbook.xml"), []byte(`name="Dëshmitë"`), []byte(`name="aktivitetet"`), 1)), "broken"},
	} {
		r, found := Read(s, words, "f.xlsx", test.data)
		if r != nil || len(found) != 1 || found[0].Code != "form-file" || found[0].Args["reason"] != test.reason {
			t.Errorf("%s: %v", name, found)
		}
	}
}

// part is one part of a workbook.
func part(t *testing.T, book []byte, name string) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	text, err := fs.ReadFile(r, name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// Numbers are read as people type them in the form's language, and never guessed.
func TestNumbers(t *testing.T) {
	_, words := site(t)
	for _, test := range []struct{ lang, text, want, other string }{
		{"sq", "1200", "1200", ""},
		{"sq", "1 200", "1200", ""},
		{"sq", "1 200,50", "1200.50", ""},
		{"sq", "1.200,50", "1200.50", ""},
		{"sq", "1,200.50", "1200.50", ""},
		{"sq", "1.200.000", "1200000", ""},
		{"sq", "12,5", "12.5", ""},
		{"sq", "12.5", "12.5", ""},
		{"sq", "0,125", "0.125", ""},
		{"sq", "1200,125", "1200.125", ""},
		{"sq", "−3", "-3", ""},
		{"sq", "007", "7", ""},
		{"sq", "1.200", "1200", "1,2"},
		{"sq", "1,200", "1200", "1,2"},
		{"sr", "1.200", "1200", ""},
		{"sr", "1,200", "1200", "1,2"},
		{"en", "1,200", "1200", ""},
		{"en", "1.200", "1200", "1.2"},
		{"en", "1.000", "1000", "1.0"},
		{"sq", "12 5", "", ""},
		{"sq", "1.20.300", "", ""},
		{"sq", "1 200 €", "", ""},
		{"sq", "1e3", "", ""},
		{"sq", ",5", "", ""},
		{"sq", "5,", "", ""},
		{"sq", "-", "", ""},
		{"sq", "٣", "", ""},
	} {
		if got, other := numbersOf(words.Printer(test.lang)).read(test.text); got != test.want || other != test.other {
			t.Errorf("%s %q: %q or %q, want %q or %q", test.lang, test.text, got, other, test.want, test.other)
		}
	}
}

// What is in the folder comes back byte for byte: record → form → record. In a
// language that lacks some of the words too: nothing of the others is lost.
func TestRoundTripLosesNothing(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 2030))
	rounds := 15
	if testing.Short() {
		rounds = 3 // under the race detector: nothing here runs beside anything else
	}
	for range rounds {
		want := string(load.WriteProgress(anyProgress(random), langs))
		s, words := site(t, target, want)
		for _, lang := range langs {
			if got := record(t, s, words, made(t, s, words, lang)); got != want {
				t.Fatalf("%s: got\n%s\nwant\n%s", lang, got, want)
			}
		}
	}
}

// anyProgress is a record with awkward values.
func anyProgress(r *rand.Rand) *model.Progress {
	p := &model.Progress{Words: anyText(r)}
	if r.IntN(2) == 0 {
		p.ReportedOn = model.Date{Year: 2030, Month: 4 + r.IntN(8), Day: 1 + r.IntN(28)}
	}
	if r.IntN(3) == 0 {
		p.Source = &model.Cite{ID: "doc", At: "IV"}
		p.TranslatedFrom = model.Origin{"sr": "0123456789abcdef"}
	}
	codes := []string{"1.1.1", "1.1.2", "1.1.10"}
	if r.IntN(2) == 0 {
		slices.Reverse(codes) // an editor's order stays
	}
	for _, code := range codes {
		if r.IntN(4) == 0 && len(p.Words) > 0 {
			continue
		}
		line := model.ActivityProgress{
			Activity: code, Status: model.Status(pick(r, model.Status("").Values())), Indicator: anyText(r), Words: anyText(r),
			Value: model.Decimal(pick(r, []string{"", "0", "-1.50", "12.50", "1.200", "1200", "123456789012345678.25"})),
			Spent: model.Decimal(pick(r, []string{"", "0", "0.10", "99999999.99", "007"})),
		}
		if n := r.IntN(4); n > 0 {
			reached := (n - 1) * 1234
			line.Reached = &reached
		}
		for range r.IntN(3) {
			line.Evidence = append(line.Evidence, model.Cite{ID: pick(r, []string{"doc", "plan-2030"}), At: pick(r, []string{"", "III", "1/2", "f. 3–4, „x“"})})
		}
		p.Activities = append(p.Activities, line)
	}
	return p
}

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

func anyText(r *rand.Rand) model.Text {
	out := model.Text{}
	for _, lang := range langs {
		if r.IntN(2) == 0 {
			out[lang] = pick(r, []string{
				"U mbajtën ë Ç dy takime.", "=1+1", "+383 38", "-5", "@x", "'x", `"x"`, "č: #5 & <b>", "yes", "0800", "1.10", "2030-07-01", "null", "_x0041_x0042_",
				"{a: b}", "- x", "! x", "%", "a\nb", "a–b", "😀", strings.Repeat("gjatë ", 900) + "fund",
			})
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// The words of other languages stay when a form changes its own; a statement that
// is taken back goes in every language.
func TestReadKeepsOtherLanguages(t *testing.T) {
	before := `activities:
  - activity: "1.1.1"
    status: in_progress
    words:
      sq: Një.
      sr: Jedan.
words:
  sq: Dy.
  sr: Dva.
translated_from: {sr: "0123456789abcdef"}
`
	s, words := site(t, target, before)
	form := made(t, s, words, "sq")
	changed := strings.Replace(before, "Një.", "Tre.", 1)
	if got := record(t, s, words, filled(t, form, "Aktivitetet!L2", "Tre.")); got != changed {
		t.Errorf("changed: got\n%s\nwant\n%s", got, changed)
	}
	gone := strings.Replace(before, "words:\n  sq: Dy.\n  sr: Dva.\n", "", 1)
	if got := record(t, s, words, filled(t, form, "Raporti!B2", " ")); got != gone {
		t.Errorf("taken back: got\n%s\nwant\n%s", got, gone)
	}
}

// A record that begins in another language says so.
func TestReadSaysTheLanguageOfWords(t *testing.T) {
	s, words := site(t)
	got := record(t, s, words, filled(t, made(t, s, words, "sr"), "Aktivnosti!G2", "završeno", "Aktivnosti!K2", "1.200"))
	want := "activities:\n  - activity: \"1.1.1\"\n    status: done\n    spent_eur: \"1200\"\nsource_language: sr\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// A fault that only the whole folder shows comes back to the cell it is about.
func TestPlaceFindsTheCell(t *testing.T) {
	s, words := site(t)
	r, found := Read(s, words, "f.xlsx", filled(t, made(t, s, words, "sq"), answers()...))
	if len(found) > 0 {
		t.Fatal(found)
	}
	after, _ := site(t, target, filledIn)
	stored := after.Progress.Get("2030-q2/zyra")
	for path, want := range map[string]string{
		"reported_on": "Raporti!A2", "words": "Raporti!B2", "words.sq": "Raporti!B2", "activities[0].status": "Aktivitetet!G2",
		"activities[0].words.sq": "Aktivitetet!L2", "activities[0].words": "Aktivitetet!L2", "activities[1].status": "Aktivitetet!G4",
		"activities[1]": "Aktivitetet!A4", "activities[0].evidence[0].at": "Dëshmitë!C5", "activities[1].evidence[0].id": "Dëshmitë!B2", "": "!",
	} {
		at := stored.At(path)
		at.Col += min(len(path), 1) // somewhere within the value
		if got := r.Place(stored, diag.NewError("x", at)).Pos; got.Sheet+"!"+got.Cell() != want {
			t.Errorf("%s: %s!%s, want %s", path, got.Sheet, got.Cell(), want)
		}
	}
}

// An editor who asks for a form that cannot be is told why.
func TestNewOrderRefuses(t *testing.T) {
	s, _ := site(t)
	for _, test := range []struct{ quarter, institution, want string }{
		{"2030", "zyra", "usage-quarter"},
		{"2030-q1", "zyrra", "usage-institution-near"},
		{"2030-q1", "q", "usage-institution"},
		{"2040-q1", "zyra", "usage-quarter-outside"},
		{"2029-q4", "zyra", "usage-quarter-outside"},
		{"2030-q4", "zyra", "usage-quarter-early"},
		{"2030-Q3", "zyra", ""},
	} {
		_, err := NewOrder(s, test.quarter, test.institution, "sq", model.Date{Year: 2030, Month: 7, Day: 1})
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s %s: %q, want %q", test.quarter, test.institution, got, test.want)
		}
	}
	if o, _ := NewOrder(s, "2030-q1", "zyra", "de", model.Date{Year: 2030, Month: 7, Day: 1}); o.Language != "sq" {
		t.Errorf("a language that the site does not have became %s", o.Language)
	}
}

// The same form gives the same bytes.
func TestFormIsReproducible(t *testing.T) {
	s, words := site(t, target, filledIn)
	if !bytes.Equal(made(t, s, words, "sr"), made(t, s, words, "sr")) {
		t.Error("two forms differ")
	}
}

// Every form of the real site can be made, in each language: no text is too long
// for what a spreadsheet takes.
func TestRealForms(t *testing.T) {
	s, words := loadSite(t, os.DirFS(testsite.Repository()))
	made := 0
	for _, i := range s.Institutions.All {
		for _, lang := range langs {
			o, err := NewOrder(s, "2019-q4", i.ID, lang, model.Date{Year: 2026, Month: 11, Day: 22})
			if err != nil {
				continue
			}
			if err := New(&bytes.Buffer{}, s, words, o); err != nil {
				t.Errorf("%s %s: %v", i.ID, lang, err)
			}
			made++
		}
		if made > 6 {
			break // the texts told about columns are the same in all of them
		}
	}
	if made == 0 {
		t.Error("no institution of the real site leads anything")
	}
}

// A word of i18n/ that no form asks for would be translated in vain; render's
// test of the same name leaves these out.
func TestFormWordsAreUsed(t *testing.T) {
	asked := map[string]bool{}
	for _, file := range []string{"form.go"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`"(form-[a-z-]+)"`).FindAllStringSubmatch(string(text), -1) {
			asked[m[1]] = true
		}
	}
	text, err := os.ReadFile(filepath.Join(testsite.Repository(), "i18n/en.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^(form-[a-z-]+):`).FindAllStringSubmatch(string(text), -1) {
		if !asked[m[1]] {
			t.Errorf("i18n/: no form asks for %s", m[1])
		}
	}
}
