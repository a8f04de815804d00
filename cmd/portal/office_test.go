//go:build office

package main

import (
	"encoding/csv"
	"math/big"
	"path"
	"slices"
	"strings"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/dataset"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// TestOfficeOpensEverySet: LibreOffice opens every spreadsheet of the real site
// and shows the cells of its CSV twin. Run it with make office.
func TestOfficeOpensEverySet(t *testing.T) {
	files := built(t)
	for _, format := range []string{"xlsx", "ods"} {
		sheets := map[string]string{}
		for name := range files {
			if path.Dir(name) == "data" && path.Ext(name) == "."+format {
				sheets[path.Base(name)] = content(t, files, name)
			}
		}
		if len(sheets) < 8 {
			t.Fatalf("%d sets as %s", len(sheets), format)
		}
		for name, got := range testsite.Office(t, sheets) {
			set := strings.TrimSuffix(name, "."+format)
			want, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(content(t, files, "data/"+set+".csv"), "\uFEFF"))).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			shows(t, name, kinds(t, set), got, want)
		}
	}
}

// kinds are the types of a set's columns, by their names in JSON: those of one
// language are none of them, and are texts.
func kinds(t *testing.T, name string) map[string]dataset.Type {
	t.Helper()
	set, ok := dataset.Named(name)
	if !ok {
		t.Fatal("no set", name)
	}
	out := map[string]dataset.Type{}
	for _, c := range set.Columns {
		out[c.Name] = c.Type
	}
	return out
}

func shows(t *testing.T, file string, kinds map[string]dataset.Type, got, want [][]string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s has %d rows, its CSV %d", file, len(got), len(want))
		return
	}
	if !slices.Equal(got[0], want[0]) {
		t.Errorf("%s has the columns %q, its CSV %q", file, got[0], want[0])
		return
	}
	for i := range want[1:] {
		for j, name := range want[0] {
			if got, want := got[i+1][j], want[i+1][j]; !shown(kinds[name], got, want) {
				t.Errorf("%s, row %d, %s: %q, its CSV has %q", file, i+2, name, got, want)
			}
		}
	}
}

// shown reports whether a cell of a spreadsheet says what its CSV does: a number
// by its value, and a text without the apostrophe that keeps CSV from being run.
func shown(kind dataset.Type, got, want string) bool {
	if kind == dataset.Boolean {
		got = strings.ToLower(got)
	}
	if kind == dataset.Number && got != "" {
		x, ok1 := new(big.Rat).SetString(got)
		y, ok2 := new(big.Rat).SetString(want)
		return ok1 && ok2 && x.Cmp(y) == 0
	}
	if rest, guarded := strings.CutPrefix(want, "'"); guarded && rest != "" && strings.ContainsRune("=+-@", rune(rest[0])) {
		want = rest
	}
	return got == want
}
