package render

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/markdown"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/monitor"
)

// pageTitle is a page's name wherever it is shown: what its text says, but for
// the page of a year, which the records name.
func (a *assembler) pageTitle(p *model.Page) Words {
	if year := p.Year(); year > 0 {
		return Words{Text: a.t(a.in.Site.YearWord(year), "year", year)}
	}
	return Words{p.Title, a.foreign(p.Lang)}
}

// yearPage assembles the pages of years; false for every other kind.
func (a *assembler) yearPage(f Frame, p *model.Page, body template.HTML) (layout string, view any, ok bool) {
	switch p.Kind {
	case model.PageYears:
		return "years", YearsView{Frame: f, Body: body, BodyLang: a.foreign(p.Lang), Years: a.yearBriefs(p.ID)}, true
	case model.PageYear:
		return "year", a.year(f, p), true
	}
	return "", nil, false
}

// yearPages are the pages of years in a section, the newest first.
func (a *assembler) yearPages(section string) []*model.Page {
	pages := slices.DeleteFunc(a.childPages(section), func(p *model.Page) bool { return p.Year() == 0 })
	slices.SortStableFunc(pages, func(x, y *model.Page) int { return cmp.Compare(y.Year(), x.Year()) })
	return pages
}

func (a *assembler) yearBriefs(section string) []Brief {
	var out []Brief
	for _, p := range a.yearPages(section) {
		out = append(out, a.card(p).brief())
	}
	return out
}

func (a *assembler) year(f Frame, p *model.Page) YearView {
	r := monitor.NewReview(a.in.Site, p.Year(), a.in.Date)
	v := YearView{
		Frame: f, Year: strconv.Itoa(r.Year), Before: strconv.Itoa(r.Year - 1), Issued: a.issuedOn(r.Year),
		Figures: a.keyFigures(r), Parts: a.seriesLinks(r.Parts), Overlaps: a.yearOverlaps(r), Charts: a.yearCharts(r),
		Plan: a.yearPlan(r.Plan), Compared: a.yearChanges(r), Gaps: a.gaps(r), Reports: a.yearReports(r), Cited: a.citedIn(r),
		Body: a.text(p, markdown.Resolver{Link: a.resolve, Within: markdown.Within{Deeper: 1}}), BodyLang: a.foreign(p.Lang),
		Neighbours: a.yearsAround(p),
	}
	if len(r.Figures) > 0 || len(r.Parts) > 0 {
		v.Caveat = a.caveat()
	}
	if r.Plan != nil {
		v.Historic = a.historic()
		v.Changed, v.Due = a.turns(r), a.dueIn(r)
	}
	v.Description = a.t("year-figures-about", "year", v.Year)
	if v.Issued != nil {
		v.Description = a.t("year-report-about", "year", v.Year)
	}
	v.Paper = a.paper(v.Frame, p, a.yearContents(v))
	v.Paper.Imprint = v.Paper.Imprint[1:] // who publishes it, if anybody does, stands in the view
	return v
}

// yearContents names the parts that a year's page has.
func (a *assembler) yearContents(v YearView) []Entry {
	var out []Entry
	add := func(has bool, id, text string) {
		if has {
			out = append(out, Entry{Anchor: Anchor{id, text}})
		}
	}
	add(true, "year_figures", a.t("year-key"))
	if v.Plan != nil {
		add(true, "year_plan", a.t("year-plan", "quarter", v.Plan.Until))
		add(true, "year_institutions", a.t("year-institutions"))
	}
	add(v.Compared != nil || v.Changed != nil, "year_changes", a.t("year-changes", "before", v.Before))
	add(len(v.Gaps) > 0, "year_gaps", a.t("year-gaps"))
	add(v.Due != nil, "year_due", a.t("year-due", "year", v.Year))
	add(v.Body != "", "year_notes", a.t("year-notes"))
	add(v.Reports != nil, "year_reports", a.t("year-reports"))
	add(len(v.Cited) > 0, "year_sources", a.t("sources"))
	for _, g := range v.Figures {
		out[0].Parts = append(out[0].Parts, Anchor{g.Anchor, g.Title})
	}
	return out
}

func (a *assembler) issuedOn(year int) *IssuedReport {
	r := a.in.Site.AnnualReport(year)
	if r == nil {
		return nil
	}
	out := &IssuedReport{Report: Link{Words: a.words(r.Title), URL: a.url(model.KindReport, r.ID)}, Date: a.when(r.Date)}
	if r.Publisher != "" {
		l := a.institutionLink(r.Publisher)
		out.Publisher = &l
	}
	return out
}

