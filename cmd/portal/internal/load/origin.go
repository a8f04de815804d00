package load

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// originKey is the key under which a text says what it was translated from.
const originKey = "translated_from"

// ErrByHand says that a file is valid but written so that the program does not
// dare to change it: an editor writes the line.
var ErrByHand = errors.New("this file has to be changed by hand")

// SetPageOrigin is a page's text, as it stands on disk, saying that it was
// translated from the text in lang that has the digest. Every other byte stays:
// comments, order, quotes, line ends, a byte order mark.
func SetPageOrigin(text []byte, lang, digest string) ([]byte, error) {
	return setOrigin("page.md", text, []member{{"lang", lang}, {"digest", digest}})
}

// SetRecordOrigin is the same for a record: each language of digests was
// translated from the words that have the digest. langs are the languages of the
// site in their order.
func SetRecordOrigin(text []byte, langs []string, digests map[string]string) ([]byte, error) {
	var set []member
	for _, lang := range langs {
		if d, ok := digests[lang]; ok {
			set = append(set, member{lang, d})
		}
	}
	return setOrigin("record.yaml", text, ordered(set, langs))
}

// member is a key of translated_from and its value. One without a value stays as
// it is, and gives the others their place.
type member struct{ key, value string }

// ordered are the members with all languages, each in its place.
func ordered(set []member, langs []string) []member {
	var out []member
	for _, lang := range langs {
		i := slices.IndexFunc(set, func(m member) bool { return m.key == lang })
		if i >= 0 {
			out = append(out, set[i])
		} else {
			out = append(out, member{key: lang})
		}
	}
	return out
}

// setOrigin changes a YAML map as an editor would, and reads the result again: it
// must say what it said and the new origin, or nothing is changed.
func setOrigin(name string, text []byte, set []member) ([]byte, error) {
	file, err := NewRewrite(name, text)
	if err != nil {
		return nil, err
	}
	e := &originEdit{Rewrite: file}
	key, value := e.find(originKey)
	switch {
	case key == nil:
		e.appendKey(set)
	case value.Kind == yaml.MappingNode:
		for i, m := range set {
			if m.value != "" {
				e.member(value, m, set[i+1:])
			}
		}
	default:
		return nil, ErrByHand
	}
	out := e.Bytes()
	if now, err := NewRewrite(name, out); err != nil || e.lost || !says(now.root, e.root, set) {
		return nil, ErrByHand
	}
	return out, nil
}

func lookUp(mapping *yaml.Node, name string) (key, value *yaml.Node) {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == name {
			return mapping.Content[i], mapping.Content[i+1]
		}
	}
	return nil, nil
}

// says reports whether a map says what root did, and the new origin.
func says(now, root *yaml.Node, set []member) bool {
	_, before := lookUp(root, originKey)
	_, after := lookUp(now, originKey)
	rest := without(now, originKey)
	if twice, _ := lookUp(rest, originKey); after == nil || twice != nil {
		return false
	}
	want := map[string]string{}
	for i := 0; before != nil && i+1 < len(before.Content); i += 2 {
		want[before.Content[i].Value] = before.Content[i+1].Value
	}
	for _, m := range set {
		if m.value != "" {
			want[m.key] = m.value
		}
	}
	for i := 0; i+1 < len(after.Content); i += 2 {
		k, v := after.Content[i].Value, after.Content[i+1]
		if want[k] != v.Value || v.ShortTag() != "!!str" {
			return false
		}
		delete(want, k)
	}
	return len(want) == 0 && sameNode(without(root, originKey), rest)
}

// without is a map without a key, the first of that name; the map itself stays.
func without(mapping *yaml.Node, name string) *yaml.Node {
	out := *mapping
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == name {
			out.Content = slices.Concat(mapping.Content[:i], mapping.Content[i+2:])
			break
		}
	}
	return &out
}

func sameNode(a, b *yaml.Node) bool {
	return a.Kind == b.Kind && a.Style == b.Style && a.Value == b.Value && a.ShortTag() == b.ShortTag() &&
		slices.EqualFunc(a.Content, b.Content, sameNode)
}

// originEdit is a text in which the origin is set.
type originEdit struct {
	*Rewrite
	lost bool // a place was not what the parser said it is
}

