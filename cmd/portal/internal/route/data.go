package route

// DataFormats are the formats in which each open-data set is published.
var DataFormats = []string{"csv", "xlsx", "ods", "json"}

// FeedPath is where an edition's feed is published: sq/feed.xml.
func FeedPath(lang string) string { return lang + "/feed.xml" }

// DataPath is where a set is published in a format: data/action-plan.csv.
func DataPath(set, format string) string { return "data/" + set + "." + format }
