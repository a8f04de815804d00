package render

import (
	"html/template"
	"math/big"
	"slices"
	"strconv"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/monitor"
)

// history is what was reported on an activity; nil when nothing was.
func (a *assembler) history(act *model.Activity) *History {
	lines := a.in.Site.History(act.ID)
	if len(lines) == 0 {
		return nil
	}
	h := &History{Differs: differ(lines)}
	for _, r := range lines {
		by := a.institutionLink(r.By.Institution)
		entry := a.quarterReport(r.By)
		entry.By, entry.Status = &by, a.statusWord(r.Line.Status)
		entry.Facts, entry.Evidence = a.reportedFacts(r.Line), a.cites(r.Line.Evidence)
		entry.Words = a.words(r.Line.Words)
		h.Reports = append(h.Reports, entry)
	}
	if last, ok := a.in.Site.LastQuarter(); ok && monitor.Overdue(a.in.Site, act, last) {
		h.Overdue = a.t("activity-overdue", "quarter", a.quarter(last))
	}
	return h
}

// differ reports whether two institutions said different things for one quarter.
func differ(lines []model.Reported) bool {
	for i := 1; i < len(lines); i++ {
		if lines[i-1].By.Quarter == lines[i].By.Quarter && lines[i-1].Line.Status != lines[i].Line.Status {
			return true
		}
	}
	return false
}

func (a *assembler) quarterReport(p *model.Progress) QuarterReport {
	out := QuarterReport{Quarter: a.quarter(p.Quarter)}
	if !p.ReportedOn.IsZero() {
		out.On = a.t("reported-on", "date", a.date(p.ReportedOn))
	}
	if p.Source != nil {
		source := a.cite(*p.Source)
		out.Source = &source
	}
	return out
}

func (a *assembler) quarter(q model.Quarter) string { return a.p.Quarter(q.Year, q.N) }

// reportedFacts are the figures of a line.
func (a *assembler) reportedFacts(line *model.ActivityProgress) []Fact {
	var out []Fact
	add := func(key string, w Words) {
		if w.Text != "" {
			out = append(out, Fact{Label: a.t(key), Words: w})
		}
	}
	add("reported-indicator", a.words(line.Indicator))
	if line.Value != "" {
		add("reported-value", Words{Text: a.p.Number(string(line.Value))})
	}
	if line.Reached != nil {
		add("reported-reached", Words{Text: a.people(*line.Reached)})
	}
	if line.Spent != "" {
		add("reported-spent", Words{Text: a.p.Money(string(line.Spent), "EUR")})
	}
	return out
}

// people is a count of people; a small one could point to a person and is hidden.
func (a *assembler) people(n int) string {
	if small := a.in.Site.Config.SmallCells; small.HidesCount(n) {
		return small.Show
	}
	return a.p.Int(n)
}

// told are an institution's own reports, the oldest first.
func (a *assembler) told(institution string) []QuarterReport {
	var out []QuarterReport
	for _, p := range a.in.Site.Progress.All {
		if p.Institution != institution || !p.IsReport() {
			continue
		}
		entry := a.quarterReport(p)
		entry.Anchor, entry.Words = reportAnchor(p.Quarter), a.words(p.Words)
		for _, line := range p.Activities {
			entry.Lines = append(entry.Lines, StatusLine{a.activityLink(line.Activity), a.statusWord(line.Status)})
		}
		out = append(out, entry)
	}
	return out
}

// reportAnchor is the place of a quarter's report on an institution's page.
func reportAnchor(q model.Quarter) string { return "report-" + q.ID() }

// said is what documents say about an institution's work. The quarter under
// which such a record lies is no statement of the document.
func (a *assembler) said(institution string) []Said {
	var out []Said
	for _, p := range a.in.Site.Progress.All {
		if p.Institution == institution && !p.IsReport() && p.Source != nil {
			out = append(out, Said{a.words(p.Words), a.cite(*p.Source)})
		}
	}
	return out
}

// duty is what an institution owed and delivered; nil when it owed nothing.
func (a *assembler) duty(institution string) *Duty {
	for _, row := range a.calendar.Rows {
		if row.Institution != institution {
			continue
		}
		one := monitor.Calendar{Quarters: a.calendar.Quarters, Rows: []monitor.Row{row}}
		d := a.dutyOf(one)
		if pages := a.in.Site.OfKind(model.PageReporting, a.in.Date); d != nil && len(pages) > 0 {
			d.Calendar = a.pageLink(pages[0])
		}
		return d
	}
	return nil
}

