package render

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

func (a *assembler) statistics(f Frame, p *model.Page, body template.HTML) StatisticsView {
	return StatisticsView{
		Frame: f, Body: body, Count: a.n("count-series", len(a.in.Site.Series.All)), Groups: a.seriesGroups(), Compared: a.comparedSeries(),
		Caveat: a.caveat(), Children: a.children(p.ID), Downloads: a.downloads("statistics"),
	}
}

// caveat is what a reader must know of any figure, with the page that tells more;
// nil when the site names none.
func (a *assembler) caveat() *Link {
	if h := a.in.Site.Config.Home; h != nil && h.Caveat != nil {
		return &Link{Words: a.words(h.Caveat.Text), URL: a.url(model.KindPage, h.Caveat.Page)}
	}
	return nil
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

// comparedSeries puts the two years side by side of which most series have
// figures; nil when no two years can be compared.
func (a *assembler) comparedSeries() *ComparedYears {
	before, after, ok := a.in.Site.CommonYears()
	if !ok {
		return nil
	}
	table := a.comparison(string(before), string(after))
	for _, s := range a.in.Site.Series.All {
		c := a.in.Site.Compare(s)
		if c == nil {
			continue
		}
		i := slices.Index(c.Periods, after)
		if i < 1 || c.Periods[i-1] != before {
			continue
		}
		for _, r := range c.Rows {
			pair := model.Compared{Breakdown: r.Breakdown, Marks: r.Marks[i-1 : i+1]}
			if was, is := pair.Marks[0].Shown, pair.Marks[1].Shown; was != "" && is != "" {
				pair.Change = is.Minus(was)
				table.add(a.comparedCells(s, pair)...)
			}
		}
	}
	a.rank(&table)
	return &ComparedYears{Title: table.Caption, Table: table}
}

// comparison is the head of a table that puts two years side by side.
func (a *assembler) comparison(before, after string) Table {
	return Table{Caption: a.t("compare-years", "before", before, "after", after), Columns: []Column{
		{Label: a.t("col-indicator")}, {before, true}, {after, true}, {a.t("col-change"), true},
	}}
}

// comparedCells are a row of it: a figure of two years that both are shown.
func (a *assembler) comparedCells(s *model.Series, c model.Compared) []Cell {
	name := Cell{Words: a.words(s.Indicator), URL: a.url(model.KindSeries, s.ID)}
	if of := a.counted(s, c.Breakdown); of != "" {
		name.Text += ": " + of
	}
	return []Cell{name, a.mark(s, c.Marks[0]), a.mark(s, c.Marks[1]), a.change(c.Change, s.Unit)}
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
		Frame: a.recordFrame(t, indicator, indicator), Topic: a.t("topic-" + s.Topic), Unit: a.t("unit-" + s.Unit), Note: a.words(s.Note),
		Caveat: a.caveat(), Downloads: a.seriesFiles(s),
	}
	shown := a.in.Site.Shown(s)
	if slices.Contains(shown, "") {
		v.Hidden = a.t("small-note", "below", a.p.Int(a.in.Site.Config.SmallCells.Below))
	}
	v.Revised = a.revisions(s, shown)
	v.Table = a.observations(s, shown, indicator.Text)
	v.Compared = a.compared(s)
	v.Chart = a.chart(s, v.Downloads)
	v.Citation = a.figureCitations(s, shown, a.citation(v.Frame))
	for _, id := range s.Overlaps {
		v.Overlaps = append(v.Overlaps, a.seriesLink(id))
	}
	v.Neighbours = a.neighbours(model.KindSeries, s.ID, a.seriesLink)
	return v
}

// seriesFiles are the figures of a series as a file of their own, its chart in
// the edition's words, and what programs read about it.
func (a *assembler) seriesFiles(s *model.Series) []Download {
	var out []Download
	for _, f := range a.seriesData(s, "csv") {
		out = append(out, a.download(f))
	}
	if f, ok := a.beside.Chart(route.ChartPath(s.ID, a.lang.ID)); ok {
		out = append(out, a.download(f))
	}
	for _, f := range a.seriesData(s, "json") {
		metadata := a.download(f)
		metadata.Title = Words{Text: a.t("series-metadata")}
		out = append(out, metadata)
	}
	return out
}

// seriesData are the files of a series in a format.
func (a *assembler) seriesData(s *model.Series, format string) []DataFile {
	var out []DataFile
	for _, f := range a.beside.Series(s.ID) {
		if f.Format == format {
			out = append(out, f)
		}
	}
	return out
}

func (a *assembler) seriesLink(id string) Link {
	return Link{Words: a.words(a.in.Site.Series.Get(id).Indicator), URL: a.url(model.KindSeries, id)}
}

// revisedAnchor is where the corrections of a series are told on its page.
const revisedAnchor = "series_revised"

// observations are the figures of a series with their sources, in the words of
// the language. Each row has an address of its own, made to last.
func (a *assembler) observations(s *model.Series, shown []model.Decimal, caption string) Table {
	keys := []string{"col-period"}
	for _, d := range s.Dimensions {
		keys = append(keys, "dimension-"+d)
	}
	table, ids := a.headed(caption, append(keys, "col-value", "col-note", "col-source")...), a.in.Site.ObservationIDs(s)
	table.numbers(len(keys))
	for n, o := range s.Observations {
		period := text(a.period(o.Period))
		period.Key = string(o.Period)
		cells := []Cell{period}
		for _, d := range s.Dimensions {
			cells = append(cells, text(a.breakdown(o, d)))
		}
		value, source := a.figure(s, o, shown[n]), a.cite(o.Source)
		if len(o.Revised) > 0 {
			value.Mark = &Link{Words: Words{Text: a.t("figure-revised")}, URL: "#" + revisedAnchor}
		}
		table.add(append(cells, value, Cell{Words: a.words(o.Note)}, Cell{Source: &source})...)
		table.Rows[n].Anchor, table.Rows[n].Link = ids[n], a.t("figure-address", "figure", a.named(s, o))
	}
	table.drop()
	a.rank(&table)
	return table
}

