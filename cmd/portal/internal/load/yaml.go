package load

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
	"gopkg.in/yaml.v3"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// document parses one YAML document whose root is a map. firstLine is the line
// of the file at which text begins (front matter begins at line 2). It returns
// nil after reporting why.
func (l *loader) document(file string, text []byte, firstLine int) *yaml.Node {
	if line, col := tabIndent(text); line > 0 {
		l.report(diag.NewError("yaml-tab", diag.Pos{File: file, Line: firstLine + line - 1, Col: col}))
		return nil
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	var doc, more yaml.Node
	if err := dec.Decode(&doc); err != nil {
		if errors.Is(err, io.EOF) { // comments only
			l.empty(file, firstLine)
			return nil
		}
		l.report(syntaxError(file, text, firstLine, err))
		return nil
	}
	if err := dec.Decode(&more); err == nil {
		l.report(diag.NewError("yaml-documents", diag.Pos{File: file, Line: more.Line + firstLine - 1, Col: 1}))
		return nil
	} else if !errors.Is(err, io.EOF) {
		l.report(syntaxError(file, text, firstLine, err))
		return nil
	}
	shift(&doc, firstLine-1)
	root := doc.Content[0]
	if alias := findAlias(root); alias != nil {
		l.report(diag.NewError("yaml-alias", nodePos(file, alias)))
		return nil
	}
	if root.ShortTag() == "!!null" {
		l.empty(file, firstLine)
		return nil
	}
	l.unescaped(file, root)
	if root.Kind != yaml.MappingNode {
		l.report(diag.NewError("type-wrong", nodePos(file, root), "key", file, "want", "map", "got", typeName(root)))
		return nil
	}
	return root
}

// unescaped holds what escapes such as "\u00AD" and "\e" have become to what holds
// for the text itself.
func (l *loader) unescaped(file string, n *yaml.Node) {
	if n.Kind == yaml.ScalarNode && n.Style&yaml.DoubleQuotedStyle != 0 {
		n.Value = norm.NFC.String(tidy(n.Value))
		if i := strings.IndexFunc(n.Value, model.Hidden); i >= 0 {
			l.report(hidden(nodePos(file, n), n.Value[i:]))
			n.Value = strings.Map(func(r rune) rune {
				if model.Hidden(r) {
					return '?' // never nothing: that would be told as another fault
				}
				return r
			}, n.Value)
		}
	}
	for _, c := range n.Content {
		l.unescaped(file, c)
	}
}

func (l *loader) empty(file string, line int) {
	l.report(diag.NewError("file-empty", diag.Pos{File: file, Line: line, Col: 1}, "file", file))
}

// tabIndent finds the first tab that indents a line, which YAML forbids and
// yaml.v3 explains badly. The line is 0 when there is none.
func tabIndent(text []byte) (line, col int) {
	for i, ln := range bytes.Split(text, []byte{'\n'}) {
		trimmed := bytes.TrimLeft(ln, " ")
		if len(trimmed) > 1 && trimmed[0] == '\t' && len(bytes.TrimSpace(trimmed)) > 0 {
			return i + 1, len(ln) - len(trimmed) + 1
		}
	}
	return 0, 0
}

var (
	yamlLine      = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)$`)
	unknownAnchor = regexp.MustCompile(`^yaml: unknown anchor '(.*)' referenced$`)
)

// syntaxError places yaml.v3's complaint, which may come with the line of what
// is round the fault, with the line after it, or without any.
func syntaxError(file string, text []byte, firstLine int, err error) diag.Diagnostic {
	if m := unknownAnchor.FindStringSubmatch(err.Error()); m != nil {
		line, col := position(text, max(bytes.Index(text, []byte("*"+m[1])), 0))
		return diag.NewError("yaml-alias", diag.Pos{File: file, Line: firstLine + line - 1, Col: col, Len: len([]rune(m[1])) + 1})
	}
	line, detail := brokenLine(text), err.Error()
	if m := yamlLine.FindStringSubmatch(detail); m != nil {
		detail = m[2]
		if n, _ := strconv.Atoi(m[1]); line == 0 {
			line = n
		}
	}
	lines := strings.Split(strings.TrimRight(string(text), "\n"), "\n")
	line = min(max(line, 1), len(lines))
	src := lines[line-1]
	col := len(src) - len(strings.TrimLeft(src, " ")) + 1
	length := len([]rune(strings.TrimSpace(src)))
	return diag.NewError("yaml-syntax", diag.Pos{File: file, Line: firstLine + line - 1, Col: col, Len: length}, "detail", detail)
}

// brokenLine is the line with which a text stops being YAML: the one after the
// longest part that can be read. It is 0 for a text that is too long to try, as
// no record is.
func brokenLine(text []byte) int {
	const tries = 1 << 24 // bytes to parse
	rest := bytes.TrimRight(text, "\n")
	line := bytes.Count(rest, []byte{'\n'}) + 1
	if line*len(rest) > tries {
		return 0
	}
	for ; line > 1; line-- {
		rest = rest[:bytes.LastIndexByte(rest, '\n')]
		var doc yaml.Node
		err := yaml.Unmarshal(rest, &doc)
		if err == nil && (len(doc.Content) == 0 || doc.Content[0].Kind == yaml.MappingNode) {
			break // a first line without a colon is YAML too, but no record
		}
	}
	return line
}

// shift moves all positions down: front matter is parsed without the line of
// dashes above it.
func shift(n *yaml.Node, by int) {
	n.Line += by
	for _, c := range n.Content {
		shift(c, by)
	}
}

// findAlias finds an anchor or alias. They are refused: an alias bomb is not
// expanded into a Node, so nothing else would stop it.
func findAlias(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode || n.Anchor != "" || n.Tag == "!!merge" {
		return n
	}
	for _, c := range n.Content {
		if a := findAlias(c); a != nil {
			return a
		}
	}
	return nil
}

func nodePos(file string, n *yaml.Node) diag.Pos {
	length := 0
	if n.Kind == yaml.ScalarNode && n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
		length = len([]rune(n.Value))
		if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
			length += 2
		}
	}
	return diag.Pos{File: file, Line: max(n.Line, 1), Col: max(n.Column, 1), Len: length}
}

// typeName is what YAML reads a node as, in the words of the "type-wrong"
// message.
func typeName(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "map"
	case yaml.SequenceNode:
		return "list"
	}
	switch n.ShortTag() {
	case "!!int":
		return "integer"
	case "!!float":
		return "number"
	case "!!bool":
		return "boolean"
	case "!!null":
		return "nothing"
	case "!!timestamp":
		return "date"
	}
	return "text"
}
