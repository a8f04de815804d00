package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// The limits keep the worst body within 2 s and 300 MB. No page that a person
// wrote comes near them; goldmark needs them because several of its steps are
// quadratic (measured on 1.8.7: 1 MB of "[a](" or of ">" takes minutes, 45 KB of
// table becomes 250 MB of HTML).
const (
	maxBody   = 1 << 20 // bytes
	maxLines  = 20_000
	maxLine   = 1 << 15 // bytes
	maxMarks  = 20_000  // characters that may begin markup inside a paragraph
	maxCells  = 20_000  // of all tables together
	maxDepth  = 50      // blocks within blocks
	maxFaults = 1_000   // reported per body; nobody repairs more before the next run

	// The HTML of a body is at most outputFactor times its size plus outputBase.
	outputFactor = 50
	outputBase   = 1 << 20
	// leafSize is what one leaf block (a list of helplines) is reckoned to become.
	leafSize = 4 << 10
)

func maxOutput(body int) int { return outputFactor*body + outputBase }

// state is what the parsers of one body share; goldmark's context carries it.
type state struct {
	cells    int
	quotes   openQuotes
	tooLarge int // where a limit was first passed, a byte offset; -1 if none was
}

var stateKey = parser.NewContextKey()

func stateOf(pc parser.Context) *state { return pc.Get(stateKey).(*state) }

func (s *state) refuse(at int) {
	if s.tooLarge < 0 {
		s.tooLarge = at
	}
}

// withinLimits looks at a body before any parser does.
func (c *collector) withinLimits() bool {
	body := c.places.source
	if len(body) > maxBody {
		c.fault("file-too-large", diag.Pos{File: c.places.file},
			"file", c.places.file, "size", strconv.Itoa(len(body)), "limit", strconv.Itoa(maxBody))
		return false
	}
	marks := 0
	for i, b := range body {
		switch b {
		case '[', '*', '_', '`', '<', '#':
			marks++
		}
		if marks > maxMarks {
			c.fault("markdown-too-large", c.places.at(i, i+1))
			return false
		}
	}
	starts := c.places.starts
	for i, start := range starts {
		end := len(body)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		if i >= maxLines || end-start > maxLine {
			c.fault("markdown-too-large", c.places.at(start, start+1))
			return false
		}
	}
	return true
}

// shallow keeps a block parser from nesting deeper than maxDepth; what would
// go deeper is plain text.
type shallow struct{ parser.BlockParser }

func (s shallow) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if len(pc.OpenedBlocks()) >= maxDepth {
		_, segment := r.PeekLine()
		stateOf(pc).refuse(segment.Start)
		return nil, parser.NoChildren
	}
	return s.BlockParser.Open(parent, r, pc)
}

// tables refuses a table bomb before goldmark makes its cells: it fills every
// row up to the header's width, so that n columns and n rows of source, a few
// bytes each, become n² cells.
type tables struct{ parser.ParagraphTransformer }

func (t tables) Transform(n *ast.Paragraph, r text.Reader, pc parser.Context) {
	lines, st := n.Lines(), stateOf(pc)
	before, cells := lines.Len(), tableCells(lines, r.Source())
	if cells == 0 {
		return
	}
	if st.cells+cells > maxCells {
		st.refuse(lines.At(0).Start)
		return
	}
	t.ParagraphTransformer.Transform(n, r, pc)
	if lines.Len() < before {
		st.cells += cells
	}
}

// tableCells is how many cells a paragraph has if it is a table: as many
// columns as its delimiter row has runs of hyphens. It is 0 without such a row.
func tableCells(lines *text.Segments, source []byte) int {
	columns := 0
	for i := 1; i < lines.Len(); i++ {
		line := source[lines.At(i).Start:lines.At(i).Stop]
		if len(bytes.Trim(line, " \t\r\n|:-")) == 0 {
			columns = max(columns, len(bytes.FieldsFunc(line, func(r rune) bool { return r != '-' })))
		}
	}
	return columns * lines.Len()
}
