package check

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/tools/txtar"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

const (
	aboutSq = "content/about/index.sq.md"
	aboutSr = "content/about/index.sr.md"
	doc     = "data/sources/doc.yaml"
)

// site is the base site with an overlay, which may be broken in places.
func site(t *testing.T, overlay ...txtar.File) *model.Site {
	t.Helper()
	loaded, _, err := load.Site(testsite.New(t, overlay...))
	if err != nil || loaded.Site.Config == nil {
		t.Fatal("the site cannot be loaded", err)
	}
	return loaded.Site
}

// states are the texts of one page or record as "language source state at".
func states(site *model.Site, kind model.Kind, id string) []string {
	var out []string
	for _, x := range Translations(site) {
		if x.Kind == kind && x.ID == id {
			draft := ""
			if x.Draft {
				draft = " draft"
			}
			out = append(out, fmt.Sprintf("%s %s %s %s:%d%s", x.Lang, x.Source, x.State, x.At.File, x.At.Line, draft))
		}
	}
	return out
}

func file(name, text string) txtar.File { return txtar.File{Name: name, Data: []byte(text)} }

func page(front string) string { return "---\ntitle: T\nsummary: S\n" + front + "---\nTekst.\n" }

func TestStatesOfAPage(t *testing.T) {
	digest := site(t, file(aboutSq, page(""))).Page("about", "sq").SourceDigest()
	for name, test := range map[string]struct {
		sq, sr string
		want   []string
	}{
		"an original and its translation": {
			page(""), page("translated_from: {lang: sq, digest: \"" + digest + "\"}\n"),
			[]string{"sq sq present " + aboutSq + ":1", "sr sq present " + aboutSr + ":4"},
		},
		"the source has changed": {
			page(""), page("translated_from: {lang: sq, digest: \"0123456789abcdef\"}\n"),
			[]string{"sq sq present " + aboutSq + ":1", "sr sq stale " + aboutSr + ":4"},
		},
		"nothing is remembered": {
			page(""), page(""),
			[]string{"sq sq present " + aboutSq + ":1", "sr sq unreviewed " + aboutSr + ":1"},
		},
		"not written": {
			page(""), testsite.Deleted,
			[]string{"sq sq present " + aboutSq + ":1", "sr sq missing " + aboutSr + ":0"},
		},
		"the source is not written": {
			testsite.Deleted, page("source_language: sr\n"),
			[]string{"sq sr missing " + aboutSq + ":0", "sr sr present " + aboutSr + ":1"},
		},
		"a draft is apart": {
			page("draft: true\n"), testsite.Deleted,
			[]string{"sq sq present " + aboutSq + ":1 draft", "sr sq missing " + aboutSr + ":0 draft"},
		},
		"a draft beside a page": {
			page(""), page("draft: true\n"),
			[]string{"sq sq present " + aboutSq + ":1", "sr sq unreviewed " + aboutSr + ":1 draft"},
		},
		"what cannot be read is not told": {
			page(""), "---\ntitle: [\n---\n",
			[]string{"sq sq present " + aboutSq + ":1"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := states(site(t, file(aboutSq, test.sq), file(aboutSr, test.sr), file("content/about/index.en.md", testsite.Deleted)), model.KindPage, "about")
			if en := len(got) - 1; !slices.Equal(got[:en], test.want) { // English is missing everywhere
				t.Errorf("got  %q\nwant %q", got[:en], test.want)
			}
		})
	}
}

