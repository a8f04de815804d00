package markdown

import (
	"strings"
	"testing"
)

func TestAbbreviationsAreExplainedOnce(t *testing.T) {
	for name, test := range map[string]struct{ body, want string }{
		"the first time":     {"The NGO and an NGO.", `<p>The <abbr title="non-governmental organisation">NGO</abbr> and an NGO.</p>`},
		"with its ending":    {"OJQ-të dhe OJQ.", `<p><abbr title="organizatë joqeveritare">OJQ</abbr>-të dhe OJQ.</p>`},
		"only whole words":   {"NGOs are many.", `<p>NGOs are many.</p>`},
		"not in a heading":   {"## The NGO\n\nText.", `<h2 id="the-ngo">The NGO</h2>`},
		"not in a link":      {"[NGO](https://example.org/)", `<p><a href="https://example.org/" rel="noreferrer">NGO</a></p>`},
		"not in code":        {"`NGO`", `<p><code>NGO</code></p>`},
		"text stays escaped": {"NGO & <", `<abbr title="non-governmental organisation">NGO</abbr> &amp; &lt;</p>`},
	} {
		t.Run(name, func(t *testing.T) {
			doc, faults := New(Quotes{}).Parse(Source{File: "x.md", Line: 1, Body: []byte(test.body)})
			if len(faults) > 0 {
				t.Fatal(faults)
			}
			var out strings.Builder
			err := doc.Render(&out, Resolver{Abbreviations: map[string]string{
				"NGO": "non-governmental organisation", "OJQ": "organizatë joqeveritare",
			}})
			if err != nil || !strings.Contains(out.String(), test.want) {
				t.Errorf("%v\n%s\nwant\n%s", err, out.String(), test.want)
			}
		})
	}
}

func TestSentences(t *testing.T) {
	body := "The first one. It is short.\nThe 25. april goes on! \"Really?\" Yes.\n\n- An item\n- Another [one](term:x)\n\n## Heading\n\n`code 12` says 3 things.[^1]\n\n[^1]: A note.\n"
	doc, faults := New(Quotes{}).Parse(Source{File: "x.md", Line: 5, Body: []byte(body)})
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	type got struct {
		text      string
		line, col int
		tied      bool
	}
	want := []got{
		{"The first one.", 5, 1, false},
		{"It is short.", 5, 16, false},
		{"The 25. april goes on!", 6, 1, false},
		{"\"Really?\"", 6, 24, false},
		{"Yes.", 6, 34, false},
		{"An item", 8, 3, true},
		{"Another one", 9, 3, true},
		{"_______ says 3 things.", 13, 2, true},
	}
	if len(doc.Sentences) != len(want) {
		t.Fatalf("%d sentences, want %d: %v", len(doc.Sentences), len(want), doc.Sentences)
	}
	for i, s := range doc.Sentences {
		if g := (got{s.Text, s.Pos.Line, s.Pos.Col, s.Tied}); g != want[i] {
			t.Errorf("sentence %d: %v, want %v", i, g, want[i])
		}
	}
}
