package render

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// libraryPage assembles the pages that list laws, figures, reports and words;
// false for every other kind.
func (a *assembler) libraryPage(f Frame, p *model.Page, body template.HTML) (layout string, view any, ok bool) {
	site := a.in.Site
	switch p.Kind {
	case model.PageInstruments:
		return "instruments", InstrumentsView{
			Frame: f, Body: body, Count: a.n("count-instruments", len(site.Instruments.All)), Groups: a.instrumentGroups(), Downloads: a.downloads("instruments"),
		}, true
	case model.PageStatistics:
		return "statistics", StatisticsView{
			Frame: f, Body: body, Count: a.n("count-series", len(site.Series.All)), Groups: a.seriesGroups(), Children: a.children(p.ID), Downloads: a.downloads("statistics"),
		}, true
	case model.PageRecommendations:
		return "recommendations", RecommendationsView{Frame: f, Body: body, Groups: a.recommendationGroups(), Downloads: a.downloads("recommendations")}, true
	case model.PageReports:
		return "reports", ReportsView{
			Frame: f, Body: body, Count: a.n("count-reports", len(site.Reports.All)), Table: a.reportTable(f.Heading.Text), Downloads: a.downloads("reports"),
		}, true
	case model.PageCampaigns:
		return "campaigns", CampaignsView{Frame: f, Body: body, Cards: a.campaignCards()}, true
	case model.PageGlossary:
		return "glossary", GlossaryView{Frame: f, Body: body, Count: a.n("count-terms", len(site.Terms.All)), Letters: a.letters()}, true
	case model.PageSources:
		return "sources", SourcesView{Frame: f, Body: body, Rows: a.sourceRows()}, true
	}
	return "", nil, false
}

func (a *assembler) instrumentGroups() []InstrumentGroup {
	var out []InstrumentGroup
	for _, j := range model.Jurisdiction("").Values() {
		title := a.t("jurisdiction-" + j)
		table := a.headed(title, "col-instrument", "col-type", "col-number", "col-date")
		for _, i := range a.in.Site.Instruments.All {
			if string(i.Jurisdiction) == j {
				date := text(a.when(i.Date))
				date.Key = string(i.Date)
				table.add(Cell{Words: a.words(i.Title), URL: a.url(model.KindInstrument, i.ID)}, text(a.t("instrument-type-"+i.Type)), text(i.Number), date)
			}
		}
		if len(table.Rows) > 0 {
			a.rank(&table)
			slices.SortStableFunc(table.Rows, func(x, y TableRow) int { return a.p.Compare(x.Cells[0].Text, y.Cells[0].Text) })
			out = append(out, InstrumentGroup{Anchor: j, Title: title, Table: table})
		}
	}
	return out
}

func (a *assembler) instrument(t route.Target, i *model.Instrument) InstrumentView {
	title := a.words(i.Title)
	v := InstrumentView{
		Frame: a.recordFrame(t, title, a.words(i.Summary)), Type: a.t("instrument-type-" + i.Type), Jurisdiction: a.t("jurisdiction-" + string(i.Jurisdiction)),
		Number: i.Number, Date: a.when(i.Date), Summary: a.words(i.Summary), Note: a.words(i.Note), URL: string(i.URL),
		OtherTitles: a.others(i.Title), Mentions: a.mentions(model.KindInstrument, i.ID), Sources: a.cites(i.Sources),
	}
	if g := i.Gazette; g != nil {
		v.Gazette = a.t("gazette-issue", "number", g.Number, "date", a.when(g.Date))
	}
	if official, said := i.Official[a.lang.ID]; said && !official {
		v.Unofficial = a.t("instrument-unofficial")
	}
	v.Neighbours = a.neighbours(model.KindInstrument, i.ID, func(id string) Link {
		return Link{Words: a.words(a.in.Site.Instruments.Get(id).Title), URL: a.url(model.KindInstrument, id)}
	})
	return v
}

// recordFrame is the frame of a record's page; its description is the text that
// sums it up.
func (a *assembler) recordFrame(t route.Target, heading, about Words) Frame {
	f := a.frame(t, heading, Words{}, a.listing[t.Kind])
	f.Description = cmp.Or(about.Text, heading.Text)
	return f
}

// seriesGroups list the series by topic, in the order in which topics appear.
func (a *assembler) seriesGroups() []SeriesGroup {
	var out []SeriesGroup
	for _, s := range a.in.Site.Series.All {
		i := slices.IndexFunc(out, func(g SeriesGroup) bool { return g.Anchor == s.Topic })
		if i < 0 {
			title := a.t("topic-" + s.Topic)
			g := SeriesGroup{Anchor: s.Topic, Title: title, Table: a.headed(title, "col-indicator", "col-unit", "col-period", "col-figures")}
			out, i = append(out, g), len(out)
		}
		figures := text(a.n("count-observations", len(s.Observations)))
		figures.Key = strconv.Itoa(len(s.Observations))
		out[i].Table.add(Cell{Words: a.words(s.Indicator), URL: a.url(model.KindSeries, s.ID)}, text(a.t("unit-"+s.Unit)), text(a.span(s)), figures)
	}
	for i := range out {
		a.rank(&out[i].Table)
	}
	return out
}

