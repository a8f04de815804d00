package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// headingParser gives goldmark's two heading parsers our {#id}. Its own
// attribute syntax would also accept classes, styles and any other attribute.
type headingParser struct{ parser.BlockParser }

// written is what an editor wrote in braces at the end of a heading. It stands
// in the node's attribute "id" until nameHeadings puts the id there.
type written struct {
	text        string
	start, stop int // offsets, without the braces
}

func (p headingParser) Close(n ast.Node, r text.Reader, pc parser.Context) {
	p.BlockParser.Close(n, r, pc)
	lines := n.Lines()
	if n.Parent() == nil || lines.Len() == 0 { // no heading after all, or an empty one
		return
	}
	last := lines.At(lines.Len() - 1)
	line := bytes.TrimRight(r.Source()[last.Start:last.Stop], " \t\n")
	open := bytes.LastIndexByte(line, '{')
	if open < 0 || line[len(line)-1] != '}' {
		return
	}
	inside := string(line[open+1 : len(line)-1])
	if !strings.HasPrefix(inside, "#") && !strings.HasPrefix(inside, ".") && !strings.Contains(inside, "=") {
		return // braces, but no attribute
	}
	n.SetAttributeString("id", written{inside, last.Start + open + 1, last.Start + len(line) - 1})
	last.Stop = last.Start + open
	lines.Set(lines.Len()-1, last.TrimRightSpace(r.Source()))
	if lines.Len() == 1 && open == 0 {
		lines.Clear()
	}
}

func (c *collector) heading(n *ast.Heading, said string) {
	pos := c.places.at(n.Pos(), n.Pos()+n.Level)
	switch {
	case n.Level == 1:
		c.fault("heading-level-one", pos)
	case n.Level > c.level+1:
		c.fault("heading-skipped", pos, "from", strconv.Itoa(c.level), "to", strconv.Itoa(n.Level))
	}
	c.level = n.Level
	if said == "" {
		c.fault("heading-empty", pos)
	}

	h, idPos := Heading{Level: n.Level, Text: said, Pos: pos}, pos
	if attribute, ok := n.AttributeString("id"); ok {
		id := attribute.(written)
		idPos = c.places.at(id.start, id.stop)
		if name, ok := strings.CutPrefix(id.text, "#"); ok && isAnchor(name) {
			h.ID, h.Explicit = name, true
		} else {
			c.fault("heading-id-invalid", idPos, "id", strings.TrimPrefix(id.text, "#"))
		}
	}
	c.doc.Headings = append(c.doc.Headings, h)
	c.headings = append(c.headings, n)
	c.idPlaces = append(c.idPlaces, idPos)
}

// isAnchor tells whether an explicit id is [a-z][a-z0-9-]*.
func isAnchor(id string) bool {
	for i, r := range id {
		if !('a' <= r && r <= 'z' || i > 0 && ('0' <= r && r <= '9' || r == '-')) {
			return false
		}
	}
	return id != ""
}

// nameHeadings gives every heading its id. Explicit ids come first, wherever
// they stand, because other pages link to them: they never get a number.
func (c *collector) nameHeadings() {
	taken := make(map[string]int, len(c.headings)) // id → line of its heading
	for i, h := range c.doc.Headings {
		if !h.Explicit {
			continue
		}
		if first, ok := taken[h.ID]; ok {
			c.fault("heading-id-duplicate", c.idPlaces[i], "id", h.ID, "first", strconv.Itoa(first))
			c.doc.Headings[i].Explicit = false // gets a number, so that the HTML is valid even so
			continue
		}
		taken[h.ID] = h.Pos.Line
	}
	numbers := map[string]int{}
	for i := range c.doc.Headings {
		h := &c.doc.Headings[i]
		if !h.Explicit {
			h.ID = unused(fold(h.Text), taken, numbers)
			taken[h.ID] = h.Pos.Line
		}
		c.headings[i].SetAttributeString("id", h.ID)
	}
}

// unused is base, or base-2, base-3 … if that is taken. numbers remembers how
// far each base has come: a thousand equal headings are not a million look-ups.
func unused(base string, taken, numbers map[string]int) string {
	if base == "" {
		base = "section"
	}
	id := base
	for n := max(numbers[base], 1); ; n++ {
		if n > 1 {
			id = base + "-" + strconv.Itoa(n)
		}
		if _, ok := taken[id]; !ok {
			numbers[base] = n + 1
			return id
		}
	}
}

// checkAnchors finds links to a heading that this page does not have.
func (c *collector) checkAnchors() {
	known := make(map[string]bool, len(c.doc.Headings))
	var ids []string
	for _, h := range c.doc.Headings {
		known[h.ID] = true
		ids = append(ids, h.ID)
	}
	for _, l := range c.doc.Links {
		if l.Scheme == "" && l.Anchor != "" && !known[l.Anchor] && len(c.faults) < maxFaults {
			c.faultNear(l.Anchor, ids, "anchor-unknown", l.Pos, "anchor", l.Anchor)
		}
	}
}
