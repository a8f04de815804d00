package model

import (
	"fmt"
	"strings"
	"testing"
)

// figures are observations: "2019=26", or with a part "2019/sex:female=23".
func figures(written ...string) []Observation {
	var out []Observation
	for _, w := range written {
		at, value, _ := strings.Cut(w, "=")
		period, parts, broken := strings.Cut(at, "|")
		o := Observation{Period: Period(period), Value: Decimal(value)}
		if broken {
			o.Breakdown = map[string]string{}
			for _, part := range strings.Split(parts, ",") {
				d, v, _ := strings.Cut(part, ":")
				o.Breakdown[d] = v
			}
		}
		out = append(out, o)
	}
	return out
}

// site holds one series with the rule for small numbers; own makes it the
// authority's own table.
func seriesSite(own bool, dimensions string, list []Observation) (*Site, *Series) {
	x := &Series{Own: own, Dimensions: strings.Fields(dimensions), Observations: list}
	return &Site{Config: &Config{SmallCells: SmallCells{Below: 3, Show: "<3"}}}, x
}

// say is a plot in short: "female[2018 14, 2019 23] male[…]".
func (p *Plot) say() string {
	if p == nil {
		return "none"
	}
	var out []string
	for _, g := range p.Groups {
		var marks []string
		for _, m := range g.Marks {
			name := string(m.Period)
			if p.ByPeriod {
				name = m.Part
			}
			marks = append(marks, strings.TrimSpace(name+" "+string(m.Shown)))
		}
		out = append(out, string(g.Period)+g.Part+"["+strings.Join(marks, ", ")+"]")
	}
	return strings.Join(out, " ")
}

