package release

import (
	"strings"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// faults stages files with a faultless site round them and gives the codes that
// Verify finds, each with the arguments that say what it is about.
func faults(t *testing.T, files tree, e Expect) []diag.Diagnostic {
	t.Helper()
	all := small("1")
	for name, content := range files {
		all[name] = content
	}
	dir, out := site(t)
	o := open(t, dir, out)
	r, found, err := stage(t, o, all).Verify(e)
	must(t, err)
	if (r == nil) != (len(found) > 0) {
		t.Errorf("a release %v with %d faults", r != nil, len(found))
	}
	must(t, o.Close())
	return found
}

// TestVerify plants one fault in one page; want is its code and the arguments
// "what" and "url" (or "id"), empty when the page is in order.
func TestVerify(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"link to a file", `<a href="/assets/a.css">`, ""},
		{"link to a folder", `<a href="/sq/plani/">`, ""},
		{"link to a folder without its slash", `<a href="/sq/plani">`, ""},
		{"relative link", `<a href="plani/index.html?x=1#hapi">`, ""},
		{"link to the manifest", `<a href="/SHA256SUMS">`, ""},
		{"absolute link to ourselves", `<a href="https://portal.example/sq/plani/#hapi">`, ""},
		{"absolute link to ourselves with the port", `<a href="HTTPS://Portal.Example:443/sq/">`, ""},
		{"broken link", `<a href="/sq/plan/">`, "verify-link a href /sq/plan/"},
		{"broken relative link", `<a href="../en/">`, "verify-link a href ../en/"},
		{"broken absolute link to ourselves", `<a href="https://portal.example/en/">`, "verify-link a href https://portal.example/en/"},
		{"broken link without a scheme", `<a href="//portal.example/en/">`, "verify-link a href //portal.example/en/"},
		{"a file is no folder", `<a href="/assets/a.css/">`, "verify-link a href /assets/a.css/"},
		{"link in other letter case", `<a href="/SQ/">`, "verify-link a href /SQ/"},
		{"broken canonical", `<link rel="canonical" href="https://portal.example/x/">`, "verify-link link href https://portal.example/x/"},
		{"broken picture", `<img alt="" src="/a.png">`, "verify-link img src /a.png"},
		{"broken srcset", `<img alt="" srcset="/assets/a.css 1x, /b.png 2x">`, "verify-link img srcset /b.png"},
		{"address that browsers read differently", `<a href="https:portal.example/sq/">`, "verify-link a href https:portal.example/sq/"},
		{"anchor", `<a href="/sq/plani/#hapi">`, ""},
		{"anchor on the same page", `<p id="këtu"><a href="#k%C3%ABtu">`, ""},
		{"top of the page", `<a href="#"><a href="#top">`, ""},
		{"text fragment", `<a href="/sq/plani/#:~:text=Hapi">`, ""},
		{"broken anchor", `<a href="/sq/plani/#hap">`, "verify-anchor a href /sq/plani/#hap"},
		{"broken anchor on the same page", `<a href="#x">`, "verify-anchor a href #x"},
		{"broken reference in a drawing", `<svg><use href="#x"></use></svg>`, "verify-anchor use href #x"},
		{"broken reference in an attribute", `<svg><path fill="url(#x)"/></svg>`, "verify-anchor path fill #x"},
		{"duplicate id", `<p id="a"></p><p id="a"></p>`, "verify-id-duplicate a"},

		{"link to another site", `<a href="https://other.example/">`, ""},
		{"mail and telephone", `<a href="mailto:a@b.example"><a href="tel:192"><a href="sms:192">`, ""},
		{"other edition", `<link rel="alternate" hreflang="sq" href="https://portal.example/sq/">`, ""},
		{"licence elsewhere", `<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">`, ""},
		{"picture in its address", `<img alt="" src="data:image/png;base64,AA=="><link rel="icon" href="data:,">`, ""},
		{"our address in disguise", `<img alt="" src="https://portal.example@other.example/a.png">`, "verify-foreign-origin img src https://portal.example@other.example/a.png"},
		{"foreign picture", `<img alt="" src="https://other.example/a.png">`, "verify-foreign-origin img src https://other.example/a.png"},
		{"foreign picture without a scheme", `<img alt="" src="//other.example/a.png">`, "verify-foreign-origin img src //other.example/a.png"},
		{"foreign picture with backslashes", `<img alt="" src="\\other.example\a.png">`, `verify-foreign-origin img src \\other.example\a.png`},
		{"foreign picture in noscript", `<noscript><img alt="" src="//other.example/a.png"></noscript>`, "verify-foreign-origin img src //other.example/a.png"},
		{"our picture without encryption", `<img alt="" src="http://portal.example/a.png">`, "verify-foreign-origin img src http://portal.example/a.png"},
		{"foreign srcset", `<source srcset="/sq/, //other.example/a.png 2x">`, "verify-foreign-origin source srcset //other.example/a.png"},
		{"foreign script", `<script src="//other.example/a.js"></script>`, "verify-foreign-origin script src //other.example/a.js"},
		{"foreign style sheet", `<link rel="stylesheet" href="//other.example/a.css">`, "verify-foreign-origin link href //other.example/a.css"},
		{"foreign alternate style sheet", `<link rel="alternate stylesheet" href="//other.example/a.css">`, "verify-foreign-origin link href //other.example/a.css"},
		{"foreign connection", `<link rel="preconnect" href="//other.example">`, "verify-foreign-origin link href //other.example"},
		{"foreign frame", `<iframe src="//other.example/"></iframe>`, "verify-foreign-origin iframe src //other.example/"},
		{"foreign form", `<form action="//other.example/">`, "verify-foreign-origin form action //other.example/"},
		{"foreign button", `<button formaction="//other.example/">`, "verify-foreign-origin button formaction //other.example/"},
		{"foreign refresh", `<meta http-equiv="refresh" content="0; URL='https://other.example/'">`, "verify-foreign-origin meta refresh https://other.example/"},
		{"foreign ping", `<a href="/sq/" ping="//other.example/">`, "verify-foreign-origin a ping //other.example/"},
		{"foreign object", `<object data="//other.example/"></object>`, "verify-foreign-origin object data //other.example/"},
		{"foreign poster", `<video poster="//other.example/a.png"></video>`, "verify-foreign-origin video poster //other.example/a.png"},
		{"foreign drawing", `<svg><image xlink:href="//other.example/a.png"/></svg>`, "verify-foreign-origin image xlink:href //other.example/a.png"},
		{"foreign fill", `<svg><path fill="url(//other.example/a.svg#x)"/></svg>`, "verify-foreign-origin path fill //other.example/a.svg#x"},

		{"script in an address", `<a href="javascript:alert(1)">`, "verify-scheme a href javascript:alert(1)"},
		{"script behind references", `<a href="&#x6a;avascript&colon;alert(1)">`, "verify-scheme a href javascript:alert(1)"},
		{"script behind blanks and tabs", "<a href=\" \x01java\tscript:alert(1)\">", "verify-scheme a href  \x01java\tscript:alert(1)"},
		{"page in an address", `<a href="data:text/html,x">`, "verify-scheme a href data:text/html,x"},
		{"drawing as a frame", `<iframe src="data:image/svg+xml,x"></iframe>`, "verify-scheme iframe src data:image/svg+xml,x"},
		{"file", `<a href="file:///etc/passwd">`, "verify-scheme a href file:///etc/passwd"},
		{"script by animation", `<svg><animate attributeName="href" to="javascript:alert(1)"/></svg>`, "verify-scheme animate to "},

		{"data in a script", `<script type="application/ld+json">{"a":"\u003cb>"}</script>`, ""},
		{"script from a file", `<script src="/assets/a.css" defer></script>`, ""},
		{"inline script", `<script>alert(1)</script>`, "verify-inline <script>"},
		{"inline script with a file's name", `<svg><script src="/assets/a.css">alert(1)</script></svg>`, "verify-inline <script>"},
		{"inline module", `<script type="module">alert(1)</script>`, "verify-inline <script>"},
		{"markup in data", `<script type="application/ld+json"><img></script>`, "verify-inline < in <script>"},
		{"style element", `<style>p{}</style>`, "verify-inline <style>"},
		{"style attribute", `<p style="color:red">`, "verify-inline style="},
		{"handler", `<p onclick="x()">`, "verify-inline onclick="},
		{"handler in capitals", `<p OnClick=x()>`, "verify-inline onclick="},
		{"page in an attribute", `<iframe srcdoc="x"></iframe>`, "verify-inline srcdoc="},
		{"markup in a title", `<svg><title><img src=x onerror=x()></title></svg>`, "verify-inline < in <title>"},
		{"base", `<base href="/sq/">`, "verify-inline <base>"},
		{"CDATA", `<svg><![CDATA[ > <a title="]]><img src=x onerror=x()>"></svg>`, "verify-inline CDATA"},
		{"dropped value", `<a href="#ZgotmplZ">`, "verify-anchor a href #ZgotmplZ, verify-zgotmplz"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, d := range faults(t, tree{"sq/index.html": html5(test.body)}, expectation()) {
				words := []string{d.Code}
				for _, key := range []string{"id", "what", "url"} {
					if v, ok := d.Args[key]; ok {
						words = append(words, v)
					}
				}
				got = append(got, strings.Join(words, " "))
			}
			want := test.want
			if strings.Join(got, ", ") != want {
				t.Errorf("%s\ngives %q\nwant  %q", test.body, strings.Join(got, ", "), want)
			}
		})
	}
}

