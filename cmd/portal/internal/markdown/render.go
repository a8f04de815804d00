package markdown

import (
	"bufio"
	"errors"
	"fmt"
	"html"
	"io"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// Resolver answers what only the site knows. It is asked for links to records,
// images and leaf blocks; a question it cannot answer is an error of Render,
// because the checks before it should have found the fault.
type Resolver struct {
	Link  func(Link) (Resolved, bool)
	Block func(Block) (html string, ok bool) // trusted: written as it is
}

// Resolved is where a link leads. Title is what a link without a text says.
// Lang is set when the target is in another language than the page. Width and
// Height are an image's, in pixels; 0 leaves them out.
type Resolved struct {
	Href, Title, Lang string
	Width, Height     int
}

// Render writes the HTML, without anything round it. It may be called many
// times, also at once, and leaves d as it is.
func (d *Doc) Render(w io.Writer, r Resolver) error {
	out := &output{
		Writer:   bufio.NewWriter(&capped{w, maxOutput(len(d.source))}),
		doc:      d,
		resolver: r,
	}
	return d.html.Render(out, d.source, d.root)
}

// output carries the document and the resolver to the node renderers, which
// goldmark keeps for all documents: it hands them the writer it was given.
type output struct {
	*bufio.Writer
	doc      *Doc
	resolver Resolver
}

// html writes trusted HTML. Write errors stay in the bufio.Writer until Flush.
func (out *output) html(parts ...string) {
	for _, part := range parts {
		_, _ = out.WriteString(part)
	}
}

// text writes a text of the source, escaped for content and for attributes.
func (out *output) text(s string) { _, _ = out.WriteString(html.EscapeString(s)) }

func (out *output) attribute(name, value string) {
	out.html(" ", name, `="`)
	out.text(value)
	out.html(`"`)
}

func (out *output) leaf(b Block) error {
	if out.resolver.Block != nil {
		if html, ok := out.resolver.Block(b); ok {
			out.html(html)
			return nil
		}
	}
	return unresolved("block", b.Name, b.Pos)
}

func (out *output) resolve(l Link) (Resolved, error) {
	if out.resolver.Link != nil {
		if resolved, ok := out.resolver.Link(l); ok {
			return resolved, nil
		}
	}
	return Resolved{}, unresolved("link", l.Scheme+":"+l.ID, l.Pos)
}

func unresolved(what, name string, pos diag.Pos) error {
	return fmt.Errorf("render %s:%d:%d: the %s %q is not resolved", pos.File, pos.Line, pos.Col, what, name)
}

// hooks render what goldmark's own renderers would render otherwise than we want.
type hooks struct{}

func (hooks) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindLink, link)
	reg.Register(ast.KindAutoLink, link)
	reg.Register(ast.KindImage, image)
	reg.Register(ast.KindCodeSpan, codeSpan)
	reg.Register(ast.KindFencedCodeBlock, codeBlock)
	reg.Register(ast.KindHTMLBlock, nothing)
	reg.Register(ast.KindRawHTML, nothing)
	reg.Register(kindBlock, namedBlock)
	registerTable(reg)
}

// nothing is what raw HTML becomes in a document that has faults.
func nothing(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
	return ast.WalkSkipChildren, nil
}

func link(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	out := w.(*output)
	i, ok := out.doc.links[n]
	if !ok { // refused
		return ast.WalkContinue, nil
	}
	if !entering {
		out.html("</a>")
		return ast.WalkContinue, nil
	}
	l := out.doc.Links[i]
	says := ""
	switch {
	case l.URL != "":
		out.html("<a")
		out.attribute("href", l.URL)
		if l.URL[0] == 'h' { // https and http, not mailto
			out.html(` rel="noreferrer"`)
		}
	case l.Scheme == "":
		out.html("<a")
		out.attribute("href", "#"+l.Anchor)
	default:
		to, err := out.resolve(l)
		if err != nil {
			return ast.WalkStop, err
		}
		says = out.recordLink(l, to)
	}
	out.html(">")
	if _, ok := n.(*ast.AutoLink); ok && says == "" {
		says = l.Text
	}
	out.text(says)
	return ast.WalkContinue, nil
}

// recordLink opens a link to a record and gives what to say if it says nothing:
// the title, which alone is in the target's language.
func (out *output) recordLink(l Link, to Resolved) (says string) {
	out.html("<a")
	out.attribute("href", to.Href)
	if to.Lang != "" {
		out.attribute("hreflang", to.Lang)
	}
	if l.Text != "" {
		return ""
	}
	if to.Lang != "" {
		out.attribute("lang", to.Lang)
	}
	return to.Title
}

func image(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	out := w.(*output)
	i, ok := out.doc.links[n]
	if !ok || !entering { // refused: its words alone
		return ast.WalkContinue, nil
	}
	l := out.doc.Links[i]
	file, err := out.resolve(l)
	if err != nil {
		return ast.WalkStop, err
	}
	out.html("<img")
	out.attribute("src", file.Href)
	out.attribute("alt", l.Text)
	if file.Width > 0 && file.Height > 0 {
		out.attribute("width", strconv.Itoa(file.Width))
		out.attribute("height", strconv.Itoa(file.Height))
	}
	out.html(">")
	return ast.WalkSkipChildren, nil
}

func namedBlock(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	b := n.(*blockNode)
	if !b.ok {
		return ast.WalkContinue, nil
	}
	return ast.WalkContinue, b.shape.html(w.(*output), b.block, entering)
}

func codeSpan(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		w.(*output).html("<code>")
		w.(*output).text(codeOf(n, source))
		w.(*output).html("</code>")
	}
	return ast.WalkSkipChildren, nil
}

// codeOf is what a code span says. In a table "\|" is a bar that ends no cell;
// goldmark replaces it in time quadratic in the number of such bars.
func codeOf(span ast.Node, source []byte) string {
	var b strings.Builder
	for c := span.FirstChild(); c != nil; c = c.NextSibling() {
		b.Write(c.(*ast.Text).Segment.Value(source))
	}
	code := strings.ReplaceAll(b.String(), "\n", " ")
	if inTable(span) {
		code = strings.ReplaceAll(code, `\|`, "|")
	}
	return code
}

func inTable(n ast.Node) bool {
	for ; n != nil && n.Type() == ast.TypeInline; n = n.Parent() {
	}
	return n != nil && n.Kind() == extast.KindTableCell
}

// codeBlock leaves out the language after the fence: nothing here highlights,
// and goldmark's own renderer stores it in the node, a race between readers.
func codeBlock(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		w.(*output).html("<pre><code>")
		w.(*output).text(string(n.Lines().Value(source)))
		w.(*output).html("</code></pre>\n")
	}
	return ast.WalkContinue, nil
}

// capped is the last defence against output that grows without bounds.
type capped struct {
	w    io.Writer
	left int
}

var errTooLarge = errors.New("render markdown: the HTML is out of all proportion to its source")

func (c *capped) Write(b []byte) (int, error) {
	if c.left -= len(b); c.left < 0 {
		return 0, errTooLarge
	}
	return c.w.Write(b)
}
