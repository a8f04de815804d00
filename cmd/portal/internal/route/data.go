package route

import (
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/dataset"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// DataFormats are the formats in which each open-data set is published.
var DataFormats = []string{"csv", "xlsx", "ods", "json"}

// What tells programs of all open data at once, and by what the files are
// verified.
const (
	PackagePath   = "data/datapackage.json"
	CataloguePath = "data/catalog.jsonld"
	ChecksumsPath = "data/SHA256SUMS"
)

// FeedPath is where an edition's feed is published: sq/feed.xml.
func FeedPath(lang string) string { return lang + "/feed.xml" }

// DataPath is where a set is published in a format: data/action-plan.csv.
func DataPath(set, format string) string { return "data/" + set + "." + format }

// SeriesPath is where the figures of a series are published by themselves:
// data/statistics/victims.csv.
func SeriesPath(series string) string { return seriesFile(series, "csv") }

// SeriesMetadataPath is where programs read what a series is.
func SeriesMetadataPath(series string) string { return seriesFile(series, "metadata.json") }

func seriesFile(series, ending string) string { return "data/statistics/" + series + "." + ending }

// data claims the files of open data. Without a set there are none.
func (p *planner) data() {
	sets := dataset.Of(p.site)
	claim := func(path, id string) {
		p.claim(Target{Path: path, Sort: SortData, ID: id}, model.Record{}, diag.Pos{}, "path-collision")
	}
	for _, set := range sets {
		for _, format := range DataFormats {
			claim(DataPath(set.Name, format), set.Name)
		}
	}
	if len(sets) > 0 {
		claim(PackagePath, "")
		claim(CataloguePath, "")
		claim(ChecksumsPath, "")
	}
	for _, s := range p.site.Series.All {
		for _, path := range []string{SeriesPath(s.ID), SeriesMetadataPath(s.ID)} {
			p.claim(Target{Path: path, Sort: SortData, Kind: model.KindSeries, ID: s.ID}, s.Record, diag.Pos{File: s.File, Line: 1, Col: 1}, "path-collision")
		}
	}
}
