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
	for _, tree := range trees(set) {
		walk(tree.Root, func(list *parse.ListNode, i int) {
			n, ok := list.Nodes[i].(*parse.ActionNode)
			if !ok || constantWord(n) == "" {
				return
			}
			if words, err := p.T(constantWord(n)); err == nil {
				list.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: n.Pos, Text: []byte(html.EscapeString(words))}
			}
		})
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
