package monitor_test

import (
	"fmt"
	"maps"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/monitor"
)

// What whole folders give is worked out by hand in package build
// (TestRippleByHand). Here stand the rules that hold for every plan.

// plan is a plan and what was reported on it, before they are a site.
type plan struct {
	objectives []*model.Objective
	activities []*model.Activity
	reports    []report
}

// report is one line of one institution's report.
type report struct {
	quarter               model.Quarter
	institution, activity string
	status                model.Status
}

func (p plan) site() *model.Site {
	records := map[string]*model.Progress{}
	for _, r := range p.reports {
		id := r.quarter.ID() + "/" + r.institution
		if records[id] == nil {
			records[id] = &model.Progress{Record: model.Record{ID: id}, Institution: r.institution, Quarter: r.quarter}
		}
		records[id].Activities = append(records[id].Activities, model.ActivityProgress{Activity: r.activity, Status: r.status})
	}
	var all []*model.Progress
	for _, id := range slices.Sorted(maps.Keys(records)) {
		all = append(all, records[id])
	}
	return site(p.objectives, p.activities, all)
}

func site(objectives []*model.Objective, activities []*model.Activity, progress []*model.Progress) *model.Site {
	s := &model.Site{
		Objectives: model.NewIndex(objectives, func(o *model.Objective) string { return o.ID }),
		Activities: model.NewIndex(activities, func(a *model.Activity) string { return a.ID }),
		Progress:   model.NewIndex(progress, func(p *model.Progress) string { return p.ID }),
	}
	s.Index()
	return s
}

// plans are many small plans, always the same: objectives without activities,
// weights and none, co-leads who disagree, states that go to and fro.
func plans(t *testing.T, each func(*testing.T, *rand.Rand, plan)) {
	t.Helper()
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 1))
		t.Run(fmt.Sprint(seed), func(t *testing.T) { each(t, random, somePlan(random)) })
	}
}

var (
	first, last = model.Quarter{Year: 2030, N: 1}, model.Quarter{Year: 2030, N: 4}
	statuses    = []model.Status{model.StatusNotStarted, model.StatusInProgress, model.StatusDone, model.StatusCancelled}
	deadlines   = []model.Deadline{{Continuous: true}, {From: 2029, To: 2029}, {From: 2030, To: 2030, Quarter: 4}, {From: 2029, To: 2031}, {}}
)

func somePlan(random *rand.Rand) plan {
	weight := func() model.Weight { return pick(random, []model.Weight{"", "", "1", "2", "0.5", "3.25"}) }
	var p plan
	for i := range 1 + random.IntN(3) {
		strategic := fmt.Sprint(i + 1)
		p.objectives = append(p.objectives, &model.Objective{Record: model.Record{ID: strategic}, Level: model.LevelStrategic, Weight: weight()})
		for j := range random.IntN(4) {
			specific := fmt.Sprint(strategic, ".", j+1)
			p.objectives = append(p.objectives,
				&model.Objective{Record: model.Record{ID: specific}, Level: model.LevelSpecific, Parent: strategic, Weight: weight()})
			for k := range random.IntN(5) {
				a := &model.Activity{
					Record: model.Record{ID: fmt.Sprint(specific, ".", k+1)}, Objective: specific, Weight: weight(),
					Lead: []string{"a", "b"}, Deadline: pick(random, deadlines),
				}
				p.activities = append(p.activities, a)
				p.reports = append(p.reports, someReports(random, a.ID)...)
			}
		}
	}
	return p
}

// someReports are those on one activity; about half of them have none.
func someReports(random *rand.Rand, activity string) []report {
	var out []report
	for _, institution := range []string{"a", "b"} {
		for _, q := range []model.Quarter{first, last} {
			if random.IntN(6) == 0 {
				out = append(out, report{q, institution, activity, pick(random, statuses)})
			}
		}
	}
	return out
}

func pick[T any](random *rand.Rand, from []T) T { return from[random.IntN(len(from))] }

// scores are those of every level, the whole plan under "".
func scores(r monitor.Roll) map[string]monitor.Score {
	out := maps.Clone(r.Objectives)
	out[""] = r.Whole
	return out
}

func same(a, b *big.Rat) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Cmp(b) == 0
}

// sameScores fails unless progress and coverage agree on every level.
func sameScores(t *testing.T, got, want monitor.Roll) {
	t.Helper()
	g := scores(got)
	for id, w := range scores(want) {
		if !same(g[id].Progress, w.Progress) || !same(g[id].Coverage, w.Coverage) {
			t.Errorf("objective %q: progress %v, coverage %v; want %v, %v", id, g[id].Progress, g[id].Coverage, w.Progress, w.Coverage)
		}
	}
}

