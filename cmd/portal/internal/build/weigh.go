package build

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/check"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/release"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// The brotli qualities of weighing: an estimate is quick and a little too
// heavy, what is released is measured as it will be served.
const (
	estimate = 5
	measure  = 11
)

// Weight is the heaviest page of a budget.
type Weight struct {
	Budget   string // one of [model.BudgetNames]
	Page     string // its address
	Bytes    int64
	Requests int
	Limit    int64 // bytes; 0 when the folder sets no budget
}

// scale weighs pages while they are written. Compressing every page would take
// longer than making it; a page is compressed only when, by its size alone, it
// could be over its budget or heavier than all before it. Which pages those are
// depends on the order of the workers; the heaviest page and those over their
// budget do not.
type scale struct {
	*release.Scale
	site    *model.Site
	date    model.Date
	report  bool // the heaviest pages are told, not only those over their budget
	buffers sync.Pool

	mu       sync.Mutex
	heaviest map[string]release.Weight // by budget
	over     []heavy
}

// heavy is a page over its budget, with the file that it is made from.
type heavy struct {
	file, budget string
	weight       release.Weight
}

func newScale(in *inputs, report bool) (*scale, error) {
	quality := estimate
	if in.opt.Release {
		quality = measure
	}
	base, err := release.NewScale(in.expect(), quality)
	s := &scale{Scale: base, site: in.loaded.Site, date: in.opt.Date, report: report, heaviest: map[string]release.Weight{}}
	s.buffers.New = func() any { return new(bytes.Buffer) }
	return s, err
}

func (s *scale) buffer() *bytes.Buffer {
	b := s.buffers.Get().(*bytes.Buffer)
	b.Reset()
	return b
}

// budget names a budget of the folder; nil when it sets none.
func (s *scale) budget(name string) *model.Budget { return s.site.Config.Budgets.Named(name) }

// of is the budget that a target's page is held to. A redirect has none: a
// browser leaves it before it has loaded anything.
func (s *scale) of(t route.Target) string {
	switch {
	case t.Sort == route.SortRedirect:
		return ""
	case t.Sort == route.SortSheet, t.Sort == route.SortPage && s.site.InHelp(t.ID, t.Lang, s.date):
		return model.BudgetHelp
	case t.Sort == route.SortPage && s.site.Best(t.ID, t.Lang, s.date).Kind.Printed():
		return model.BudgetDocument // who opens a whole strategy has asked for all of it
	}
	return model.BudgetOther
}

// weigh judges a page that was written. facts is what was found in it, nil when
// nobody has looked yet.
func (s *scale) weigh(t route.Target, html []byte, facts *release.Page) {
	name := s.of(t)
	if name == "" {
		return
	}
	if facts == nil {
		if s.harmless(name, s.Most(t.Path, html)) {
			return
		}
		facts = release.Scan(t.Path, html)
	}
	w, weighed := s.Page(t.Path, html, facts, func(atMost release.Weight) bool { return s.worth(name, atMost) })
	s.mu.Lock()
	defer s.mu.Unlock()
	if script := w.Scripts(); script.Requests > 0 {
		s.keep(model.BudgetScript, script)
	}
	if !weighed {
		return
	}
	s.keep(name, w)
	if exceeds(w, s.budget(name)) {
		s.over = append(s.over, heavy{s.file(t), name, w})
	}
}

// harmless reports whether a page need not even be read to know that it keeps
// its budgets, when nothing else is asked.
func (s *scale) harmless(budget string, most release.Weight) bool {
	return !s.report && !exceeds(most, s.budget(budget)) && !exceeds(most.Scripts(), s.budget(model.BudgetScript))
}

// worth reports whether a page's true weight could matter.
func (s *scale) worth(budget string, atMost release.Weight) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return exceeds(atMost, s.budget(budget)) || s.report && atMost.Bytes >= s.heaviest[budget].Bytes
}

// keep remembers the heaviest page; of equals the first by path, so that the
// answer does not depend on workers.
func (s *scale) keep(budget string, w release.Weight) {
	now, ok := s.heaviest[budget]
	if !ok || cmp.Or(cmp.Compare(w.Bytes, now.Bytes), strings.Compare(now.Page, w.Page)) > 0 {
		s.heaviest[budget] = w
	}
}

func exceeds(w release.Weight, b *model.Budget) bool {
	return b != nil && (w.Bytes > b.Bytes() || b.Requests > 0 && w.Requests > b.Requests)
}

// file is where an editor can make a page lighter, or accept what it weighs.
func (s *scale) file(t route.Target) string {
	switch t.Sort {
	case route.SortPage, route.SortSheet:
		if p := s.site.Best(t.ID, t.Lang, s.date); p != nil {
			return p.File
		}
	case route.SortRecord:
		if file := s.site.FileOf(t.Kind, t.ID); file != "" {
			return file
		}
	}
	return s.site.Config.File
}

// judge reports what was weighed: one diagnostic for each file, about the
// heaviest page that is made from it.
func (s *scale) judge(in *inputs, res *Result) {
	slices.SortFunc(s.over, func(a, b heavy) int {
		return cmp.Or(strings.Compare(a.file, b.file), cmp.Compare(b.weight.Bytes, a.weight.Bytes), strings.Compare(a.weight.Page, b.weight.Page))
	})
	var found []diag.Diagnostic
	for _, h := range slices.CompactFunc(s.over, func(a, b heavy) bool { return a.file == b.file }) {
		found = append(found, s.fault(diag.Pos{File: h.file, Line: 1, Col: 1}, h.budget, h.weight, in.opt.Release))
	}
	if script, ok := s.heaviest[model.BudgetScript]; ok && exceeds(script, s.budget(model.BudgetScript)) {
		found = append(found, s.fault(s.site.Config.At("budgets."+model.BudgetScript), model.BudgetScript, script, in.opt.Release))
	}
	judged := check.Options{Date: in.opt.Date, Release: in.opt.Release}
	res.Diagnostics = diag.Sort(append(res.Diagnostics, check.AcceptMeasured(s.site, found, judged)...))
	for _, name := range model.BudgetNames() {
		if w, ok := s.heaviest[name]; ok && s.report {
			res.Weights = append(res.Weights, s.told(name, w))
		}
	}
}

func (s *scale) told(budget string, w release.Weight) Weight {
	out := Weight{Budget: budget, Page: route.AddressOf(w.Page), Bytes: w.Bytes, Requests: w.Requests}
	if b := s.budget(budget); b != nil {
		out.Limit = b.Bytes()
	}
	return out
}

// largest is how many parts of a page a fault names.
const largest = 3

func (s *scale) fault(at diag.Pos, budget string, w release.Weight, blocks bool) diag.Diagnostic {
	b := s.budget(budget)
	most := "–"
	if b.Requests > 0 {
		most = strconv.Itoa(b.Requests)
	}
	var parts []string
	for _, p := range w.Parts[:min(len(w.Parts), largest)] {
		parts = append(parts, fmt.Sprintf("%s %d", route.AddressOf(p.Path), p.Bytes))
	}
	d := diag.NewWarning("page-heavy", at, "page", route.AddressOf(w.Page), "budget", budget,
		"bytes", strconv.FormatInt(w.Bytes, 10), "limit", strconv.FormatInt(b.Bytes(), 10),
		"requests", strconv.Itoa(w.Requests), "most", most, "parts", strings.Join(parts, ", "))
	if blocks {
		d.Severity = diag.Error
	}
	return d
}
