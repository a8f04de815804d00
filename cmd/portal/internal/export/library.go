package export

import (
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// statistics has a row for each observation.
func (x *Exporter) statistics(t *Table) {
	t.Columns = columns("series indicator_* period value unit breakdown source location note_* topic overlaps url_*")
	for _, s := range x.site.Series.All {
		for _, o := range s.Observations {
			t.Rows = append(t.Rows, []any{
				s.ID, s.Indicator, string(o.Period), Number(o.Value), s.Unit, breakdown(s, o), o.Source.ID, o.Source.At,
				o.Note, s.Topic, s.Overlaps, x.urls(model.KindSeries, s.ID),
			})
		}
	}
}

// breakdown is "dimension=value;…" in the order in which the series names its
// dimensions.
func breakdown(s *model.Series, o model.Observation) string {
	var parts []string
	for _, d := range s.Dimensions {
		if v := o.Breakdown[d]; v != "" {
			parts = append(parts, d+"="+v)
		}
	}
	return strings.Join(parts, ";")
}

// instruments has one source column for programs that want one, and all of
// them in sources.
func (x *Exporter) instruments(t *Table) {
	t.Columns = columns("id type number date title_* jurisdiction source gazette gazette_date summary_* note_* sources source_code link url_*")
	for _, i := range x.site.Instruments.All {
		var gazette model.Gazette
		if i.Gazette != nil {
			gazette = *i.Gazette
		}
		t.Rows = append(t.Rows, []any{
			i.ID, i.Type, i.Number, string(i.Date), i.Title, string(i.Jurisdiction), i.Sources[0].ID, gazette.Number, string(gazette.Date), i.Summary, i.Note,
			cited(i.Sources), i.SourceCode, string(i.URL), x.urls(model.KindInstrument, i.ID),
		})
	}
}

func (x *Exporter) recommendations(t *Table) {
	t.Columns = columns("id number topic text_* activities note_* source location url_*")
	for _, r := range x.site.Recommendations.All {
		t.Rows = append(t.Rows, []any{
			r.ID, r.Number, r.Topic, r.Text, r.Activities, r.Note, r.Source.ID, r.Source.At, x.urls(model.KindRecommendation, r.ID),
		})
	}
}

func (x *Exporter) reports(t *Table) {
	t.Columns = columns("id type year period date state publisher languages title_* summary_* note_* sources link url_*")
	for _, r := range x.site.Reports.All {
		var year any
		if r.Year != 0 {
			year = r.Year
		}
		t.Rows = append(t.Rows, []any{
			r.ID, r.Type, year, string(r.Period), string(r.Date), string(r.State), r.Publisher, r.Languages, r.Title, r.Summary, r.Note,
			cited(r.Sources), string(r.URL), x.urls(model.KindReport, r.ID),
		})
	}
}

// helplines leave out what only editors see.
func (x *Exporter) helplines(t *Table) {
	t.Columns = columns(`id number tel urgent operator languages free anonymous on_bill verified_on
		name_* purpose_* networks_* hours_* answered_by_* from_abroad_* sources`)
	for _, h := range x.site.Helplines.All {
		t.Rows = append(t.Rows, []any{
			h.ID, string(h.Number), strings.TrimPrefix(h.Tel(), "tel:"), h.Urgent, h.Operator, h.Languages, known(h.Free), known(h.Anonymous), known(h.OnBill), h.VerifiedOn.String(),
			h.Name, h.Purpose, h.Networks, h.Hours, h.AnsweredBy, h.FromAbroad, cited(h.Sources),
		})
	}
}

// known is a truth value, or nil when it is not known.
func known(b *bool) any {
	if b == nil {
		return nil
	}
	return *b
}
