package form

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/spreadsheet"
)

// Report is what a form that came back says.
type Report struct {
	File   string          // the form's, as the editor named it
	Record *model.Progress // with all that the folder has and a form cannot hold
	cells  map[string]diag.Pos
}

// ID is the record's id.
func (r *Report) ID() string { return r.Record.Quarter.ID() + "/" + r.Record.Institution }

// Path is where the record stands in the site folder.
func (r *Report) Path() string { return "data/progress/" + r.ID() + ".yaml" }

// Read reads a form that came back. With diagnostics there is no report: a form
// is taken as a whole or not at all. file is how the editor named it.
func Read(site *model.Site, words *locale.Set, file string, data []byte) (*Report, []diag.Diagnostic) {
	book, err := spreadsheet.ReadFilled(data)
	if err != nil {
		reason := spreadsheet.ReasonBroken
		var unreadable spreadsheet.Unreadable
		if errors.As(err, &unreadable) {
			reason = unreadable.Reason
		}
		return nil, []diag.Diagnostic{diag.NewError("form-file", diag.Pos{File: file}, "reason", reason)}
	}
	r := &reader{site: site, words: words, book: book, report: Report{File: file, cells: map[string]diag.Pos{}}}
	if r.facts() {
		r.fill()
	}
	if len(r.found) > 0 {
		return nil, diag.Sort(r.found)
	}
	return &r.report, nil
}

// reader carries one form.
type reader struct {
	site   *model.Site
	words  *locale.Set
	book   *spreadsheet.Filled
	report Report
	found  []diag.Diagnostic

	signed   *table // the hidden sheet
	lang     string
	numbers  numbers
	statuses map[string]model.Status // by the folded word
	known    *model.Progress         // what the folder has, nil when nothing
}

// maxFaults is how many faults of one form are told; nobody repairs more before
// the next run.
const maxFaults = 100

func (r *reader) wrong(d diag.Diagnostic) {
	if len(r.found) < maxFaults {
		r.found = append(r.found, d)
	}
}

func (r *reader) fault(code string, at diag.Pos, args ...string) {
	r.wrong(diag.NewError(code, at, args...))
}

// facts reads the hidden sheet; false when the form cannot be read without it.
func (r *reader) facts() bool {
	file := diag.Pos{File: r.report.File}
	i := slices.IndexFunc(r.book.Sheets, func(s spreadsheet.FilledSheet) bool {
		return len(s.Cells) > 0 && s.Cells[0].Row == 1 && s.Cells[0].Text == signature
	})
	if i < 0 {
		r.fault("form-file", file, "reason", "stranger")
		return false
	}
	r.signed = readTable(r.report.File, &r.book.Sheets[i], nil)
	if v := r.signed.head(2); v != version {
		r.fault("form-version", file, "version", v, "want", version)
		return false
	}
	p := &model.Progress{}
	r.report.Record = p
	r.statuses = map[string]model.Status{}
	for _, row := range r.signed.rows[1:] {
		switch row.text(1) {
		case factQuarter:
			p.Quarter, _ = model.ParseQuarter(row.text(2))
		case factInstitution:
			p.Institution = row.text(2)
		case factLanguage:
			r.lang = row.text(2)
		case listStatus:
			r.statuses[fold(row.text(3))] = model.Status(row.text(2))
		}
	}
	if r.site.Institutions.Get(p.Institution) == nil && p.Institution != "" {
		r.wrong(load.Unknown(r.site, model.Ref{Kind: model.KindInstitution, ID: p.Institution, Pos: file}))
		return false
	}
	spoken := slices.ContainsFunc(r.site.Config.Editions(), func(l model.Language) bool { return l.ID == r.lang })
	if p.Quarter == (model.Quarter{}) || p.Institution == "" || !spoken || len(r.statuses) == 0 {
		r.fault("form-file", file, "reason", "changed")
		return false
	}
	r.numbers = numbersOf(r.words.Printer(r.lang))
	if k := r.site.Progress.Get(r.report.ID()); k != nil && k.IsReport() {
		r.known = k
		p.Basis, p.Source, p.Translated = k.Basis, k.Source, k.Translated
	} else if r.lang != r.site.Config.Source() {
		p.SourceLanguage = r.lang
	}
	return true
}

