package load

import (
	"regexp"
	"slices"
	"strconv"

	"gopkg.in/yaml.v3"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// tagGrammar is that of a language's BCP 47 tag, without its rarer forms.
var tagGrammar = regexp.MustCompile(model.TagPattern)

// baseGrammar is that of the site's own address: editions begin at its root.
var baseGrammar = regexp.MustCompile(`^https?://[^/]+/?$`)

// config decodes data/site.yaml. A site whose languages cannot be read has none:
// everything else is judged by them.
func (l *loader) config() {
	f := l.snap.File(siteFile)
	if f == nil {
		l.report(diag.NewError("file-missing", diag.Pos{File: siteFile}, "file", siteFile))
		return
	}
	read := l.memory.configured(l, f, func(l *loader) configRead { return l.readConfig(f) })
	l.langs = read.langs
	if l.langs != nil {
		l.site.Config = read.config
	}
}

// configRead is what data/site.yaml says, and the languages by which everything
// is judged; nil when they cannot be read.
type configRead struct {
	config *model.Config
	langs  []string
}

func (l *loader) readConfig(f *File) configRead {
	text, ok := l.text(f)
	if !ok {
		return configRead{}
	}
	root := l.document(siteFile, text, 1)
	if root == nil {
		return configRead{}
	}
	c := &model.Config{}
	l.langs = l.languages(root)
	l.fill(root, siteFile, string(model.KindSite), "", c)
	l.editions(c)
	if c.BaseURL != "" && !baseGrammar.MatchString(string(c.BaseURL)) {
		l.report(diag.NewError("url-invalid", c.At("base_url"), "value", string(c.BaseURL)))
	}
	l.budgets(c)
	if at := c.At("helpline_months"); at != c.At("") && c.HelplineMonths < 1 && !l.told(at) {
		l.report(diag.NewError("value-unknown", at, "key", "helpline_months", "value", strconv.Itoa(c.HelplineMonths), "allowed", "1, 2, 3 …"))
	}
	return configRead{c, l.langs}
}

// budgets refuses those that nothing could keep: a key without a number is not
// the same as no budget.
func (l *loader) budgets(c *model.Config) {
	for _, name := range model.BudgetNames() {
		budget := c.Budgets.Named(name)
		if budget == nil {
			continue
		}
		for _, number := range []struct {
			key   string
			value int
		}{{"kilobytes", budget.Kilobytes}, {"requests", budget.Requests}} {
			path := "budgets." + name + "." + number.key
			if at := c.At(path); at != c.At("budgets."+name) && number.value < 1 && !l.told(at) {
				l.report(diag.NewError("value-unknown", at, "key", path, "value", strconv.Itoa(number.value), "allowed", "1, 2, 3 …"))
			}
		}
	}
}

// languages are the ids of the editions, read ahead, because the texts of the
// same file are judged by them; nil when they are so wrong that judging anything
// by them would only tell the same fault again.
func (l *loader) languages(root *yaml.Node) []string {
	ahead := loader{snap: l.snap, site: &model.Site{}, faults: map[string]int{}, fields: l.fields}
	c := &model.Config{}
	ahead.fill(root, siteFile, string(model.KindSite), "", c)
	var out []string
	for _, lang := range c.Languages {
		if !idGrammar.MatchString(lang.ID) || !tagGrammar.MatchString(lang.BCP47) || slices.Contains(out, lang.ID) {
			return nil
		}
		out = append(out, lang.ID)
	}
	return out
}

// editions judges what the languages say of themselves and of each other.
func (l *loader) editions(c *model.Config) {
	seen := map[string]bool{}
	for i, lang := range c.Languages {
		p := model.Item("languages", i)
		switch {
		case lang.ID == "": // told already
		case seen[lang.ID]:
			l.report(diag.NewError("id-duplicate", c.At(p+".id"), "id", lang.ID, "other", siteFile))
		case !idGrammar.MatchString(lang.ID):
			l.report(diag.NewError("id-invalid", c.At(p+".id"), "value", lang.ID))
		}
		seen[lang.ID] = true
		if lang.BCP47 != "" && !tagGrammar.MatchString(lang.BCP47) {
			l.report(diag.NewError("id-invalid", c.At(p+".bcp47"), "value", lang.BCP47))
		}
		for _, key := range []struct{ name, lang string }{{"fallback", lang.Fallback}, {"derived_from", lang.DerivedFrom}} {
			if key.lang != "" && !l.speaks(key.lang) {
				l.report(l.unspoken(key.lang, c.At(p+"."+key.name)))
			}
		}
	}
}