// TestScoresAreShares: progress and coverage lie between nought and one on every
// level, and there is progress exactly where something was reported.
func TestScoresAreShares(t *testing.T) {
	plans(t, func(t *testing.T, _ *rand.Rand, p plan) {
		for id, s := range scores(monitor.At(p.site(), last)) {
			for name, share := range map[string]*big.Rat{"progress": s.Progress, "coverage": s.Coverage} {
				if share != nil && (share.Sign() < 0 || share.Cmp(big.NewRat(1, 1)) > 0) {
					t.Errorf("objective %q: %s %v", id, name, share)
				}
			}
			covered := s.Coverage != nil && s.Coverage.Sign() > 0
			if covered != (s.Progress != nil) {
				t.Errorf("objective %q: progress %v with coverage %v", id, s.Progress, s.Coverage)
			}
			if within := s.Counts.All() - s.Counts.Cancelled; (s.Coverage == nil) != (within == 0) {
				t.Errorf("objective %q: coverage %v of %d activities", id, s.Coverage, within)
			}
		}
	})
}

// TestEachActivityIsCountedOnce on every level that it belongs to.
func TestEachActivityIsCountedOnce(t *testing.T) {
	plans(t, func(t *testing.T, _ *rand.Rand, p plan) {
		want := map[string]int{}
		for _, a := range p.activities {
			want[""]++
			want[a.Objective]++
			want[a.Objective[:1]]++
		}
		for id, s := range scores(monitor.At(p.site(), last)) {
			if s.Counts.All() != want[id] {
				t.Errorf("objective %q counts %d activities of %d", id, s.Counts.All(), want[id])
			}
		}
	})
}

// TestOneMoreReportNeverLowersCoverage: whoever tells more is never shown to have
// told less. Where the one activity left was cancelled, nothing is left to cover.
func TestOneMoreReportNeverLowersCoverage(t *testing.T) {
	plans(t, func(t *testing.T, random *rand.Rand, p plan) {
		before := p.site()
		for _, a := range p.activities {
			if before.Status(a.ID) != "" {
				continue
			}
			more := p
			more.reports = append(slices.Clone(p.reports), report{first, "a", a.ID, pick(random, statuses)})
			after := scores(monitor.At(more.site(), last))
			for id, s := range scores(monitor.At(before, last)) {
				if c := after[id].Coverage; s.Coverage != nil && c != nil && c.Cmp(s.Coverage) < 0 {
					t.Errorf("reporting %s lowers the coverage of %q from %v to %v", a.ID, id, s.Coverage, c)
				}
			}
		}
	})
}

// TestDoneNeverLowersProgress of what was in progress.
func TestDoneNeverLowersProgress(t *testing.T) {
	plans(t, func(t *testing.T, _ *rand.Rand, p plan) {
		before := scores(monitor.At(p.site(), last))
		for i, r := range p.reports {
			if r.status != model.StatusInProgress {
				continue
			}
			further := p
			further.reports = slices.Clone(p.reports)
			further.reports[i].status = model.StatusDone
			for id, s := range scores(monitor.At(further.site(), last)) {
				if was := before[id].Progress; was != nil && s.Progress.Cmp(was) < 0 {
					t.Errorf("%s done lowers the progress of %q from %v to %v", r.activity, id, was, s.Progress)
				}
			}
		}
	})
}

// TestOnlyTheProportionOfWeightsCounts: all weights of a level times the same
// number change nothing, and no weight is the weight 1.
func TestOnlyTheProportionOfWeightsCounts(t *testing.T) {
	times := func(w model.Weight, k *big.Rat) model.Weight {
		if w == "" {
			w = "1"
		}
		r, _ := new(big.Rat).SetString(string(w))
		return model.Weight(r.Mul(r, k).FloatString(6))
	}
	plans(t, func(t *testing.T, random *rand.Rand, p plan) {
		outputs, outcomes, impacts := big.NewRat(int64(1+random.IntN(9)), 4), big.NewRat(int64(1+random.IntN(9)), 4), big.NewRat(3, 1)
		var heavy plan
		for _, o := range p.objectives {
			o := *o
			if o.Level == model.LevelStrategic {
				o.Weight = times(o.Weight, impacts)
			} else {
				o.Weight = times(o.Weight, outcomes)
			}
			heavy.objectives = append(heavy.objectives, &o)
		}
		for _, a := range p.activities {
			a := *a
			a.Weight = times(a.Weight, outputs)
			heavy.activities = append(heavy.activities, &a)
		}
		heavy.reports = p.reports
		sameScores(t, monitor.At(heavy.site(), last), monitor.At(p.site(), last))
	})
}

