package markdown

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// mark says where in the source a run of the plain text comes from.
type mark struct{ text, source int }

// standsAlone reports whether a block is a paragraph, list or table of the text
// itself or of a named block, and not a part of another.
func standsAlone(n ast.Node) bool {
	if n.Type() != ast.TypeBlock || n.Parent() == nil {
		return false
	}
	if _, container := n.(*blockNode); container {
		return false
	}
	_, inBlock := n.Parent().(*blockNode)
	return inBlock || n.Parent().Kind() == ast.KindDocument
}

// sentences splits the text written since start. Editors write one sentence per
// line, but a sentence is found wherever it ends.
func (c *collector) sentences(start int) {
	text := c.withoutCode(start)
	for len(text) > 0 {
		end := sentenceEnd(text)
		if s := strings.TrimSpace(text[:end]); s != "" {
			blank := len(text[:end]) - len(strings.TrimLeft(text[:end], " \n"))
			c.doc.Sentences = append(c.doc.Sentences, Sentence{Text: s, Pos: c.origin(start + blank)})
		}
		text, start = text[end:], start+end
	}
}

// withoutCode is the text from start with its code made unreadable: a column's
// name or a value in a data file is no word and no figure of the text.
func (c *collector) withoutCode(start int) string {
	text := []byte(c.text.String()[start:])
	for i := len(c.code) - 1; i >= 0 && c.code[i][0] >= start; i-- {
		for at := c.code[i][0]; at < c.code[i][1]; at++ {
			if text[at-start] < utf8.RuneSelf {
				text[at-start] = '_'
			}
		}
	}
	return string(text)
}

// sentenceEnd is the offset after the first sentence: a full stop, question or
// exclamation mark, with closing quotes, before a blank and a capital letter or
// an opening quote. "25. aprila" and "4. kvartal" go on.
func sentenceEnd(text string) int {
	for i, r := range text {
		if !strings.ContainsRune(".?!…", r) {
			continue
		}
		rest := text[i+utf8.RuneLen(r):]
		after := strings.TrimLeft(rest, "”“’\")»")
		blank := strings.TrimLeft(after, " \n")
		if len(blank) == len(after) {
			continue // no blank: an abbreviation, a number or the end
		}
		next, _ := utf8.DecodeRuneInString(blank)
		if unicode.IsUpper(next) || strings.ContainsRune("„“\"«", next) {
			return len(text) - len(blank)
		}
	}
	return len(text)
}

// origin is the place in the file of an offset in the text.
func (c *collector) origin(offset int) diag.Pos {
	i := sort.Search(len(c.marks), func(i int) bool { return c.marks[i].text > offset }) - 1
	if i < 0 {
		return c.places.at(0, 0)
	}
	at := c.marks[i].source + offset - c.marks[i].text
	return c.places.at(at, at)
}
