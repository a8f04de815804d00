package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
)

// The handbook is content/README.md: the same recipes in each language of the
// editors. A recipe is a heading of the third level with <!-- recipe NAME --> below
// it. Its fenced blocks say behind the language what they are, which a reader does
// not see; every block of a recipe says so:
//
//	yaml old FILE     stands in the file, once; … is anything on a line
//	yaml new FILE     what it becomes
//	yaml line FILE    a line of a record: replaces that of its key, or comes above name
//	yaml add FILE     comes at the end of the file
//	yaml whole FILE   the file
//	text folder DIR   the files that lie in the folder
//	sh                commands; sh fails: they report errors
//	text says         what the last command printed
const handbookFile = "content/README.md"

// handbook is the part in one language.
type handbook struct {
	lang    string
	recipes []recipe
}

type recipe struct {
	name, lang string
	line       int // of its heading
	prose      string
	blocks     []fence
}

// fence is a fenced block.
type fence struct {
	line             int
	what, file, text string
}

var (
	handbookPart = map[string]string{"## Shqip": "sq", "## Srpski": "sr", "## English": "en"}
	recipeMark   = regexp.MustCompile(`^<!-- recipe ([a-z]+) -->$`)
	fenceMark    = regexp.MustCompile("^```(?:yaml|markdown|text) (old|new|line|add|whole|folder|says)(?: (\\S+))?$|^```(sh|sh fails)$")
)

// handbooks are the parts of the handbook.
func handbooks(t *testing.T) []handbook {
	t.Helper()
	var books []handbook
	var in *recipe // that the line belongs to
	lines := strings.Split(readme(t, handbookFile), "\n")
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		mark := recipeMark.FindStringSubmatch(line)
		switch {
		case handbookPart[line] != "":
			books, in = append(books, handbook{lang: handbookPart[line]}), nil
		case strings.HasPrefix(line, "## ") || strings.HasPrefix(line, "### "):
			in = nil
		case mark != nil:
			book := &books[len(books)-1]
			book.recipes = append(book.recipes, recipe{name: mark[1], lang: book.lang, line: i})
			in = &book.recipes[len(book.recipes)-1]
		case in != nil && strings.HasPrefix(line, "```"):
			end := i + 1 + slices.Index(lines[i+1:], "```")
			in.blocks = append(in.blocks, fenced(t, i+1, line, lines[i+1:end]))
			i = end
		case in != nil:
			in.prose += line + "\n"
		}
	}
	return books
}

func fenced(t *testing.T, line int, head string, text []string) fence {
	t.Helper()
	m := fenceMark.FindStringSubmatch(head)
	if m == nil {
		t.Fatalf("%s:%d: %s does not say what the block is for", handbookFile, line, head)
	}
	return fence{line: line, what: m[1] + m[3], file: m[2], text: strings.Join(text, "\n") + "\n"}
}

