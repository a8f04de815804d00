package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"gopkg.in/yaml.v3"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/check"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
)

// runs is the program in this process: its standard output and exit code.
func runs(t *testing.T, args ...string) (string, int) {
	t.Helper()
	dir := t.TempDir()
	out, err := os.Create(filepath.Join(dir, "stdout"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	complaints, err := os.Create(filepath.Join(dir, "stderr"))
	if err != nil {
		t.Fatal(err)
	}
	defer complaints.Close()
	code := run(args, out, complaints, func(string) string { return "" })
	text, err := os.ReadFile(out.Name())
	if err != nil {
		t.Fatal(err)
	}
	return string(text), code
}

// stale are the texts that status lists as stale.
func stale(t *testing.T, site string) []textStatus {
	t.Helper()
	text, code := runs(t, "status", "-C", site, "--format", "json")
	var report statusReport
	if err := json.Unmarshal([]byte(text), &report); err != nil || code != 0 {
		t.Fatalf("status: exit %d, %v", code, err)
	}
	return slices.DeleteFunc(report.Texts, func(x textStatus) bool { return x.State != check.StateStale })
}

// names are texts as "file language".
func names(list []textStatus) []string {
	var out []string
	for _, x := range list {
		out = append(out, x.File+" "+x.Language)
	}
	return out
}

// TestRealSiteKnowsWhatIsStale: one sentence changes in one page, one in one
// record; exactly their translations are listed. One of each is accepted, and one
// of each remains; the line that is handed out for it, pasted in the place of the
// old one as in a web view of git, brings that up to date too.
func TestRealSiteKnowsWhatIsStale(t *testing.T) {
	site := t.TempDir()
	realSite(t, site)
	edit := func(file string, change func(text string) string) {
		name := filepath.Join(site, file)
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(change(string(text))), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const record = "data/activities/1.1.1.yaml"
	edit("content/help/worried.sq.md", func(text string) string {
		last := strings.LastIndex(text, ".\n") // the end of a sentence
		return text[:last] + " sot" + text[last:]
	})
	edit(record, func(text string) string { return strings.Replace(text, "  sq: ", "  sq: Sot ", 1) })
	want := []string{"content/help/worried.sr.md sr", "content/help/worried.en.md en", record + " sr", record + " en"}
	if got := names(stale(t, site)); !slices.Equal(got, want) {
		t.Fatalf("stale are %q, want %q", got, want)
	}
	for _, args := range [][]string{{"content/help/worried.sr.md"}, {"--language", "sr", record}} {
		if _, code := runs(t, append([]string{"translated", "-C", site}, args...)...); code != 0 {
			t.Fatalf("translated %q: exit %d", args, code)
		}
	}
	remain := stale(t, site)
	if got := names(remain); !slices.Equal(got, []string{want[1], want[3]}) {
		t.Errorf("stale are %q, want %q and %q", got, want[1], want[3])
	}
	for _, x := range remain {
		edit(x.File, func(text string) string {
			lines := strings.Split(text, "\n")
			lines[x.Line-1] = x.Write
			return strings.Join(lines, "\n")
		})
	}
	if got := stale(t, site); len(got) > 0 {
		t.Errorf("with every line pasted %q are stale", names(got))
	}
}

// TestRealSiteIsNotStaleForItsForm: whoever wraps lines anew, saves from Windows or
// a Mac, indents or quotes in another way has said nothing new, whatever the text.
func TestRealSiteIsNotStaleForItsForm(t *testing.T) {
	folder := os.DirFS(repository)
	before, found, err := load.Site(folder)
	if err != nil || slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Severity == diag.Error }) {
		t.Fatal(err, found)
	}
	were := check.Translations(before.Site)
	for name, form := range map[string]func(string) string{
		"line ends of Windows": func(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") },
		"a byte order mark":    func(text string) string { return "\ufeff" + text },
		"letters taken apart":  norm.NFD.String,
		"blanks at line ends":  func(text string) string { return strings.ReplaceAll(text, "\n", " \n") },
		"lines wrapped anew":   wrapped,
		"YAML written anew":    rewritten,
	} {
		t.Run(name, func(t *testing.T) {
			laid := map[string][]byte{}
			for _, p := range before.Snapshot.Paths() {
				if was := string(before.Snapshot.File(p).Data); load.IsText(p) && form(was) != was {
					laid[p] = []byte(form(was))
				}
			}
			after, _, err := load.Site(load.Overlay(folder, laid))
			if err != nil {
				t.Fatal(err)
			}
			if len(laid) < 50 {
				t.Fatalf("only %d files have another form", len(laid))
			}
			are := check.Translations(after.Site)
			if len(are) != len(were) {
				t.Fatalf("%d texts, there were %d", len(are), len(were))
			}
			for i, x := range are {
				if x.State != were[i].State || x.Digest != were[i].Digest {
					t.Errorf("%s (%s) is %s, was %s", x.At.File, x.Lang, x.State, were[i].State)
				}
			}
		})
	}
}

// wrapped is a page with one line for every word of its paragraphs.
func wrapped(text string) string {
	return aWord.ReplaceAllString(text, "$1\n$2")
}

// aWord is a blank between two words of plain text that begins at the margin.
var aWord = regexp.MustCompile(`(?m)^(\pL[\pL,;]*) (\pL)`)

// rewritten is a record, or the front matter of a page, as a program writes YAML:
// other quotes, other indentation, no comments, every map in lines of its own.
func rewritten(text string) string {
	front, body, page := strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---\n")
	if page = page && strings.HasPrefix(text, "---\n"); !page {
		front = text
	}
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(front), &doc); err != nil {
		return text
	}
	restyled(&doc)
	var b strings.Builder
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(7)
	if err := enc.Encode(&doc); err != nil {
		return text
	}
	if page {
		return "---\n" + b.String() + "---\n" + body
	}
	return b.String()
}

func restyled(n *yaml.Node) {
	n.HeadComment, n.LineComment, n.FootComment = "", "", ""
	switch quotes := n.Style & (yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle); {
	case n.Kind != yaml.ScalarNode:
		n.Style = 0
	case quotes == yaml.DoubleQuotedStyle:
		n.Style = yaml.SingleQuotedStyle
	case n.ShortTag() == "!!str":
		n.Style = yaml.DoubleQuotedStyle
	}
	for _, c := range n.Content {
		restyled(c)
	}
}
