package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// shape is what one named block accepts and how it becomes HTML. To add a
// block, write a file with its shape and list it in shapes.
type shape struct {
	name      string
	container bool // ends with ":::"; a leaf is a single line
	args      []argument
	// holds tells whether a container's content is what the block is for; nil
	// accepts anything.
	holds func(ast.Node) bool
	// html is called before the content (entering) and after it; for a leaf once.
	html func(out *output, b Block, entering bool) error
}

// argument is one name=value that a block takes.
type argument struct {
	name     string
	required bool
	values   []string // nil accepts any text
}

func shapes() []shape { return []shape{callout(), steps(), helpline(), helplines(), chart()} }

var fence = []byte(":::")

// blockNode is a line ":::name{…}" and, in a container, what follows it up to
// the line ":::".
type blockNode struct {
	ast.BaseBlock
	name        string // "" for a ":::" that closes nothing
	shape       *shape // nil when there is no block of that name
	container   bool
	closed      bool
	start, stop int // offsets of the opening line
	block       Block
	ok          bool // block is valid and rendered
}

var kindBlock = ast.NewNodeKind("NamedBlock")

func (n *blockNode) Kind() ast.NodeKind { return kindBlock }

func (n *blockNode) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"Name": n.name}, nil)
}

// blockParser reads the lines that begin with ":::".
type blockParser struct{ shapes []shape }

func (p blockParser) Trigger() []byte { return fence[:1] }

func (p blockParser) Open(_ ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := r.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || !bytes.HasPrefix(line[at:], fence) {
		return nil, parser.NoChildren
	}
	header := bytes.TrimSpace(line[at:])
	n := &blockNode{name: nameOf(header), start: segment.Start - segment.Padding + at}
	n.stop = n.start + len(header)
	n.shape, n.container = p.find(n.name)
	r.AdvanceToEOL()
	if n.container {
		return n, parser.HasChildren
	}
	return n, parser.NoChildren
}

// nameOf is the name in ":::name{…}" or "::: name".
func nameOf(header []byte) string {
	rest := bytes.TrimLeft(header[len(fence):], " \t")
	if end := bytes.IndexAny(rest, "{ \t"); end >= 0 {
		rest = rest[:end]
	}
	return string(rest)
}

// find is the shape of a name and whether it is a container. A misspelt name is
// taken for what it was meant to be, and anything else for a container, so that
// the ":::" which ends it is not reported as well.
func (p blockParser) find(name string) (*shape, bool) {
	for i := range p.shapes {
		if p.shapes[i].name == name {
			return &p.shapes[i], p.shapes[i].container
		}
	}
	meant := diag.Nearest(name, blockNames(p.shapes))
	if meant == "" {
		return nil, name != ""
	}
	s, _ := p.find(meant)
	return nil, s.container
}

func blockNames(shapes []shape) []string {
	var names []string
	for _, s := range shapes {
		names = append(names, s.name)
	}
	return names
}

// Continue ends a container at its ":::". goldmark asks the outer blocks first,
// so a container with another open inside lets that one have the line, and a
// fenced example of this very syntax is left alone.
func (p blockParser) Continue(n ast.Node, r text.Reader, pc parser.Context) parser.State {
	b := n.(*blockNode)
	if !b.container {
		return parser.Close
	}
	line, _ := r.PeekLine()
	if bytes.Equal(bytes.TrimSpace(line), fence) && innermost(pc) == b && !pc.LastOpenedBlock().Node.IsRaw() {
		b.closed = true
		r.AdvanceToEOL()
		return parser.Close
	}
	return parser.Continue | parser.HasChildren
}

func innermost(pc parser.Context) *blockNode {
	blocks := pc.OpenedBlocks()
	for i := len(blocks) - 1; i >= 0; i-- {
		if b, ok := blocks[i].Node.(*blockNode); ok {
			return b
		}
	}
	return nil
}

func (p blockParser) Close(ast.Node, text.Reader, parser.Context) {}

func (p blockParser) CanInterruptParagraph() bool { return true }

func (p blockParser) CanAcceptIndentedLine() bool { return false }

// block judges a named block and adds it to the document.
func (c *collector) block(n *blockNode) {
	pos := c.places.at(n.start, n.stop)
	switch {
	case n.name == "":
		c.fault("block-unopened", pos)
		return
	case n.shape == nil:
		names := blockNames(shapes())
		c.faultNear(n.name, names, "block-unknown", pos, "name", n.name, "names", strings.Join(names, ", "))
		return
	case n.container && !n.closed:
		c.fault("block-unclosed", pos, "name", n.name)
	case n.shape.holds != nil && !n.shape.holds(n):
		c.fault("block-content", pos, "name", n.name)
	case !n.container && !c.grow(leafSize):
		c.fault("markdown-too-large", pos)
		return
	}
	args, places, ok := c.arguments(n)
	if !ok {
		return
	}
	n.block, n.ok = Block{Name: n.name, Args: args, At: places, Pos: pos}, true
	c.doc.Blocks = append(c.doc.Blocks, n.block)
}
