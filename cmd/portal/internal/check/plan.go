package check

import (
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// objectives: a strategic objective has one number and no parent, a specific
// one two and a strategic parent; no two share a plan number.
func (c *checker) objectives() {
	numbers := map[string]string{}
	for _, o := range c.site.Objectives.All {
		level, parentOK := model.Level("strategic"), o.Parent == ""
		if strings.Contains(o.ID, ".") {
			parent := c.site.Objectives.Get(o.Parent)
			level, parentOK = "specific", parent != nil && parent.Level == "strategic" && strings.HasPrefix(o.ID, o.Parent+".")
		}
		if o.Level != level || !parentOK {
			c.report(diag.NewError("objective-level", o.At("level"), "id", o.ID, "level", string(level)))
		}
		if o.PlanNumber == "" {
			continue
		}
		if other, twice := numbers[o.PlanNumber]; twice {
			c.report(diag.NewError("plan-number-duplicate", o.At("plan_number"), "number", o.PlanNumber, "other", other))
		}
		numbers[o.PlanNumber] = o.File
	}
}

// activities: each belongs to a specific objective whose plan number begins its
// code, and is due within the strategy's period.
func (c *checker) activities() {
	for _, a := range c.site.Activities.All {
		o := c.site.Objectives.Get(a.Objective)
		switch {
		case o == nil: // reported as a reference to nothing
		case o.Level == "strategic":
			c.report(diag.NewError("activity-objective-strategic", a.At("objective"), "id", o.ID))
		case !strings.HasPrefix(a.ID, o.PlanNumber+".") || o.PlanNumber == "":
			c.report(diag.NewError("activity-code", a.At("objective"), "code", a.ID, "plan", o.PlanNumber, "id", o.ID))
		}
		if s := c.site.Strategy; s != nil && !a.Deadline.Continuous {
			from, to := s.Period.Years()
			if (from > 0 && a.Deadline.From < from) || (to > 0 && a.Deadline.To > to) {
				c.report(diag.NewWarning("deadline-outside-period", a.At("deadline"), "deadline", a.Deadline.String(), "period", string(s.Period)))
			}
		}
	}
}

// progress: an institution reports only on what it leads, within the quarter,
// and a status that goes back says why.
func (c *checker) progress() {
	last := map[string]model.Status{}
	for _, p := range c.site.Progress.All { // sorted by quarter
		if !p.ReportedOn.IsZero() && p.ReportedOn.Year < p.Quarter.Year {
			c.report(diag.NewError("progress-period", p.At("reported_on"), "date", p.ReportedOn.String(), "period", p.Quarter.String()))
		}
		for i, line := range p.Activities {
			at := model.Item("activities", i)
			a := c.site.Activities.Get(line.Activity)
			if a != nil && !slices.Contains(a.Lead, p.Institution) {
				c.report(diag.NewError("progress-not-lead", p.At(at+".activity"), "institution", p.Institution, "activity", line.Activity))
			}
			before := last[line.Activity]
			if rank(line.Status) < rank(before) && len(line.Words) == 0 {
				c.report(diag.NewError("progress-status-back", p.At(at+".status"), "activity", line.Activity, "from", string(before), "to", string(line.Status)))
			}
			last[line.Activity] = line.Status
		}
	}
}

// rank orders the states of an activity; cancelling is always possible.
func rank(s model.Status) int { return slices.Index(s.Values(), string(s)) }
