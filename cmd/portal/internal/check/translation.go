package check

import (
	"fmt"
	"strconv"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// recordTranslations: every text of a record stands in every language, and a
// translation was made from the words that stand there now.
func (c *checker) recordTranslations() {
	for _, e := range c.site.Records() {
		r := e.Record.Base()
		for _, w := range model.WordsOf(e.Record) {
			for _, lang := range c.written() {
				// A key that is there without words has been reported.
				absent := r.At(w.Path+"."+lang.ID) == r.At(w.Path)
				if w.Text[lang.ID] == "" && !w.Optional && absent {
					c.missing(lang, diag.NewError("translation-missing", r.At(w.Path), "language", lang.Name, "key", w.Path))
				}
			}
		}
		c.staleRecord(e.Record)
	}
}

// missing reports a text that a language lacks: it blocks a release where the
// law makes the language equal.
func (c *checker) missing(lang model.Language, d diag.Diagnostic) {
	if lang.Official {
		c.blocks(d)
		return
	}
	d.Severity = diag.Warning
	c.report(d)
}

func (c *checker) staleRecord(record model.Any) {
	made, source := translation(record)
	if source == "" {
		source = c.site.Config.Source()
	}
	now := model.SourceDigest(record, source)
	var stale []string
	for _, lang := range c.written() {
		if d, ok := made[lang.ID]; ok && d != now {
			stale = append(stale, lang.Name)
		}
	}
	if len(stale) == 0 {
		return
	}
	var line []string
	for _, lang := range c.written() {
		if _, ok := made[lang.ID]; ok {
			line = append(line, lang.ID+": "+strconv.Quote(now)) // quoted: a digest may look like a number
		}
	}
	c.report(diag.NewWarning("translation-stale", record.Base().At("translated_from"),
		"language", strings.Join(stale, ", "), "line", "translated_from: {"+strings.Join(line, ", ")+"}"))
}

// pageTranslations: every page is written in every language, from the text that
// stands there now.
func (c *checker) pageTranslations() {
	for _, id := range c.site.PageIDs() {
		first := c.firstPage(id)
		for _, lang := range c.written() {
			p := c.site.Page(id, lang.ID)
			if p == nil {
				file := strings.TrimSuffix(first.File, "."+first.Lang+".md") + "." + lang.ID + ".md"
				if c.site.BrokenFile(file) {
					continue
				}
				c.missing(lang, diag.NewError("page-translation-missing", diag.Pos{File: first.File, Line: 1, Col: 1},
					"page", id, "language", lang.Name, "file", file))
				continue
			}
			c.stalePage(p)
		}
	}
}

// firstPage is the page in the first language that has it.
func (c *checker) firstPage(id string) *model.Page {
	for _, lang := range c.site.Config.Fallbacks(c.site.Config.Source()) {
		if p := c.site.Page(id, lang); p != nil {
			return p
		}
	}
	return nil
}

func (c *checker) stalePage(p *model.Page) {
	if p.TranslatedFrom == nil {
		return
	}
	source := c.site.Page(p.ID, p.TranslatedFrom.Lang)
	if source == nil || source.SourceDigest() == p.TranslatedFrom.Digest {
		return
	}
	c.report(diag.NewWarning("translation-stale", p.At("translated_from"), "language", c.site.Config.Language(p.Lang).Name,
		"line", fmt.Sprintf("translated_from: {lang: %s, digest: %q}", source.Lang, source.SourceDigest())))
}

// Unreviewed counts the texts whose translation does not say what it was made
// from: records and pages, once per language.
func Unreviewed(site *model.Site) int {
	c, n := &checker{site: site}, 0
	for _, e := range site.Records() {
		made, source := translation(e.Record)
		if source == "" {
			source = site.Config.Source()
		}
		if len(model.WordsOf(e.Record)) == 0 {
			continue
		}
		for _, lang := range c.written() {
			if _, ok := made[lang.ID]; !ok && lang.ID != source {
				n++
			}
		}
	}
	for _, p := range site.Pages {
		source := p.SourceLanguage
		if source == "" {
			source = site.Config.Source()
		}
		if p.Lang != source && p.TranslatedFrom == nil {
			n++
		}
	}
	return n
}

// translation is what a record says of its translations.
func translation(record model.Any) (model.Origin, string) {
	if t, ok := record.(interface{ Origin() *model.Translated }); ok {
		return t.Origin().TranslatedFrom, t.Origin().SourceLanguage
	}
	return nil, ""
}
