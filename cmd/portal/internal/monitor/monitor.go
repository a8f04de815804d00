// Package monitor says how far the plan has come and who has told so: the
// ripple model that the strategy prescribes (chapter IX), the calendar of
// quarterly reports, what is late, and what is known of a year.
//
// In goes the loaded site and a quarter or a day; out come exact figures. Every
// function is pure: rational numbers, no clock, no words. Nothing is guessed:
// what nobody reported lowers the coverage, never the progress, and where
// nothing was reported there is no progress at all (nil), not nought.
//
// # The ripple model
//
// An activity is an output, a specific objective an outcome, a strategic
// objective an impact; effects spread from the one to the next like ripples. Each
// has a weight among its neighbours (1 unless its record says otherwise).
//
//	share of an activity    done 1, in progress 1/2, not started 0
//	coverage of a parent    Σ weight × coverage of its parts  /  Σ weight of its parts
//	realised                Σ weight × realised of its parts  /  Σ weight of its parts
//	progress                realised / coverage
//
// A reported activity has the coverage 1 and its share as realised; one that was
// not reported has 0 and 0. So progress tells how far that has come which was
// reported, and coverage how much that is; what was reported more fully counts
// for more, on every level in the same way. A cancelled activity is neither: it is
// left out of every sum and counted apart. An objective that has no activities,
// or only cancelled ones, is left out of its parent's sums and named
// ([Roll.Without]).
package monitor

