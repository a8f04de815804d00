// Package form makes the workbook in which an institution reports on a quarter,
// and reads it back.
//
// In goes the loaded site with the printers of its languages. [New] makes the
// form of an institution for a quarter, in one language: the activities that it
// leads, with a place for each thing a record of progress can hold, filled in
// with what the folder has already. [Read] takes a form that came back and makes
// the record of it, or tells everything that is wrong, each fault at its sheet
// and cell. Nothing is written here; package load knows how a record stands in
// a file.
//
// A form that comes back is believed in what its input cells say and in nothing
// else: rows count by their code, wherever they stand; the hidden sheet says
// only which form it is; what is protected is not read. A row without answers is
// an activity that was not reported on. A form speaks one language: the words
// of the others stay as they are in the folder, and whether they still fit is a
// question of translation like any other.
//
// What a form cannot hold stays as the folder has it: where a report is
// published, and the spelling of a number or text that did not change.
package form

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/spreadsheet"
)

// version is that of the form's layout. A form of another one is refused: its
// cells would mean something else.
const version = "1"

// signature stands in the first cell of the hidden sheet.
const signature = "portal-form"

// Misuse says why no form can be made. Key is a sentence of the program
// (package locale), Args its placeholders.
type Misuse struct {
	Key  string
	Args []string
}

func (r Misuse) Error() string { return r.Key }

// Order is a form that is wanted.
type Order struct {
	Quarter     model.Quarter
	Institution string
	Language    string     // id of an edition
	Date        model.Date // the day on which it is made
}

// Name is the file's name: "2019-q4-mpms.xlsx".
func (o Order) Name() string { return o.Quarter.ID() + "-" + o.Institution + ".xlsx" }

// NewOrder reads what an editor asks for; the error is [Misuse]. A language that
// the site is not written in becomes its source language.
func NewOrder(site *model.Site, quarter, institution, language string, today model.Date) (Order, error) {
	o := Order{Institution: institution, Language: language, Date: today}
	q, ok := model.ParseQuarter(strings.ToLower(quarter))
	o.Quarter = q
	if !slices.ContainsFunc(site.Config.Editions(), func(l model.Language) bool { return l.ID == language }) {
		o.Language = site.Config.Source()
	}
	switch {
	case !ok:
		return o, Misuse{"usage-quarter", []string{"value", quarter}}
	case site.Institutions.Get(institution) == nil && diag.Nearest(institution, site.IDs(model.KindInstitution)) != "":
		near := diag.Nearest(institution, site.IDs(model.KindInstitution))
		return o, Misuse{"usage-institution-near", []string{"value", institution, "near", near}}
	case site.Institutions.Get(institution) == nil:
		return o, Misuse{"usage-institution", []string{"value", institution}}
	case len(led(site, institution)) == 0:
		return o, Misuse{"usage-leads-nothing", []string{"value", institution}}
	case outside(site, q):
		return o, Misuse{"usage-quarter-outside", []string{"value", q.ID(), "period", string(site.Strategy.Period)}}
	case today.Before(q.Begins()):
		return o, Misuse{"usage-quarter-early", []string{"value", q.ID(), "date", q.Begins().String()}}
	}
	return o, nil
}

// led are the activities that an institution leads, in the order of the plan.
func led(site *model.Site, institution string) []*model.Activity {
	var out []*model.Activity
	for _, a := range site.Activities.All {
		if slices.Contains(a.Lead, institution) {
			out = append(out, a)
		}
	}
	return out
}

// outside reports whether a quarter lies outside the strategy's period.
func outside(site *model.Site, q model.Quarter) bool {
	if site.Strategy == nil {
		return false
	}
	from, to := site.Strategy.Period.Years()
	return from > 0 && q.Year < from || to > 0 && q.Year > to
}

// New writes the form. An error is a fault of the machine, or a word that the
// site's interface lacks.
func New(w io.Writer, site *model.Site, words *locale.Set, o Order) error {
	m := &maker{site: site, p: words.Printer(o.Language), order: o, activities: led(site, o.Institution)}
	if p := site.Progress.Get(o.Quarter.ID() + "/" + o.Institution); p != nil && p.IsReport() {
		m.known = p
	}
	f := m.form()
	if m.err != nil {
		return fmt.Errorf("make the form: %w", m.err)
	}
	return spreadsheet.WriteForm(w, f)
}

