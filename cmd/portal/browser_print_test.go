//go:build browser && linux

package main

import (
	"bytes"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/build"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/poster"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// documents are a strategy and a plan to print, with what a PDF can lose: the
// letters of both alphabets, a table, a picture, notes and links of every kind.
var documents = txtar.Parse([]byte(`
-- static/picture.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#17407f"/></svg>
-- content/strategy/document.sq.md --
---
title: Strategjia në një dokument
summary: E tëra.
slug: dokumenti
kind: strategy-document
---
Hyrja e dokumentit.
-- content/strategy/document.sr.md --
---
title: Strategija u jednom dokumentu
summary: Cela.
slug: dokument
kind: strategy-document
---
Uvod u dokument.
-- content/strategy/document.en.md --
---
title: The strategy in one document
summary: All of it.
slug: document
kind: strategy-document
---
The introduction.
-- content/plan/document.sq.md --
---
title: Plani në një dokument
summary: I tëri.
slug: dokumenti
kind: plan-document
---
Hyrja e planit.
-- content/plan/document.sr.md --
---
title: Plan u jednom dokumentu
summary: Ceo.
slug: dokument
kind: plan-document
---
Uvod u plan.
-- content/plan/document.en.md --
---
title: The plan in one document
summary: All of it.
slug: document
kind: plan-document
---
The introduction.
-- content/strategy/chapter.sq.md --
---
title: Kapitulli
summary: Shkronjat.
slug: kapitulli
---
## Një pjesë {#part}

Shkronjat ë ç Ë Ç dhe č ć đ š ž Č Ć Đ Š Ž, një herë.
[Ndihmë](page:help), [kreu](page:strategy/chapter#part), [diku tjetër](https://example.com/x).[^1]

| Viti | Numri |
|---|--:|
| 2030 | 7 |

![Një drejtkëndësh blu](picture.svg)

[^1]: Një shënim.
-- content/strategy/chapter.sr.md --
---
title: Poglavlje
summary: Slova.
slug: poglavlje
---
## Jedan deo {#part}

Slova ë ç Ë Ç i č ć đ š ž Č Ć Đ Š Ž, jednom.
[Pomoć](page:help), [glava](page:strategy/chapter#part), [drugde](https://example.com/x).[^1]

| Godina | Broj |
|---|--:|
| 2030 | 7 |

![Plavi pravougaonik](picture.svg)

[^1]: Napomena uz tekst.
-- content/strategy/chapter.en.md --
---
title: Chapter
summary: Letters.
slug: chapter
---
## A part {#part}

The letters ë ç Ë Ç and č ć đ š ž Č Ć Đ Š Ž, once.
[Help](page:help), [chapter](page:strategy/chapter#part), [elsewhere](https://example.com/x).[^1]

| Year | Number |
|---|--:|
| 2030 | 7 |

![A blue rectangle](picture.svg)

[^1]: A note to the text.
`)).Files

// printedSite builds the small site with its documents printed.
func printedSite(t *testing.T, jobs int) map[string]string {
	t.Helper()
	dir := t.TempDir()
	out, site := filepath.Join(dir, "public"), filepath.Join(dir, "site")
	if err := os.Mkdir(site, 0o755); err != nil {
		t.Fatal(err)
	}
	res, err := build.Site(t.Context(), build.Options{
		Folder: testsite.New(t, documents...), Site: site, Out: out, PDF: true,
		Date: model.Date{Year: 2030, Month: 7, Day: 1}, Jobs: jobs, LockWait: time.Second,
	})
	if err != nil || res.Failed() {
		t.Fatal(err, res)
	}
	return tree(t, out)
}

// poppler runs one of Poppler's programs on a PDF.
func poppler(t *testing.T, pdf string, name string, args ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(file, []byte(pdf), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(name, append(args, file)...)
	if name == "pdftotext" {
		cmd.Args = append(cmd.Args, "-")
	}
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(out)
}

// The letters beyond ASCII of Albanian and of Serbian in Latin script.
const (
	albanian = "ë ç Ë Ç"
	serbian  = "č ć đ š ž Č Ć Đ Š Ž"
)

// TestBrowserPrintsDocuments prints a small site twice, each time with a Chromium
// of its own and another number of workers, and looks into the PDFs.
func TestBrowserPrintsDocuments(t *testing.T) {
	files, again := printedSite(t, 2), printedSite(t, 1)
	if !maps.Equal(files, again) {
		for name := range files {
			if files[name] != again[name] {
				t.Errorf("%s is not the same a second time", name)
			}
		}
	}
	pdf := content(t, files, "downloads/strategy-document.sq.pdf")
	info := poppler(t, pdf, "pdfinfo")
	for _, want := range []string{`Title: +Strategjia në një dokument – Zyra e Provës\n`, `Tagged: +yes`, `Page size: .*A4`, `CreationDate: .*Jul +1 .* 2030`, `JavaScript: +no`} {
		if !regexp.MustCompile(want).MatchString(info) {
			t.Errorf("pdfinfo has no %q:\n%s", want, info)
		}
	}
	if regexp.MustCompile(`(?i)chrome|skia|mozilla`).MatchString(pdf) {
		t.Error("the PDF tells which program made it")
	}
	if !strings.Contains(pdf, "/Lang (sq)") || !strings.Contains(content(t, files, "downloads/strategy-document.sr.pdf"), "/Lang (sr-Latn)") {
		t.Error("the PDF does not say its language")
	}
	for _, name := range []string{"strategy-document.sq", "strategy-document.sr", "strategy-document.en"} {
		text := poppler(t, content(t, files, "downloads/"+name+".pdf"), "pdftotext")
		for _, want := range []string{albanian, serbian} {
			if strings.Count(text, want) != 1 {
				t.Errorf("%s: %q stands %d times in the text", name, want, strings.Count(text, want))
			}
		}
	}
	tags := poppler(t, pdf, "pdfinfo", "-struct-text")
	for _, want := range []string{`\n +H1 \(block\)\n`, `\n +H2 `, `\n +H3 `, `\n +Table `, `\n +TH[ :]`, `\n +L `, `\n +P \(block\)\n`} {
		if !regexp.MustCompile(want).MatchString(tags) {
			t.Errorf("no tag like %q in\n%s", want, tags)
		}
	}
	for _, once := range []string{"Hyrja e dokumentit.", "Një shënim."} {
		if strings.Count(tags, once) != 1 {
			t.Errorf("%q is read out %d times", once, strings.Count(tags, once))
		}
	}
	number := regexp.MustCompile(`1 ?/ ?2`)
	if number.MatchString(tags) || !number.MatchString(poppler(t, pdf, "pdftotext")) {
		t.Error("page numbers are missing, or are read out as if they were text")
	}
	if !strings.Contains(pdf, "/Scope /Column") {
		t.Error("the heads of columns have no scope")
	}
	if !strings.Contains(pdf, "/Alt ") {
		t.Error("the picture has no words")
	}
	outline := poppler(t, pdf, "pdftohtml", "-xml", "-stdout", "-i")
	for _, want := range []string{">Kapitulli</item>", ">Një pjesë</item>", ">Objektivat</item>"} {
		if !strings.Contains(outline, want) {
			t.Errorf("the bookmarks lack %s", want)
		}
	}
	for _, m := range regexp.MustCompile(`/URI \((.*?)\)`).FindAllStringSubmatch(pdf, -1) {
		if !strings.HasPrefix(m[1], "https://example.org/") && m[1] != "https://example.com/x" {
			t.Errorf("a link leads to %s", m[1])
		}
	}
	if !strings.Contains(pdf, "/URI (https://example.org/sq/ndihme/)") {
		t.Error("no link to a page of the site")
	}
	plan := poppler(t, content(t, files, "downloads/plan-document.sr.pdf"), "pdftotext")
	for _, want := range []string{"Prva aktivnost", "Rezultat", "Kancelarija", "Škola", "2031"} {
		if !strings.Contains(plan, want) {
			t.Errorf("the plan's PDF has no %q", want)
		}
	}
	page := content(t, files, "sq/strategjia/dokumenti/index.html")
	if !strings.Contains(page, `href="/downloads/strategy-document.sq.pdf"`) || !strings.Contains(page, " faqe") {
		t.Error("the page does not tell of its PDF")
	}
}

// TestBrowserPrintAsksNobody: what a page loads is there, or it is not printed.
func TestBrowserPrintAsksNobody(t *testing.T) {
	press, err := poster.Open(t.Context(), model.Date{Year: 2030, Month: 7, Day: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer press.Close()
	const url = "https://example.org/x/"
	_, err = press.Print(t.Context(), url, func(asked string) (poster.File, bool) {
		return poster.File{Type: "text/html", Data: []byte(`<!doctype html><title>x</title><img src="https://elsewhere.example/x.png" alt="">`)}, asked == url
	})
	if err == nil || !strings.Contains(err.Error(), "https://elsewhere.example/x.png") {
		t.Errorf("the page was printed without its picture: %v", err)
	}
}

// TestBrowserEndsWithTheBuild: a build that is stopped, or killed outright, takes
// its Chromium along.
func TestBrowserEndsWithTheBuild(t *testing.T) {
	bin, dir := program(t), t.TempDir()
	if err := os.CopyFS(dir, testsite.New(t, documents...)); err != nil {
		t.Fatal(err)
	}
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGKILL} {
		mine := t.TempDir() // named on the command line of every Chromium process
		cmd := exec.Command(bin, "build", "--pdf", "--out", "public")
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "TMPDIR="+mine)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if !soon(func() bool { return running(mine) > 0 }) {
			t.Fatal("no Chromium was started, so the test could not fail")
		}
		_ = cmd.Process.Signal(signal)
		_ = cmd.Wait()
		if code := cmd.ProcessState.ExitCode(); signal == syscall.SIGTERM && code != 143 {
			t.Errorf("after %s: exit %d, want 143", signal, code)
		}
		if !soon(func() bool { return running(mine) == 0 }) {
			t.Errorf("after %s %d processes of Chromium are left", signal, running(mine))
		}
	}
}

// soon waits up to ten seconds until something holds.
func soon(holds func() bool) bool {
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if holds() {
			return true
		}
	}
	return false
}

// running counts the processes that have a word on their command line.
func running(word string) int {
	n := 0
	all, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, file := range all {
		if line, err := os.ReadFile(file); err == nil && bytes.Contains(line, []byte(word)) {
			n++
		}
	}
	return n
}

// TestBrowserPrintsTheRealDocuments: the strategy and the plan, in all editions.
func TestBrowserPrintsTheRealDocuments(t *testing.T) {
	dir, start := t.TempDir(), time.Now()
	out := filepath.Join(dir, "public")
	if b, err := exec.Command(program(t), "build", "-C", repository, "--out", out, "--pdf", "--lang", "en").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, b)
	}
	t.Logf("built and printed in %.1f s", time.Since(start).Seconds())
	files := tree(t, out)
	for _, lang := range []string{"sq", "sr", "en"} {
		plan := poppler(t, content(t, files, "downloads/plan-document."+lang+".pdf"), "pdftotext")
		if n := len(regexp.MustCompile(`(?m)^\f?\d\.\d\.\d+ `).FindAllString(plan, -1)); n != 87 {
			t.Errorf("%s: the plan's PDF has %d activities, want 87", lang, n)
		}
		strategy := content(t, files, "downloads/strategy-document."+lang+".pdf")
		text, want := poppler(t, strategy, "pdftotext"), map[string]string{"sq": "ë ç", "sr": "č ć đ š ž", "en": ""}[lang]
		for _, letter := range strings.Fields(want) {
			if !strings.Contains(text, letter) {
				t.Errorf("%s: the strategy's PDF has no %q", lang, letter)
			}
		}
		for name, pdf := range map[string]string{"strategy": strategy, "plan": content(t, files, "downloads/plan-document."+lang+".pdf")} {
			if info := poppler(t, pdf, "pdfinfo"); !strings.Contains(info, "Tagged:          yes") {
				t.Errorf("%s: the %s is not tagged:\n%s", lang, name, info)
			}
		}
	}
}
