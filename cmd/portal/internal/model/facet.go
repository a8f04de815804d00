package model

import (
	"cmp"
	"slices"
	"strings"
)

// ID names a deadline in addresses and anchors: "2015-q4", "2015-2017",
// "continuous"; empty when the plan gives none.
func (d Deadline) ID() string { return strings.ToLower(strings.ReplaceAll(d.String(), "/", "-")) }

// ID names a state in addresses and anchors: "in-progress"; "not-reported" for
// the empty one.
func (s Status) ID() string {
	if s == "" {
		return "not-reported"
	}
	return strings.ReplaceAll(string(s), "_", "-")
}

// Deadlines are the deadlines that activities have: by their end, what ends with
// a quarter before what has the whole year, continuous last.
func (s *Site) Deadlines() []Deadline {
	var out []Deadline
	for _, a := range s.Activities.All {
		if a.Deadline != (Deadline{}) && !slices.Contains(out, a.Deadline) {
			out = append(out, a.Deadline)
		}
	}
	slices.SortFunc(out, compareDeadline)
	return out
}

func compareDeadline(x, y Deadline) int {
	rank := func(d Deadline) int {
		if d.Continuous {
			return 1
		}
		return 0
	}
	quarter := func(d Deadline) int {
		if d.Quarter == 0 {
			return 5
		}
		return d.Quarter
	}
	return cmp.Or(rank(x)-rank(y), x.To-y.To, quarter(x)-quarter(y), y.From-x.From)
}

// Statuses are the states an activity can be in, the unreported one last.
func (s *Site) Statuses() []Status {
	var out []Status
	for _, v := range Status("").Values() {
		out = append(out, Status(v))
	}
	return append(out, "")
}
