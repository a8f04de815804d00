package locale

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// newCollators keeps collators for reuse: making one costs more than comparing,
// and one must not be shared between goroutines.
//
// x/text has no order for Serbian in Latin script (it would put č beside c and
// dž inside d); Croatian has the same alphabet. Words in which nj, lj or dž are
// two letters (injekcija, nadživeti) come out as if they were one, as in any
// collation.
func newCollators(tag language.Tag, options ...collate.Option) *sync.Pool {
	base, _ := tag.Base()
	script, _ := tag.Script()
	if base.String() == "sr" && script.String() == "Latn" {
		tag = language.Croatian
	}
	return &sync.Pool{New: func() any { return collate.New(tag, options...) }}
}

// Compare gives the order of two texts in the alphabet of the language: negative,
// 0 or positive. Only equal texts give 0, so that an order never depends on
// where a text came from.
func (p *Printer) Compare(a, b string) int {
	c := p.collators.Get().(*collate.Collator)
	defer p.collators.Put(c)
	return cmp.Or(c.CompareString(a, b), strings.Compare(a, b))
}

// Sort puts list into the alphabetical order of text(item). Equal texts keep
// their order. It is faster than sorting by Compare, because each text is
// looked at once.
func Sort[T any](p *Printer, list []T, text func(T) string) {
	type keyed struct {
		item T
		key  []byte
		text string
	}
	c := p.collators.Get().(*collate.Collator)
	defer p.collators.Put(c)
	var buffer collate.Buffer
	all := make([]keyed, len(list))
	for i, item := range list {
		t := text(item)
		all[i] = keyed{item, c.KeyFromString(&buffer, t), t}
	}
	slices.SortStableFunc(all, func(a, b keyed) int {
		return cmp.Or(slices.Compare(a.key, b.key), strings.Compare(a.text, b.text))
	})
	for i := range all {
		list[i] = all[i].item
	}
}

// Initial is the letter under which the language files a word: the first letter
// without accents that are no letters of their own, or the first two where they
// are one letter of the alphabet (sq "Dh", sr "Lj").
func (p *Printer) Initial(word string) string {
	runes := []rune(strings.ToUpper(word))
	if len(runes) == 0 {
		return ""
	}
	if len(runes) > 1 && slices.Contains(p.style.digraphs, string(runes[:2])) {
		return string(runes[:1]) + strings.ToLower(string(runes[1:2]))
	}
	return p.plain(runes[0])
}

// plain is the letter of A to Z that a letter is to the language, accents apart:
// É is E everywhere, Š is S in English and a letter of its own in Serbian.
func (p *Printer) plain(letter rune) string {
	own := string(letter)
	if letter < utf8.RuneSelf || !unicode.IsLetter(letter) {
		return own
	}
	c := p.letters.Get().(*collate.Collator)
	defer p.letters.Put(c)
	for base := 'A'; base <= 'Z'; base++ {
		if c.CompareString(string(base), own) == 0 {
			return string(base)
		}
	}
	return own
}
