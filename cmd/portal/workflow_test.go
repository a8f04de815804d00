package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"gopkg.in/yaml.v3"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// workflow is what the tests look at of a file in .github/workflows.
type workflow struct {
	Permissions map[string]string `yaml:"permissions"`
	Jobs        map[string]struct {
		Env   map[string]string `yaml:"env"`
		Steps []step            `yaml:"steps"`
	} `yaml:"jobs"`
}

type step struct {
	ID   string            `yaml:"id"`
	Name string            `yaml:"name"`
	If   string            `yaml:"if"`
	Uses string            `yaml:"uses"`
	Run  string            `yaml:"run"`
	With map[string]string `yaml:"with"`
}

func readWorkflow(t *testing.T, name string) workflow {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(repository, ".github/workflows", name))
	if err != nil {
		t.Fatal(err)
	}
	var w workflow
	if err := yaml.Unmarshal(text, &w); err != nil {
		t.Fatal(err)
	}
	return w
}

// step is the one whose script or action has this in it.
func (w workflow) step(t *testing.T, job, part string) step {
	t.Helper()
	steps := w.Jobs[job].Steps
	i := slices.IndexFunc(steps, func(s step) bool { return strings.Contains(s.Run+s.Uses, part) })
	if i < 0 {
		t.Fatalf("no step with %q", part)
	}
	return steps[i]
}

// TestWorkflows: nobody who opens a pull request can put a command into a script,
// no run may write to the repository, and what editors need is told also when the
// content has errors.
func TestWorkflows(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(repository, ".github/workflows/*.yml"))
	if err != nil || len(files) != 2 {
		t.Fatalf("%q, %v", files, err)
	}
	for _, file := range files {
		w := readWorkflow(t, filepath.Base(file))
		if len(w.Permissions) != 1 || w.Permissions["contents"] != "read" {
			t.Errorf("%s: permissions %v", file, w.Permissions)
		}
		for _, job := range w.Jobs {
			for _, s := range job.Steps {
				if strings.Contains(s.Run, "${{") {
					t.Errorf("%s: an expression in the script of %q", file, s.Name)
				}
			}
		}
	}
	w := readWorkflow(t, "check.yml")
	if depth := w.step(t, "check", "actions/checkout").With["fetch-depth"]; depth != "0" {
		t.Errorf("fetch-depth %q: there is nothing to compare with", depth)
	}
	if s := w.step(t, "check", "portal\" summary"); s.If != "always()" {
		t.Errorf("the summary runs if %q", s.If)
	}
	if s := w.step(t, "check", "--format github"); s.If != "" {
		t.Errorf("the annotations are made if %q", s.If)
	}
	if s := w.step(t, "check", "portal\" build"); s.ID != "site" || !strings.Contains(s.If, "always()") {
		t.Errorf("the site is built if %q", s.If)
	}
	if s := w.step(t, "check", "actions/upload-artifact"); !strings.Contains(s.If, "steps.site.outcome == 'success'") || s.With["name"] != "site" {
		t.Errorf("the site is kept if %q as %q", s.If, s.With["name"])
	}
}

// office is a repository with a small site, of which a run of the workflow has a
// clone: what the secretariat changes on a branch, and what it is told.
type office struct {
	*testing.T
	dir string
	env []string
}

// cleanEnv is the environment without what git sets for the programs it starts.
func cleanEnv(more ...string) []string {
	env := slices.DeleteFunc(os.Environ(), func(v string) bool {
		return strings.HasPrefix(v, "GIT_") || strings.HasPrefix(v, "LC_") || strings.HasPrefix(v, "LANG") || strings.HasPrefix(v, "GITHUB_")
	})
	return append(append(env, "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.org",
		"GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.org"), more...)
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{T: t, dir: t.TempDir(), env: cleanEnv()}
	if err := os.CopyFS(o.dir, testsite.New(t)); err != nil {
		t.Fatal(err)
	}
	o.git("init", "-q", "-b", "main")
	o.must("portal", "translated", "content/about/index.sr.md", "content/about/index.en.md")
	o.commit()
	o.git("update-ref", "refs/remotes/origin/main", "HEAD")
	return o
}

// run is a program's output of both kinds, and whether it succeeded.
func (o *office) run(name string, args ...string) (string, bool) {
	o.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = o.dir, o.env
	out, err := cmd.CombinedOutput()
	return string(out), err == nil
}

func (o *office) must(name string, args ...string) string {
	o.Helper()
	out, ok := o.run(name, args...)
	if !ok {
		o.Fatalf("%s %v\n%s", name, args, out)
	}
	return out
}

func (o *office) git(args ...string) string { o.Helper(); return o.must("git", args...) }

func (o *office) commit() {
	o.Helper()
	o.git("add", "-A")
	o.git("commit", "-q", "--no-verify", "--allow-empty", "-m", "x")
}

