package markdown

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

var albanian = Quotes{"„", "“", "‚", "‘"}

// parse reads a body that begins in line 5 of its file.
func parse(body string) (*Doc, []diag.Diagnostic) {
	return New(albanian).Parse(Source{File: "content/a.sq.md", Line: 5, Body: []byte(body)})
}

// render is the HTML of a body, which must have no faults.
func render(t *testing.T, body string) string {
	t.Helper()
	doc, faults := parse(body)
	if len(faults) > 0 {
		t.Fatalf("unexpected %v", faults)
	}
	return renderDoc(t, doc)
}

func renderDoc(t *testing.T, doc *Doc) string {
	t.Helper()
	var b strings.Builder
	if err := doc.Render(&b, anything); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func codes(faults []diag.Diagnostic) []string {
	var out []string
	for _, f := range faults {
		out = append(out, f.Code)
	}
	return out
}

func has(faults []diag.Diagnostic, code string) bool { return slices.Contains(codes(faults), code) }

func TestHTML(t *testing.T) {
	for _, test := range []struct{ name, body, html string }{
		{"paragraph", "Një.\nDy.", "<p>Një.\nDy.</p>\n"},
		{"heading", "## Çfarë?", `<h2 id="cfare">Çfarë?</h2>` + "\n"},
		{"heading with an id", "## Çfarë? {#what}", `<h2 id="what">Çfarë?</h2>` + "\n"},
		{"underlined heading with an id", "Çfarë? {#what}\n---", `<h2 id="what">Çfarë?</h2>` + "\n"},
		{"emphasis", "*a* **b**", "<p><em>a</em> <strong>b</strong></p>\n"},
		{"no strikethrough", "~~a~~", "<p>~~a~~</p>\n"},
		{"no checkbox", "- [ ] a", "<ul>\n<li>[ ] a</li>\n</ul>\n"},
		{"no address becomes a link", "https://x.al", "<p>https://x.al</p>\n"},
		{"escapes", `\*a\* &amp; &euml; <3`, "<p>*a* &amp; ë &lt;3</p>\n"},
		{"code", "`<a>&amp;`", "<p><code>&lt;a&gt;&amp;amp;</code></p>\n"},
		{"code block", "```go\na := \"<\"\n```", "<pre><code>a := &#34;&lt;&#34;\n</code></pre>\n"},
		{"definitions", "Term\n: Ç'është.", "<dl>\n<dt>Term</dt>\n<dd>Ç’është.</dd>\n</dl>\n"},
		{"braces in a heading", "## Neni {5}", `<h2 id="neni-5">Neni {5}</h2>` + "\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := render(t, test.body); got != test.html {
				t.Errorf("got  %q\nwant %q", got, test.html)
			}
		})
	}
}

func TestFootnoteIDsHaveAPrefix(t *testing.T) {
	got := render(t, "Një.[^a]\n\n[^a]: Dy.")
	for _, want := range []string{`<sup id="note-fnref:1"><a href="#note-fn:1"`, `<li id="note-fn:1">`, `<a href="#note-fnref:1"`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

func TestRawHTMLIsRefused(t *testing.T) {
	for _, test := range []struct {
		body, tag string
		line, col int
	}{
		{"a <b>c", "<b>", 5, 3},
		{"a\nb </b >", "</b>", 6, 3},
		{"a <br/>", "<br>", 5, 3},
		{"ëë <!-- x -->", "<!--", 5, 4},
		{"<div class=x>\na\n</div>", "<div>", 5, 1},
		{"  <script>alert(1)</script>", "<script>", 5, 3},
		{"<?php x ?>", "<?php", 5, 1},
	} {
		t.Run(test.body, func(t *testing.T) {
			doc, faults := parse(test.body)
			if len(faults) == 0 || faults[0].Code != "html-raw" {
				t.Fatalf("got %v", faults)
			}
			if f := faults[0]; f.Args["tag"] != test.tag || f.Pos.Line != test.line || f.Pos.Col != test.col {
				t.Errorf("got %+v", f)
			}
			if got := renderDoc(t, doc); strings.Contains(got, "<!") || strings.Contains(got, test.tag) {
				t.Errorf("it is in the HTML: %s", got)
			}
		})
	}
}

func TestParserAndDocAreShared(t *testing.T) {
	p := New(albanian)
	doc, _ := p.Parse(Source{File: "a.md", Line: 1, Body: []byte(page)})
	want := renderDoc(t, doc)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			again, _ := p.Parse(Source{File: "a.md", Line: 1, Body: []byte(page)})
			if renderDoc(t, again) != want || renderDoc(t, doc) != want {
				t.Error("another goroutine changes the HTML")
			}
		})
	}
	all.Wait()
}

func TestBodyIsLeftAlone(t *testing.T) {
	file := []byte("```\ncode|rest of the file")
	doc, _ := New(albanian).Parse(Source{File: "a.md", Line: 1, Body: file[:8]})
	if got := renderDoc(t, doc); got != "<pre><code>code\n</code></pre>\n" {
		t.Errorf("got %q", got)
	}
	if string(file) != "```\ncode|rest of the file" {
		t.Errorf("what follows the body became %q", file)
	}
}

func TestNoParserOfGoldmarkIsForgotten(t *testing.T) {
	// blockParsers and inlineParsers repeat goldmark's defaults, because ours
	// wrap them. This sample needs each of them.
	doc, faults := parse("## A\n\nB\n---\n\n***\n\n- c\n\n1. d\n\n> e\n\n    f\n\n~~~\ng\n~~~\n\n`h` [i] *j* <k@l.al>\n\n[i]: page:i")
	if want := []string{"text-indented"}; !slices.Equal(codes(faults), want) {
		t.Errorf("got %v, want %v", faults, want)
	}
	got := renderDoc(t, doc)
	for _, want := range []string{"<h2 id=\"a\"", "<h2 id=\"b\"", "<hr>", "<ul>", "<ol>", "<blockquote>", "<pre><code>f", "<pre><code>g", "<code>h", "<a href=\"../x/\">i", "<em>j", "mailto:k@l.al"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}
