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
		c.level(o)
		if o.PlanNumber == "" {
			continue
		}
		if other, twice := numbers[o.PlanNumber]; twice {
			c.report(diag.NewError("plan-number-duplicate", o.At("plan_number"), "number", o.PlanNumber, "other", other))
		}
		numbers[o.PlanNumber] = o.File
	}
}

// level: the number of an objective's parts, its level and its parent agree. A
// level or parent that could not be read has been reported.
func (c *checker) level(o *model.Objective) {
	level, parentOK := model.Level("strategic"), o.Parent == ""
	if isSpecific(o) {
		level = "specific"
		parent := c.site.Objectives.Get(o.Parent)
		switch {
		case o.Parent == "":
			parentOK = unreadable(&o.Record, "parent")
		case parent == nil:
			parentOK = true
		default:
			parentOK = !isSpecific(parent) && strings.HasPrefix(o.ID, o.Parent+".")
		}
	}
	known := slices.Contains(level.Values(), string(o.Level))
	if known && (o.Level != level || !parentOK) {
		c.report(diag.NewError("objective-level", o.At("level"), "id", o.ID, "level", string(level)))
	}
}

// isSpecific goes by the number: what the file calls the level is judged by it.
func isSpecific(o *model.Objective) bool { return strings.Contains(o.ID, ".") }

// activities: each belongs to a specific objective whose plan number begins its
// code, and is due within the strategy's period.
func (c *checker) activities() {
	for _, a := range c.site.Activities.All {
		o := c.site.Objectives.Get(a.Objective)
		switch {
		case o == nil: // reported as a reference to nothing
		case !isSpecific(o):
			c.report(diag.NewError("activity-objective-strategic", a.At("objective"), "id", o.ID))
		case o.PlanNumber == "" && unreadable(&o.Record, "plan_number"):
		case !strings.HasPrefix(a.ID, o.PlanNumber+".") || o.PlanNumber == "":
			c.report(diag.NewError("activity-code", a.At("objective"), "code", a.ID, "plan", o.PlanNumber, "id", o.ID))
		}
		if s := c.site.Strategy; s != nil && a.Deadline.From > 0 {
			from, to := s.Period.Years()
			if (from > 0 && a.Deadline.From < from) || (to > 0 && a.Deadline.To > to) {
				c.report(diag.NewWarning("deadline-outside-period", a.At("deadline"), "deadline", a.Deadline.String(), "period", string(s.Period)))
			}
		}
	}
}

// progress: an institution reports only on what it leads, not before the quarter
// began, and a status that goes back says why.
func (c *checker) progress() {
	last := map[string]model.Status{}
	for _, p := range c.site.Progress.All { // sorted by quarter
		begins := p.Quarter.Begins()
		if !p.ReportedOn.IsZero() && p.ReportedOn.Before(begins) {
			c.report(diag.NewError("progress-period", p.At("reported_on"), "date", p.ReportedOn.String(), "period", p.Quarter.String()))
		}
		for i, line := range p.Activities {
			at := model.Item("activities", i)
			a := c.site.Activities.Get(line.Activity)
			if a != nil && c.site.Has(model.KindInstitution, p.Institution) && !slices.Contains(a.Lead, p.Institution) {
				c.report(diag.NewError("progress-not-lead", p.At(at+".activity"), "institution", p.Institution, "activity", line.Activity))
			}
			before := last[line.Activity]
			if rank(line.Status) < 0 {
				continue // no status; that has been said
			}
			if rank(line.Status) < rank(before) && len(line.Words) == 0 {
				c.report(diag.NewError("progress-status-back", p.At(at+".status"), "activity", line.Activity, "from", string(before), "to", string(line.Status)))
			}
			last[line.Activity] = line.Status
		}
	}
}

// rank orders the states of an activity; cancelling is always possible.
func rank(s model.Status) int { return slices.Index(s.Values(), string(s)) }
