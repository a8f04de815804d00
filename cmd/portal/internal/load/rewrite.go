package load

import (
	"bytes"
	"cmp"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"gopkg.in/yaml.v3"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// Rewrite is a file of content/ or data/ in which single values are changed as an
// editor would: every other byte stays as it is, comments, order, quotes and line
// ends too. Places are those that loading gave; they are of the file as it was
// when it was opened, whatever has been changed since.
type Rewrite struct {
	file    string
	raw     []byte
	lines   []int      // offsets in raw at which lines begin
	root    *yaml.Node // of the record or the front matter
	end     int        // offset in raw behind the last line of the YAML
	changes []splice
}

// NewRewrite opens a file that has been loaded without faults.
func NewRewrite(file string, raw []byte) (*Rewrite, error) {
	e := &Rewrite{file: file, raw: raw, lines: []int{0}}
	for i, b := range raw {
		if b == '\n' {
			e.lines = append(e.lines, i+1)
		}
	}
	l := &loader{site: &model.Site{}, faults: map[string]int{}, fields: fieldCache{}}
	text, ok := l.text(&File{Path: file, Data: raw})
	if !ok {
		return nil, ErrByHand
	}
	first, last := 1, len(e.lines)+1
	if path.Ext(file) == ".md" {
		front, _, bodyLine, ok := l.frontMatter(file, text)
		if !ok {
			return nil, ErrByHand
		}
		text, first, last = front, 2, bodyLine-1
	}
	if e.root = l.document(file, text, first); e.root == nil {
		return nil, ErrByHand
	}
	e.end = len(raw)
	if last <= len(e.lines) {
		e.end = e.lines[last-1]
	}
	return e, nil
}

// Bytes are the file with all changes made.
func (e *Rewrite) Bytes() []byte {
	slices.SortStableFunc(e.changes, func(a, b splice) int { return cmp.Compare(a.from, b.from) })
	var out bytes.Buffer
	at := 0
	for _, c := range e.changes {
		out.Write(e.raw[at:c.from])
		out.WriteString(c.with)
		at = c.to
	}
	out.Write(e.raw[at:])
	return out.Bytes()
}

// Text is what stands at a place, as it is written.
func (e *Rewrite) Text(at diag.Pos) string {
	from, to := e.span(at)
	return string(e.raw[from:to])
}

// Write puts text in the place of what stands there. A place that was changed
// already stays as it is.
func (e *Rewrite) Write(at diag.Pos, text string) {
	from, to := e.span(at)
	e.splice(from, to, text)
}

// Scalar changes a value of YAML, which must be old, and keeps its quotes.
func (e *Rewrite) Scalar(at diag.Pos, old, now string) error {
	return e.scalar(at.Line, at.Col, old, now)
}

func (e *Rewrite) scalar(line, col int, old, now string) error {
	from := e.offset(line, col)
	for _, quote := range []string{`"`, `'`} {
		if bytes.HasPrefix(e.raw[from:], []byte(quote+old+quote)) {
			e.splice(from+1, from+1+len(old), now)
			return nil
		}
	}
	if !bytes.HasPrefix(e.raw[from:], []byte(old)) {
		return ErrByHand
	}
	e.splice(from, from+len(old), bare(now))
	return nil
}

// Set gives a key of the record or front matter a value. A key that is new
// stands where record, a pointer to the struct, has it.
func (e *Rewrite) Set(record any, key, value string) error {
	if _, n := e.find(key); n != nil {
		return e.scalar(n.Line, n.Column, n.Value, value)
	}
	return e.insert(record, key, bare(value))
}

// SetList gives a key a list of values: what is there stays, what must go makes
// room for what is new, and the rest is added behind. A key that is new stands
// where record has it; one that has nothing left goes.
func (e *Rewrite) SetList(record any, key string, values []string) error {
	name, n := e.find(key)
	switch {
	case n == nil && len(values) == 0:
		return nil
	case n == nil:
		quoted := make([]string, len(values))
		for i, v := range values {
			quoted[i] = bare(v)
		}
		return e.insert(record, key, "["+strings.Join(quoted, ", ")+"]")
	case n.Kind != yaml.SequenceNode || len(n.Content) == 0:
		return ErrByHand
	case len(values) == 0:
		return e.drop(name, n)
	}
	fresh := slices.DeleteFunc(slices.Clone(values), func(v string) bool {
		return slices.ContainsFunc(n.Content, func(c *yaml.Node) bool { return c.Value == v })
	})
	kept := 0
	for i, c := range n.Content {
		var err error
		switch {
		case slices.Contains(values, c.Value):
		case len(fresh) > 0:
			err = e.scalar(c.Line, c.Column, c.Value, fresh[0])
			fresh = fresh[1:]
		default:
			err = e.dropItem(n, i, kept == 0)
			kept--
		}
		if err != nil {
			return err
		}
		kept++
	}
	return e.addItems(n, fresh)
}

// find is a key of the root and its value, nil when there is none.
func (e *Rewrite) find(key string) (name, value *yaml.Node) { return lookUp(e.root, key) }

// insert writes a new key, before the first that stands behind it in record.
func (e *Rewrite) insert(record any, key, value string) error {
	if e.root.Style&yaml.FlowStyle != 0 {
		return ErrByHand
	}
	fields := fieldCache{}.of(reflect.TypeOf(record).Elem())
	place := func(key string) int { return slices.IndexFunc(fields, func(f field) bool { return f.key == key }) }
	next := 0
	for i := 0; i < len(e.root.Content); i += 2 {
		if n := e.root.Content[i]; place(n.Value) > place(key) && (next == 0 || n.Line < next) {
			next = n.Line
		}
	}
	at := e.end
	if next > 0 {
		for next > 1 && strings.HasPrefix(strings.TrimSpace(e.line(next-1)), "#") {
			next-- // what is said above a key is said of it
		}
		at = e.lines[next-1]
	}
	before, eol := "", e.eol(at)
	if at > 0 && e.raw[at-1] != '\n' {
		before = eol
	}
	e.splice(at, at, before+key+": "+value+eol)
	return nil
}

// drop removes a key with its list.
func (e *Rewrite) drop(name, list *yaml.Node) error {
	last := list.Content[len(list.Content)-1].Line
	if e.root.Style&yaml.FlowStyle != 0 {
		return ErrByHand
	}
	if list.Style&yaml.FlowStyle != 0 {
		for line := e.line(last); !strings.Contains(line, "]"); line = e.line(last) {
			last++
		}
	}
	e.splice(e.lines[name.Line-1], e.after(last), "")
	return nil
}

// dropItem removes an item of a list of several. first says that no item before
// it stays.
func (e *Rewrite) dropItem(list *yaml.Node, i int, first bool) error {
	c := list.Content[i]
	if list.Style&yaml.FlowStyle == 0 {
		e.splice(e.lines[c.Line-1], e.after(c.Line), "")
		return nil
	}
	from, to, err := e.item(c)
	switch {
	case err != nil:
		return err
	case first && i+1 < len(list.Content):
		to = e.offset(list.Content[i+1].Line, list.Content[i+1].Column)
	case i > 0:
		if _, from, err = e.item(list.Content[i-1]); err != nil {
			return err
		}
	}
	e.splice(from, to, "")
	return nil
}

// item is where an item of a list stands, with its quotes.
func (e *Rewrite) item(n *yaml.Node) (from, to int, err error) {
	from = e.offset(n.Line, n.Column)
	for _, written := range []string{n.Value, `"` + n.Value + `"`, "'" + n.Value + "'"} {
		if bytes.HasPrefix(e.raw[from:], []byte(written)) {
			return from, from + len(written), nil
		}
	}
	return 0, 0, ErrByHand
}

// addItems adds items behind the last of a list, written as that one is.
func (e *Rewrite) addItems(list *yaml.Node, values []string) error {
	if len(values) == 0 {
		return nil
	}
	last := list.Content[len(list.Content)-1]
	from, to, err := e.item(last)
	if err != nil {
		return err
	}
	var text strings.Builder
	if list.Style&yaml.FlowStyle != 0 {
		for _, v := range values {
			text.WriteString(", " + bare(v))
		}
		e.splice(to, to, text.String())
		return nil
	}
	at, eol := e.after(last.Line), e.eol(to)
	if e.raw[at-1] != '\n' {
		text.WriteString(eol)
	}
	for _, v := range values {
		text.WriteString(string(e.raw[e.lines[last.Line-1]:from]) + bare(v) + eol)
	}
	e.splice(at, at, text.String())
	return nil
}

// notPlain is what a value cannot have without quotes within brackets.
var notPlain = regexp.MustCompile(`^\d|[\[\]{},]`)

// bare is a value without quotes where YAML reads it as it stands, anywhere. One
// that begins with a digit has quotes, as everywhere in the house.
func bare(s string) string {
	if quoted := scalar(s); quoted != s || notPlain.MatchString(s) {
		return `"` + s + `"`
	}
	return s
}

// splice is bytes that give way to others.
type splice struct {
	from, to int
	with     string
}

func (e *Rewrite) splice(from, to int, text string) {
	taken := func(c splice) bool { return c.from == from && c.to == to && from < to }
	if !slices.ContainsFunc(e.changes, taken) {
		e.changes = append(e.changes, splice{from, to, text})
	}
}

// after is the offset behind a line.
func (e *Rewrite) after(line int) int {
	if line < len(e.lines) {
		return e.lines[line]
	}
	return len(e.raw)
}

func (e *Rewrite) line(n int) string {
	if n > len(e.lines) {
		return "]" // there is none; nothing more is looked for
	}
	return string(e.raw[e.lines[n-1]:e.after(n)])
}

// eol is how the line before an offset ends.
func (e *Rewrite) eol(at int) string {
	if i := bytes.LastIndexByte(e.raw[:at], '\n'); i > 0 && e.raw[i-1] == '\r' || i < 0 && bytes.Contains(e.raw, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

func (e *Rewrite) span(at diag.Pos) (from, to int) {
	return e.offset(at.Line, at.Col), e.offset(at.Line, at.Col+at.Len)
}

// offset is where a place stands in the bytes of the file: columns count the
// characters of a line composed (NFC) and put in order ([tidy]).
func (e *Rewrite) offset(line, col int) int {
	if line > len(e.lines) {
		return len(e.raw)
	}
	from := e.lines[line-1]
	text := e.raw[from:e.after(line)]
	if line == 1 && bytes.HasPrefix(text, utf8BOM) {
		from, text = from+len(utf8BOM), text[len(utf8BOM):]
	}
	var it norm.Iter
	it.Init(norm.NFC, text)
	before := ""
	for at := 1; !it.Done(); {
		if at >= col {
			return from + it.Pos()
		}
		part := string(it.Next())
		at += utf8.RuneCountInString(tidy(before+part)) - utf8.RuneCountInString(tidy(before))
		r, _ := utf8.DecodeLastRuneInString(part)
		before = string(r)
	}
	return from + len(text)
}

// LineChange is a line before and after, empty where there is none. Several lines
// that are written or go together are one change.
type LineChange struct {
	Line          int // before
	Before, After string
}

// Lines are the changes, line by line.
func (e *Rewrite) Lines() []LineChange {
	e.Bytes() // puts them in order
	var out []LineChange
	for i := 0; i < len(e.changes); {
		line, _ := slices.BinarySearch(e.lines, e.changes[i].from+1)
		from, to := e.lines[line-1], e.after(line)
		if c := e.changes[i]; c.from == from && (c.to > to || c.to == to || c.from == c.to && strings.HasSuffix(c.with, "\n")) || c.from == len(e.raw) {
			out = append(out, LineChange{line, strings.TrimRight(string(e.raw[c.from:c.to]), "\r\n"), strings.Trim(c.with, "\r\n")})
			i++
			continue
		}
		var now strings.Builder
		at := from
		for ; i < len(e.changes) && e.changes[i].from < to; i++ {
			c := e.changes[i]
			now.Write(e.raw[at:c.from])
			now.WriteString(c.with)
			at = c.to
		}
		now.Write(e.raw[at:max(at, to)])
		out = append(out, LineChange{line, strings.TrimRight(string(e.raw[from:to]), "\r\n"), strings.TrimRight(now.String(), "\r\n")})
	}
	return out
}
