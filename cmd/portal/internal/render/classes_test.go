package render

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// made are classes that neither a layout nor a script writes, but Markdown.
var made = map[string]string{
	"footnote-backref": "goldmark's footnotes",
	"note--warning":    "a callout of a text",
	"steps":            "a numbered list in a text",
}

// TestClassesAreUsed: a rule for a class that nothing has is weight that nobody
// dares to take away, and a class without a rule looks like one.
func TestClassesAreUsed(t *testing.T) {
	styled, written := map[string]bool{}, map[string]bool{}
	for _, sheet := range repositoryFiles(t, "static/css/*.css", "layouts/components/*/*.css") {
		for _, selector := range selectors(parseSheet(sheet)) {
			for _, class := range classesIn(selector) {
				styled[class] = true
			}
		}
	}
	var scripts strings.Builder
	for _, script := range repositoryFiles(t, "layouts/components/*/*.js") {
		scripts.Write(script)
	}
	for name, layout := range repositoryFiles(t, "layouts/base.html", "layouts/pages/*.html", "layouts/components/*/*.html") {
		for _, class := range classesWritten(string(layout)) {
			written[class] = true
			if !styled[class] && !strings.HasSuffix(class, "--") && !strings.Contains(scripts.String(), "."+class) {
				t.Errorf("%s: no style sheet and no script knows the class %q", name, class)
			}
		}
	}
	for class := range styled {
		block, _, _ := strings.Cut(class, "--")
		inScript := regexp.MustCompile(`['" ]` + regexp.QuoteMeta(class) + `['" ]`).MatchString(scripts.String())
		if !written[class] && !written[block+"--"] && !inScript && made[class] == "" {
			t.Errorf("nothing has the class %q, which a style sheet has rules for", class)
		}
	}
	for class := range made {
		if !styled[class] || written[class] {
			t.Errorf("%q need not be excused", class)
		}
	}
}

// TestComponentsStyleThemselves: what a component looks like is found in its own
// folder. A rule is about the last thing that its selector names.
func TestComponentsStyleThemselves(t *testing.T) {
	owner := map[string]string{} // class → the folder with its rules
	for name, sheet := range repositoryFiles(t, "layouts/components/*/*.css") {
		folder := filepath.Base(filepath.Dir(name))
		for _, selector := range selectors(parseSheet(sheet)) {
			classes := classesIn(selector)
			if len(classes) == 0 {
				if !strings.HasPrefix(selector, "@") {
					t.Errorf("%s: %q is about every element of its kind, which belongs into static/css", name, selector)
				}
				continue
			}
			last := classes[len(classes)-1]
			if other := owner[last]; other != "" && other != folder {
				t.Errorf("the components %s and %s both style %q", folder, other, last)
			}
			owner[last] = folder
		}
	}
}

// TestSelectorsAndClassesAreFound: the two tests above prove nothing if they look
// past what they judge.
func TestSelectorsAndClassesAreFound(t *testing.T) {
	got := selectors(parseSheet([]byte(`@layer x { .a, .b:is(.c, p) > q { top: 0; } @media print { .d__e--f { top: 1.5em; } } @page p { margin: 0; } }`)))
	if want := []string{".a", ".b:is(.c, p) > q", ".d__e--f", "@page p"}; !slices.Equal(got, want) {
		t.Errorf("selectors: %q, want %q", got, want)
	}
	if got, want := classesIn(".b:is(.c, p) > .d__e--f"), []string{"b", "c", "d__e--f"}; !slices.Equal(got, want) {
		t.Errorf("classes: %q, want %q", got, want)
	}
	got = classesWritten(`<p class="a{{if .B}} b{{end}} c--{{.D}}"><i class="{{with .E}}d{{else}}e{{end}}">{{/* <p class="no"> */}}`)
	if want := []string{"a", "b", "c--", "d", "e"}; !slices.Equal(got, want) {
		t.Errorf("classes of a layout: %q, want %q", got, want)
	}
}

// repositoryFiles are the files of this repository that patterns name, by path.
func repositoryFiles(t *testing.T, patterns ...string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for _, pattern := range patterns {
		found, err := filepath.Glob(filepath.Join(repository, pattern))
		if err != nil || len(found) == 0 {
			t.Fatal(pattern, err)
		}
		for _, file := range found {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			name, _ := filepath.Rel(repository, file)
			out[filepath.ToSlash(name)] = text
		}
	}
	return out
}

// selectors are those of a sheet's rules, one by one, those within groups too.
func selectors(rules []cssRule) []string {
	var out []string
	for _, r := range rules {
		switch {
		case !r.block:
		case strings.HasPrefix(r.head, "@layer"), strings.HasPrefix(r.head, "@media"), strings.HasPrefix(r.head, "@supports"):
			out = append(out, selectors(r.rules)...)
		default:
			out = append(out, listed(r.head)...)
		}
	}
	return out
}

// listed are the parts of a selector list; commas within brackets divide nothing.
func listed(list string) []string {
	depth := 0
	parts := strings.FieldsFunc(list, func(c rune) bool {
		switch c {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		}
		return c == ',' && depth == 0
	})
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

var classSelector = regexp.MustCompile(`\.([a-zA-Z][\w-]*)`)

// classesIn are the classes that a selector names, in its order.
func classesIn(selector string) []string {
	var out []string
	for _, m := range classSelector.FindAllStringSubmatch(selector, -1) {
		out = append(out, m[1])
	}
	return out
}

var (
	templateComment = regexp.MustCompile(`(?s){{/\*.*?\*/}}`)
	classAttribute  = regexp.MustCompile(` class="((?:[^"{]|{{[^}]*}})*)"`)
	templateAction  = regexp.MustCompile(`{{[^}]*}}`)
)

// classesWritten are the classes of a layout; one that ends with a value of the
// view is its beginning, "table--".
func classesWritten(layout string) []string {
	var out []string
	for _, m := range classAttribute.FindAllStringSubmatch(templateComment.ReplaceAllString(layout, ""), -1) {
		// A value stands for the end of a word, an action like if parts words.
		out = append(out, strings.Fields(templateAction.ReplaceAllStringFunc(m[1], func(action string) string {
			if strings.HasPrefix(action, "{{.") {
				return ""
			}
			return " "
		}))...)
	}
	return out
}
