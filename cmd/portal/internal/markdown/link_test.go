package markdown

import (
	"fmt"
	"strings"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

func TestAllowedLink(t *testing.T) {
	for _, test := range []struct {
		body string
		want Link
	}{
		{"[a](page:help)", Link{Scheme: "page", ID: "help", Text: "a"}},
		{"[a](page:help/safety#call)", Link{Scheme: "page", ID: "help/safety", Anchor: "call", Text: "a"}},
		{"[**a** `b`](activity:1.1.1)", Link{Scheme: "activity", ID: "1.1.1", Text: "a b"}},
		{"[](instrument:04-l-218)", Link{Scheme: "instrument", ID: "04-l-218"}},
		{"<term:viktime>", Link{Scheme: "term", ID: "viktime"}},
		{"[a]\n\n[a]: report:tip-2020", Link{Scheme: "report", ID: "tip-2020", Text: "a", Reference: true}},
		{"[a](HTTPS://x.al)", Link{URL: "https://x.al", Text: "a"}},
		{"[a](https://x.al/ë?q=ë&b=%C3%AB#c)", Link{URL: "https://x.al/%C3%AB?q=%C3%AB&b=%C3%AB#c", Text: "a"}},
		{"<https://x.al/>", Link{URL: "https://x.al/", Text: "https://x.al/"}},
		{"[a](mailto:info@x.al)", Link{URL: "mailto:info@x.al", Text: "a"}},
		{"<info@x.al>", Link{URL: "mailto:info@x.al", Text: "info@x.al"}},
		{"[a](https://x.al/&quot;&lt;b)", Link{URL: "https://x.al/%22%3Cb", Text: "a"}},
		{"![një *dy*](harta.png)", Link{ID: "harta.png", Text: "një dy", Image: true}},
	} {
		t.Run(test.body, func(t *testing.T) {
			doc, faults := parse(test.body)
			if len(faults) > 0 || len(doc.Links) != 1 {
				t.Fatalf("got %v, %v", faults, doc.Links)
			}
			got := doc.Links[0]
			got.Pos = diag.Pos{}
			if got != test.want {
				t.Errorf("got  %+v\nwant %+v", got, test.want)
			}
		})
	}
}

func TestAnchorOfThisPage(t *testing.T) {
	doc, faults := parse("[a](#shenjat) [b](#call)\n\n## Shenjat\n\n## Thirr {#call}")
	if len(faults) > 0 || doc.Links[0].Anchor != "shenjat" || doc.Links[1].Anchor != "call" {
		t.Errorf("got %v, %v", faults, doc.Links)
	}
}

func TestRefusedLink(t *testing.T) {
	for _, test := range []struct{ body, code, arg string }{
		{"[a](javascript:alert(1))", "link-scheme", "scheme=javascript"},
		{"[a](JavaScript:alert(1))", "link-scheme", "scheme=javascript"},
		{"[a](javascript&colon;alert(1))", "link-scheme", "scheme=javascript"},
		{"[a](&#x6a;avascript:alert(1))", "link-scheme", "scheme=javascript"},
		{"[a](&#0000106;avascript:alert(1))", "link-scheme", "scheme=javascript"},
		{`[a](java\script:alert(1))`, "link-by-address", `value=java\script:alert(1)`},
		{`[a](javascript\:alert(1))`, "link-scheme", "scheme=javascript"},
		{"[a](<java&Tab;script:alert(1)>)", "link-scheme", "scheme=javascript"},
		{"[a](java&NewLine;script:alert(1))", "link-scheme", "scheme=javascript"},
		{"[a](< javascript:alert(1)>)", "link-scheme", "scheme=javascript"},
		{"[a](&#1;javascript:alert(1))", "link-scheme", "scheme=javascript"},
		{"[a](&amp;#106;avascript:alert(1))", "link-by-address", "value=&#106;avascript:alert(1)"},
		{"[a]\n\n[a]: javascript:alert(1)", "link-scheme", "scheme=javascript"},
		{"<javascript:alert(1)>", "link-scheme", "scheme=javascript"},
		{"[a](data:text/html;base64,PHg+)", "link-scheme", "scheme=data"},
		{"[a](vbscript:x)", "link-scheme", "scheme=vbscript"},
		{"[a](file:///etc/passwd)", "link-scheme", "scheme=file"},
		{"[a](<pa&#9;ge:help>)", "link-scheme", "scheme=page"},
		{"[a](< page:help>)", "link-scheme", "scheme=page"},
		{"[a](tel:192)", "link-telephone", "value=tel:192"},
		{"[a](sms:192)", "link-telephone", "value=sms:192"},
		{"[a](/sq/ndihme/)", "link-by-address", "value=/sq/ndihme/"},
		{"[a](//x.al/)", "link-by-address", "value=//x.al/"},
		{"[a](../ndihme/)", "link-by-address", "value=../ndihme/"},
		{"[a](help.sq.md)", "link-by-address", "value=help.sq.md"},
		{"[a](?x=1:2)", "link-by-address", "value=?x=1:2"},
		{"[a]()", "link-by-address", "value="},
		{"[a](https:x.al)", "url-invalid", "value=https:x.al"},
		{`[a](https:\\x.al)`, "url-invalid", `value=https:\x.al`},
		{"[a](https://bank.al@x.al/)", "url-invalid", "value=https://bank.al@x.al/"},
		{"[a](https://x.al/%zz)", "url-invalid", "value=https://x.al/%zz"},
		{"[a](mailto:info)", "url-invalid", "value=mailto:info"},
		{"[a](mailto:a@b@c)", "url-invalid", "value=mailto:a@b@c"},
		{"[a](#)", "anchor-unknown", "anchor="},
		{"[a](#ska)", "anchor-unknown", "anchor=ska"},
		{"[](https://x.al/)", "link-text-missing", ""},
		{"![](a.png)", "image-alt-missing", ""},
		{"![a](https://x.al/a.png)", "link-scheme", "scheme=https"},
		{"![a](data:image/png;base64,x)", "link-scheme", "scheme=data"},
		{"![a](/a.png)", "link-by-address", "value=/a.png"},
		{"![a](../a.png)", "link-by-address", "value=../a.png"},
		{"![a]()", "link-by-address", "value="},
	} {
		t.Run(test.body, func(t *testing.T) {
			doc, faults := parse(test.body)
			if len(faults) != 1 || faults[0].Code != test.code || faults[0].Severity != diag.Error {
				t.Fatalf("got %v, want %s", faults, test.code)
			}
			for name, value := range faults[0].Args {
				if got := fmt.Sprint(name, "=", value); got != test.arg && name != "suggestion" {
					t.Errorf("got %s, want %s", got, test.arg)
				}
			}
			if got := strings.ToLower(renderDoc(t, doc)); strings.Contains(got, `href="java`) || strings.Contains(got, `="data:`) {
				t.Errorf("it is in the HTML: %s", got)
			}
		})
	}
}

func TestInsecureLinkIsAWarning(t *testing.T) {
	doc, faults := parse("[a](http://x.al/)")
	if len(faults) != 1 || faults[0].Code != "link-insecure" || faults[0].Severity != diag.Warning || faults[0].Args["url"] != "http://x.al/" {
		t.Errorf("got %v", faults)
	}
	if got := renderDoc(t, doc); got != `<p><a href="http://x.al/" rel="noreferrer">a</a></p>`+"\n" {
		t.Errorf("got %s", got)
	}
}

func TestDidYouMean(t *testing.T) {
	for body, want := range map[string]string{
		"[a](pag:help)":                   "page",
		"[a](intrsument:x)":               "instrument",
		"[a](#shenjt)\n\n## Shenjat":      "shenjat",
		"[a](#shenjat)\n\n## Tjetër":      "",
		":::calout\na\n:::":               "callout",
		":::helplin{id=192}":              "helpline",
		"[a](javascript:x)\n\n## Shenjat": "",
	} {
		_, faults := parse(body)
		hint := ""
		if want != "" {
			hint = "did-you-mean"
		}
		if len(faults) != 1 || faults[0].Args["suggestion"] != want || faults[0].Hint != hint {
			t.Errorf("%q: got %+v", body, faults)
		}
	}
}

func TestLinkPosition(t *testing.T) {
	for _, test := range []struct {
		body           string
		line, col, len int
	}{
		{"ëë [ç](page:x)", 5, 8, 6},
		{"[page:x](page:x)", 5, 10, 6},
		{"a\n[b\nc](  page:x)", 7, 6, 6},
		{"> - [b](page:x)", 5, 9, 6},
		{"|a|\n|-|\n|ë [b](page:x)|", 7, 8, 6},
		{"ë <page:x>", 5, 4, 6},
		{"ë [b][]\n\n[b]: page:x", 5, 3, 1},
		{"ë ![b](x.png)", 5, 8, 5},
		{"\t[a]\n\n- a\n\n\t[b](page:x)", 9, 6, 6},
	} {
		t.Run(test.body, func(t *testing.T) {
			doc, _ := parse(test.body)
			if len(doc.Links) != 1 {
				t.Fatalf("got %v", doc.Links)
			}
			if p := doc.Links[0].Pos; p.Line != test.line || p.Col != test.col || p.Len != test.len {
				t.Errorf("got %+v", p)
			}
		})
	}
}

func TestImageInLinkAreBothFound(t *testing.T) {
	doc, faults := parse("[![ndihmë](a.png)](page:help)")
	if len(faults) > 0 || len(doc.Links) != 2 || doc.Links[0].ID != "a.png" || doc.Links[1].Text != "ndihmë" {
		t.Errorf("got %v, %+v", faults, doc.Links)
	}
}
