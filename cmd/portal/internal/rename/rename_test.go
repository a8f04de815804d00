package rename

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// odd are files written in every way an editor may: line ends of Windows, a byte
// order mark, quotes, comments, references, blocks, an id that is also a word.
const odd = `
-- data/site.yaml --
base_url: https://example.org
name:
  sq: Zyra e Provës
  sr: Probna kancelarija
  en: The Test Office
languages:
  - {id: sq, bcp47: sq, name: Shqip, official: true}
  - {id: sr, bcp47: sr-Latn, name: Srpski, official: true, fallback: sq}
  - {id: en, bcp47: en, name: English, fallback: sq}
nav: [ help,  "plan" , about ] # about
short_addresses:
  - 'help'
home:
  ways:
    - page: help # the first
exit_url: https://example.com/
exit_keys: [home, help]
helpline_months: 12
confirm:
  - {page: about/who, what: {sq: about, sr: about, en: about/who}}
accepted:
  - {code: helpline-old, file: content/about/who.sr.md, reason: "about/who", until: 2031-01-01}
-- content/about/who.sq.md --
---
title: Kush
summary: Kush jemi.
---
Shih [ne](page:about/who), <page:about>, [këtu][r], [zyra](institution:zyra).

## Pjesa {#part}

Kodi ` + "`page:about/who`" + ` mbetet, zyra po ashtu.

:::helpline{id=100}

[r]: page:about/who#part
-- content/about/who.sr.md --
---
title: Ko
summary: Ko smo.
translated_from: {lang: sq, digest: "DIGEST"}
---
Vidi [nas](page:about/who), <page:about>, [ovde][r], [kancelarija](institution:zyra).

## Deo {#part}

Kod ` + "`page:about/who`" + ` ostaje, zyra isto.

:::helpline{id="100"}

[r]: page:about/who#part
-- content/about/who.en.md --
---
title: Who
summary: Who we are.
slug: who-we-are
---
See [us](page:about/who), <page:about>, [here][r], [office](institution:zyra).

## Part {#part}

The code ` + "`page:about/who`" + ` stays, zyra too.

:::helpline{id=100}

[r]: page:about/who#part
`

// oddSite is the base site with them.
func oddSite(t *testing.T) fs.FS {
	t.Helper()
	files := txtar.Parse([]byte(odd)).Files
	text := map[string]string{}
	for _, f := range files {
		text[f.Name] = string(f.Data)
	}
	folder := testsite.New(t, files...)
	loaded, _, err := load.Site(folder)
	if err != nil {
		t.Fatal(err)
	}
	sr := strings.Replace(text["content/about/who.sr.md"], "DIGEST", loaded.Site.Page("about/who", "sq").SourceDigest(), 1)
	folder["content/about/who.sr.md"].Data = []byte("\uFEFF" + strings.ReplaceAll(sr, "\n", "\r\n"))
	return folder
}

var today = model.Date{Year: 2030, Month: 7, Day: 1}

func renamed(t *testing.T, folder fs.FS, req Request) (*Result, error) {
	t.Helper()
	loaded, found, err := load.Site(folder)
	if err != nil {
		t.Fatal(err)
	}
	if n, _ := diag.Count(found); n > 0 {
		t.Fatal(found)
	}
	return New(folder, loaded, today, req)
}

// after is the folder after renames.
func after(t *testing.T, folder fs.FS, requests ...Request) fs.FS {
	t.Helper()
	for _, req := range requests {
		res, err := renamed(t, folder, req)
		if err != nil {
			t.Fatal(req, err)
		}
		folder = load.Overlay(folder, res.Files)
	}
	return folder
}

func read(t *testing.T, folder fs.FS) map[string]string {
	t.Helper()
	snap, _, err := load.Read(folder)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, p := range snap.Paths() {
		out[p] = string(snap.File(p).Data)
	}
	return out
}

// differences are the lines that two folders do not share, with their files.
func differences(before, now map[string]string) []string {
	var out []string
	for _, file := range slices.Sorted(maps.Keys(before)) {
		if _, stands := now[file]; !stands {
			out = append(out, "- "+file)
		}
	}
	for _, file := range slices.Sorted(maps.Keys(now)) {
		if before[file] == now[file] {
			continue
		}
		old := strings.Split(before[file], "\n")
		for _, line := range strings.Split(now[file], "\n") {
			if !slices.Contains(old, line) {
				out = append(out, file+": "+line)
			}
		}
	}
	return out
}