// keyFigures are the figures as a whole, by topic. They are not added up.
func (a *assembler) keyFigures(r monitor.Review) []SeriesGroup {
	var out []SeriesGroup
	for _, f := range r.Figures {
		s, o := f.Series, f.Series.Observations[f.Of]
		anchor := "topic_" + s.Topic
		i := slices.IndexFunc(out, func(g SeriesGroup) bool { return g.Anchor == anchor })
		if i < 0 {
			title := a.t("topic-" + s.Topic)
			g := SeriesGroup{Anchor: anchor, Title: title, Table: a.headed(title, "col-indicator", "col-value", "col-unit", "col-note", "col-source")}
			g.Table.numbers(1)
			out, i = append(out, g), len(out)
		}
		source := a.cite(o.Source)
		name := Cell{Words: a.words(s.Indicator), URL: a.url(model.KindSeries, s.ID)}
		if name.URL != "" {
			name.URL += "#" + a.in.Site.ObservationIDs(s)[f.Of]
		}
		out[i].Table.add(name, a.figure(s, o, a.in.Site.Shown(s)[f.Of]), text(a.t("unit-"+s.Unit)), Cell{Words: a.words(o.Note)}, Cell{Source: &source})
	}
	for i := range out {
		out[i].Table.drop()
		a.rank(&out[i].Table)
	}
	return out
}

func (a *assembler) seriesLinks(series []*model.Series) []Link {
	var out []Link
	for _, s := range series {
		out = append(out, a.seriesLink(s.ID))
	}
	return out
}

func (a *assembler) yearOverlaps(r monitor.Review) []YearOverlap {
	var out []YearOverlap
	for _, o := range r.Overlaps {
		out = append(out, YearOverlap{a.seriesLink(o.Series.ID), a.seriesLinks(o.With)})
	}
	return out
}

// yearCharts are the charts that end with a figure of this year: a later one
// would show what was not yet known.
func (a *assembler) yearCharts(r monitor.Review) []template.HTML {
	var out []template.HTML
	for _, f := range r.Figures {
		plot := a.in.Site.Plot(f.Series)
		if _, last := f.Series.Span(); plot == nil || plot.Dimension != "" || last != r.Year {
			continue
		}
		if html, ok := a.chartHTML(f.Series.ID); ok {
			out = append(out, template.HTML(html))
		}
	}
	return out
}

func (a *assembler) yearPlan(r *monitor.PlanReview) *YearPlan {
	if r == nil {
		return nil
	}
	p := &YearPlan{
		Until: a.quarter(r.Until), Nothing: !r.Reported, Progress: a.progressOf(r.Roll, r.Reported),
		Owed: a.t("year-owed", "here", a.p.Int(r.Here), "owed", a.p.Int(r.Owed)), Source: a.planSource(),
	}
	if pages := a.in.Site.OfKind(model.PageReporting, a.in.Date); len(pages) > 0 {
		p.Calendar = a.pageLink(pages[0])
	}
	if r.Here > 0 {
		t := a.yearInstitutions(r)
		p.Institutions = &t
	}
	return p
}

// yearInstitutions say who reported how often, and how what each leads stood.
func (a *assembler) yearInstitutions(r *monitor.PlanReview) Table {
	t := a.headed(a.t("year-institutions"), "col-institution", "institution-quarterly", "year-led")
	for _, id := range a.byName {
		for _, i := range r.Institutions {
			if i.Institution != id {
				continue
			}
			l := a.institutionLink(id)
			here := text(a.t("year-of", "here", a.p.Int(i.Here), "owed", a.p.Int(i.Owed)))
			here.Key = strconv.Itoa(i.Here)
			t.add(Cell{Words: l.Words, URL: l.URL}, here, text(a.states(i.Leads)))
		}
	}
	a.rank(&t)
	return t
}

// states are counts of activities in words, the furthest first.
func (a *assembler) states(c monitor.Counts) string {
	var out []string
	for _, s := range []model.Status{model.StatusDone, model.StatusInProgress, model.StatusNotStarted, model.StatusCancelled, ""} {
		if n := c.Of(s); n > 0 {
			out = append(out, a.statusWord(s)+": "+a.p.Int(n))
		}
	}
	return strings.Join(out, "; ")
}

// yearChanges puts figures beside those of the year before; nil when none can be
// compared.
func (a *assembler) yearChanges(r monitor.Review) *Table {
	if len(r.Changes) == 0 {
		return nil
	}
	t := a.comparison(strconv.Itoa(r.Year-1), strconv.Itoa(r.Year))
	for _, d := range r.Changes {
		t.add(a.comparedCells(d.Series, d.Compared)...)
	}
	a.rank(&t)
	return &t
}

// turns are the activities whose status is another than a year before.
func (a *assembler) turns(r monitor.Review) *Table {
	if len(r.Plan.Changed) == 0 {
		return nil
	}
	t := a.headed(a.t("year-turns"), "col-activity")
	for _, q := range []model.Quarter{{Year: r.Year - 1, N: 4}, r.Plan.Until} {
		t.Columns = append(t.Columns, Column{Label: a.t("year-end-of", "quarter", a.quarter(q))})
	}
	for _, turn := range r.Plan.Changed {
		t.add(a.activityCell(turn.Activity), text(a.statusWord(turn.From)), text(a.statusWord(turn.To)))
	}
	a.rank(&t)
	return &t
}

