package dataset

import (
	"slices"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// Values are all values that a column may have beside the empty one, nil where
// any will do.
func (s Set) Values(c Column) []string {
	switch s.Name + "." + c.Name {
	case "action-plan.status", "progress.status":
		return model.Status("").Values()
	case "progress.basis":
		return model.Basis("").Values()
	case "objectives.level":
		return model.Level("").Values()
	case "institutions.kind":
		return model.InstitutionKind("").Values()
	case "institutions.name_status":
		return model.NameStatus("").Values()
	case "instruments.jurisdiction":
		return model.Jurisdiction("").Values()
	case "reports.state":
		return model.ReportState("").Values()
	}
	return nil
}

// Pattern is the regular expression that the cells of a type match as a whole,
// empty where the type alone says enough. It has what XML Schema, Python and
// JavaScript understand alike.
func (t Type) Pattern() string {
	const point = `[0-9]{4}(-(Q[1-4]|[0-9]{2}))?`
	switch t {
	case List:
		return `([^;]+(;[^;]+)*)`
	case Date:
		return `([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)`
	case Period:
		return `(` + point + `|[0-9]{4}/[0-9]{4}|\.\./` + point + `|` + point + `/\.\.)`
	}
	return ""
}

// Series is the set that holds the figures of one series alone: the columns of
// the statistics but for those that are the same in every row.
func Series() Set {
	set, _ := Named("statistics")
	set.Columns = slices.DeleteFunc(set.Columns, func(c Column) bool {
		return slices.Contains([]string{"series", "indicator", "topic", "overlaps"}, c.Name)
	})
	return set
}

// MediaType is the media type of a format (IANA Media Types), empty for one that
// is not known.
func MediaType(format string) string {
	switch format {
	case "csv":
		return "text/csv"
	case "json":
		return "application/json"
	case "jsonld":
		return "application/ld+json"
	case "ods":
		return "application/vnd.oasis.opendocument.spreadsheet"
	case "svg":
		return "image/svg+xml"
	case "xlsx":
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	return ""
}
