package render

import (
	"html"
	"html/template"
	"text/template/parse"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
)

// fold puts the interface words that need no argument into the layouts of a
// language, once, instead of looking them up on every page: {{t "key"}} becomes
// its words. A key that does not exist stays, so that the page that needs it
// tells where it stands.
func fold(set *template.Template, p *locale.Printer) {
	for _, t := range set.Templates() {
		if t.Tree != nil && t.Tree.Root != nil {
			foldList(t.Tree.Root, p)
		}
	}
}

func foldList(list *parse.ListNode, p *locale.Printer) {
	if list == nil {
		return
	}
	for i, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.ActionNode:
			if key := constantWord(n); key != "" {
				if words, err := p.T(key); err == nil {
					list.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: n.Pos, Text: []byte(html.EscapeString(words))}
				}
			}
		case *parse.IfNode:
			foldList(n.List, p)
			foldList(n.ElseList, p)
		case *parse.WithNode:
			foldList(n.List, p)
			foldList(n.ElseList, p)
		case *parse.RangeNode:
			foldList(n.List, p)
			foldList(n.ElseList, p)
		}
	}
}

// constantWord is the key of an action that is just {{t "key"}}.
func constantWord(n *parse.ActionNode) string {
	if len(n.Pipe.Decl) > 0 || len(n.Pipe.Cmds) != 1 || len(n.Pipe.Cmds[0].Args) != 2 {
		return ""
	}
	name, ok := n.Pipe.Cmds[0].Args[0].(*parse.IdentifierNode)
	key, isText := n.Pipe.Cmds[0].Args[1].(*parse.StringNode)
	if !ok || !isText || name.Ident != "t" {
		return ""
	}
	return key.Text
}
