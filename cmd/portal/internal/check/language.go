package check

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/markdown"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// plainLanguage: pages for readers in need have short sentences, and every
// abbreviation on them stands in the glossary.
func (c *checker) plainLanguage() {
	rule := c.site.Config.PlainLanguage
	if rule == nil {
		return
	}
	explained := map[string]map[string]bool{}
	for _, lang := range c.written() {
		explained[lang.ID] = c.explained(lang.ID)
	}
	for _, p := range c.site.Pages {
		doc := c.docs[p.File]
		if doc == nil || !slices.ContainsFunc(rule.Pages, func(id string) bool { return p.ID == id || strings.HasPrefix(p.ID, id+"/") }) {
			continue
		}
		total := 0
		for _, s := range doc.Sentences {
			n := len(strings.Fields(s.Text))
			total += n
			if n > rule.Longest {
				c.report(diag.NewWarning("sentence-long", s.Pos, "words", strconv.Itoa(n), "limit", strconv.Itoa(rule.Longest)))
			}
			c.unexplained(s, explained[p.Lang])
		}
		if n := len(doc.Sentences); n > 0 && total > rule.Mean*n {
			c.report(diag.NewWarning("sentences-long", p.BodyAt, "mean", strconv.FormatFloat(float64(total)/float64(n), 'f', 1, 64), "limit", strconv.Itoa(rule.Mean)))
		}
	}
}

// abbreviated is a word in capitals, without the ending that Albanian adds.
var abbreviated = regexp.MustCompile(`\b\p{Lu}{2,}\b`)

// unexplained reports an abbreviation that the glossary lacks, once a sentence.
func (c *checker) unexplained(s markdown.Sentence, explained map[string]bool) {
	for _, word := range abbreviated.FindAllString(s.Text, -1) {
		if explained != nil && !explained[word] {
			c.report(diag.NewWarning("term-unexplained", s.Pos, "term", word))
			return
		}
	}
}

// explained are the words in capitals that the glossary has in a language, as an
// abbreviation, in a term or in another form of it.
func (c *checker) explained(lang string) map[string]bool {
	out := map[string]bool{}
	for _, t := range c.site.Terms.All {
		for _, form := range append([]string{t.Abbreviation[lang], t.Term[lang]}, t.Variants[lang]...) {
			for _, word := range abbreviated.FindAllString(form, -1) {
				out[word] = true
			}
		}
	}
	return out
}

// plainNumber are the numbers that need no source beside them: years, the codes
// of the plan, of laws and of quarters, and names such as UTF-8 and RFC 4180.
var plainNumber = regexp.MustCompile(`\pL+-?\d+|\b[A-Z]{2,} \d+|\b(?:19|20)\d\d(?:[–-](?:19|20)\d\d)?\b|\d+(?:\.\d+){2,}|\b[1-4]\.[1-9]\b|\d\d/[A-Z]-\d+|\d+/\d{4}`)

// figures: a figure in prose leads to its record, its source or a footnote.
func (c *checker) figures() {
	for _, p := range c.site.Pages {
		doc := c.docs[p.File]
		if doc == nil {
			continue
		}
		for _, s := range doc.Sentences {
			if s.Tied {
				continue
			}
			if !strings.ContainsAny(s.Text, "0123456789") {
				continue
			}
			if n, _ := nextNumber(plainNumber.ReplaceAllString(s.Text, "")); n != "" {
				c.report(diag.NewWarning("figure-unsourced", s.Pos, "number", n))
			}
		}
	}
}

// telephone is what looks like a phone number: an international prefix, a
// leading zero and groups of digits, or a short European number (116 xxx).
var telephone = regexp.MustCompile(`(?:\+|\b00)\d[\d ]{7,}\d|\b0\d{2,3}[ /-]?\d{2,3}[ -]?\d{2,3}\b|\b116 ?\d{3}\b`)

