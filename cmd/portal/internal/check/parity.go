package check

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/markdown"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// pageParity: the editions of a page say the same: the same headings in the same
// order, the same links, the same figures, dates and numbers. Each edition is
// held against the source language, or the first that has the page.
func (c *checker) pageParity() {
	for _, id := range c.site.PageIDs() {
		first := firstPage(c.site, id)
		if c.docs[first.File] == nil {
			continue
		}
		for _, lang := range c.written() {
			p := c.site.Page(id, lang.ID)
			if p == nil || p == first || c.docs[p.File] == nil {
				continue
			}
			c.headingParity(first, p)
			c.linkParity(first, p)
			c.pageNumbers(first, p)
		}
	}
}

func (c *checker) headingParity(first, p *model.Page) {
	want, got := c.docs[first.File].Headings, c.docs[p.File].Headings
	for i := range max(len(want), len(got)) {
		switch {
		case i >= len(got):
			c.report(diag.NewError("parity-headings", p.BodyAt, "file", first.File, "want", outline(want[i]), "got", "–"))
			return
		case i >= len(want):
			c.report(diag.NewError("parity-headings", got[i].Pos, "file", first.File, "want", "–", "got", outline(got[i])))
			return
		case want[i].Level != got[i].Level || want[i].Explicit != got[i].Explicit || (want[i].Explicit && want[i].ID != got[i].ID):
			c.report(diag.NewError("parity-headings", got[i].Pos, "file", first.File, "want", outline(want[i]), "got", outline(got[i])))
			return // what follows is only shifted
		}
	}
}

// outline is a heading without its words: "## {#who}".
func outline(h markdown.Heading) string {
	s := strings.Repeat("#", h.Level)
	if h.Explicit {
		s += " {#" + h.ID + "}"
	}
	return s
}

func (c *checker) linkParity(first, p *model.Page) {
	want, got := targets(c.docs[first.File]), targets(c.docs[p.File])
	for _, t := range slices.Sorted(maps.Keys(want)) {
		if _, ok := got[t]; !ok {
			c.report(diag.NewError("parity-link-missing", p.BodyAt, "link", t, "file", first.File))
		}
	}
	for _, t := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[t]; !ok {
			c.report(diag.NewError("parity-link-extra", got[t], "link", t, "file", first.File))
		}
	}
}

// targets are where a text leads, with the first place of each.
func targets(doc *markdown.Doc) map[string]diag.Pos {
	out := map[string]diag.Pos{}
	for _, l := range doc.Links {
		t := l.URL
		if t == "" {
			t = l.Scheme + ":" + l.ID
			if l.Anchor != "" {
				t += "#" + l.Anchor
			}
		}
		if _, ok := out[t]; !ok {
			out[t] = l.Pos
		}
	}
	return out
}

func (c *checker) pageNumbers(first, p *model.Page) {
	want := numbers(first.Title + "\n" + first.Summary + "\n" + c.docs[first.File].Text)
	got := numbers(p.Title + "\n" + p.Summary + "\n" + c.docs[p.File].Text)
	c.numberParity(want, got, p.BodyAt, first.File)
}

func (c *checker) numberParity(want, got map[string]bool, at diag.Pos, file string) {
	missing, extra := without(want, got), without(got, want)
	if len(missing)+len(extra) > 0 {
		c.report(diag.NewError("parity-numbers", at, "file", file, "missing", list(missing), "extra", list(extra)))
	}
}

func list(items []string) string {
	if len(items) == 0 {
		return "–"
	}
	return strings.Join(items, ", ")
}

func without(a, b map[string]bool) []string {
	var out []string
	for n := range a {
		if !b[n] {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out
}

// recordParity: the words of a record have the same numbers in every language.
func (c *checker) recordParity() {
	for _, e := range c.site.Records() {
		for _, w := range model.WordsOf(e.Record) {
			c.wordsParity(e.Record.Base(), w)
		}
	}
}

func (c *checker) wordsParity(r *model.Record, w model.Words) {
	source := c.site.Config.Source()
	if w.Text[source] == "" {
		return
	}
	want := numbers(w.Text[source])
	for _, lang := range c.written() {
		if text := w.Text[lang.ID]; text != "" && lang.ID != source {
			c.numberParity(want, numbers(text), r.At(w.Path+"."+lang.ID), r.File+" "+w.Path+"."+source)
		}
	}
}

// number is a run of digits with its grouping and decimal signs, as any of the
// languages writes them: 172.960, 172 960, 172,960 or 45,83.
var number = regexp.MustCompile(`^\d+(?:[.,\x{00A0}\x{202F} ]\d{3})*(?:[.,]\d+)?`)

// numbers are the numbers of a text in one spelling, so that 172.960 and
// 172,960 are the same. Each counts once.
func numbers(text string) map[string]bool {
	out := map[string]bool{}
	for {
		var n string
		if n, text = nextNumber(text); n == "" {
			return out
		}
		out[spelling(n)] = true
	}
}

// nextNumber is the first number of a text, empty when there is none, and what
// follows it. Most of a text is no number, so the digits are looked for first.
func nextNumber(text string) (n, rest string) {
	i := strings.IndexAny(text, "0123456789")
	if i < 0 {
		return "", ""
	}
	n = number.FindString(text[i:])
	return n, text[i+len(n):]
}

var grouped = regexp.MustCompile(`^\d{1,3}(?:[.,\x{00A0}\x{202F} ]\d{3})+$`)

func spelling(n string) string {
	if grouped.MatchString(n) {
		return strings.NewReplacer(".", "", ",", "", "\u00A0", "", "\u202F", "", " ", "").Replace(n)
	}
	n = strings.ReplaceAll(n, ",", ".")
	if i, err := strconv.Atoi(n); err == nil {
		return strconv.Itoa(i) // 04 and 4
	}
	return n
}
