package export

import (
	"io"
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/dataset"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// Series is the figures of one series as a table of its own, for those who want
// no more than what they see in a chart.
func (x *Exporter) Series(s *model.Series) *Table {
	t := &Table{Set: dataset.Series(), langs: x.plan.Langs}
	whole, _ := dataset.Named("statistics")
	for _, row := range x.figures(s) {
		var own []any
		for i, c := range whole.Columns {
			if slices.Contains(t.Columns, c) {
				own = append(own, row[i])
			}
		}
		t.Rows = append(t.Rows, own)
	}
	return t
}

// The structs below are what a program reads of a series before its figures.

type seriesMetadata struct {
	ID           string          `json:"id"`
	Title        model.Text      `json:"title"`
	Description  model.Text      `json:"description"` // null without a note on the whole series
	Topic        *term           `json:"topic"`
	Unit         term            `json:"unit"`
	Dimensions   []dimension     `json:"dimensions"`
	Period       *span           `json:"period"` // null when no time is known
	Observations observations    `json:"observations"`
	Overlaps     []neighbour     `json:"overlaps"`
	Sources      []citedSource   `json:"sources"`
	Licence      any             `json:"licence"` // null while none has been chosen
	Publisher    model.Text      `json:"publisher"`
	Citation     model.Text      `json:"citation"`
	Pages        model.Text      `json:"pages"`
	Files        []describedFile `json:"files"`
	Package      string          `json:"datapackage"`
	Updated      string          `json:"updated"` // the day of the data
}

// term is a word of the data with what it is called.
type term struct {
	ID    string     `json:"id"`
	Title model.Text `json:"title"`
}

type dimension struct {
	term
	Values []term `json:"values"`
}

type span struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// observations are how many figures can be read, and how many are hidden because
// they could point to a person.
type observations struct {
	Published int `json:"published"`
	Hidden    int `json:"hidden"`
}

type neighbour struct {
	term
	Pages model.Text `json:"pages"`
}

type citedSource struct {
	ID        string     `json:"id"`
	Title     model.Text `json:"title"`
	Publisher model.Text `json:"publisher"`
	Date      any        `json:"date"`
	URL       any        `json:"url"`
}

type describedFile struct {
	Format    string `json:"format"`
	MediaType string `json:"mediatype"`
	Language  string `json:"language,omitempty"`
	URL       string `json:"url"`
	Bytes     int64  `json:"bytes"`
	SHA256    string `json:"sha256"`
}

// SeriesMetadata writes what a series is, with the files that have its figures.
func (x *Exporter) SeriesMetadata(w io.Writer, s *model.Series, files []File) error {
	rows := x.figures(s)
	out := seriesMetadata{
		ID: s.ID, Title: x.plainText(s.Indicator), Description: x.plainText(s.Note), Unit: term{s.Unit, x.inAll("unit-" + s.Unit)},
		Dimensions: x.dimensions(s), Observations: observations{len(rows), len(s.Observations) - len(rows)}, Overlaps: []neighbour{},
		Sources: x.citedBy(s), Licence: filled(string(x.site.Config.DataLicence)), Publisher: x.plainText(x.site.Config.Name),
		Pages: x.urls(model.KindSeries, s.ID), Citation: x.citationOf(s), Files: []describedFile{}, Package: x.absolute(route.PackagePath), Updated: x.day.String(),
	}
	if s.Topic != "" {
		out.Topic = &term{s.Topic, x.inAll("topic-" + s.Topic)}
	}
	if first, last := s.Span(); first != 0 {
		out.Period = &span{first, last}
	}
	for _, id := range s.Overlaps {
		other := term{id, x.plainText(x.site.Series.Get(id).Indicator)}
		out.Overlaps = append(out.Overlaps, neighbour{other, x.urls(model.KindSeries, id)})
	}
	for _, f := range files {
		file := describedFile{f.Format, dataset.MediaType(f.Format), "", x.absolute(f.Path), f.Size, f.SHA256}
		if f.Lang != "" {
			file.Language = x.site.Config.Language(f.Lang).BCP47
		}
		out.Files = append(out.Files, file)
	}
	return indented(w, out)
}

// dimensions are by what the figures are divided, with the parts that readers
// may see.
func (x *Exporter) dimensions(s *model.Series) []dimension {
	out := []dimension{}
	shown := x.site.Shown(s)
	for _, d := range s.Dimensions {
		one := dimension{term{d, x.inAll("dimension-" + d)}, []term{}}
		var seen []string
		for i, o := range s.Observations {
			if v := o.Breakdown[d]; v != "" && shown[i] != "" && !slices.Contains(seen, v) {
				seen = append(seen, v)
				one.Values = append(one.Values, term{v, x.inAll("value-" + v)})
			}
		}
		out = append(out, one)
	}
	return out
}

// citedBy are the documents that the figures are from, in their order.
func (x *Exporter) citedBy(s *model.Series) []citedSource {
	out := []citedSource{}
	var seen []string
	for _, o := range s.Observations {
		doc := x.site.Sources.Get(o.Source.ID)
		if doc == nil || slices.Contains(seen, doc.ID) {
			continue
		}
		seen = append(seen, doc.ID)
		out = append(out, citedSource{doc.ID, x.plainText(doc.Title), x.plainText(doc.Publisher), filled(string(doc.Date)), filled(string(doc.URL))})
	}
	return out
}

// citationOf is how a series is cited, as its page has it. An edition without a
// page of it has none.
func (x *Exporter) citationOf(s *model.Series) model.Text {
	out := model.Text{}
	for l, address := range x.urls(model.KindSeries, s.ID) {
		out[l] = strings.Join([]string{x.site.Config.Name[l], x.nearest(s.Indicator, l).Text, address}, ", ")
	}
	return out
}
