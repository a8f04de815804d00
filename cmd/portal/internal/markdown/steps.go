package markdown

import "github.com/yuin/goldmark/ast"

// steps shows a numbered list as steps to take one after another:
//
//	:::steps
//	1. Go to a place with people.
//	2. Call.
//	:::
func steps() shape {
	return shape{
		name:      "steps",
		container: true,
		holds:     isNumberedList,
		html: func(out *output, _ Block, entering bool) error {
			if entering {
				out.html(`<div class="steps">`, "\n")
			} else {
				out.html("</div>\n")
			}
			return nil
		},
	}
}

func isNumberedList(n ast.Node) bool {
	list, ok := n.FirstChild().(*ast.List)
	return ok && n.ChildCount() == 1 && list.IsOrdered()
}
