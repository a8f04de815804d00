package markdown

import (
	"strings"
	"testing"
)

// TestWithinALongerPage: headings go down, and no id of the body, its notes'
// included, can meet one of another.
func TestWithinALongerPage(t *testing.T) {
	doc, found := New(Quotes{}).Parse(Source{File: "x.md", Line: 1, Body: []byte("## Part {#part}\n\n### Less\n\nSee [there](#part).[^1]\n\n[^1]: A note.\n")})
	if len(found) > 0 {
		t.Fatal(found)
	}
	var b strings.Builder
	if err := doc.Render(&b, Resolver{Within: Within{Deeper: 1, Prefix: "c."}}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`<h3 id="c.part">Part</h3>`, `<h4 id="c.less">`, `href="#c.part"`, `id="c.note-fnref:1"`, `href="#c.note-fn:1"`, `id="c.note-fn:1"`, `href="#c.note-fnref:1"`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s is missing in\n%s", want, b.String())
		}
	}
	b.Reset()
	if err := doc.Render(&b, Resolver{}); err != nil || !strings.Contains(b.String(), `<h2 id="part">Part</h2>`) || !strings.Contains(b.String(), `id="note-fn:1"`) {
		t.Errorf("on its own page: %v\n%s", err, b.String())
	}
}