// TestTheOrderOfRecordsCountsNothing.
func TestTheOrderOfRecordsCountsNothing(t *testing.T) {
	plans(t, func(t *testing.T, random *rand.Rand, p plan) {
		straight := p.site()
		want := monitor.At(straight, last)
		objectives, activities, progress := slices.Clone(p.objectives), slices.Clone(p.activities), slices.Clone(straight.Progress.All)
		shuffle(random, objectives)
		shuffle(random, activities)
		shuffle(random, progress)
		for _, r := range progress {
			shuffle(random, r.Activities)
		}
		got := monitor.At(site(objectives, activities, progress), last)
		sameScores(t, got, want)
		slices.Sort(got.Without)
		if !slices.Equal(got.Without, want.Without) {
			t.Errorf("without: %v, want %v", got.Without, want.Without)
		}
	})
}

func shuffle[T any](random *rand.Rand, items []T) {
	random.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
}

// TestCancelledIsLeftOut: a plan gives the same as it would without its cancelled
// activities, so they change the progress of no other.
func TestCancelledIsLeftOut(t *testing.T) {
	plans(t, func(t *testing.T, _ *rand.Rand, p plan) {
		whole := p.site()
		without := plan{objectives: p.objectives}
		for _, a := range p.activities {
			if whole.StatusAt(a.ID, last) != model.StatusCancelled {
				without.activities = append(without.activities, a)
			}
		}
		for _, r := range p.reports {
			if whole.StatusAt(r.activity, last) != model.StatusCancelled {
				without.reports = append(without.reports, r)
			}
		}
		got, want := monitor.At(whole, last), monitor.At(without.site(), last)
		sameScores(t, got, want)
		if !slices.Equal(got.Without, want.Without) {
			t.Errorf("without: %v, want %v", got.Without, want.Without)
		}
	})
}

// TestNothingReportedIsNoProgress, not a progress of nought, and nothing is late.
func TestNothingReportedIsNoProgress(t *testing.T) {
	plans(t, func(t *testing.T, _ *rand.Rand, p plan) {
		p.reports = nil
		for id, s := range scores(monitor.At(p.site(), last)) {
			if s.Progress != nil {
				t.Errorf("objective %q: progress %v", id, s.Progress)
			}
			if s.Coverage != nil && s.Coverage.Sign() != 0 {
				t.Errorf("objective %q: coverage %v", id, s.Coverage)
			}
			if s.Counts.NotReported != s.Counts.All() || s.Counts.Reported() != 0 || s.Counts.Overdue != 0 {
				t.Errorf("objective %q: %+v", id, s.Counts)
			}
		}
	})
}

// TestOverdue: late is what was to be done by the end of the quarter and was
// reported as neither done nor cancelled. A continuous activity is never late.
func TestOverdue(t *testing.T) {
	continuous, none := model.Deadline{Continuous: true}, model.Deadline{}
	year, quarter, years := model.Deadline{From: 2030, To: 2030}, model.Deadline{From: 2030, To: 2030, Quarter: 2}, model.Deadline{From: 2029, To: 2031}
	q := func(year, n int) model.Quarter { return model.Quarter{Year: year, N: n} }
	for _, c := range []struct {
		deadline model.Deadline
		status   model.Status
		at       model.Quarter
		want     bool
	}{
		{continuous, model.StatusNotStarted, q(2099, 4), false},
		{continuous, model.StatusInProgress, q(2099, 4), false},
		{none, model.StatusInProgress, q(2099, 4), false},
		{year, model.StatusInProgress, q(2030, 3), false},
		{year, model.StatusInProgress, q(2030, 4), true},
		{year, model.StatusNotStarted, q(2030, 4), true},
		{quarter, model.StatusInProgress, q(2030, 1), false},
		{quarter, model.StatusInProgress, q(2030, 2), true},
		{years, model.StatusInProgress, q(2031, 3), false},
		{years, model.StatusInProgress, q(2031, 4), true},
		{year, model.StatusDone, q(2031, 1), false},
		{year, model.StatusCancelled, q(2031, 1), false},
		{year, "", q(2031, 1), false},
	} {
		a := &model.Activity{Record: model.Record{ID: "1.1.1"}, Lead: []string{"a"}, Deadline: c.deadline}
		p := plan{activities: []*model.Activity{a}}
		if c.status != "" {
			p.reports = []report{{q(2029, 1), "a", a.ID, c.status}}
		}
		if got := monitor.Overdue(p.site(), a, c.at); got != c.want {
			t.Errorf("due %q, %q at %s: %v", c.deadline, c.status, c.at.ID(), got)
		}
	}
}

// TestARollLooksBackOnly: what is reported later changes no earlier quarter.
func TestARollLooksBackOnly(t *testing.T) {
	plans(t, func(t *testing.T, random *rand.Rand, p plan) {
		earlier := p
		earlier.reports = slices.DeleteFunc(slices.Clone(p.reports), func(r report) bool { return first.Before(r.quarter) })
		sameScores(t, monitor.At(p.site(), first), monitor.At(earlier.site(), first))
	})
}
