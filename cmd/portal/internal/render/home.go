package render

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// homeReports is how many reports the home page names.
const homeReports = 3

// home assembles the home page. What it shows below its heading is chosen in
// data/site.yaml; a site that chooses nothing gets its navigation as doors.
func (a *assembler) home(f Frame, body template.HTML) HomeView {
	v := HomeView{
		Frame: f, Body: body, PlanPage: a.listPage(model.KindActivity), PlanNote: a.historic(), Objectives: a.strategicRows(false),
		PlanCount: a.n("count-activities", len(a.in.Site.Activities.All)),
		Reports:   a.latestReports(), ReportsPage: a.listPage(model.KindReport),
		Campaigns: a.campaignBriefs(), CampaignsPage: a.listPage(model.KindCampaign),
	}
	chosen := a.in.Site.Config.Home
	if chosen == nil {
		for _, id := range a.in.Site.Config.Nav {
			v.Ways = a.addWay(v.Ways, id, nil)
		}
		return v
	}
	for _, w := range chosen.Ways {
		v.Ways = a.addWay(v.Ways, w.Page, w.Title)
	}
	v.Figures, v.FiguresPage = a.figures(chosen.Figures), a.listPage(model.KindSeries)
	if c := chosen.Caveat; c != nil {
		v.Caveat = &Link{Words: a.words(c.Text), URL: a.url(model.KindPage, c.Page)}
	}
	if s := chosen.Strategies; s != nil {
		v.Strategies, v.StrategiesPage = a.strategySteps(s.Reports), a.pageLink(s.Page)
	}
	v.Sections = a.otherSections(v)
	return v
}

// listPage leads to the page that lists records of a kind; nil without one.
func (a *assembler) listPage(kind model.Kind) *Link {
	if id := a.listing[kind]; id != "" {
		return a.pageLink(id)
	}
	return nil
}

// addWay adds the door to a page, if it is published.
func (a *assembler) addWay(ways []Way, id string, title model.Text) []Way {
	p := a.best(id)
	if p == nil {
		return ways
	}
	w := Way{Card: a.card(p), Room: "learn"}
	if words := a.words(title); words.Text != "" {
		w.Title = words
	}
	switch help := a.in.Site.Config.ShortAddresses; {
	case slices.Contains(help, id):
		w.Room = "help"
	case p.Kind == model.PagePlan:
		w.Room = "plan"
	}
	return append(ways, w)
}

// figures are the newest figures of series, as far as there are any.
func (a *assembler) figures(ids []string) []Figure {
	var out []Figure
	for _, id := range ids {
		s := a.in.Site.Series.Get(id)
		o, shown := a.in.Site.LatestShown(s)
		if o == nil {
			continue // told by check
		}
		out = append(out, Figure{
			Value: a.shown(s, *o, shown), Indicator: a.words(s.Indicator), Period: a.period(o.Period),
			URL: a.url(model.KindSeries, id), Source: a.cite(o.Source),
		})
	}
	return out
}

// latestReports are the newest reports that can be had.
func (a *assembler) latestReports() []Brief {
	reports := slices.DeleteFunc(a.reportsByAge(), func(r *model.Report) bool { return r.State != "published" || r.Year == 0 })
	var out []Brief
	for _, r := range reports[:min(len(reports), homeReports)] {
		b := Brief{Title: a.words(r.Title), URL: a.url(model.KindReport, r.ID)}
		b.About = append(b.About, Words{Text: a.t("report-type-" + r.Type)}, Words{Text: strconv.Itoa(r.Year)})
		if r.Publisher != "" {
			b.About = append(b.About, a.institutionLink(r.Publisher).Words)
		}
		out = append(out, b)
	}
	return out
}

// reportsByAge are the reports, the newest first; those without a year come last.
func (a *assembler) reportsByAge() []*model.Report {
	sorted := common(a.edition, "reports by age", func() *[]*model.Report {
		reports := slices.Clone(a.in.Site.Reports.All)
		slices.SortStableFunc(reports, func(x, y *model.Report) int {
			return cmp.Or(cmp.Compare(y.Issued(), x.Issued()), a.p.Compare(a.words(x.Title).Text, a.words(y.Title).Text))
		})
		return &reports
	})
	return slices.Clone(*sorted) // the caller's own
}

func (a *assembler) campaignBriefs() []Brief {
	var out []Brief
	for _, c := range a.campaignCards() {
		out = append(out, c.brief())
	}
	return out
}

func (c Card) brief() Brief {
	b := Brief{Title: c.Title, URL: c.URL}
	if c.Summary.Text != "" {
		b.About = []Words{c.Summary}
	}
	return b
}

// strategySteps are strategies with their time; the one that the site shows is
// known by its period.
func (a *assembler) strategySteps(ids []string) []StrategyStep {
	var out []StrategyStep
	for _, id := range ids {
		r := a.in.Site.Reports.Get(id)
		if r.Period == "" {
			continue // told by check
		}
		out = append(out, StrategyStep{
			Period: a.period(r.Period), Title: a.words(r.Title), URL: a.url(model.KindReport, id),
			Shown: a.in.Site.Strategy != nil && r.Period == a.in.Site.Strategy.Period,
		})
	}
	return out
}

// otherSections are the entries of the main navigation that nothing else on the
// home page leads to.
func (a *assembler) otherSections(v HomeView) []Brief {
	led := map[string]bool{}
	for _, w := range v.Ways {
		led[w.URL] = true
	}
	for _, l := range []*Link{v.PlanPage, v.FiguresPage, v.ReportsPage, v.CampaignsPage} {
		if l != nil {
			led[l.URL] = true
		}
	}
	var out []Brief
	for _, id := range a.in.Site.Config.Nav {
		if p := a.best(id); p != nil && !led[a.url(model.KindPage, id)] {
			out = append(out, a.card(p).brief())
		}
	}
	return out
}
