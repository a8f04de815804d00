package route

import "antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"

// DataFormats are the formats in which each open-data set is published.
var DataFormats = []string{"csv", "json"}

// DataSets are the names of the open-data sets of a site: those whose page
// kinds it has, so that a site without a plan publishes no empty plan.
func DataSets(site *model.Site) []string {
	var out []string
	for _, set := range []struct {
		name string
		kind model.Kind
	}{
		{"action-plan", model.KindActivity},
		{"objectives", model.KindObjective},
		{"institutions", model.KindInstitution},
	} {
		if len(site.IDs(set.kind)) > 0 {
			out = append(out, set.name)
		}
	}
	return out
}

// DataPath is where a set is published in a format: data/action-plan.csv.
func DataPath(set, format string) string { return "data/" + set + "." + format }
