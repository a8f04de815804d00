package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// registerTable replaces goldmark's tables: header cells have a scope, body
// cells name their column so that a phone can show rows as cards, and alignment
// is no style attribute.
func registerTable(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(extast.KindTable, table)
	reg.Register(extast.KindTableHeader, tableHeader)
	reg.Register(extast.KindTableRow, tableRow)
	reg.Register(extast.KindTableCell, tableCell)
}

func table(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		w.(*output).html(`<div class="table-wrap">`, "\n", `<table class="table table--cards">`, "\n")
	} else {
		w.(*output).html("</table>\n</div>\n")
	}
	return ast.WalkContinue, nil
}

func tableHeader(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	out := w.(*output)
	if entering {
		out.html("<thead>\n<tr>\n")
		return ast.WalkContinue, nil
	}
	out.html("</tr>\n</thead>\n")
	if n.NextSibling() != nil {
		out.html("<tbody>\n")
	}
	return ast.WalkContinue, nil
}

func tableRow(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	out := w.(*output)
	if entering {
		out.html("<tr>\n")
		return ast.WalkContinue, nil
	}
	out.html("</tr>\n")
	if n.NextSibling() == nil {
		out.html("</tbody>\n")
	}
	return ast.WalkContinue, nil
}

func tableCell(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	out := w.(*output)
	cell, scope := "td", ""
	if n.Parent().Kind() == extast.KindTableHeader {
		cell, scope = "th", ` scope="col"`
	}
	if !entering {
		out.html("</", cell, ">\n")
		return ast.WalkContinue, nil
	}
	out.html("<", cell, scope)
	if n.(*extast.TableCell).Alignment == extast.AlignRight {
		out.html(` class="num"`)
	}
	if label := columnOf(n, source); label != "" {
		out.attribute("data-label", label)
	}
	out.html(">")
	return ast.WalkContinue, nil
}

// columnOf is the text of the header cell above a body cell; empty for a header
// cell.
func columnOf(cell ast.Node, source []byte) string {
	header := cell.Parent().Parent().FirstChild()
	if header == cell.Parent() {
		return ""
	}
	above := header.FirstChild()
	for left := cell.PreviousSibling(); left != nil && above != nil; left = left.PreviousSibling() {
		above = above.NextSibling()
	}
	if above == nil {
		return ""
	}
	label := []rune(strings.TrimSpace(said(above, source)))
	if len(label) > longestLabel {
		label = append(label[:longestLabel:longestLabel], '…')
	}
	return string(label)
}

// longestLabel keeps a long heading, repeated in each row, from becoming a bomb.
const longestLabel = 60

// said is the plain text of a node.
func said(n ast.Node, source []byte) string {
	if t, ok := n.(*ast.Text); ok {
		return plain(t.Segment.Value(source))
	}
	if s, ok := n.(*ast.String); ok {
		return string(s.Value)
	}
	var b strings.Builder
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		b.WriteString(said(child, source))
	}
	return b.String()
}
