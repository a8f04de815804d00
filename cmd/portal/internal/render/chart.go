package render

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// Chart is a series as bars, one below the other, each with its figure: what it
// shows can be read without seeing it. Lengths are parts of the chart's own
// width, so that nothing is scaled and the words keep their size on a narrow
// screen. All bars begin at zero. What may be drawn at all is [model.Site.Plot]'s
// to say.
type Chart struct {
	ID        string // begins the ids of its elements: "chart"
	Title     Words
	Unit      string
	Desc      string // every bar in words
	Height    int    // in pixels, as all that follows
	Bars      []Bar
	Hatched   bool   // some bar is
	Note      string // why some figures are not shown; empty when all are
	Sources   []Cite // each document once
	Page      *Link  // to the series, on other pages; else nil
	Downloads []Download
}

// Bar is one figure of a chart.
type Bar struct {
	Head  []ChartLine // of the group that begins here, else none
	Label []ChartLine
	Value string // the figure in words, or that there is none
	Base  int    // where the value stands: its base line
	Top   int    // of the bar
	Width string // of the bar, "62.5%" of the chart; empty where there is none
	Sign  string // by which bars of a group are told apart beside their words: "", "hatched" or "outlined"
	Empty bool   // there is no figure, or it is not shown
}

// ChartLine is a line of words in a chart: SVG does not break lines.
type ChartLine struct {
	Text string
	Base int
}

// ChartFile is a chart to be kept: a drawing that needs no page and no style
// sheet.
type ChartFile struct {
	Lang    string // BCP 47
	Chart   Chart
	Heads   []ChartLine // the title
	Unit    ChartLine
	Top     int         // of the bars
	Foot    []ChartLine // sources and the address of the page
	Height  int
	Address string
}

// chart draws a series, or gives nil where bars would say what the figures do
// not.
func (a *assembler) chart(s *model.Series, downloads []Download) *Chart {
	return a.draw(s, narrowLine, downloads)
}

// chartBlock is a chart in the text of a page, with the way to its series. A
// page may have several.
func (a *assembler) chartBlock(s *model.Series) *Chart {
	c := a.draw(s, narrowLine, nil)
	if c == nil {
		return nil
	}
	if a.drawn++; a.drawn > 1 {
		c.ID += "_" + strconv.Itoa(a.drawn)
	}
	if l := a.seriesLink(s.ID); l.URL != "" {
		l.Words = Words{Text: a.t("chart-page")}
		c.Page = &l
	}
	return c
}

// chartHTML is the chart of a series for the text of a page; false when there is
// none, which check has told.
func (a *assembler) chartHTML(id string) (string, bool) {
	c := a.chartBlock(a.in.Site.Series.Get(id))
	if c == nil {
		return "", false
	}
	lang := a.lang.ID
	if a.lang.HelpOnly { // no interface words
		lang = a.host()
	}
	html, err := a.component(lang, "chart", *c)
	a.keep("", err)
	return string(html), err == nil
}

// The letters that fit on a line of a chart beside its value: on the narrowest
// screen (320 CSS pixels, WCAG 1.4.10), and in a file.
const (
	narrowLine = 28
	fileLine   = 70
)

func (a *assembler) draw(s *model.Series, line int, downloads []Download) *Chart {
	plot := a.in.Site.Plot(s)
	if plot == nil {
		return nil
	}
	c := &Chart{ID: "chart", Title: a.words(s.Indicator), Unit: a.t("unit-" + s.Unit), Downloads: downloads}
	var rows []chartRow
	var said []string
	var of []model.Observation
	for _, g := range plot.Groups {
		head := a.groupHead(g)
		for i, m := range g.Marks {
			row := a.chartRow(s, plot, m)
			said = append(said, strings.TrimPrefix(head+", ", ", ")+row.label+": "+row.value)
			if i == 0 {
				row.head = head
			}
			if len(plot.Groups) > 1 {
				row.sign = signs[i%len(signs)]
				c.Hatched = c.Hatched || row.sign == "hatched"
			}
			if m.Of >= 0 {
				of = append(of, s.Observations[m.Of])
				if m.Shown == "" {
					c.Note = a.t("small-note", "below", a.p.Int(a.in.Site.Config.SmallCells.Below))
				}
			}
			rows = append(rows, row)
		}
	}
	c.Bars, c.Height = barsOf(rows, line)
	c.Desc, c.Sources = strings.Join(said, "; "), a.documents(of)
	return c
}

