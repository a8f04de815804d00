// Package worddiff tells what changed between two texts, line by line and word by
// word, as someone wants to know it who has to follow the change in another
// language. White space and where lines break do not count: a text that was only
// set anew has not changed.
package worddiff

import "strings"

// The signs of lines: of the old text, of the new one.
const (
	Old = '-'
	New = '+'
)

// Line is a line of one of the texts in which something changed.
type Line struct {
	Sign   rune
	Number int // in its text, from 0
	Words  []Word
}

// Word is a word of a line, and whether the other text lacks it there.
type Word struct {
	Text    string
	Changed bool
}

// Whole reports whether all of a line changed, so that marking its words says
// nothing.
func (l Line) Whole() bool {
	for _, w := range l.Words {
		if !w.Changed {
			return false
		}
	}
	return true
}

// Lines are the lines in which two texts differ, change by change, the old lines
// of each before the new ones; none when only white space differs.
func Lines(before, after string) []Line {
	a, b := split(before), split(after)
	keptA, keptB := common(a, b, func(l line) string { return strings.Join(l.words, " ") })
	var out []Line
	for i, j := 0, 0; i < len(a) || j < len(b); i, j = i+1, j+1 {
		fromA, fromB := i, j
		for i < len(a) && !keptA[i] {
			i++
		}
		for j < len(b) && !keptB[j] {
			j++
		}
		out = append(out, within(a[fromA:i], b[fromB:j])...)
	}
	return out
}

type line struct {
	number int
	words  []string
}

// split leaves out empty lines.
func split(text string) []line {
	var out []line
	for i, s := range strings.Split(text, "\n") {
		if words := strings.Fields(s); len(words) > 0 {
			out = append(out, line{i, words})
		}
	}
	return out
}

// within compares the words of lines that stand in each other's place.
func within(a, b []line) []Line {
	wordsA, wordsB := flat(a), flat(b)
	itself := func(w string) string { return w }
	keptA, keptB := common(wordsA, wordsB, itself)
	return append(marked(a, keptA, Old), marked(b, keptB, New)...)
}

func flat(lines []line) []string {
	var out []string
	for _, l := range lines {
		out = append(out, l.words...)
	}
	return out
}

// marked are the lines with a word that is not kept.
func marked(lines []line, kept []bool, sign rune) []Line {
	var out []Line
	for _, l := range lines {
		m, changed := Line{Sign: sign, Number: l.number}, false
		for i, w := range l.words {
			m.Words = append(m.Words, Word{w, !kept[i]})
			changed = changed || !kept[i]
		}
		kept = kept[len(l.words):]
		if changed {
			out = append(out, m)
		}
	}
	return out
}

// maxCells bounds the table of a comparison, and with it time and memory. Texts
// that differ by more are told as wholly other.
const maxCells = 1 << 22

// common tells which items of each list belong to a longest common subsequence.
func common[T any](a, b []T, key func(T) string) (keptA, keptB []bool) {
	keptA, keptB = make([]bool, len(a)), make([]bool, len(b))
	keep := func(i, j int) { keptA[i], keptB[j] = true, true }
	start, endA, endB := 0, len(a), len(b)
	for ; start < endA && start < endB && key(a[start]) == key(b[start]); start++ {
		keep(start, start)
	}
	for ; endA > start && endB > start && key(a[endA-1]) == key(b[endB-1]); endA, endB = endA-1, endB-1 {
		keep(endA-1, endB-1)
	}
	a, b = a[start:endA], b[start:endB]
	if len(a)*len(b) > maxCells {
		return keptA, keptB
	}
	rest := longest(a, b, key)
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case key(a[i]) == key(b[j]):
			keep(start+i, start+j)
			i, j = i+1, j+1
		case rest[i+1][j] >= rest[i][j+1]:
			i++
		default:
			j++
		}
	}
	return keptA, keptB
}

// longest is, for each pair of places, how much the lists have in common from
// there on.
func longest[T any](a, b []T, key func(T) string) [][]int32 {
	rest := make([][]int32, len(a)+1)
	rest[len(a)] = make([]int32, len(b)+1)
	for i := len(a) - 1; i >= 0; i-- {
		rest[i] = make([]int32, len(b)+1)
		for j := len(b) - 1; j >= 0; j-- {
			rest[i][j] = max(rest[i+1][j], rest[i][j+1])
			if key(a[i]) == key(b[j]) {
				rest[i][j] = rest[i+1][j+1] + 1
			}
		}
	}
	return rest
}