import (
	"math/big"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// Score is how far an objective, or the whole plan, has come.
type Score struct {
	Progress *big.Rat // 0 to 1; nil where nothing was reported
	Coverage *big.Rat // 0 to 1; nil where there is nothing to report on
	Counts   Counts
}

// Counts are activities by their state. Each stands in one of the first five.
type Counts struct {
	NotStarted, InProgress, Done, Cancelled, NotReported int

	Overdue int // of those reported as not started or in progress ([Overdue])
}

// All is the number of activities.
func (c Counts) All() int {
	return c.NotStarted + c.InProgress + c.Done + c.Cancelled + c.NotReported
}

// Reported is the number of those that have a state.
func (c Counts) Reported() int { return c.All() - c.NotReported }

// Of is the number of those in a state; the empty one is not reported.
func (c Counts) Of(s model.Status) int {
	switch s {
	case model.StatusNotStarted:
		return c.NotStarted
	case model.StatusInProgress:
		return c.InProgress
	case model.StatusDone:
		return c.Done
	case model.StatusCancelled:
		return c.Cancelled
	}
	return c.NotReported
}

// Roll is the state of the plan at the end of a quarter.
type Roll struct {
	Quarter    model.Quarter
	Whole      Score
	Objectives map[string]Score // strategic and specific, by id
	Without    []string         // specific objectives that no sum holds, in order
}

// At rolls the plan up as it stood at the end of a quarter: each activity counts
// with what was reported for that quarter or last before it.
func At(site *model.Site, q model.Quarter) Roll {
	r := Roll{Quarter: q, Objectives: map[string]Score{}}
	outputs := map[string]*sum{} // by specific objective
	for _, a := range site.Activities.All {
		into := outputs[a.Objective]
		if into == nil {
			into = newSum()
			outputs[a.Objective] = into
		}
		into.activity(a, site.StatusAt(a.ID, q), Overdue(site, a, q))
	}
	outcomes := map[string]*sum{} // by strategic objective
	for _, o := range site.Objectives.All {
		if o.Level != model.LevelSpecific {
			continue
		}
		into := outcomes[o.Parent]
		if into == nil {
			into = newSum()
			outcomes[o.Parent] = into
		}
		part := outputs[o.ID]
		if part == nil {
			part = newSum()
		}
		r.Objectives[o.ID] = part.score()
		if part.weight.Sign() == 0 {
			r.Without = append(r.Without, o.ID)
		}
		into.part(o.Weight, part)
	}
	impact := newSum()
	for _, o := range site.Objectives.All {
		if part := outcomes[o.ID]; o.Level == model.LevelStrategic && part != nil {
			r.Objectives[o.ID] = part.score()
			impact.part(o.Weight, part)
		}
	}
	r.Whole = impact.score()
	return r
}

// sum gathers the parts of one objective. Realised and covered are already
// multiplied by the parts' weights.
type sum struct {
	weight, covered, realised *big.Rat
	counts                    Counts
}

func newSum() *sum { return &sum{weight: new(big.Rat), covered: new(big.Rat), realised: new(big.Rat)} }

// share is what a reported activity has realised of itself.
func share(s model.Status) *big.Rat {
	switch s {
	case model.StatusDone:
		return big.NewRat(1, 1)
	case model.StatusInProgress:
		return big.NewRat(1, 2)
	}
	return new(big.Rat)
}

func (s *sum) activity(a *model.Activity, status model.Status, overdue bool) {
	switch status {
	case model.StatusNotStarted:
		s.counts.NotStarted++
	case model.StatusInProgress:
		s.counts.InProgress++
	case model.StatusDone:
		s.counts.Done++
	case model.StatusCancelled:
		s.counts.Cancelled++
		return
	default:
		s.counts.NotReported++
	}
	if overdue {
		s.counts.Overdue++
	}
	w := weightOf(a.Weight)
	s.weight.Add(s.weight, w)
	if status != "" {
		s.covered.Add(s.covered, w)
		s.realised.Add(s.realised, new(big.Rat).Mul(w, share(status)))
	}
}

// part adds an objective of the level below. One that no sum holds adds its
// counts alone.
func (s *sum) part(weight model.Weight, p *sum) {
	s.counts.add(p.counts)
	if p.weight.Sign() == 0 {
		return
	}
	w := weightOf(weight)
	s.weight.Add(s.weight, w)
	of := func(x *big.Rat) *big.Rat { return new(big.Rat).Mul(w, new(big.Rat).Quo(x, p.weight)) }
	s.covered.Add(s.covered, of(p.covered))
	s.realised.Add(s.realised, of(p.realised))
}

func (c *Counts) add(d Counts) {
	c.NotStarted += d.NotStarted
	c.InProgress += d.InProgress
	c.Done += d.Done
	c.Cancelled += d.Cancelled
	c.NotReported += d.NotReported
	c.Overdue += d.Overdue
}

func (s *sum) score() Score {
	out := Score{Counts: s.counts}
	if s.weight.Sign() == 0 {
		return out
	}
	out.Coverage = new(big.Rat).Quo(s.covered, s.weight)
	if s.covered.Sign() > 0 {
		out.Progress = new(big.Rat).Quo(s.realised, s.covered)
	}
	return out
}

// weightOf is a weight as a number; its grammar has been checked.
func weightOf(w model.Weight) *big.Rat {
	if r, ok := new(big.Rat).SetString(string(w)); ok {
		return r
	}
	return big.NewRat(1, 1)
}

// Overdue reports whether the plan's date for an activity had passed at the end
// of a quarter, and it was reported as neither done nor cancelled. A continuous
// activity has no date to miss, and of one that nobody reported on nothing is
// known.
func Overdue(site *model.Site, a *model.Activity, q model.Quarter) bool {
	if status := site.StatusAt(a.ID, q); status != model.StatusNotStarted && status != model.StatusInProgress {
		return false
	}
	due, ok := due(a.Deadline)
	return ok && !q.Before(due)
}

// due is the quarter by whose end an activity must be done; false when the plan
// sets none.
func due(d model.Deadline) (model.Quarter, bool) {
	if d.Continuous || d.To == 0 {
		return model.Quarter{}, false
	}
	if d.Quarter > 0 {
		return model.Quarter{Year: d.To, N: d.Quarter}, true
	}
	return model.Quarter{Year: d.To, N: 4}, true
}
