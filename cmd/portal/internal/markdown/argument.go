package markdown

import (
	"slices"
	"strings"
	"unicode/utf8"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// arguments reads and judges the {name=value name="some words"} of a block's
// opening line. It is false when any of it is wrong.
// places are those of the values.
func (c *collector) arguments(n *blockNode) (args map[string]string, places map[string]diag.Pos, ok bool) {
	header := string(c.doc.source[n.start:n.stop])
	at := strings.Index(header, n.name) + len(n.name)
	written := strings.TrimLeft(header[at:], " \t")
	at = len(header) - len(written)

	r := argumentReader{c: c, n: n, args: map[string]string{}, places: map[string]diag.Pos{}, ok: true}
	if written != "" {
		if written[0] != '{' || written[len(written)-1] != '}' || len(written) < 2 {
			r.refuse(written, at, r.names())
			return nil, nil, false
		}
		r.read(written[1:len(written)-1], at+1)
	}
	for _, a := range n.shape.args {
		if _, ok := r.args[a.name]; r.ok && a.required && !ok {
			c.fault("block-argument-missing", c.places.at(n.start, n.stop), "name", n.name, "argument", a.name)
			r.ok = false
		}
	}
	return r.args, r.places, r.ok
}

type argumentReader struct {
	c      *collector
	n      *blockNode
	args   map[string]string
	places map[string]diag.Pos
	ok     bool
}

// read takes the arguments apart. at is where they begin in the opening line.
func (r *argumentReader) read(written string, at int) {
	for {
		rest := strings.TrimLeft(written, " \t")
		at += len(written) - len(rest)
		if rest == "" {
			return
		}
		whole := firstArgument(rest)
		name, value, ok := strings.Cut(whole, "=")
		value, quoted := unquoted(value)
		if !ok || value == "" || !quoted && strings.ContainsAny(value, `"`+curved) {
			r.refuse(whole, at, r.names())
		} else {
			r.take(whole, name, value, at)
		}
		written, at = rest[len(whole):], at+len(whole)
	}
}

// curved are the quotation marks that a word processor makes of straight ones.
// Round a value they count as those; within straight ones they are words.
const curved = "“”„‟«»"

// unquoted is a value without the quotation marks round it.
func unquoted(s string) (value string, quoted bool) {
	first, size := utf8.DecodeRuneInString(s)
	last, end := utf8.DecodeLastRuneInString(s)
	straight := first == '"' && last == '"'
	if len(s) >= size+end && (straight || strings.ContainsRune(curved, first) && strings.ContainsRune(curved, last)) {
		return s[size : len(s)-end], true
	}
	return s, false
}

// firstArgument is what stands before the first blank outside quotes.
func firstArgument(s string) string {
	var open, before rune
	for i, r := range s {
		bent := strings.ContainsRune(curved, r)
		switch {
		case open == 0 && (r == ' ' || r == '\t'):
			return s[:i]
		case open == 0 && (r == '"' || bent && before == '='):
			open = r
		case open == '"' && r == '"', open != 0 && open != '"' && bent:
			open = 0
		}
		before = r
	}
	return s
}

func (r *argumentReader) take(whole, name, value string, at int) {
	for _, a := range r.n.shape.args {
		if a.name != name {
			continue
		}
		if _, twice := r.args[name]; twice || a.values != nil && !slices.Contains(a.values, value) {
			r.refuse(whole, at, a.values)
			return
		}
		start := r.n.start + at + len(name) + 1
		start += strings.Index(whole[len(name)+1:], value) // behind its quotation mark
		r.args[name], r.places[name] = value, r.c.places.at(start, start+len(value))
		return
	}
	r.refuse(whole, at, r.names())
}

// refuse reports an argument; allowed are the names or values to choose from.
func (r *argumentReader) refuse(whole string, at int, allowed []string) {
	r.ok = false
	start := r.n.start + at
	r.c.fault("block-argument", r.c.places.at(start, start+len(whole)),
		"name", r.n.name, "argument", whole, "allowed", strings.Join(allowed, ", "))
}

func (r *argumentReader) names() []string {
	var names []string
	for _, a := range r.n.shape.args {
		names = append(names, a.name)
	}
	return names
}
