package build

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/render"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// fuzzedPages are those on which the texts below stand.
var fuzzedPages = []string{"sq/plani/1.1.1/index.html", "sq/institucionet/zyra/index.html", "sq/plani/index.html", "sq/ndihme/index.html", "en/about/index.html"}

// FuzzText: whatever words a record, a helpline or a page's front matter has, the
// pages they stand on have no active node, and are no larger than the words allow.
func FuzzText(f *testing.F) {
	for _, a := range attacks {
		f.Add(a.text)
	}
	for _, text := range []string{"a", "<", "&lt;script&gt;", "{{.}}", "</script>", "--><!--", "\" onclick=x", "a\nb", "„Ligji“", "javascript:x", "<svg/onload=x>", "]]>", "\\u003cscript>", "ZgotmplZ"} {
		f.Add(text)
	}
	in, res, err := read(context.Background(), options(testsite.New(f)))
	if err != nil || res.Failed() {
		f.Fatal(err, lines(res.Diagnostics))
	}
	var targets []route.Target
	for _, t := range in.plan.Targets {
		if slices.Contains(fuzzedPages, t.Path) {
			targets = append(targets, t)
		}
	}
	if len(targets) != len(fuzzedPages) {
		f.Fatalf("only %v", targets)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.TrimSpace(text) == "" || !utf8.ValidString(text) || strings.ContainsFunc(text, model.Hidden) {
			return // the loader lets none of it through: load.FuzzDocument
		}
		engine, found := render.New(in.written(text), in.layouts)
		if len(found) > 0 {
			t.Fatal(lines(found))
		}
		for _, target := range targets {
			var b bytes.Buffer
			if err := engine.Page(&b, target); err != nil {
				t.Fatal(err)
			}
			if found := activeNodes(b.String()); len(found) > 0 || strings.Contains(b.String(), "ZgotmplZ") != strings.Contains(text, "ZgotmplZ") {
				t.Fatalf("%s: %q", target.Path, found)
			}
			if b.Len() > 150_000+100*len(text) {
				t.Fatalf("%s: %d bytes from %d", target.Path, b.Len(), len(text))
			}
		}
	})
}

// written is what pages are made from, with a text wherever words can stand.
func (in *inputs) written(text string) render.Input {
	words := model.Text{"sq": text, "sr": text, "en": text}
	site := in.loaded.Site
	a, i, h := site.Activities.Get("1.1.1"), site.Institutions.Get("zyra"), site.Helplines.Get("100")
	a.Title, a.ExpectedResult, a.Indicator, a.Verification, a.Note, a.Source.At = words, words, words, words, words, text
	i.Name, i.Role, i.Abbreviation = words, words, text
	h.Name, h.Purpose, h.Networks, h.Hours, h.AnsweredBy, h.FromAbroad = words, words, words, words, words, words
	for _, p := range site.Pages {
		if p.ID == "about" {
			p.Title, p.Summary = text, text
		}
	}
	return in.renderInput()
}
