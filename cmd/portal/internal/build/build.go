// Package build is the pipeline: the only package that knows every stage, and
// the only one that starts goroutines.
//
// In goes a site folder and [Options]; out comes a verified tree at the output,
// or everything that is wrong with the folder, from all stages that could run,
// in one list. The stages and their order are told in cmd/portal/doc.go.
//
// The result depends on the folder and the options alone: not on the clock, the
// environment, the number of workers or the order of a map. Files are written
// as they are made; no more than one page per worker is in memory.
//
// An error is a fault of the machine, a refused output or a cancelled context;
// a fault of the folder is a diagnostic.
package build

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/check"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/markdown"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/render"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// Options say what is built and how.
type Options struct {
	Folder   fs.FS         // the site folder
	Site     string        // its path, to judge the output against
	Out      string        // where the site is published
	Base     string        // path prefix of a staging site: "" or "/staging"
	Preview  bool          // for editors, not for readers; a Base implies it
	Drafts   bool          // with Preview: show also what is a draft or waits for its day
	Release  bool          // hold the folder to what a release must meet
	PDF      bool          // print the documents; Chromium is needed if the folder has any
	Date     model.Date    // zero: the newest day the folder names
	Jobs     int           // workers, at least 1
	Archive  string        // also write the release to this ZIP file, unless empty
	LockWait time.Duration // how long to wait for another build at the same output
	Progress func(done, total int)
}

func (o Options) preview() bool { return o.Preview || o.Base != "" }

// Result is what a run found and made.
type Result struct {
	Diagnostics []diag.Diagnostic
	Line        diag.SourceLine // for excerpts
	Pages       []LangPages     // per edition, in their order
	Files       int
	Bytes       int64
	Unreviewed  int      // translations that do not say what they were made from
	Weights     []Weight // the heaviest page of each budget, in the order help, other, document, script; none of a check
	Changed     bool     // the output is another than before
	Leftover    error    // the site was published, but an older release could not be removed
}

// LangPages is the number of pages of one edition.
type LangPages struct {
	Lang  string
	Pages int
}

// Failed reports whether the folder has an error.
func (r *Result) Failed() bool {
	n, _ := diag.Count(r.Diagnostics)
	return n > 0
}

// inputs are the folder after every stage that reads.
type inputs struct {
	opt    Options
	loaded *load.Loaded
	docs   check.Docs
	plan   *route.Plan
	words  *locale.Set
	assets render.Assets
	files  []render.AssetFile

	layouts *render.Layouts // nil when they have faults
}

// Check runs every stage that does not publish: it reads and judges the folder
// and renders each page to nowhere.
func Check(ctx context.Context, opt Options) (*Result, error) {
	in, res, err := read(ctx, opt)
	if err != nil || res.Failed() {
		return res, cause(ctx, err)
	}
	return res, cause(ctx, in.dryRun(ctx, res))
}

// read loads the folder and runs all rules. Every stage that can run does, so
// that one run tells every fault.
func read(ctx context.Context, opt Options) (*inputs, *Result, error) {
	loaded, found, err := load.Site(opt.Folder)
	if err != nil {
		return nil, nil, err
	}
	in := &inputs{opt: opt, loaded: loaded}
	res := &Result{Line: loaded.Snapshot.Line}
	site := loaded.Site
	if site.Config == nil { // nothing can be said without languages
		res.Diagnostics = diag.Sort(found)
		return in, res, nil
	}
	if in.opt.Date.IsZero() {
		in.opt.Date = site.Newest()
	}
	faults, err := in.parse(ctx)
	if err != nil {
		return nil, nil, err
	}
	found = append(found, faults...)
	plan := route.New
	if opt.PDF {
		plan = route.WithPrints
	}
	in.loaded = shown(loaded, opt)
	in.plan, faults = plan(in.loaded.Site, in.opt.Date)
	found = append(found, faults...)
	judged := check.Options{Date: in.opt.Date, Release: opt.Release}
	// The rules read the site; words, assets and layouts do not depend on them.
	var broken []diag.Diagnostic
	var rules errgroup.Group
	rules.Go(func() error {
		broken = check.Site(site, in.docs, judged)
		return nil
	})
	in.words, faults = locale.New(loaded.Languages, loaded.Words)
	found = append(found, faults...)
	in.files, in.assets, err = render.BuildAssets(loaded.Assets())
	faults, err = render.AssetFault(err)
	found = append(found, faults...)
	in.layouts, faults = render.Parse(in.renderInput())
	found = append(found, faults...)
	if err := errors.Join(err, rules.Wait()); err != nil {
		return nil, nil, err
	}
	found = append(found, broken...)
	res.Diagnostics = check.Accept(site, found, judged)
	res.Unreviewed = check.Unreviewed(site)
	for _, lang := range in.plan.Langs {
		res.Pages = append(res.Pages, LangPages{lang, in.plan.Pages(lang)})
	}
	return in, res, nil
}