func (o *office) read(name string) string {
	o.Helper()
	text, err := os.ReadFile(filepath.Join(o.dir, name))
	if err != nil {
		o.Fatal(err)
	}
	return string(text)
}

func (o *office) write(name, text string) {
	o.Helper()
	if err := os.WriteFile(filepath.Join(o.dir, name), []byte(text), 0o644); err != nil {
		o.Fatal(err)
	}
}

func (o *office) replace(name, old, text string) {
	o.Helper()
	if !strings.Contains(o.read(name), old) {
		o.Fatalf("%s does not hold %q", name, old)
	}
	o.write(name, strings.Replace(o.read(name), old, text, 1))
}

// workflow runs the script of a step as GitHub does, with what a run of a pull
// request knows.
func (o *office) workflow(part string) (string, bool) {
	o.Helper()
	w := readWorkflow(o.T, "check.yml")
	program, err := exec.LookPath("portal")
	if err != nil {
		o.Fatal(err)
	}
	known := map[string]string{
		"github.base_ref": "main", "github.server_url": "https://git.example.org", "github.head_ref": "dega (1)$(touch hacked)",
		"github.event.pull_request.head.repo.full_name": "zyra/portal",
	}
	env := append([]string{}, o.env...)
	for name, value := range w.Jobs["check"].Env {
		value = regexp.MustCompile(`\$\{\{ *([a-z_.]+) *\}\}`).ReplaceAllStringFunc(value, func(e string) string {
			word, ok := known[strings.Trim(e, "${} ")]
			if !ok {
				o.Fatalf("the test does not know %s", e)
			}
			return word
		})
		env = append(env, name+"="+value)
	}
	env = append(env, "RUNNER_TEMP="+filepath.Dir(program), "GITHUB_SERVER_URL=https://git.example.org", "GITHUB_REPOSITORY=autoriteti/portal",
		"GITHUB_RUN_ID=7", "GITHUB_SHA=abc", "GITHUB_STEP_SUMMARY="+filepath.Join(o.dir, "..", filepath.Base(o.dir)+"-summary.md"))
	cmd := exec.Command("bash", "-e", "-c", w.step(o.T, "check", part).Run)
	cmd.Dir, cmd.Env = o.dir, env
	out, err := cmd.CombinedOutput()
	if _, err := os.Stat(filepath.Join(o.dir, "hacked")); err == nil {
		o.Fatal("the name of a branch was run as a command")
	}
	return string(out), err == nil
}

// summary is what the step writes onto the page of the run.
func (o *office) summary() string {
	o.Helper()
	file := filepath.Join(o.dir, "..", filepath.Base(o.dir)+"-summary.md")
	_ = os.Remove(file)
	if out, ok := o.workflow("portal\" summary"); !ok {
		o.Fatalf("the summary fails:\n%s", out)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		o.Fatal(err)
	}
	return string(text)
}

const annotations = "--format github"

// annotation is one on a line of a file: the file, the line, and the line to put
// in that it hands out.
var annotation = regexp.MustCompile(`(?m)^::warning file=([^,]+),line=(\d+),.*title=(translation-[a-z]+)::.*%0A(translated_from: \{.*\})%0A`)

// TestTheLineToPutIn: someone with a web view of git alone changes an Albanian
// sentence, and adds a page. The run says on each translation's line what to put
// there; put in as it stands, everything is in order.
func TestTheLineToPutIn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	if out, ok := o.workflow(annotations); !ok || strings.Contains(out, "::") {
		t.Fatalf("nothing was changed, and the run says\n%s", out)
	}
	o.replace("content/about/index.sq.md", "Teksti me", "Teksti i ri me")
	o.replace("data/activities/1.1.2.yaml", "sq: Aktiviteti i dytë", "sq: Aktiviteti i dytë e i ri")
	o.must("portal", "translated", "data/activities/1.1.1.yaml") // of another's work nothing is asked
	for _, lang := range []string{"sq", "sr", "en"} {
		o.write("content/about/team."+lang+".md", "---\ntitle: T\nsummary: S.\nslug: team\nkind: prose\n---\n\nFjala "+lang+".\n")
	}
	o.commit()
	out, ok := o.workflow(annotations)
	if !ok {
		t.Fatalf("a translation that is due fails the run:\n%s", out)
	}
	got := map[string]string{}
	for _, m := range annotation.FindAllStringSubmatch(out, -1) {
		got[m[1]] = m[3]
		lines := strings.Split(o.read(m[1]), "\n")
		at, _ := strconv.Atoi(m[2])
		if m[3] == "translation-stale" {
			lines[at-1] = m[4]
		} else {
			lines = slices.Insert(lines, at, m[4]) // below the line that is pointed at
		}
		o.write(m[1], strings.Join(lines, "\n"))
	}
	want := map[string]string{
		"content/about/index.sr.md": "translation-stale", "content/about/index.en.md": "translation-stale",
		"content/about/team.sr.md": "translation-unreviewed", "content/about/team.en.md": "translation-unreviewed",
	}
	for file, code := range want {
		if got[file] != code {
			t.Errorf("%s: %q, want %s", file, got[file], code)
		}
	}
	if t.Failed() || len(got) != len(want) {
		t.Fatalf("told of %v\n%s", got, out)
	}
	o.commit()
	if out, ok := o.workflow(annotations); !ok || strings.Contains(out, "::") {
		t.Errorf("all lines were put in, and the run says\n%s", out)
	}
}

