package main

import (
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/monitor"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// TestWorkedExampleOfTheRippleModel: the method page works an example out by
// hand; the program comes to the same figures from the same inputs. The English
// edition is read; check holds the numbers of the others against it.
func TestWorkedExampleOfTheRippleModel(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(testsite.Repository(), "content/about/ripple.en.md"))
	if err != nil {
		t.Fatal(err)
	}
	tables := tablesOf(string(text))
	if len(tables) != 4 {
		t.Fatalf("%d tables: the page should have the shares, then the example's activities, specific and strategic objectives", len(tables))
	}
	shares, activities, specific, strategic := tables[0], tables[1], tables[2], tables[3]
	site, q := exampleOf(activities, specific, strategic)
	roll := monitor.At(site, q)
	for _, row := range slices.Concat(specific, strategic) {
		score, ok := roll.Objectives[row[0]]
		if row[0] == "The whole plan" {
			score, ok = roll.Whole, true
		}
		if !ok {
			t.Errorf("%s is no objective of the example", row[0])
			continue
		}
		if got, want := fractions(score), row[2:5]; !slices.Equal(got, want) {
			t.Errorf("%s: the program has %q, the page %q", row[0], got, want)
		}
	}
	for _, row := range activities {
		want := "–"
		for _, s := range shares {
			if s[0] == row[2] {
				want = s[1]
			}
		}
		if row[3] != want {
			t.Errorf("%s, %s: the share is %q, the page has %q", row[0], row[2], want, row[3])
		}
	}
	c := roll.Whole.Counts
	said := fmt.Sprintf("progress %s, coverage %s, %d of %d activities, %d cancelled", percent(roll.Whole.Progress), percent(roll.Whole.Coverage),
		c.Reported()-c.Cancelled, c.All()-c.Cancelled, c.Cancelled)
	if !strings.Contains(string(text), said) {
		t.Errorf("the page does not end with %q", said)
	}
}

// tablesOf are the cells of each table's body in a Markdown text.
func tablesOf(text string) [][][]string {
	var out [][][]string
	inside := false
	for _, line := range strings.Split(text, "\n") {
		switch {
		case !strings.HasPrefix(line, "|"):
			inside = false
		case strings.HasPrefix(line, "|---"):
			out, inside = append(out, nil), true
		case inside:
			cells := strings.Split(strings.Trim(line, "| "), "|")
			for i := range cells {
				cells[i] = strings.TrimSpace(cells[i])
			}
			out[len(out)-1] = append(out[len(out)-1], cells)
		}
	}
	return out
}

// exampleOf is the plan of the example with one report on it: objectives A and
// A1, activity A1a.
func exampleOf(activities, specific, strategic [][]string) (*model.Site, model.Quarter) {
	q := model.Quarter{Year: 2030, N: 1}
	report := &model.Progress{Record: model.Record{ID: q.ID() + "/x"}, Institution: "x", Quarter: q}
	var objectives []*model.Objective
	for _, row := range slices.Concat(strategic, specific) {
		o := &model.Objective{Record: model.Record{ID: row[0]}, Level: model.LevelStrategic, Weight: model.Weight(row[1])}
		if len(row[0]) == len("A1") {
			o.Level, o.Parent = model.LevelSpecific, row[0][:len("A")]
		}
		if row[1] != "–" {
			objectives = append(objectives, o)
		}
	}
	var plan []*model.Activity
	for _, row := range activities {
		plan = append(plan, &model.Activity{
			Record: model.Record{ID: row[0]}, Objective: row[0][:len("A1")], Lead: []string{"x"}, Weight: model.Weight(row[1]),
		})
		if row[2] != "not reported" {
			report.Activities = append(report.Activities, model.ActivityProgress{Activity: row[0], Status: model.Status(strings.ReplaceAll(row[2], " ", "_"))})
		}
	}
	site := &model.Site{
		Objectives: model.NewIndex(objectives, func(o *model.Objective) string { return o.ID }),
		Activities: model.NewIndex(plan, func(a *model.Activity) string { return a.ID }),
		Progress:   model.NewIndex([]*model.Progress{report}, func(p *model.Progress) string { return p.ID }),
	}
	site.Index()
	return site, q
}

// fractions are coverage, realised and progress as the page writes them.
func fractions(s monitor.Score) []string {
	if s.Progress == nil {
		return []string{"–", "–", "–"}
	}
	realised := new(big.Rat).Mul(s.Progress, s.Coverage)
	return []string{s.Coverage.RatString(), realised.RatString(), s.Progress.RatString() + " = " + percent(s.Progress)}
}

func percent(r *big.Rat) string {
	return new(big.Rat).Mul(r, big.NewRat(100, 1)).FloatString(0) + "%"
}