// shown is what was loaded as pages are to show it: with what waits, when editors
// want to see it. The rules always judge what readers would get.
func shown(loaded *load.Loaded, opt Options) *load.Loaded {
	if !opt.Drafts {
		return loaded
	}
	out := *loaded
	out.Site = loaded.Site.WithDrafts()
	return &out
}

func (in *inputs) renderInput() render.Input {
	return render.Input{
		Site: in.loaded.Site, Plan: in.plan, Docs: in.docs, Words: in.words, Layouts: in.loaded.Layouts,
		Assets: in.assets, Date: in.opt.Date, Base: in.opt.Base, Preview: in.opt.preview(),
	}
}

// parse parses the Markdown of all pages.
func (in *inputs) parse(ctx context.Context) ([]diag.Diagnostic, error) {
	pages := in.loaded.Site.Pages
	parsers := newParsers(in.loaded.Site.Config)
	docs, faults := make([]*markdown.Doc, len(pages)), make([][]diag.Diagnostic, len(pages))
	err := in.each(ctx, len(pages), func(i int) error {
		docs[i], faults[i] = parsers.parse(pages[i])
		return nil
	})
	in.docs = make(check.Docs, len(pages))
	var found []diag.Diagnostic
	for i, p := range pages {
		in.docs[p.File] = docs[i]
		found = append(found, faults[i]...)
	}
	return found, err
}

// parsers read the Markdown of each language.
type parsers map[string]*markdown.Parser

// newParsers makes one for every language, also for those with help sheets only.
func newParsers(config *model.Config) parsers {
	out := parsers{}
	for _, lang := range config.Languages {
		l := locale.Language{ID: lang.ID, BCP47: lang.BCP47}
		printers, _ := locale.New([]locale.Language{l}, nil)
		outer, outerEnd, inner, innerEnd := printers.Printer(l.ID).Quotes()
		out[l.ID] = markdown.New(markdown.Quotes{Open: outer, Close: outerEnd, OpenSingle: inner, CloseSingle: innerEnd})
	}
	return out
}

func (ps parsers) parse(p *model.Page) (*markdown.Doc, []diag.Diagnostic) {
	return ps[p.Lang].Parse(markdown.Source{File: p.File, Line: p.BodyAt.Line, Body: p.Body})
}

// each runs work for 0 … n-1 on the workers. The first error stops the rest.
func (in *inputs) each(ctx context.Context, n int, work func(i int) error) error {
	group, ctx := errgroup.WithContext(ctx)
	var next atomic.Int64 // work is of unequal size: who is done takes the next piece
	for range max(in.opt.Jobs, 1) {
		group.Go(func() error {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return nil
				}
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := work(i); err != nil {
					return err
				}
			}
		})
	}
	return group.Wait()
}

// cause is err, or why the context ended if that is what stopped the work.
func cause(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return fmt.Errorf("stopped: %w", context.Cause(ctx))
	}
	return err
}
