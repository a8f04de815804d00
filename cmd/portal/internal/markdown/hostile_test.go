package markdown

import (
	"fmt"
	"io"
	"strings"
	"testing"
)

// fit repeats unit as often as one share-th of the limits on size, lines and
// marks lets it pass.
func fit(unit string, share int) string {
	var b strings.Builder
	marks, lines, line := 0, 1, 0
	unitMarks, unitLines := 0, strings.Count(unit, "\n")
	for _, r := range unit {
		if strings.ContainsRune("[*_`<#", r) {
			unitMarks++
		}
	}
	for {
		if unitLines > 0 {
			line = 0
		}
		if line+len(unit) >= maxLine {
			b.WriteByte('\n')
			line, lines = 0, lines+1
		}
		marks, lines, line = marks+unitMarks, lines+unitLines, line+len(unit)
		if b.Len()+len(unit) > maxBody/share || marks > maxMarks/share || lines > maxLines/share {
			return b.String()
		}
		b.WriteString(unit)
	}
}

// units are repeated to make bodies, each for one step of a Markdown parser
// that is slower than linear, deeper than a stack or wider than its source.
var units = []string{
	// blocks within blocks
	"> ", ">", "- ", "1. ", "> - ", "\t> ", ":::callout\n", ":::x\n", ">\n", "> a\n",
	// blocks without number
	":::helplines\n", ":::\n", ":::steps\n:::\n", "a\n", "a\n\n", "\n", "***\n\n", "---\n", "a\n-\n", "# a\n", "## a {#b}\n",
	"- a\n", "-\n\n", "a\n: b\n", "a\n\n: b\n\n", "    a\n", "    a\n\nb\n\n", "```\n", "~~~\n", "<b>\n\n",
	// tables
	"a|b\n-|-\nc|d\n\n", "|", "|\n", "|-\n", "|a\n|-\n", "|`\\|`\n",
	// links, images, footnotes
	"[", "[a](", "![a](", "![", "[[", "[a](b)", "[![a](b)](c)", "[a](<b", "[a](b \"", "[a][b", "[a]: b\n", "[a]: b \"c\n",
	"[x](#a)\n", "[x](page:a)", "- [x](https://x.al/)\n", "<a:", "<https://x.al/>", "<a@", "a@a.a ", "[^a]", "[^a]: b\n\n[^a]\n",
	// emphasis, code, raw HTML
	"*a ", "*a_ ", "a**b*c* ", "**x* ", "*", "_", "*_", "**_*a", "`a``", "`", "<", "<a ", "<b>", "<!--", "<?", "<!A", "<![CDATA[", "<a b='", "<a\n",
	// typography and text
	"'a ", "\"a ", "'", "\"", "-", ".", "&amp;", "&amp;\n\n", "\\", "a\\\n", "\t", ":", "ë",
}

// hostile is a body for every unit, and those that are not repetitions. With
// share 1 they are as large as the limits allow.
func hostile(share int) map[string]string {
	bodies := map[string]string{}
	for _, unit := range units {
		bodies[unit] = fit(unit, share)
	}
	half := maxMarks / share / 2
	lines := func(n int, line func(i int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(line(i))
		}
		return b.String()
	}
	bodies["lazy quotes"] = strings.Repeat("> ", maxDepth-1) + strings.Repeat("a\n", maxLines/share-1)
	bodies["deep items"] = strings.Repeat("- ", maxDepth/2-2) + strings.Repeat("a\n", maxLines/share-1)
	bodies["levels by indentation"] = lines(2000, func(i int) string { return strings.Repeat(" ", i%500*2) + "- a\n" })
	bodies["ever longer code"] = lines(190, func(i int) string { return strings.Repeat("`", i+1) + "a " })
	bodies["table bomb"] = strings.Repeat("|a", 10_000) + "\n" + strings.Repeat("|-", 10_000) + strings.Repeat("\n|", 10_000)
	bodies["table at the limit"] = "|a|b|\n|-|-|" + strings.Repeat("\n|", maxCells/2-2)
	bodies["escaped bars"] = "|a\n|-\n" + strings.Repeat("|`\\|`\n", half)
	bodies["long reference"] = "[a]: https://x.al/" + strings.Repeat("b", maxLine-100) + "\n\n" + strings.Repeat("[a]", half)
	bodies["references"] = lines(half, func(i int) string { return fmt.Sprintf("[%d]: b\n", i) })
	bodies["brackets"] = strings.Repeat("[", half) + strings.Repeat("]", half)
	bodies["emphasis in emphasis"] = strings.Repeat("*a ", half) + "\n" + strings.Repeat("a* ", half)
	bodies["images in images"] = strings.Repeat("![", 5000) + strings.Repeat("](a)", 5000)
	bodies["footnotes backwards"] = lines(maxLines/share/4, func(i int) string { return fmt.Sprintf("[^%d]: x\n\n[^%d]\n\n", i, maxLines/4-i) })
	bodies["equal headings"] = strings.Repeat("## Neni\n", maxLines/share/2-1)
	bodies["wrong anchors"] = lines(4000/share, func(i int) string { return fmt.Sprintf("## neni %d\n[x](#nani-%d)\n", i, i) })
	return bodies
}

