package render

import (
	"fmt"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

func figures(pairs ...string) []model.Observation {
	var out []model.Observation
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, model.Observation{Period: model.Period(pairs[i]), Value: model.Decimal(pairs[i+1])})
	}
	return out
}

// TestChartShowsTimeAsItPasses: periods come in their order, and one without a
// figure keeps its place.
func TestChartShowsTimeAsItPasses(t *testing.T) {
	for _, test := range []struct {
		name string
		in   []model.Observation
		want string
	}{
		{"years, out of order", figures("2019", "26", "2018", "15", "2020", "17"), "[{2018 15} {2019 26} {2020 17}]"},
		{"a year without a figure", figures("2017", "1", "2018", "0", "2020", "2.5"), "[{2017 1} {2018 0} {2019 } {2020 2.5}]"},
		{"quarters over a year's end", figures("2019-Q3", "1", "2019-Q4", "2", "2020-Q2", "3"), "[{2019-Q3 1} {2019-Q4 2} {2020-Q1 } {2020-Q2 3}]"},
		{"months", figures("2019-11", "1", "2019-12", "2", "2020-01", "3"), "[{2019-11 1} {2019-12 2} {2020-01 3}]"},
	} {
		if got := fmt.Sprint(chartSlots(test.in)); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// TestChartComparesOnlyWhatCanBeCompared: anything else stands in the table alone.
func TestChartComparesOnlyWhatCanBeCompared(t *testing.T) {
	parts := figures("2017", "1", "2018", "2", "2019", "3")
	parts[1].Breakdown = map[string]string{"age": "child"}
	for name, in := range map[string][]model.Observation{
		"two figures":                    figures("2018", "1", "2019", "2"),
		"two figures for one year":       figures("2018", "1", "2018", "2", "2019", "3"),
		"a part beside wholes":           parts,
		"years and quarters":             figures("2018", "1", "2019-Q1", "2", "2019-Q2", "3"),
		"quarters and months":            figures("2019-Q1", "2", "2019-05", "1", "2019-Q4", "3"),
		"a range of years":               figures("2011/2014", "1", "2015", "2", "2016", "3"),
		"an open range":                  figures("../2019-03", "1", "2019-04", "2", "2019-05", "3"),
		"a time that is not known":       figures("", "1", "2018", "2", "2019", "3"),
		"a figure below zero":            figures("2017", "1", "2018", "-2", "2019", "3"),
		"nothing but zero":               figures("2017", "0", "2018", "0.0", "2019", "0"),
		"more years than can be read":    figures("1919", "1", "2018", "2", "2019", "3"),
		"a range where others are years": figures("2017", "1", "2018", "2", "2018/2019", "3"),
	} {
		if got := chartSlots(in); got != nil {
			t.Errorf("%s gives a chart: %v", name, got)
		}
	}
}

// TestBarsBeginAtZero: their lengths are to each other as the figures are.
func TestBarsBeginAtZero(t *testing.T) {
	bars, height := barsOf(chartSlots(figures("2017", "20", "2018", "0", "2020", "80")))
	want := []Bar{
		{Words: 16, Top: 23, Width: "25.00%"},
		{Words: 60, Top: 67},
		{Words: 104, Top: 111, Missing: true},
		{Words: 148, Top: 155, Width: "100.00%"},
	}
	if fmt.Sprint(bars) != fmt.Sprint(want) || height != 155+barSize {
		t.Errorf("%v, %d high, want %v", bars, height, want)
	}
}