// TestVerifyOtherFiles is TestVerify for what is not a page of a language.
func TestVerifyOtherFiles(t *testing.T) {
	tests := []struct {
		name   string
		files  tree
		expect Expect
		want   string
	}{
		{"wrong language", tree{"sr/index.html": html5("x")}, Expect{Languages: map[string]string{"sr": "sr-Latn"}}, "verify-lang"},
		{"no language", tree{"sq/x.html": `<html><body>x`}, expectation(), "verify-lang"},
		{"no language where none is expected", tree{"x.html": `<html><body>x`}, expectation(), "verify-lang"},
		{"page for search engines", nil, Expect{NoIndex: true}, "verify-noindex"},
		{"picture of a style sheet", tree{"assets/a.css": `a{background:url( "b.png" )}`}, Expect{}, "verify-link"},
		{"foreign picture of a style sheet", tree{"assets/a.css": `a{background:URL(//other.example/b.png)}`}, Expect{}, "verify-foreign-origin"},
		{"foreign style sheet", tree{"assets/a.css": `@import "//other.example/b.css" screen;`}, Expect{}, "verify-foreign-origin"},
		{"foreign set of pictures", tree{"assets/a.css": `a{background:image-set("//other.example/b.png" 1x)}`}, Expect{}, "verify-foreign-origin"},
		{"escaped name in a style sheet", tree{"assets/a.css": `a{background:u\72l(//other.example/b.png)}`}, Expect{}, "verify-foreign-origin"},
		{"words of a style sheet", tree{"assets/a.css": `/* url(x) */a:after{content:"(https://other.example/url(x)"}`}, Expect{}, ""},
		{"handler in a drawing", tree{"a.svg": `<svg onload="x()"></svg>`}, Expect{}, "verify-inline"},
		{"script in a drawing", tree{"a.svg": `<s:svg><s:script>x()</s:script></s:svg>`}, Expect{}, "verify-inline"},
		{"foreign font of a drawing", tree{"a.svg": `<svg><style>@import url(//other.example/a.css)</style></svg>`}, Expect{}, "verify-foreign-origin"},
		{"style of a drawing", tree{"a.svg": `<svg><style>.a{fill:red}</style></svg>`}, Expect{}, ""},
		{"anchor in a drawing", tree{"a.svg": `<svg id="a"/>`, "x.html": html5(`<svg><use href="/a.svg#b"/></svg>`)}, Expect{}, "verify-anchor"},
		{"page of a PDF", tree{"a.pdf": `x`, "x.html": html5(`<a href="/a.pdf#page=3">`)}, Expect{}, ""},
		{"dropped value in a feed", tree{"feed.xml": strings.Repeat(" ", chunk-3) + zgot}, Expect{}, "verify-zgotmplz"},
		{"our path outside a preview", nil, Expect{BasePath: "/pr-7/"}, "verify-link"},
		{"page in other clothes", tree{"x.HTM": `<html><script>x()</script>`}, Expect{}, "verify-lang, verify-inline"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.expect.BaseURL = "https://portal.example"
			var got []string
			for _, d := range faults(t, test.files, test.expect) {
				if len(got) == 0 || got[len(got)-1] != d.Code {
					got = append(got, d.Code)
				}
			}
			if strings.Join(got, ", ") != test.want {
				t.Errorf("gives %q, want %q", strings.Join(got, ", "), test.want)
			}
		})
	}
}

