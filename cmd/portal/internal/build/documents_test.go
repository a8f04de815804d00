package build

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// library is the base site with a list of reports, and one report with files:
// its record's own lines come first.
func library(t testing.TB, record string, files map[string][]byte) fstest.MapFS {
	t.Helper()
	folder := testsite.New(t)
	put := func(name string, data []byte) { folder[name] = &fstest.MapFile{Data: data, Mode: 0o644} }
	for lang, slug := range map[string]string{"sq": "raportet", "sr": "izvestaji", "en": "reports"} {
		put("content/reports."+lang+".md", []byte("---\ntitle: "+slug+"\nsummary: S.\nslug: "+slug+"\nkind: reports\n---\nX.\n"))
	}
	put("data/reports/vjetor/vjetor.yaml", []byte(record+`type: annual-report
state: published
date: "2030-05"
publisher: zyra
languages: [sq]
title: {sq: "Raporti & më {shumë}", sr: Izveštaj, en: Report}
sources: [{id: doc}]
`))
	for name, data := range files {
		put("data/reports/vjetor/"+name, data)
	}
	return folder
}

const (
	summaries = "summary: {sq: Një., sr: Jedan., en: One.}\n"
	oneFile   = "files:\n  - {name: a.pdf, language: sq}\n"
	oneScan   = "files:\n  - {name: a.pdf, language: sq, scan: true}\n"
	oneSigned = "files:\n  - {name: a.pdf, language: sq, signed: true}\n"
	record    = "data/reports/vjetor/vjetor.yaml:"
)

// documentFaults are the codes about files that no text can hold: each with the
// site's record, its file and what must come out.
func documentFaults() []struct {
	record string
	file   testsite.PDF
	bytes  []byte // wins over file
	want   []string
} {
	text := testsite.PDF{Text: "Hello"}
	return []struct {
		record string
		file   testsite.PDF
		bytes  []byte
		want   []string
	}{
		{record: oneFile, file: text},
		{record: oneScan + summaries},
		{record: oneSigned, file: testsite.PDF{Text: "Hello", Signed: true}},
		{record: oneFile, file: testsite.PDF{Text: "x", Script: true}, want: []string{record + "2:12 error document-active"}},
		{record: oneFile, file: testsite.PDF{Text: "x", Launch: true}, want: []string{record + "2:12 error document-active"}},
		{record: oneFile, file: testsite.PDF{Text: "x", Attachment: true}, want: []string{record + "2:12 error document-active"}},
		{record: oneSigned, file: testsite.PDF{Text: "x", Signed: true, Form: true}, want: []string{record + "2:12 error document-active"}},
		{record: oneFile, file: testsite.PDF{Text: "x", Encrypted: true}, want: []string{record + "2:12 error document-encrypted"}},
		{record: oneFile, bytes: []byte("<html>"), want: []string{record + "2:12 error document-invalid"}},
		{record: oneFile, bytes: text.Bytes()[:400], want: []string{record + "2:12 error document-invalid"}},
		{record: oneFile, file: testsite.PDF{Text: "x", Pages: 5001}, want: []string{record + "2:12 error document-too-large"}},
		{record: strings.Replace(oneFile, "sq}", "de}", 1), file: text, want: []string{record + "2:29 error document-language"}},
		{record: strings.Replace(oneFile, "a.pdf", "b.pdf", 1), file: text, want: []string{
			"data/reports/vjetor/a.pdf:0:0 error document-unlisted", record + "2:12 error document-missing",
		}},
		{record: strings.Replace(oneFile, "a.pdf", "A.pdf", 1) + "  - {name: a.pdf, language: sq}\n", file: text, want: []string{record + "2:12 error file-name-invalid"}},
		{record: oneFile + "  - {name: a.pdf, language: en}\n", file: text, want: []string{record + "3:12 error list-duplicate"}},
		{record: oneScan + summaries, file: text, want: []string{record + "2:12 error document-scan"}},
		{record: oneFile + summaries, want: []string{record + "2:12 error document-scan"}},
		{record: oneScan, want: []string{record + "2:3 error document-summary"}},
		{record: oneSigned, file: text, want: []string{record + "2:12 error document-signed"}},
		{record: oneFile, file: testsite.PDF{Text: "x", Signed: true}, want: []string{record + "2:12 error document-signed"}},
		{record: oneSigned, file: testsite.PDF{Text: "x", Signed: true, Author: "A"}, want: []string{record + "2:12 warning document-metadata"}},
	}
}

func TestDocumentFaults(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector has seen all that runs here in TestCodes")
	}
	for _, test := range documentFaults() {
		name := "none"
		if len(test.want) > 0 {
			_, name, _ = strings.Cut(test.want[len(test.want)-1], " ")
		}
		t.Run(name, func(t *testing.T) {
			data := test.bytes
			if data == nil {
				data = test.file.Bytes()
			}
			if got := faults(t, options(library(t, test.record, map[string][]byte{"a.pdf": data}))); !slices.Equal(got, test.want) {
				t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(test.want, "\n\t"))
			}
		})
	}
}

// TestDocumentsArePublished: a signed file byte for byte, any other without its
// author, the same in two builds, and the page tells what a reader gets.
func TestDocumentsArePublished(t *testing.T) {
	signed, plain := testsite.PDF{Text: "x", Signed: true}.Bytes(), testsite.PDF{Text: "Hello", Pages: 3, Author: "SOMEBODY", Lang: "sq"}.Bytes()
	folder := library(t, "files:\n  - {name: signed.pdf, language: sq, signed: true}\n  - {name: plain.pdf, language: sr-Latn}\n",
		map[string][]byte{"signed.pdf": signed, "plain.pdf": plain})
	out := publishedAt(t, folder)
	if got := readFile(t, out, "downloads/vjetor/signed.pdf"); !bytes.Equal(got, signed) {
		t.Error("the signed file is not as it was signed")
	}
	cleaned := readFile(t, out, "downloads/vjetor/plain.pdf")
	if bytes.Contains(cleaned, []byte("SOMEBODY")) || !bytes.Contains(cleaned, []byte("(Hello) Tj")) {
		t.Error("the other still names its author, or has lost its text")
	}
	if string(cleaned) != built(t, options(folder))["downloads/vjetor/plain.pdf"] {
		t.Error("it differs between two builds")
	}
	page := string(readFile(t, out, "sq/raportet/vjetor/index.html"))
	for _, want := range []string{
		`href="/downloads/vjetor/plain.pdf"`, `hreflang="sr-Latn"`, "3 faqe", `href="/data/reports/vjetor.bib"`, `href="/data/reports/vjetor.ris"`,
		`title = {{Raporti \&amp; më \{shumë\}}}`, "TY  - RPRT",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	if list := string(readFile(t, out, "sq/raportet/index.html")); !strings.Contains(list, `title="raportet" href="/sq/raportet/feed.xml"`) {
		t.Error("the list of reports does not lead to its feed")
	}
}

// publishedAt is the output of a build of a folder.
func publishedAt(t *testing.T, folder fstest.MapFS) string {
	t.Helper()
	dir := t.TempDir()
	opt := options(folder)
	opt.Site, opt.Out = filepath.Join(dir, "site"), filepath.Join(dir, "public")
	if err := os.Mkdir(opt.Site, 0o755); err != nil {
		t.Fatal(err)
	}
	res, err := Site(context.Background(), opt)
	if err != nil || res.Failed() {
		t.Fatal(err, lines(res.Diagnostics))
	}
	return opt.Out
}

func readFile(t *testing.T, out, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
