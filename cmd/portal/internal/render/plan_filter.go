package render

import (
	"html/template"
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// planFilter are the facets of the plan with the number of their activities.
func (a *assembler) planFilter(page string) Filter {
	all := len(a.in.Site.Activities.All)
	return Filter{
		URL: a.url(model.KindPage, page), Label: a.t("filter-label"), Pages: a.t("filter-pages"), None: a.t("filter-none"),
		Counted: a.t("filter-count", "shown", "{n}", "all", all), Shown: a.t("filter-count", "shown", all, "all", all),
		Facets: a.planFacets(),
	}
}

func (a *assembler) planFacets() []Facet {
	return []Facet{
		{Name: "objective", Label: a.t("filter-objective"), Values: a.objectiveValues()},
		{Name: "institution", Label: a.t("filter-institution"), Values: a.institutionValues()},
		{Name: "deadline", Label: a.t("col-deadline"), Values: a.deadlineValues()},
		{Name: "status", Label: a.t("activity-status"), Values: a.statusValues(a.statusPage())},
	}
}

func (a *assembler) objectiveValues() []FacetValue {
	var out []FacetValue
	for _, o := range a.in.Site.Objectives.All {
		l := a.objectiveLink(o.ID)
		v := FacetValue{ID: o.ID, Former: formerIDs(o), Text: l.Words, Count: a.counts[o.ID], URL: l.URL}
		if v.Count > 0 {
			v.URL += "#" + activitiesAnchor
		}
		out = append(out, v)
	}
	return out
}

// activitiesAnchor is where the pages of objectives and institutions list
// activities (layouts/pages/).
const activitiesAnchor = "plan_activities"

func formerIDs(record model.Any) string { return strings.Join(model.FormerIDsOf(record), " ") }

func (a *assembler) institutionValues() []FacetValue {
	var out []FacetValue
	for _, id := range a.byName {
		// A body may be named twice for one activity.
		activities := slices.Concat(a.leads[id], a.supports[id])
		slices.Sort(activities)
		if n := len(slices.Compact(activities)); n > 0 {
			l := a.institutionLink(id)
			out = append(out, FacetValue{ID: id, Former: formerIDs(a.in.Site.Institutions.Get(id)), Text: l.Words, Count: n, URL: l.URL + "#" + activitiesAnchor})
		}
	}
	return out
}

func (a *assembler) deadlineValues() []FacetValue {
	count := map[model.Deadline]int{}
	for _, act := range a.in.Site.Activities.All {
		count[act.Deadline]++
	}
	var out []FacetValue
	for _, d := range a.in.Site.Deadlines() {
		out = append(out, FacetValue{ID: d.ID(), Text: Words{Text: a.deadline(d)}, Count: count[d], URL: a.url(route.FacetDeadline, d.ID())})
	}
	return out
}

// statusValues are the states that activities are in. While nothing has been
// reported there is one, and it leads to unreported: a list of it would be the
// whole plan.
func (a *assembler) statusValues(unreported string) []FacetValue {
	count := map[model.Status]int{}
	for _, act := range a.in.Site.Activities.All {
		count[a.in.Site.Status(act.ID)]++
	}
	var out []FacetValue
	for _, s := range a.in.Site.Statuses() {
		v := FacetValue{ID: s.ID(), Text: Words{Text: a.statusWord(s)}, Count: count[s], URL: a.url(route.FacetStatus, s.ID())}
		if !a.in.Site.Reported() && s == "" {
			v.URL = unreported
		}
		if v.Count > 0 || v.URL != "" {
			out = append(out, v)
		}
	}
	return out
}

// statusPage is the address of the page that counts states, empty when the site
// has none.
func (a *assembler) statusPage() string {
	if ids := a.in.Site.OfKind(model.PagePlanByStatus, a.in.Date); len(ids) > 0 {
		return a.url(model.KindPage, ids[0])
	}
	return ""
}

// filterRows are the whole plan, each activity with the ids that the filter
// looks for.
func (a *assembler) filterRows() []ObjectiveRow {
	all := a.strategicRows(true)
	for _, strategic := range all {
		for _, specific := range strategic.Specific {
			for i := range specific.Activities {
				row := *specific.Activities[i] // the other pages' row stays as it is
				row.Facets = a.facetsOf(row.Code)
				specific.Activities[i] = &row
			}
		}
	}
	return all
}

func (a *assembler) facetsOf(code string) *ActivityFacets {
	act := a.in.Site.Activities.Get(code)
	o := a.in.Site.Objectives.Get(act.Objective)
	return &ActivityFacets{
		Objectives:   o.Strategic() + " " + o.ID,
		Institutions: strings.Join(slices.Concat(act.Lead, act.Support), " "),
		Deadline:     act.Deadline.ID(), Status: a.in.Site.Status(code).ID(),
	}
}

// facet assembles the page of a deadline or a status.
func (a *assembler) facet(t route.Target) (layout string, view any) {
	kind, label, word := model.PagePlanByDeadline, a.t("col-deadline"), ""
	values := a.deadlineValues()
	has := func(act *model.Activity) bool { return act.Deadline.ID() == t.ID }
	if t.Kind == route.FacetStatus {
		kind, label, values = model.PagePlanByStatus, a.t("activity-status"), a.statusValues("")
		has = func(act *model.Activity) bool { return a.in.Site.Status(act.ID).ID() == t.ID }
	}
	v := PlanFacetView{Label: label, Source: a.planSource()}
	for _, value := range values {
		current := value.ID == t.ID
		if current {
			word = value.Text.Text
		}
		v.Values = append(v.Values, Link{Words: value.Text, URL: value.URL, Current: current})
	}
	for _, act := range a.in.Site.Activities.All {
		if has(act) {
			v.Activities = append(v.Activities, a.rows[act.ID])
		}
	}
	under := a.in.Site.OfKind(kind, a.in.Date)[0]
	heading, count := a.t("plan-facet", "facet", label, "value", word), a.n("count-activities", len(v.Activities))
	v.Frame = a.frame(t, Words{Text: heading}, Words{Text: count}, under)
	v.Description = a.t("plan-facet-about", "facet", heading, "count", count)
	v.Historic = a.historic()
	v.Views = a.planViews(under)
	return "plan-facet", v
}

// planStatus is the page that counts the states of activities.
func (a *assembler) planStatus(f Frame, p *model.Page, body template.HTML) PlanStatusView {
	plan := ""
	if l := a.listPage(model.KindActivity); l != nil {
		plan = l.URL
	}
	return PlanStatusView{
		Frame: f, Body: body, Nothing: !a.in.Site.Reported(), Counts: a.statusValues(plan),
		Progress: a.progressTable(), Views: a.planViews(p.ID), Source: a.planSource(),
	}
}
