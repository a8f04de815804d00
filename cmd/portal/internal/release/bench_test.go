package release

import (
	"fmt"
	"io"
	"strings"
	"testing"
)

// benchPage is about 8 kB with some 60 links, as a page of the portal is.
func benchPage(n int) string {
	var b strings.Builder
	for i := range 40 {
		fmt.Fprintf(&b, `<li class="nav__item"><a class="nav__link" href="/sq/%d/">Lidhja %d</a></li>`, i, i)
	}
	for i := range 20 {
		fmt.Fprintf(&b, `<h2 id="h%d">Titulli</h2><p>%s<a href="#h%d">%d</a></p>`, i, strings.Repeat("Teksti i faqes. ", 12), i, n)
	}
	return html5(b.String())
}

// BenchmarkWrite is one page into a staging: folder, file, hash and facts.
func BenchmarkWrite(b *testing.B) {
	dir, out := site(b)
	s := stage(b, open(b, dir, out), nil)
	page := []byte(benchPage(0))
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n++
		_, err := s.Write(fmt.Sprintf("sq/%d/index.html", n), func(w io.Writer) error { _, err := w.Write(page); return err })
		must(b, err)
	}
}

// BenchmarkScan is the reading of one page alone.
func BenchmarkScan(b *testing.B) {
	var s scanner
	src := []byte(benchPage(0))
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		s.scan(page, src)
	}
}

// BenchmarkVerify is the judgement of 1,000 pages.
func BenchmarkVerify(b *testing.B) {
	dir, out := site(b)
	s := stage(b, open(b, dir, out), nil)
	for n := range 1000 {
		_, err := s.Write(fmt.Sprintf("sq/%d/index.html", n), text(benchPage(n)))
		must(b, err)
	}
	for b.Loop() {
		s.sealed = false
		delete(s.taken, manifestName)
		must(b, s.root.RemoveAll(manifestName))
		verified(b, s)
	}
}

// BenchmarkSame is a build of 1,000 pages that changes nothing: the comparison alone.
func BenchmarkSame(b *testing.B) {
	dir, out := site(b)
	o := open(b, dir, out)
	s := stage(b, o, nil)
	for n := range 1000 {
		_, err := s.Write(fmt.Sprintf("sq/%d/index.html", n), text(benchPage(n)))
		must(b, err)
	}
	r := verified(b, s)
	_, err := o.Swap(r)
	must(b, err)
	for b.Loop() {
		if !o.intact(r.dir, r) {
			b.Fatal("not intact")
		}
	}
}
