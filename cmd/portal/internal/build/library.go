package build

import (
	"fmt"
	"io"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/export"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/render"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// library writes the files of reports, the descriptions by which they are cited,
// and the feeds that tell of them. It returns the descriptions, which reports'
// pages show.
func (t *tree) library() (map[string][]render.Reference, error) {
	exporter := export.New(t.loaded.Site, t.plan, t.opt.Base, t.words, t.opt.Date)
	out := map[string][]render.Reference{}
	for _, r := range t.loaded.Site.Reports.All {
		if t.plan.URL(model.KindReport, r.ID, t.plan.Langs[0]) == "" {
			continue
		}
		for _, f := range r.Files {
			if _, err := t.write(route.DocumentPath(r.ID, f.Name), bytesOf(t.loaded.Documents[r.ID+"/"+f.Name])); err != nil {
				return nil, err
			}
		}
		for _, format := range route.CitationFormats {
			if !r.Citable() {
				continue
			}
			text, err := exporter.Citation(r, format)
			if err != nil {
				return nil, fmt.Errorf("citation of %s: %w", r.ID, err)
			}
			path := route.CitationPath(r.ID, format)
			if _, err := t.write(path, bytesOf([]byte(text))); err != nil {
				return nil, err
			}
			out[r.ID] = append(out[r.ID], render.Reference{Format: format, Path: path, Text: text})
		}
	}
	for _, lang := range t.plan.Langs {
		if path := t.plan.ReportFeedPath(lang); path != "" {
			if _, err := t.write(path, func(w io.Writer) error { return exporter.Reports(w, lang, t.opt.Date) }); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}