// maker carries one form. Words that are missing are gathered.
type maker struct {
	site       *model.Site
	p          *locale.Printer
	order      Order
	activities []*model.Activity
	known      *model.Progress // what the folder has for the quarter, nil when nothing
	err        error
}

// t is a word of the interface. Keys are written out where they are used, so
// that a test can find them.
func (m *maker) t(key string, args ...any) string {
	s, err := m.p.T(key, args...)
	m.err = errors.Join(m.err, err)
	return s
}

// words is a text in the form's language, else in one that a reader may know.
func (m *maker) words(t model.Text) string {
	for _, lang := range m.site.Config.Fallbacks(m.order.Language) {
		if t[lang] != "" {
			return t[lang]
		}
	}
	return ""
}

func (m *maker) institution() string {
	return m.words(m.site.Institutions.Get(m.order.Institution).Name)
}

func (m *maker) quarter(q model.Quarter) string { return m.p.Quarter(q.Year, q.N) }

func (m *maker) form() spreadsheet.Form {
	title := m.t("form-title", "institution", m.institution(), "quarter", m.quarter(m.order.Quarter))
	f := spreadsheet.Form{
		Title: title, Head: title, Language: m.site.Config.Language(m.order.Language).BCP47, Date: m.order.Date.String(),
		Sheets: []spreadsheet.FormSheet{m.activitiesSheet(), m.evidenceSheet(), m.reportSheet()},
	}
	f.Facts = m.facts(f.Sheets)
	f.Sheets = slices.Insert(f.Sheets, 0, m.help(title, f.Sheets))
	return f
}

// The columns of the sheets, counted from 1 as in a workbook. They are part of
// the [version].
const (
	colCode, colTitle, colDeadline, colPlanIndicator, colLastStatus, colLastQuarter = 1, 2, 3, 4, 5, 6
	colStatus, colValue, colIndicator, colReached, colSpent, colWords               = 7, 8, 9, 10, 11, 12
	colEvidenceActivity, colDocument, colPlace                                      = 1, 2, 3
	colDate, colGeneral                                                             = 1, 2
)

func (m *maker) activitiesSheet() spreadsheet.FormSheet {
	s := spreadsheet.FormSheet{Name: spreadsheet.SheetName(m.t("form-sheet-activities")), Columns: []spreadsheet.FormColumn{
		{Head: m.t("form-code"), Width: 8},
		{Head: m.t("form-activity"), Width: 34},
		{Head: m.t("form-deadline"), Width: 12},
		{Head: m.t("form-plan-indicator"), Width: 22},
		{Head: m.t("form-last-status"), Width: 11},
		{Head: m.t("form-last-quarter"), Width: 11},
		{Head: m.t("form-status"), Width: 13, Ask: spreadsheet.AskOneOf, List: listStatus, Prompt: m.t("form-status-help"), Wrong: m.t("form-status-wrong")},
		{Head: m.t("form-value"), Width: 10, Ask: spreadsheet.AskNumber, Prompt: m.t("form-value-help"), Wrong: m.t("form-number-wrong")},
		{Head: m.t("form-indicator"), Width: 18, Ask: spreadsheet.AskWords, Prompt: m.t("form-indicator-help")},
		{Head: m.t("form-reached"), Width: 11, Ask: spreadsheet.AskCount, Prompt: m.t("form-reached-help"), Wrong: m.t("form-count-wrong")},
		{Head: m.t("form-spent"), Width: 11, Ask: spreadsheet.AskAmount, Prompt: m.t("form-spent-help"), Wrong: m.t("form-amount-wrong")},
		{Head: m.t("form-words"), Width: 42, Ask: spreadsheet.AskWords, Prompt: m.t("form-words-help")},
	}}
	for _, a := range m.activities {
		s.Rows = append(s.Rows, m.activityRow(a))
	}
	return s
}

