package build

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// document is a page of a kind in the three languages.
func document(id, kind, body string) []txtar.File {
	var out []txtar.File
	for _, lang := range []string{"sq", "sr", "en"} {
		out = append(out, txtar.File{
			Name: "content/" + id + "." + lang + ".md",
			Data: []byte("---\ntitle: Whole\nsummary: All.\nslug: whole-" + filepath.Base(id) + "\nkind: " + kind + "\n---\n" + body + "\n"),
		})
	}
	return out
}

// documentSite builds a site with both documents, in memory.
func documentSite(t *testing.T) (map[string]string, *Result) {
	t.Helper()
	var overlay []txtar.File
	overlay = append(overlay, document("strategy/whole", "strategy-document", "The introduction.")...)
	overlay = append(overlay, document("strategy/chapter", "prose", "## Part {#part}\n\n[Here](page:strategy/chapter#part), [help](page:help).[^1]\n\n[^1]: First.")...)
	overlay = append(overlay, document("strategy/other", "prose", "## Part {#part}\n\n[There](page:strategy/chapter#part), [all](page:strategy).[^1]\n\n[^1]: Second.")...)
	overlay = append(overlay, document("plan/whole", "plan-document", "The introduction.")...)
	in, res, err := read(context.Background(), options(testsite.New(t, overlay...)))
	if err != nil || res.Failed() {
		t.Fatal(err, lines(res.Diagnostics))
	}
	return made(t, in, res), res
}

// TestStrategyDocumentIsMadeOfItsChapters: each chapter stands in it, one level
// down, with ids of its own, and a link between chapters stays in the document.
func TestStrategyDocumentIsMadeOfItsChapters(t *testing.T) {
	files, res := documentSite(t)
	html := files["en/strategy/whole-whole/index.html"]
	for _, want := range []string{
		`<h2 id="c-strategy"><a href="/en/strategy/">`, `<h2 id="c-chapter"><a href="/en/strategy/whole-chapter/">`,
		`<h3 id="c-chapter.part">`, `<h3 id="c-other.part">`, `href="#c-chapter.part">Here<`, `href="#c-chapter.part">There<`, `href="#c-strategy">all<`,
		`href="/en/help/">help<`, `id="c-chapter.note-fn:1"`, `id="c-other.note-fn:1"`, `<h2 id="page_aims">`, `>A vision<`, `>Objective one one<`,
	} {
		if !strings.Contains(html, want) {
			t.Errorf("the document has no %s", want)
		}
	}
	if strings.Count(html, "<h1") != 1 || strings.Contains(html, "PDF") {
		t.Error("the document has not one h1, or speaks of a PDF that nobody printed")
	}
	if strings.Contains(html, `id="c-whole"`) {
		t.Error("the document contains itself")
	}
	if own := files["en/strategy/whole-chapter/index.html"]; !strings.Contains(own, `<h2 id="part">`) {
		t.Error("the chapter's own page has changed")
	}
	for _, w := range res.Weights {
		if w.Budget == "document" {
			return
		}
	}
	t.Errorf("documents are not weighed by themselves: %+v", res.Weights)
}

// TestPlanDocumentHasEveryColumn: each activity, under its objective, with what
// the plan says and with its state, also when nobody told it.
func TestPlanDocumentHasEveryColumn(t *testing.T) {
	files, _ := documentSite(t)
	html := files["en/plan/whole-whole/index.html"]
	at := 0
	for _, want := range []string{
		`<h2 id="o-1">1 `, `<h3 id="o-1-1">1.1 `, `<h4 id="a-1-1-1">1.1.1 `, `First activity`, `Expected result`, `Result`, `Lead`, `Office`,
		`Supporting institutions`, `School`, `Deadline`, `2031`, `Status`, `not reported`, `<h4 id="a-1-1-2">1.1.2 `, `continuous`,
	} {
		next := strings.Index(html[at:], want)
		if next < 0 {
			t.Fatalf("%q is missing, or is not in its place", want)
		}
		at += next
	}
}

// TestPrintingWantsChromium: and it is asked for only when there is a document.
func TestPrintingWantsChromium(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	opt := options(testsite.New(t))
	opt.Site, opt.Out, opt.PDF = t.TempDir(), filepath.Join(t.TempDir(), "public"), true
	if res, err := Site(context.Background(), opt); err != nil || res.Failed() {
		t.Errorf("a site without documents: %v", err)
	}
	opt.Folder = testsite.New(t, document("plan/whole", "plan-document", "Text.")...)
	if _, err := Site(context.Background(), opt); !errors.Is(err, ErrNoChromium) {
		t.Errorf("a site with one: %v", err)
	}
}
