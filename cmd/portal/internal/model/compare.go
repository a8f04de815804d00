package model

import (
	"slices"
	"strings"
)

// Comparison is the figures of a series at several times, side by side.
type Comparison struct {
	Periods []Period // years, quarters or months that have figures, in their order
	Rows    []Compared
}

// Compared is one row: the figures as a whole, or of one breakdown.
type Compared struct {
	Breakdown map[string]string
	Marks     []Mark  // one for each period of the comparison
	Change    Decimal // from the last period but one to the last; empty where one of the two is not shown
}

// mostCompared is how many periods are put side by side, the newest ones.
const mostCompared = 6

// Compare puts the figures of a series side by side; nil when no two of them are
// of one breakdown, or when two are of one breakdown and one time, so that it
// would have to choose. Ranges and times that are not known are left out: they
// cannot be compared with a year.
func (s *Site) Compare(x *Series) *Comparison {
	marks, breakdowns := s.comparable(x)
	if marks == nil {
		return nil
	}
	c := &Comparison{}
	for _, m := range marks {
		if !slices.Contains(c.Periods, m.Period) {
			c.Periods = append(c.Periods, m.Period)
		}
	}
	slices.SortFunc(c.Periods, func(p, q Period) int { return p.ordinal() - q.ordinal() })
	c.Periods = c.Periods[max(0, len(c.Periods)-mostCompared):]
	pairs := false
	for _, part := range partsOf(marks) {
		r := Compared{Breakdown: breakdowns[part]}
		figures := 0
		for _, period := range c.Periods {
			m := Mark{Period: period, Part: part, Of: -1}
			if i := find(marks, m); i >= 0 {
				m = marks[i]
				figures++
			}
			r.Marks = append(r.Marks, m)
		}
		pairs = pairs || figures > 1
		r.Change = change(r.Marks)
		c.Rows = append(c.Rows, r)
	}
	if !pairs {
		return nil
	}
	return c
}

// comparable are the figures of a series that can be put side by side, and the
// breakdown of each part; nil when two are of one breakdown and one time, or some
// of whole years and others not.
func (s *Site) comparable(x *Series) (marks []Mark, breakdowns map[string]map[string]string) {
	shown, grain := s.Shown(x), ""
	breakdowns = map[string]map[string]string{}
	for i, o := range x.Observations {
		g := o.Period.Grain()
		if g == "" {
			continue
		}
		m := Mark{o.Period, x.breakdownKey(o), shown[i], i}
		if grain != "" && g != grain || find(marks, m) >= 0 {
			return nil, nil
		}
		grain, breakdowns[m.Part] = g, o.Breakdown
		marks = append(marks, m)
	}
	return marks, breakdowns
}

// Beside puts the figures of two years side by side, those of a breakdown that
// both have and that are shown; nil where none can be compared.
func (s *Site) Beside(x *Series, before, after int) []Compared {
	marks, breakdowns := s.comparable(x)
	var out []Compared
	for _, part := range partsOf(marks) {
		was, is := find(marks, Mark{Period: yearPeriod(before), Part: part}), find(marks, Mark{Period: yearPeriod(after), Part: part})
		if was < 0 || is < 0 || marks[was].Shown == "" || marks[is].Shown == "" {
			continue
		}
		pair := []Mark{marks[was], marks[is]}
		out = append(out, Compared{Breakdown: breakdowns[part], Marks: pair, Change: change(pair)})
	}
	return out
}

// change is by how much the last figure differs from the one before it.
func change(marks []Mark) Decimal {
	if len(marks) < 2 {
		return ""
	}
	before, now := marks[len(marks)-2].Shown, marks[len(marks)-1].Shown
	if before == "" || now == "" {
		return ""
	}
	return now.Minus(before)
}

// find is the place of the figure of a mark's time and part, -1 when there is none.
func find(marks []Mark, of Mark) int {
	return slices.IndexFunc(marks, func(m Mark) bool { return m.Period == of.Period && m.Part == of.Part })
}

// breakdownKey is what a figure counts, in one word.
func (s *Series) breakdownKey(o Observation) string {
	var parts []string
	for _, d := range s.Dimensions {
		parts = append(parts, o.Breakdown[d])
	}
	return strings.Join(parts, "\x00")
}

// CommonYears are the two years, one after the other, for which most series have
// figures that can be compared, and of several such pairs the newest; false when
// there are none.
func (s *Site) CommonYears() (before, after Period, ok bool) {
	count := map[Period]int{}
	for _, x := range s.Series.All {
		for _, p := range s.pairs(x) {
			count[p]++
		}
	}
	most := 0
	for p, n := range count {
		if n > most || n == most && p > after {
			most, after = n, p
		}
	}
	if most == 0 {
		return "", "", false
	}
	return periodOf(after.ordinal()-1, "year"), after, true
}

// pairs are the years of a series in which some figure can be compared with that
// of the year before.
func (s *Site) pairs(x *Series) []Period {
	c := s.Compare(x)
	if c == nil || c.Periods[0].Grain() != "year" {
		return nil
	}
	var out []Period
	for i, p := range c.Periods[1:] {
		if p.ordinal() == c.Periods[i].ordinal()+1 &&
			slices.ContainsFunc(c.Rows, func(r Compared) bool { return r.Marks[i].Shown != "" && r.Marks[i+1].Shown != "" }) {
			out = append(out, p)
		}
	}
	return out
}
