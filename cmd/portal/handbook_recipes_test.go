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
			s := newSecretary(t, bin, book.lang, i == 0)
			s.follow(book)
			if s.whole {
				s.look()
			}
		})
	}
}

// secretary follows the handbook.
type secretary struct {
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

// newSecretary begins with a copy of the site; for every command it is in git, with
// a remote to send changes to.
func newSecretary(t *testing.T, bin, lang string, whole bool) *secretary {
	t.Helper()
	dir := t.TempDir()
	s := &secretary{T: t, folder: filepath.Join(dir, "site"), bin: bin, whole: whole}
	s.env = append(os.Environ(), "PATH="+filepath.Dir(bin)+string(os.PathListSeparator)+os.Getenv("PATH"), "LANG="+lang+"_XK.UTF-8", "LC_ALL=", "LC_MESSAGES=",
		"NO_COLOR=1", "SOURCE_DATE_EPOCH=", "HOME="+dir, "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull,
		"GIT_AUTHOR_NAME=Editor", "GIT_AUTHOR_EMAIL=editor@example.org", "GIT_COMMITTER_NAME=Editor", "GIT_COMMITTER_EMAIL=editor@example.org")
	realSite(t, s.folder)
	s.rest()
	s.at = "before the first recipe"
	if !whole {
		return s
	}
	for _, c := range []string{"git init -q -b main", "git init -q --bare ../remote.git", "git remote add origin ../remote.git"} {
		s.run(c, 0)
	}
	s.commit()
	return s
}

// rest makes the copy what the recipes begin with, whatever the real site has
// come to since they were written.
func (s *secretary) rest() {
	if err := os.RemoveAll(filepath.Join(s.folder, "data/progress/2019-q3/mpms.yaml")); err != nil {
		s.Fatal(err)
	}
	police := s.read("data/helplines/192.yaml")
	s.write("data/helplines/192.yaml", regexp.MustCompile(`(?m)^verified_on: .*\n`).ReplaceAllString(police, ""))
}

func (s *secretary) commit() {
	if s.whole {
		s.run("git add -A && git commit -q --allow-empty -m Before", 0)
	}
}

// follow does what the recipes say, in their order, but saves after something has
// been changed.
func (s *secretary) follow(book handbook) {
	var save recipe
	for _, r := range book.recipes {
		if r.name == "save" {
			save = r
			continue
		}
		s.recipe(r)
		switch r.name {
		case "phone":
			s.recipe(save)
			s.saved()
		case "page":
			s.commit()
		case "text":
			s.fresh()
		case "error":
			s.waits()
		}
	}
}

func (s *secretary) recipe(r recipe) {
	old := fence{}
	for _, b := range r.blocks {
		s.at = fmt.Sprintf("%s:%d: recipe %s in %s", handbookFile, b.line, r.name, r.lang)
		switch b.what {
		case "old":
			old = b
		case "new":
			if old.file != b.file {
				s.Fatalf("%s: what stood in %s before is not said", s.at, b.file)
			}
			s.edit(b.file, old.text, b.text)
		case "line":
			s.line(b.file, b.text)
		case "add":
			s.write(b.file, s.read(b.file)+b.text)
		case "whole":
			s.write(b.file, b.text)
		case "folder":
			s.fill(b.file, strings.Fields(b.text))
		case "says":
			s.says(b.text)
		case "sh", "sh fails":
			for command := range strings.Lines(b.text) {
				s.command(strings.TrimSpace(command), map[string]int{"sh": 0, "sh fails": 1}[b.what])
			}
		}
	}
}

func (s *secretary) read(file string) string {
	s.Helper()
	text, err := os.ReadFile(filepath.Join(s.folder, file))
	if err != nil {
		s.Fatalf("%s: there is no %s", s.at, file)
	}
	return string(text)
}

func (s *secretary) write(file, text string) {
	s.Helper()
	name := filepath.Join(s.folder, file)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		s.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		s.Fatal(err)
	}
}

// edit replaces lines that stand in the file once.
func (s *secretary) edit(file, old, text string) {
	s.Helper()
	pattern := strings.ReplaceAll(regexp.QuoteMeta(old), "…", "[^\n]*")
	found := regexp.MustCompile(`(?m)^`+pattern).FindAllStringIndex(s.read(file), -1)
	if len(found) != 1 {
		s.Fatalf("%s: what is to be changed stands %d times in %s:\n%s", s.at, len(found), file, old)
	}
	whole := s.read(file)
	s.write(file, whole[:found[0][0]]+text+whole[found[0][1]:])
}

// line puts in a line of a record.
func (s *secretary) line(file, text string) {
	s.Helper()
	key, _, _ := strings.Cut(text, ":")
	if strings.Contains(s.read(file), "\n"+key+":") {
		s.edit(file, key+":…\n", text)
		return
	}
	s.edit(file, "name:\n", text+"name:\n")
}

