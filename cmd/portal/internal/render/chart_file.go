package render

import (
	"fmt"
	"html/template"
	"io"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// The measures of a chart's file, in pixels.
const (
	fileMargin   = 24
	fileTitle    = 44 // base line of the title's first line
	fileFootLine = 72 // letters on a line of its foot, where words are never bold
)

// Chart writes the drawing of a series as a file of its own, in the words of the
// target's edition. An error is as of [Engine.Page].
func (e *Engine) Chart(w io.Writer, t route.Target) error {
	a := &assembler{edition: e.editions[t.Lang]}
	view := a.chartFile(e.in.Site.Series.Get(t.ID))
	var svg template.HTML
	err := a.err
	if err == nil {
		svg, err = e.component(t.Lang, "chart-file", view)
	}
	if err != nil {
		return fmt.Errorf("chart %s: %w", t.Path, err)
	}
	_, err = io.WriteString(w, string(svg)+"\n")
	return err
}

// chartFile places what stands round the bars: title and unit above; sources and
// the address of the page, which an address of a figure begins with, below.
func (a *assembler) chartFile(s *model.Series) ChartFile {
	c := a.draw(s, fileLine, nil) // planned only where there is one
	f := ChartFile{Lang: a.lang.BCP47, Chart: *c, Address: a.absolute(a.in.Plan.URL(model.KindSeries, s.ID, a.lang.ID))}
	f.Heads = linesOf(c.Title.Text, 52, fileTitle, 28)
	f.Unit = ChartLine{c.Unit, f.Heads[len(f.Heads)-1].Base + 24}
	f.Top = f.Unit.Base + 16
	base := f.Top + c.Height + 32
	add := func(words string) {
		lines := linesOf(words, fileFootLine, base, lineStep)
		f.Foot = append(f.Foot, lines...)
		base = lines[len(lines)-1].Base + lineStep
	}
	for _, cite := range c.Sources {
		add(a.t("source") + " " + cite.line())
	}
	if c.Note != "" {
		add(c.Note)
	}
	add(a.words(a.in.Site.Config.Name).Text)
	add(f.Address)
	f.Height = base - lineStep + fileMargin
	return f
}

// line is a source in one line.
func (c Cite) line() string {
	out := c.Title.Text
	if c.At.Text != "" {
		out += ", " + c.At.Text
	}
	if c.Publisher.Text != "" {
		out += " (" + c.Publisher.Text + ")"
	}
	return out
}
