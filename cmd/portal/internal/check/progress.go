package check

import (
	"slices"
	"strconv"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// progress: each record lies in the strategy's period and says something; an
// institution's own report keeps to what it leads, and what a document says of it
// states no status.
func (c *checker) progress() {
	last := told{}
	for _, p := range c.site.Progress.All { // sorted by quarter
		c.quarterInPeriod(p)
		switch p.Basis {
		case model.BasisDocument:
			c.document(p)
		case model.BasisReport, "":
			c.reported(p)
			c.lines(p, last)
		default: // told as a value that no record has
		}
	}
}

// quarterInPeriod: the reports of a plan belong to the years of its strategy.
func (c *checker) quarterInPeriod(p *model.Progress) {
	if c.site.Strategy == nil {
		return
	}
	period := c.site.Strategy.Period
	from, to := period.Years()
	if (from > 0 && p.Quarter.Year < from) || (to > 0 && p.Quarter.Year > to) {
		c.report(diag.NewError("progress-outside-period", p.At(""), "quarter", p.Quarter.String(), "period", string(period)))
	}
}

// document: what a document says of an institution is words and their source.
// Only the institution itself can report a status, on a day of its own.
func (c *checker) document(p *model.Progress) {
	missing := func(key string, known bool) {
		if !known && !unreadable(&p.Record, key) {
			c.report(diag.NewError("key-missing", p.At(""), "key", key, "kind", string(model.KindProgress)))
		}
	}
	missing("words", len(p.Words) > 0)
	missing("source", p.Source != nil)
	extra := func(key string, there bool) {
		if there {
			c.report(diag.NewError("progress-document", p.At(key), "key", key))
		}
	}
	extra("activities", len(p.Activities) > 0)
	extra("reported_on", !p.ReportedOn.IsZero())
}

// reported: an institution's report says something, and was given neither before
// its quarter began nor after the day on which the site is judged.
func (c *checker) reported(p *model.Progress) {
	said := len(p.Activities) > 0 || len(p.Words) > 0
	for _, key := range []string{"activities", "words", "basis"} {
		said = said || unreadable(&p.Record, key)
	}
	if !said {
		c.report(diag.NewError("progress-empty", p.At("")))
	}
	on := p.ReportedOn
	switch {
	case on.IsZero():
	case on.Before(p.Quarter.Begins()):
		c.report(diag.NewError("progress-period", p.At("reported_on"), "date", on.String(), "period", p.Quarter.String()))
	case c.opt.Date.Before(on):
		c.report(diag.NewError("progress-future", p.At("reported_on"), "date", on.String(), "today", c.opt.Date.String()))
	}
}

// told is the state of activities as each institution last told it. Institutions
// that lead an activity together may see it differently; each is held to its own
// words alone.
type told map[teller]model.Status

type teller struct{ institution, activity string }

// lines: a report has one line for each activity, of those that the institution
// leads, and a status that goes back says why.
func (c *checker) lines(p *model.Progress, last told) {
	first := map[string]int{}
	for i, line := range p.Activities {
		at := model.Item("activities", i)
		c.notNegative(p, at, line)
		if line.Activity == "" {
			continue // no code, or none that could be read; that has been said
		}
		pos := p.At(at + ".activity")
		if before, twice := first[line.Activity]; twice {
			c.report(diag.NewError("progress-duplicate", pos, "activity", line.Activity, "first", strconv.Itoa(before)))
			continue // whether it goes back cannot be said of two
		}
		first[line.Activity] = pos.Line
		a := c.site.Activities.Get(line.Activity)
		if a != nil && c.site.Has(model.KindInstitution, p.Institution) && !slices.Contains(a.Lead, p.Institution) {
			c.report(diag.NewError("progress-not-lead", pos, "institution", p.Institution, "activity", line.Activity))
		}
		if rank(line.Status) < 0 {
			continue // no status; that has been said
		}
		who := teller{p.Institution, line.Activity}
		if before := last[who]; rank(line.Status) < rank(before) && len(line.Words) == 0 {
			c.report(diag.NewError("progress-status-back", p.At(at+".status"),
				"activity", line.Activity, "from", string(before), "to", string(line.Status)))
		}
		last[who] = line.Status
	}
}

// rank orders the states of an activity; cancelling is always possible.
func rank(s model.Status) int { return slices.Index(s.Values(), string(s)) }

// notNegative: money and people are counted from nought up. The value of an
// indicator may be a fall.
func (c *checker) notNegative(p *model.Progress, at string, line model.ActivityProgress) {
	negative := func(key, value string) {
		c.report(diag.NewError("number-negative", p.At(at+"."+key), "key", key, "value", value))
	}
	if line.Reached != nil && *line.Reached < 0 {
		negative("people_reached", strconv.Itoa(*line.Reached))
	}
	if line.Spent != "" && line.Spent[0] == '-' {
		negative("spent_eur", string(line.Spent))
	}
}