// fill reads the tables.
func (r *reader) fill() {
	activities, evidence, general := r.table(tableNames[0], colWords), r.table(tableNames[1], colPlace), r.table(tableNames[2], colGeneral)
	if activities == nil || evidence == nil || general == nil {
		return
	}
	r.activities(activities)
	r.evidence(evidence)
	r.general(general)
	p := r.report.Record
	if len(r.found) == 0 && len(p.Activities) == 0 && len(p.Words) == 0 {
		r.fault("form-empty", diag.Pos{File: r.report.File})
	}
}

// table is one of the form's tables; nil, told, when it or one of its columns is
// no longer where it was.
func (r *reader) table(name string, columns int) *table {
	sheet, heads := r.heads(name)
	file := diag.Pos{File: r.report.File}
	s := r.book.Sheet(sheet)
	if len(heads) != columns || sheet == "" {
		r.fault("form-file", file, "reason", "changed")
		return nil
	}
	if s == nil {
		r.fault("form-changed", file, "what", sheet)
		return nil
	}
	t := readTable(r.report.File, s, r.wrong)
	moved := false
	for i, want := range heads {
		if fold(t.head(i+1)) != fold(want) {
			r.fault("form-changed", t.at(1, i+1), "what", want)
			moved = true
		}
	}
	if moved {
		return nil
	}
	return t
}

// heads are the name of a table's sheet and of its columns, as the form was made.
func (r *reader) heads(table string) (sheet string, heads []string) {
	for _, row := range r.signed.rows {
		if row.text(1) == factSheet && row.text(2) == table {
			for col := 4; row.text(col) != ""; col++ {
				heads = append(heads, row.text(col))
			}
			return row.text(3), heads
		}
	}
	return "", nil
}

// activities reads what was reported on each activity.
func (r *reader) activities(t *table) {
	first := map[string]row{}
	for _, row := range t.rows {
		if row.number == 1 || !row.has(colCode) && !row.answers() {
			continue
		}
		code := row.words(colCode)
		if code == "" {
			r.fault("form-code-missing", row.at(colCode))
			continue
		}
		if other, again := first[code]; again {
			r.fault("form-row-duplicate", row.at(colCode), "code", code, "first", other.at(colCode).Cell())
			continue
		}
		first[code] = row
		if row.answers() && r.leads(code, row.at(colCode)) {
			r.activity(code, row)
		}
	}
	slices.SortStableFunc(r.report.Record.Activities, func(a, b model.ActivityProgress) int { return r.order(a.Activity, b.Activity) })
	for i, line := range r.report.Record.Activities {
		r.lineCells(model.Item("activities", i), first[line.Activity])
	}
}

// order is that of the folder's record, and that of the plan for what it does not
// have.
func (r *reader) order(a, b string) int {
	if r.known != nil {
		place := func(code string) int {
			return slices.IndexFunc(r.known.Activities, func(l model.ActivityProgress) bool { return l.Activity == code })
		}
		if i, j := place(a), place(b); i >= 0 && j >= 0 {
			return i - j
		}
	}
	return model.CompareID(a, b)
}

// lineCells remembers where a line's values stand in the form.
func (r *reader) lineCells(path string, row row) {
	for key, col := range map[string]int{
		"": colCode, ".activity": colCode, ".status": colStatus, ".value": colValue, ".indicator": colIndicator,
		".people_reached": colReached, ".spent_eur": colSpent, ".words": colWords,
	} {
		r.report.cells[path+key] = row.at(col)
	}
	for _, key := range []string{".indicator", ".words"} {
		r.report.cells[path+key+"."+r.lang] = r.report.cells[path+key]
	}
}

// leads reports whether the institution leads an activity, and tells if not.
func (r *reader) leads(code string, at diag.Pos) bool {
	a := r.site.Activities.Get(code)
	if a == nil {
		r.wrong(load.Unknown(r.site, model.Ref{Kind: model.KindActivity, ID: code, Pos: at}))
		return false
	}
	if !slices.Contains(a.Lead, r.report.Record.Institution) {
		r.fault("progress-not-lead", at, "institution", r.report.Record.Institution, "activity", code)
		return false
	}
	return true
}

