package build

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/export"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/release"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/render"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// Site builds the folder and publishes it at the output. With diagnostics of
// severity Error, nothing was published and the output is as it was.
func Site(ctx context.Context, opt Options) (*Result, error) {
	// The lock comes first: a refused output is told before any work is done.
	waiting, cancel := context.WithTimeout(ctx, opt.LockWait)
	defer cancel()
	out, err := release.Open(waiting, opt.Site, opt.Out)
	if err != nil {
		return nil, cause(ctx, err)
	}
	res, err := publish(ctx, opt, out)
	return res, errors.Join(cause(ctx, err), out.Close())
}

func publish(ctx context.Context, opt Options, out *release.Output) (*Result, error) {
	in, res, err := read(ctx, opt)
	if err != nil || res.Failed() {
		return res, err
	}
	staging, err := out.Stage()
	if err != nil {
		return nil, err
	}
	t := &tree{inputs: in, res: res, write: func(path string, write func(io.Writer) error) (release.Entry, error) {
		return staging.Write(path, write)
	}}
	if err := t.all(ctx); err != nil || res.Failed() {
		return res, err
	}
	for _, e := range staging.Index() {
		res.Files++
		res.Bytes += e.Size
	}
	verified, found, err := staging.Verify(in.expect())
	res.Diagnostics = diag.Sort(append(res.Diagnostics, found...))
	if err != nil || verified == nil || res.Failed() {
		return res, err
	}
	if ctx.Err() != nil {
		return res, fmt.Errorf("stopped: %w", context.Cause(ctx))
	}
	if opt.Archive != "" {
		if err := writeArchive(verified, opt.Archive, in.opt.Date); err != nil {
			return res, err
		}
	}
	res.Changed, err = out.Swap(verified)
	if res.Changed {
		// The new site stands; that an older release could not be removed must not
		// look as if nothing had been published.
		res.Leftover, err = err, nil
	}
	return res, err
}

// writeArchive puts the release into a ZIP file, whole or not at all.
func writeArchive(r *release.Release, path string, day model.Date) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".portal-*.zip")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer os.Remove(f.Name()) // gone already when all went well
	err = r.Archive(f, time.Date(day.Year, time.Month(day.Month), day.Day, 0, 0, 0, 0, time.UTC))
	if err = errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return os.Rename(f.Name(), path)
}

// expect is what the tree must be, told without routes or templates.
func (in *inputs) expect() release.Expect {
	e := release.Expect{
		BaseURL: string(in.loaded.Site.Config.BaseURL), BasePath: in.opt.Base, Languages: map[string]string{}, NoIndex: in.opt.preview(),
	}
	for _, l := range in.loaded.Site.Config.Languages {
		e.Languages[l.ID] = l.BCP47
	}
	return e
}

// tree writes the files of a site, wave by wave.
type tree struct {
	*inputs
	res   *Result
	write func(path string, write func(io.Writer) error) (release.Entry, error)
	kept  keptData // the open data that has been written
	scale *scale   // what the pages weigh
	dry   bool     // nothing is kept, so only faults count
}

// all runs the waves. Files of one wave are written in any order; pages come
// last, because their views carry names, sizes and digests of the others.
func (t *tree) all(ctx context.Context) error {
	var err error
	if t.scale, err = newScale(t.inputs, !t.dry); err != nil {
		return err
	}
	copied := newCopies(t.plan)
	t.write = copied.keep(t.keepData(t.write))
	exporter := export.New(t.loaded.Site, t.plan, t.opt.Base, t.words, t.opt.Date)
	sets, err := t.first(ctx, exporter)
	if err != nil {
		return err
	}
	engine, found := render.New(t.renderInput(), t.layouts)
	if len(found) > 0 {
		t.res.Diagnostics = diag.Sort(append(t.res.Diagnostics, found...))
		return nil
	}
	beside := &written{data: dataFiles(sets)}
	engine.SetBeside(beside)
	if beside.cited, err = t.library(); err != nil {
		return err
	}
	if beside.charts, err = t.charts(engine); err != nil {
		return err
	}
	if beside.series, err = t.allSeries(exporter, beside.charts); err != nil {
		return err
	}
	if err := copied.write(t.write); err != nil { // before the checksums, which have them too
		return err
	}
	if beside.together, err = t.together(exporter, sets); err != nil {
		return err
	}
	prints, err := t.prints(ctx, engine)
	if err != nil {
		return err
	}
	engine.SetPrints(prints)
	if err := copied.write(t.write); err != nil {
		return err
	}
	return t.pages(ctx, engine)
}