// TestOnlyReferencesChange: the words stay, and so do code, comments, quotes and
// line ends.
func TestOnlyReferencesChange(t *testing.T) {
	folder := oddSite(t)
	was := read(t, folder)
	now := read(t, after(t, folder, Request{Old: "page:about/who", New: "page:about/people"}))
	digest := func(files map[string]string, file string) string {
		_, rest, _ := strings.Cut(files[file], `digest: "`)
		return rest[:16]
	}
	if digest(was, "content/about/who.sr.md") == digest(now, "content/about/people.sr.md") {
		t.Error("the translation would be stale")
	}
	for _, lang := range []string{"sq", "sr", "en"} {
		text := strings.NewReplacer("(page:about/who)", "(page:about/people)", "]: page:about/who#part", "]: page:about/people#part").Replace(was["content/about/who."+lang+".md"])
		if lang == "sr" {
			text = strings.Replace(text, digest(was, "content/about/who.sr.md"), digest(now, "content/about/people.sr.md"), 1)
			text = strings.Replace(text, "translated_from", "aliases: [/sr/o-nama/who/]\r\ntranslated_from", 1)
		}
		if lang == "sq" {
			text = strings.Replace(text, "jemi.\n---", "jemi.\naliases: [/sq/rreth-nesh/who/]\n---", 1)
		}
		if got := now["content/about/people."+lang+".md"]; got != text {
			t.Errorf("%s: got\n%q\nwant\n%q", lang, got, text)
		}
	}
	config := strings.NewReplacer("{page: about/who,", "{page: about/people,", "file: content/about/who.sr.md", "file: content/about/people.sr.md").Replace(was["data/site.yaml"])
	if now["data/site.yaml"] != config {
		t.Errorf("got\n%s\nwant\n%s", now["data/site.yaml"], config)
	}
	for _, line := range differences(was, now) {
		if !strings.Contains(line, "content/about/people") && !strings.Contains(line, "- content/about/who") && !strings.HasPrefix(line, "data/site.yaml") {
			t.Errorf("changed too: %s", line)
		}
	}
}

// TestThereAndBack: a rename and its opposite leave nothing but the addresses
// that stood meanwhile.
func TestThereAndBack(t *testing.T) {
	folder := oddSite(t)
	was := read(t, folder)
	for _, test := range []struct {
		old, now string
		left     []string
	}{
		{"page:about/who", "page:about/people", []string{
			"content/about/who.sq.md: aliases: [/sq/rreth-nesh/people/]", "content/about/who.sr.md: aliases: [/sr/o-nama/people/]\r",
		}},
		{"page:about", "page:portal", nil},
		{"page:help", "page:about/help", []string{
			"content/help/index.en.md: aliases: [/en/about/help/, /about/help/]",
			"content/help/index.sq.md: aliases: [/sq/rreth-nesh/ndihme/, /rreth-nesh/ndihme/]",
			"content/help/index.sr.md: aliases: [/sr/o-nama/pomoc/, /o-nama/pomoc/]",
		}},
		{"institution:zyra", "institution:kancelaria", []string{"data/institutions/zyra.yaml: former_ids: [kancelaria]"}},
		{"activity:1.1.1", "activity:1.1.9", []string{`data/activities/1.1.1.yaml: former_ids: ["1.1.9"]`}},
		{"helpline:100", "helpline:101", nil},
		{"source:doc", "source:document", []string{"data/sources/doc.yaml: former_ids: [document]"}},
	} {
		t.Run(test.old, func(t *testing.T) {
			there := after(t, folder, Request{Old: test.old, New: test.now})
			if len(differences(was, read(t, there))) == 0 {
				t.Fatal("nothing changed")
			}
			back := read(t, after(t, there, Request{Old: test.now, New: test.old}))
			left := differences(was, back)
			if !slices.Equal(left, test.left) {
				t.Errorf("left\n\t%q\nwant\n\t%q", left, test.left)
			}
			for file, text := range back {
				if lines, n := strings.Count(was[file], "\n"), strings.Count(text, "\n"); n > lines+1 {
					t.Errorf("%s has %d lines, had %d", file, n, lines)
				}
			}
		})
	}
}

// TestSlugsOfAPage: an address changes alone, with its alias, and the short
// address that was said on air stays too.
func TestSlugsOfAPage(t *testing.T) {
	folder := oddSite(t)
	res, err := renamed(t, folder, Request{Old: "content/help/index.sq.md", Slugs: map[string]string{"sq": "mbeshtetje", "en": "help"}})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := slices.Sorted(maps.Keys(res.Files)), []string{"content/help/index.sq.md"}; !slices.Equal(got, want) {
		t.Fatalf("changed %q, want %q", got, want)
	}
	text := string(res.Files["content/help/index.sq.md"])
	if want := "slug: mbeshtetje\nkind: help\naliases: [/sq/ndihme/, /ndihme/]\n---\n"; !strings.Contains(text, want) {
		t.Errorf("got\n%s", text)
	}
	// The short address was a redirect before, and is one still.
	if want := []Pair{{"/sq/ndihme/", "/sq/mbeshtetje/"}}; !slices.Equal(res.Redirects, want) {
		t.Errorf("got %v, want %v", res.Redirects, want)
	}
}

