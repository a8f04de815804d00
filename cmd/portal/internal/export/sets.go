package export

import (
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// Exporter makes the tables of one site.
type Exporter struct {
	site *model.Site
	plan *route.Plan
	base string // the site's absolute address with the base path, without a slash at its end
}

// New prepares an exporter; base is the path prefix of a staging site, or "".
func New(site *model.Site, plan *route.Plan, base string) *Exporter {
	return &Exporter{site, plan, strings.TrimSuffix(string(site.Config.BaseURL), "/") + base}
}

// Table is the set with a name of [route.DataSets].
func (x *Exporter) Table(name string) *Table {
	t := &Table{langs: x.plan.Langs}
	switch name {
	case "action-plan":
		x.actionPlan(t)
	case "objectives":
		x.objectives(t)
	case "institutions":
		x.institutions(t)
	case "statistics":
		x.statistics(t)
	case "instruments":
		x.instruments(t)
	case "recommendations":
		x.recommendations(t)
	case "reports":
		x.reports(t)
	case "helplines":
		x.helplines(t)
	default:
		panic("export: no set " + name)
	}
	return t
}

func columns(names string) []Column {
	var out []Column
	for _, n := range strings.Fields(names) {
		name, words := strings.CutSuffix(n, "_*")
		out = append(out, Column{name, words})
	}
	return out
}

func (x *Exporter) actionPlan(t *Table) {
	t.Columns = columns(`code strategic_objective specific_objective plan_objective title_* expected_result_* indicator_* verification_*
		lead support deadline start_year end_year continuous status url_* note_* source location`)
	for _, a := range x.site.Activities.All {
		o := x.site.Objectives.Get(a.Objective)
		var start, end any
		if !a.Deadline.Continuous {
			start, end = a.Deadline.From, a.Deadline.To
		}
		t.Rows = append(t.Rows, []any{
			a.ID, o.Strategic(), o.ID, o.PlanNumber, a.Title, a.ExpectedResult, a.Indicator, a.Verification,
			a.Lead, a.Support, a.Deadline.String(), start, end, a.Deadline.Continuous, string(x.site.Status(a.ID)),
			x.urls(model.KindActivity, a.ID), a.Note, a.Source.ID, a.Source.At,
		})
	}
}

func (x *Exporter) objectives(t *Table) {
	t.Columns = columns("id level parent plan_number title_* activities note_* source location url_*")
	for _, o := range x.site.Objectives.All {
		n := 0
		for _, a := range x.site.Activities.All {
			if of := x.site.Objectives.Get(a.Objective); of == o || of.Strategic() == o.ID {
				n++
			}
		}
		t.Rows = append(t.Rows, []any{
			o.ID, string(o.Level), o.Parent, o.PlanNumber, o.Title, n, o.Note, o.Source.ID, o.Source.At, x.urls(model.KindObjective, o.ID),
		})
	}
}

func (x *Exporter) institutions(t *Table) {
	t.Columns = columns(`id abbreviation name_* role_* activities_lead activities_support
		kind name_status aliases successor valid_from valid_to note_* sources url_*`)
	lead, support := map[string]int{}, map[string]int{}
	for _, a := range x.site.Activities.All {
		for _, id := range a.Lead {
			lead[id]++
		}
		for _, id := range a.Support {
			support[id]++
		}
	}
	for _, i := range x.site.Institutions.All {
		t.Rows = append(t.Rows, []any{
			i.ID, i.Abbreviation, i.Name, i.Role, lead[i.ID], support[i.ID],
			string(i.Kind), string(i.NameStatus), i.Aliases, i.Successor, string(i.ValidFrom), string(i.ValidTo),
			i.Note, cited(i.Sources), x.urls(model.KindInstitution, i.ID),
		})
	}
}

// cited are the ids of the documents that citations point into, each once.
func cited(cites []model.Cite) []string {
	out := []string{}
	for _, c := range cites {
		if !slices.Contains(out, c.ID) {
			out = append(out, c.ID)
		}
	}
	return out
}

// urls are the absolute addresses of a record's page in each language.
func (x *Exporter) urls(kind model.Kind, id string) model.Text {
	out := model.Text{}
	for _, l := range x.plan.Langs {
		if u := x.plan.URL(kind, id, l); u != "" {
			out[l] = x.base + u
		}
	}
	return out
}
