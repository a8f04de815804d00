package build

import (
	"context"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// TestEditionsAreToldAsTheyAre: the page for readers counts what is written, what
// fits its source and what does not, and says who has read an edition, or that
// nobody has.
func TestEditionsAreToldAsTheyAre(t *testing.T) {
	overlay := []txtar.File{
		{Name: "content/about/index.sq.md", Data: []byte("---\ntitle: Rreth nesh\nsummary: Kush jemi.\nkind: edition-state\n---\nTeksti.\n")},
		{Name: "content/about/index.sr.md", Data: []byte("---\ntitle: O nama\nsummary: Ko smo.\nkind: edition-state\ntranslated_from: {lang: sq, digest: \"0123456789abcdef\"}\n---\nTekst.\n")},
		{Name: "content/about/index.en.md", Data: []byte(testsite.Deleted)},
		{Name: "content/later.sq.md", Data: []byte("---\ntitle: Më vonë\nsummary: Një draft.\ndraft: true\n---\nTekst.\n")},
		{Name: "data/sources/doc.yaml", Data: []byte("title: {sq: Dokumenti, sr: Dokument, en: Document}\nsource_language: en\n")},
	}
	folder := testsite.New(t, overlay...)
	config := folder["data/site.yaml"]
	config.Data = []byte(strings.Replace(string(config.Data), "fallback: sq}", "fallback: sq, reviewed_by: Zyra e Gjuhëve, reviewed_on: 2030-05-02}", 1))
	in, res, err := read(context.Background(), options(folder))
	if err != nil || res.Failed() {
		t.Fatal(err, lines(res.Diagnostics))
	}
	_, state, _ := strings.Cut(made(t, in, res)["sq/about/index.html"], "Gjendja e botimeve</h2>")
	parts := strings.Split(state, "<h3>")[1:]
	want := [][]string{
		{
			"Faqe: të shkruara 7 nga 7", "Regjistrime të dhënash: të shkruara 10 nga 10", "Të shkruara së pari në këtë gjuhë: 16 tekste",
			"Të përkthyera nga: English: 1", "Të bëra nga burimi i tanishëm: 0 tekste", "Burimi ka ndryshuar më pas: 0 tekste",
			"Nuk është shënuar nga cili tekst u bënë: 1 tekst", "Lexuar nga një folës amtar: Këtë ende nuk e ka bërë askush.",
		},
		{
			"Faqe: të shkruara 7 nga 7", "Regjistrime të dhënash: të shkruara 10 nga 10",
			"Të përkthyera nga: Shqip: 16", "Të bëra nga burimi i tanishëm: 0 tekste", "Burimi ka ndryshuar më pas: 1 tekst", "Nuk është shënuar nga cili tekst u bënë: 15 tekste",
			"Të përkthyera nga: English: 1", "Të bëra nga burimi i tanishëm: 0 tekste", "Burimi ka ndryshuar më pas: 0 tekste", "Nuk është shënuar nga cili tekst u bënë: 1 tekst",
			"Lexuar nga një folës amtar: Zyra e Gjuhëve, 2 maj 2030",
		},
		{
			"Faqe: të shkruara 6 nga 7", "Regjistrime të dhënash: të shkruara 10 nga 10", "Të shkruara së pari në këtë gjuhë: 1 tekst",
			"Të përkthyera nga: Shqip: 15", "Të bëra nga burimi i tanishëm: 0 tekste", "Burimi ka ndryshuar më pas: 0 tekste",
			"Nuk është shënuar nga cili tekst u bënë: 15 tekste", "Lexuar nga një folës amtar: Këtë ende nuk e ka bërë askush.",
		},
	}
	if len(parts) != len(want) {
		t.Fatalf("%d editions, want %d", len(parts), len(want))
	}
	for i, part := range parts {
		got := facts(part)
		for j, f := range got {
			got[j] = tag.ReplaceAllString(f, "")
		}
		if !slices.Equal(got, want[i]) {
			t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want[i], "\n\t"))
		}
	}
}