func TestRefusedRenames(t *testing.T) {
	folder := oddSite(t)
	folder = after(t, folder, Request{Old: "institution:shkolla", New: "institution:akademia"})
	loaded, _, err := load.Site(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ old, now, want string }{
		{"page:abuot", "page:x", "rename-unknown-near page:abuot page:about"},
		{"page:nothing-like-it", "page:x", "rename-unknown page:nothing-like-it"},
		{"zzz", "x", "rename-unknown zzz"},
		{"institution:shkolla", "x", "rename-renamed institution:shkolla institution:akademia"},
		{"page:home", "page:x", "rename-home"},
		{"content/index.sq.md", "x", "rename-home"},
		{"page:about", "page:home", "rename-reserved home"},
		{"page:about", "page:help/index", "rename-reserved help/index"},
		{"page:about", "page:About", "rename-page-id About"},
		{"page:about", "page:ë", "rename-page-id ë"},
		{"page:about", "page:../x", "rename-page-id ../x"},
		{"page:about", "institution:about", "rename-other-kind page institution"},
		{"page:about", "data/institutions/x.yaml", "rename-other-kind page institution"},
		{"page:about", "page:help", "rename-taken page:help content/help/index.sq.md"},
		{"page:about", "page:about/x", "rename-inside page:about page:about/x"},
		{"page:about/who", "page:nowhere/who", "rename-section page:nowhere content/nowhere"},
		{"institution:zyra", "Zyra e re", "rename-id Zyra e re"},
		{"institution:zyra", "akademia", "rename-taken institution:akademia data/institutions/akademia.yaml"},
		{"institution:zyra", "shkolla", "rename-taken-before institution:shkolla data/institutions/akademia.yaml"},
		{"about", "about", "rename-nothing page:about"},
	} {
		t.Run(test.old+" "+test.now, func(t *testing.T) {
			_, err := New(folder, loaded, today, Request{Old: test.old, New: test.now})
			var r Refused
			if !errors.As(err, &r) {
				t.Fatal("not refused:", err)
			}
			got := r.Key
			for i := 1; i < len(r.Args); i += 2 {
				got += " " + r.Args[i]
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	for want, req := range map[string]Request{
		"rename-slug-kind":     {Old: "institution:zyra", Slugs: map[string]string{"sq": "x"}},
		"rename-slug-language": {Old: "page:about", Slugs: map[string]string{"de": "x"}},
		"rename-slug":          {Old: "page:about", Slugs: map[string]string{"sq": "X y"}},
		"rename-kind":          {Old: "about", New: "x", Kind: "pages"},
		"rename-which":         {Old: "1.1.1", New: "x"},
	} {
		if want == "rename-which" {
			folder = after(t, folder, Request{Old: "institution:akademia", New: "1.1.1"})
		}
		if _, err := renamed(t, folder, req); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// TestReportsOfProgress follow their institution; alone they change the quarter
// that they were filed under and nothing else.
func TestReportsOfProgress(t *testing.T) {
	folder := testsite.New(t, testsite.Example()...)
	res, err := renamed(t, folder, Request{Old: "institution:keshilli", New: "institution:keshilli-2"})
	if err != nil {
		t.Fatal(err)
	}
	if p := "data/progress/2031-q1/keshilli"; res.Files[p+".yaml"] != nil || res.Files[p+"-2.yaml"] == nil {
		t.Error("the report stayed behind")
	}
	for now, want := range map[string]string{
		"progress:2030-q3/keshilli": "", "data/progress/2030-q4/keshilli.yaml": "", "2031-q2/keshilli": "rename-taken",
		"2030-q2/zyra": "rename-progress", "2030/keshilli": "rename-quarter",
	} {
		_, err := renamed(t, folder, Request{Old: "progress:2031-q1/keshilli", New: now})
		if want == "" && err != nil || want != "" && (err == nil || err.Error() != want) {
			t.Errorf("%s: got %v, want %q", now, err, want)
		}
	}
}

// TestWrittenInAnotherWay: what the program cannot find where it should stand is a
// person's to change; nothing is guessed.
func TestWrittenInAnotherWay(t *testing.T) {
	for name, f := range map[string]txtar.File{
		"escapes in a link": {Name: "content/about/index.en.md", Data: []byte("---\ntitle: About\nsummary: Who we are.\nslug: about\n---\nText with [numbers](page&#58;help#numbers).\n")},
		"a block in YAML": {Name: "data/campaigns/a.yaml", Data: []byte("title: {sq: a, sr: a, en: a}\naudience: {sq: a, sr: a, en: a}\nmessage: {sq: a, sr: a, en: a}\n" +
			"activities:\n  - >-\n    1.1.1\nsources:\n  - {id: doc, at: I}\n")},
	} {
		t.Run(name, func(t *testing.T) {
			folder := testsite.New(t, f)
			old, now := "page:help", "page:aid"
			if strings.HasPrefix(f.Name, "data/") {
				old, now = "activity:1.1.1", "activity:1.1.9"
			}
			_, err := renamed(t, folder, Request{Old: old, New: now})
			var r Refused
			if !errors.As(err, &r) || r.Key != "rename-by-hand" || !strings.HasPrefix(r.Args[1], f.Name+":") {
				t.Errorf("got %v %v", err, r.Args)
			}
		})
	}
}
