package monitor

import (
	"slices"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// Calendar is who owed a report for which quarter, and who delivered one.
type Calendar struct {
	Quarters []model.Quarter // of the strategy's period, those that had ended on the day
	Rows     []Row           // by the institutions' ids
}

// Row is one institution's reports, one for each quarter of the calendar.
type Row struct {
	Institution string
	Named       bool // by the strategy, as an example
	Leads       int  // activities
	Reports     []Due
}

// Due is one report.
type Due struct {
	Owed   bool
	Report *model.Progress // nil when none is in the folder
}

// NewCalendar is the calendar on a day. A quarter is in it once it has ended. An
// institution owes a report for it when it leads an activity and existed then;
// the strategy's list of those who report is not closed. A general term that the
// plan names as lead ("partners") is no institution and owes none. What a
// document says about an institution is no report of its own.
func NewCalendar(site *model.Site, today model.Date) Calendar {
	var c Calendar
	if site.Strategy == nil {
		return c
	}
	from, to := site.Strategy.Period.Years()
	for year := from; year > 0 && year <= to; year++ {
		for n := 1; n <= 4; n++ {
			if q := (model.Quarter{Year: year, N: n}); !today.Before(q.Ends()) {
				c.Quarters = append(c.Quarters, q)
			}
		}
	}
	leads := map[string]int{}
	for _, a := range site.Activities.All {
		for _, id := range a.Lead {
			leads[id]++
		}
	}
	for _, i := range site.Institutions.All {
		row := Row{Institution: i.ID, Named: named(site, i.ID), Leads: leads[i.ID]}
		owes, delivered := row.Leads > 0 && i.NameStatus != model.NameGeneric, false
		for _, q := range c.Quarters {
			d := Due{Owed: owes && existed(i, q), Report: reportOf(site, i.ID, q)}
			delivered = delivered || d.Report != nil
			row.Reports = append(row.Reports, d)
		}
		if owes || row.Named || delivered {
			c.Rows = append(c.Rows, row)
		}
	}
	return c
}

// Tally counts the reports that were owed and those of them that are in the
// folder.
func (c Calendar) Tally() (owed, delivered int) {
	for _, r := range c.Rows {
		for _, d := range r.Reports {
			if d.Owed {
				owed++
				if d.Report != nil {
					delivered++
				}
			}
		}
	}
	return owed, delivered
}

func named(site *model.Site, institution string) bool {
	return site.Strategy.Reporting != nil && slices.Contains(site.Strategy.Reporting.Named, institution)
}

// existed reports whether an institution is not known to have been founded after
// a quarter, or abolished before it.
func existed(i *model.Institution, q model.Quarter) bool {
	if y, m, _ := i.ValidFrom.Parts(); y > 0 {
		if m == 0 {
			m = 1
		}
		if !(model.Date{Year: y, Month: m, Day: 1}).Before(q.Ends()) {
			return false
		}
	}
	if y, m, d := i.ValidTo.Parts(); y > 0 {
		if m == 0 {
			m = 12
		}
		if d == 0 {
			d = 31
		}
		if (model.Date{Year: y, Month: m, Day: d}).Before(q.Begins()) {
			return false
		}
	}
	return true
}

func reportOf(site *model.Site, institution string, q model.Quarter) *model.Progress {
	p := site.Progress.Get(q.ID() + "/" + institution)
	if p == nil || !p.IsReport() {
		return nil
	}
	return p
}
