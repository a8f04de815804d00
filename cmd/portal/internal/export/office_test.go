//go:build office

package export

import (
	"strings"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/dataset"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// TestOfficeShowsWhatJSONSays: LibreOffice shows awkward cells as they are, also
// those that look like formulas, dates, numbers or truth values.
func TestOfficeShowsWhatJSONSays(t *testing.T) {
	x := exporter(t, "", awkward())
	for _, format := range []string{"xlsx", "ods"} {
		tables, files := map[string]*Table{}, map[string]string{}
		for _, set := range dataset.Of(x.site) {
			table := x.Table(set)
			tables[set.Name+"."+format], files[set.Name+"."+format] = table, written(t, table, format)
		}
		for name, got := range testsite.Office(t, files) {
			truths(tables[name], got)
			same(t, tables[name], name, got, fromJSON(t, tables[name]))
		}
	}
}

// truths spells true and false as JSON does.
func truths(table *Table, rows [][]string) {
	for i, row := range rows {
		for j, c := range types(table) {
			if i > 0 && c == dataset.Boolean {
				row[j] = strings.ToLower(row[j])
			}
		}
	}
}
