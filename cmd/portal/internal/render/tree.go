package render

import (
	"html/template"
	"slices"
	"text/template/parse"
)

// trees are the parsed templates of a set, by name.
func trees(set *template.Template) map[string]*parse.Tree {
	out := map[string]*parse.Tree{}
	for _, t := range set.Templates() {
		if t.Tree != nil && t.Tree.Root != nil {
			out[t.Name()] = t.Tree
		}
	}
	return out
}

// pageTrees are the templates that a page has a version of: base, those that it
// defines, and the shared ones that call one of these, also through others. A
// template that it leaves empty is the shared one. called is [calls] of shared.
func pageTrees(shared, page map[string]*parse.Tree, called map[string][]string) map[string]*parse.Tree {
	out := map[string]*parse.Tree{}
	if base := shared["base"]; base != nil {
		out["base"] = base
	}
	for name, tree := range page {
		if shared[name] == nil || !parse.IsEmptyTree(tree.Root) {
			out[name] = tree
		}
	}
	for more := true; more; {
		more = false
		for name, tree := range shared {
			if out[name] == nil && slices.ContainsFunc(called[name], func(called string) bool { return out[called] != nil }) {
				out[name], more = tree, true
			}
		}
	}
	return out
}

// calls names the templates that each template calls.
func calls(trees map[string]*parse.Tree) map[string][]string {
	out := map[string][]string{}
	for name, tree := range trees {
		walk(tree.Root, func(list *parse.ListNode, i int) {
			if n, ok := list.Nodes[i].(*parse.TemplateNode); ok {
				out[name] = append(out[name], n.Name)
			}
		})
	}
	return out
}

// ownTree is a copy of a tree that calls the page's versions where there are any.
func ownTree(tree *parse.Tree, page string, versions map[string]*parse.Tree) *parse.Tree {
	tree = tree.Copy()
	walk(tree.Root, func(list *parse.ListNode, i int) {
		if n, ok := list.Nodes[i].(*parse.TemplateNode); ok && versions[n.Name] != nil {
			n.Name = own(n.Name, page)
		}
	})
	return tree
}

// walk visits every node of a template, in order. A visitor may put another
// node into its place, which is not visited.
func walk(list *parse.ListNode, visit func(list *parse.ListNode, i int)) {
	if list == nil {
		return
	}
	for i, n := range list.Nodes {
		visit(list, i)
		switch n := n.(type) {
		case *parse.IfNode:
			walk(n.List, visit)
			walk(n.ElseList, visit)
		case *parse.WithNode:
			walk(n.List, visit)
			walk(n.ElseList, visit)
		case *parse.RangeNode:
			walk(n.List, visit)
			walk(n.ElseList, visit)
		}
	}
}