func (m *maker) activityRow(a *model.Activity) []spreadsheet.FormCell {
	status, quarter := m.last(a.ID)
	row := []spreadsheet.FormCell{
		{Text: a.ID},
		{Text: m.words(a.Title)},
		{Text: m.deadline(a.Deadline)},
		{Text: m.words(a.Indicator)},
		{Text: status},
		{Text: quarter},
	}
	line := m.line(a.ID)
	if line == nil {
		return row
	}
	reached := ""
	if line.Reached != nil {
		reached = fmt.Sprint(*line.Reached)
	}
	lang := m.order.Language
	return append(row,
		spreadsheet.FormCell{Text: m.status(line.Status)}, spreadsheet.FormCell{Number: spreadsheet.Number(line.Value)},
		spreadsheet.FormCell{Text: line.Indicator[lang]}, spreadsheet.FormCell{Number: spreadsheet.Number(reached)},
		spreadsheet.FormCell{Number: spreadsheet.Number(line.Spent)}, spreadsheet.FormCell{Text: line.Words[lang]})
}

// line is what the folder has on an activity for the quarter.
func (m *maker) line(activity string) *model.ActivityProgress {
	if m.known == nil {
		return nil
	}
	return lineOf(m.known, activity)
}

func lineOf(p *model.Progress, activity string) *model.ActivityProgress {
	for i := range p.Activities {
		if p.Activities[i].Activity == activity {
			return &p.Activities[i]
		}
	}
	return nil
}

// last is what the institution itself reported last before the quarter.
func (m *maker) last(activity string) (status, quarter string) {
	for _, r := range m.site.History(activity) { // the oldest first
		if r.By.Institution == m.order.Institution && r.By.Quarter.Before(m.order.Quarter) {
			status, quarter = m.status(r.Line.Status), m.quarter(r.By.Quarter)
		}
	}
	return status, quarter
}

func (m *maker) status(s model.Status) string { return m.t("status-" + string(s)) }

// deadline is when an activity is due, in the words of the plan's pages.
func (m *maker) deadline(d model.Deadline) string {
	switch {
	case d == model.Deadline{}:
		return ""
	case d.Continuous:
		return m.t("deadline-continuous")
	case d.Quarter > 0:
		return m.t("deadline-quarter", "quarter", m.p.Quarter(d.From, d.Quarter))
	case d.From != d.To:
		return m.t("deadline-range", "years", m.p.YearRange(d.From, d.To))
	}
	return m.t("deadline-year", "year", d.From)
}

// evidenceRoom is how many documents can be named beside those that stand there.
const evidenceRoom = 100

func (m *maker) evidenceSheet() spreadsheet.FormSheet {
	s := spreadsheet.FormSheet{Name: spreadsheet.SheetName(m.t("form-sheet-evidence")), Blank: evidenceRoom, Columns: []spreadsheet.FormColumn{
		{Head: m.t("form-evidence-activity"), Width: 16, Ask: spreadsheet.AskOneOf, List: listActivity, Prompt: m.t("form-evidence-activity-help"), Wrong: m.t("form-code-wrong")},
		{Head: m.t("form-document"), Width: 80, Ask: spreadsheet.AskOneOfOrWords, List: listSource, Prompt: m.t("form-document-help"), Wrong: m.t("form-document-wrong")},
		{Head: m.t("form-place"), Width: 30, Ask: spreadsheet.AskWords, Prompt: m.t("form-place-help")},
	}}
	if m.known == nil {
		return s
	}
	for _, line := range m.known.Activities {
		for _, e := range line.Evidence {
			s.Rows = append(s.Rows, []spreadsheet.FormCell{{Text: line.Activity}, {Text: m.document(e.ID)}, {Text: e.At}})
		}
	}
	return s
}

// between separates a document's id from its title.
const between = " – "

func (m *maker) document(id string) string {
	title := ""
	if s := m.site.Sources.Get(id); s != nil {
		title = m.words(s.Title)
	}
	return id + between + title
}

func (m *maker) reportSheet() spreadsheet.FormSheet {
	begins := m.order.Quarter.Begins().String()
	s := spreadsheet.FormSheet{Name: spreadsheet.SheetName(m.t("form-sheet-report")), Blank: 1, Columns: []spreadsheet.FormColumn{
		{Head: m.t("form-date"), Width: 18, Ask: spreadsheet.AskDate, From: begins, Prompt: m.t("form-date-help"), Wrong: m.t("form-date-wrong", "date", m.date(m.order.Quarter.Begins()))},
		{Head: m.t("form-general"), Width: 100, Ask: spreadsheet.AskWords, Prompt: m.t("form-general-help")},
	}}
	if m.known != nil {
		s.Blank, s.Rows = 0, [][]spreadsheet.FormCell{{
			{Number: spreadsheet.DateNumber(m.known.ReportedOn.String())}, {Text: m.known.Words[m.order.Language]},
		}}
	}
	return s
}

