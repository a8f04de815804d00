package export

import (
	"cmp"
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/dataset"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// Exporter makes the tables of one site.
type Exporter struct {
	site  *model.Site
	plan  *route.Plan
	base  string // the site's absolute address with the base path, without a slash at its end
	words *locale.Set
	day   model.Date
}

// New prepares an exporter; base is the path prefix of a staging site, or "",
// and day is the build's date, which is that of the data.
func New(site *model.Site, plan *route.Plan, base string, words *locale.Set, day model.Date) *Exporter {
	return &Exporter{site, plan, strings.TrimSuffix(string(site.Config.BaseURL), "/") + base, words, day}
}

// Table is one set of [dataset.Of].
func (x *Exporter) Table(set dataset.Set) *Table {
	t := &Table{Set: set, langs: x.plan.Langs}
	switch set.Name {
	case "action-plan":
		x.actionPlan(t)
	case "objectives":
		x.objectives(t)
	case "progress":
		x.progress(t)
	case "statistics":
		x.statistics(t)
	case "institutions":
		x.institutions(t)
	case "instruments":
		x.instruments(t)
	case "recommendations":
		x.recommendations(t)
	case "reports":
		x.reports(t)
	case "helplines":
		x.helplines(t)
	}
	t.book = x.book(t)
	return t
}

func (x *Exporter) actionPlan(t *Table) {
	for _, a := range x.site.Activities.All {
		o := x.site.Objectives.Get(a.Objective)
		var start, end any
		if !a.Deadline.Continuous {
			start, end = a.Deadline.From, a.Deadline.To
		}
		t.Rows = append(t.Rows, []any{
			a.ID, o.Strategic(), o.ID, o.PlanNumber, a.Title, a.ExpectedResult, a.Indicator, a.Verification,
			a.Lead, a.Support, a.Deadline.String(), start, end, a.Deadline.Continuous, string(x.site.Status(a.ID)),
			x.urls(model.KindActivity, a.ID), a.Note, a.Source.ID, a.Source.At, weight(a.Weight),
		})
	}
}

func (x *Exporter) objectives(t *Table) {
	for _, o := range x.site.Objectives.All {
		n := 0
		for _, a := range x.site.Activities.All {
			if of := x.site.Objectives.Get(a.Objective); of == o || of.Strategic() == o.ID {
				n++
			}
		}
		t.Rows = append(t.Rows, []any{
			o.ID, string(o.Level), o.Parent, o.PlanNumber, o.Title, n, o.Note, o.Source.ID, o.Source.At, x.urls(model.KindObjective, o.ID), weight(o.Weight),
		})
	}
}

// weight is an importance, 1 where nobody has weighed.
func weight(w model.Weight) Number { return Number(cmp.Or(w, "1")) }

func (x *Exporter) institutions(t *Table) {
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