// TestPlotShowsWhatCanBeCompared, and anything else stands in the table alone.
func TestPlotShowsWhatCanBeCompared(t *testing.T) {
	sex := "sex age"
	for _, test := range []struct {
		name, dimensions string
		in               []Observation
		want             string
	}{
		{"years, out of order", "", figures("2019=26", "2018=15", "2020=17"), "[2018 15, 2019 26, 2020 17]"},
		{"a year without a figure", "", figures("2017=1", "2018=0", "2020=2.5"), "[2017 1, 2018 0, 2019, 2020 2.5]"},
		{"quarters over a year's end", "", figures("2019-Q3=1", "2019-Q4=2", "2020-Q2=3"), "[2019-Q3 1, 2019-Q4 2, 2020-Q1, 2020-Q2 3]"},
		{"months", "", figures("2019-11=1", "2019-12=2", "2020-01=3"), "[2019-11 1, 2019-12 2, 2020-01 3]"},
		{"two figures", "", figures("2018=1", "2019=2"), "none"},
		{"two figures for one year", "", figures("2018=1", "2018=2", "2019=3"), "none"},
		{"years and quarters", "", figures("2018=1", "2019-Q1=2", "2019-Q2=3"), "none"},
		{"quarters and months", "", figures("2019-Q1=2", "2019-05=1", "2019-Q4=3"), "none"},
		{"a range of years", "", figures("2011/2014=1", "2015=2", "2016=3", "2017=3"), "none"},
		{"an open range", "", figures("../2019-03=1", "2019-04=2", "2019-05=3"), "none"},
		{"a time that is not known", "", figures("=1", "2018=2", "2019=3"), "none"},
		{"a figure below zero", "", figures("2017=1", "2018=-2", "2019=3"), "none"},
		{"nothing but zero", "", figures("2017=0", "2018=0.0", "2019=0"), "none"},
		{"more years than can be read", "", figures("1919=1", "2018=2", "2019=3"), "none"},
		{"a part beside wholes", sex, figures("2017=1", "2018|age:child=2", "2019=3"), "none"},

		{"the parts of one year", sex, figures("2019|sex:female=23", "2019|sex:male=3", "2019|sex:unknown=0"), "2019[female 23, male 3, unknown 0]"},
		{"two parts of one year", sex, figures("2019|sex:female=23", "2019|sex:male=3"), "none"},
		{"two years of two parts", sex, figures("2018|sex:female=14", "2018|sex:male=1", "2019|sex:female=23", "2019|sex:male=3"), "female[2018 14, 2019 23] male[2018 1, 2019 3]"},
		{"a part that one year lacks", sex, figures("2018|sex:female=14", "2019|sex:female=23", "2019|sex:male=3"), "female[2018 14, 2019 23] male[2018, 2019 3]"},
		{"more years than parts", sex, figures("2017|sex:female=4", "2018|sex:male=1", "2019|sex:female=23"), "2017[female 4, male] 2018[female, male 1] 2019[female 23, male]"},
		{"parts of a time that is not known", sex, figures("|sex:female=4", "|sex:male=1", "|sex:unknown=23"), "none"},
		{"parts of a range", sex, figures("2011/2014|sex:female=4", "2011/2014|sex:male=1", "2011/2014|sex:unknown=23"), "none"},
		{"a part below zero", sex, figures("2019|sex:female=4", "2019|sex:male=-1", "2019|sex:unknown=23"), "none"},
		{"one part twice", sex, figures("2019|sex:female=4", "2019|sex:female=5", "2019|sex:male=1"), "none"},
		{"parts that overlap", sex, figures("2019=26", "2019|age:child=15", "2019|age:girl=13", "2019|age:adult=11"), "none"},
		{"parts that make the whole", sex, figures("2019=26", "2019|age:child=15", "2019|age:adult=11", "2019|age:unknown=0"), "2019[child 15, adult 11, unknown 0]"},
		{"wholes come first", sex, figures("2017=1", "2018=2", "2019=3", "2017|sex:male=1", "2018|sex:male=1", "2019|sex:male=3"), "[2017 1, 2018 2, 2019 3]"},
		{"the second dimension", sex, figures("2019|sex:male=1", "2019|age:child=15", "2019|age:adult=11", "2019|age:unknown=0"), "2019[child 15, adult 11, unknown 0]"},
		{"parts of parts", sex, figures("2019|sex:male,age:child=1", "2019|sex:male,age:adult=15", "2019|sex:female,age:adult=11"), "none"},
	} {
		s, x := seriesSite(false, test.dimensions, test.in)
		if got := s.Plot(x).say(); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// TestPlotHidesSmallNumbers: what is hidden is never drawn, and what is left may
// be too little for a chart.
func TestPlotHidesSmallNumbers(t *testing.T) {
	s, x := seriesSite(true, "sex", figures("2016=2", "2017=5", "2018=7", "2019=9"))
	if got := s.Plot(x).say(); got != "[2016, 2017 5, 2018 7, 2019 9]" {
		t.Errorf("%s", got)
	}
	s, x = seriesSite(true, "sex", figures("2017=2", "2018=7", "2019=9"))
	if got := s.Plot(x).say(); got != "none" {
		t.Errorf("%s", got)
	}
}

// say is a comparison in short: "sex:female 14 23 +9".
func (c *Comparison) say() string {
	if c == nil {
		return "none"
	}
	out := []string{fmt.Sprint(c.Periods)}
	for _, r := range c.Rows {
		var cells []string
		for _, m := range r.Marks {
			cells = append(cells, string(m.Shown))
		}
		out = append(out, fmt.Sprintf("%s %s %s", r.Breakdown, strings.Join(cells, "·"), r.Change))
	}
	return strings.TrimSpace(strings.Join(out, "; "))
}

// TestCompareOnlyTheSame: a change is told of one breakdown, from one time to the
// next, when both figures are shown.
func TestCompareOnlyTheSame(t *testing.T) {
	for _, test := range []struct {
		name string
		own  bool
		in   []Observation
		want string
	}{
		{"two years, out of order", false, figures("2019=26.5", "2018=15"), "[2018 2019]; map[] 15·26.5 11.5"},
		{"one year", false, figures("2019=26", "2019|sex:male=15"), "none"},
		{"a part beside a whole", false, figures("2018=0", "2019|sex:male=1"), "none"},
		{"parts, one of them new", false, figures("2018|sex:male=3", "2019|sex:male=1", "2019|sex:female=1"), "[2018 2019]; map[sex:male] 3·1 -2; map[sex:female] ·1 "},
		{"two sources for one year", false, figures("2018=3", "2018=4", "2019=1"), "none"},
		{"years and a quarter", false, figures("2018=3", "2019=4", "2019-Q1=1"), "none"},
		{"a range is left out", false, figures("2011/2014=3", "=8", "2018=4", "2019=1"), "[2018 2019]; map[] 4·1 -3"},
		{"a hidden figure", true, figures("2018=4", "2019=2"), "[2018 2019]; map[] 4· "},
		{"the newest years", false, figures("2011=1", "2012=1", "2013=1", "2014=1", "2015=1", "2016=1", "2019=1"), "[2012 2013 2014 2015 2016 2019]; map[] 1·1·1·1·1·1 0"},
	} {
		s, x := seriesSite(test.own, "sex", test.in)
		if got := s.Compare(x).say(); got != strings.TrimSpace(test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// TestCommonYears are those that most series can tell of.
func TestCommonYears(t *testing.T) {
	s, _ := seriesSite(false, "", nil)
	for _, list := range [][]Observation{
		figures("2018=1", "2019=2"), figures("2018=1", "2019=2", "2020=3"), figures("2020=1", "2021=2"), figures("2019=1", "2021=2"), figures("2019-Q1=1", "2019-Q2=2"),
	} {
		s.Series.All = append(s.Series.All, &Series{Observations: list})
	}
	if before, after, ok := s.CommonYears(); before != "2018" || after != "2019" || !ok {
		t.Errorf("%s and %s", before, after)
	}
}

// TestObservationIDs are made from what a figure is of, so that they last.
func TestObservationIDs(t *testing.T) {
	in := figures("2019=1", "2019-Q4=1", "2019-04=1", "2011/2014=1", "../2019-03=1", "2019-04/..=1", "=1", "2019|sex:other=1", "2019|age:other=1",
		"2019|age:Young_person,sex:x=1", "2019=2", "2019=3", "2019=4")
	in[10].Source.ID, in[11].Source.ID, in[12].Source.ID = "tip-2021", "tip-2021", "tip-2022"
	site, x := seriesSite(false, "sex age", in)
	want := "2019 2019-q4 2019-04 2011-2014 until-2019-03 from-2019-04 undated 2019-sex-other 2019-age-other 2019-sex-x-age-young-person 2019-tip-2021 2019-tip-2021-2 2019-tip-2022"
	if got := strings.Join(site.ObservationIDs(x), " "); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	// A source that gets another id, and again another, leaves them as they are.
	source := &Source{Renamed: Renamed{FormerIDs: []string{"tip-2022", "us-2022"}}}
	source.ID = "state-2022"
	site.Sources = NewIndex([]*Source{source}, func(s *Source) string { return s.ID })
	x.Observations[12].Source.ID = "state-2022"
	if got := strings.Join(site.ObservationIDs(x), " "); got != want {
		t.Errorf("after a rename %s\nwant %s", got, want)
	}
}
