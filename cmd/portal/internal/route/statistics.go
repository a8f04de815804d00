package route

import "antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"

// ChartPath is where the chart of a series is published as a file of its own, in
// the words of an edition: data/statistics/victims.sq.svg.
func ChartPath(series, lang string) string { return seriesFile(series, lang+".svg") }

// Charts are the drawings of the plan, in the order of their paths.
func (p *Plan) Charts() []Target {
	var out []Target
	for _, t := range p.Targets {
		if t.Sort == SortData && t.Kind == model.KindSeries && t.Path == ChartPath(t.ID, t.Lang) {
			out = append(out, t)
		}
	}
	return out
}

// charts gives the drawing of each series that can be drawn an address in every
// edition in which the series has a page.
func (p *planner) charts() {
	for _, s := range p.site.Series.All {
		if p.site.Plot(s) == nil {
			continue
		}
		for _, lang := range p.plan.Langs {
			if p.plan.URL(model.KindSeries, s.ID, lang) != "" {
				p.claim(Target{Path: ChartPath(s.ID, lang), Sort: SortData, Kind: model.KindSeries, ID: s.ID, Lang: lang}, s.Record, s.At("indicator"), "path-collision")
			}
		}
	}
}
