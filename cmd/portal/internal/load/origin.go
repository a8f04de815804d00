package load

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

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
	mark, rest := cutMark(text)
	start, end, ok := frontMatterOf(rest)
	if !ok {
		return nil, ErrByHand
	}
	front, err := setOrigin(rest[start:end], []member{{"lang", lang}, {"digest", digest}})
	if err != nil {
		return nil, err
	}
	return slices.Concat(mark, rest[:start], front, rest[end:]), nil
}

// SetRecordOrigin is the same for a record: each language of digests was
// translated from the words that have the digest. langs are the languages of the
// site in their order.
func SetRecordOrigin(text []byte, langs []string, digests map[string]string) ([]byte, error) {
	mark, rest := cutMark(text)
	var set []member
	for _, lang := range langs {
		if d, ok := digests[lang]; ok {
			set = append(set, member{lang, d})
		}
	}
	record, err := setOrigin(rest, ordered(set, langs))
	if err != nil {
		return nil, err
	}
	return slices.Concat(mark, record), nil
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

func cutMark(text []byte) (mark, rest []byte) {
	if bytes.HasPrefix(text, utf8BOM) {
		return utf8BOM, text[len(utf8BOM):]
	}
	return nil, text
}

// frontMatterOf is where the YAML of a page stands, between its lines of dashes.
func frontMatterOf(text []byte) (start, end int, ok bool) {
	for i, line := range bytes.SplitAfter(text, []byte{'\n'}) {
		dashes := dashes(bytes.TrimRight(line, "\r\n"))
		switch {
		case i == 0 && !dashes:
			return 0, 0, false
		case i == 0:
			start, end = len(line), len(line)
		case dashes:
			return start, end, true
		default:
			end += len(line)
		}
	}
	return 0, 0, false
}

// setOrigin changes a YAML map as an editor would, and reads the result again: it
// must say what it said and the new origin, or nothing is changed.
func setOrigin(text []byte, set []member) ([]byte, error) {
	root := rootMap(text)
	if root == nil {
		return nil, ErrByHand
	}
	e := &originEdit{text: text}
	key, value := lookUp(root, originKey)
	switch {
	case key == nil:
		e.appendKey(root, set)
	case value.Kind == yaml.MappingNode:
		for i, m := range set {
			if m.value != "" {
				e.member(value, m, set[i+1:])
			}
		}
	default:
		return nil, ErrByHand
	}
	out := e.done()
	if e.lost || !says(out, root, set) {
		return nil, ErrByHand
	}
	return out, nil
}

// rootMap parses a text; nil when it is no map.
func rootMap(text []byte) *yaml.Node {
	var doc yaml.Node
	if yaml.Unmarshal(text, &doc) != nil || len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		return nil
	}
	return doc.Content[0]
}

func lookUp(mapping *yaml.Node, name string) (key, value *yaml.Node) {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == name {
			return mapping.Content[i], mapping.Content[i+1]
		}
	}
	return nil, nil
}

