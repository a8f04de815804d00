package load

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// The letters of three alphabets that nobody can tell apart by looking: a letter of
// latin, and at the same place those of cyrillic and greek, · where there is none.
const (
	latin    = "ABCEHIJKMOPSTXYabcehijkopsuvxy"
	cyrillic = "АВСЕНІЈКМОРЅТХУа·сеһіј·орѕ··ху"
	greek    = "ΑΒ·ΕΗΙ·ΚΜΟΡ·ΤΧΥα·····κορ·υν··"
)

// mixed is a word with letters of two alphabets.
type mixed struct {
	start, end int // in bytes
	alien      int // of the first letter that does not belong
	letter     rune
	intended   string // the word in one alphabet
}

// mixedWords are the words of a text with Latin letters and Cyrillic or Greek ones.
// Somebody who searches for such a word, or a program that compares it, finds
// nothing, and nobody sees why.
func mixedWords(s string) []mixed {
	if !strings.ContainsFunc(s, foreign) {
		return nil
	}
	var out []mixed
	for start := 0; start < len(s); {
		r, size := utf8.DecodeRuneInString(s[start:])
		if !inWord(r) {
			start += size
			continue
		}
		end := start + size
		for end < len(s) {
			r, size := utf8.DecodeRuneInString(s[end:])
			if !inWord(r) {
				break
			}
			end += size
		}
		if m, ok := judgeWord(s[start:end]); ok {
			m.start, m.end, m.alien = start, end, m.alien+start
			out = append(out, m)
		}
		start = end
	}
	return out
}

func inWord(r rune) bool  { return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) }
func foreign(r rune) bool { return unicode.In(r, unicode.Cyrillic, unicode.Greek) }

// judgeWord tells whether a word is mixed, and what it should be: the alphabet with
// fewer letters is the one that slipped in.
func judgeWord(word string) (m mixed, ok bool) {
	ours, theirs := 0, 0
	for _, r := range word {
		switch {
		case unicode.Is(unicode.Latin, r):
			ours++
		case foreign(r):
			theirs++
		}
	}
	if ours == 0 || theirs == 0 {
		return m, false
	}
	alien, homes := foreign, []string{latin}
	if theirs > ours {
		alien, homes = func(r rune) bool { return unicode.Is(unicode.Latin, r) }, []string{cyrillic, greek}
		if !strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) {
			homes = []string{greek}
		}
	}
	m.alien = -1
	var b strings.Builder
	for i, r := range word {
		if !alien(r) {
			b.WriteRune(r)
			continue
		}
		if m.alien < 0 {
			m.alien, m.letter = i, r
		}
		b.WriteRune(twin(r, homes))
	}
	m.intended = b.String()
	return m, true
}

// twin is the letter of another alphabet that looks like r, r itself when none does.
func twin(r rune, homes []string) rune {
	for _, from := range []string{latin, cyrillic, greek} {
		i := strings.IndexRune(from, r)
		if i < 0 || r == '·' {
			continue
		}
		at := utf8.RuneCountInString(from[:i])
		for _, home := range homes {
			if to := []rune(home)[at]; to != '·' {
				return to
			}
		}
	}
	return r
}

// oneAlphabet reports mixed words and gives the text back as it was meant, so that
// nothing else is told of them.
func (l *loader) oneAlphabet(s string, at func(offset int) diag.Pos) string {
	words := mixedWords(s)
	if len(words) == 0 {
		return s
	}
	var b strings.Builder
	done := 0
	for i, m := range words {
		if i < maxOfAKind { // each place is counted from its line's beginning
			p := at(m.alien)
			p.Len = 1
			l.report(diag.NewError("letters-mixed", p, "word", head(s[m.start:m.end]), "letter", string(m.letter),
				"char", fmt.Sprintf("U+%04X", m.letter), "intended", head(m.intended)))
		}
		b.WriteString(s[done:m.start] + m.intended)
		done = m.end
	}
	return b.String() + s[done:]
}

// head is a word, or the beginning of one that is too long to be one.
func head(word string) string {
	const most = 60
	for i := range word {
		if i >= most {
			return word[:i] + "…"
		}
	}
	return word
}
