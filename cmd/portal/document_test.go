package main

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// pageAt is the built page at an address.
func pageAt(t *testing.T, files map[string]string, address string) *html.Node {
	t.Helper()
	return parsed(t, content(t, files, strings.TrimPrefix(address, "/")+"index.html"))
}

// parsed is a document as a browser reads it.
func parsed(t *testing.T, text string) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// element is the first element of a document with a name.
func element(t *testing.T, text, name string) *html.Node {
	t.Helper()
	n := firstOf(parsed(t, text), name)
	if n == nil {
		t.Fatalf("no <%s>", name)
	}
	return n
}

// firstOf is the first element below another with a name, nil without one.
func firstOf(within *html.Node, name string) *html.Node {
	for n := range within.Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			return n
		}
	}
	return nil
}

// elements lists the elements below n that fit, in the order of the page.
func elements(n *html.Node, fits func(*html.Node) bool) []*html.Node {
	var out []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && fits(d) {
			out = append(out, d)
		}
	}
	return out
}

// attribute is an attribute of an element, empty when it has none.
func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// textOf is the text of an element, without blanks round it.
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.TrimSpace(b.String())
}