// activityCell names an activity. Rows are sorted by its code.
func (a *assembler) activityCell(act *model.Activity) Cell {
	l := a.activityLink(act.ID)
	return Cell{Words: l.Words, URL: l.URL}
}

// dueIn are the activities whose deadline lay in the year. Where nothing was
// reported the status would say so again in each row.
func (a *assembler) dueIn(r monitor.Review) *Table {
	if len(r.Plan.Due) == 0 {
		return nil
	}
	t := a.headed(a.t("year-due", "year", r.Year), "col-activity", "col-deadline")
	if r.Plan.Reported {
		t.Columns = append(t.Columns, Column{Label: a.t("year-end-of", "quarter", a.quarter(r.Plan.Until))})
	}
	for _, act := range r.Plan.Due {
		deadline := text(a.deadline(act.Deadline))
		deadline.Key = act.Deadline.String()
		cells := []Cell{a.activityCell(act), deadline}
		if r.Plan.Reported {
			cells = append(cells, text(a.statusWord(a.in.Site.StatusAt(act.ID, r.Plan.Until))))
		}
		t.add(cells...)
	}
	a.rank(&t)
	return &t
}

// gaps are what is not known of a year, as far as the records tell.
func (a *assembler) gaps(r monitor.Review) []Gap {
	var out []Gap
	if p := r.Plan; p != nil {
		out = a.planGaps(r.Year, p)
	}
	if len(r.Lost) > 0 {
		out = append(out, Gap{a.t("year-gap-series", "before", r.Year-1, "year", r.Year), a.seriesLinks(r.Lost)})
	}
	return out
}

func (a *assembler) planGaps(year int, p *monitor.PlanReview) []Gap {
	var out []Gap
	add := func(text string, links []Link) {
		if len(links) > 0 {
			out = append(out, Gap{text, links})
		}
	}
	if !p.Reported {
		out = append(out, Gap{Text: a.t("year-gap-plan")})
	} else {
		add(a.t("year-gap-objectives"), a.objectiveLinks(p.Unknown))
	}
	none := slices.DeleteFunc(slices.Clone(p.Roll.Without), func(id string) bool { return p.Roll.Objectives[id].Counts.All() > 0 })
	add(a.t("year-gap-without"), a.objectiveLinks(none))
	if p.Here == 0 {
		return out // that no institution reported has been said
	}
	var silent []Link
	for _, id := range a.byName {
		if slices.ContainsFunc(p.Institutions, func(i monitor.YearOf) bool { return i.Institution == id && i.Here == 0 }) {
			silent = append(silent, a.institutionLink(id))
		}
	}
	add(a.t("year-gap-institutions", "year", year), silent)
	return out
}

func (a *assembler) objectiveLinks(ids []string) []Link {
	var out []Link
	for _, id := range ids {
		out = append(out, a.objectiveLink(id))
	}
	return out
}

func (a *assembler) yearReports(r monitor.Review) *Table {
	if len(r.Reports) == 0 {
		return nil
	}
	t := a.headed(a.t("year-reports"), "col-report", "col-type", "col-period", "col-year", "col-state")
	for _, report := range a.reportsByAge() {
		if !slices.Contains(r.Reports, report) {
			continue
		}
		row, period := a.reportRow(report), Cell{}
		if report.Period != "" {
			period = text(a.period(report.Period))
		}
		t.add(Cell{Words: row.Title, URL: row.URL}, text(row.Type), period, text(row.Year), text(row.State))
	}
	t.drop()
	a.rank(&t)
	return &t
}

// citedIn are the documents that a year's page cites, each once.
func (a *assembler) citedIn(r monitor.Review) []Cite {
	var of []model.Observation
	for _, f := range r.Figures {
		of = append(of, f.Series.Observations[f.Of])
	}
	for _, d := range r.Changes {
		for _, m := range d.Marks {
			of = append(of, d.Series.Observations[m.Of])
		}
	}
	if s := a.in.Site.Strategy; s != nil && r.Plan != nil {
		of = append(of, model.Observation{Source: model.Cite{ID: s.Source.ID}})
	}
	out := a.documents(of)
	for i := range out {
		out[i].At = Words{} // each place stands beside its fact
	}
	return out
}

// yearsAround lead to the years before and after.
func (a *assembler) yearsAround(p *model.Page) Neighbours {
	pages := a.yearPages(p.Parent())
	var n Neighbours
	for i, x := range pages {
		if x.ID != p.ID {
			continue
		}
		if i+1 < len(pages) {
			n.Previous = a.pageLink(pages[i+1].ID)
		}
		if i > 0 {
			n.Next = a.pageLink(pages[i-1].ID)
		}
	}
	return n
}
