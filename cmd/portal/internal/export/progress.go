package export

import (
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// progress has a row for each activity that an institution reported on, and one
// for each record's words about its work as a whole, without an activity. Who
// reported comes first by quarter, then by institution.
func (x *Exporter) progress(t *Table) {
	for _, p := range x.site.Progress.All {
		if len(p.Words) > 0 {
			t.Rows = append(t.Rows, x.told(p, &model.ActivityProgress{Words: p.Words}))
		}
		for i := range p.Activities {
			t.Rows = append(t.Rows, x.told(p, &p.Activities[i]))
		}
	}
}

// told is the row of one line of a report. Without an activity it leads to the
// institution's page.
func (x *Exporter) told(p *model.Progress, line *model.ActivityProgress) []any {
	kind, id := model.KindActivity, line.Activity
	if id == "" {
		kind, id = model.KindInstitution, p.Institution
	}
	basis := model.BasisDocument
	if p.IsReport() {
		basis = model.BasisReport
	}
	var source model.Cite
	if p.Source != nil {
		source = *p.Source
	}
	return []any{
		p.Quarter.String(), p.Institution, string(basis), p.ReportedOn.String(), line.Activity, string(line.Status),
		line.Indicator, figure(line.Value), x.reached(line), figure(line.Spent), line.Words, cited(line.Evidence),
		source.ID, source.At, x.urls(kind, id),
	}
}

// reached is how many people an activity reached, nil when that was not reported
// or the count is so small that it could point to a person.
func (x *Exporter) reached(line *model.ActivityProgress) any {
	if line.Reached == nil || x.site.Config.SmallCells.HidesCount(*line.Reached) {
		return nil
	}
	return *line.Reached
}

// figure is a decimal, or nil when it is not known.
func figure(d model.Decimal) any {
	if d == "" {
		return nil
	}
	return Number(d)
}
