package markdown

import (
	"bufio"
	"errors"
	"fmt"
	"html"
	"io"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// Resolver answers what only the site knows. It is asked for links to records,
// images and leaf blocks; a question it cannot answer is an error of Render,
// because the checks before it should have found the fault.
type Resolver struct {
	Link  func(Link) (Resolved, bool)
	Block func(Block) (html string, ok bool) // trusted: written as it is
	// Abbreviations are explained where they first occur: short form → words.
	Abbreviations map[string]string
	// Within is set when the body becomes a part of a longer page.
	Within Within
}

// Within says how a body stands inside a longer page: its headings are Deeper by
// as many levels, and ids, its own footnotes' too, begin with Prefix, so that
// they are unique there. The zero value leaves both as they are.
type Within struct {
	Deeper int
	Prefix string
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
	if r.Within.Prefix != "" {
		return newHTML(r.Within.Prefix).Render(out, d.source, d.root)
	}
	return d.html.Render(out, d.source, d.root)
}

// output carries the document and the resolver to the node renderers, which
// goldmark keeps for all documents: it hands them the writer it was given.
type output struct {
	*bufio.Writer
	doc      *Doc
	resolver Resolver
	said     map[string]bool // abbreviations that have been explained
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
