package check

import (
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// recordTranslations: every text of a record stands in every language, and a
// translation was made from the words that stand there now.
func (c *checker) recordTranslations() {
	langs := c.written()
	for _, e := range c.site.Records() {
		texts := recordStates(c.site, e, langs)
		for _, t := range texts {
			c.missingWords(e.Record.Base(), t)
		}
		c.staleRecord(e.Record, texts)
	}
}

func (c *checker) missingWords(r *model.Record, t Translation) {
	for _, key := range t.Keys {
		// A key that is there without words has been reported.
		if r.At(key+"."+t.Lang) == r.At(key) {
			c.missing(t.Lang, diag.NewError("translation-missing", r.At(key), "language", c.name(t.Lang), "key", key))
		}
	}
}

// missing reports a text that a language lacks: it blocks a release where the
// law makes the language equal.
func (c *checker) missing(lang string, d diag.Diagnostic) {
	if c.site.Config.Language(lang).Official {
		c.blocks(d)
		return
	}
	d.Severity = diag.Warning
	c.report(d)
}

// staleRecord tells in one diagnostic what is out of date: one line accepts all.
func (c *checker) staleRecord(record model.Any, texts []Translation) {
	made, _ := origin(c.site, record)
	var stale []string
	anew := map[string]string{}
	for _, t := range texts {
		if t.State == StateStale {
			stale = append(stale, c.name(t.Lang))
		}
		if _, ok := made[t.Lang]; ok {
			anew[t.Lang] = t.Digest
		}
	}
	if len(stale) > 0 {
		c.report(diag.NewWarning("translation-stale", record.Base().At("translated_from"),
			"language", strings.Join(stale, ", "), "line", originLine(c.written(), nil, anew), "file", record.Base().At("").File))
	}
}

// pageTranslations: every page is written in every language, from the text that
// stands there now.
func (c *checker) pageTranslations() {
	langs := c.written()
	for _, id := range c.site.PageIDs() {
		for _, t := range pageStates(c.site, id, langs) {
			switch {
			case t.State == StateMissing && !t.Draft:
				c.missing(t.Lang, Fault(c.site, t))
			case t.State == StateStale:
				c.report(Fault(c.site, t))
			}
		}
	}
}

// Fault is the diagnostic for a text that is missing, stale or unreviewed, told of
// it alone, as a warning.
func Fault(site *model.Site, t Translation) diag.Diagnostic {
	name := site.Config.Language(t.Lang).Name
	switch {
	case t.State == StateStale:
		return diag.NewWarning("translation-stale", t.At, "language", name, "line", t.Line, "file", t.At.File)
	case t.State == StateUnreviewed:
		return diag.NewWarning("translation-unreviewed", t.At, "language", name, "line", t.Line, "file", t.At.File)
	case t.Kind == model.KindPage:
		return diag.NewWarning("page-translation-missing", t.Of, "page", t.ID, "language", name, "file", t.At.File)
	}
	return diag.NewWarning("translation-missing", t.At, "language", name, "key", strings.Join(t.Keys, ", "))
}

// OfTranslation reports whether a code tells how a text stands to the one it is
// made from.
func OfTranslation(code string) bool {
	return slices.Contains([]string{"translation-missing", "page-translation-missing", "translation-stale", "translation-unreviewed"}, code)
}

// Unreviewed counts the texts whose translation does not say what it was made
// from: records and pages, once per language.
func Unreviewed(site *model.Site) int {
	return Count(Translations(site), func(Translation) bool { return true })[StateUnreviewed]
}

func (c *checker) name(lang string) string { return c.site.Config.Language(lang).Name }
