package render

import (
	"maps"
	"slices"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/dataset"
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
		"report-languages", "report-language", "report-coordinator", "report-type-by", "filter-label", "filter-pages", "filter-count", "filter-none",
		"filter-reports", "filter-reports-count", "filter-reports-none",
		"col-state", "chart-missing", "chart-page", "small-hidden", "small-note", "figure-address", "figure-revised", "revised-title",
		"col-figure", "col-old", "col-new", "col-revised-on", "col-reason", "compare-title", "compare-years", "col-counted", "counted-all",
		"col-change", "col-change-since", "change-none", "change-more", "change-less",
		"filter-objective", "filter-institution", "plan-facet", "plan-facet-about", "timeline-desc", "timeline-continuous",
		"col-deadline", "activity-status",
		"activity-overdue", "reported-on", "reported-indicator", "reported-value", "reported-reached", "reported-spent",
		"due-owed", "due-here", "due-none", "due-missing", "due-free", "due-delivered", "due-named", "count-quarterly",
		"calendar-who", "calendar-tally", "col-named", "col-owed", "col-here",
		"progress-whole", "progress-nothing", "progress-no-activities", "progress-all-cancelled", "progress-of", "progress-cancelled",
		"percent-under", "percent-over",
		"document-updated", "document-address", "count-pages", "strategy-aims", "strategy-objectives",
		model.WordYearFigures, model.WordYearReport, "year-figures-about", "year-report-about", "year-key", "year-plan", "year-institutions", "year-owed", "year-of", "year-led",
		"year-changes", "year-turns", "year-end-of", "year-gaps", "year-gap-plan", "year-gap-objectives", "year-gap-without", "year-gap-institutions", "year-gap-series",
		"year-due", "year-notes", "year-reports", "sources", "col-activity", "institution-quarterly",
		"editions-title", "editions-pages", "editions-records", "editions-written", "editions-first", "editions-from", "editions-fresh",
		"editions-stale", "editions-unreviewed", "editions-read", "editions-read-none", "editions-read-by", "count-texts",
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
	return append(keys, openDataWords()...)
}

// openDataWords tell of the sets of open data, on their page and in their files.
func openDataWords() []string {
	keys := []string{
		"data-licence-undecided", "count-columns", "data-package", "data-catalogue", "data-checksums", "series-metadata", "catalogue-title", "catalogue-about",
		"sheet-data", "sheet-columns", "sheet-about", "sheet-column", "sheet-meaning", "sheet-set", "sheet-rows", "sheet-day", "sheet-address", "sheet-title",
	}
	seen := map[string]bool{}
	for _, set := range dataset.All() {
		keys = append(keys, set.Title(), set.About(), set.Keywords())
		for _, c := range set.Columns {
			if key := set.Word(c); !seen[key] {
				seen[key] = true
				keys = append(keys, key)
			}
		}
	}
	for _, format := range route.DataFormats {
		keys = append(keys, "data-format-"+format)
	}
	for _, t := range dataset.Types() {
		keys = append(keys, t.Word())
	}
	return keys
}

// dataWords are the interface words that the records of a site ask for: its
// types, topics, units, dimensions and languages are words of its own, which a
// reader meets in the page's language.
func dataWords(site *model.Site) []string {
	keys := map[string]bool{}
	ask := func(key, word string) {
		if word != "" && word != model.Blank { // that a value is missing has been told
			keys[key+word] = true
		}
	}
	for _, i := range site.Instruments.All {
		ask("instrument-type-", i.Type)
	}
	for _, r := range site.Reports.All {
		ask("report-type-", r.Type)
		for _, f := range r.Files {
			if site.Config.Tagged(f.Language) != nil { // any other is the report's own, or a fault
				ask("language-", f.Language)
			}
		}
		for _, l := range r.Languages {
			ask("language-", l)
		}
	}
	for _, h := range site.Helplines.All {
		for _, l := range h.Languages {
			ask("language-", l)
		}
	}
	for _, s := range site.Sources.All {
		ask("language-", s.Language)
	}
	for _, s := range site.Series.All {
		ask("topic-", s.Topic)
		ask("unit-", s.Unit)
		for _, d := range s.Dimensions {
			ask("dimension-", d)
		}
		for _, o := range s.Observations {
			for _, v := range o.Breakdown {
				ask("value-", v)
			}
		}
	}
	return slices.Sorted(maps.Keys(keys))
}