// fill makes a folder hold these files: a record that was begun beside it is moved
// in, and PDFs come from the editor.
func (s *secretary) fill(folder string, names []string) {
	s.Helper()
	for _, name := range names {
		file := path.Join(folder, name)
		if path.Ext(name) == ".pdf" {
			s.write(file, string(testsite.PDF{Text: "Example", Lang: "sq", Tagged: true}.Bytes()))
		} else if s.whole {
			begun := path.Join(path.Dir(folder), name)
			s.write(file, s.read(begun))
			if err := os.Remove(filepath.Join(s.folder, begun)); err != nil {
				s.Fatal(err)
			}
		}
	}
}

// says holds the last command to having printed these lines, one below the other.
func (s *secretary) says(text string) {
	s.Helper()
	if !strings.Contains(s.said, text) {
		s.Errorf("%s: the handbook shows\n%s\nthe program says\n%s", s.at, text, brief(s.said))
	}
}

// command runs a command of a recipe.
func (s *secretary) command(line string, code int) {
	s.Helper()
	words := strings.Fields(line)
	switch {
	case !s.whole && words[1] != "explain" && (line != "portal check" || code == 0):
		return // the same as in the first language, and what it says is not shown
	case words[1] == "serve":
		s.serve(line)
		return
	case words[1] == "import":
		s.answer(words[2])
	}
	s.run(line, code)
}

