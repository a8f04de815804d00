package render

import (
	"maps"
	"slices"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// programWords are the interface words that views are assembled with, beside
// those that layouts ask for themselves.
func programWords() []string {
	keys := []string{
		"title-and-site", "crumb-home", "redirect-title", "chooser-title", "chooser-description", "chooser-enter",
		"not-found-title", "not-found-summary",
		"exit-label", "exit-now", "exit-loading", "exit-press-two", "exit-press-one", "exit-over",
		"deadline-continuous", "deadline-year", "deadline-range", "deadline-quarter", "status-not-reported",
		"plan-number-differs", "plan-number-none", "objective-short", "activity-short",
		"count-activities", "count-leads", "count-supports", "count-institutions", "count-records",
		"count-instruments", "count-series", "count-observations", "count-reports", "count-recommendations", "count-terms",
		"instrument-unofficial", "gazette-issue", "period-unknown", "period-until", "period-from",
		"validity", "validity-from", "validity-to",
		"col-institution", "institution-abbreviation", "col-leads", "col-supports", "col-instrument", "col-type", "col-number", "col-date",
		"col-indicator", "col-unit", "col-period", "col-figures", "col-value", "col-note", "col-source", "col-report", "col-year", "col-publisher",
		"col-state", "chart-missing",
		"filter-objective", "filter-institution", "plan-facet", "plan-facet-about", "timeline-desc", "timeline-continuous",
		"col-deadline", "activity-status",
		"count-entries", "entry-page", "entry-institution", "entry-series", "entry-campaign", "entry-term",
	}
	for _, key := range []string{"helpline-free", "helpline-anonymous", "helpline-on-bill", "helpline-police"} {
		keys = append(keys, key+"-yes", key+"-no")
	}
	each := func(prefix string, values []string) {
		for _, v := range values {
			keys = append(keys, prefix+v)
		}
	}
	each("level-", model.Level("").Values())
	each("status-", model.Status("").Values())
	each("institution-kind-", model.InstitutionKind("").Values())
	each("jurisdiction-", model.Jurisdiction("").Values())
	each("report-state-", model.ReportState("").Values())
	each("name-status-", []string{"expanded", "guessed", "generic"})
	for _, set := range route.AllDataSets() {
		keys = append(keys, "data-"+set+"-title", "data-"+set+"-about")
	}
	return keys
}

// dataWords are the interface words that the records of a site ask for: its
// types, topics, units, dimensions and languages are words of its own, which a
// reader meets in the page's language.
func dataWords(site *model.Site) []string {
	keys := map[string]bool{}
	for _, i := range site.Instruments.All {
		keys["instrument-type-"+i.Type] = true
	}
	for _, r := range site.Reports.All {
		keys["report-type-"+r.Type] = true
		for _, l := range r.Languages {
			keys["language-"+l] = true
		}
	}
	for _, h := range site.Helplines.All {
		for _, l := range h.Languages {
			keys["language-"+l] = true
		}
	}
	for _, s := range site.Sources.All {
		if s.Language != "" {
			keys["language-"+s.Language] = true
		}
	}
	for _, s := range site.Series.All {
		keys["topic-"+s.Topic], keys["unit-"+s.Unit] = true, true
		for _, d := range s.Dimensions {
			keys["dimension-"+d] = true
		}
		for _, o := range s.Observations {
			for _, v := range o.Breakdown {
				keys["value-"+v] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(keys))
}
