package render

import "antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"

// programWords are the interface words that views are assembled with, beside
// those that layouts ask for themselves.
func programWords() []string {
	keys := []string{
		"title-and-site", "crumb-home", "redirect-title", "chooser-title", "chooser-description", "chooser-enter",
		"not-found-title", "not-found-summary", "exit-label",
		"deadline-continuous", "deadline-year", "deadline-range", "deadline-quarter", "status-not-reported",
		"plan-number-differs", "plan-number-none", "objective-short", "activity-short",
		"count-activities", "count-leads", "count-supports", "count-institutions", "count-records",
		"validity", "validity-from", "validity-to",
	}
	for _, key := range []string{"helpline-free", "helpline-anonymous", "helpline-on-bill"} {
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
	each("name-status-", []string{"expanded", "guessed", "generic"})
	for _, set := range []string{"action-plan", "objectives", "institutions"} {
		keys = append(keys, "data-"+set+"-title", "data-"+set+"-about")
	}
	return keys
}
