package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// TestHandbook follows the handbook to the letter, recipe after recipe, on a copy of
// this repository's site: it types what the recipe says and looks at what the recipe
// promises. One language runs every command and builds the site; the others have the
// same blocks (TestHandbookIsOneInEveryLanguage) and run what speaks to the editor.
func TestHandbook(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the real site")
	}
	bin := program(t)
	for i, book := range handbooks(t) {
		t.Run(book.lang, func(t *testing.T) {
			d := newDesk(t, bin, book.lang, i == 0)
			d.follow(book)
			if d.whole {
				d.look()
			}
		})
	}
}

// desk is where somebody follows the handbook.
type desk struct {
	*testing.T
	folder   string // the site
	bin      string
	env      []string
	whole    bool   // runs every command
	at       string // the block in hand, for what goes wrong
	said     string // by the last command
	checked  string // by the last portal check
	activity string // that the officer reported on
}

// newDesk is a copy of the site; for every command it is in git, with a remote to
// send changes to.
func newDesk(t *testing.T, bin, lang string, whole bool) *desk {
	t.Helper()
	dir := t.TempDir()
	d := &desk{T: t, folder: filepath.Join(dir, "site"), bin: bin, whole: whole}
	d.env = append(os.Environ(), "PATH="+filepath.Dir(bin)+string(os.PathListSeparator)+os.Getenv("PATH"), "LANG="+lang+"_XK.UTF-8", "LC_ALL=", "LC_MESSAGES=",
		"NO_COLOR=1", "SOURCE_DATE_EPOCH=", "HOME="+dir, "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull,
		"GIT_AUTHOR_NAME=Editor", "GIT_AUTHOR_EMAIL=editor@example.org", "GIT_COMMITTER_NAME=Editor", "GIT_COMMITTER_EMAIL=editor@example.org")
	realSite(t, d.folder)
	d.rest()
	d.at = "before the first recipe"
	if !whole {
		return d
	}
	for _, c := range []string{"git init -q -b main", "git init -q --bare ../remote.git", "git remote add origin ../remote.git"} {
		d.run(c, 0)
	}
	d.commit()
	return d
}

// rest makes the copy what the recipes begin with, whatever the real site has
// come to since they were written.
func (d *desk) rest() {
	if err := os.RemoveAll(filepath.Join(d.folder, "data/progress/2019-q3/mpms.yaml")); err != nil {
		d.Fatal(err)
	}
	police := d.read("data/helplines/192.yaml")
	d.write("data/helplines/192.yaml", regexp.MustCompile(`(?m)^verified_on: .*\n`).ReplaceAllString(police, ""))
}

func (d *desk) commit() {
	if d.whole {
		d.run("git add -A && git commit -q --allow-empty -m Before", 0)
	}
}

// follow does what the recipes say, in their order, but saves after something has
// been changed.
func (d *desk) follow(book handbook) {
	var save recipe
	for _, r := range book.recipes {
		if r.name == "save" {
			save = r
			continue
		}
		d.recipe(r)
		switch r.name {
		case "phone":
			d.recipe(save)
			d.saved()
		case "page":
			d.commit()
		case "text":
			d.fresh()
		case "error":
			d.waits()
		}
	}
}

func (d *desk) recipe(r recipe) {
	old := fence{}
	for _, b := range r.blocks {
		d.at = fmt.Sprintf("%s:%d: recipe %s in %s", handbookFile, b.line, r.name, r.lang)
		switch b.what {
		case "old":
			old = b
		case "new":
			if old.file != b.file {
				d.Fatalf("%s: what stood in %s before is not said", d.at, b.file)
			}
			d.edit(b.file, old.text, b.text)
		case "line":
			d.line(b.file, b.text)
		case "add":
			d.write(b.file, d.read(b.file)+b.text)
		case "whole":
			d.write(b.file, b.text)
		case "folder":
			d.fill(b.file, strings.Fields(b.text))
		case "says":
			d.says(b.text)
		case "sh", "sh fails":
			for command := range strings.Lines(b.text) {
				d.command(strings.TrimSpace(command), map[string]int{"sh": 0, "sh fails": 1}[b.what])
			}
		}
	}
}

