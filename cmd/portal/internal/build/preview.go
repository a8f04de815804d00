package build

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/check"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/markdown"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/render"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// Preview keeps a site folder in memory, so that an editor sees a save at once:
// after a change only what has other bytes is read, decoded and parsed again, and
// only the files that somebody asks for are made ([Moment.File]). They are, byte
// for byte, those of a build with the same options.
//
// Layouts, words and assets are made anew when one of their files changes. Routes
// and what all pages of an edition share are made anew each time: that takes less
// than knowing what has to be (decision 0008).
type Preview struct {
	opt    Options
	memory load.Memory

	tags    string // of the languages that parsers are made for
	parsers parsers
	docs    map[*model.Page]parsedPage
	words   kept[*locale.Set]
	assets  kept[assetsMade]
	layouts kept[*render.Layouts]
	tables  *tables

	last *Moment
}

// parsedPage is the body of a page.
type parsedPage struct {
	doc   *markdown.Doc
	found []diag.Diagnostic
}

// assetsMade is what pages load.
type assetsMade struct {
	files []render.AssetFile
	names render.Assets
	err   error
}

// kept is what was made last, and of what.
type kept[T any] struct {
	made  bool
	of    [sha256.Size]byte
	value T
	found []diag.Diagnostic
}

// from is what make makes, unless it was made of the same before.
func (k *kept[T]) from(of [sha256.Size]byte, make func() (T, []diag.Diagnostic)) (T, []diag.Diagnostic) {
	if !k.made || k.of != of {
		k.value, k.found = make()
		k.made, k.of = true, of
	}
	return k.value, k.found
}

// mostParts is when layouts are parsed anew, to be rid of what they keep of sites
// that are long gone: some 20 MB.
const mostParts = 20_000

// NewPreview prepares to preview a folder. Of the options Folder, Base, Preview,
// Drafts, Date and Jobs count.
func NewPreview(opt Options) *Preview {
	return &Preview{opt: opt, docs: map[*model.Page]parsedPage{}, tables: newTables()}
}

// Now is the folder as it is now. changed says which files must be read whatever
// they look like from outside; nil reads all. One goroutine asks at a time.
//
// An error is a fault of the machine; everything that is wrong with the folder is
// in the moment, except for what only its rules bring to light ([Moment.Rules]).
func (p *Preview) Now(ctx context.Context, changed func(path string) bool) (*Moment, error) {
	loaded, found, err := p.memory.Site(p.opt.Folder, changed)
	if err != nil {
		return nil, err
	}
	digest := loaded.Snapshot.Digest()
	if p.last != nil && p.last.Digest == digest {
		return p.last, nil
	}
	m := &Moment{Digest: digest, Line: loaded.Snapshot.Line, Found: found}
	if loaded.Site.Config != nil { // nothing can be said without languages
		if err := p.make(ctx, m, loaded); err != nil {
			return nil, err
		}
	}
	m.Found = diag.Sort(m.Found)
	p.last = m
	return m, nil
}

// make goes the way of [read], as far as a page needs it.
func (p *Preview) make(ctx context.Context, m *Moment, loaded *load.Loaded) error {
	in := &inputs{opt: p.opt, loaded: shown(loaded, p.opt)}
	if in.opt.Date.IsZero() {
		in.opt.Date = loaded.Site.Newest()
	}
	found, err := p.parse(ctx, in)
	if err != nil {
		return err
	}
	m.Found = append(m.Found, found...)
	in.plan, found = route.New(in.loaded.Site, in.opt.Date)
	m.judged = p.judged(in, loaded)
	if m.judged.plan != in.plan {
		_, found = route.New(loaded.Site, in.opt.Date) // what readers would get is what counts
	}
	m.Found = append(m.Found, found...)
	found, err = p.shared(in)
	if err != nil {
		return err
	}
	m.judged.words, m.judged.files, m.judged.assets, m.judged.layouts = in.words, in.files, in.assets, in.layouts
	m.Found = append(m.Found, found...)
	m.inputs = in
	if errs, _ := diag.Count(m.Found); errs == 0 {
		m.open(p.tables)
	}
	return nil
}