// run runs a command as a shell does.
func (s *secretary) run(line string, code int) {
	s.Helper()
	cmd := exec.CommandContext(s.Context(), "sh", "-c", line)
	cmd.Dir, cmd.Env = s.folder, s.env
	out, _ := cmd.CombinedOutput()
	s.said = string(out)
	if line == "portal check" {
		s.checked = s.said
	}
	if got := cmd.ProcessState.ExitCode(); got != code {
		s.Fatalf("%s: %s: exit %d, want %d\n%s", s.at, line, got, code, brief(s.said))
	}
	if code == 0 && strings.HasPrefix(line, "portal ") && strings.TrimSpace(s.said) == "" {
		s.Errorf("%s: %s says nothing", s.at, line)
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
func (s *secretary) saved() {
	s.Helper()
	if !s.whole {
		return
	}
	s.run("git diff --name-only main origin/example-change", 0)
	if s.said != "data/helplines/0800-11-112.yaml\n" {
		s.Errorf("%s: the branch changes\n%s", s.at, s.said)
	}
}

// fresh: the corrected page is up to date in every language again.
func (s *secretary) fresh() {
	s.Helper()
	if !s.whole {
		return
	}
	s.run("portal status --format json", 0)
	var report statusReport
	if err := json.NewDecoder(strings.NewReader(s.said)).Decode(&report); err != nil {
		s.Fatal(err)
	}
	for _, x := range report.Texts {
		if strings.HasPrefix(x.File, "content/about/example-page") {
			s.Errorf("%s: %s is %s", s.at, x.File, x.State)
		}
	}
}

// serve looks at the preview and ends it.
func (s *secretary) serve(line string) {
	s.Helper()
	ctx, stop := context.WithTimeout(s.Context(), time.Minute)
	defer stop()
	words := strings.Fields(line)
	cmd := exec.CommandContext(ctx, s.bin, words[1:]...)
	cmd.Dir, cmd.Env = s.folder, s.env
	out, err := cmd.StderrPipe()
	if err != nil {
		s.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		s.Fatal(err)
	}
	defer func() { stop(); _ = cmd.Wait() }()
	address := ""
	for lines := bufio.NewScanner(out); address == "" && lines.Scan(); {
		address = regexp.MustCompile(`http://\S+/`).FindString(lines.Text())
	}
	res, err := http.Get(address + "en/")
	if err != nil {
		s.Fatalf("%s: %s: %v", s.at, line, err)
	}
	defer res.Body.Close()
	page, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK || !strings.Contains(string(page), "0800 00 000") {
		s.Errorf("%s: the preview does not show the change: %s, %v", s.at, res.Status, err)
	}
}

// answer fills in the form of an institution as its officer does.
func (s *secretary) answer(file string) {
	s.Helper()
	f, err := excelize.OpenFile(filepath.Join(s.folder, file))
	if err != nil {
		s.Fatal(err)
	}
	for _, a := range [][3]string{{"Aktivitetet", "G2", "në zbatim"}, {"Aktivitetet", "L2", "Punë shembull."}, {"Raporti", "A2", "2019-10-05"}} {
		if err := f.SetCellStr(a[0], a[1], a[2]); err != nil {
			s.Fatal(err)
		}
	}
	if s.activity, err = f.GetCellValue("Aktivitetet", "A2"); err != nil {
		s.Fatal(err)
	}
	if err := f.Save(); err != nil {
		s.Fatal(err)
	}
}

// waits: the page with a later day is told to wait.
func (s *secretary) waits() {
	s.Helper()
	if s.whole && !strings.Contains(s.checked, "content/about/example-page.sq.md:6:13: paralajmërim [publish-on-future]") {
		s.Errorf("recipe page: the page does not wait for its day:\n%s", brief(s.checked))
	}
}

// look holds the site, built once when every recipe has been followed and the day
// of the page that waits has come, to what the recipes promise.
func (s *secretary) look() {
	s.at = "the site in the end"
	out := filepath.Join(filepath.Dir(s.folder), "public")
	s.run("portal build --format github --date 2030-01-15 --out "+out, 0)
	site := tree(s, out)
	s.newNumber(site)
	s.shows(site, "page, text", "faqe-shembull", "shembull për redaktorët", "", "")
	s.shows(site, "page, text", "primer-stranice", "", "primer za urednike", "")
	s.shows(site, "page, text", "example-page", "", "", "an example for editors")
	s.shows(site, "report", "example-report", "Raport shembull", "Primer izveštaja", "Example report")
	s.shows(site, "report", "example-report", pdfOfReport, pdfOfReport, pdfOfReport)
	s.shows(site, "campaign", "example-campaign", "mesazh shembull", "primer poruke", "example message")
	s.shows(site, "campaign", "example-campaign", "0800 00 000", "0800 00 000", "0800 00 000")
	s.shows(site, "quarter", s.activity, "Punë shembull.", "", "")
	s.shows(site, "institution, rename", "example-agency", "Zyra shembull", "Primer kancelarije", "Example Office")
	s.shows(site, "rename", "example-office", "/example-agency/", "/example-agency/", "/example-agency/")
	if _, ok := site[strings.Trim(pdfOfReport, `"/`)]; !ok {
		s.Error("recipe report: the PDF is not published")
	}
	if !strings.Contains(s.said, "title=accepted-expired::") {
		s.Error("recipe release: what was let through until a day is not told after it")
	}
}

// pdfOfReport is how a page leads to the PDF of the recipe.
const pdfOfReport = `"/downloads/example-report/example-report.sq.pdf"`

// shows holds the page of a recipe to its words in Albanian, Serbian and English.
func (s *secretary) shows(site map[string]string, recipe, end string, words ...string) {
	s.Helper()
	for i, edition := range []string{"sq", "sr", "en"} {
		found := false
		for name, text := range site {
			found = found || strings.HasPrefix(name, edition+"/") && strings.HasSuffix(name, "/"+end+"/index.html") && strings.Contains(text, words[i])
		}
		if !found && words[i] != "" {
			s.Errorf("recipe %s: in %s there is no page …/%s/ with %q", recipe, edition, end, words[i])
		}
	}
}

// newNumber: wherever readers found the old number, to read or to call, they find
// the new one, and the old one is nowhere: not on a page, not in the open data and
// not in its workbooks. What is left is the id of the record.
func (s *secretary) newNumber(site map[string]string) {
	s.Helper()
	const id = "0800-11-112"
	number := regexp.MustCompile(`(?m)^number: "(.*)"$`).FindStringSubmatch(readme(s.T, "data/helplines/"+id+".yaml"))
	if number == nil || number[1] == "0800 00 000" {
		s.Fatalf("data/helplines/%s.yaml: %q", id, number)
	}
	old, now := anyway(number[1]), anyway("0800 00 000")
	var had, left, lost []string
	for name, text := range built(s.T) {
		was := timesIn(old, name, text, id)
		if was > 0 && path.Ext(name) == ".html" {
			had = append(had, name)
		}
		if was > 0 && was > timesIn(now, name, site[name], id) {
			lost = append(lost, name)
		}
	}
	for name, text := range site {
		if timesIn(old, name, text, id) > 0 {
			left = append(left, name)
		}
	}
	if len(had) < 1000 {
		s.Errorf("recipe phone: only %d pages had the number", len(had))
	}
	s.none("have not the new number wherever they had the old one", lost)
	s.none("still have the old number", left)
}

// none complains of files, a few of them by name.
func (s *secretary) none(what string, files []string) {
	s.Helper()
	slices.Sort(files)
	if len(files) > 0 {
		s.Errorf("recipe phone: %d files %s: %q …", len(files), what, files[:min(3, len(files))])
	}
}

// anyway is a number however it is written, in words of HTML, addresses and data.
func anyway(number string) *regexp.Regexp {
	digits := strings.Split(regexp.MustCompile(`\D`).ReplaceAllString(number, ""), "")
	return regexp.MustCompile(`\b` + strings.Join(digits, `(?:[ \x{a0}\x{202f}().-]|&nbsp;|&#160;|%20)*`) + `\b`)
}

// timesIn counts a number in a file; id is no number in the open data.
func timesIn(number *regexp.Regexp, name, text, id string) int {
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
