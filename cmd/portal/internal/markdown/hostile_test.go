package markdown

import (
	"fmt"
	"io"
	"strings"
	"testing"
)

// hostile are bodies of a megabyte, each made for one step of a Markdown parser
// that is slower than linear, deeper than a stack or wider than its source.
func hostile() map[string]string {
	times := func(s string) string { return strings.Repeat(s, maxBody/len(s)) }
	count := func(format string) string {
		var b strings.Builder
		for i := 0; b.Len() < maxBody-100; i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	// marked repeats s as often as the marks in it allow and fills up with words.
	marked := func(s string) string {
		marks := 0
		for _, r := range s {
			if strings.ContainsRune("[*_`<#", r) {
				marks++
			}
		}
		body := strings.Repeat(s, min(maxMarks/max(marks, 1), maxBody/len(s)))
		return body + strings.Repeat(" a", (maxBody-len(body))/2)
	}
	bodies := map[string]string{
		"quotes in quotes": times("> "), "quote marks": times(">"), "lists in lists": times("- "),
		"numbers in numbers": times("1. "), "lists in quotes": times("> - "), "lazy": strings.Repeat("> ", 90) + times("a\n")[:maxBody-200],
		"blocks in blocks": times(":::callout\n"), "leaves": times(":::helplines\n"), "stray fences": times(":::\n"),
		"steps": times(":::steps\n:::\n"), "unknown blocks": times(":::x\n"),
		"table":       strings.Repeat("|a", 20000) + "\n" + strings.Repeat("|-", 20000) + times("\n|"),
		"many tables": times("a|b\n-|-\nc|d\n\n"), "one table": "a|b\n-|-\n" + times("c|d\n")[:maxBody-20],
		"escaped bars":   "|a\n|-\n" + strings.Repeat("|`\\|`\n", maxMarks/2),
		"long reference": "[a]: https://x.al/" + strings.Repeat("b", maxBody/2) + "\n\n" + strings.Repeat("[a]", maxMarks-1),

		"single quotes": times("'a "), "double quotes": times("\"a "), "quotes": times("'"), "hyphens": times("-"), "dots": times("."),
		"setext": times("a\n-\n"), "one-letter paragraphs": times("a\n\n"), "one-letter lines": times("a\n"), "blank lines": times("\n"),
		"rules": times("***\n\n")[:maxMarks*5/3], "dash rules": times("---\n"), "definitions": times("a\n: b\n"), "definitions apart": times("a\n\n: b\n\n"),
		"items": times("- a\n"), "empty items": times("-\n\n"), "entities": times("&amp;"), "entities apart": times("&amp;\n\n"), "backslashes": times("\\"), "hard breaks": times("a\\\n"), "tabs": times("\t"), "tabbed quotes": times("\t> "),
		"indented code": times("    a\n"), "code paragraphs": times("    a\n\nb\n\n"), "quoted lines": times(">\n"), "bars": times("|"), "bar lines": times("|\n"), "delimiter lines": times("|-\n"),
		"colons": times(":"), "tildes": times("~~~\n"), "mail": times("a@a.a "),
	}
	for _, s := range []string{
		"[", "[a](", "![a](", "![", "[[", "[a](b)", "[![a](b)](c)", "[a](<b", "[a](b \"", "[a][b", "[^a]", "[a]: b\n", "[a]: b \"c\n",
		"*a ", "*a_ ", "a**b*c* ", "**x* ", "*", "_", "*_", "**_*a", "`a``", "`", "<", "<a ", "<b>", "<!--", "<?", "<!A", "<![CDATA[", "<a b='", "<a\n", "<a:", "<https://x.al/>", "<a@",
		"# a\n", "## a {#b}\n", "[x](#a)\n", "[x](page:a)", "- [x](https://x.al/)\n", "```\n",
	} {
		bodies[s] = marked(s)
	}
	var nested strings.Builder
	for i := 0; nested.Len() < maxBody-3000; i++ {
		nested.WriteString(strings.Repeat("  ", i%700) + "- a\n")
	}
	bodies["levels by indentation"] = nested.String()
	half := maxMarks / 2
	bodies["brackets"] = strings.Repeat("[", half) + strings.Repeat("]", half)
	bodies["emphasis in emphasis"] = strings.Repeat("*a ", half) + strings.Repeat("a* ", half)
	bodies["images in images"] = strings.Repeat("![", half) + strings.Repeat("](a)", half)
	bodies["footnotes"] = strings.Repeat("[^a]", half) + "\n\n" + count("[^%d]: x\n")[:half*10]
	var notes strings.Builder
	for i := range half {
		fmt.Fprintf(&notes, "[^%d]: x\n\n[^%d]\n\n", i, half-i)
	}
	bodies["footnotes backwards"] = notes.String()
	return bodies
}

func BenchmarkHostile(b *testing.B) {
	p := New(Quotes{"„", "“", "‚", "‘"})
	for name, body := range hostile() {
		b.Run(fmt.Sprintf("%q", name), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				doc, _ := p.Parse(Source{File: "a.md", Line: 1, Body: []byte(body)})
				_ = doc.Render(io.Discard, anything)
			}
		})
	}
}

var anything = Resolver{
	Link:  func(l Link) (Resolved, bool) { return Resolved{Href: "../" + l.ID + "/", Title: "Ndihmë"}, true },
	Block: func(Block) (string, bool) { return "<p>192</p>\n", true },
}