// judged are the inputs as the rules see them: the site of readers, without what
// waits and without a preview's marks.
func (p *Preview) judged(in *inputs, loaded *load.Loaded) *inputs {
	out := *in
	out.loaded, out.opt.Preview, out.opt.Drafts, out.opt.Jobs = loaded, false, false, 1
	waits := false
	for _, page := range loaded.Site.Pages {
		waits = waits || page.Waits(in.opt.Date)
	}
	if waits && p.opt.Drafts {
		out.plan, _ = route.New(loaded.Site, in.opt.Date)
	}
	return &out
}

// parse parses the bodies of the pages that are new.
func (p *Preview) parse(ctx context.Context, in *inputs) ([]diag.Diagnostic, error) {
	config := in.loaded.Site.Config
	tags := ""
	for _, l := range config.Languages {
		tags += l.ID + " " + l.BCP47 + "\n"
	}
	if p.tags != tags {
		p.tags, p.parsers, p.docs = tags, newParsers(config), map[*model.Page]parsedPage{}
	}
	pages := in.loaded.Site.Pages
	parsed := make([]parsedPage, len(pages))
	err := in.each(ctx, len(pages), func(i int) error {
		known, ok := p.docs[pages[i]]
		if !ok {
			known.doc, known.found = p.parsers.parse(pages[i])
		}
		parsed[i] = known
		return nil
	})
	if err != nil {
		return nil, err
	}
	p.docs = make(map[*model.Page]parsedPage, len(pages))
	in.docs = make(check.Docs, len(pages))
	var found []diag.Diagnostic
	for i, page := range pages {
		p.docs[page], in.docs[page.File] = parsed[i], parsed[i].doc
		found = append(found, parsed[i].found...)
	}
	return found, nil
}

// shared makes what pages share: words, assets and layouts.
func (p *Preview) shared(in *inputs) ([]diag.Diagnostic, error) {
	snap := in.loaded.Snapshot
	wordsOf := keyOf(snap.DigestOf("i18n/"), in.loaded.Languages)
	words, found := p.words.from(wordsOf, func() (*locale.Set, []diag.Diagnostic) {
		return locale.New(in.loaded.Languages, in.loaded.Words)
	})
	assets, broken := p.assets.from(snap.DigestOf("static/", "layouts/"), func() (assetsMade, []diag.Diagnostic) {
		files, names, err := render.BuildAssets(in.loaded.Assets())
		faults, err := render.AssetFault(err)
		return assetsMade{files, names, err}, faults
	})
	if p.layouts.made && p.layouts.value != nil && p.layouts.value.Parts() > mostParts {
		p.layouts.made = false
	}
	layouts, faults := p.layouts.from(keyOf(snap.DigestOf("layouts/"), wordsOf, in.plan.Langs), func() (*render.Layouts, []diag.Diagnostic) {
		return render.ParseLayouts(in.loaded.Layouts, words, in.plan.Langs)
	})
	in.words, in.files, in.assets, in.layouts = words, assets.files, assets.names, layouts
	found = slices.Concat(found, faults, broken)
	return append(found, render.MissingWords(in.renderInput())...), assets.err
}

// keyOf identifies values that print as what they are.
func keyOf(values ...any) [sha256.Size]byte { return sha256.Sum256(fmt.Appendf(nil, "%q", values)) }

// Rules runs the rules over the folder: the result is that of [Check] but for
// what only a page brings to light, which [Moment.Rest] adds.
func (m *Moment) Rules() *Result {
	res := &Result{Line: m.Line, Diagnostics: m.Found}
	if m.judged == nil {
		return res
	}
	site, judged := m.judged.loaded.Site, check.Options{Date: m.judged.opt.Date, Release: m.judged.opt.Release}
	found := append(append([]diag.Diagnostic(nil), m.Found...), check.Site(site, m.judged.docs, judged)...)
	res.Diagnostics = check.Accept(site, found, judged)
	res.Unreviewed = check.Unreviewed(site)
	return res
}

// Rest adds to the result of [Moment.Rules] what is found when every page is
// made. It takes as long as making them, and ends with the context.
func (m *Moment) Rest(ctx context.Context, rules *Result) (*Result, error) {
	if m.judged == nil || rules.Failed() {
		return rules, nil
	}
	res := *rules
	err := m.judged.dryRun(ctx, &res)
	return &res, cause(ctx, err)
}

// ErrUnmade is why a page cannot be made of a folder that breaks a rule: a view
// takes for granted what the rules make sure of.
var ErrUnmade = errors.New("the page cannot be made")
