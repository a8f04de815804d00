package monitor_test

import (
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/monitor"
)

// body is an institution of the calendar's tests.
func body(id string, from, to model.When) *model.Institution {
	return &model.Institution{Record: model.Record{ID: id}, ValidFrom: from, ValidTo: to}
}

// calendarSite has a strategy for 2030 and 2031 and bodies that lead one activity
// each, but for "named" and "other".
func calendarSite(progress ...*model.Progress) *model.Site {
	bodies := []*model.Institution{
		body("abolished", "", "2030-06"), body("ended", "", "2030"), body("always", "", ""), body("founded", "2030-08-20", ""),
		body("gone", "", "2029-12-31"), body("later", "2031", ""), body("named", "", ""), body("other", "", ""),
	}
	var activities []*model.Activity
	for _, b := range bodies[:6] {
		activities = append(activities, &model.Activity{Record: model.Record{ID: "1.1." + b.ID}, Lead: []string{b.ID}, Support: []string{"other"}})
	}
	s := site(nil, activities, progress)
	s.Strategy = &model.Strategy{Period: "2030/2031", Reporting: &model.Duty{Named: []string{"always", "named"}}}
	s.Institutions = model.NewIndex(bodies, func(i *model.Institution) string { return i.ID })
	return s
}

func progressOf(q model.Quarter, institution string, basis model.Basis) *model.Progress {
	return &model.Progress{Record: model.Record{ID: q.ID() + "/" + institution}, Institution: institution, Quarter: q, Basis: basis}
}

// owed is a row as a word: "o" for a report that is owed, "." for none.
func owed(r monitor.Row) string {
	out := ""
	for _, d := range r.Reports {
		if d.Owed {
			out += "o"
		} else {
			out += "."
		}
	}
	return out
}

// TestAQuarterIsDueOnceItHasEnded, and none after the strategy's period.
func TestAQuarterIsDueOnceItHasEnded(t *testing.T) {
	for today, want := range map[model.Date]int{
		{Year: 2030, Month: 3, Day: 31}:  0,
		{Year: 2030, Month: 4, Day: 1}:   1,
		{Year: 2031, Month: 12, Day: 31}: 7,
		{Year: 2032, Month: 1, Day: 1}:   8,
		{Year: 2040, Month: 1, Day: 1}:   8,
	} {
		if got := len(monitor.NewCalendar(calendarSite(), today).Quarters); got != want {
			t.Errorf("on %s %d quarters had ended, want %d", today, got, want)
		}
	}
}

// TestWhoOwesAReport: every institution that leads an activity, for the quarters
// in which it existed; the strategy's list is not closed, and being on it alone
// makes no debt. Nobody owes for a support.
func TestWhoOwesAReport(t *testing.T) {
	want := map[string]string{
		"abolished": "oo......", // in the second quarter's last month
		"always":    "oooooooo",
		"ended":     "oooo....",
		"founded":   "..oooooo", // in the third quarter
		"gone":      "........",
		"later":     "....oooo",
		"named":     "........",
	}
	c := monitor.NewCalendar(calendarSite(), model.Date{Year: 2032, Month: 1, Day: 1})
	if len(c.Rows) != len(want) {
		t.Errorf("%d rows, want %d", len(c.Rows), len(want))
	}
	for _, r := range c.Rows {
		if got := owed(r); got != want[r.Institution] {
			t.Errorf("%s: %s, want %s", r.Institution, got, want[r.Institution])
		}
		if named := r.Institution == "always" || r.Institution == "named"; r.Named != named {
			t.Errorf("%s: named %v", r.Institution, r.Named)
		}
	}
}

// TestAGeneralTermOwesNothing: "partners" lead an activity, and are nobody.
func TestAGeneralTermOwesNothing(t *testing.T) {
	s := calendarSite()
	s.Institutions.Get("always").NameStatus, s.Institutions.Get("later").NameStatus = model.NameGeneric, model.NameGeneric
	for _, r := range monitor.NewCalendar(s, model.Date{Year: 2032, Month: 1, Day: 1}).Rows {
		if r.Institution == "later" || r.Institution == "always" && owed(r) != "........" {
			t.Errorf("%s: %s", r.Institution, owed(r))
		}
	}
}

// TestOnlyAnOwnReportIsDelivered: what a document says of an institution is no
// report of its own. A report that nobody owed is shown and not counted.
func TestOnlyAnOwnReportIsDelivered(t *testing.T) {
	delivered, told := progressOf(first, "always", ""), progressOf(last, "always", model.BasisDocument)
	unasked := progressOf(first, "other", model.BasisReport)
	c := monitor.NewCalendar(calendarSite(delivered, told, unasked), model.Date{Year: 2032, Month: 1, Day: 1})
	rows := map[string]monitor.Row{}
	for _, r := range c.Rows {
		rows[r.Institution] = r
	}
	if got := rows["always"].Reports; got[0].Report != delivered || got[3].Report != nil {
		t.Errorf("always: %+v", got)
	}
	if got := rows["other"]; len(got.Reports) != 8 || got.Reports[0].Report != unasked || got.Reports[0].Owed {
		t.Errorf("other: %+v", got)
	}
	if owed, delivered := c.Tally(); owed != 2+8+4+6+0+4 || delivered != 1 {
		t.Errorf("%d of %d reports delivered, want 1 of 24", delivered, owed)
	}
}

// TestNoStrategyNoCalendar.
func TestNoStrategyNoCalendar(t *testing.T) {
	s := calendarSite()
	s.Strategy = nil
	if c := monitor.NewCalendar(s, model.Date{Year: 2032, Month: 1, Day: 1}); c.Quarters != nil || c.Rows != nil {
		t.Errorf("%+v", c)
	}
}
