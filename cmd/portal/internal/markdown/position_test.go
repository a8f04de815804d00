package markdown

import (
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// TestPositionInAnyOrder: places remembers the last place; forwards, backwards
// and across lines, the answer is that of a fresh count.
func TestPositionInAnyOrder(t *testing.T) {
	src := Source{File: "a.md", Line: 7, Body: []byte("ëë ç\n\nшта је\nx")}
	p := newPlaces(src)
	for _, step := range []struct{ start, stop, line, col, len int }{
		{5, 7, 7, 4, 1},    // ç
		{2, 4, 7, 2, 1},    // back to the second ë
		{0, 7, 7, 1, 4},    // back to the beginning
		{16, 20, 9, 5, 2},  // је
		{9, 100, 9, 1, 6},  // back to шта, as far as the line goes
		{8, 9, 8, 1, 0},    // the empty line
		{22, 23, 10, 2, 0}, // the end of the body
	} {
		fresh := newPlaces(src)
		want := diag.Pos{File: "a.md", Line: step.line, Col: step.col, Len: step.len}
		if got := p.at(step.start, step.stop); got != want || got != fresh.at(step.start, step.stop) {
			t.Errorf("offset %d: got %+v, want %+v", step.start, got, want)
		}
	}
}