// first writes what pages tell about: assets, open data, the sitemap and the feeds.
func (t *tree) first(ctx context.Context, exporter *export.Exporter) ([]export.Published, error) {
	for _, f := range t.files {
		if _, err := t.write(f.Path, bytesOf(f.Data)); err != nil {
			return nil, err
		}
		t.scale.Add(f.Path, f.Data)
	}
	sets, err := t.openData(ctx, exporter)
	if err != nil {
		return nil, err
	}
	return sets, t.signposts(exporter)
}

// signposts writes what leads programs to the pages: the sitemap, the feeds and
// robots.txt.
func (t *tree) signposts(exporter *export.Exporter) error {
	if _, err := t.write("sitemap.xml", exporter.Sitemap); err != nil {
		return err
	}
	for _, lang := range t.plan.Langs {
		if _, err := t.write(route.FeedPath(lang), func(w io.Writer) error { return exporter.Feed(w, lang, t.opt.Date) }); err != nil {
			return err
		}
	}
	_, err := t.write("robots.txt", func(w io.Writer) error { return exporter.Robots(w, t.opt.preview()) })
	return err
}

// charts writes the charts that readers can keep, by their paths. A layout that
// fails on one is told once.
func (t *tree) charts(engine *render.Engine) (map[string]render.DataFile, error) {
	out := map[string]render.DataFile{}
	for _, target := range t.plan.Charts() {
		e, err := t.write(target.Path, func(w io.Writer) error { return engine.Chart(w, target) })
		if fault, ok := render.LayoutFault(cmp.Or(err, io.EOF), target.Path); ok {
			t.res.Diagnostics = diag.Sort(append(t.res.Diagnostics, fault))
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		out[target.Path] = render.DataFile{Format: "svg", Path: target.Path, Size: e.Size, SHA256: e.SHA256}
	}
	return out, nil
}

func bytesOf(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
}

// pages writes every page. A layout that fails is told once for each place in
// it, not once for each page.
func (t *tree) pages(ctx context.Context, engine *render.Engine) error {
	targets := slices.DeleteFunc(slices.Clone(t.plan.Targets), func(x route.Target) bool {
		return x.Sort == route.SortData || x.Sort == route.SortFile || x.Sort == route.SortPrint || x.Sort == route.SortCopy
	})
	// Pages with whole tables come before those of single records: the biggest are
	// not left for one worker at the end, and once they are weighed a small one is
	// known to be lighter without being compressed.
	slices.SortStableFunc(targets, func(a, b route.Target) int { return cmp.Compare(lateness(a), lateness(b)) })
	var done atomic.Int64
	var mu sync.Mutex
	told := map[diag.Pos]diag.Diagnostic{}
	err := t.each(ctx, len(targets), func(i int) error {
		err := t.page(engine, targets[i])
		if err != nil {
			d, ok := render.LayoutFault(err, targets[i].Path)
			if !ok {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			// The first page by path, so that the message does not depend on workers.
			if before, ok := told[d.Pos]; !ok || d.Args["page"] < before.Args["page"] {
				told[d.Pos] = d
			}
		}
		if t.opt.Progress != nil {
			t.opt.Progress(int(done.Add(1)), len(targets))
		}
		return nil
	})
	for _, d := range told {
		t.res.Diagnostics = append(t.res.Diagnostics, d)
	}
	t.res.Diagnostics = diag.Sort(t.res.Diagnostics)
	if len(told) == 0 && err == nil {
		t.scale.judge(t.inputs, t.res)
	}
	return err
}

// lateness says which pages are made first: the low ones.
func lateness(t route.Target) int {
	if t.Sort == route.SortPage {
		return 0
	}
	return 1
}

// page writes one page, and weighs it while its bytes are at hand.
func (t *tree) page(engine *render.Engine, target route.Target) error {
	html := t.scale.buffer()
	defer t.scale.buffers.Put(html)
	entry, err := t.write(target.Path, func(w io.Writer) error { return engine.Page(io.MultiWriter(w, html), target) })
	if err == nil {
		t.scale.weigh(target, html.Bytes(), entry.Page)
	}
	return err
}

// dryRun renders everything to nowhere, so that check tells what only a page
// brings to light.
func (in *inputs) dryRun(ctx context.Context, res *Result) error {
	t := &tree{inputs: in, res: res, dry: true, write: func(path string, write func(io.Writer) error) (release.Entry, error) {
		return release.Entry{Path: path}, write(io.Discard)
	}}
	return t.all(ctx)
}
