package model

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// Plot is what a chart of a series may show: its figures over time, the parts of
// one period side by side, or such parts over several periods. There is none
// ([Site.Plot]) where bars would say what the figures do not.
type Plot struct {
	Dimension string  // by which the figures are told apart; empty for time alone
	Groups    []Group // one without a name when there is nothing to group
	ByPeriod  bool    // groups are periods and their marks parts; else the other way round
}

// Group is marks that stand together: those of one part or of one period.
type Group struct {
	Period Period // of a group that is a period
	Part   string // of a group that is a part: a value of the plot's dimension
	Marks  []Mark
}

// Mark is one figure of a plot. Shown is empty where nothing is known, and where
// the figure is hidden.
type Mark struct {
	Period Period
	Part   string
	Shown  Decimal
	Of     int // the observation; -1 where there is none
}

// What a plot must have to be worth drawing, and can have and still be read.
const (
	fewestFigures = 3
	mostMarks     = 24
)

// Plot is what a chart of a series may show, nil when no chart of it would be
// honest. The figures as a whole come first; if they cannot be drawn, those by
// the first dimension that can.
//
// Drawn are only figures that can be compared: at least three that are shown; of
// whole years, quarters or months, not of ranges or times that are not known;
// one for each time and part; none below zero and one above it; and, where the
// whole is known too, parts that do not come to more than it, because then they
// overlap. Bars are never joined or stacked, so nothing is added up.
func (s *Site) Plot(x *Series) *Plot {
	shown := s.Shown(x)
	for _, d := range append([]string{""}, x.Dimensions...) {
		if p := plotBy(x.Observations, shown, d); p != nil {
			return p
		}
	}
	return nil
}

// plotBy is the plot of the figures that are broken down by one dimension and no
// other, or by none when it is empty.
func plotBy(observations []Observation, shown []Decimal, dimension string) *Plot {
	var marks []Mark
	for i, o := range observations {
		if part, of := o.partOf(dimension); of {
			marks = append(marks, Mark{o.Period, part, shown[i], i})
		}
	}
	if !alike(marks) || overlap(marks, observations, shown) {
		return nil
	}
	periods, parts := periodsOf(marks), partsOf(marks)
	switch {
	case len(periods)*len(parts) > mostMarks:
		return nil
	case dimension == "":
		return &Plot{Groups: []Group{{Marks: marksOf(marks, periods, parts)}}}
	case len(periods) == 1:
		return &Plot{Dimension: dimension, Groups: []Group{{Period: periods[0], Marks: marksOf(marks, periods, parts)}}, ByPeriod: true}
	}
	p := &Plot{Dimension: dimension, ByPeriod: len(periods) > len(parts)}
	if p.ByPeriod { // the longer list goes down the page
		for _, period := range periods {
			p.Groups = append(p.Groups, Group{Period: period, Marks: marksOf(marks, []Period{period}, parts)})
		}
		return p
	}
	for _, part := range parts {
		p.Groups = append(p.Groups, Group{Part: part, Marks: marksOf(marks, periods, []string{part})})
	}
	return p
}

// partOf is what a figure counts in one dimension, if it is broken down by that
// and no other; with no dimension it is true of the figures as a whole.
func (o Observation) partOf(dimension string) (part string, of bool) {
	if dimension == "" {
		return "", len(o.Breakdown) == 0
	}
	return o.Breakdown[dimension], len(o.Breakdown) == 1 && o.Breakdown[dimension] != ""
}

// alike reports whether figures can stand side by side.
func alike(marks []Mark) bool {
	type cell struct {
		period Period
		part   string
	}
	seen, figures, positive := map[cell]bool{}, 0, false
	for _, m := range marks {
		at := cell{m.Period, m.Part}
		if seen[at] || m.Period.Grain() == "" || m.Period.Grain() != marks[0].Period.Grain() {
			return false
		}
		seen[at] = true
		if m.Shown == "" {
			continue
		}
		if m.Shown[0] == '-' {
			return false
		}
		figures++
		positive = positive || rational(m.Shown).Sign() > 0
	}
	return figures >= fewestFigures && positive
}

// overlap reports whether the parts of some period come to more than its whole.
func overlap(marks []Mark, observations []Observation, shown []Decimal) bool {
	for i, o := range observations {
		if len(o.Breakdown) > 0 || shown[i] == "" {
			continue
		}
		sum := new(big.Rat)
		for _, m := range marks {
			if m.Period == o.Period && m.Part != "" && m.Shown != "" {
				sum.Add(sum, rational(m.Shown))
			}
		}
		if sum.Cmp(rational(shown[i])) > 0 {
			return true
		}
	}
	return false
}

// periodsOf are the periods from the first to the last that has a figure, with
// those between that have none; nil when there are too many to be read.
func periodsOf(marks []Mark) []Period {
	first, last := marks[0].Period.ordinal(), marks[0].Period.ordinal()
	for _, m := range marks {
		first, last = min(first, m.Period.ordinal()), max(last, m.Period.ordinal())
	}
	var out []Period
	for n := first; n <= min(last, first+mostMarks); n++ {
		out = append(out, periodOf(n, marks[0].Period.Grain()))
	}
	return out
}

// partsOf are the parts in the order in which the figures name them.
func partsOf(marks []Mark) []string {
	var out []string
	for _, m := range marks {
		if !slices.Contains(out, m.Part) {
			out = append(out, m.Part)
		}
	}
	return out
}

// marksOf are a mark for every period and part.
func marksOf(marks []Mark, periods []Period, parts []string) []Mark {
	var out []Mark
	for _, period := range periods {
		for _, part := range parts {
			m := Mark{Period: period, Part: part, Of: -1}
			if i := find(marks, m); i >= 0 {
				m = marks[i]
			}
			out = append(out, m)
		}
	}
	return out
}

// Grain tells whole years, quarters and months apart ("year", "quarter",
// "month"); it is empty for a range and for a time that is not known.
func (p Period) Grain() string {
	switch {
	case len(p) == len("2019"):
		return "year"
	case len(p) != len("2019-04"):
		return ""
	case p[5] == 'Q':
		return "quarter"
	}
	return "month"
}

// ordinal counts years, quarters or months, so that one follows another.
func (p Period) ordinal() int {
	year, part, _ := strings.Cut(string(p), "-")
	y, _ := strconv.Atoi(year) // the grammar of a period has been checked
	n, _ := strconv.Atoi(strings.TrimPrefix(part, "Q"))
	switch p.Grain() {
	case "quarter":
		return y*4 + n - 1
	case "month":
		return y*12 + n - 1
	}
	return y
}

// periodOf is the period with an ordinal.
func periodOf(n int, grain string) Period {
	switch grain {
	case "quarter":
		return Period(fmt.Sprintf("%04d-Q%d", n/4, n%4+1))
	case "month":
		return Period(fmt.Sprintf("%04d-%02d", n/12, n%12+1))
	}
	return Period(fmt.Sprintf("%04d", n))
}
