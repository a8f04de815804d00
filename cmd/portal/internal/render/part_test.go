package render

import (
	"bytes"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"
	"testing"
	"text/template/parse"

	"golang.org/x/tools/txtar"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/check"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/markdown"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// input is a small site with everything that a frame shows in more than one
// way: a page in a fallback language, help pages and others, also in one part of
// the site, a navigation, a sheet in a language of its own.
func input(t *testing.T) Input {
	t.Helper()
	folder := testsite.New(t,
		txtar.File{Name: "content/about/index.en.md", Data: []byte(testsite.Deleted)},
		txtar.File{Name: "content/help/more.sq.md", Data: []byte("---\ntitle: Më shumë\nsummary: Këtu.\n---\nTekst.\n")},
		txtar.File{Name: "content/about/more.sq.md", Data: []byte("---\ntitle: Më shumë\nsummary: Këtu.\n---\nTekst.\n")},
		txtar.File{Name: "content/about/aid.sq.md", Data: []byte("---\ntitle: Ndihmë\nsummary: Këtu.\nkind: help\n---\nTekst.\n")},
		txtar.File{Name: "content/help/index.tr.md", Data: []byte("---\ntitle: Yardım\nsummary: Buradan.\nslug: yardim\n---\nMetin.\n")},
	)
	folder["data/site.yaml"].Data = bytes.Replace(folder["data/site.yaml"].Data, []byte("languages:\n"),
		[]byte("languages:\n  - {id: tr, bcp47: tr, name: Türkçe, help_only: true, fallback: sq}\n"), 1)
	loaded, found, err := load.Site(folder)
	if n, _ := diag.Count(found); n > 0 || err != nil {
		t.Fatal(found, err)
	}
	in := Input{Site: loaded.Site, Docs: check.Docs{}, Layouts: loaded.Layouts, Date: model.Date{Year: 2030, Month: 7, Day: 1}}
	in.Site.Config.Nav = []string{"help", "plan", "about", "help/more"} // one part within another
	in.Site.Config.ExitKeys = []string{"help", "home"}
	for _, p := range in.Site.Pages {
		in.Docs[p.File], _ = markdown.New(markdown.Quotes{}).Parse(markdown.Source{File: p.File, Line: p.BodyAt.Line, Body: p.Body})
	}
	in.Plan, _ = route.New(in.Site, in.Date)
	in.Words, _ = locale.New(loaded.Languages, loaded.Words)
	return in
}

// TestSharingChangesNothing: every page is, byte for byte, what an engine makes
// that has seen no other page and renders every component where it stands.
func TestSharingChangesNothing(t *testing.T) {
	for name, change := range map[string]func(*Input){
		"as it is":        func(*Input) {},
		"preview":         func(in *Input) { in.Preview = true },
		"below a path":    func(in *Input) { in.Base = "/staging" },
		"no navigation":   func(in *Input) { in.Site.Config.Nav = nil },
		"no helplines":    func(in *Input) { in.Site.Helplines = model.Index[model.Helpline]{} },
		"exit keys: none": func(in *Input) { in.Site.Config.ExitKeys = nil },
	} {
		t.Run(name, func(t *testing.T) {
			in := input(t)
			change(&in)
			plain, found := parseLayouts(in.Layouts, in.Words, in.Plan.Langs, nil)
			sharing, _ := Parse(in)
			if len(found) > 0 || sharing == nil {
				t.Fatal(found)
			}
			all := engine(t, in, sharing)
			kinds := map[string]bool{}
			for _, target := range in.Plan.Targets {
				if target.Sort == route.SortData || target.Sort == route.SortFile {
					continue
				}
				want, got := page(t, engine(t, in, plain), target), page(t, all, target)
				if want != got {
					t.Errorf("%s: %s", target.Path, firstDifference(want, got))
				}
				for _, seen := range []string{"foot--quiet", `class="foot"`, `data-exit="keys"`, `data-exit="link"`, "data-press-two", `aria-current="true"`, "table__code", "<html lang=\"tr\""} {
					kinds[seen] = kinds[seen] || strings.Contains(got, seen)
				}
			}
			if name == "as it is" {
				for seen, ok := range kinds {
					if !ok {
						t.Errorf("no page has %s, so nothing is proved about it", seen)
					}
				}
			}
		})
	}
}

func engine(t *testing.T, in Input, layouts *Layouts) *Engine {
	t.Helper()
	e, found := New(in, layouts)
	if len(found) > 0 {
		t.Fatal(found)
	}
	return e
}

func page(t *testing.T, e *Engine, target route.Target) string {
	t.Helper()
	var b bytes.Buffer
	if err := e.Page(&b, target); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func firstDifference(want, got string) string {
	i := 0
	for i < min(len(want), len(got)) && want[i] == got[i] {
		i++
	}
	from := max(0, i-40)
	return fmt.Sprintf("at %d:\nwant …%.120s\n got …%.120s", i, want[from:], got[from:])
}

// TestPartsAreRenderedOnce: as many as there are dots, not as there are pages.
func TestPartsAreRenderedOnce(t *testing.T) {
	in := input(t)
	layouts, _ := Parse(in)
	e := engine(t, in, layouts)
	for range 2 {
		for _, target := range in.Plan.Targets {
			if target.Sort == route.SortPage && target.Lang == "sq" {
				page(t, e, target)
			}
		}
	}
	count := map[string]int{}
	for p := range layouts.of("sq").known {
		count[p.name]++
	}
	// The bar with and without keys; the parts of the site and none, quiet or not.
	if count["helpline-bar"] != 2 || count["site-nav"] > 6 || count["footer"] > 8 {
		t.Errorf("rendered: %v", count)
	}
}

// TestPageVersions: a page has its own version of what it defines and of what
// calls that, and nothing else; a template left empty is no version.
func TestPageVersions(t *testing.T) {
	shared := map[string]string{
		"base": `{{template "frame" .}}`, "frame": `{{template "content" .}}{{template "foot" .}}`, "foot": `foot`, "aside": `{{template "foot" .}}`,
	}
	for _, x := range []struct {
		page map[string]string
		want string
	}{
		{map[string]string{"content": "x"}, "base content frame"},
		{map[string]string{"content": "x", "foot": "own"}, "aside base content foot frame"},
		{map[string]string{"base": "whole"}, "base"},
		{map[string]string{"content": "x", "foot": " "}, "base content frame"},
	} {
		all := parsedTrees(t, shared)
		if got := names(pageTrees(all, parsedTrees(t, x.page), calls(all))); got != x.want {
			t.Errorf("%v: got %s, want %s", x.page, got, x.want)
		}
	}
}

func parsedTrees(t *testing.T, texts map[string]string) map[string]*parse.Tree {
	t.Helper()
	set := template.New("")
	for name, text := range texts {
		if _, err := set.New(name).Parse(text); err != nil {
			t.Fatal(err)
		}
	}
	return trees(set)
}

func names(trees map[string]*parse.Tree) string {
	return strings.Join(slices.Sorted(maps.Keys(trees)), " ")
}
