// Package locale turns keys, numbers, dates and diagnostics into words.
//
// In go the languages of a site (an id and a BCP 47 tag each) and their
// catalogues: the readers' words of i18n/, decoded by package load to plain
// maps with positions. [New] compares them and says what does not fit: a
// missing or surplus message, plural forms that are not those of the language
// (CLDR), a placeholder that cannot be read or that other languages lack.
// Out come a [Set] and from it one [Printer] per language, which gives
// messages, plurals, numbers, money, dates, lists and the order of words.
//
// The only thing a message may contain besides text is a placeholder such as
// {{.name}}; a catalogue cannot compute, loop or call. What a language
// counts as singular and plural comes from go-i18n, separators and currency
// symbols from golang.org/x/text (CLDR); month names and the order of a date,
// which x/text does not have, are tables here. A language without a table (say
// "de" in a test) gets its own plurals and numbers all the same, ISO dates and
// lists with commas.
//
// The package also holds what the program itself says to editors, in Albanian,
// Serbian and English ([Teller], [Explain], [Say]). Those catalogues are embedded, so
// that a broken i18n/ can still be explained.
//
// Refused are never panics but errors (a key or argument that does not exist is
// a fault of a layout). Nothing here reads a file, the clock or the machine's
// own locale. Everything is safe for use by several goroutines at once.
package locale

import (
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// Language is one language of a site: the id used in file names and addresses,
// and the BCP 47 tag, for example "sr" and "sr-Latn".
type Language struct{ ID, BCP47 string }

// Set holds a Printer for each language of a site. It does not change.
type Set struct{ printers map[string]*Printer }

// Printer writes in one language. It does not change.
type Printer struct {
	lang      Language
	tag       language.Tag
	messages  map[string]entry
	localizer *i18n.Localizer
	symbols   symbols
	style     style
	collators *sync.Pool
	letters   *sync.Pool // collators to which an accent makes no other letter
}

// New makes the printers of langs from their catalogues, keyed by language id,
// and reports what is wrong with the catalogues. The first language that has a
// catalogue is the reference for the others. The Set can be used whatever is
// reported: a message that could not be taken is an error when it is asked for.
// Catalogues of languages that are not in langs are not looked at.
func New(langs []Language, words map[string]Catalogue) (*Set, []diag.Diagnostic) {
	plural := pluralKeys(langs, words)
	set := &Set{printers: make(map[string]*Printer, len(langs))}
	forms := make(map[string][]string, len(langs))
	for _, l := range langs {
		r := rulesOf(parseTag(l.BCP47))
		set.printers[l.ID], forms[l.ID] = newPrinter(l, r, words[l.ID], plural), r.forms
	}
	return set, completeness(langs, words, plural, forms)
}

// Printer gives the printer of the language with this id. For an id that is not
// in the set it gives one without words that takes the id as the tag.
func (s *Set) Printer(lang string) *Printer {
	if p, ok := s.printers[lang]; ok {
		return p
	}
	return newPrinter(Language{ID: lang, BCP47: lang}, rulesOf(parseTag(lang)), nil, nil)
}

func newPrinter(l Language, r rules, words Catalogue, plural map[string]bool) *Printer {
	tag := parseTag(l.BCP47)
	return &Printer{
		lang: l, tag: tag, messages: compile(r, words, plural), localizer: r.localizer(),
		symbols: symbolsOf(tag), style: styleOf(tag), collators: newCollators(tag), letters: newCollators(tag, collate.Loose),
	}
}

// ISO3 is the code of three letters of the printer's language (ISO 639-3): "sqi".
func (p *Printer) ISO3() string {
	base, _ := p.tag.Base()
	return base.ISO3()
}

// parseTag takes a tag that cannot be read for the undetermined language, whose
// conventions are CLDR's root.
func parseTag(bcp47 string) language.Tag {
	tag, err := language.Parse(bcp47)
	if err != nil {
		return language.Und
	}
	return tag
}
