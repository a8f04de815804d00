package main

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// TestFigureAddressesStay freezes the address of every figure: people cite it,
// and it leads to the figure in every edition.
func TestFigureAddressesStay(t *testing.T) {
	files := built(t)
	var got []string
	for _, r := range rows(t, files, "statistics") {
		for _, lang := range []string{"sq", "sr", "en"} {
			address := r["url_"+lang]
			page, anchor, _ := strings.Cut(address, "#")
			page = page[strings.Index(page, "/"+lang+"/")+1:] + "index.html"
			if strings.Count(content(t, files, page), ` id="`+anchor+`"`) != 1 {
				t.Errorf("%s leads nowhere, or to several places", address)
			}
			if lang == "sq" {
				got = append(got, r["series"]+"#"+anchor)
			}
		}
	}
	if *update {
		if err := os.WriteFile("testdata/figures.txt", []byte(strings.Join(got, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/figures.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, figure := range strings.Fields(string(want)) {
		if !slices.Contains(got, figure) {
			t.Errorf("the figure %s has lost its address", figure)
		}
	}
	for _, figure := range got {
		if !slices.Contains(strings.Fields(string(want)), figure) {
			t.Errorf("the figure %s is new; add it with -update", figure)
		}
	}
}
