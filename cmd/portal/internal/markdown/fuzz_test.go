package markdown

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// FuzzRender: no body makes the package panic, and what comes out, read again
// by an HTML parser, has only elements and attributes from a short list, no
// active scheme and every position inside the body.
func FuzzRender(f *testing.F) {
	f.Add(page)
	for _, unit := range units {
		f.Add(strings.Repeat(unit, 3))
	}
	for _, body := range []string{
		"[a](javascript:x)", "[a](java\tscript:x)", "<javascript:x>", "![a](data:x)", "[a]: &#106;avascript:x\n\n[a]", "<img src=x onerror=y>",
		"## A {#a onclick=b style=c}", ":::callout{title=\"<b>\" kind=note}\n- a\n\n  :::steps\n  1. b\n  :::\n:::", "|a|\n|-:|\n|`\\|`|", "a\n: b\n\n[^1]\n\n[^1]: c",
		"\t:::callout\n\t> \ta\n:::", "> :::steps\n1. a\n:::", "&#x202E;a", "&#27;[2J", "&shy;&zwj;&nbsp;", "![&#x2066;](a.svg)", "[&#xE000;](page:a)", "`&#27;`", "    a", "{#a}\n---", "# {#a}", "a\n{#b}\n===",
	} {
		f.Add(body)
	}
	p := New(albanian)
	f.Fuzz(func(t *testing.T, body string) {
		doc, faults := p.Parse(Source{File: "a.md", Line: 1, Body: []byte(body)})
		lines := strings.Split(body, "\n")
		for _, fault := range faults {
			checkPos(t, fault.Pos, lines)
		}
		var b bytes.Buffer
		if err := doc.Render(&b, anything); err != nil {
			t.Fatalf("faults %v, then %v", faults, err)
		}
		checkHTML(t, b.String())
		if b.Len() > maxOutput(len(body)) {
			t.Fatalf("%d bytes become %d", len(body), b.Len())
		}
		if len(faults) == 0 && strings.ContainsFunc(b.String(), model.Hidden) && utf8.ValidString(body) && !strings.ContainsFunc(body, model.Hidden) {
			t.Fatalf("an entity became what nobody sees: %q", b.String())
		}
	})
}

// FuzzAddress gives one address to every kind of link.
func FuzzAddress(f *testing.F) {
	for _, address := range []string{
		"javascript:alert(1)", "java\tscript:x", "&#x6a;avascript:x", "javascript&colon;x", "\x01javascript:x", "JAVASCRIPT:x", "vbscript:x", "data:text/html,x",
		"https://x.al/\"onclick=\"x", "https://x.al/?\"><script>", "//x.al", "https://a@b", "mailto:a@b?body=\"><b>", "page:a\"b", "#\"x", "blob:x", "view-source:x", "https:javascript:x",
	} {
		f.Add(address)
	}
	p := New(albanian)
	f.Fuzz(func(t *testing.T, address string) {
		for _, form := range []string{"[a](%)", "[a](<%>)", "<%>", "![a](%)", "![a](<%>)", "[a]\n\n[a]: %", "[a]\n\n[a]: <%>"} {
			body := strings.ReplaceAll(form, "%", address)
			doc, _ := p.Parse(Source{File: "a.md", Line: 1, Body: []byte(body)})
			var b bytes.Buffer
			if err := doc.Render(&b, anything); err != nil {
				t.Fatal(err)
			}
			checkHTML(t, b.String())
		}
	})
}

func checkPos(t *testing.T, pos diag.Pos, lines []string) {
	if pos.Line == 0 {
		return // the file as a whole
	}
	if pos.Line > len(lines) || pos.Col < 1 || pos.Col > len([]rune(lines[pos.Line-1]))+1 {
		t.Fatalf("%+v is outside the body", pos)
	}
}

// allowed are the elements and attributes that a body can become.
var allowed = map[string]string{
	"p": "class", "h1": "id", "h2": "id", "h3": "id", "h4": "id", "h5": "id", "h6": "id",
	"a": "href rel hreflang lang class role", "img": "src alt width height", "br": "", "hr": "",
	"em": "", "strong": "", "code": "", "pre": "", "blockquote": "", "sup": "id",
	"ul": "", "ol": "start", "li": "id", "dl": "", "dt": "", "dd": "", "div": "class role",
	"table": "class", "thead": "", "tbody": "", "tr": "", "th": "scope class", "td": "class data-label",
}

func checkHTML(t *testing.T, out string) {
	t.Helper()
	for z := html.NewTokenizer(strings.NewReader(out)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.CommentToken, html.DoctypeToken:
			t.Fatalf("comment in %s", out)
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			attributes, ok := allowed[token.Data]
			if !ok {
				t.Fatalf("element %s in %s", token.Data, out)
			}
			for _, a := range token.Attr {
				if !strings.Contains(" "+attributes+" ", " "+a.Key+" ") {
					t.Fatalf("attribute %s of %s in %s", a.Key, token.Data, out)
				}
				if a.Key == "href" && !harmless(a.Val) || a.Key == "src" && a.Val != "../x/" {
					t.Fatalf("address %q in %s", a.Val, out)
				}
			}
		}
	}
}

// harmless tells whether a browser would take an address for one of the kinds
// that are allowed.
func harmless(address string) bool {
	for _, prefix := range []string{"https://", "http://", "mailto:", "#", "../x/"} {
		if strings.HasPrefix(address, prefix) {
			return !strings.ContainsAny(address, "\"<>\t\n ") || prefix == "#"
		}
	}
	return false
}
