package build

import (
	"io/fs"
	"math/big"
	"os"
	"slices"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/monitor"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// loaded is a folder's site; a folder with faults proves nothing.
func loaded(t *testing.T, folder fs.FS) *model.Site {
	t.Helper()
	l, found, err := load.Site(folder)
	if err != nil || len(found) > 0 {
		t.Fatal(lines(found), err)
	}
	return l.Site
}

func exampleModel(t *testing.T) *model.Site {
	t.Helper()
	return loaded(t, testsite.New(t, testsite.Example()...))
}

// TestExampleHasNoFault: the example site is a whole one, by every rule of a
// release.
func TestExampleHasNoFault(t *testing.T) {
	opt := options(testsite.New(t, testsite.Example()...))
	opt.Date, opt.Release = model.Date{}, true
	if got := faults(t, opt); len(got) > 0 {
		t.Errorf("%q", got)
	}
}

// TestRippleByHand: progress, coverage and counts of the example site, on every
// level and for five quarters, are those that were worked out by hand.
//
// The weights: strategic objectives 1: 2, 2: 1. Specific objectives 1.1: 1,
// 1.2: 3, 2.1: 1, 2.2: 1; 1.3 has no activity. Activities of 1.1: 1+1+2+1 = 5,
// of 1.2: 1+3/2 = 5/2, of 2.1: 1+1+1+1/2 = 7/2, of 2.2: 1+1 = 2. Done counts 1,
// in progress 1/2, not started 0; "–" is not reported.
func TestRippleByHand(t *testing.T) {
	site := exampleModel(t)
	for _, c := range []struct {
		quarter string
		want    map[string]byHand // "" is the whole plan
		without []string
	}{
		// 1.1: 1/2 1/2 – –. Covered 1+1 = 2 of 5, realised 1/2+1/2 = 1 of 5.
		// 1.2: 0 –. Covered 1 of 5/2, realised 0. 2.1: – – – –. 2.2: 0 –. Covered 1 of 2.
		// 1: coverage (1·2/5 + 3·2/5)/4 = 2/5, realised (1·1/5 + 3·0)/4 = 1/20.
		// 2: coverage (1·0 + 1·1/2)/2 = 1/4, realised 0.
		// The plan: coverage (2·2/5 + 1·1/4)/3 = 7/20, realised (2·1/20 + 1·0)/3 = 1/30.
		{"2030-q1", map[string]byHand{
			"1.1": {"1/2", "2/5", counts(0, 2, 0, 0, 2, 0)},
			"1.2": {"0", "2/5", counts(1, 0, 0, 0, 1, 0)},
			"1.3": {"", "", counts(0, 0, 0, 0, 0, 0)},
			"2.1": {"", "0", counts(0, 0, 0, 0, 4, 0)},
			"2.2": {"0", "1/2", counts(1, 0, 0, 0, 1, 0)},
			"1":   {"1/8", "2/5", counts(1, 2, 0, 0, 3, 0)}, // 1/20 : 2/5
			"2":   {"0", "1/4", counts(1, 0, 0, 0, 5, 0)},
			"":    {"2/21", "7/20", counts(2, 2, 0, 0, 8, 0)}, // 1/30 : 7/20
		}, []string{"1.3"}},
		// 1.1: 1 1/2 1/2 –. Covered 1+1+2 = 4 of 5, realised 1+1/2+2·1/2 = 5/2 of 5.
		// 1.2: 1/2 –: the police says 1/2 and the ministry 0; the plan names the police first. Covered 1 of 5/2, realised 1/2.
		// 2.1: – – – –. 2.2: 0 as reported before, 1/2. Covered 2 of 2, realised 1/2 of 2.
		// 1: coverage (4/5 + 3·2/5)/4 = 1/2, realised (1/2 + 3·1/5)/4 = 11/40.
		// 2: coverage (0 + 1)/2 = 1/2, realised (0 + 1/4)/2 = 1/8.
		// The plan: coverage (2·1/2 + 1/2)/3 = 1/2, realised (2·11/40 + 1/8)/3 = 9/40.
		{"2030-q2", map[string]byHand{
			"1.1": {"5/8", "4/5", counts(0, 2, 1, 0, 1, 0)},
			"1.2": {"1/2", "2/5", counts(0, 1, 0, 0, 1, 0)},
			"1.3": {"", "", counts(0, 0, 0, 0, 0, 0)},
			"2.1": {"", "0", counts(0, 0, 0, 0, 4, 0)},
			"2.2": {"1/4", "1", counts(1, 1, 0, 0, 0, 0)},
			"1":   {"11/20", "1/2", counts(0, 3, 1, 0, 2, 0)}, // 11/40 : 1/2
			"2":   {"1/4", "1/2", counts(1, 1, 0, 0, 4, 0)},   // 1/8 : 1/2
			"":    {"9/20", "1/2", counts(1, 4, 1, 0, 6, 0)},  // 9/40 : 1/2
		}, []string{"1.3"}},
		// 1.1: 1 1/2 1 –. Covered 1+1+2 = 4 of 5, realised 1+1/2+2 = 7/2 of 5.
		// 1.2: 1 –: of those who lead it together only the police reported. Covered and realised 1 of 5/2.
		// 2.1: 1/2 1/2 – –, the first late. Covered 2 of 7/2, realised 1 of 7/2.
		// 2.2: cancelled, 1/2. Covered 1 of 1, realised 1/2 of 1.
		// 1: coverage (4/5 + 3·2/5)/4 = 1/2, realised (7/10 + 3·2/5)/4 = 19/40.
		// 2: coverage (4/7 + 1)/2 = 11/14, realised (2/7 + 1/2)/2 = 11/28.
		// The plan: coverage (2·1/2 + 11/14)/3 = 25/42, realised (2·19/40 + 11/28)/3 = 47/105.
		{"2030-q4", map[string]byHand{
			"1.1": {"7/8", "4/5", counts(0, 1, 2, 0, 1, 0)},
			"1.2": {"1", "2/5", counts(0, 0, 1, 0, 1, 0)},
			"1.3": {"", "", counts(0, 0, 0, 0, 0, 0)},
			"2.1": {"1/2", "4/7", counts(0, 2, 0, 0, 2, 1)},
			"2.2": {"1/2", "1", counts(0, 1, 0, 1, 0, 0)},
			"1":   {"19/20", "1/2", counts(0, 1, 3, 0, 2, 0)},    // 19/40 : 1/2
			"2":   {"1/2", "11/14", counts(0, 3, 0, 1, 2, 1)},    // 11/28 : 11/14
			"":    {"94/125", "25/42", counts(0, 4, 3, 1, 4, 1)}, // 47/105 : 25/42
		}, []string{"1.3"}},
		// 1.1: 1/2 1/2 1 –: the first went back, and is late. Covered 4 of 5, realised 1/2+1/2+2 = 3 of 5.
		// 1.2: 1/2 0: the ministry alone reported on the first, which is late. Covered 5/2 of 5/2, realised 1/2.
		// 2.1: 1/2 1/2 0 –, the first late. Covered 3 of 7/2, realised 1 of 7/2. 2.2: both cancelled.
		// 1: coverage (4/5 + 3·1)/4 = 19/20, realised (3/5 + 3·1/5)/4 = 3/10. 2 is 2.1 alone.
		// The plan: coverage (2·19/20 + 6/7)/3 = 193/210, realised (2·3/10 + 2/7)/3 = 31/105.
		{"2031-q1", map[string]byHand{
			"1.1": {"3/4", "4/5", counts(0, 2, 1, 0, 1, 1)},
			"1.2": {"1/5", "1", counts(1, 1, 0, 0, 0, 1)},
			"1.3": {"", "", counts(0, 0, 0, 0, 0, 0)},
			"2.1": {"1/3", "6/7", counts(1, 2, 0, 0, 1, 1)},
			"2.2": {"", "", counts(0, 0, 0, 2, 0, 0)},
			"1":   {"6/19", "19/20", counts(1, 3, 1, 0, 1, 2)},     // 3/10 : 19/20
			"2":   {"1/3", "6/7", counts(1, 2, 0, 2, 1, 1)},        // 2/7 : 6/7
			"":    {"62/193", "193/210", counts(2, 5, 1, 2, 2, 3)}, // 31/105 : 193/210
		}, []string{"1.3", "2.2"}},
		// 1.1: 1 1/2 1 –. Covered 4 of 5, realised 7/2 of 5. 1.2: 1 1.
		// 2.1: 1 1/2 1/2 1/2, the last late. Covered 7/2, realised 1+1/2+1/2+1/2·1/2 = 9/4 of 7/2.
		// 1: coverage (4/5 + 3·1)/4 = 19/20, realised (7/10 + 3·1)/4 = 37/40. 2 is 2.1 alone.
		// The plan: coverage (2·19/20 + 1)/3 = 29/30, realised (2·37/40 + 9/14)/3 = 349/420.
		{"2031-q4", map[string]byHand{
			"1.1": {"7/8", "4/5", counts(0, 1, 2, 0, 1, 0)},
			"1.2": {"1", "1", counts(0, 0, 2, 0, 0, 0)},
			"1.3": {"", "", counts(0, 0, 0, 0, 0, 0)},
			"2.1": {"9/14", "1", counts(0, 3, 1, 0, 0, 1)},
			"2.2": {"", "", counts(0, 0, 0, 2, 0, 0)},
			"1":   {"37/38", "19/20", counts(0, 1, 4, 0, 1, 0)}, // 37/40 : 19/20
			"2":   {"9/14", "1", counts(0, 3, 1, 2, 0, 1)},
			"":    {"349/406", "29/30", counts(0, 4, 5, 2, 1, 1)}, // 349/420 : 29/30
		}, []string{"1.3", "2.2"}},
	} {
		q, _ := model.ParseQuarter(c.quarter)
		roll := monitor.At(site, q)
		if len(roll.Objectives)+1 != len(c.want) {
			t.Errorf("%s: %d objectives, want %d", c.quarter, len(roll.Objectives), len(c.want)-1)
		}
		for id, want := range c.want {
			got := roll.Whole
			if id != "" {
				got = roll.Objectives[id]
			}
			want.hold(t, c.quarter+", objective "+id, got)
		}
		if !slices.Equal(roll.Without, c.without) {
			t.Errorf("%s: without %v, want %v", c.quarter, roll.Without, c.without)
		}
	}
}

// byHand is a score as somebody with a pencil wrote it down: fractions, empty for
// none.
type byHand struct {
	progress, coverage string
	counts             monitor.Counts
}

func counts(notStarted, inProgress, done, cancelled, notReported, overdue int) monitor.Counts {
	return monitor.Counts{
		NotStarted: notStarted, InProgress: inProgress, Done: done, Cancelled: cancelled, NotReported: notReported, Overdue: overdue,
	}
}

func (w byHand) hold(t *testing.T, where string, got monitor.Score) {
	t.Helper()
	if p, c := fraction(got.Progress), fraction(got.Coverage); p != w.progress || c != w.coverage {
		t.Errorf("%s: progress %q, coverage %q; want %q, %q", where, p, c, w.progress, w.coverage)
	}
	if got.Counts != w.counts {
		t.Errorf("%s: %+v, want %+v", where, got.Counts, w.counts)
	}
}

func fraction(r *big.Rat) string {
	if r == nil {
		return ""
	}
	return r.RatString()
}

// TestCalendarOfTheExample: of the eight quarters that had ended, three bodies
// owe all and the council, founded in 2031, owes four: 28 reports. 21 are there;
// what a review says of the police is none, and the school, named by the
// strategy, leads nothing.
func TestCalendarOfTheExample(t *testing.T) {
	c := monitor.NewCalendar(exampleModel(t), model.Date{Year: 2032, Month: 1, Day: 25})
	if owed, delivered := c.Tally(); len(c.Quarters) != 8 || owed != 28 || delivered != 21 {
		t.Errorf("%d quarters, %d of %d reports", len(c.Quarters), delivered, owed)
	}
	want := map[string]string{ // "x" delivered, "-" owed and not there, "." not owed
		"keshilli": "....xxxx",
		"mirqenia": "-xxxxx-x",
		"policia":  "xx-xx-xx",
		"shkolla":  "........",
		"zyra":     "xxx-x-x-",
	}
	for _, r := range c.Rows {
		got := ""
		for _, d := range r.Reports {
			switch {
			case d.Report != nil:
				got += "x"
			case d.Owed:
				got += "-"
			default:
				got += "."
			}
		}
		if got != want[r.Institution] {
			t.Errorf("%s: %s, want %s", r.Institution, got, want[r.Institution])
		}
		delete(want, r.Institution)
	}
	if len(want) > 0 {
		t.Errorf("no rows of %v", want)
	}
}

// TestNothingIsInventedOfTheRealPlan: no institution's report is in the real
// folder, so its 87 activities are not reported, nothing is covered and nothing
// has a progress; 3.3 and 4.6 have no activities. It changes with the first
// report.
func TestNothingIsInventedOfTheRealPlan(t *testing.T) {
	site := loaded(t, os.DirFS(testsite.Repository()))
	first, last := site.Strategy.Period.Years()
	end := model.Quarter{Year: last, N: 4}
	if site.Reported() {
		t.Skip("something was reported: this test has done its work")
	}
	roll := monitor.At(site, end)
	byHand{"", "0", counts(0, 0, 0, 0, 87, 0)}.hold(t, "the plan", roll.Whole)
	for id, s := range roll.Objectives {
		if s.Progress != nil || s.Coverage != nil && s.Coverage.Sign() != 0 {
			t.Errorf("objective %s: progress %v, coverage %v", id, s.Progress, s.Coverage)
		}
	}
	if want := []string{"3.3", "4.6"}; !slices.Equal(roll.Without, want) {
		t.Errorf("without %v, want %v", roll.Without, want)
	}
	c := monitor.NewCalendar(site, end.Ends())
	if owed, delivered := c.Tally(); owed == 0 || delivered != 0 || len(c.Quarters) != 20 || c.Quarters[0] != (model.Quarter{Year: first, N: 1}) {
		t.Errorf("%d of %d reports for %d quarters", delivered, owed, len(c.Quarters))
	}
}
