package markdown

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// textNode writes text, and the first time that an abbreviation of the resolver
// occurs in the body, its words with it (HTML abbr). Later ones stay plain: a
// screen reader would repeat the words each time. Headings and links are left
// as they are.
func textNode(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	n, out := node.(*ast.Text), w.(*output)
	text := n.Segment.Value(source)
	switch {
	case n.IsRaw():
		html.DefaultWriter.RawWrite(w, text)
	case len(out.resolver.Abbreviations) == 0 || !inProse(n):
		html.DefaultWriter.Write(w, text)
	default:
		out.abbreviate(text)
	}
	switch {
	case n.HardLineBreak():
		out.html("<br>\n")
	case n.SoftLineBreak():
		out.html("\n")
	}
	return ast.WalkContinue, nil
}

func inProse(n ast.Node) bool {
	for p := n.Parent(); p != nil; p = p.Parent() {
		if k := p.Kind(); k == ast.KindLink || k == ast.KindHeading {
			return false
		}
	}
	return true
}

// abbreviate writes a text word by word.
func (out *output) abbreviate(text []byte) {
	from := 0
	for i := 0; i < len(text); {
		end := i + word(text[i:])
		if end == i {
			_, size := utf8.DecodeRune(text[i:])
			i += size
			continue
		}
		short := string(text[i:end])
		if words := out.resolver.Abbreviations[short]; words != "" && !out.said[short] {
			if out.said == nil {
				out.said = map[string]bool{}
			}
			out.said[short] = true
			html.DefaultWriter.Write(out, text[from:i])
			out.html("<abbr")
			out.attribute("title", words)
			out.html(">")
			out.text(short)
			out.html("</abbr>")
			from = end
		}
		i = end
	}
	html.DefaultWriter.Write(out, text[from:])
}

// word is the length of the run of letters and digits that text begins with.
func word(text []byte) int {
	n := 0
	for n < len(text) {
		r, size := utf8.DecodeRune(text[n:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		n += size
	}
	return n
}
