package render

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
)

// plainSheet writes a style sheet so that old browsers understand it too
// (decision 0005). Our sources use cascade layers, logical properties and many
// custom properties; a browser of an old phone knows one or two of these or
// none, and would drop the very declarations that make a number large enough
// to tap. So the bundle has
//
//   - the rules of each @layer in the order of the layers, without the layers;
//   - physical properties for logical ones, which in a language written from
//     left to right mean the same;
//   - the value itself for each token that has one value only. Tokens that
//     change with the colour scheme, on paper or on a wide screen stay.
//
// What cannot be read is passed on as it is, as CSS would skip it.
func plainSheet(source []byte) []byte {
	rules := inLayerOrder(parseSheet(source))
	var out bytes.Buffer
	writeSheet(&out, rules, constantTokens(rules))
	return out.Bytes()
}

// cssRule is a declaration ("color: red"), a statement ("@import …") or, with
// a block, a rule or group of rules.
type cssRule struct {
	head  string
	block bool
	rules []cssRule
}

// parseSheet reads the structure of a style sheet and leaves out the comments.
// Blocks left open end with the sheet, as in CSS.
func parseSheet(source []byte) []cssRule {
	p := sheetParser{source: source}
	var out []cssRule
	for p.at < len(p.source) {
		out = append(out, p.rules()...) // again after a brace that closes nothing
	}
	return out
}

type sheetParser struct {
	source []byte
	at     int
}

// rules are those up to the end of the block.
func (p *sheetParser) rules() []cssRule {
	var out []cssRule
	for p.at < len(p.source) {
		head, end := p.head()
		if end == '{' {
			out = append(out, cssRule{head: head, block: true, rules: p.rules()})
			continue
		}
		if head != "" {
			out = append(out, cssRule{head: head})
		}
		if end == '}' {
			break
		}
	}
	return out
}

// head is the text up to the next brace or semicolon, and that character. In
// strings and brackets they mean nothing.
func (p *sheetParser) head() (text string, end byte) {
	var out bytes.Buffer
	depth := 0
	for ; p.at < len(p.source); p.at++ {
		switch c := p.source[p.at]; {
		case bytes.HasPrefix(p.source[p.at:], []byte("/*")):
			p.comment()
			out.WriteByte(' ')
			continue
		case c == '"' || c == '\'':
			out.WriteString(p.quoted(c))
			continue
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			depth--
		case depth <= 0 && (c == '{' || c == '}' || c == ';'):
			p.at++
			return strings.TrimSpace(out.String()), c
		}
		out.WriteByte(p.source[p.at])
	}
	return strings.TrimSpace(out.String()), 0
}

// comment goes to the last character of a comment.
func (p *sheetParser) comment() {
	if n := bytes.Index(p.source[p.at+2:], []byte("*/")); n >= 0 {
		p.at += n + 3
	} else {
		p.at = len(p.source) - 1
	}
}

// quoted is a string as it stands, and goes to its last character.
func (p *sheetParser) quoted(quote byte) string {
	from := p.at
	for p.at++; p.at < len(p.source)-1 && p.source[p.at] != quote; p.at++ {
		if p.source[p.at] == '\\' {
			p.at++
		}
	}
	p.at = min(p.at, len(p.source)-1)
	return string(p.source[from : p.at+1])
}

// inLayerOrder takes the layers away and keeps their order: that of the
// statement "@layer a, b;" or of their first block. Rules without a layer come
// last, because they win over all layers.
func inLayerOrder(rules []cssRule) []cssRule {
	var order []string
	layers := map[string][]cssRule{}
	var free []cssRule
	for _, r := range rules {
		names, layer := strings.CutPrefix(r.head, "@layer")
		if !layer {
			free = append(free, r)
			continue
		}
		for name := range strings.SplitSeq(names, ",") {
			if name = strings.TrimSpace(name); !slices.Contains(order, name) {
				order = append(order, name)
			}
			layers[name] = append(layers[name], r.rules...)
		}
	}
	var out []cssRule
	for _, name := range order {
		out = append(out, layers[name]...)
	}
	return append(out, free...)
}