func (m *maker) date(d model.Date) string { return m.p.Date(d.Year, d.Month, d.Day) }

// help is the sheet that is read first: what the form is for, what each column
// and each status means, and how to send it back.
func (m *maker) help(title string, tables []spreadsheet.FormSheet) spreadsheet.FormSheet {
	s := spreadsheet.FormSheet{Name: spreadsheet.SheetName(m.t("form-sheet-help")), Columns: []spreadsheet.FormColumn{
		{Head: title, Width: 34}, {Head: m.t("form-meaning"), Width: 100},
	}}
	part := func(head string, rows ...[2]string) {
		s.Rows = append(s.Rows, []spreadsheet.FormCell{{Text: head, Strong: true}})
		for _, r := range rows {
			s.Rows = append(s.Rows, []spreadsheet.FormCell{{Text: r[0]}, {Text: r[1]}})
		}
	}
	part(m.t("form-about"),
		[2]string{m.t("form-about-institution"), m.institution()},
		[2]string{m.t("form-about-quarter"), m.quarter(m.order.Quarter)},
		[2]string{m.t("form-about-activities"), m.p.Int(len(m.activities))})
	part(m.t("form-rules"),
		[2]string{m.t("form-rule-guess"), m.t("form-rule-guess-help")},
		[2]string{m.t("form-rule-empty"), m.t("form-rule-empty-help")},
		[2]string{m.t("form-rule-cells"), m.t("form-rule-cells-help")},
		[2]string{m.t("form-rule-people"), m.t("form-rule-people-help")})
	for _, t := range tables {
		var columns [][2]string
		for _, c := range t.Columns {
			if c.Ask != spreadsheet.AskNothing {
				columns = append(columns, [2]string{c.Head, c.Prompt})
			}
		}
		part(m.t("form-columns", "sheet", t.Name), columns...)
	}
	part(m.t("form-statuses"),
		[2]string{m.status(model.StatusNotStarted), m.t("form-means-not-started")},
		[2]string{m.status(model.StatusInProgress), m.t("form-means-in-progress")},
		[2]string{m.status(model.StatusDone), m.t("form-means-done")},
		[2]string{m.status(model.StatusCancelled), m.t("form-means-cancelled")})
	part(m.t("form-return"),
		[2]string{m.t("form-return-file"), m.t("form-return-file-help")},
		[2]string{m.t("form-return-check"), m.t("form-return-check-help")})
	return s
}

// The lists of choices, by the facts in which they stand.
const (
	listStatus   = "status"
	listActivity = "activity"
	listSource   = "source"
)

// The facts of the hidden sheet: the first cell of a row names what the others
// say.
const (
	factQuarter     = "quarter"
	factInstitution = "institution"
	factLanguage    = "language"
	factSheet       = "sheet" // which, its name, its heads
)

// The tables, as the facts name them.
var tableNames = [...]string{"activities", "evidence", "report"}

func (m *maker) facts(tables []spreadsheet.FormSheet) spreadsheet.FormFacts {
	f := spreadsheet.FormFacts{Name: signature, Lists: map[string]spreadsheet.FormList{}, Rows: [][]string{
		{signature, version},
		{factQuarter, m.order.Quarter.ID()},
		{factInstitution, m.order.Institution},
		{factLanguage, m.order.Language},
	}}
	for i, t := range tables {
		row := []string{factSheet, tableNames[i], t.Name}
		for _, c := range t.Columns {
			row = append(row, c.Head)
		}
		f.Rows = append(f.Rows, row)
	}
	list := func(name string, column int, rows [][]string) {
		f.Lists[name] = spreadsheet.FormList{From: len(f.Rows), To: len(f.Rows) + max(len(rows), 1) - 1, Column: column}
		f.Rows = append(f.Rows, rows...)
	}
	var statuses, codes, sources [][]string
	for _, s := range model.Status("").Values() {
		statuses = append(statuses, []string{listStatus, s, m.status(model.Status(s))})
	}
	for _, a := range m.activities {
		codes = append(codes, []string{listActivity, a.ID})
	}
	for _, s := range m.site.Sources.All {
		sources = append(sources, []string{listSource, m.document(s.ID)})
	}
	list(listStatus, 2, statuses)
	list(listActivity, 1, codes)
	list(listSource, 1, sources)
	return f
}
