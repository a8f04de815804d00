package markdown

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// registerTable replaces goldmark's tables: header cells have a scope, the
// table a box in which it can scroll, and alignment is no style attribute.
func registerTable(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(extast.KindTable, table)
	reg.Register(extast.KindTableHeader, tableHeader)
	reg.Register(extast.KindTableRow, tableRow)
	reg.Register(extast.KindTableCell, tableCell)
}

func table(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		w.(*output).html(`<div class="table-wrap">`, "\n", `<table class="table">`, "\n")
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

func tableCell(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
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
	out.html(">")
	return ast.WalkContinue, nil
}