func (d *desk) read(file string) string {
	d.Helper()
	text, err := os.ReadFile(filepath.Join(d.folder, file))
	if err != nil {
		d.Fatalf("%s: there is no %s", d.at, file)
	}
	return string(text)
}

func (d *desk) write(file, text string) {
	d.Helper()
	name := filepath.Join(d.folder, file)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		d.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		d.Fatal(err)
	}
}

// edit replaces lines that stand in the file once.
func (d *desk) edit(file, old, text string) {
	d.Helper()
	pattern := strings.ReplaceAll(regexp.QuoteMeta(old), "…", "[^\n]*")
	found := regexp.MustCompile(`(?m)^`+pattern).FindAllStringIndex(d.read(file), -1)
	if len(found) != 1 {
		d.Fatalf("%s: what is to be changed stands %d times in %s:\n%s", d.at, len(found), file, old)
	}
	whole := d.read(file)
	d.write(file, whole[:found[0][0]]+text+whole[found[0][1]:])
}

// line puts in a line of a record.
func (d *desk) line(file, text string) {
	d.Helper()
	key, _, _ := strings.Cut(text, ":")
	if strings.Contains(d.read(file), "\n"+key+":") {
		d.edit(file, key+":…\n", text)
		return
	}
	d.edit(file, "name:\n", text+"name:\n")
}

// fill makes a folder hold these files: a record that was begun beside it is moved
// in, and PDFs come from the editor.
func (d *desk) fill(folder string, names []string) {
	d.Helper()
	for _, name := range names {
		file := path.Join(folder, name)
		if path.Ext(name) == ".pdf" {
			d.write(file, string(testsite.PDF{Text: "Example", Lang: "sq", Tagged: true}.Bytes()))
		} else if d.whole {
			begun := path.Join(path.Dir(folder), name)
			d.write(file, d.read(begun))
			if err := os.Remove(filepath.Join(d.folder, begun)); err != nil {
				d.Fatal(err)
			}
		}
	}
}

// says holds the last command to having printed these lines, one below the other.
func (d *desk) says(text string) {
	d.Helper()
	if !strings.Contains(d.said, text) {
		d.Errorf("%s: the handbook shows\n%s\nthe program says\n%s", d.at, text, brief(d.said))
	}
}

// command runs a command of a recipe.
func (d *desk) command(line string, code int) {
	d.Helper()
	words := strings.Fields(line)
	switch {
	case !d.whole && words[1] != "explain" && (line != "portal check" || code == 0):
		return // the same as in the first language, and what it says is not shown
	case words[1] == "serve":
		d.serve(line)
		return
	case words[1] == "import":
		d.answer(words[2])
	}
	d.run(line, code)
}

// run runs a command as a shell does.
func (d *desk) run(line string, code int) {
	d.Helper()
	cmd := exec.CommandContext(d.Context(), "sh", "-c", line)
	cmd.Dir, cmd.Env = d.folder, d.env
	out, _ := cmd.CombinedOutput()
	d.said = string(out)
	if line == "portal check" {
		d.checked = d.said
	}
	if got := cmd.ProcessState.ExitCode(); got != code {
		d.Fatalf("%s: %s: exit %d, want %d\n%s", d.at, line, got, code, brief(d.said))
	}
	if code == 0 && strings.HasPrefix(line, "portal ") && strings.TrimSpace(d.said) == "" {
		d.Errorf("%s: %s says nothing", d.at, line)
	}
}

// brief is the beginning and the end of what a command printed.
func brief(said string) string {
	const most = 3000
	if len(said) > most {
		return said[:most/2] + "\n…\n" + said[len(said)-most/2:]
	}
	return said
}

