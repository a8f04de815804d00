package render

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// Chart is a series as bars, one below the other in the order of time, each
// with its figure: what it shows can be read without seeing it. Lengths are
// parts of the chart's own width, so that nothing is scaled and the words keep
// their size on a narrow screen. All bars begin at zero.
type Chart struct {
	Title     Words
	Unit      string
	Desc      string // every bar in words
	Height    int    // in pixels, as all that follows
	Bars      []Bar
	Sources   []Cite // each document once
	Downloads []Download
}

// Bar is one period of a chart.
type Bar struct {
	Label   string
	Value   string // in words; empty where no figure is known
	Words   int    // where the words stand: their base line
	Top     int    // of the bar
	Width   string // of the bar, "62.5%" of the chart; empty where there is none
	Missing bool   // the period lies between two that have figures
}

// Citation is how a page and its figures are cited.
type Citation struct {
	Site    string
	Title   Words
	Address string // absolute, permanent
}

func (a *assembler) citation(f Frame) Citation {
	return Citation{Site: f.SiteName, Title: f.Heading, Address: f.Canonical}
}

// chart draws a series, or gives nil where bars would say what the figures do not.
func (a *assembler) chart(s *model.Series, title Words, downloads []Download) *Chart {
	slots := chartSlots(s.Observations)
	if slots == nil {
		return nil
	}
	c := &Chart{Title: title, Unit: a.t("unit-" + s.Unit), Sources: a.documents(s.Observations), Downloads: downloads}
	c.Bars, c.Height = barsOf(slots)
	var said []string
	for i := range c.Bars {
		b := &c.Bars[i]
		b.Label = a.period(slots[i].period)
		value := a.t("chart-missing")
		if !b.Missing {
			b.Value = a.value(slots[i].value, s.Unit)
			value = b.Value
		}
		said = append(said, b.Label+": "+value)
	}
	c.Desc = strings.Join(said, "; ")
	return c
}

// documents are the sources of figures, each once. The place within a document
// is the table's to tell, unless all figures stand in one.
func (a *assembler) documents(observations []model.Observation) []Cite {
	var seen []string
	var out []Cite
	for _, o := range observations {
		if slices.Contains(seen, o.Source.ID) {
			continue
		}
		seen = append(seen, o.Source.ID)
		cite := a.cite(o.Source)
		if slices.ContainsFunc(observations, func(x model.Observation) bool { return x.Source.ID == o.Source.ID && x.Source.At != o.Source.At }) {
			cite.At = Words{}
		}
		out = append(out, cite)
	}
	return out
}

// chartSlot is a period of a chart; its value is empty where none is known.
type chartSlot struct {
	period model.Period
	value  model.Decimal
}

// What a chart must have to be worth drawing, and can have and still be read.
const (
	fewestFigures = 3
	mostSlots     = 24
)

// chartSlots are the periods from the first to the last figure, with those between
// that have none. It is nil unless the figures can be compared: at least three,
// of whole years, quarters or months, one for each, none a part of another, none
// below zero and one above it.
func chartSlots(observations []model.Observation) []chartSlot {
	if len(observations) < fewestFigures {
		return nil
	}
	values, kind := map[int]model.Decimal{}, grainOf(observations[0].Period)
	first, last, positive := 0, 0, false
	for i, o := range observations {
		n := ordinal(o.Period)
		if _, twice := values[n]; twice || kind == "" || grainOf(o.Period) != kind || len(o.Breakdown) > 0 || o.Value[0] == '-' {
			return nil
		}
		values[n] = o.Value
		positive = positive || amount(o.Value) > 0
		if i == 0 {
			first, last = n, n
		}
		first, last = min(first, n), max(last, n)
	}
	if !positive || last-first >= mostSlots {
		return nil
	}
	var out []chartSlot
	for n := first; n <= last; n++ {
		out = append(out, chartSlot{periodOf(n, kind), values[n]})
	}
	return out
}

// grain is a whole unit of time.
type grain string

// grainOf tells years, quarters and months apart; it is empty for a range and
// for a time that is not known.
func grainOf(p model.Period) grain {
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
func ordinal(p model.Period) int {
	year, part, _ := strings.Cut(string(p), "-")
	y, _ := strconv.Atoi(year) // the grammar of a period has been checked
	n, _ := strconv.Atoi(strings.TrimPrefix(part, "Q"))
	switch grainOf(p) {
	case "quarter":
		return y*4 + n - 1
	case "month":
		return y*12 + n - 1
	}
	return y
}

// periodOf is the period with an ordinal.
func periodOf(n int, of grain) model.Period {
	switch of {
	case "quarter":
		return model.Period(fmt.Sprintf("%04d-Q%d", n/4, n%4+1))
	case "month":
		return model.Period(fmt.Sprintf("%04d-%02d", n/12, n%12+1))
	}
	return model.Period(fmt.Sprintf("%04d", n))
}

func amount(d model.Decimal) float64 {
	f, _ := strconv.ParseFloat(string(d), 64) // its grammar has been checked
	return f
}

// The measures of a bar with its words above it, in pixels.
const (
	barStep = 44 // from one to the next
	barBase = 16 // the words' base line
	barTop  = 23
	barSize = 12 // as the template draws it
)

// barsOf places the bars; the longest takes the whole width. height ends with
// the last bar.
func barsOf(slots []chartSlot) (bars []Bar, height int) {
	longest := 0.0
	for _, s := range slots {
		longest = max(longest, amount(s.value))
	}
	for i, s := range slots {
		b := Bar{Words: i*barStep + barBase, Top: i*barStep + barTop, Missing: s.value == ""}
		if part := amount(s.value) / longest; part > 0 {
			b.Width = strconv.FormatFloat(part*100, 'f', 2, 64) + "%"
		}
		bars = append(bars, b)
	}
	return bars, (len(slots)-1)*barStep + barTop + barSize
}
