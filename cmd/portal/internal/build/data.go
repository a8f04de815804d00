package build

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/dataset"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/export"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/release"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/render"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// keptData is the open data that has been written, by path.
type keptData struct {
	mu    sync.Mutex
	files map[string]export.File
}

// keepData is a writer that remembers every file of open data, so that the list of
// checksums has all of them, whoever wrote them.
func (t *tree) keepData(next writer) writer {
	return func(path string, content func(io.Writer) error) (release.Entry, error) {
		e, err := next(path, content)
		if err == nil && strings.HasPrefix(path, "data/") {
			t.kept.mu.Lock()
			defer t.kept.mu.Unlock()
			if t.kept.files == nil {
				t.kept.files = map[string]export.File{}
			}
			t.kept.files[path] = export.File{Path: path, Size: e.Size, SHA256: e.SHA256}
		}
		return e, err
	}
}

// all are the files that have been written.
func (k *keptData) all() []export.File {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Collect(maps.Values(k.files))
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
		var err error
		out[i], err = t.dataSet(exporter.Table(sets[i]))
		return err
	})
}

// dataSet writes one set in every format, at once: a preview waits for them.
func (t *tree) dataSet(table *export.Table) (export.Published, error) {
	out := export.Published{Table: table, Files: make([]export.File, len(route.DataFormats))}
	err := t.each(context.Background(), len(out.Files), func(i int) (err error) {
		format := route.DataFormats[i]
		out.Files[i], err = t.file(format, "", route.DataPath(table.Name, format), func(w io.Writer) error { return table.Write(w, format) })
		return err
	})
	return out, err
}

// allSeries writes each series by itself.
func (t *tree) allSeries(exporter *export.Exporter, charts map[string]render.DataFile) (map[string][]render.DataFile, error) {
	out := map[string][]render.DataFile{}
	drawn := func(path string) (render.DataFile, bool) {
		f, ok := charts[path]
		return f, ok
	}
	for _, s := range t.loaded.Site.Series.All {
		var err error
		if out[s.ID], err = t.series(exporter, s, drawn); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// series writes the figures of a series, and then what the series is, which names
// the files of its charts too.
func (t *tree) series(exporter *export.Exporter, s *model.Series, drawn func(path string) (render.DataFile, bool)) ([]render.DataFile, error) {
	table := exporter.Series(s)
	f, err := t.file("csv", "", route.SeriesPath(s.ID), func(w io.Writer) error { return table.Write(w, "csv") })
	if err != nil {
		return nil, err
	}
	files := []export.File{f}
	for _, lang := range t.plan.Langs {
		if c, ok := drawn(route.ChartPath(s.ID, lang)); ok {
			files = append(files, export.File{Format: c.Format, Lang: lang, Path: c.Path, Size: c.Size, SHA256: c.SHA256})
		}
	}
	about, err := t.file("json", "", route.SeriesMetadataPath(s.ID), func(w io.Writer) error { return exporter.SeriesMetadata(w, s, files) })
	if err != nil {
		return nil, err
	}
	return []render.DataFile{told(f, len(table.Rows)), told(about, 0)}, nil
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
		{"sha256sums", route.ChecksumsPath, func(w io.Writer) error { return export.Checksums(w, t.kept.all()) }},
	} {
		f, err := t.file(part.format, "", part.path, part.content)
		if err != nil {
			return nil, err
		}
		out = append(out, told(f, 0))
	}
	return out, nil
}

// written is what has been written beside pages ([render.Beside]).
type written struct {
	data     map[string][]render.DataFile // by set
	together []render.DataFile
	series   map[string][]render.DataFile  // by series
	charts   map[string]render.DataFile    // by path
	cited    map[string][]render.Reference // by report
}

func (w *written) Data(set string) []render.DataFile      { return w.data[set] }
func (w *written) Together() []render.DataFile            { return w.together }
func (w *written) Series(id string) []render.DataFile     { return w.series[id] }
func (w *written) Cited(report string) []render.Reference { return w.cited[report] }

func (w *written) Chart(path string) (render.DataFile, bool) {
	f, ok := w.charts[path]
	return f, ok
}

// dataFiles are the files of the sets, by set, as pages tell of them.
func dataFiles(sets []export.Published) map[string][]render.DataFile {
	out := map[string][]render.DataFile{}
	for _, set := range sets {
		out[set.Name] = toldOf(set)
	}
	return out
}

func toldOf(set export.Published) []render.DataFile {
	var out []render.DataFile
	for _, f := range set.Files {
		out = append(out, told(f, len(set.Rows)))
	}
	return out
}

func told(f export.File, rows int) render.DataFile {
	return render.DataFile{Format: f.Format, Path: f.Path, Size: f.Size, SHA256: f.SHA256, Rows: rows}
}
