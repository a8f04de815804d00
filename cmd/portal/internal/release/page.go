package release

import (
	"bytes"
	"slices"

	"golang.org/x/net/html"
)

// Page is what a browser would find in a file of HTML, SVG or CSS.
type Page struct {
	Lang     string    // the lang of <html>, as written; empty for SVG and CSS
	NoIndex  bool      // <meta name="robots"> asks search engines to stay away
	IDs      []string  // sorted, each once
	Links    []Ref     // every address, once per Use, where it stands first
	Problems []Problem // what must not be in a published file
}

// Ref is an address in a file.
type Ref struct {
	URL  string // character references resolved, otherwise as written
	What string // the element and attribute, "img src"; "css" in a style sheet
	Use  Use
	At   int64 // byte offset of the tag, or of the address in a style sheet
}

// Use says what a browser does with an address.
type Use uint8

const (
	// Follow: a reader goes there, or nobody does; any site will do.
	Follow Use = iota
	// Load: the browser fetches it by itself, so it must be ours.
	Load
	// Show: like Load, and only ever drawn, so it may also be a data: picture.
	Show
)

// Problem is a fault seen in one file alone.
type Problem struct {
	Code string // "verify-inline" …
	What string // the element, attribute or id; empty when the code says it all
	At   int64  // byte offset
}

// scanner gathers the facts of one file. It is used again for the next one, and
// its words are shared by all: most addresses of a site stand on every page.
type scanner struct {
	words map[string]string
	ids   map[string]bool
	refs  map[Ref]bool // with At 0
	links []Ref
	attrs []attribute // of the tag at hand

	facts   *Page
	drawing bool
	nested  bool // inside a <noscript>
	inert   bool // the last <script> holds data
}

type attribute struct{ key, val []byte }

// scan reads a file as a browser would, but never trusts where a browser might
// read otherwise: what is unclear is a problem. It returns nil for opaque files.
func (s *scanner) scan(f format, src []byte) *Page {
	if f == opaque {
		return nil
	}
	if s.words == nil {
		s.words, s.ids, s.refs = map[string]string{}, map[string]bool{}, map[Ref]bool{}
	}
	clear(s.ids)
	clear(s.refs)
	s.links = s.links[:0]
	s.facts, s.drawing, s.nested = &Page{}, f == drawing, false
	if f == sheet {
		s.css(src, 0, "css")
	} else {
		s.markup(src, 0)
	}
	s.facts.Links = slices.Clone(s.links) // of the very size: a site has millions
	slices.Sort(s.facts.IDs)
	return s.facts
}

// markup reads HTML (and SVG, whose tags and attributes look the same) that
// begins at byte offset at of the file.
func (s *scanner) markup(src []byte, at int64) {
	z := html.NewTokenizer(bytes.NewReader(src))
	raw := "" // the element whose content comes next as text, if it is one of rawText
	for {
		token := z.Next()
		size := int64(len(z.Raw()))
		switch token {
		case html.ErrorToken:
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			raw = s.tag(z, at)
		case html.TextToken:
			if raw != "" {
				s.rawText(raw, z.Raw(), at)
			}
			raw = ""
		case html.CommentToken:
			if bytes.HasPrefix(z.Raw(), []byte("<![")) && !s.drawing {
				s.problem("verify-inline", "CDATA", at) // a browser may end it elsewhere than we do
			}
			raw = ""
		default:
			raw = ""
		}
		at += size
	}
}

// rawText judges the content of an element that is not read as markup, or is
// read so by some browsers only.
func (s *scanner) rawText(element string, text []byte, at int64) {
	switch {
	case element == "style" && s.drawing:
		s.css(text, at, "css")
	case element == "script" && !s.inert:
		// Judged by its content: which attribute names a file differs between HTML and SVG.
		if len(bytes.TrimSpace(text)) > 0 {
			s.problem("verify-inline", "<script>", at)
		}
	case bytes.IndexByte(text, '<') < 0:
	case element == "noscript" && !s.nested:
		s.nested = true // markup for a browser without scripts
		s.markup(text, at)
		s.nested = false
	default:
		// Within SVG even <title> is read as markup: a bare "<" has no business here.
		s.problem("verify-inline", "< in <"+element+">", at)
	}
}

// tag judges a start tag and names the element if its content is raw text.
func (s *scanner) tag(z *html.Tokenizer, at int64) (raw string) {
	name, more := z.TagName()
	if s.drawing {
		name = name[bytes.IndexByte(name, ':')+1:] // <svg:script>
	}
	element := s.word(name)
	s.attrs = s.attrs[:0]
	for more {
		var a attribute
		a.key, a.val, more = z.TagAttr()
		s.attrs = append(s.attrs, a)
	}
	s.element(element, at)
	for _, a := range s.attrs {
		s.attribute(element, a, at)
	}
	switch element {
	case "script", "style", "title", "textarea", "noscript", "iframe", "noembed", "noframes", "xmp", "plaintext":
		return element
	}
	return ""
}

// word is b as a string that all files share.
func (s *scanner) word(b []byte) string {
	if w, ok := s.words[string(b)]; ok {
		return w
	}
	w := string(b)
	s.words[w] = w
	return w
}

func (s *scanner) problem(code, what string, at int64) {
	s.facts.Problems = append(s.facts.Problems, Problem{code, what, at})
}

// ref notes an address, once per file.
func (s *scanner) ref(url []byte, what string, use Use, at int64) {
	r := Ref{URL: s.word(url), What: what, Use: use}
	if !s.refs[r] {
		s.refs[r] = true
		r.At = at
		s.links = append(s.links, r)
	}
}