func TestStatesOfARecord(t *testing.T) {
	digest := model.SourceDigest(site(t).Sources.Get("doc"), "sq")
	const title = "title: {sq: Dokumenti, sr: Dokument, en: Document}\n"
	for name, test := range map[string]struct {
		text string
		want []string
	}{
		"nothing is remembered": {title, []string{"sq sq present", "sr sq unreviewed", "en sq unreviewed"}},
		"one of two": {
			title + "translated_from: {sr: \"" + digest + "\", en: \"0123456789abcdef\"}\n",
			[]string{"sq sq present", "sr sq present", "en sq stale"},
		},
		"not whole":        {"title: {sq: Dokumenti, en: Document}\n", []string{"sq sq present", "sr sq missing", "en sq unreviewed"}},
		"another original": {title + "source_language: en\n", []string{"sq en unreviewed", "sr en unreviewed", "en en present"}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, s := range states(site(t, file(doc, test.text)), model.KindSource, "doc") {
				got = append(got, strings.Join(strings.Fields(s)[:3], " "))
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	if got := states(site(t), model.KindHelpline, "100"); len(got) != 3 {
		t.Errorf("a helpline has %q", got)
	}
}

// TestLinesToPaste: what a text is told to write makes it present, and says
// nothing of its neighbours.
func TestLinesToPaste(t *testing.T) {
	text := "title: {sq: Dokumenti, sr: Dokument, en: Document}\ntranslated_from: {sr: \"0123456789abcdef\", en: \"0123456789abcdef\"}\n"
	for _, x := range Translations(site(t, file(doc, text))) {
		if x.Kind != model.KindSource || x.Lang != "sr" {
			continue
		}
		before, _, _ := strings.Cut(text, "translated_from")
		got := states(site(t, file(doc, before+x.Line+"\n")), model.KindSource, "doc")
		if !strings.Contains(got[1], " present ") || !strings.Contains(got[2], " stale ") {
			t.Errorf("%s makes of it %q", x.Line, got)
		}
		return
	}
	t.Fatal("no such text")
}

// TestReformattingMakesNothingStale: a source that says the same words in another
// form is the same source.
func TestReformattingMakesNothingStale(t *testing.T) {
	const front = "---\ntitle: Rreth nesh\nsummary: Kush jemi dhe çfarë bëjmë.\nslug: rreth\n---\n"
	const body = "Një fjali.\nNjë fjali tjetër.\n\nNjë paragraf.\n"
	const record = "title: {sq: \"Dokumenti i parë\", sr: Dokument, en: Document}\nnote: {sq: Një shënim, sr: Napomena, en: A note}\n"
	original := site(t, file(aboutSq, front+body), file(doc, record))
	sr := page("translated_from: {lang: sq, digest: \"" + original.Page("about", "sq").SourceDigest() + "\"}\n")
	made := model.SourceDigest(original.Sources.Get("doc"), "sq")
	remembered := "translated_from: {sr: \"" + made + "\", en: \"" + made + "\"}\n"
	for name, test := range map[string]struct {
		page, record string
		stale        int
	}{
		"as it was":         {front + body, record, 0},
		"CRLF, BOM":         {"\ufeff" + strings.ReplaceAll(front+body, "\n", "\r\n"), "\ufeff" + strings.ReplaceAll(record, "\n", "\r\n"), 0},
		"decomposed":        {norm.NFD.String(front + body), norm.NFD.String(record), 0},
		"lines and spaces":  {front + "\n\nNjë  fjali. Një fjali\ntjetër.  \n\n\n Një\tparagraf.", strings.ReplaceAll(record, ": {", ":   { "), 0},
		"quotes and blocks": {strings.Replace(front, "Kush jemi dhe çfarë bëjmë.", "'Kush jemi dhe çfarë bëjmë.'", 1) + body, "title:\n  sq: 'Dokumenti i parë'\n  sr: Dokument\n  en: Document\nnote:\n  sq: >-\n    Një\n    shënim\n  sr: Napomena\n  en: A note\n", 0},
		"order, comments":   {"---\n# shënim\nslug: rreth\nsummary: Kush jemi dhe çfarë bëjmë.\ntitle: Rreth nesh\norder: 3\n---\n" + body, "note: {en: A note, sq: Një shënim, sr: Napomena}\ntitle: {sq: Dokumenti i parë, sr: Dokument, en: Document} # po\n", 0},
		"another word":      {front + "Një fjali tjetër.\n", strings.Replace(record, "Një shënim", "Një shenjë", 1), 3},
	} {
		t.Run(name, func(t *testing.T) {
			s := site(t, file(aboutSq, test.page), file(aboutSr, sr), file(doc, test.record+remembered))
			n := Count(Translations(s), func(x Translation) bool { return x.ID == "about" || x.ID == "doc" })
			if n[StateStale] != test.stale || n[StateMissing] != 0 {
				t.Errorf("%d texts are stale, %d missing; want %d and 0", n[StateStale], n[StateMissing], test.stale)
			}
		})
	}
}

// TestRulesFollowTheStates: what the check reports as missing and stale is what
// status lists, no more and no less.
func TestRulesFollowTheStates(t *testing.T) {
	s := site(t,
		file(aboutSr, page("translated_from: {lang: sq, digest: \"0123456789abcdef\"}\n")),
		file("content/about/index.en.md", testsite.Deleted),
		file("content/new/index.sq.md", page("draft: true\n")),
		file(doc, "title: {sq: Dokumenti, en: Document}\ntranslated_from: {en: \"0123456789abcdef\"}\n"))
	var told []string
	for _, d := range Site(s, nil, Options{}) {
		if strings.Contains(d.Code, "translation-") {
			told = append(told, d.Code+" "+d.Args["language"])
		}
	}
	var listed []string
	for _, x := range Translations(s) {
		if (x.State == StateMissing || x.State == StateStale) && !x.Draft {
			d := Fault(s, x)
			listed = append(listed, d.Code+" "+d.Args["language"])
		}
	}
	slices.Sort(told)
	slices.Sort(listed)
	want := []string{"page-translation-missing English", "translation-missing Srpski", "translation-stale English", "translation-stale Srpski"}
	if !slices.Equal(told, want) || !slices.Equal(listed, want) {
		t.Errorf("told   %q\nlisted %q\nwant   %q", told, listed, want)
	}
}
