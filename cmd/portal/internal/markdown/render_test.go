package markdown

import (
	"errors"
	"io"
	"strings"
	"testing"
)

func TestResolvedLink(t *testing.T) {
	for _, test := range []struct {
		name, body string
		to         Resolved
		html       string
	}{
		{"own words", "[a](page:x#y)", Resolved{Href: "../b/#y", Title: "T"}, `<a href="../b/#y">a</a>`},
		{"the title for want of words", "[](page:x)", Resolved{Href: "../b/", Title: "T & <c>"}, `<a href="../b/">T &amp; &lt;c&gt;</a>`},
		{"own words for a foreign page", "[a](page:x)", Resolved{Href: "b", Title: "T", Lang: "sr-Latn"}, `<a href="b" hreflang="sr-Latn">a</a>`},
		{"foreign title", "<page:x>", Resolved{Href: "b", Title: "T", Lang: "sr-Latn"}, `<a href="b" hreflang="sr-Latn" lang="sr-Latn">T</a>`},
		{"address to escape", "[a](page:x)", Resolved{Href: `?a&"`}, `<a href="?a&amp;&#34;">a</a>`},
		{"image", "![a \"b\"](c.png)", Resolved{Href: "c.1.png", Width: 4, Height: 3}, `<img src="c.1.png" alt="a „b“" width="4" height="3">`},
		{"image of unknown size", "![a](c.png)", Resolved{Href: "c.1.png"}, `<img src="c.1.png" alt="a">`},
	} {
		t.Run(test.name, func(t *testing.T) {
			doc, _ := parse(test.body)
			var b strings.Builder
			r := Resolver{Link: func(Link) (Resolved, bool) { return test.to, true }}
			if err := doc.Render(&b, r); err != nil || b.String() != "<p>"+test.html+"</p>\n" {
				t.Errorf("got %s, %v", b.String(), err)
			}
		})
	}
}

func TestOwnLinksAreNotResolved(t *testing.T) {
	doc, _ := parse("[a](https://x.al/) [b](mailto:a@x.al) [c](#d) <https://x.al/?a&b>\n\n## D")
	var b strings.Builder
	if err := doc.Render(&b, Resolver{}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<a href="https://x.al/" rel="noreferrer">a</a>`, `<a href="mailto:a@x.al">b</a>`, `<a href="#d">c</a>`,
		`<a href="https://x.al/?a&amp;b" rel="noreferrer">https://x.al/?a&amp;b</a>`,
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s in %s", want, b.String())
		}
	}
}

func TestUnresolvedIsAnError(t *testing.T) {
	never := Resolver{
		Link:  func(Link) (Resolved, bool) { return Resolved{}, false },
		Block: func(Block) (string, bool) { return "", false },
	}
	for body, want := range map[string]string{
		"a [b](page:c)":      `render content/a.sq.md:5:7: the link "page:c" is not resolved`,
		"![b](c.png)":        `render content/a.sq.md:5:6: the link ":c.png" is not resolved`,
		":::helpline{id=19}": `render content/a.sq.md:5:1: the block "helpline" is not resolved`,
	} {
		doc, _ := parse(body)
		for _, r := range []Resolver{never, {}} {
			if err := doc.Render(io.Discard, r); err == nil || err.Error() != want {
				t.Errorf("%q: got %v", body, err)
			}
		}
	}
}

func TestOutputIsCapped(t *testing.T) {
	doc, _ := parse(":::helplines")
	huge := Resolver{Block: func(Block) (string, bool) { return strings.Repeat("x", 2*outputBase), true }}
	if err := doc.Render(io.Discard, huge); !errors.Is(err, errTooLarge) {
		t.Errorf("got %v", err)
	}
}

func TestWriteErrorIsReturned(t *testing.T) {
	r, w := io.Pipe()
	_ = r.CloseWithError(io.ErrClosedPipe)
	doc, _ := parse("a")
	if err := doc.Render(w, anything); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v", err)
	}
}
