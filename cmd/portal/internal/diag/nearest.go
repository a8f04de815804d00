package diag

import "strings"

// longestSlip is how long a word may be, in bytes, to count as a slip of
// something short: comparing is quadratic.
const longestSlip = 64

// Nearest is the candidate that a mistyped word most likely meant, or "" when
// none is near enough to suggest: at most one edit, or one in three characters, ties
// going to the first. An edit inserts, deletes or replaces a character or
// swaps two neighbours (optimal string alignment).
func Nearest(word string, candidates []string) string {
	if len(word) > longestSlip {
		return ""
	}
	word = strings.ToLower(word)
	best, least := "", max(len([]rune(word))/3, 1)+1
	for _, c := range candidates {
		if n := edits([]rune(word), []rune(c), least); n < least {
			best, least = c, n
		}
	}
	return best
}

// edits counts edits from a to b; anything above limit may come back as limit+1.
func edits(a, b []rune, limit int) int {
	if diff := len(a) - len(b); diff > limit || -diff > limit {
		return limit + 1
	}
	before, prev, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, prev, row = prev, row, before
	}
	return prev[len(b)]
}
