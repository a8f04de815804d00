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
