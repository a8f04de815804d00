package build

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/dataset"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/export"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/release"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/render"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// keepData remembers every file of open data that is written from now on, so
// that the list of checksums has all of them, whoever wrote them.
func (t *tree) keepData() {
	write := t.write
	var mu sync.Mutex
	t.write = func(path string, content func(io.Writer) error) (release.Entry, error) {
		e, err := write(path, content)
		if err == nil && strings.HasPrefix(path, "data/") {
			mu.Lock()
			defer mu.Unlock()
			t.kept = append(t.kept, export.File{Path: path, Size: e.Size, SHA256: e.SHA256})
		}
		return e, err
	}
}

// file writes a file of open data.
func (t *tree) file(format, lang, path string, content func(io.Writer) error) (export.File, error) {
	e, err := t.write(path, content)
	if err != nil {
		err = fmt.Errorf("%s: %w", path, err)
	}
	return export.File{Format: format, Lang: lang, Path: path, Size: e.Size, SHA256: e.SHA256}, err
}

// openData writes the sets of open data in every format.
func (t *tree) openData(ctx context.Context, exporter *export.Exporter) ([]export.Published, error) {
	sets := dataset.Of(t.loaded.Site)
	out := make([]export.Published, len(sets))
	return out, t.each(ctx, len(sets), func(i int) error {
		table := exporter.Table(sets[i])
		out[i].Table = table
		for _, format := range route.DataFormats {
			f, err := t.file(format, "", route.DataPath(sets[i].Name, format), func(w io.Writer) error { return table.Write(w, format) })
			if err != nil {
				return err
			}
			out[i].Files = append(out[i].Files, f)
		}
		return nil
	})
}

// series writes the figures of each series by themselves, and then what the
// series is, which names the files of its charts too.
func (t *tree) series(exporter *export.Exporter, charts map[string]render.DataFile) (map[string][]render.DataFile, error) {
	out := map[string][]render.DataFile{}
	for _, s := range t.loaded.Site.Series.All {
		table := exporter.Series(s)
		f, err := t.file("csv", "", route.SeriesPath(s.ID), func(w io.Writer) error { return table.Write(w, "csv") })
		if err != nil {
			return nil, err
		}
		files := []export.File{f}
		for _, lang := range t.plan.Langs {
			if c, ok := charts[route.ChartPath(s.ID, lang)]; ok {
				files = append(files, export.File{Format: c.Format, Lang: lang, Path: c.Path, Size: c.Size, SHA256: c.SHA256})
			}
		}
		about, err := t.file("json", "", route.SeriesMetadataPath(s.ID), func(w io.Writer) error { return exporter.SeriesMetadata(w, s, files) })
		if err != nil {
			return nil, err
		}
		out[s.ID] = []render.DataFile{shown(f, len(table.Rows)), shown(about, 0)}
	}
	return out, nil
}

// together writes what tells of all open data at once. The checksums come last:
// every other file of open data is in them.
func (t *tree) together(exporter *export.Exporter, sets []export.Published) ([]render.DataFile, error) {
	if len(sets) == 0 {
		return nil, nil
	}
	var out []render.DataFile
	for _, part := range []struct {
		format, path string
		content      func(io.Writer) error
	}{
		{"json", route.PackagePath, func(w io.Writer) error { return exporter.Package(w, sets) }},
		{"jsonld", route.CataloguePath, func(w io.Writer) error { return exporter.Catalogue(w, sets) }},
		{"sha256sums", route.ChecksumsPath, func(w io.Writer) error { return export.Checksums(w, t.kept) }},
	} {
		f, err := t.file(part.format, "", part.path, part.content)
		if err != nil {
			return nil, err
		}
		out = append(out, shown(f, 0))
	}
	return out, nil
}

// dataFiles are the files of the sets, by set, as pages tell of them.
func dataFiles(sets []export.Published) map[string][]render.DataFile {
	out := map[string][]render.DataFile{}
	for _, set := range sets {
		for _, f := range set.Files {
			out[set.Name] = append(out[set.Name], shown(f, len(set.Rows)))
		}
	}
	return out
}

func shown(f export.File, rows int) render.DataFile {
	return render.DataFile{Format: f.Format, Path: f.Path, Size: f.Size, SHA256: f.SHA256, Rows: rows}
}
