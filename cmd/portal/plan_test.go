package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// codesIn are the activities that have a row below n.
func codesIn(n *html.Node) []string {
	var out []string
	for _, th := range elements(n, func(n *html.Node) bool { return attribute(n, "class") == "table__code" }) {
		out = append(out, textOf(th))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TestFilterValuesHaveTheirPages: whatever the form can choose, a reader without
// script finds on a page that lists exactly the same activities, at the place
// that the link leads to.
func TestFilterValuesHaveTheirPages(t *testing.T) {
	files := built(t)
	for lang, plan := range map[string]string{"sq": "/sq/plani/", "sr": "/sr/plan/", "en": "/en/plan/"} {
		doc := pageAt(t, files, plan)
		rows := elements(doc, func(n *html.Node) bool { return attribute(n, "data-objective") != "" })
		if len(rows) != 87 {
			t.Fatalf("%s: the filter has %d rows", lang, len(rows))
		}
		pages := elements(elements(doc, func(n *html.Node) bool { return attribute(n, "class") == "filter__pages" })[0], func(n *html.Node) bool { return n.Data == "details" })
		for i, field := range elements(doc, func(n *html.Node) bool { return n.Data == "select" }) {
			name := attribute(field, "name")
			options := elements(field, func(n *html.Node) bool { return n.Data == "option" && attribute(n, "value") != "" })
			links := elements(pages[i], func(n *html.Node) bool { return n.Data == "a" })
			if len(links) != len(options) || len(options) == 0 {
				t.Fatalf("%s %s: %d links, %d choices", lang, name, len(links), len(options))
			}
			for n, option := range options {
				value := attribute(option, "value")
				var want []string
				for _, row := range rows {
					if slices.Contains(strings.Fields(attribute(row, "data-"+name)), value) {
						want = append(want, codesIn(row)...)
					}
				}
				slices.Sort(want)
				if count := fmt.Sprintf("(%d)", len(want)); !strings.HasSuffix(textOf(option), count) || textOf(links[n].NextSibling.NextSibling) != count {
					t.Errorf("%s %s=%s: the filter shows %s, but says %q", lang, name, value, count, textOf(option))
				}
				if name == "status" { // nothing has been reported; the page counts and does not list
					continue
				}
				address, anchor, _ := strings.Cut(attribute(links[n], "href"), "#")
				page := pageAt(t, files, address)
				if anchor != "" {
					page = elements(page, func(n *html.Node) bool { return attribute(n, "id") == anchor })[0]
				}
				if got := codesIn(page); !slices.Equal(got, want) {
					t.Errorf("%s %s=%s: %s lists %v, the filter shows %v", lang, name, value, address, got, want)
				}
			}
		}
	}
}

// TestDrawingsAreWhole: the matrix and the timeline have all activities and
// every role of the plan.
func TestDrawingsAreWhole(t *testing.T) {
	files := built(t)
	roles := 0
	for _, r := range rows(t, files, "action-plan") {
		lead, support := strings.Split(r["lead"], ";"), strings.FieldsFunc(r["support"], func(c rune) bool { return c == ';' })
		roles += len(lead)
		for _, id := range support {
			if !slices.Contains(lead, id) {
				roles++
			}
		}
	}
	drawn := 0
	for _, svg := range elements(pageAt(t, files, "/en/plan/who-does-what/"), func(n *html.Node) bool { return n.Data == "svg" && attribute(n, "role") == "img" }) {
		for _, title := range elements(svg, func(n *html.Node) bool { return n.Data == "title" }) {
			drawn += len(strings.FieldsFunc(textOf(title), func(c rune) bool { return c == ',' || c == ';' }))
			drawn += strings.Count(textOf(title), ". Support:")
		}
	}
	if drawn != roles {
		t.Errorf("the matrix draws %d roles of %d", drawn, roles)
	}
	bars, listed := 0, map[string]bool{}
	timeline := pageAt(t, files, "/en/plan/timeline/")
	bars = len(elements(timeline, func(n *html.Node) bool { return n.Data == "rect" && attribute(n, "class") == "timeline__bar" }))
	for _, a := range elements(timeline, func(n *html.Node) bool { return n.Data == "a" && strings.Count(textOf(n), ".") == 2 }) {
		listed[textOf(a)] = true
	}
	if bars != 36 || len(listed) != 87 {
		t.Errorf("the timeline has %d bars and %d activities in words; want 36 and 87", bars, len(listed))
	}
}