// saved: the change has arrived where others see it, on a branch of its own.
func (d *desk) saved() {
	d.Helper()
	if !d.whole {
		return
	}
	d.run("git diff --name-only main origin/example-change", 0)
	if d.said != "data/helplines/0800-11-112.yaml\n" {
		d.Errorf("%s: the branch changes\n%s", d.at, d.said)
	}
}

// fresh: the corrected page is up to date in every language again.
func (d *desk) fresh() {
	d.Helper()
	if !d.whole {
		return
	}
	d.run("portal status --format json", 0)
	var report statusReport
	if err := json.NewDecoder(strings.NewReader(d.said)).Decode(&report); err != nil {
		d.Fatal(err)
	}
	for _, x := range report.Texts {
		if strings.HasPrefix(x.File, "content/about/example-page") {
			d.Errorf("%s: %s is %s", d.at, x.File, x.State)
		}
	}
}

// serve looks at the preview and ends it.
func (d *desk) serve(line string) {
	d.Helper()
	ctx, stop := context.WithTimeout(d.Context(), time.Minute)
	defer stop()
	words := strings.Fields(line)
	cmd := exec.CommandContext(ctx, d.bin, words[1:]...)
	cmd.Dir, cmd.Env = d.folder, d.env
	out, err := cmd.StderrPipe()
	if err != nil {
		d.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		d.Fatal(err)
	}
	defer func() { stop(); _ = cmd.Wait() }()
	address := ""
	for lines := bufio.NewScanner(out); address == "" && lines.Scan(); {
		address = regexp.MustCompile(`http://\S+/`).FindString(lines.Text())
	}
	res, err := http.Get(address + "en/")
	if err != nil {
		d.Fatalf("%s: %s: %v", d.at, line, err)
	}
	defer res.Body.Close()
	page, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK || !strings.Contains(string(page), "0800 00 000") {
		d.Errorf("%s: the preview does not show the change: %s, %v", d.at, res.Status, err)
	}
}

// answer fills in the form of an institution as its officer does.
func (d *desk) answer(file string) {
	d.Helper()
	f, err := excelize.OpenFile(filepath.Join(d.folder, file))
	if err != nil {
		d.Fatal(err)
	}
	for _, a := range [][3]string{{"Aktivitetet", "G2", "në zbatim"}, {"Aktivitetet", "L2", "Punë shembull."}, {"Raporti", "A2", "2019-10-05"}} {
		if err := f.SetCellStr(a[0], a[1], a[2]); err != nil {
			d.Fatal(err)
		}
	}
	if d.activity, err = f.GetCellValue("Aktivitetet", "A2"); err != nil {
		d.Fatal(err)
	}
	if err := f.Save(); err != nil {
		d.Fatal(err)
	}
}

// waits: the page with a later day is told to wait.
func (d *desk) waits() {
	d.Helper()
	if d.whole && !strings.Contains(d.checked, "content/about/example-page.sq.md:6:13: paralajmërim [publish-on-future]") {
		d.Errorf("recipe page: the page does not wait for its day:\n%s", brief(d.checked))
	}
}

// look holds the site, built once when every recipe has been followed and the day
// of the page that waits has come, to what the recipes promise.
func (d *desk) look() {
	d.at = "the site in the end"
	out := filepath.Join(filepath.Dir(d.folder), "public")
	d.run("portal build --format github --date 2030-01-15 --out "+out, 0)
	site := tree(d, out)
	d.newNumber(site)
	d.shows(site, "page, text", "faqe-shembull", "shembull për redaktorët", "", "")
	d.shows(site, "page, text", "primer-stranice", "", "primer za urednike", "")
	d.shows(site, "page, text", "example-page", "", "", "an example for editors")
	d.shows(site, "report", "example-report", "Raport shembull", "Primer izveštaja", "Example report")
	d.shows(site, "report", "example-report", pdfOfReport, pdfOfReport, pdfOfReport)
	d.shows(site, "campaign", "example-campaign", "mesazh shembull", "primer poruke", "example message")
	d.shows(site, "campaign", "example-campaign", "0800 00 000", "0800 00 000", "0800 00 000")
	d.shows(site, "quarter", d.activity, "Punë shembull.", "", "")
	d.shows(site, "institution, rename", "example-agency", "Zyra shembull", "Primer kancelarije", "Example Office")
	d.shows(site, "rename", "example-office", "/example-agency/", "/example-agency/", "/example-agency/")
	if _, ok := site[strings.Trim(pdfOfReport, `"/`)]; !ok {
		d.Error("recipe report: the PDF is not published")
	}
	if !strings.Contains(d.said, "title=accepted-expired::") {
		d.Error("recipe release: what was let through until a day is not told after it")
	}
}