func readme(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(repository, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestHandbookIsOneInEveryLanguage: the parts have the same recipes with the same
// steps, files, texts and commands; only what the program says differs. So a recipe
// that works in one language works in all.
func TestHandbookIsOneInEveryLanguage(t *testing.T) {
	books := handbooks(t)
	if len(books) != len(locale.Editors()) {
		t.Fatalf("the handbook has %d parts", len(books))
	}
	first := books[0]
	if len(first.recipes) < 14 {
		t.Errorf("only %d recipes were found", len(first.recipes))
	}
	step := regexp.MustCompile(`(?m)^\d+\. |^\| `)
	for _, book := range books[1:] {
		if len(book.recipes) != len(first.recipes) {
			t.Fatalf("%s: %d recipes, in %s %d", book.lang, len(book.recipes), first.lang, len(first.recipes))
		}
		for i, r := range book.recipes {
			like := first.recipes[i]
			if r.name != like.name || len(r.blocks) != len(like.blocks) {
				t.Fatalf("%s:%d: recipe %s has %d blocks, %s in %s (line %d) has %d", handbookFile, r.line, r.name, len(r.blocks), like.name, like.lang, like.line, len(like.blocks))
			}
			if a, b := len(step.FindAllString(r.prose, -1)), len(step.FindAllString(like.prose, -1)); a != b {
				t.Errorf("%s:%d: recipe %s has %d steps and rows, in %s %d", handbookFile, r.line, r.name, a, like.lang, b)
			}
			for j, b := range r.blocks {
				if other := like.blocks[j]; b.what != other.what || b.file != other.file || b.what != "says" && b.text != other.text {
					t.Errorf("%s:%d: differs from line %d, the same block in %s", handbookFile, b.line, other.line, like.lang)
				}
			}
		}
	}
}

var (
	localLink = regexp.MustCompile(`\]\(([^)\s:]*)\)`)
	quoted    = regexp.MustCompile("`([a-z]+(?:-[a-z]+)+)`")
	notAnchor = regexp.MustCompile(`[^\pL\pN_\- ]`)
)

// anchors are the places of a Markdown file as web views of git name them.
func anchors(text string) map[string]bool {
	out := map[string]bool{}
	for line := range strings.SplitSeq(text, "\n") {
		if heading, ok := strings.CutPrefix(strings.TrimLeft(line, "#"), " "); ok && strings.HasPrefix(line, "#") {
			out[strings.ReplaceAll(notAnchor.ReplaceAllString(strings.ToLower(heading), ""), " ", "-")] = true
		}
	}
	return out
}

// TestReadmesLeadSomewhere: the links between the READMEs, and within them, lead
// to files and headings that exist.
func TestReadmesLeadSomewhere(t *testing.T) {
	for _, name := range []string{"README.md", "content/README.md", "data/README.md", "i18n/README.md", "layouts/README.md", "static/README.md"} {
		for i, line := range strings.Split(readme(t, name), "\n") {
			line = regexp.MustCompile("`[^`]*`").ReplaceAllString(line, "")
			for _, m := range localLink.FindAllStringSubmatch(line, -1) {
				file, anchor, _ := strings.Cut(m[1], "#")
				target := name
				if file != "" {
					target = filepath.Join(filepath.Dir(name), file)
				}
				if _, err := os.Stat(filepath.Join(repository, target)); err != nil {
					t.Errorf("%s:%d: %s leads nowhere", name, i+1, m[1])
				} else if anchor != "" && !anchors(readme(t, target))[anchor] {
					t.Errorf("%s:%d: %s has no heading #%s", name, i+1, target, anchor)
				}
			}
		}
	}
}

// TestHandbookNamesCodesThatExist: every code that a recipe names can be explained.
func TestHandbookNamesCodesThatExist(t *testing.T) {
	known, named := locale.Codes(), 0
	for _, book := range handbooks(t) {
		for _, r := range book.recipes {
			for _, m := range quoted.FindAllStringSubmatch(r.prose, -1) {
				if strings.HasPrefix(m[1], "example-") {
					continue
				}
				if named++; !slices.Contains(known, m[1]) {
					t.Errorf("%s:%d: recipe %s in %s names %s, which the program never says", handbookFile, r.line, r.name, r.lang, m[1])
				}
			}
		}
	}
	if named < 45 {
		t.Errorf("only %d codes were found", named)
	}
}

// TestHandbookNamesStatesAsStatusDoes: the states of texts have the words of
// `portal status`.
func TestHandbookNamesStatesAsStatusDoes(t *testing.T) {
	for _, book := range handbooks(t) {
		i := slices.IndexFunc(book.recipes, func(r recipe) bool { return r.name == "states" })
		say := locale.Sayer(book.lang)
		for _, key := range []string{"status-present", "status-missing", "status-stale", "status-unreviewed"} {
			if !strings.Contains(book.recipes[i].prose, "\n| "+say(key)+" |") {
				t.Errorf("%s:%d: no row for %q in %s", handbookFile, book.recipes[i].line, say(key), book.lang)
			}
		}
	}
}