// span is the years a series covers.
func (a *assembler) span(s *model.Series) string {
	first, last := s.Span()
	if first == 0 {
		return ""
	}
	return a.p.YearRange(first, last)
}

func (a *assembler) series(t route.Target, s *model.Series) SeriesView {
	indicator := a.words(s.Indicator)
	v := SeriesView{
		Frame: a.recordFrame(t, indicator, indicator), Topic: a.t("topic-" + s.Topic), Unit: a.t("unit-" + s.Unit), Note: a.words(s.Note), Downloads: a.downloads("statistics"),
	}
	v.Table = a.observations(s, indicator.Text)
	v.Chart = a.chart(s, indicator, v.Downloads)
	v.Citation = a.citation(v.Frame)
	for _, id := range s.Overlaps {
		v.Overlaps = append(v.Overlaps, a.seriesLink(id))
	}
	v.Neighbours = a.neighbours(model.KindSeries, s.ID, a.seriesLink)
	return v
}

func (a *assembler) seriesLink(id string) Link {
	return Link{Words: a.words(a.in.Site.Series.Get(id).Indicator), URL: a.url(model.KindSeries, id)}
}

// observations are the figures of a series with their sources, in the words of
// the language. Each row has an address of its own.
func (a *assembler) observations(s *model.Series, caption string) Table {
	keys := []string{"col-period"}
	for _, d := range s.Dimensions {
		keys = append(keys, "dimension-"+d)
	}
	table := a.headed(caption, append(keys, "col-value", "col-note", "col-source")...)
	table.numbers(len(keys))
	for n, o := range s.Observations {
		period := text(a.period(o.Period))
		period.Key = string(o.Period)
		cells := []Cell{period}
		for _, d := range s.Dimensions {
			cells = append(cells, text(a.breakdown(o, d)))
		}
		value, source := text(a.value(o.Value, s.Unit)), a.cite(o.Source)
		value.Key = string(o.Value)
		table.add(append(cells, value, Cell{Words: a.words(o.Note)}, Cell{Source: &source})...)
		table.Rows[n].Anchor = "n" + strconv.Itoa(n+1)
	}
	table.drop()
	a.rank(&table)
	return table
}

// breakdown is what a figure counts in one dimension, empty when it counts all.
func (a *assembler) breakdown(o model.Observation, dimension string) string {
	if v := o.Breakdown[dimension]; v != "" {
		return a.t("value-" + v)
	}
	return ""
}

func (a *assembler) value(v model.Decimal, unit string) string {
	switch unit {
	case "eur", "usd":
		return a.p.Money(string(v), strings.ToUpper(unit))
	case "percent":
		return a.p.Percent(string(v))
	}
	return a.p.Number(string(v))
}

// period is a time in words: a year, quarter, month or range, open or closed.
func (a *assembler) period(p model.Period) string {
	first, last, ranged := strings.Cut(string(p), "/")
	switch {
	case p == "":
		return a.t("period-unknown")
	case !ranged:
		return a.point(first)
	case first == "..":
		return a.t("period-until", "point", a.point(last))
	case last == "..":
		return a.t("period-from", "point", a.point(first))
	}
	from, to := p.Years()
	return a.p.YearRange(from, to)
}

func (a *assembler) point(s string) string {
	year, _ := strconv.Atoi(s[:4])
	switch {
	case len(s) == 4:
		return s
	case s[5] == 'Q':
		return a.p.Quarter(year, int(s[6]-'0'))
	}
	month, _ := strconv.Atoi(s[5:])
	return a.p.MonthYear(year, month)
}

// recommendationGroups list the recommendations by the document they stand in.
func (a *assembler) recommendationGroups() []RecommendationGroup {
	var out []RecommendationGroup
	for _, r := range a.in.Site.Recommendations.All {
		anchor := "from-" + r.Source.ID
		i := slices.IndexFunc(out, func(g RecommendationGroup) bool { return g.Anchor == anchor })
		if i < 0 {
			out, i = append(out, RecommendationGroup{Anchor: anchor, Source: a.cite(model.Cite{ID: r.Source.ID})}), len(out)
		}
		row := RecommendationRow{Anchor: r.ID, Number: r.Number, Text: a.words(r.Text), Note: a.words(r.Note), At: a.cite(r.Source).At}
		for _, id := range r.Activities {
			row.Activities = append(row.Activities, a.activityLink(id))
		}
		out[i].Rows = append(out[i].Rows, row)
	}
	for i := range out {
		out[i].Count = a.n("count-recommendations", len(out[i].Rows))
	}
	return out
}

// activityLink names an activity by its code and title.
func (a *assembler) activityLink(id string) Link {
	row := a.rows[id]
	w := row.Title
	w.Text = id + " " + w.Text
	return Link{Words: w, URL: row.URL}
}