// pdfOfReport is how a page leads to the PDF of the recipe.
const pdfOfReport = `"/downloads/example-report/example-report.sq.pdf"`

// shows holds the page of a recipe to its words in Albanian, Serbian and English.
func (d *desk) shows(site map[string]string, recipe, end string, words ...string) {
	d.Helper()
	for i, edition := range []string{"sq", "sr", "en"} {
		found := false
		for name, text := range site {
			found = found || strings.HasPrefix(name, edition+"/") && strings.HasSuffix(name, "/"+end+"/index.html") && strings.Contains(text, words[i])
		}
		if !found && words[i] != "" {
			d.Errorf("recipe %s: in %s there is no page …/%s/ with %q", recipe, edition, end, words[i])
		}
	}
}

// newNumber: wherever readers found the old number, to read or to call, they find
// the new one, and the old one is nowhere: not on a page, not in the open data and
// not in its workbooks. What is left is the id of the record.
func (d *desk) newNumber(site map[string]string) {
	d.Helper()
	const id = "0800-11-112"
	number := regexp.MustCompile(`(?m)^number: "(.*)"$`).FindStringSubmatch(readme(d.T, "data/helplines/"+id+".yaml"))
	if number == nil || number[1] == "0800 00 000" {
		d.Fatalf("data/helplines/%s.yaml: %q", id, number)
	}
	before, old, now, pages := built(d.T), anyway(number[1]), anyway("0800 00 000"), 0
	for name, text := range before {
		was, is := numbers(old, name, text, id), numbers(now, name, site[name], id)
		if was > is {
			d.Errorf("recipe phone: /%s had the old number %d times and has the new one %d times", name, was, is)
		}
		if was > 0 && path.Ext(name) == ".html" {
			pages++
		}
	}
	if pages < 1000 {
		d.Errorf("recipe phone: only %d pages had the number", pages)
	}
	for name, text := range site {
		if numbers(old, name, text, id) > 0 {
			d.Errorf("recipe phone: /%s has the old number", name)
		}
	}
}

// anyway is a number however it is written, in words of HTML, addresses and data.
func anyway(number string) *regexp.Regexp {
	digits := strings.Split(regexp.MustCompile(`\D`).ReplaceAllString(number, ""), "")
	return regexp.MustCompile(`\b` + strings.Join(digits, `(?:[ \x{a0}\x{202f}().-]|&nbsp;|&#160;|%20)*`) + `\b`)
}

// numbers counts a number in a file; id is no number in the open data.
func numbers(number *regexp.Regexp, name, text, id string) int {
	count := 0
	for _, found := range number.FindAllString(opened(name, text), -1) {
		if found != id || !strings.HasPrefix(name, "data/helplines.") {
			count++
		}
	}
	return count
}

// opened is what stands in a file; that of a workbook is packed.
func opened(name, text string) string {
	if !slices.Contains([]string{".xlsx", ".ods"}, path.Ext(name)) {
		return text
	}
	_, data, _ := strings.Cut(text, " ") // behind the mode
	pack, err := zip.NewReader(bytes.NewReader([]byte(data)), int64(len(data)))
	if err != nil {
		return text
	}
	var all strings.Builder
	for _, f := range pack.File {
		if r, err := f.Open(); err == nil {
			_, _ = io.Copy(&all, r)
			r.Close()
		}
	}
	return all.String()
}
