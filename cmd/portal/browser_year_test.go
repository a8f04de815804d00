//go:build browser && linux

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/build"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// TestBrowserPrintsTheYears: of the example's two years one has a report that the
// Coordinator issued, and its PDF is called so; the other has figures. Both are
// tagged, with contents, page numbers, heads of columns and every letter.
func TestBrowserPrintsTheYears(t *testing.T) {
	dir := t.TempDir()
	out, site := filepath.Join(dir, "public"), filepath.Join(dir, "site")
	if err := os.Mkdir(site, 0o755); err != nil {
		t.Fatal(err)
	}
	res, err := build.Site(t.Context(), build.Options{
		Folder: testsite.New(t, testsite.Example()...), Site: site, Out: out, PDF: true,
		Date: model.Date{Year: 2032, Month: 2, Day: 1}, Jobs: 2, LockWait: time.Second,
	})
	if err != nil || res.Failed() {
		t.Fatal(err, res)
	}
	files := tree(t, out)
	for lang, c := range map[string]struct{ tag, report, figures, contents, nobody string }{
		"sq": {"sq", "Raporti vjetor 2030", "Shifrat për vitin 2031", "Përmbajtja", "Kjo faqe nuk ka autor."},
		"sr": {"sr-Latn", "Godišnji izveštaj 2030", "Brojke za 2031. godinu", "Sadržaj", "Ova stranica nema autora."},
		"en": {"en", "Annual report 2030", "Figures for 2031", "Contents", "This page has no author."},
	} {
		for year, title := range map[string]string{"2030": c.report, "2031": c.figures} {
			pdf := content(t, files, "downloads/statistics-years-"+year+"."+lang+".pdf")
			text, info := poppler(t, pdf, "pdftotext"), poppler(t, pdf, "pdfinfo")
			for _, want := range []string{`Title: +` + regexp.QuoteMeta(title) + ` – `, `Tagged: +yes`} {
				if !regexp.MustCompile(want).MatchString(info) {
					t.Errorf("%s %s: pdfinfo has no %q:\n%s", lang, year, want, info)
				}
			}
			tags := poppler(t, pdf, "pdfinfo", "-struct-text")
			if !strings.Contains(tags, title) || !strings.Contains(tags, c.contents) || !strings.Contains(pdf, "/Lang ("+c.tag+")") || !strings.Contains(pdf, "/Scope /Column") {
				t.Errorf("%s %s: the heading, the contents, the language or the heads of columns are missing", lang, year)
			}
			if !regexp.MustCompile(`1 ?/ ?\d`).MatchString(text) {
				t.Errorf("%s %s: no page numbers", lang, year)
			}
			if strings.Contains(tags, c.nobody) != (year == "2031") {
				t.Errorf("%s %s: the PDF has an author, or has none", lang, year)
			}
		}
		text := poppler(t, content(t, files, "downloads/statistics-years-2031."+lang+".pdf"), "pdftotext")
		for _, letters := range []string{albanian, serbian} {
			if !strings.Contains(strings.Join(strings.Fields(text), " "), letters) {
				t.Errorf("%s: the PDF lacks %q", lang, letters)
			}
		}
	}
}
