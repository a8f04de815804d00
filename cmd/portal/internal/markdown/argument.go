package markdown

import (
	"slices"
	"strings"

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
		quoted := len(value) >= 2 && value[0] == '"' && value[len(value)-1] == '"'
		if quoted {
			value = value[1 : len(value)-1]
		}
		if !ok || value == "" || !quoted && strings.Contains(value, `"`) {
			r.refuse(whole, at, r.names())
		} else {
			r.take(whole, name, value, at)
		}
		written, at = rest[len(whole):], at+len(whole)
	}
}

// firstArgument is what stands before the first blank outside quotes.
func firstArgument(s string) string {
	quoted := false
	for i := range len(s) {
		switch s[i] {
		case '"':
			quoted = !quoted
		case ' ', '\t':
			if !quoted {
				return s[:i]
			}
		}
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
