// Package render turns the loaded site into HTML.
//
// In go the site, its plan of addresses, the parsed pages, the interface words
// and the layouts; out comes one page per [route.Target]. For each page a view
// is assembled: plain data (view*.go), complete, in the page's language. The
// layout of the page's kind shows it and computes nothing, so a page's bytes
// depend on its view, its layout, the interface words and the program alone.
// Output is minified with the options that keep it valid and accessible
// (libraries.md 1: end tags, quotes, document tags stay).
//
// Refused are layouts that do not parse or fail on a view (diagnostics with the
// layout's line), and interface words that the program needs and i18n/ lacks.
// Nothing here reads a file or the clock; an [Engine] may be used by any number
// of goroutines.
package render

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"sync"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/check"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/monitor"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// Input is everything pages are made from.
type Input struct {
	Site    *model.Site
	Plan    *route.Plan
	Docs    check.Docs
	Words   *locale.Set
	Layouts map[string][]byte // path below layouts/ → text
	Assets  Assets
	Date    model.Date // the build's date
	Base    string     // path prefix of a preview or staging site: "" or "/staging"
	Preview bool       // for editors: a ribbon, doubts that readers never see, nothing for search engines
}

// DataFile is a published file of open data, known once it has been written.
type DataFile struct {
	Format string // "csv"
	Path   string // in the tree: "data/action-plan.csv"
	Size   int64
	SHA256 string
	Rows   int
}

// Engine renders the pages of one site.
type Engine struct {
	in       Input
	editions map[string]*edition
	layouts  *Layouts
	buffers  sync.Pool
	beside   Beside
	prints   map[string]Print // by page and language, for the link on them
	roll     monitor.Roll     // at the end of the last quarter reported
	calendar monitor.Calendar // on the build's date
}

// Parse reads the layouts, and says what is wrong with them and with the
// interface words, without a page. With faults the layouts are of no use.
func Parse(in Input) (*Layouts, []diag.Diagnostic) {
	layouts, found := ParseLayouts(in.Layouts, in.Words, in.Plan.Langs)
	return layouts, append(found, MissingWords(in)...)
}

// ParseLayouts is Parse without what depends on records and pages: the layouts
// are the same as long as their files, the words and the editions are.
func ParseLayouts(files map[string][]byte, words *locale.Set, langs []string) (*Layouts, []diag.Diagnostic) {
	return parseLayouts(files, words, langs, shared())
}

// New prepares an engine from layouts without faults.
func New(in Input, layouts *Layouts) (*Engine, []diag.Diagnostic) {
	for _, a := range []*Asset{&in.Assets.CSS, &in.Assets.JS, &in.Assets.QuietCSS, &in.Assets.QuietJS, &in.Assets.Icon} {
		if a.URL != "" {
			a.URL = in.Base + a.URL
		}
	}
	e := &Engine{in: in, layouts: layouts, editions: map[string]*edition{}, beside: nothing{}}
	last, _ := in.Site.LastQuarter()
	e.roll, e.calendar = monitor.At(in.Site, last), monitor.NewCalendar(in.Site, in.Date)
	e.buffers.New = func() any { return new(bytes.Buffer) }
	for _, lang := range in.Plan.Langs {
		ed, err := newEdition(e, lang)
		if err != nil {
			return nil, []diag.Diagnostic{diag.NewError("layout-failed", diag.Pos{File: "i18n/" + lang + ".yaml", Line: 1, Col: 1},
				"detail", err.Error(), "page", "")}
		}
		e.editions[lang] = ed
	}
	return e, nil
}

// Beside tells of the files that stand beside pages, whose names, sizes and
// digests pages carry. A page asks for what it shows, and for nothing else.
type Beside interface {
	Data(set string) []DataFile         // the files of a set of open data
	Together() []DataFile               // what tells of all open data at once
	Series(id string) []DataFile        // the figures of a series alone, and what it is
	Chart(path string) (DataFile, bool) // a drawing; false when there is none
	Cited(report string) []Reference    // the descriptions of a report
}

// SetBeside tells the engine whom to ask about the files beside pages. It is
// called before any page is rendered; pages of an engine that was not told show
// no such files.
func (e *Engine) SetBeside(b Beside) { e.beside = b }

// nothing is what stands beside pages as long as nobody was named.
type nothing struct{}

func (nothing) Data(string) []DataFile        { return nil }
func (nothing) Together() []DataFile          { return nil }
func (nothing) Series(string) []DataFile      { return nil }
func (nothing) Chart(string) (DataFile, bool) { return DataFile{}, false }
func (nothing) Cited(string) []Reference      { return nil }

// Page writes the page of a target. An error is a layout that failed on the
// view (see [LayoutFault]) or a write that failed.
func (e *Engine) Page(w io.Writer, t route.Target) error {
	layout, view, err := e.view(t)
	if err != nil {
		return fmt.Errorf("page %s: %w", t.Path, err)
	}
	words := e.layouts.of(e.lang(t))
	raw := e.buffer()
	defer e.buffers.Put(raw)
	if err := words.set.ExecuteTemplate(raw, own("base", layout), view); err != nil {
		return fmt.Errorf("page %s: %w", t.Path, err)
	}
	small := e.buffer()
	defer e.buffers.Put(small)
	if err := words.finish(small, raw.Bytes()); err != nil {
		return fmt.Errorf("minify %s: %w", t.Path, err)
	}
	_, err = w.Write(small.Bytes())
	return err
}

func (e *Engine) buffer() *bytes.Buffer {
	b := e.buffers.Get().(*bytes.Buffer)
	b.Reset()
	return b
}

// lang is the language whose words a target's layout uses; pages in all
// languages carry their words in the view.
func (e *Engine) lang(t route.Target) string {
	if _, edition := e.editions[t.Lang]; edition {
		return t.Lang
	}
	return e.in.Plan.Langs[0]
}

// view assembles the view of a target and names its layout.
func (e *Engine) view(t route.Target) (layout string, view any, err error) {
	switch t.Sort {
	case route.SortChooser:
		view, err = e.chooser()
		return "chooser", view, err
	case route.SortNotFound:
		view, err = e.chooser()
		return "chooser-not-found", view, err
	case route.SortSheet:
		view, err = e.sheet(t)
		return "sheet", view, err
	case route.SortRedirect:
		return "redirect", e.redirect(t), nil
	case route.SortPage:
		a := &assembler{edition: e.editions[t.Lang]}
		layout, view = a.page(t)
		a.describe(t, view)
		return layout, view, a.err
	case route.SortFacet:
		a := &assembler{edition: e.editions[t.Lang]}
		layout, view = a.facet(t)
		a.describe(t, view)
		return layout, view, a.err
	case route.SortRecord:
		a := &assembler{edition: e.editions[t.Lang]}
		layout, view = a.record(t)
		a.describe(t, view)
		return layout, view, a.err
	}
	return "", nil, fmt.Errorf("a %s is not a page", t.Sort)
}

// component renders the component that a named block of Markdown stands for.
func (e *Engine) component(lang, name string, view any) (template.HTML, error) {
	return e.layouts.of(lang).whole(name, view)
}