func TestPreviewBelowAPath(t *testing.T) {
	files := tree{"index.html": html5(`<a href="/pr-7/sq/"><a href="/pr-7"><link rel="canonical" href="https://portal.example/sq/">`)}
	files["sq/index.html"] = html5(`<a href="https://portal.example/pr-7/sq/plani/#hapi">`)
	if found := faults(t, files, Expect{BaseURL: "https://portal.example", BasePath: "/pr-7/"}); len(found) > 0 {
		t.Errorf("faults: %+v", found)
	}
}

func TestPositionCountsCharacters(t *testing.T) {
	found := faults(t, tree{"sq/index.html": "<html lang=\"sq\">\nç ë <a href=\"/x\">"}, expectation())
	if len(found) != 1 || found[0].Pos != (diag.Pos{File: "public:/sq/index.html", Line: 2, Col: 5}) {
		t.Errorf("found %+v", found)
	}
}

func TestFaultOfManyPagesIsToldOnce(t *testing.T) {
	files := tree{}
	for _, name := range []string{"sq/a.html", "sq/b.html", "sq/c.html"} {
		files[name] = html5(`<p style="x"></p><p style="x"></p>`)
	}
	found := faults(t, files, expectation())
	if len(found) != 1 || found[0].Args["pages"] != "3" || found[0].Pos.File != "public:/sq/a.html" {
		t.Errorf("found %+v", found)
	}
}

func TestVerifyNeedsAnAbsoluteBaseAddress(t *testing.T) {
	dir, out := site(t)
	if _, _, err := stage(t, open(t, dir, out), small("1")).Verify(Expect{BaseURL: "/sq/"}); err == nil {
		t.Error("a base address without a host is taken")
	}
}
