package markdown

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// places turns byte offsets of a body into positions of its file. It remembers
// the last place, because the next one is nearly always close by: a line of a
// megabyte with a thousand links is counted once, not a thousand times.
type places struct {
	file   string
	first  int // the body's first line in the file
	source []byte
	starts []int // offsets at which the lines begin

	line, offset, col int // the last place: index of its line, offset, characters before it in the line
}

func newPlaces(src Source) places {
	starts := make([]int, 1, 1+bytes.Count(src.Body, []byte{'\n'}))
	for i, b := range src.Body {
		if b == '\n' {
			starts = append(starts, i+1)
		}
	}
	return places{file: src.File, first: max(src.Line, 1), source: src.Body, starts: starts}
}

// at is the position of the bytes from start up to stop.
func (p *places) at(start, stop int) diag.Pos {
	start = min(max(start, 0), len(p.source))
	line := sort.SearchInts(p.starts, start+1) - 1
	switch {
	case line != p.line:
		p.col = utf8.RuneCount(p.source[p.starts[line]:start])
	case start >= p.offset:
		p.col += utf8.RuneCount(p.source[p.offset:start])
	default:
		p.col -= utf8.RuneCount(p.source[start:p.offset])
	}
	p.line, p.offset = line, start
	return diag.Pos{File: p.file, Line: p.first + line, Col: p.col + 1, Len: p.length(start, stop)}
}

// length is the number of characters from start up to stop or the line's end.
func (p *places) length(start, stop int) int {
	if stop <= start {
		return 0
	}
	within := p.source[start:min(stop, len(p.source))]
	if i := bytes.IndexByte(within, '\n'); i >= 0 {
		within = within[:i]
	}
	return utf8.RuneCount(within)
}
