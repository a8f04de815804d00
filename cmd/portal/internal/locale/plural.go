package locale

import (
	"maps"
	"slices"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// categories are the plural categories of CLDR in their usual order.
var categories = [...]string{"zero", "one", "two", "few", "many", "other"}

// rules are the plural rules of one language, as go-i18n knows them.
type rules struct {
	tag    language.Tag
	bundle *i18n.Bundle
	forms  []string // the categories that the language uses, in CLDR order
}

// rulesOf finds the rules of a language. One that go-i18n does not know (Romani,
// say) counts as English does: one, other.
//
// A bundle of its own for each language keeps go-i18n from matching tags, where
// "sr" and "sr-Latn" could answer for each other.
func rulesOf(tag language.Tag) rules {
	// The message without a key has each category's name as that category's text.
	form := &i18n.Message{Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other"}
	r := rules{tag: tag, bundle: i18n.NewBundle(tag)}
	if err := r.bundle.AddMessages(tag, form); err != nil {
		r = rules{tag: language.English, bundle: i18n.NewBundle(language.English)}
		r.bundle.MustAddMessages(r.tag, form)
	}
	r.forms = formsOf(r.localizer())
	return r
}

func (r rules) localizer() *i18n.Localizer { return i18n.NewLocalizer(r.bundle, r.tag.String()) }

// formsOf finds the categories that go-i18n does not list by asking about numbers
// that between them show every category of every language: the rules look at the
// last two digits, at millions and at decimals.
func formsOf(localizer *i18n.Localizer) []string {
	samples := []any{1000000, "0.0", "0.1", "0.2", "1.0", "1.1", "1.5", "2.0", "10.1"}
	for n := range 101 {
		samples = append(samples, n)
	}
	used := make(map[string]bool)
	for _, n := range samples {
		form, err := localizer.Localize(&i18n.LocalizeConfig{
			PluralCount: n, TemplateData: arguments{}, TemplateParser: parser{},
		})
		if err == nil {
			used[form] = true
		}
	}
	var forms []string
	for _, c := range categories {
		if used[c] {
			forms = append(forms, c)
		}
	}
	return forms
}

// pluralKeys are the messages that count: those to which any language gives a
// form besides "other".
func pluralKeys(langs []Language, words map[string]Catalogue) map[string]bool {
	plural := make(map[string]bool)
	for _, l := range langs {
		for key, m := range words[l.ID] {
			for form := range m.Forms {
				if form != "other" {
					plural[key] = true
				}
			}
		}
	}
	return plural
}

// placeholders are the names in all forms of a message, sorted, each once, and
// the forms that cannot be read, with the part that is wrong.
func placeholders(forms map[string]string) (names []string, bad map[string]string) {
	for _, form := range slices.Sorted(maps.Keys(forms)) {
		t, wrong := cut(forms[form])
		if wrong != "" {
			if bad == nil {
				bad = make(map[string]string)
			}
			bad[form] = wrong
		}
		names = append(names, t.names()...)
	}
	slices.Sort(names)
	return slices.Compact(names), bad
}
