package export

import (
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// statistics has a row for each observation that readers may see: a figure so
// small that it could point to a person has none.
func (x *Exporter) statistics(t *Table) {
	for _, s := range x.site.Series.All {
		t.Rows = append(t.Rows, x.figures(s)...)
	}
}

// figures are the rows of one series.
func (x *Exporter) figures(s *model.Series) [][]any {
	var out [][]any
	shown, ids := x.site.Shown(s), x.site.ObservationIDs(s)
	for i, o := range s.Observations {
		if shown[i] == "" {
			continue
		}
		out = append(out, []any{
			s.ID, s.Indicator, string(o.Period), Number(shown[i]), s.Unit, breakdown(s, o), o.Source.ID, o.Source.At,
			o.Note, s.Topic, s.Overlaps, anchored(x.urls(model.KindSeries, s.ID), ids[i]), x.revised(s, shown[i], o), x.reasons(o),
		})
	}
	return out
}

// anchored are addresses of one figure on the page of its series.
func anchored(urls model.Text, id string) model.Text {
	for l := range urls {
		urls[l] += "#" + id
	}
	return urls
}

// revised are the corrections of a figure, the oldest first: "2026-01-05=12>13"
// is the day, what stood there before, and what stood there after it. A figure
// that readers may not see is left out.
func (x *Exporter) revised(s *model.Series, shown model.Decimal, o model.Observation) []string {
	out := []string{}
	for _, r := range o.Revised {
		before, after := x.site.ShownRevision(s, shown, r.Old), x.site.ShownRevision(s, shown, r.New)
		out = append(out, r.On.String()+"="+string(before)+">"+string(after))
	}
	return out
}

// reasons are why a figure was corrected, in the order of the corrections.
func (x *Exporter) reasons(o model.Observation) model.Text {
	out := model.Text{}
	for _, l := range x.plan.Langs {
		var parts []string
		for _, r := range o.Revised {
			if r.Reason[l] != "" {
				parts = append(parts, r.Reason[l])
			}
		}
		out[l] = strings.Join(parts, "; ")
	}
	return out
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

func (x *Exporter) instruments(t *Table) {
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
	for _, r := range x.site.Recommendations.All {
		t.Rows = append(t.Rows, []any{
			r.ID, r.Number, r.Topic, r.Text, r.Activities, r.Note, r.Source.ID, r.Source.At, x.urls(model.KindRecommendation, r.ID),
		})
	}
}

func (x *Exporter) reports(t *Table) {
	for _, r := range x.site.Reports.All {
		var year any
		if r.Year != 0 {
			year = r.Year
		}
		t.Rows = append(t.Rows, []any{
			r.ID, r.Type, year, string(r.Period), string(r.Date), string(r.State), r.Publisher, r.Languages, r.Title, r.Summary, r.Note,
			cited(r.Sources), string(r.URL), x.urls(model.KindReport, r.ID), x.files(r), checksums(r),
		})
	}
}

// files are the addresses of a report's own files.
func (x *Exporter) files(r *model.Report) []string {
	out := []string{}
	for _, f := range r.Files {
		out = append(out, x.base+"/"+route.DocumentPath(r.ID, f.Name))
	}
	return out
}

// checksums are the SHA-256 of a report's files, in their order.
func checksums(r *model.Report) []string {
	out := []string{}
	for _, f := range r.Files {
		out = append(out, f.Document.SHA256)
	}
	return out
}

func (x *Exporter) helplines(t *Table) {
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
