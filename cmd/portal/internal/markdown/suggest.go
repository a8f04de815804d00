package markdown

import "strings"

// nearest is the candidate a mistyped word was probably meant to be, or "". It
// allows one slip in a short word and two in a longer one; of equally near
// candidates the first wins.
func nearest(word string, candidates []string) string {
	word = strings.ToLower(word)
	limit := 2
	switch {
	case len(word) < 5:
		limit = 1
	case len(word) > 64: // not a slip, and the comparison is quadratic
		return ""
	}
	best := ""
	for _, candidate := range candidates {
		if d := distance(word, candidate, limit); d <= limit {
			best, limit = candidate, d-1
		}
	}
	return best
}

// distance is the number of letters to insert, delete, replace or swap with
// their neighbour (optimal string alignment), or limit+1 as soon as it is more
// than limit. Words here are ASCII or as good as: it counts bytes.
func distance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