// groupHead names the bars that stand together; empty for time alone.
func (a *assembler) groupHead(g model.Group) string {
	switch {
	case g.Part != "":
		return a.t("value-" + g.Part)
	case g.Period != "":
		return a.period(g.Period)
	}
	return ""
}

// chartRow is a bar before it has its place.
type chartRow struct {
	head, label, value, sign string
	amount                   *big.Rat // nil where nothing is drawn
}

func (a *assembler) chartRow(s *model.Series, plot *model.Plot, m model.Mark) chartRow {
	row := chartRow{label: a.period(m.Period)}
	if plot.ByPeriod {
		row.label = a.t("value-" + m.Part)
	}
	switch {
	case m.Of < 0:
		row.value = a.t("chart-missing")
	default:
		row.value = a.shown(s, s.Observations[m.Of], m.Shown)
	}
	if m.Shown != "" {
		row.amount, _ = new(big.Rat).SetString(string(m.Shown)) // its grammar has been checked
	}
	return row
}

// signs tell the bars of a group apart where colour is not seen.
var signs = []string{"", "hatched", "outlined"}

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

// The measures of a bar with its words above it, in pixels.
const (
	barStep  = 38 // from one to the next
	barBase  = 16 // the words' base line
	barTop   = 22
	barSize  = 12 // as the template draws it
	lineStep = 20 // from one line of words to the next
	headStep = 24 // from the base line of a group's name to that of its first bar
	headGap  = 10 // between two groups, beside the space between bars
)

// barsOf places the bars; the longest takes the whole width. height ends with
// the last bar.
func barsOf(rows []chartRow, line int) (bars []Bar, height int) {
	longest := new(big.Rat)
	for _, r := range rows {
		if r.amount != nil && r.amount.Cmp(longest) > 0 {
			longest = r.amount
		}
	}
	y := 0
	for _, r := range rows {
		b := Bar{Value: r.value, Sign: r.sign, Empty: r.amount == nil}
		if r.head != "" {
			if y > 0 {
				y += headGap
			}
			b.Head = linesOf(r.head, line, y+barBase, lineStep)
			y = b.Head[len(b.Head)-1].Base + headStep - barBase
		}
		b.Label = linesOf(r.label, max(line-len([]rune(r.value))-2, line/3), y+barBase, lineStep)
		b.Base = b.Label[len(b.Label)-1].Base
		b.Top = b.Base + barTop - barBase
		if r.amount != nil && r.amount.Sign() > 0 {
			part, _ := new(big.Rat).Quo(r.amount, longest).Float64()
			b.Width = strconv.FormatFloat(part*100, 'f', 2, 64) + "%"
		}
		bars = append(bars, b)
		y = b.Top + barStep - barTop
		height = b.Top + barSize
	}
	return bars, height
}

// linesOf breaks words into lines of so many letters, where it can.
func linesOf(words string, letters, base, step int) []ChartLine {
	lines, length := []ChartLine{{Base: base}}, 0
	for i, word := range strings.Fields(words) {
		n := len([]rune(word))
		switch {
		case i == 0:
		case length+1+n > letters:
			lines, length = append(lines, ChartLine{Base: lines[len(lines)-1].Base + step}), 0
		default:
			lines[len(lines)-1].Text += " "
			length++
		}
		lines[len(lines)-1].Text += word
		length += n
	}
	return lines
}