func (a *assembler) dutyOf(c monitor.Calendar) *Duty {
	owed, here := c.Tally()
	if owed == 0 {
		return nil
	}
	d := &Duty{
		Owed: a.t("due-owed", "from", a.quarter(c.Quarters[0]), "to", a.quarter(c.Quarters[len(c.Quarters)-1]), "count", a.n("count-quarterly", owed)),
		Here: a.t("due-none"),
	}
	if here > 0 {
		d.Here = a.t("due-here", "count", a.n("count-quarterly", here))
	}
	return d
}

// progressTable is how far the plan has come. While nothing was reported the
// specific objectives would only repeat that; those that no sum holds stand
// there all the same.
func (a *assembler) progressTable() ProgressTable {
	return a.progressOf(a.roll, a.in.Site.Reported())
}

// progressOf is the same as of a quarter, by whose end something was reported or
// not.
func (a *assembler) progressOf(roll monitor.Roll, reported bool) ProgressTable {
	site := a.in.Site
	t := ProgressTable{Weighted: slices.ContainsFunc(site.Objectives.All, func(o *model.Objective) bool { return !isOne(o.Weight) })}
	if reported {
		t.Quarter = a.quarter(roll.Quarter)
	}
	t.Rows = append(t.Rows, ProgressRow{Score: a.score(roll.Whole), Title: Words{Text: a.t("progress-whole")}})
	for _, o := range site.Objectives.All {
		if o.Level == model.LevelStrategic || reported || slices.Contains(roll.Without, o.ID) {
			t.Rows = append(t.Rows, ProgressRow{
				Score: a.score(roll.Objectives[o.ID]), ID: o.ID, Title: a.words(o.Title), URL: a.url(model.KindObjective, o.ID),
				Specific: o.Level == model.LevelSpecific, Weight: a.weight(o.Weight),
			})
		}
	}
	return t
}

func isOne(w model.Weight) bool {
	r, ok := new(big.Rat).SetString(string(w))
	return !ok || r.Cmp(big.NewRat(1, 1)) == 0
}

func (a *assembler) weight(w model.Weight) string {
	if w == "" {
		return "1"
	}
	return a.p.Number(string(w))
}

// barUnits are the length of a whole bar: fine enough for the eye.
const barUnits = 200

// score is progress and coverage in words. Where there is no number the reason
// stands in its place: never nought.
func (a *assembler) score(s monitor.Score) Score {
	all := s.Counts.All() - s.Counts.Cancelled
	out := Score{All: barUnits}
	switch {
	case s.Counts.All() == 0:
		out.Progress = a.t("progress-no-activities")
		return out
	case all == 0:
		out.Progress = a.t("progress-all-cancelled")
	case s.Progress == nil:
		out.Progress = a.t("progress-nothing")
	default:
		out.Progress, out.Known = a.share(s.Progress), true
		out.Part = units(s.Progress)
		out.Coverage = a.share(s.Coverage)
	}
	if all > 0 {
		out.Of = a.n("progress-of", all, "part", a.p.Int(s.Counts.Reported()-s.Counts.Cancelled))
	}
	if s.Counts.Cancelled > 0 {
		out.Excluded = a.n("progress-cancelled", s.Counts.Cancelled)
	}
	return out
}

// units are the length of a share's bar: like its number never all or none but
// for all or none.
func units(r *big.Rat) int {
	n, _ := new(big.Rat).Mul(r, big.NewRat(barUnits, 1)).Float64()
	switch {
	case r.Sign() == 0:
		return 0
	case r.Cmp(big.NewRat(1, 1)) == 0:
		return barUnits
	}
	return min(max(int(n+.5), 1), barUnits-1)
}

// share writes a share from 0 to 1 as a whole per cent.
func (a *assembler) share(r *big.Rat) string {
	n, edge := wholePercent(r)
	text := a.p.Percent(strconv.Itoa(n))
	switch edge {
	case underOne:
		return a.t("percent-under", "percent", text)
	case overMost:
		return a.t("percent-over", "percent", text)
	}
	return text
}

// edge says that a share lies between a whole per cent and the end of the scale.
type edge int

const (
	exact    edge = iota
	underOne      // more than none, less than 1
	overMost      // more than 99, less than all
)

// wholePercent rounds a share from 0 to 1 to a whole per cent, half up. All is
// said of all alone, and none of none alone.
func wholePercent(r *big.Rat) (percent int, e edge) {
	p := new(big.Rat).Mul(r, big.NewRat(100, 1))
	switch {
	case p.Sign() > 0 && p.Cmp(big.NewRat(1, 1)) < 0:
		return 1, underOne
	case p.Cmp(big.NewRat(99, 1)) > 0 && p.Cmp(big.NewRat(100, 1)) < 0:
		return 99, overMost
	}
	p.Add(p, big.NewRat(1, 2))
	return int(new(big.Int).Quo(p.Num(), p.Denom()).Int64()), exact
}