var anything = Resolver{
	Link:  func(l Link) (Resolved, bool) { return Resolved{Href: "../x/", Title: "Ndihmë"}, true },
	Block: func(Block) (string, bool) { return "<p>192</p>\n", true },
}

// BenchmarkHostile shows what the limits are worth: threats.md allows 2 s and
// 300 MB for any of these.
func BenchmarkHostile(b *testing.B) {
	p := New(albanian)
	for name, body := range hostile(1) {
		b.Run(fmt.Sprintf("%.30q", name), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				doc, _ := p.Parse(Source{File: "a.md", Line: 1, Body: []byte(body)})
				_ = doc.Render(io.Discard, anything)
			}
		})
	}
}

// TestHostileBody: whatever a body is made of, parsing ends, and the HTML of
// one that passes stays in proportion. A quarter of the limits is enough for
// that and bearable under the race detector; the benchmark has all of them.
func TestHostileBody(t *testing.T) {
	p := New(albanian)
	for name, body := range hostile(4) {
		doc, faults := p.Parse(Source{File: "a.md", Line: 1, Body: []byte(body)})
		if len(faults) > maxFaults {
			t.Errorf("%.30q: %d faults are reported", name, len(faults))
		}
		if err := doc.Render(io.Discard, anything); err != nil && len(faults) == 0 {
			t.Errorf("%.30q: passed the checks, then: %v", name, err)
		}
	}
}

func TestBodyTooLarge(t *testing.T) {
	bodies := map[string]string{
		"table bomb":     hostile(1)["table bomb"],
		"cells":          "|a|b|\n|-|-|" + strings.Repeat("\n|", maxCells/2-1),
		"cells together": strings.Repeat("|a|b|\n|-|-|\n"+strings.Repeat("|c|d|\n", 98)+"\n", 101),
		"lines":          strings.Repeat("a\n\n", maxLines/2),
		"long line":      strings.Repeat("a", maxLine+1),
		"marks":          strings.Repeat("[a][b]\n", maxMarks/2+1),
		"nesting":        strings.Repeat("> ", maxDepth+1) + "a",
		"reference":      "[a]: https://x.al/" + strings.Repeat("b", maxLine-100) + "\n\n" + strings.Repeat("[a] ", 500),
		"leaf blocks":    strings.Repeat(":::helplines\n", 1000),
	}
	for name, body := range bodies {
		t.Run(name, func(t *testing.T) {
			_, faults := New(albanian).Parse(Source{File: "a.md", Line: 1, Body: []byte(body)})
			if !has(faults, "markdown-too-large") {
				t.Errorf("it passes, with %v", codes(faults))
			}
		})
	}
}

func TestBodyOverAMegabyteIsNotParsed(t *testing.T) {
	doc, faults := New(albanian).Parse(Source{File: "a.md", Line: 1, Body: make([]byte, maxBody+1)})
	if !has(faults, "file-too-large") || faults[0].Args["size"] != "1048577" || faults[0].Args["limit"] != "1048576" {
		t.Errorf("got %v", faults)
	}
	if doc.root.HasChildren() {
		t.Error("it was parsed")
	}
}

func TestLargestTablePasses(t *testing.T) {
	_, faults := New(albanian).Parse(Source{File: "a.md", Line: 1, Body: []byte(hostile(1)["table at the limit"])})
	if len(faults) > 0 {
		t.Errorf("got %v", codes(faults))
	}
}