// reportTable lists the reports, the newest first; those without a year come last.
func (a *assembler) reportTable(caption string) Table {
	table := a.headed(caption, "col-report", "col-year", "col-type", "col-publisher", "col-state")
	for _, r := range a.reportsByAge() {
		row := a.reportRow(r)
		table.add(Cell{Words: row.Title, URL: row.URL}, text(row.Year), text(row.Type), Cell{Words: row.Publisher}, text(row.State))
	}
	a.rank(&table)
	return table
}

func (a *assembler) reportRow(r *model.Report) ReportRow {
	row := ReportRow{
		Title: a.words(r.Title), Type: a.t("report-type-" + r.Type), State: a.t("report-state-" + string(r.State)), URL: a.url(model.KindReport, r.ID),
	}
	if r.Year != 0 {
		row.Year = strconv.Itoa(r.Year)
	}
	if r.Publisher != "" {
		row.Publisher = a.institutionLink(r.Publisher).Words
	}
	return row
}

func (a *assembler) report(t route.Target, r *model.Report) ReportView {
	title := a.words(r.Title)
	v := ReportView{
		Frame: a.recordFrame(t, title, a.words(r.Summary)), Type: a.t("report-type-" + r.Type), State: a.t("report-state-" + string(r.State)),
		Date: a.when(r.Date), Languages: a.languages(r.Languages), Summary: a.words(r.Summary), Note: a.words(r.Note), URL: string(r.URL), Sources: a.cites(r.Sources),
	}
	if r.Period != "" {
		v.Period = a.period(r.Period)
	}
	if v.Date == "" && r.Year != 0 {
		v.Date = strconv.Itoa(r.Year)
	}
	if r.Publisher != "" {
		l := a.institutionLink(r.Publisher)
		v.Publisher = &l
	}
	v.Neighbours = a.neighbours(model.KindReport, r.ID, func(id string) Link {
		return Link{Words: a.words(a.in.Site.Reports.Get(id).Title), URL: a.url(model.KindReport, id)}
	})
	return v
}

// languages names languages given by their BCP 47 tags.
func (a *assembler) languages(tags []string) string {
	var names []string
	for _, tag := range tags {
		names = append(names, a.t("language-"+tag))
	}
	return a.p.ListAnd(names)
}

func (a *assembler) campaignCards() []Card {
	var out []Card
	for _, c := range a.in.Site.Campaigns.All {
		out = append(out, Card{Title: a.words(c.Title), Summary: a.words(c.Audience), URL: a.url(model.KindCampaign, c.ID)})
	}
	return out
}

func (a *assembler) campaign(t route.Target, c *model.Campaign) CampaignView {
	v := CampaignView{
		Frame: a.recordFrame(t, a.words(c.Title), a.words(c.Message)), Audience: a.words(c.Audience), Message: a.words(c.Message),
		Activities: a.rowsOf(c.Activities), Note: a.words(c.Note), Sources: a.cites(c.Sources),
	}
	if c.Period != "" {
		v.Period = a.period(c.Period)
	}
	for i, h := range a.in.Site.Helplines.All {
		if h.ID == c.Helpline {
			v.Number = &a.edition.helplines[i]
		}
	}
	v.Neighbours = a.neighbours(model.KindCampaign, c.ID, func(id string) Link {
		return Link{Words: a.words(a.in.Site.Campaigns.Get(id).Title), URL: a.url(model.KindCampaign, id)}
	})
	return v
}

// letters are the terms in the order of the language, by their first letter.
func (a *assembler) letters() []GlossaryLetter {
	terms := slices.Clone(a.in.Site.Terms.All)
	slices.SortStableFunc(terms, func(x, y *model.Term) int { return a.p.Compare(a.words(x.Term).Text, a.words(y.Term).Text) })
	var out []GlossaryLetter
	for _, t := range terms {
		term := a.words(t.Term)
		letter := a.p.Initial(term.Text)
		if len(out) == 0 || out[len(out)-1].Letter != letter {
			out = append(out, GlossaryLetter{Anchor: "letter-" + strconv.Itoa(len(out)+1), Letter: letter})
		}
		last := &out[len(out)-1]
		last.Terms = append(last.Terms, GlossaryTerm{
			Anchor: t.ID, Term: term, Abbreviation: t.Abbreviation[a.lang.ID], Definition: a.words(t.Definition), Variants: t.Variants[a.lang.ID], Sources: a.cites(t.Sources),
		})
	}
	return out
}

func (a *assembler) sourceRows() []SourceRow {
	var out []SourceRow
	for _, s := range a.in.Site.Sources.All {
		row := SourceRow{
			Anchor: s.ID, Title: a.words(s.Title), Publisher: a.words(s.Publisher), Date: a.when(s.Date), URL: string(s.URL), Note: a.words(s.Note),
		}
		if s.Language != "" {
			row.Language = a.t("language-" + s.Language)
		}
		out = append(out, row)
	}
	slices.SortStableFunc(out, func(x, y SourceRow) int { return a.p.Compare(x.Title.Text, y.Title.Text) })
	return out
}