// objectiveScore is an objective's progress; nil while nothing was reported of
// the plan, and where the page says already that there are no activities.
func (a *assembler) objectiveScore(id string) *Score {
	s, ok := a.roll.Objectives[id]
	if !ok || !a.in.Site.Reported() || s.Counts.All() == 0 {
		return nil
	}
	out := a.score(s)
	return &out
}

// reporting assembles the page of the reporting calendar.
func (a *assembler) reporting(f Frame, p *model.Page, body template.HTML) ReportingView {
	v := ReportingView{Frame: f, Body: body, Totals: a.dutyOf(a.calendar), Views: a.planViews(p.ID), Source: a.planSource()}
	if s := a.in.Site.Strategy; s != nil && s.Reporting != nil {
		v.Source = a.cite(s.Reporting.Source)
	}
	rows := a.calendarRows()
	v.Who = a.whoOwed(rows)
	v.Years = a.calendarYears(rows)
	return v
}

// calendarRows are the calendar's institutions by their names.
func (a *assembler) calendarRows() []monitor.Row {
	var out []monitor.Row
	for _, id := range a.byName {
		for _, row := range a.calendar.Rows {
			if row.Institution == id {
				out = append(out, row)
			}
		}
	}
	return out
}

// whoOwed lists who owed how many reports, and how many of them are here.
func (a *assembler) whoOwed(rows []monitor.Row) Table {
	t := a.headed(a.t("calendar-who"), "col-institution", "col-named", "col-leads", "col-owed", "col-here")
	t.Style = "counts"
	t.numbers(2, 3, 4)
	for _, row := range rows {
		owed, here := monitor.Calendar{Rows: []monitor.Row{row}}.Tally()
		l, named := a.institutionLink(row.Institution), ""
		if row.Named {
			named = a.t("due-named")
		}
		t.add(Cell{Words: l.Words, URL: l.URL}, text(named), text(a.p.Int(row.Leads)), text(a.p.Int(owed)), text(a.p.Int(here)))
	}
	a.rank(&t)
	return t
}

func (a *assembler) calendarYears(rows []monitor.Row) []CalendarYear {
	var out []CalendarYear
	quarters := a.calendar.Quarters
	for from := 0; from < len(quarters); {
		to := from
		for to < len(quarters) && quarters[to].Year == quarters[from].Year {
			to++
		}
		out = append(out, a.calendarYear(rows, from, to))
		from = to
	}
	return out
}

// calendarYear is a part of the calendar: its quarters from and before to.
func (a *assembler) calendarYear(rows []monitor.Row, from, to int) CalendarYear {
	y := CalendarYear{Year: strconv.Itoa(a.calendar.Quarters[from].Year)}
	part := monitor.Calendar{}
	for _, q := range a.calendar.Quarters[from:to] {
		y.Quarters = append(y.Quarters, a.quarter(q))
	}
	for _, row := range rows {
		row.Reports = row.Reports[from:to]
		part.Rows = append(part.Rows, row)
		y.Any = y.Any || slices.ContainsFunc(row.Reports, func(d monitor.Due) bool { return d.Report != nil })
		y.Rows = append(y.Rows, CalendarRow{a.institutionLink(row.Institution), a.dueCells(row)})
	}
	owed, here := part.Tally()
	y.Tally = a.t("calendar-tally", "year", y.Year, "here", a.p.Int(here), "owed", a.p.Int(owed))
	return y
}

// dueCells are an institution's quarters. Where one after the other has nothing
// to show they are one cell: a wall of the same words hides what is there.
func (a *assembler) dueCells(row monitor.Row) []CalendarCell {
	var out []CalendarCell
	for _, d := range row.Reports {
		cell := a.dueCell(row.Institution, d)
		if n := len(out); n > 0 && d.Report == nil && out[n-1].Text == cell.Text {
			out[n-1].Columns++
			continue
		}
		out = append(out, cell)
	}
	return out
}

func (a *assembler) dueCell(institution string, d monitor.Due) CalendarCell {
	switch {
	case d.Report != nil:
		cell := CalendarCell{Sign: "✓", Text: a.date(d.Report.ReportedOn), Columns: 1}
		if cell.Text == "" {
			cell.Text = a.t("due-delivered")
		}
		if url := a.url(model.KindInstitution, institution); url != "" {
			cell.URL = url + "#" + reportAnchor(d.Report.Quarter)
		}
		return cell
	case d.Owed:
		return CalendarCell{Sign: "–", Text: a.t("due-missing"), Columns: 1}
	}
	return CalendarCell{Text: a.t("due-free"), Columns: 1}
}