// says reports whether a text says what root did, and the new origin.
func says(text []byte, root *yaml.Node, set []member) bool {
	now := rootMap(text)
	if now == nil {
		return false
	}
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

// originEdit gathers changes to a text.
type originEdit struct {
	text    []byte
	splices []splice
	lost    bool // a place was not what the parser said it is
}

type splice struct {
	from, to int // bytes
	with     string
}

func (e *originEdit) put(from, to int, with string) {
	e.splices = append(e.splices, splice{from, to, with})
}

// done is the text with all changes, of which those at one place keep their order.
func (e *originEdit) done() []byte {
	slices.SortStableFunc(e.splices, func(a, b splice) int { return a.from - b.from })
	var out []byte
	at := 0
	for _, s := range e.splices {
		if s.from < at {
			e.lost = true
			return nil
		}
		out = append(append(out, e.text[at:s.from]...), s.with...)
		at = s.to
	}
	return append(out, e.text[at:]...)
}

// offset is the byte at which a node begins. The parser counts characters.
func (e *originEdit) offset(n *yaml.Node) int {
	at := 0
	for line := 1; line < n.Line; line++ {
		i := bytes.IndexByte(e.text[at:], '\n')
		if i < 0 {
			e.lost = true
			return 0
		}
		at += i + 1
	}
	for col := 1; col < n.Column && at < len(e.text); col++ {
		_, size := utf8.DecodeRune(e.text[at:])
		at += size
	}
	return at
}

// lineEnd is how the line that ends at or before a place ends.
func (e *originEdit) lineEnd(at int) string {
	i := bytes.LastIndexByte(e.text[:at], '\n')
	if i < 0 {
		i = bytes.IndexByte(e.text, '\n')
	}
	if i > 0 && e.text[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// appendKey writes the origin below everything else of the map.
func (e *originEdit) appendKey(root *yaml.Node, set []member) {
	var parts []string
	for _, m := range set {
		if m.value != "" {
			parts = append(parts, m.key+": "+originValue(m))
		}
	}
	end, eol := len(e.text), e.lineEnd(len(e.text))
	line := strings.Repeat(" ", root.Column-1) + originKey + ": {" + strings.Join(parts, ", ") + "}" + eol
	if end > 0 && e.text[end-1] != '\n' {
		line = eol + line
	}
	e.put(end, end, line)
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
		e.scalar(value, m)
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

// scalar replaces a value in its own quotes.
func (e *originEdit) scalar(n *yaml.Node, m member) {
	if n.Value == m.value {
		return
	}
	at := e.offset(n)
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
	if at+length > len(e.text) || !bytes.Contains(e.text[at:at+length], []byte(n.Value)) {
		e.lost = true // written with escapes, a tag or over several lines
		return
	}
	e.put(at, at+length, with)
}

// before writes a member before another one.
func (e *originEdit) before(mapping, key *yaml.Node, m member) {
	at := e.offset(key)
	if mapping.Style&yaml.FlowStyle != 0 {
		e.put(at, at, fmt.Sprintf("%s: %s, ", m.key, originValue(m)))
		return
	}
	e.put(at, at, fmt.Sprintf("%s: %s%s%s", m.key, originValue(m), e.lineEnd(at), strings.Repeat(" ", key.Column-1)))
}

// last writes a member behind all others.
func (e *originEdit) last(mapping *yaml.Node, m member) {
	if mapping.Style&yaml.FlowStyle != 0 {
		e.lastOfFlow(mapping, m)
		return
	}
	key, value := mapping.Content[len(mapping.Content)-2], mapping.Content[len(mapping.Content)-1]
	at := e.offset(value)
	if i := bytes.IndexByte(e.text[at:], '\n'); i >= 0 {
		at += i + 1
	} else {
		at = len(e.text)
	}
	line := fmt.Sprintf("%s%s: %s", strings.Repeat(" ", key.Column-1), m.key, originValue(m))
	if at > 0 && e.text[at-1] != '\n' {
		e.put(at, at, e.lineEnd(at)+line)
		return
	}
	e.put(at, at, line+e.lineEnd(at))
}

// lastOfFlow writes a member before the closing brace of {…}.
func (e *originEdit) lastOfFlow(mapping *yaml.Node, m member) {
	from := e.offset(mapping)
	if n := len(mapping.Content); n > 0 {
		last := mapping.Content[n-1]
		from = e.offset(last) + len(last.Value) // no brace stands in a digest
	}
	i := bytes.IndexByte(e.text[min(from, len(e.text)):], '}')
	if i < 0 {
		e.lost = true
		return
	}
	at := len(bytes.TrimRight(e.text[:from+i], " \t\r\n"))
	comma := ", "
	first := !slices.ContainsFunc(e.splices, func(s splice) bool { return s.from == at })
	switch {
	case first && e.text[at-1] == '{':
		comma = ""
	case first && e.text[at-1] == ',':
		comma = " "
	}
	e.put(at, at, comma+m.key+": "+originValue(m))
}