func (r *reader) activity(code string, row row) {
	var known model.ActivityProgress
	if r.known != nil {
		if line := lineOf(r.known, code); line != nil {
			known = *line
		}
	}
	line := model.ActivityProgress{
		Activity:  code,
		Value:     r.number(row, colValue, "number", known.Value),
		Indicator: r.merged(row.words(colIndicator), known.Indicator),
		Spent:     r.number(row, colSpent, "amount", known.Spent),
		Words:     r.merged(row.words(colWords), known.Words),
	}
	if n := r.number(row, colReached, "count", ""); n != "" {
		people, _ := strconv.Atoi(string(n)) // a count has at most nine digits
		line.Reached = &people
	}
	line.Status = r.status(code, row)
	if line.Status != "" {
		r.report.Record.Activities = append(r.report.Record.Activities, line)
	}
}

// status is the state that a row names.
func (r *reader) status(code string, row row) model.Status {
	word := row.words(colStatus)
	status, ok := r.statuses[fold(word)]
	switch {
	case word == "":
		r.fault("form-status-missing", row.at(colStatus), "code", code)
	case !ok || !slices.Contains(status.Values(), string(status)):
		p := r.words.Printer(r.lang)
		var all []string
		for _, s := range status.Values() {
			word, _ := p.T("status-" + s)
			all = append(all, word)
		}
		r.fault("form-status", row.at(colStatus), "value", word, "allowed", strings.Join(all, ", "))
		return ""
	}
	return status
}

// merged are the words of all languages after a form has said those of its own.
// The others stay, unless the form takes the statement back.
func (r *reader) merged(said string, known model.Text) model.Text {
	if said == cleaned(known[r.lang]) { // also when neither says anything
		return known
	}
	if said == "" {
		return nil
	}
	out := model.Text{}
	for lang, words := range known {
		out[lang] = words
	}
	out[r.lang] = said
	return out
}

// maxDigits is more than any number of a report has.
const maxDigits = 40

// number reads a number cell; known is what the folder has, whose spelling stays
// when the number is the same.
func (r *reader) number(row row, col int, want string, known model.Decimal) model.Decimal {
	c := row.cells[col]
	if row.text(col) == "" {
		return ""
	}
	bad := func() model.Decimal {
		r.fault("form-number", row.at(col), "value", row.shown(col), "column", row.table.head(col), "want", want)
		return ""
	}
	var d string
	switch c.Sort {
	case spreadsheet.FilledNumber:
		d = c.Text
	case spreadsheet.FilledText:
		var other string
		d, other = r.numbers.read(row.text(col))
		if other != "" {
			r.fault("form-number-ambiguous", row.at(col), "value", row.text(col), "one", d, "other", other)
			return ""
		}
	default: // a date, a share, a truth value: what was typed is not what is stored
		return bad()
	}
	negative := strings.HasPrefix(d, "-")
	switch whole, _, fraction := strings.Cut(d, "."); {
	case d == "", len(d) > maxDigits, negative && want != "number", want == "count" && (fraction || len(whole) > 9):
		return bad()
	}
	if same(d, string(known)) {
		return known
	}
	return model.Decimal(d)
}

// evidence reads the documents, and where in them.
func (r *reader) evidence(t *table) {
	p := r.report.Record
	for _, row := range t.rows {
		if row.number == 1 || !row.has(colEvidenceActivity) && !row.has(colDocument) && !row.has(colPlace) {
			continue
		}
		code, document := row.words(colEvidenceActivity), row.words(colDocument)
		source, known := r.source(document, row)
		if code == "" || document == "" {
			missing := colEvidenceActivity
			if code != "" {
				missing = colDocument
			}
			r.fault("form-evidence", row.at(missing), "column", t.head(missing))
			continue
		}
		if !r.leads(code, row.at(colEvidenceActivity)) || !known {
			continue
		}
		i := slices.IndexFunc(p.Activities, func(a model.ActivityProgress) bool { return a.Activity == code })
		if i < 0 {
			r.unreported(code, row)
			continue
		}
		line := &p.Activities[i]
		path := model.Item(model.Item("activities", i)+".evidence", len(line.Evidence))
		line.Evidence = append(line.Evidence, model.Cite{ID: source, At: row.words(colPlace)})
		r.report.cells[path], r.report.cells[path+".id"], r.report.cells[path+".at"] = row.at(colDocument), row.at(colDocument), row.at(colPlace)
	}
}

