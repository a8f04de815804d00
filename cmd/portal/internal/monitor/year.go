package monitor

import (
	"slices"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// Review is what is known of one year. Nothing in it is added up: it says which
// figures and reports there are, and which are missing.
type Review struct {
	Year     int
	Figures  []YearFigure    // of series as a whole, in the order of the series
	Parts    []*model.Series // that have figures of parts alone
	Overlaps []Overlap       // among the series of Figures
	Changes  []Difference    // figures beside those of the year before
	Lost     []*model.Series // that have figures for the year before and none for this one
	Reports  []*model.Report // about the year, or issued in it
	Plan     *PlanReview     // nil outside the strategy's period
}

// YearFigure is one figure of a series as a whole.
type YearFigure struct {
	Series *model.Series
	Of     int // the observation
}

// Overlap is a series and those after it that count some of the same people or
// things.
type Overlap struct {
	Series *model.Series
	With   []*model.Series
}

// Difference is a figure and the same one of the year before.
type Difference struct {
	Series *model.Series
	model.Compared
}

// PlanReview is how the plan stood at the end of a year, or of its last quarter
// that has ended.
type PlanReview struct {
	Until        model.Quarter // the last one of the year that has ended
	Roll         Roll
	Reported     bool // some activity's state was known by then
	Owed, Here   int  // quarterly reports of the year
	Institutions []YearOf
	Changed      []Turn
	Due          []*model.Activity // whose deadline lay in the year
	Unknown      []string          // specific objectives with activities of which none was reported
}

// YearOf is what an institution owed and delivered in a year, and how the
// activities that it leads stood at the end.
type YearOf struct {
	Institution string
	Owed, Here  int
	Leads       Counts
}

// Turn is an activity whose state at the end of a year is another than a year
// before. The empty state is not reported.
type Turn struct {
	Activity *model.Activity
	From, To model.Status
}

// NewReview is what is known of a year on a day.
func NewReview(site *model.Site, year int, today model.Date) Review {
	r := Review{Year: year, Plan: planReview(site, year, today)}
	var whole []*model.Series
	for _, x := range site.Series.All {
		of := x.In(year)
		for _, i := range of {
			r.Figures = append(r.Figures, YearFigure{x, i})
		}
		switch {
		case len(of) > 0:
			whole = append(whole, x)
		case x.Covers(year):
			r.Parts = append(r.Parts, x)
		case x.Covers(year - 1):
			r.Lost = append(r.Lost, x)
		}
		for _, c := range site.Beside(x, year-1, year) {
			r.Changes = append(r.Changes, Difference{x, c})
		}
	}
	r.Overlaps = overlaps(whole)
	for _, report := range site.Reports.All {
		if report.About(year) || report.Issued() == year {
			r.Reports = append(r.Reports, report)
		}
	}
	return r
}

// overlaps finds the series that count the same people or things; each pair
// stands with the first of the two.
func overlaps(series []*model.Series) []Overlap {
	var out []Overlap
	for i, x := range series {
		o := Overlap{Series: x}
		for _, y := range series[i+1:] {
			if slices.Contains(x.Overlaps, y.ID) || slices.Contains(y.Overlaps, x.ID) {
				o.With = append(o.With, y)
			}
		}
		if len(o.With) > 0 {
			out = append(out, o)
		}
	}
	return out
}

// planReview is nil outside the strategy's period, and before the year's first
// quarter has ended.
func planReview(site *model.Site, year int, today model.Date) *PlanReview {
	c := NewCalendar(site, today).in(year)
	if len(c.Quarters) == 0 {
		return nil
	}
	until := c.Quarters[len(c.Quarters)-1]
	r := &PlanReview{Until: until, Roll: At(site, until)}
	r.Reported = r.Roll.Whole.Counts.Reported() > 0
	r.Owed, r.Here = c.Tally()
	for _, row := range c.Rows {
		if owed, here := (Calendar{Rows: []Row{row}}).Tally(); owed > 0 {
			r.Institutions = append(r.Institutions, YearOf{row.Institution, owed, here, ledBy(site, row.Institution, until)})
		}
	}
	before := model.Quarter{Year: year - 1, N: 4}
	for _, a := range site.Activities.All {
		if from, to := site.StatusAt(a.ID, before), site.StatusAt(a.ID, until); from != to {
			r.Changed = append(r.Changed, Turn{a, from, to})
		}
		if q, ok := due(a.Deadline); ok && q.Year == year {
			r.Due = append(r.Due, a)
		}
	}
	for _, o := range site.Objectives.All {
		if s, ok := r.Roll.Objectives[o.ID]; ok && o.Level == model.LevelSpecific && s.Coverage != nil && s.Coverage.Sign() == 0 {
			r.Unknown = append(r.Unknown, o.ID)
		}
	}
	return r
}

// in is the part of the calendar that lies in a year.
func (c Calendar) in(year int) Calendar {
	var out Calendar
	for _, q := range c.Quarters {
		if q.Year == year {
			out.Quarters = append(out.Quarters, q)
		}
	}
	for _, row := range c.Rows {
		var part []Due
		for i, d := range row.Reports {
			if c.Quarters[i].Year == year {
				part = append(part, d)
			}
		}
		row.Reports = part
		out.Rows = append(out.Rows, row)
	}
	return out
}

// ledBy counts the activities that an institution leads by their state.
func ledBy(site *model.Site, institution string, q model.Quarter) Counts {
	s := newSum()
	for _, a := range site.Activities.All {
		if slices.Contains(a.Lead, institution) {
			s.activity(a, site.StatusAt(a.ID, q), Overdue(site, a, q))
		}
	}
	return s.counts
}