// figure is a value of a table: what is hidden says so, and sorts as unknown.
func (a *assembler) figure(s *model.Series, o model.Observation, shown model.Decimal) Cell {
	cell := text(a.shown(s, o, shown))
	cell.Key = string(shown)
	return cell
}

// shown is a figure in words. One that is hidden for being small says below what
// it lies; one that is hidden to protect another says nothing of itself.
func (a *assembler) shown(s *model.Series, o model.Observation, shown model.Decimal) string {
	switch rule := a.in.Site.Config.SmallCells; {
	case shown != "":
		return a.value(shown, s.Unit)
	case rule.Hides(o.Value):
		return rule.Show
	}
	return a.t("small-hidden")
}

// revisions are the corrections of the figures of a series, nil without any.
func (a *assembler) revisions(s *model.Series, shown []model.Decimal) *Revisions {
	title := a.t("revised-title")
	table := a.headed(title, "col-figure", "col-old", "col-new", "col-revised-on", "col-reason")
	table.numbers(1, 2)
	ids := a.in.Site.ObservationIDs(s)
	for n, o := range s.Observations {
		for _, r := range o.Revised {
			old, now := o, o
			old.Value, now.Value = r.Old, r.New
			on := text(a.date(r.On))
			on.Key = r.On.String()
			table.add(
				Cell{Words: Words{Text: a.named(s, o)}, URL: "#" + ids[n]},
				a.figure(s, old, a.in.Site.ShownRevision(s, shown[n], r.Old)), a.figure(s, now, a.in.Site.ShownRevision(s, shown[n], r.New)),
				on, Cell{Words: a.words(r.Reason)})
		}
	}
	if len(table.Rows) == 0 {
		return nil
	}
	a.rank(&table)
	return &Revisions{Anchor: revisedAnchor, Title: title, Table: table}
}

// compared is the figures of a series by period, nil when they cannot be compared.
func (a *assembler) compared(s *model.Series) *Table {
	c := a.in.Site.Compare(s)
	if c == nil {
		return nil
	}
	title := a.t("compare-title")
	table := Table{Caption: title, Columns: []Column{{Label: a.t("col-counted")}}}
	for _, p := range c.Periods {
		table.Columns = append(table.Columns, Column{Label: a.period(p), Numbers: true})
	}
	last := len(c.Periods) - 1
	table.Columns = append(table.Columns, Column{Label: a.t("col-change-since", "period", a.period(c.Periods[last-1])), Numbers: true})
	for _, r := range c.Rows {
		name := a.counted(s, r.Breakdown)
		if name == "" {
			name = a.t("counted-all")
		}
		cells := []Cell{text(name)}
		for _, m := range r.Marks {
			cells = append(cells, a.mark(s, m))
		}
		table.add(append(cells, a.change(r.Change, s.Unit))...)
	}
	a.rank(&table)
	return &table
}

// mark is a figure of a comparison, or that there is none.
func (a *assembler) mark(s *model.Series, m model.Mark) Cell {
	if m.Of < 0 {
		return text(a.t("chart-missing"))
	}
	return a.figure(s, s.Observations[m.Of], m.Shown)
}

// change is by how much a figure grew or fell, in words: shares of small counts
// would say more than they know.
func (a *assembler) change(by model.Decimal, unit string) Cell {
	size, less := strings.CutPrefix(string(by), "-")
	cell := Cell{Key: string(by)}
	switch {
	case by == "":
	case strings.Trim(size, "0.") == "":
		cell.Text = a.t("change-none")
	case less:
		cell.Text = a.t("change-less", "value", a.value(model.Decimal(size), unit))
	default:
		cell.Text = a.t("change-more", "value", a.value(by, unit))
	}
	return cell
}

// named is a figure by its period and by what it counts: "2019, female".
func (a *assembler) named(s *model.Series, o model.Observation) string {
	if of := a.counted(s, o.Breakdown); of != "" {
		return a.period(o.Period) + ", " + of
	}
	return a.period(o.Period)
}

// counted is a breakdown in words, empty when everything is counted.
func (a *assembler) counted(s *model.Series, breakdown map[string]string) string {
	var out []string
	for _, d := range s.Dimensions {
		if v := breakdown[d]; v != "" {
			out = append(out, a.t("value-"+v))
		}
	}
	return strings.Join(out, ", ")
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

func (a *assembler) citation(f Frame) Citation {
	return Citation{Site: f.SiteName, Title: f.Heading, Address: f.Canonical}
}

// figureCitations adds to the citation of a page one of each figure on it.
func (a *assembler) figureCitations(s *model.Series, shown []model.Decimal, c Citation) Citation {
	for n, id := range a.in.Site.ObservationIDs(s) {
		o := s.Observations[n]
		c.Figures = append(c.Figures, FigureCitation{Figure: a.named(s, o) + ": " + a.shown(s, o, shown[n]), Source: a.cite(o.Source), Address: c.Address + "#" + id})
	}
	return c
}
