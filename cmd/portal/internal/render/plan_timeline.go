package render

import (
	"html/template"
	"strconv"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// The measures of the timeline, in units of which 16 make an em.
const (
	quarterWide = 28
	yearWide    = 4 * quarterWide
	labelWide   = 48 // the objectives' numbers
	axisHigh    = 32
	rowHigh     = 24
	barHigh     = 20 // of a row; the layout draws it
	groupGap    = 12
	textBase    = 15 // of a text below the top of its bar
	textWide    = 56 // the longest code with air round it
)

// planTimeline is the page of the plan along its years.
func (a *assembler) planTimeline(f Frame, p *model.Page, body template.HTML) PlanTimelineView {
	return PlanTimelineView{
		Frame: f, Body: body, Timeline: a.timeline(f.Heading.Text), Deadlines: a.deadlineRows(), Views: a.planViews(p.ID), Source: a.planSource(),
	}
}

// timeline draws the plan's period; without one, or without activities, it is
// empty.
func (a *assembler) timeline(title string) Timeline {
	first, last := a.planYears()
	if first == 0 {
		return Timeline{}
	}
	t := Timeline{Title: title, Width: labelWide + (last-first+1)*yearWide}
	for year := first; year <= last; year++ {
		x := labelWide + (year-first)*yearWide
		t.Years = append(t.Years, TimelineYear{Year: strconv.Itoa(year), X: x, Mid: x + yearWide/2})
	}
	y, dated := axisHigh+groupGap/2, 0
	for _, o := range a.in.Site.Objectives.All {
		if o.Parent == "" || a.counts[o.ID] == 0 {
			continue
		}
		g := a.timelineGroup(o.ID, first, t.Width, y)
		dated += len(g.Bars)
		t.Groups = append(t.Groups, g)
		y = g.bottom() + groupGap
	}
	t.Height = y - groupGap/2
	t.Wide, t.High = ems(t.Width), ems(t.Height)
	t.Desc = a.t("timeline-desc", "dated", dated, "continuous", len(a.in.Site.Activities.All)-dated)
	return t
}

// planYears are the years to draw: the strategy's period, and what deadlines
// lie outside it.
func (a *assembler) planYears() (first, last int) {
	if s := a.in.Site.Strategy; s != nil {
		first, last = s.Period.Years()
	}
	for _, d := range a.in.Site.Deadlines() {
		if d.From != 0 && (first == 0 || d.From < first) {
			first = d.From
		}
		last = max(last, d.To)
	}
	return first, last
}

func (a *assembler) timelineGroup(objective string, first, width, y int) TimelineGroup {
	g := TimelineGroup{ID: objective, Y: y - groupGap/2, Base: y + textBase}
	continuous := 0
	for _, code := range a.byGoal[objective] {
		d := a.in.Site.Activities.Get(code).Deadline
		if d.From == 0 {
			continuous++
			continue
		}
		g.Bars = append(g.Bars, timelineBar(code, d, first, width, y))
		y += rowHigh
	}
	if continuous > 0 {
		g.Continuous = &TimelineBar{
			Text: a.t("timeline-continuous", "count", continuous), X: labelWide, Y: y, Length: width - labelWide, TextX: labelWide + 6, Base: y + textBase, Anchor: "start",
		}
	}
	return g
}

// bottom is where the group's last row ends.
func (g TimelineGroup) bottom() int {
	rows := len(g.Bars)
	if g.Continuous != nil {
		rows++
	}
	return g.Y + groupGap/2 + rows*rowHigh
}

// timelineBar covers the time that a deadline names.
func timelineBar(code string, d model.Deadline, first, width, y int) TimelineBar {
	b := TimelineBar{Text: code, X: labelWide + (d.From-first)*yearWide, Y: y, Length: (d.To - d.From + 1) * yearWide, Base: y + textBase, Anchor: "start"}
	if d.Quarter > 0 {
		b.X += (d.Quarter - 1) * quarterWide
		b.Length = quarterWide
	}
	b.TextX = b.X + 6
	if b.Length >= textWide {
		return b
	}
	b.Beside, b.TextX = true, b.X+b.Length+6
	if b.TextX+textWide > width {
		b.TextX, b.Anchor = b.X-6, "end"
	}
	return b
}

// deadlineRows say what the timeline shows.
func (a *assembler) deadlineRows() []DeadlineRow {
	var out []DeadlineRow
	for _, d := range a.in.Site.Deadlines() {
		row := DeadlineRow{Deadline: Link{Words: Words{Text: a.deadline(d)}, URL: a.url(route.FacetDeadline, d.ID())}}
		for _, act := range a.in.Site.Activities.All {
			if act.Deadline == d {
				row.Activities = append(row.Activities, Link{Words: Words{Text: act.ID}, URL: a.url(model.KindActivity, act.ID)})
			}
		}
		row.Count = a.n("count-activities", len(row.Activities))
		out = append(out, row)
	}
	return out
}
