package markdown

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// typography sets the signs that keyboards lack: quotation marks, the
// apostrophe, dashes (-- and ---) and the ellipsis. goldmark's own extension
// knows English: it takes 'të for 'tis and sets an apostrophe before the words
// that begin with t, e, n or l, which in Albanian are half of them.
type typography struct{ quotes Quotes }

// openQuotes counts the quotations that are open in one block of text.
type openQuotes struct {
	block          ast.Node
	double, single int
}

// maxInner is how far a single quote looks for its partner, in bytes.
const maxInner = 300

func (t typography) Trigger() []byte { return []byte{'"', '\'', '-', '.'} }

func (t typography) Parse(block ast.Node, r text.Reader, pc parser.Context) ast.Node {
	line, _ := r.PeekLine()
	before := r.PrecendingCharacter()
	open := &stateOf(pc).quotes
	if open.block != block {
		*open = openQuotes{block: block}
	}
	sign, length := "", 1
	switch line[0] {
	case '"':
		sign = t.double(before, runeAt(line, 1), open)
	case '\'':
		sign = t.single(before, line, open)
	default:
		sign, length = dashOrDots(before, line)
	}
	if sign == "" {
		return nil
	}
	r.Advance(length)
	node := ast.NewString([]byte(sign))
	node.SetRaw(true) // no Markdown in it; escaped when written
	return node
}

// dashOrDots replaces runs of exactly two or three hyphens and of three dots.
func dashOrDots(before rune, line []byte) (sign string, length int) {
	if before == rune(line[0]) { // the tail of a longer run
		return "", 0
	}
	for length < len(line) && length < 4 && line[length] == line[0] {
		length++
	}
	switch {
	case line[0] == '-' && length == 2:
		return "–", length
	case line[0] == '-' && length == 3:
		return "—", length
	case line[0] == '.' && length == 3:
		return "…", length
	}
	return "", 0
}

func (t typography) double(before, after rune, open *openQuotes) string {
	left, right := flanks(before, after)
	switch {
	case left && (!right || open.double == 0 && isPunct(before)):
		open.double++
		return t.quotes.Open
	case right && open.double > 0:
		open.double--
		return t.quotes.Close
	}
	return "" // inches, or nothing to close
}

func (t typography) single(before rune, line []byte, open *openQuotes) string {
	const apostrophe = "’"
	after := runeAt(line, 1)
	left, right := flanks(before, after)
	switch {
	case isWord(before) && unicode.IsLetter(after): // s'ka, t'i, ç'është
		return apostrophe
	case left && (!right || open.single == 0 && isPunct(before)):
		if !closesSoon(line) { // '91, 's kam
			return apostrophe
		}
		open.single++
		return t.quotes.OpenSingle
	case right && open.single > 0:
		open.single--
		return t.quotes.CloseSingle
	case right && unicode.IsLetter(before): // të vjetrit'
		return apostrophe
	}
	return "" // feet and minutes
}

// closesSoon tells whether a quotation that begins here ends on this line.
func closesSoon(line []byte) bool {
	line = line[:min(len(line), maxInner)]
	for i := 2; i < len(line); i++ {
		if line[i] != '\'' {
			continue
		}
		before, _ := utf8.DecodeLastRune(line[:i])
		if !unicode.IsSpace(before) && !isWord(runeAt(line, i+1)) {
			return true
		}
	}
	return false
}

// flanks are CommonMark's left- and right-flanking: a sign that leans on the
// text to its right can open, one that leans on the text to its left can close.
func flanks(before, after rune) (left, right bool) {
	spaceBefore, spaceAfter := unicode.IsSpace(before), unicode.IsSpace(after)
	left = !spaceAfter && (!isPunct(after) || spaceBefore || isPunct(before))
	right = !spaceBefore && (!isPunct(before) || spaceAfter || isPunct(after))
	return left, right
}

// runeAt is the character at offset i, or a line end after the last.
func runeAt(line []byte, i int) rune {
	if i >= len(line) {
		return '\n'
	}
	r, _ := utf8.DecodeRune(line[i:])
	return r
}

func isPunct(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
