package markdown

import (
	"bytes"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// recordSchemes are the kinds of records that a link can name by id.
var recordSchemes = []string{
	"page", "activity", "objective", "institution", "instrument", "report", "series",
	"recommendation", "campaign", "term", "helpline", "source",
}

// link judges a link of the form [text](address) or [text][reference].
func (c *collector) link(n ast.Node, address []byte, reference bool, said string) {
	pos := c.addressPos(n, address, reference)
	if reference && !c.grow(2*len(address)) { // one long definition, thousands of short uses
		c.fault("markdown-too-large", pos)
		return
	}
	l := Link{Text: said, Pos: pos, Reference: reference}
	if !c.judge(&l, plain(address)) {
		return
	}
	if said == "" && l.Scheme == "" { // only a record has a title to say instead
		c.fault("link-text-missing", pos)
	}
	c.add(n, l)
}

// definition remembers where the address of a record is defined for links of the
// form [text][reference]. It is judged where it is used.
func (c *collector) definition(n *ast.LinkReferenceDefinition) {
	address := plain(n.Destination)
	scheme := schemeOf(address)
	if !slices.Contains(recordSchemes, scheme) || hasControl(address) || n.Pos() < 0 {
		return
	}
	from := n.Pos() + max(bytes.Index(c.doc.source[n.Pos():], n.Label), 0) + len(n.Label)
	if i := bytes.Index(c.doc.source[from:], n.Destination); i >= 0 {
		l := Link{Scheme: scheme, Pos: c.places.at(from+i, from+i+len(n.Destination))}
		_, rest, _ := strings.Cut(address, ":")
		l.ID, l.Anchor, _ = strings.Cut(rest, "#")
		c.doc.References = append(c.doc.References, l)
	}
}

// autoLink judges <https://…>, <name@host> and <page:help>, which says the
// record's title.
func (c *collector) autoLink(n *ast.AutoLink) {
	label := string(n.Label(c.doc.source))
	address := label
	if n.AutoLinkType == ast.AutoLinkEmail {
		address = "mailto:" + label
	}
	l := Link{Pos: c.places.at(n.Pos()+1, n.Pos()+1+len(label))}
	if !c.judge(&l, address) {
		return
	}
	if l.URL != "" {
		l.Text = label
		c.text.WriteString(label)
	}
	c.add(n, l)
}

// image judges ![words](file.png): a file beside the page or in static/, by
// name, which the resolver finds.
func (c *collector) image(n *ast.Image, said string) {
	pos := c.addressPos(n, n.Destination, n.Reference != nil)
	file := plain(n.Destination)
	switch scheme := schemeOf(file); {
	case scheme != "":
		c.fault("link-scheme", pos, "scheme", scheme)
	case file == "" || hasControl(file) || strings.ContainsAny(file, `\?#`) ||
		strings.HasPrefix(file, "/") || slices.Contains(strings.Split(file, "/"), ".."):
		c.fault("link-by-address", pos, "value", file)
	case said == "":
		c.fault("image-alt-missing", pos)
	case !c.grow(2 * len(n.Destination)):
		c.fault("markdown-too-large", pos)
	default:
		c.add(n, Link{ID: file, Text: said, Pos: pos, Image: true})
	}
}

func (c *collector) add(n ast.Node, l Link) {
	c.doc.links[n] = len(c.doc.Links)
	c.doc.Links = append(c.doc.Links, l)
}

// judge fills in where a decoded address leads. It knows what is allowed and
// refuses the rest, so that a trick it has never heard of is refused too; what
// it lets through is written anew from its parts, never copied.
func (c *collector) judge(l *Link, address string) bool {
	scheme := schemeOf(address)
	head, rest, _ := strings.Cut(address, ":")
	switch {
	case scheme != "" && (hasControl(address) || !strings.EqualFold(head, scheme)): // in disguise
		c.fault("link-scheme", l.Pos, "scheme", scheme)
	case hasControl(address):
		c.fault("link-by-address", l.Pos, "value", address)
	case slices.Contains(recordSchemes, scheme):
		l.Scheme = scheme
		l.ID, l.Anchor, _ = strings.Cut(rest, "#")
		return true
	case scheme == "https" || scheme == "http":
		return c.judgeURL(l, scheme, address)
	case scheme == "mailto":
		return c.judgeMail(l, rest)
	case scheme == "tel" || scheme == "sms":
		c.fault("link-telephone", l.Pos, "value", address)
	case scheme != "":
		c.faultNear(scheme, recordSchemes, "link-scheme", l.Pos, "scheme", scheme)
	case address == "#":
		c.fault("anchor-unknown", l.Pos, "anchor", "")
	case strings.HasPrefix(address, "#"):
		l.Anchor = address[1:]
		return true // checkAnchors looks it up when all headings are known
	default:
		c.fault("link-by-address", l.Pos, "value", address)
	}
	return false
}

func (c *collector) judgeURL(l *Link, scheme, address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil { // https://bank@evil.example is a disguise
		c.fault("url-invalid", l.Pos, "value", address)
		return false
	}
	l.URL = string(util.URLEscape([]byte(u.String()), false)) // a query may have letters such as ë
	if scheme == "http" {
		c.report(diag.NewWarning("link-insecure", l.Pos, "url", l.URL))
	}
	return true
}

func (c *collector) judgeMail(l *Link, rest string) bool {
	mailbox, _, _ := strings.Cut(rest, "?")
	name, host, _ := strings.Cut(mailbox, "@")
	if name == "" || host == "" || strings.ContainsAny(mailbox, ` /\"<>,;:`) || strings.Contains(host, "@") {
		c.fault("url-invalid", l.Pos, "value", "mailto:"+rest)
		return false
	}
	l.URL = "mailto:" + string(util.URLEscape([]byte(rest), false))
	return true
}

// schemeOf is an address's scheme in lower case, or "". It reads as browsers do
// (WHATWG URL): blanks and control characters in front, and tabs and line ends
// anywhere, do not count, so "java\tscript:" is recognised.
func schemeOf(address string) string {
	var b strings.Builder
	for _, r := range address {
		switch {
		case r <= ' ' || r == 0x7F:
		case r == ':':
			return strings.ToLower(b.String())
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', b.Len() > 0 && strings.ContainsRune("0123456789+-.", r):
			b.WriteRune(r)
		default:
			return ""
		}
	}
	return ""
}

func hasControl(s string) bool { return strings.ContainsFunc(s, unicode.IsControl) }

// addressPos is where a link's address stands: after its text, or, for a
// reference, where the link begins.
func (c *collector) addressPos(n ast.Node, address []byte, reference bool) diag.Pos {
	if reference {
		return c.places.at(n.Pos(), n.Pos()+1)
	}
	from := max(n.Pos(), 0)
	for last := n.LastChild(); last != nil; last = last.LastChild() {
		if t, ok := last.(*ast.Text); ok {
			from = max(from, t.Segment.Stop)
		}
	}
	i := bytes.Index(c.doc.source[from:], address)
	if i < 0 || len(address) == 0 {
		return c.places.at(n.Pos(), n.Pos()+1)
	}
	return c.places.at(from+i, from+i+len(address))
}