// unreported tells that there is evidence for an activity without a status, unless
// something is already wrong with its own row.
func (r *reader) unreported(code string, row row) {
	if !slices.ContainsFunc(r.found, func(d diag.Diagnostic) bool {
		return strings.HasPrefix(d.Code, "form-status") && d.Args["code"] == code || d.Code == "form-status"
	}) {
		r.fault("form-status-missing", row.at(colEvidenceActivity), "code", code)
	}
}

// source is the id of a document: of one from the list, or one that was typed.
func (r *reader) source(document string, row row) (id string, known bool) {
	id, _, _ = strings.Cut(document, between)
	if document == "" || r.site.Sources.Get(id) != nil {
		return id, true
	}
	d := load.Unknown(r.site, model.Ref{Kind: model.KindSource, ID: id, Pos: row.at(colDocument)})
	if d.Hint == "" {
		d = d.WithHint("form-source")
	}
	r.wrong(d)
	return "", false
}

// general reads the day and the words on the quarter as a whole.
func (r *reader) general(t *table) {
	p := r.report.Record
	var known model.Text
	if r.known != nil {
		known = r.known.Words
	}
	said := ""
	at := t.row(2)
	for _, row := range t.rows {
		if row.number == 1 || !row.has(colDate) && !row.has(colGeneral) {
			continue
		}
		if row.number != 2 {
			r.fault("form-row-duplicate", row.at(colDate), "code", t.head(colDate), "first", at.at(colDate).Cell())
			continue
		}
		p.ReportedOn = r.date(row)
		said = row.words(colGeneral)
	}
	p.Words = r.merged(said, known)
	r.report.cells["reported_on"] = at.at(colDate)
	r.report.cells["words"], r.report.cells["words."+r.lang] = at.at(colGeneral), at.at(colGeneral)
}

// date reads a day: a date of the spreadsheet, or one typed as 2019-12-31,
// 31.12.2019 or 31/12/2019, the day first as in all the portal's languages.
func (r *reader) date(row row) model.Date {
	text := row.text(colDate)
	if text == "" {
		return model.Date{}
	}
	d, err := model.ParseDate(iso(text))
	if err != nil {
		r.fault("form-date", row.at(colDate), "value", row.shown(colDate))
	}
	return d
}

// iso turns 31.12.2019 round; anything else comes back as it is.
func iso(text string) string {
	parts := strings.FieldsFunc(text, func(c rune) bool { return c == '.' || c == '/' || c == ' ' })
	if len(parts) != 3 || len(parts[2]) != 4 {
		return text
	}
	day, err1 := strconv.Atoi(parts[0])
	month, err2 := strconv.Atoi(parts[1])
	if err1 != nil || err2 != nil {
		return text
	}
	return fmt.Sprintf("%s-%02d-%02d", parts[2], month, day)
}

// Place puts a diagnostic about the record's file where its value stands in the
// form: that which begins last before the fault, on its line; else nowhere in the
// form. stored is the record as it was read from the file that was made of it.
func (r *Report) Place(stored *model.Progress, d diag.Diagnostic) diag.Diagnostic {
	at, best := diag.Pos{File: r.File}, 0
	// Of a key that is not there [model.Record.At] tells the place of what it would
	// stand in, so the shortest path at a place is the one that stands there.
	for _, path := range slices.SortedFunc(maps.Keys(r.cells), func(a, b string) int { return cmp.Or(len(a)-len(b), strings.Compare(a, b)) }) {
		p := stored.At(path)
		if p != stored.At("") && p.Line == d.Pos.Line && p.Col <= d.Pos.Col && p.Col > best {
			at, best = r.cells[path], p.Col
		}
	}
	d.Pos = at
	return d
}
