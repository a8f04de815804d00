// Package check holds a loaded site to the rules of meaning: what each file
// says may be well formed and still be wrong, missing or out of date.
//
// In goes the site with its parsed pages and the day on which it is judged; out
// come diagnostics, one code per rule. All rules run, so all faults are shown
// together. Rules that depend on time are judged against the given day alone: an
// untouched folder raises its alarms when the day comes. What blocks only a
// release is a warning without [Options.Release] and an error with it.
package check

import (
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/markdown"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// Options say how a site is judged.
type Options struct {
	Date    model.Date // the build's date
	Release bool       // what must not be released is an error
}

// Docs are the parsed bodies of pages, by the page's file.
type Docs map[string]*markdown.Doc

// rule is one function with the codes it reports.
type rule func(*checker)

// rules are all rules, in the order of their files.
var rules = []rule{
	(*checker).objectives,
	(*checker).activities,
	(*checker).progress,
	(*checker).formerIDs,
	(*checker).confidential,
	(*checker).helplines,
	(*checker).recordTranslations,
	(*checker).pageTranslations,
	(*checker).home,
	(*checker).waiting,
	(*checker).years,
	(*checker).homeShows,
	(*checker).sheets,
	(*checker).links,
	(*checker).series,
	(*checker).documents,
	(*checker).smallCells,
	(*checker).confirm,
	(*checker).pageParity,
	(*checker).recordParity,
	(*checker).plainLanguage,
	(*checker).figures,
	(*checker).telephones,
	(*checker).forbiddenTerms,
}

// Site runs all rules and settles what site.yaml accepts.
func Site(site *model.Site, docs Docs, opt Options) []diag.Diagnostic {
	c := &checker{site: site, docs: docs, opt: opt, listed: map[model.Kind]bool{}}
	for _, kind := range model.ListedKinds() {
		c.listed[kind] = len(site.Listings(kind, opt.Date)) > 0
	}
	for _, r := range rules {
		r(c)
	}
	return diag.Sort(c.found)
}

type checker struct {
	site  *model.Site
	docs  Docs
	opt   Options
	found []diag.Diagnostic

	listed map[model.Kind]bool // whether a published page lists the records
}

func (c *checker) report(d diag.Diagnostic) { c.found = append(c.found, d) }

// blocks makes a diagnostic that stops a release and is a warning before it.
func (c *checker) blocks(d diag.Diagnostic) {
	d.Severity = diag.Warning
	if c.opt.Release {
		d.Severity = diag.Error
	}
	c.report(d)
}

// unreadable reports whether a value that is not known was written all the same:
// what is wrong with it has been told by load.
func unreadable(r *model.Record, key string) bool { return r.At(key) != r.At("") }

// written are the languages with a whole edition of their own.
func (c *checker) written() []model.Language { return c.site.Config.Editions() }
