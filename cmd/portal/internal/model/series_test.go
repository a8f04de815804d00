package model

import "testing"

func TestLatestIsOfTheWholeAndEndsLast(t *testing.T) {
	part := map[string]string{"sex": "female"}
	for _, test := range []struct {
		name string
		list []Observation
		want Decimal // empty: none
	}{
		{"no figures", nil, ""},
		{"parts alone", []Observation{{Period: "2021", Value: "1", Breakdown: part}}, ""},
		{"a newer part does not count", []Observation{{Period: "2019", Value: "1"}, {Period: "2021", Value: "2", Breakdown: part}}, "1"},
		{"the order of the file does not count", []Observation{{Period: "2021", Value: "1"}, {Period: "2018", Value: "2"}}, "1"},
		{"the end of a range counts", []Observation{{Period: "2011/2014", Value: "1"}, {Period: "2013", Value: "2"}}, "1"},
		{"within a year the last one", []Observation{{Period: "2019-Q1", Value: "1"}, {Period: "2019-Q2", Value: "2"}}, "2"},
		{"an unknown period is older than any", []Observation{{Period: "2019", Value: "1"}, {Value: "2"}}, "1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got Decimal
			if o := (&Series{Observations: test.list}).Latest(); o != nil {
				got = o.Value
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
