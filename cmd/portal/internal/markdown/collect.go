package markdown

import (
	"bufio"
	"bytes"
	"fmt"
	stdhtml "html"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// collector walks the tree that goldmark made of a body, fills the document
// with what stands in it and gathers the faults.
type collector struct {
	doc      *Doc
	places   places
	text     strings.Builder
	headings []*ast.Heading // the nodes of doc.Headings
	idPlaces []diag.Pos     // where each heading's explicit id stands
	level    int            // of the last heading
	growth   int            // bytes of HTML that come from few bytes of source
	faults   []diag.Diagnostic
	marks    []mark   // where the runs of text come from
	code     [][2]int // parts of the text that are code, from and to
	ties     int      // links and footnotes so far
}

func newCollector(doc *Doc, src Source) *collector {
	return &collector{doc: doc, places: newPlaces(src), level: 1}
}

func (c *collector) collect(st *state) {
	// One buffer from the start: the texts of headings and links are parts of it.
	c.text.Grow(len(c.doc.source))
	c.doc.links = map[ast.Node]int{}
	c.walk(c.doc.root)
	c.nameHeadings()
	c.checkAnchors()
	c.doc.Text = c.text.String()
	c.doc.Words = countWords(c.doc.Text)
	if st.tooLarge >= 0 {
		c.fault("markdown-too-large", c.places.at(st.tooLarge, st.tooLarge+1))
	}
}

// fault reports an error. args are name, value, name, value …
func (c *collector) fault(code string, pos diag.Pos, args ...string) {
	c.report(diag.NewError(code, pos, args...))
}

// faultNear is fault with the hint "did you mean", if a candidate is near word.
func (c *collector) faultNear(word string, candidates []string, code string, pos diag.Pos, args ...string) {
	d := diag.NewError(code, pos, args...)
	if suggestion := diag.Nearest(word, candidates); suggestion != "" {
		d = d.WithHint("did-you-mean", "suggestion", suggestion)
	}
	c.report(d)
}

func (c *collector) report(d diag.Diagnostic) {
	if len(c.faults) < maxFaults {
		c.faults = append(c.faults, d)
	}
}

// grow reckons with n bytes of HTML and is false when that is too much.
func (c *collector) grow(n int) bool {
	c.growth += n
	return c.growth <= maxOutput(len(c.doc.source))
}

func (c *collector) walk(n ast.Node) {
	if b, ok := n.(*blockNode); ok {
		c.block(b) // before the blocks within it, as in the source
	}
	start, ties, said0 := c.text.Len(), c.ties, len(c.doc.Sentences)
	if n.Kind() != ast.KindCodeSpan {
		for child := n.FirstChild(); child != nil; child = child.NextSibling() {
			c.walk(child)
		}
	}
	said := strings.TrimSpace(c.text.String()[start:])

	switch n := n.(type) {
	case *ast.Text:
		c.write(n)
	case *ast.String: // typography
		c.text.Write(n.Value)
	case *ast.CodeSpan:
		if inner, ok := n.FirstChild().(*ast.Text); ok {
			c.marks = append(c.marks, mark{c.text.Len(), inner.Segment.Start})
		}
		c.code = append(c.code, [2]int{c.text.Len(), c.text.Len() + len(codeOf(n, c.doc.source))})
		c.text.WriteString(codeOf(n, c.doc.source))
	case *ast.Heading:
		c.heading(n, said)
	case *ast.Link:
		c.ties++
		c.link(n, n.Destination, n.Reference != nil, said)
	case *ast.LinkReferenceDefinition:
		c.definition(n)
	case *ast.Image:
		c.image(n, said)
	case *ast.AutoLink:
		c.autoLink(n)
	case *ast.CodeBlock: // by its indent alone, which nobody types on purpose
		first := n.Lines().At(0)
		c.fault("text-indented", c.places.at(first.Start, first.Start+1))
		c.text.Write(n.Lines().Value(c.doc.source))
	case *ast.FencedCodeBlock:
		c.text.Write(n.Lines().Value(c.doc.source))
	case *ast.HTMLBlock:
		c.rawHTML(n.Lines())
	case *ast.RawHTML:
		c.rawHTML(n.Segments)
	case *extast.FootnoteLink:
		c.ties++
	case *ast.Paragraph, *ast.TextBlock, *extast.TableCell:
		c.sentences(start)
	}
	if n.Type() == ast.TypeBlock {
		c.endLine()
	}
	if _, footnotes := n.(*extast.FootnoteList); footnotes {
		c.doc.Sentences = c.doc.Sentences[:said0]
	}
	if standsAlone(n) && c.ties > ties {
		for i := range c.doc.Sentences[said0:] {
			c.doc.Sentences[said0+i].Tied = true
		}
	}
}

// write adds a text node as a reader sees it.
func (c *collector) write(n *ast.Text) {
	c.marks = append(c.marks, mark{c.text.Len(), n.Segment.Start})
	said := plain(n.Segment.Value(c.doc.source))
	if i := strings.IndexFunc(said, model.Hidden); i >= 0 { // written as an entity: &#x202E;
		r, _ := utf8.DecodeRuneInString(said[i:])
		c.fault("control-character", c.places.at(n.Segment.Start, n.Segment.Stop), "char", fmt.Sprintf("U+%04X", r))
	}
	c.text.WriteString(said)
	if n.SoftLineBreak() || n.HardLineBreak() {
		c.text.WriteByte(' ')
	}
}

func (c *collector) endLine() {
	if s := c.text.String(); s != "" && s[len(s)-1] != '\n' {
		c.text.WriteByte('\n')
	}
}

func (c *collector) rawHTML(lines *text.Segments) {
	first := lines.At(0)
	tag := bytes.TrimSpace(c.doc.source[first.Start:first.Stop])
	start := first.Start + bytes.IndexByte(c.doc.source[first.Start:first.Stop], '<')
	if end := bytes.IndexAny(tag[1:], " \t\n<>"); end >= 0 {
		tag = tag[:end+1]
	}
	name := string(tag)
	if !strings.HasPrefix(name, "<!") && !strings.HasPrefix(name, "<?") {
		name = strings.TrimSuffix(name, "/") + ">"
	}
	c.fault("html-raw", c.places.at(start, start+len(tag)), "tag", name)
}

// plain is Markdown text without its backslash escapes and entities: what
// goldmark writes, read back.
func plain(markdown []byte) string {
	if !bytes.ContainsAny(markdown, "\\&\x00") {
		return string(markdown)
	}
	var b strings.Builder
	w := bufio.NewWriterSize(&b, len(markdown))
	html.DefaultWriter.Write(w, markdown)
	_ = w.Flush() // a strings.Builder never fails
	return stdhtml.UnescapeString(b.String())
}

// countWords counts runs without blanks that have a letter or a digit.
func countWords(text string) int {
	words, counted := 0, false
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			counted = false
		case !counted && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			counted = true
			words++
		}
	}
	return words
}
