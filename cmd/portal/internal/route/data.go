package route

import "antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"

// DataFormats are the formats in which each open-data set is published.
var DataFormats = []string{"csv", "json"}

// DataSets are the names of the open-data sets of a site: those it has records
// for, so that a site without a plan publishes no empty plan.
func DataSets(site *model.Site) []string {
	var out []string
	for _, set := range dataSets() {
		if len(site.IDs(set.kind)) > 0 {
			out = append(out, set.name)
		}
	}
	return out
}

// AllDataSets are the names of the sets that any site may publish.
func AllDataSets() []string {
	var out []string
	for _, set := range dataSets() {
		out = append(out, set.name)
	}
	return out
}

type dataSet struct {
	name string
	kind model.Kind
}

func dataSets() []dataSet {
	return []dataSet{
		{"action-plan", model.KindActivity},
		{"objectives", model.KindObjective},
		{"statistics", model.KindSeries},
		{"institutions", model.KindInstitution},
		{"instruments", model.KindInstrument},
		{"recommendations", model.KindRecommendation},
		{"reports", model.KindReport},
		{"helplines", model.KindHelpline},
	}
}

// FeedPath is where an edition's feed is published: sq/feed.xml.
func FeedPath(lang string) string { return lang + "/feed.xml" }

// DataPath is where a set is published in a format: data/action-plan.csv.
func DataPath(set, format string) string { return "data/" + set + "." + format }