// appendKey writes the origin below everything else of the map.
func (e *originEdit) appendKey(set []member) {
	var parts []string
	for _, m := range set {
		if m.value != "" {
			parts = append(parts, m.key+": "+originValue(m))
		}
	}
	end, eol := e.end, e.eol(e.end)
	line := strings.Repeat(" ", e.root.Column-1) + originKey + ": {" + strings.Join(parts, ", ") + "}" + eol
	if end > 0 && e.raw[end-1] != '\n' {
		line = eol + line
	}
	e.splice(end, end, line)
}

// originValue is a value as the house writes it: a digest may look like a number
// and is quoted, a language is a word.
func originValue(m member) string {
	if m.key == "lang" && scalar(m.value) == m.value {
		return m.value
	}
	return strconv.Quote(m.value)
}

// member sets one member of the map that is there; later are those that come
// after it.
func (e *originEdit) member(mapping *yaml.Node, m member, later []member) {
	if _, value := lookUp(mapping, m.key); value != nil {
		e.replace(value, m)
		return
	}
	for _, next := range later {
		if key, _ := lookUp(mapping, next.key); key != nil {
			e.before(mapping, key, m)
			return
		}
	}
	e.last(mapping, m)
}

// replace puts a value in the place of another, in its own quotes.
func (e *originEdit) replace(n *yaml.Node, m member) {
	if n.Value == m.value {
		return
	}
	at := e.offset(n.Line, n.Column)
	length, with := len(n.Value), originValue(m)
	switch n.Style {
	case 0:
	case yaml.DoubleQuotedStyle:
		length, with = len(n.Value)+2, strconv.Quote(m.value)
	case yaml.SingleQuotedStyle:
		length, with = len(n.Value)+2, "'"+m.value+"'"
	default:
		e.lost = true
		return
	}
	if at+length > len(e.raw) || !bytes.Contains(e.raw[at:at+length], []byte(n.Value)) {
		e.lost = true // written with escapes, a tag or over several lines
		return
	}
	e.splice(at, at+length, with)
}

// before writes a member before another one.
func (e *originEdit) before(mapping, key *yaml.Node, m member) {
	at := e.offset(key.Line, key.Column)
	if mapping.Style&yaml.FlowStyle != 0 {
		e.splice(at, at, fmt.Sprintf("%s: %s, ", m.key, originValue(m)))
		return
	}
	e.splice(at, at, fmt.Sprintf("%s: %s%s%s", m.key, originValue(m), e.eol(at), strings.Repeat(" ", key.Column-1)))
}

// last writes a member behind all others.
func (e *originEdit) last(mapping *yaml.Node, m member) {
	if mapping.Style&yaml.FlowStyle != 0 {
		e.lastOfFlow(mapping, m)
		return
	}
	key, value := mapping.Content[len(mapping.Content)-2], mapping.Content[len(mapping.Content)-1]
	at := e.offset(value.Line, value.Column)
	if i := bytes.IndexByte(e.raw[at:], '\n'); i >= 0 {
		at += i + 1
	} else {
		at = len(e.raw)
	}
	line := fmt.Sprintf("%s%s: %s", strings.Repeat(" ", key.Column-1), m.key, originValue(m))
	if at > 0 && e.raw[at-1] != '\n' {
		e.splice(at, at, e.eol(at)+line)
		return
	}
	e.splice(at, at, line+e.eol(at))
}

// lastOfFlow writes a member before the closing brace of {…}.
func (e *originEdit) lastOfFlow(mapping *yaml.Node, m member) {
	from := e.offset(mapping.Line, mapping.Column)
	if n := len(mapping.Content); n > 0 {
		last := mapping.Content[n-1]
		from = e.offset(last.Line, last.Column) + len(last.Value) // no brace stands in a digest
	}
	i := bytes.IndexByte(e.raw[min(from, len(e.raw)):], '}')
	if i < 0 {
		e.lost = true
		return
	}
	at := len(bytes.TrimRight(e.raw[:from+i], " \t\r\n"))
	comma := ", "
	first := !slices.ContainsFunc(e.changes, func(s splice) bool { return s.from == at })
	switch {
	case first && e.raw[at-1] == '{':
		comma = ""
	case first && e.raw[at-1] == ',':
		comma = " "
	}
	e.splice(at, at, comma+m.key+": "+originValue(m))
}