// TestFaultsStandOnTheirLines: what came from a word processor and cannot be put
// in order is told where it stands; what can be is not told at all.
func TestFaultsStandOnTheirLines(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	before := o.read("content/plan/index.sq.md")
	line := strconv.Itoa(strings.Count(before, "\n") + 2)
	o.write("content/plan/index.sq.md", before+"\nTeksti\u00a0i “nja\u00adlosur” në sаllë.\n") // the first letter of sаllë's а is Cyrillic
	o.commit()
	out, ok := o.workflow(annotations)
	if found := strings.Count(out, "\n::"); ok == strings.Contains(out, "::error") || found > 1 {
		t.Errorf("exit %v, %d annotations\n%s", ok, found, out)
	}
	if !strings.Contains(out, "file=content/plan/index.sq.md,line="+line+",") || !strings.Contains(out, "title=letters-mixed::") {
		t.Errorf("not on line %s:\n%s", line, out)
	}
}

// TestSummaryOfARun: in three languages what the change made stale, with links to
// the branch that can be edited, and where the pages are; the pages open from the
// folder. With errors it says them, and that there are no pages.
func TestSummaryOfARun(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.replace("content/about/index.sq.md", "Teksti me", "Teksti i ri me")
	o.commit()
	const web = "https://git.example.org/zyra/portal/blob/dega%20%281%29$%28touch%20hacked%29/"
	text := o.summary()
	for _, want := range []string{
		"## Çfarë solli ky ndryshim", "<summary>Srpski</summary>", "<summary>English</summary>", "## What this change brought",
		"[`content/about/index.sr.md`](" + web + "content/about/index.sr.md?plain=1#L", "  translated_from: {lang: sq, digest: ",
		"](https://git.example.org/autoriteti/portal/actions/runs/7)", "Tekstovi koji su zbog ove izmene zastareli: 2",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the summary lacks %q", want)
		}
	}
	if out, ok := o.workflow("portal\" build"); !ok {
		t.Fatalf("the site: %s", out)
	}
	opensFromAFolder(t, filepath.Join(o.dir, "site"))

	o.replace("content/help/index.sr.md", "Brojevi", "[Brojevi](page:n*e*ma)")
	o.commit()
	if out, ok := o.workflow(annotations); ok {
		t.Errorf("an error passes:\n%s", out)
	}
	text = o.summary()
	if t.Failed() || !strings.Contains(text, "](https://git.example.org/zyra/portal/blob/") || !strings.Contains(text, "(`page-unknown`): nuk ka faqe „n\\*e\\*ma“") ||
		strings.Contains(text, "actions/runs/7") || !strings.Contains(text, "The pages cannot be built") {
		t.Errorf("with an error the summary says\n%s", text)
	}
}

// opensFromAFolder: every address of the pages that is no other site's leads to a
// file that is there.
func opensFromAFolder(t *testing.T, site string) {
	t.Helper()
	links := 0
	err := filepath.WalkDir(site, func(file string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(file) != ".html" {
			return err
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		for z := html.NewTokenizer(strings.NewReader(string(text))); z.Next() != html.ErrorToken; {
			for _, a := range z.Token().Attr {
				value := a.Val
				if _, address, ok := strings.Cut(value, "; url="); ok && a.Key == "content" {
					value = address
				} else if !slices.Contains([]string{"href", "src", "action"}, a.Key) {
					if a.Key == "integrity" {
						t.Errorf("%s: integrity, of which a browser cannot judge a file", file)
					}
					continue
				}
				path, _, _ := strings.Cut(value, "#")
				path, _, _ = strings.Cut(path, "?")
				if path == "" || strings.Contains(path, ":") {
					continue
				}
				links++
				if info, err := os.Stat(filepath.Join(filepath.Dir(file), path)); strings.HasPrefix(path, "/") || err != nil || info.IsDir() {
					t.Errorf("%s: %s leads nowhere", file, value)
				}
			}
		}
		return nil
	})
	if err != nil || links < 100 {
		t.Errorf("%d links, %v", links, err)
	}
}
