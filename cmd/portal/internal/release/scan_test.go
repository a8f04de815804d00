package release

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestSrcset(t *testing.T) {
	for val, want := range map[string]string{
		"":                             "",
		"a.png":                        "a.png",
		" a.png 1x , b.png 2x":         "a.png b.png",
		"a.png, b.png":                 "a.png b.png",
		"a,b.png 100w, c.png":          "a,b.png c.png",
		"data:image/png;base64,AA= 1x": "data:image/png;base64,AA=",
		",,a.png,":                     "a.png",
	} {
		if got := string(bytes.Join(srcset([]byte(val)), []byte(" "))); got != want {
			t.Errorf("%q gives %q, want %q", val, got, want)
		}
	}
}

func TestRefreshTarget(t *testing.T) {
	for content, want := range map[string]string{
		"5": "", "5;": "", "0; url=/sq/": "/sq/", "0;URL='/sq/'": "/sq/", "0, /sq/": "/sq/", "0 url = /sq/": "/sq/", "0;urlx": "urlx",
	} {
		if got := string(refreshTarget([]byte(content))); got != want {
			t.Errorf("%q gives %q, want %q", content, got, want)
		}
	}
}

func TestCSSAddresses(t *testing.T) {
	for css, want := range map[string]string{
		`a{b:url(x)}`:       "x",
		`a{b:url( 'x y' )}`: "x y",
		`a{b:url("x\"y")}`:  `x\"y`,
		`@font-face{src:url(a) format("woff2"),url(b)}`:        "a b",
		`@import 'x' layer(y);p{content:"z"}`:                  "x",
		`@import url(x);`:                                      "x",
		`a{b:-webkit-image-set(url(x) 1x,"y" 2x);content:"z"}`: "x y",
		`a{b:calc((1px + 2px)*3);content:"url(x)"}`:            "",
		`/* url(x) */a{}`:                                      "",
		`a{b:url(x`:                                            "x",
		`a{b:url("x`:                                           "x",
		`a{content:"\`:                                         "",
		`@\`:                                                   "",
	} {
		var s scanner
		var got []string
		for _, ref := range s.scan(sheet, []byte(css)).Links {
			got = append(got, ref.URL)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s gives %q, want %q", css, got, want)
		}
	}
}

func TestScannerKeepsNothingOfTheFileBefore(t *testing.T) {
	var s scanner
	s.scan(page, []byte(`<html lang="sq"><p id="a"><a href="/x"><style>`))
	if p := s.scan(page, []byte(`<p id="a"><a href="/x">`)); p.Lang != "" || len(p.IDs) != 1 || len(p.Links) != 1 || len(p.Problems) > 0 {
		t.Errorf("facts of the second file: %+v", p)
	}
}

// FuzzScan proves that no bytes make the scanner panic or point outside the
// file, and that what it finds depends on nothing but the bytes.
func FuzzScan(f *testing.F) {
	for _, seed := range []string{"", "<p id=a>", "<!--", "<svg><title>", "<noscript><noscript>", "a{b:url(", "@import '\\", "<a href='//x' srcset='a 1x,'", "<![CDATA[", "<p title=\""} {
		f.Add(uint8(1), []byte(seed))
	}
	f.Fuzz(func(t *testing.T, kind uint8, src []byte) {
		var s scanner
		p := s.scan(format(1+kind%3), src)
		for _, ref := range p.Links {
			if ref.At < 0 || ref.At > int64(len(src)) {
				t.Errorf("%+v lies outside %d bytes", ref, len(src))
			}
		}
		if !slices.IsSorted(p.IDs) {
			t.Errorf("ids not sorted: %v", p.IDs)
		}
		if again := s.scan(format(1+kind%3), src); fmt.Sprint(p) != fmt.Sprint(again) {
			t.Errorf("a second scan gives %v, first %v", again, p)
		}
	})
}

// FuzzResolve proves that what a browser may run is never taken for harmless.
func FuzzResolve(f *testing.F) {
	for _, seed := range []string{"javascript:x", " java\tscript:x", "/sq/#a", "//h/x", `\\h`, "https:h", "data:image/png,", "%zz", "..", "?", "mailto:"} {
		f.Add(seed)
	}
	h, err := newHome("https://portal.example", "/pr-7/")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, address string) {
		to := h.resolve("sq/index.html", address)
		plain := strings.ToLower(strings.Map(func(r rune) rune {
			if r <= ' ' {
				return -1
			}
			return r
		}, address))
		for _, scheme := range []string{"javascript:", "vbscript:", "data:text", "blob:", "file:"} {
			if strings.HasPrefix(plain, scheme) && (to.kind == special || to.kind == picture || to.kind == foreign) {
				t.Errorf("%q is taken for kind %d", address, to.kind)
			}
		}
	})
}
