package release

import (
	"bytes"
	"strings"
)

// element judges what an element is, whatever address it has.
func (s *scanner) element(element string, at int64) {
	switch element {
	case "html":
		if s.facts.Lang == "" {
			s.facts.Lang = s.word(s.value("lang"))
		}
	case "script":
		s.inert = bytes.EqualFold(s.value("type"), []byte("application/ld+json"))
	case "style":
		if !s.drawing { // a drawing is a file of its own, which no policy of a page reaches
			s.problem("verify-inline", "<style>", at)
		}
	case "base":
		s.problem("verify-inline", "<base>", at) // every address would mean something else
	case "meta":
		switch {
		case bytes.EqualFold(s.value("name"), []byte("robots")):
			s.facts.NoIndex = s.facts.NoIndex || strings.Contains(strings.ToLower(string(s.value("content"))), "noindex")
		case bytes.EqualFold(s.value("http-equiv"), []byte("refresh")):
			if address := refreshTarget(s.value("content")); len(address) > 0 {
				s.ref(address, "meta refresh", Load, at)
			}
		}
	}
}

// value is that of the tag's first attribute key: the one that browsers take.
func (s *scanner) value(key string) []byte {
	for _, a := range s.attrs {
		if string(a.key) == key {
			return a.val
		}
	}
	return nil
}

// attribute judges one attribute: an id, a handler, a style or an address.
func (s *scanner) attribute(element string, a attribute, at int64) {
	switch key := string(a.key); {
	case key == "id":
		s.id(a.val, at)
	case key == "style", key == "srcdoc", len(key) > 2 && key[:2] == "on":
		s.problem("verify-inline", s.word(a.key)+"=", at)
	case key == "srcset", key == "imagesrcset":
		what := s.what(element, a.key)
		for _, candidate := range srcset(a.val) {
			s.ref(candidate, what, Show, at)
		}
	case key == "to", key == "from", key == "by", key == "values":
		// SVG animation can turn an href into anything while the page is open.
		if (element == "set" || strings.HasPrefix(element, "animate")) && bytes.IndexByte(a.val, ':') >= 0 {
			s.problem("verify-scheme", s.what(element, a.key), at)
		}
	default:
		if use, ok := s.use(element, key); ok {
			s.ref(a.val, s.what(element, a.key), use, at)
		} else if bytes.IndexByte(a.val, '(') >= 0 {
			s.css(a.val, at, s.what(element, a.key)) // fill="url(#pattern)"
		}
	}
}

func (s *scanner) what(element string, key []byte) string {
	var b [64]byte
	return s.word(append(append(append(b[:0], element...), ' '), key...))
}

func (s *scanner) id(val []byte, at int64) {
	if len(val) == 0 {
		return
	}
	id := s.word(val)
	if s.ids[id] {
		s.problem("verify-id-duplicate", id, at)
		return
	}
	s.ids[id] = true
	s.facts.IDs = append(s.facts.IDs, id)
}

// use says what a browser does with the address in an attribute, false when
// there is none in it. Who is not known here counts as fetched by itself.
// (HTML Standard, "Attributes"; SVG 2, "Linking"; obsolete ones that still work.)
func (s *scanner) use(element, key string) (Use, bool) {
	switch key {
	case "href", "xlink:href":
		switch element {
		case "a", "area":
			return Follow, true
		case "link":
			return linkUse(string(s.value("rel"))), true
		case "base":
			return 0, false // a problem as such
		case "image", "feimage":
			return Show, true
		}
		return Load, true
	case "src":
		if element == "img" || element == "input" {
			return Show, true
		}
		return Load, true
	case "poster", "background":
		return Show, true
	case "action", "formaction", "ping", "manifest":
		return Load, true
	case "data", "codebase", "classid", "archive", "code":
		return Load, element == "object" || element == "applet" || element == "embed"
	case "cite", "longdesc":
		return Follow, true
	}
	return 0, false
}

// linkUse judges <link rel>. Only relations that just say something about the
// page may lead to another site; next and prev are not among them, because a
// browser may fetch them ahead. (IANA Link Relations.)
func linkUse(rel string) Use {
	use := Follow
	for word := range strings.FieldsSeq(strings.ToLower(rel)) {
		switch word {
		case "alternate", "canonical", "author", "license", "help", "search", "bookmark", "me", "up", "first", "last", "index",
			"contents", "describedby", "describes", "cite-as", "privacy-policy", "terms-of-service", "self", "hub", "shortlink",
			"tag", "external", "nofollow", "noreferrer", "noopener":
		case "icon", "shortcut", "apple-touch-icon", "mask-icon":
			use = max(use, Show)
		default:
			return Load
		}
	}
	return use
}

// refreshTarget is the address in "5; url=/sq/", empty for a bare "5".
func refreshTarget(content []byte) []byte {
	at := bytes.IndexAny(content, ";, \t\n")
	if at < 0 {
		return nil
	}
	rest := bytes.TrimLeft(content[at:], ";, \t\r\n")
	if len(rest) >= 3 && strings.EqualFold(string(rest[:3]), "url") {
		if after := bytes.TrimLeft(rest[3:], " \t\r\n"); len(after) > 0 && after[0] == '=' {
			rest = bytes.TrimLeft(after[1:], " \t\r\n")
		}
	}
	return bytes.Trim(rest, `"' `)
}

// srcset gives the addresses of an image candidate list: each ends at white
// space or, without a descriptor, at a comma. (HTML Standard, "parse a srcset
// attribute".)
func srcset(val []byte) (urls [][]byte) {
	const space = " \t\r\n\f"
	for {
		val = bytes.TrimLeft(val, space+",")
		if len(val) == 0 {
			return urls
		}
		end := bytes.IndexAny(val, space)
		if end < 0 {
			end = len(val)
		}
		url := bytes.TrimRight(val[:end], ",")
		urls = append(urls, url)
		if len(url) < end { // the comma ended the candidate
			val = val[end:]
			continue
		}
		_, val, _ = bytes.Cut(val[end:], []byte(","))
	}
}