// telephones: a phone number stands in data/helplines and nowhere else, so that
// there is one place to correct it.
func (c *checker) telephones() {
	for _, p := range c.site.Pages {
		doc := c.docs[p.File]
		if doc == nil {
			continue
		}
		for _, s := range doc.Sentences {
			c.telephone(s.Text, s.Pos)
		}
	}
	for _, e := range c.site.Records() {
		if e.Kind == model.KindHelpline {
			continue
		}
		c.eachWords(e, func(_, text string, at diag.Pos) { c.telephone(text, at) })
	}
}

func (c *checker) telephone(text string, at diag.Pos) {
	if !strings.ContainsAny(text, "+01") {
		return // what a number needs, looked for at a hundredth of the price
	}
	if n := telephone.FindString(text); n != "" {
		c.report(diag.NewError("phone-in-text", at, "number", n))
	}
}

// eachWords visits the texts of a record in every language.
func (c *checker) eachWords(e model.Entry, visit func(lang, text string, at diag.Pos)) {
	r := e.Record.Base()
	for _, w := range model.WordsOf(e.Record) {
		for _, lang := range c.written() {
			if text := w.Text[lang.ID]; text != "" {
				visit(lang.ID, text, r.At(w.Path+"."+lang.ID))
			}
		}
	}
}

// forbiddenTerms: the glossary's wrong forms stand nowhere but in the glossary.
func (c *checker) forbiddenTerms() {
	bans := map[string]ban{}
	for _, lang := range c.written() {
		bans[lang.ID] = c.ban(lang.ID)
	}
	for _, p := range c.site.Pages {
		if doc := c.docs[p.File]; doc != nil && bans[p.Lang] != nil {
			for _, s := range doc.Sentences {
				c.forbidden(bans[p.Lang], s)
			}
		}
	}
	for _, e := range c.site.Records() {
		if e.Kind == model.KindTerm {
			continue
		}
		c.eachWords(e, func(lang, text string, at diag.Pos) {
			if bans[lang] != nil {
				c.forbidden(bans[lang], markdown.Sentence{Text: text, Pos: at})
			}
		})
	}
}

// ban is the wrong forms of one language, by their first word in lower case, so
// that a text is read once whatever their number.
type ban map[string][]banned

type banned struct{ form, instead string } // the form in lower case

// ban gathers the wrong forms of a language; nil when there are none.
func (c *checker) ban(lang string) ban {
	b := ban{}
	for _, t := range c.site.Terms.All {
		for _, form := range t.Forbidden[lang] {
			form = strings.ToLower(form)
			first := form[:wordEnd(form)]
			b[first] = append(b[first], banned{form, t.Term[lang]})
		}
	}
	if len(b) == 0 {
		return nil
	}
	for _, forms := range b {
		slices.SortStableFunc(forms, func(x, y banned) int { return len(y.form) - len(x.form) }) // the longest wins
	}
	return b
}

// wordEnd is the length of the run of letters and digits a text begins with, or
// of its first character when that is neither.
func wordEnd(s string) int {
	for i, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return max(i, utf8.RuneLen(r))
		}
	}
	return len(s)
}

// quoted is a form that is spoken of, not used.
var quoted = regexp.MustCompile(`„[^“”]*[“”]|“[^”]*”|"[^"]*"|«[^»]*»`)

// forbidden reports the first wrong form of a sentence.
func (c *checker) forbidden(b ban, s markdown.Sentence) {
	text := strings.ToLower(s.Text)
	if strings.ContainsAny(text, "„“\"«") {
		text = quoted.ReplaceAllString(text, " ")
	}
	for text != "" {
		end := wordEnd(text)
		for _, wrong := range b[text[:end]] {
			rest, ok := strings.CutPrefix(text, wrong.form)
			if next, _ := utf8.DecodeRuneInString(rest); ok && !unicode.IsLetter(next) && !unicode.IsDigit(next) {
				c.report(diag.NewWarning("term-forbidden", s.Pos, "term", wrong.form, "instead", wrong.instead))
				return
			}
		}
		text = text[end:]
	}
}
