package release

import (
	"fmt"
	"strings"
	"testing"
)

// weigh weighs a page that loads what a scale was told about.
func weigh(t *testing.T, html string, files map[string]string) Weight {
	t.Helper()
	s, err := NewScale(Expect{BaseURL: "https://example.org", BasePath: "/staging"}, 5)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range files {
		s.Add(name, []byte(data))
	}
	w, weighed := s.Page("en/index.html", []byte(html), Scan("en/index.html", []byte(html)), func(Weight) bool { return true })
	if !weighed {
		t.Fatal("a page that is worth weighing was not weighed")
	}
	return w
}

func (w Weight) paths() string {
	var names []string
	for _, p := range w.Parts {
		names = append(names, p.Path)
	}
	return fmt.Sprint(len(names), names)
}

// TestWeightIsWhatABrowserFetches: each file once, also what a style sheet
// loads, and nothing that waits for the reader or lies on another site.
func TestWeightIsWhatABrowserFetches(t *testing.T) {
	files := map[string]string{}
	for _, name := range []string{"site.js", "icon.svg", "photo.jpg", "big.jpg", "print.css", "paper.png", "unused.png", "en/search.html"} {
		files[name] = name
	}
	files["site.css"] = `a{background:url(/staging/paper.png)} @import "print.css";`
	w := weigh(t, `<html lang="en"><link rel="stylesheet" href="/staging/site.css"><link rel="icon" href="/staging/icon.svg">
		<link rel="canonical" href="https://example.org/en/"><link rel="alternate" href="/staging/en/search.html">
		<script src="/staging/site.js" defer></script><img src="../photo.jpg"><img srcset="../photo.jpg 1x, ../big.jpg 2x">
		<form action="/staging/en/search.html"></form><a href="/staging/en/search.html" ping="/staging/unused.png">x</a>
		<svg><use href="#part"/></svg><img src="https://example.com/track.png"><img src="/staging/missing.png">`, files)
	for _, name := range []string{"site.css", "icon.svg", "site.js", "photo.jpg", "big.jpg", "paper.png", "print.css", "en/index.html"} {
		if !strings.Contains(w.paths(), name) {
			t.Errorf("%s is fetched and not counted", name)
		}
	}
	if w.Requests != 8 || w.Parts[0].Path != "en/index.html" {
		t.Errorf("%d requests, the largest first: %s", w.Requests, w.paths())
	}
	if s := w.Scripts(); s.Requests != 1 || s.Bytes != int64(len("site.js")) {
		t.Errorf("scripts: %+v", s)
	}
}

// TestWeightIsCompressed: texts count as they are served, pictures as they are,
// and what brotli would make larger is not compressed.
func TestWeightIsCompressed(t *testing.T) {
	long := strings.Repeat("the same words again and again ", 400)
	html := `<html lang="en"><link rel="stylesheet" href="/staging/site.css"><img src="/staging/photo.jpg">` + long
	w := weigh(t, html, map[string]string{"site.css": "a{}", "photo.jpg": long})
	sizes := map[string]int64{}
	for _, p := range w.Parts {
		sizes[p.Path] = p.Bytes
	}
	if sizes["photo.jpg"] != int64(len(long)) || sizes["site.css"] != 3 || sizes["en/index.html"] > 300 {
		t.Errorf("%v of a page of %d bytes", sizes, len(html))
	}
	if w.Bytes != sizes["photo.jpg"]+sizes["site.css"]+sizes["en/index.html"] {
		t.Errorf("%d is not the sum of %v", w.Bytes, sizes)
	}
}

// TestWeightIsNotMeasuredInVain: who asks is told a weight that the true one
// cannot exceed, and may leave it at that.
func TestWeightIsNotMeasuredInVain(t *testing.T) {
	s, err := NewScale(Expect{BaseURL: "https://example.org"}, 5)
	if err != nil {
		t.Fatal(err)
	}
	html := []byte(strings.Repeat("x", 1000))
	s.Add("photo.jpg", make([]byte, 500))
	if most := s.Most("a.html", html); most.Bytes != 1500 || most.Requests != 2 {
		t.Errorf("at most %+v", most)
	}
	w, weighed := s.Page("a.html", html, nil, func(atMost Weight) bool { return atMost.Bytes > 1000 })
	if weighed || w.Bytes != 1000 {
		t.Errorf("%v %d", weighed, w.Bytes)
	}
}
