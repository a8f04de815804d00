package markdown

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// hooks render what goldmark's own renderers would render otherwise than we want.
type hooks struct{}

func (hooks) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindHeading, heading)
	reg.Register(ast.KindText, textNode)
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

// heading knows what page the body is a part of ([Within]).
func heading(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	out := w.(*output)
	level := strconv.Itoa(min(n.(*ast.Heading).Level+out.resolver.Within.Deeper, 6))
	if !entering {
		out.html("</h", level, ">\n")
		return ast.WalkContinue, nil
	}
	out.html("<h", level)
	value, _ := n.AttributeString("id")
	if id, ok := value.(string); ok {
		out.attribute("id", out.resolver.Within.Prefix+id)
	}
	out.html(">")
	return ast.WalkContinue, nil
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
		out.attribute("href", "#"+out.resolver.Within.Prefix+l.Anchor)
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