// constantTokens are the custom properties that are set once in the whole sheet,
// for :root and under no condition, to a value that depends on no other.
func constantTokens(rules []cssRule) map[string]string {
	times, out := map[string]int{}, map[string]string{}
	countTokens(rules, times)
	for _, r := range rules {
		if r.head != ":root" {
			continue
		}
		for _, d := range r.rules {
			if name, value := declaration(d); times[name] == 1 && !strings.Contains(value, "var(") {
				out[name] = value
			}
		}
	}
	return out
}

// countTokens notes how often each custom property is set.
func countTokens(rules []cssRule, times map[string]int) {
	for _, r := range rules {
		if name, _ := declaration(r); strings.HasPrefix(name, "--") {
			times[name]++
		}
		countTokens(r.rules, times)
	}
}

// declaration is a rule's property and value, both empty when it is none.
func declaration(r cssRule) (name, value string) {
	if r.block || strings.HasPrefix(r.head, "@") {
		return "", ""
	}
	name, value, _ = strings.Cut(r.head, ":")
	return strings.TrimSpace(name), strings.TrimSpace(value)
}

// tokenUse is a custom property that is asked for without a value in reserve.
var tokenUse = regexp.MustCompile(`var\(\s*(--[\w-]+)\s*\)`)

// writeSheet writes rules in plain CSS.
func writeSheet(out *bytes.Buffer, rules []cssRule, constants map[string]string) {
	for _, r := range rules {
		name, value := declaration(r)
		switch _, constant := constants[name]; {
		case r.block:
			out.WriteString(r.head + "{")
			writeSheet(out, r.rules, constants)
			out.WriteString("}\n")
		case name == "":
			out.WriteString(r.head + ";\n")
		case !constant:
			value = tokenUse.ReplaceAllStringFunc(value, func(use string) string {
				if known, ok := constants[tokenUse.FindStringSubmatch(use)[1]]; ok {
					return known
				}
				return use
			})
			for _, d := range physical(name, value) {
				out.WriteString(d + ";")
			}
		}
	}
}

var (
	logicalSize = regexp.MustCompile(`^(min-|max-|)(block|inline)-size$`)
	logicalSide = regexp.MustCompile(`^(margin|padding|inset|border|scroll-margin|scroll-padding)-(block|inline)(?:-(start|end))?(-width|-style|-color)?$`)
)

// physical are the declarations that mean the same as one with a logical
// property, where text runs from left to right and lines from top to bottom.
func physical(name, value string) []string {
	if m := logicalSize.FindStringSubmatch(name); m != nil {
		return []string{m[1] + map[string]string{"block": "height", "inline": "width"}[m[2]] + ":" + value}
	}
	if name == "inset" {
		v := sides(value, 4)
		return []string{"top:" + v[0], "right:" + v[1], "bottom:" + v[2], "left:" + v[3]}
	}
	m := logicalSide.FindStringSubmatch(name)
	if m == nil {
		return []string{name + ":" + value}
	}
	property, axis, end, part := m[1]+"-", m[2], m[3], m[4]
	if property == "inset-" {
		property = ""
	}
	first, last := "top", "bottom"
	if axis == "inline" {
		first, last = "left", "right"
	}
	v := []string{value, value}
	if property != "border-" || part != "" {
		v = sides(value, 2)
	}
	switch end {
	case "start":
		return []string{property + first + part + ":" + value}
	case "end":
		return []string{property + last + part + ":" + value}
	}
	return []string{property + first + part + ":" + v[0], property + last + part + ":" + v[1]}
}

// sides are the n values of a shorthand for opposite sides: what is not said
// is as on the side across (CSS Box Model 3, "margin").
func sides(value string, n int) []string {
	value, important := strings.CutSuffix(value, "!important")
	v := valueParts(value)
	for i := len(v); i < n; i++ {
		v = append(v, v[max(0, i-2)])
	}
	if important {
		for i := range v {
			v[i] += "!important"
		}
	}
	return v
}

// valueParts are the parts of a value that blanks outside of brackets divide.
func valueParts(value string) []string {
	depth := 0
	out := strings.FieldsFunc(value, func(c rune) bool {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		}
		return depth == 0 && (c == ' ' || c == '\n' || c == '\t')
	})
	if len(out) == 0 {
		return []string{""}
	}
	return out
}
