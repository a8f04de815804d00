package render

import (
	"cmp"
	"html/template"
	"slices"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// record assembles the view of a record's page.
func (a *assembler) record(t route.Target) (layout string, view any) {
	switch t.Kind {
	case model.KindObjective:
		return "objective", a.objective(t, a.in.Site.Objectives.Get(t.ID))
	case model.KindActivity:
		return "activity", a.activity(t, a.in.Site.Activities.Get(t.ID))
	case model.KindInstrument:
		return "instrument", a.instrument(t, a.in.Site.Instruments.Get(t.ID))
	case model.KindSeries:
		return "series", a.series(t, a.in.Site.Series.Get(t.ID))
	case model.KindReport:
		return "report", a.report(t, a.in.Site.Reports.Get(t.ID))
	case model.KindCampaign:
		return "campaign", a.campaign(t, a.in.Site.Campaigns.Get(t.ID))
	}
	return "institution", a.institution(t, a.in.Site.Institutions.Get(t.ID))
}

func (a *assembler) strategy(f Frame, body template.HTML) StrategyView {
	v := StrategyView{Frame: f, Body: body, Objectives: a.strategicRows(false)}
	if s := a.in.Site.Strategy; s != nil {
		from, to := s.Period.Years()
		v.Period, v.Vision, v.Mission, v.Note, v.Source = a.p.YearRange(from, to), a.words(s.Vision), a.words(s.Mission), a.words(s.Note), a.cite(s.Source)
	}
	return v
}

func (a *assembler) objective(t route.Target, o *model.Objective) ObjectiveView {
	title := a.words(o.Title)
	f := a.frame(t, title, Words{}, a.listing[model.KindObjective])
	f.Historic = a.historic()
	row := a.objectiveRow(o)
	v := ObjectiveView{
		Frame: f, ID: o.ID, Level: a.t("level-" + string(o.Level)), PlanNumber: row.PlanNumber, Count: row.Count, None: row.None,
		Note: a.words(o.Note), Specific: a.specificRows(o.ID, true), Activities: a.rowsOf(a.byGoal[o.ID]), Source: a.cite(o.Source),
	}
	if v.Score = a.objectiveScore(o.ID); v.Score != nil {
		v.Quarter = a.quarter(a.roll.Quarter)
	}
	if o.Parent != "" {
		l := a.objectiveLink(o.Parent)
		v.Parent = &l
		v.Crumbs = append(v.Crumbs, Link{Words: Words{Text: a.t("objective-short", "id", o.Parent)}, URL: l.URL})
	}
	v.Description = a.t("objective-short", "id", o.ID) + ": " + title.Text
	v.Neighbours = a.neighbours(model.KindObjective, o.ID, a.objectiveLink)
	return v
}

func (a *assembler) objectiveLink(id string) Link {
	o := a.in.Site.Objectives.Get(id)
	w := a.words(o.Title)
	w.Text = id + " " + w.Text
	return Link{Words: w, URL: a.url(model.KindObjective, id)}
}

func (a *assembler) activity(t route.Target, act *model.Activity) ActivityView {
	title := a.words(act.Title)
	f := a.frame(t, title, Words{}, a.listing[model.KindActivity])
	f.Historic = a.historic()
	f.Description = a.t("activity-short", "code", act.ID) + ": " + title.Text
	o := a.in.Site.Objectives.Get(act.Objective)
	row := a.rows[act.ID]
	v := ActivityView{
		Frame: f, Code: act.ID, Strategic: a.objectiveLink(o.Strategic()), Specific: a.objectiveLink(o.ID), PlanNumber: a.planNumber(o),
		Deadline:  Link{Words: Words{Text: row.Deadline}, URL: a.url(route.FacetDeadline, act.Deadline.ID())},
		Status:    Link{Words: Words{Text: row.Status}, URL: cmp.Or(a.url(route.FacetStatus, a.in.Site.Status(act.ID).ID()), a.statusPage())},
		Campaigns: a.campaignsOf(act.ID), Answers: a.recommendationsOf(act.ID), Mentions: a.mentions(model.KindActivity, act.ID),
		Expected: a.words(act.ExpectedResult), Indicator: a.words(act.Indicator), Verification: a.words(act.Verification),
		Note: a.words(act.Note), Source: a.cite(act.Source),
	}
	v.History = a.history(act)
	for _, id := range act.Lead {
		v.Lead = append(v.Lead, a.institutionLink(id))
	}
	for _, id := range act.Support {
		v.Support = append(v.Support, a.institutionLink(id))
	}
	v.Neighbours = a.neighbours(model.KindActivity, act.ID, func(id string) Link {
		return Link{Words: Words{Text: a.t("activity-short", "code", id)}, URL: a.url(model.KindActivity, id)}
	})
	return v
}

func (a *assembler) institution(t route.Target, i *model.Institution) InstitutionView {
	name, role := a.words(i.Name), a.words(i.Role)
	f := a.frame(t, name, Words{}, a.listing[model.KindInstitution])
	if role.Text != "" {
		f.Description = role.Text
	} else {
		f.Description = name.Text
	}
	v := InstitutionView{
		Frame: f, Abbreviation: a.printed(i.Abbreviation), Kind: a.t("institution-kind-" + string(i.Kind)), Aliases: a.aliases(i),
		OtherNames: a.others(i.Name), Role: role, Note: a.words(i.Note), Validity: a.validity(i),
		Lead: a.rowsOf(a.leads[i.ID]), Support: a.rowsOf(a.supports[i.ID]), Sources: a.cites(i.Sources),
	}
	v.Duty, v.Told, v.Said = a.duty(i.ID), a.told(i.ID), a.said(i.ID)
	v.Reports, v.Mentions = a.reportsOf(i.ID), a.mentions(model.KindInstitution, i.ID)
	v.LeadCount, v.SupportCount = a.n("count-leads", len(v.Lead)), a.n("count-supports", len(v.Support))
	if i.NameStatus != "printed" {
		v.NameStatus = a.t("name-status-" + string(i.NameStatus))
	}
	if i.Successor != "" {
		l := a.institutionLink(i.Successor)
		v.Successor = &l
	}
	v.Neighbours = a.neighbours(model.KindInstitution, i.ID, a.institutionLink)
	return v
}

// others are an official text in the other languages of the site.
func (a *assembler) others(text model.Text) []Words {
	var out []Words
	for _, l := range a.in.Site.Config.Languages {
		if s := text[l.ID]; s != "" && l.ID != a.lang.ID {
			out = append(out, Words{Text: s, Lang: l.BCP47})
		}
	}
	return out
}

// aliases are the other forms that the sources print.
func (a *assembler) aliases(i *model.Institution) []Words {
	out := make([]Words, len(i.Aliases))
	for n, alias := range i.Aliases {
		out[n] = a.printed(alias)
	}
	return out
}

// printed is a name as the sources print it, in their language.
func (a *assembler) printed(name string) Words {
	return Words{Text: name, Lang: a.foreign(a.in.Site.Config.Source())}
}

func (a *assembler) validity(i *model.Institution) string {
	from, to := a.when(i.ValidFrom), a.when(i.ValidTo)
	switch {
	case from != "" && to != "":
		return a.t("validity", "from", from, "to", to)
	case from != "":
		return a.t("validity-from", "from", from)
	case to != "":
		return a.t("validity-to", "to", to)
	}
	return ""
}

// when is a date in words, as far as it is known.
func (a *assembler) when(w model.When) string {
	y, m, d := w.Parts()
	switch {
	case y == 0:
		return ""
	case d > 0:
		return a.p.Date(y, m, d)
	case m > 0:
		return a.p.MonthYear(y, m)
	}
	return string(w)
}

// institutionsByName are the ids of all bodies in the order of their names.
func (a *assembler) institutionsByName() []string {
	ids := a.in.Site.IDs(model.KindInstitution)
	slices.SortStableFunc(ids, func(x, y string) int {
		return a.p.Compare(a.words(a.in.Site.Institutions.Get(x).Name).Text, a.words(a.in.Site.Institutions.Get(y).Name).Text)
	})
	return ids
}

// institutionGroups list the bodies by kind, and by name within it.
func (a *assembler) institutionGroups() []InstitutionGroup {
	var out []InstitutionGroup
	for _, kind := range model.InstitutionKind("").Values() {
		title := a.t("institution-kind-" + kind)
		table := a.headed(title, "col-institution", "institution-abbreviation", "col-leads", "col-supports")
		table.Style = "counts"
		table.numbers(2, 3)
		for _, id := range a.byName {
			if i := a.in.Site.Institutions.Get(id); string(i.Kind) == kind {
				table.add(Cell{Words: a.words(i.Name), URL: a.url(model.KindInstitution, id)}, Cell{Words: a.printed(i.Abbreviation)},
					text(a.p.Int(len(a.leads[id]))), text(a.p.Int(len(a.supports[id]))))
			}
		}
		if len(table.Rows) > 0 {
			a.rank(&table)
			out = append(out, InstitutionGroup{Anchor: kind, Title: title, Table: table})
		}
	}
	return out
}

// neighboursIn gives, for each id of a list, the ids before and after it.
func neighboursIn(ids []string) map[string][2]string {
	out := make(map[string][2]string, len(ids))
	for i, id := range ids {
		var n [2]string
		if i > 0 {
			n[0] = ids[i-1]
		}
		if i < len(ids)-1 {
			n[1] = ids[i+1]
		}
		out[id] = n
	}
	return out
}

// neighbours are links to the records before and after one.
func (a *assembler) neighbours(kind model.Kind, id string, link func(string) Link) Neighbours {
	var n Neighbours
	around := a.around[kind][id]
	if around[0] != "" {
		l := link(around[0])
		n.Previous = &l
	}
	if around[1] != "" {
		l := link(around[1])
		n.Next = &l
	}
	return n
}
