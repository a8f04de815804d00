package render

import (
	"html/template"
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

func formatName(ext string) string {
	if ext == "jsonld" {
		return "JSON-LD"
	}
	return strings.ToUpper(ext)
}

// planPage assembles the pages that show the plan; false for every other kind.
func (a *assembler) planPage(f Frame, p *model.Page, body template.HTML) (layout string, view any, ok bool) {
	f.Historic = a.historic()
	views, source := a.planViews(p.ID), a.planSource()
	switch p.Kind {
	case model.PagePlan:
		return "action-plan", PlanView{
			Frame: f, Body: body, Count: a.n("count-activities", len(a.in.Site.Activities.All)), Objectives: a.filterRows(), Filter: a.planFilter(p.ID),
			Views: views, Downloads: a.downloads("action-plan"), Source: source,
		}, true
	case model.PagePlanByInstitution:
		return "plan-groups", PlanGroupsView{Frame: f, Body: body, Groups: a.byInstitution(), Views: views, Source: source}, true
	case model.PagePlanByDeadline:
		return "plan-groups", PlanGroupsView{Frame: f, Body: body, Groups: a.byDeadline(), Views: views, Source: source}, true
	case model.PagePlanByStatus:
		return "plan-status", a.planStatus(f, p, body), true
	case model.PagePlanMatrix:
		return "plan-matrix", a.planMatrix(f, p, body), true
	case model.PagePlanTimeline:
		return "plan-timeline", a.planTimeline(f, p, body), true
	case model.PageReporting:
		return "reporting-calendar", a.reporting(f, p, body), true
	}
	return "", nil, false
}

// historic is the note that the plan is history.
func (a *assembler) historic() *Words {
	if s := a.in.Site.Strategy; s != nil && len(s.Note) > 0 {
		w := a.words(s.Note)
		return &w
	}
	return nil
}

// planSource is where the plan as a whole comes from.
func (a *assembler) planSource() Cite {
	if s := a.in.Site.Strategy; s != nil {
		return a.cite(model.Cite{ID: s.Source.ID})
	}
	return Cite{}
}

// activityRow is an activity as a row of a table.
func (a *assembler) activityRow(act *model.Activity) *ActivityRow {
	row := &ActivityRow{
		Code: act.ID, Title: a.words(act.Title), URL: a.url(model.KindActivity, act.ID),
		Deadline: a.deadline(act.Deadline), Status: a.status(act.ID),
	}
	for _, id := range act.Lead {
		row.Lead = append(row.Lead, a.shortInstitutionLink(id))
	}
	for _, id := range act.Support {
		row.Support = append(row.Support, a.shortInstitutionLink(id))
	}
	return row
}

// deadline is when an activity is due, in words.
func (a *assembler) deadline(d model.Deadline) string {
	switch {
	case d.Continuous:
		return a.t("deadline-continuous")
	case d.Quarter > 0:
		return a.t("deadline-quarter", "quarter", a.p.Quarter(d.From, d.Quarter))
	case d.From != d.To:
		return a.t("deadline-range", "years", a.p.YearRange(d.From, d.To))
	}
	return a.t("deadline-year", "year", d.From)
}

// status is the last reported state of an activity, in words.
func (a *assembler) status(activity string) string {
	return a.statusWord(a.in.Site.Status(activity))
}

func (a *assembler) statusWord(s model.Status) string {
	if s == "" {
		return a.t("status-not-reported")
	}
	return a.t("status-" + string(s))
}

// strategicRows are the strategic objectives with their specific ones; with
// the activities too where the whole plan is shown.
func (a *assembler) strategicRows(whole bool) []ObjectiveRow {
	var out []ObjectiveRow
	for _, o := range a.in.Site.Objectives.All {
		if o.Parent != "" {
			continue
		}
		row := a.objectiveRow(o)
		row.Specific = a.specificRows(o.ID, whole)
		out = append(out, row)
	}
	return out
}

func (a *assembler) specificRows(parent string, whole bool) []ObjectiveRow {
	var out []ObjectiveRow
	for _, o := range a.in.Site.Objectives.All {
		if o.Parent == parent {
			row := a.objectiveRow(o)
			if whole {
				row.Activities = a.rowsOf(a.byGoal[o.ID])
			}
			out = append(out, row)
		}
	}
	return out
}

func (a *assembler) objectiveRow(o *model.Objective) ObjectiveRow {
	row := ObjectiveRow{
		ID: o.ID, Title: a.words(o.Title), URL: a.url(model.KindObjective, o.ID), Anchor: objectiveAnchor(o.ID), Former: formerAnchors(o, objectiveAnchor),
		Part: a.counts[o.ID], All: len(a.in.Site.Activities.All), None: a.counts[o.ID] == 0,
	}
	row.Count = a.n("count-activities", row.Part)
	row.PlanNumber = a.planNumber(o)
	return row
}

// objectiveAnchor is the place of an objective where several are shown.
func objectiveAnchor(id string) string { return "o-" + strings.ReplaceAll(id, ".", "-") }

// planNumber says, in words, how the plan numbers an objective differently;
// empty where both agree.
func (a *assembler) planNumber(o *model.Objective) string {
	switch {
	case o.PlanNumber == "" && a.counts[o.ID] == 0:
		return a.t("plan-number-none")
	case o.PlanNumber != "" && o.PlanNumber != o.ID:
		return a.t("plan-number-differs", "number", o.PlanNumber)
	}
	return ""
}

// planPages are the ids of the pages that show the plan: whole, by institution,
// by deadline, by status, as a matrix, along its years, who reported on it, and as
// one document.
func planPages(site *model.Site, today model.Date) []string {
	var out []string
	for _, kind := range []model.PageKind{
		model.PagePlan, model.PagePlanByInstitution, model.PagePlanByDeadline, model.PagePlanByStatus, model.PagePlanMatrix, model.PagePlanTimeline,
		model.PageReporting, model.PagePlanDocument,
	} {
		out = append(out, site.OfKind(kind, today)...)
	}
	return out
}

// planViews are links to the pages that show the plan, the current one marked.
func (a *assembler) planViews(current string) []Link {
	var out []Link
	for _, id := range a.views {
		l := a.pageLink(id)
		l.Current = id == current
		out = append(out, *l)
	}
	return out
}

// byInstitution groups the plan by the bodies that lead or support, in the
// order of their names.
func (a *assembler) byInstitution() []PlanGroup {
	var out []PlanGroup
	for _, i := range a.in.Site.Institutions.All {
		g := PlanGroup{
			Anchor: i.ID, Former: formerAnchors(i, itself), Title: a.words(i.Name), URL: a.url(model.KindInstitution, i.ID),
			Lead: a.rowsOf(a.leads[i.ID]), Support: a.rowsOf(a.supports[i.ID]),
		}
		if all := len(g.Lead) + len(g.Support); all > 0 {
			g.Count = a.roles(i.ID)
			out = append(out, g)
		}
	}
	slices.SortStableFunc(out, func(x, y PlanGroup) int { return a.p.Compare(x.Title.Text, y.Title.Text) })
	return out
}

// roles says how many activities a body leads and supports.
func (a *assembler) roles(id string) string {
	var parts []string
	if n := len(a.leads[id]); n > 0 {
		parts = append(parts, a.n("count-leads", n))
	}
	if n := len(a.supports[id]); n > 0 {
		parts = append(parts, a.n("count-supports", n))
	}
	return strings.Join(parts, ", ")
}

func (a *assembler) rowsOf(codes []string) []*ActivityRow {
	out := make([]*ActivityRow, len(codes))
	for i, code := range codes {
		out[i] = a.rows[code]
	}
	return out
}

// byDeadline groups the plan by when activities end; continuous ones last.
func (a *assembler) byDeadline() []PlanGroup {
	groups := map[model.Deadline][]*ActivityRow{}
	for _, act := range a.in.Site.Activities.All {
		groups[act.Deadline] = append(groups[act.Deadline], a.rows[act.ID])
	}
	var out []PlanGroup
	for _, d := range a.in.Site.Deadlines() {
		out = append(out, PlanGroup{
			Anchor: "d-" + d.ID(), Title: Words{Text: a.deadline(d)}, Page: a.url(route.FacetDeadline, d.ID()),
			Lead: groups[d], Count: a.n("count-activities", len(groups[d])),
		})
	}
	return out
}
