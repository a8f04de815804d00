package render

import (
	"html/template"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/jba/templatecheck"
)

// repository is the root of this repository, whose layouts are checked.
const repository = "../../../.."

// stub functions have the types of the real ones.
func parseSet(t *testing.T, pages ...string) *template.Template {
	t.Helper()
	set := template.New("").Funcs(template.FuncMap{
		"t": func(string, ...any) (string, error) { return "", nil },
		"n": func(string, int, ...any) (string, error) { return "", nil },
	})
	files, err := filepath.Glob(filepath.Join(repository, "layouts/components/*/*.html"))
	if err != nil || len(files) == 0 {
		t.Fatal(err, "no components")
	}
	for _, file := range append(append(files, filepath.Join(repository, "layouts/base.html")), pages...) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := set.New(path.Base(file)).Parse(string(text)); err != nil {
			t.Fatal(err)
		}
	}
	return set
}

// TestLayoutsFitTheirViews type-checks every layout, with the components it
// calls, against the view it is given: a field that does not exist, a wrong
// type or a component called with the wrong struct is found without a page.
func TestLayoutsFitTheirViews(t *testing.T) {
	for name, view := range Views {
		t.Run(name, func(t *testing.T) {
			set := parseSet(t, filepath.Join(repository, "layouts/pages", name+".html"))
			if err := templatecheck.CheckHTML(set.Lookup("base"), view); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestEveryLayoutHasAView(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(repository, "layouts/pages/*.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if name := strings.TrimSuffix(filepath.Base(file), ".html"); Views[name] == nil {
			t.Errorf("layouts/pages/%s.html is never used", name)
		}
	}
}

// TestInterfaceWordsAreUsed: a word of i18n/ that neither a layout nor the
// program asks for would be translated in vain.
func TestInterfaceWordsAreUsed(t *testing.T) {
	used := map[string]bool{}
	for _, key := range programWords() {
		used[key] = true
	}
	// Records ask for these by their own types, units and values (dataWords), and
	// package form for its own: a test there looks at them.
	ofData := regexp.MustCompile(`^(form|instrument-type|report-type|language|topic|unit|dimension|value|recommendation-topic)-`)
	asked := regexp.MustCompile(`\b[tn] "([a-z0-9_-]+)"`)
	err := filepath.WalkDir(filepath.Join(repository, "layouts"), func(p string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(p) != ".html" {
			return err
		}
		text, err := os.ReadFile(p)
		for _, m := range asked.FindAllStringSubmatch(string(text), -1) {
			used[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(repository, "i18n/en.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^([a-z0-9_-]+):`).FindAllStringSubmatch(string(text), -1) {
		known[m[1]] = true
		if !used[m[1]] && !ofData.MatchString(m[1]) {
			t.Errorf("i18n/: nothing asks for %s", m[1])
		}
	}
	for key := range used {
		if !known[key] {
			t.Errorf("i18n/: %s is asked for and missing", key)
		}
	}
}

// The check proves nothing if it cannot fail.
func TestLayoutCheckFindsAPlantedFault(t *testing.T) {
	for fault, text := range map[string]string{
		"a field that the view lacks":       `{{define "content"}}{{.Colour}}{{end}}`,
		"a field that a struct in it lacks": `{{define "content"}}{{range .Objectives}}{{.Colour}}{{end}}{{end}}`,
		"a component with the wrong struct": `{{define "content"}}{{template "helpline-card" .Frame}}{{end}}`,
	} {
		set := parseSet(t)
		if _, err := set.New("planted").Parse(text); err != nil {
			t.Fatal(err)
		}
		if err := templatecheck.CheckHTML(set.Lookup("base"), HomeView{}); err == nil {
			t.Errorf("%s was not found", fault)
		}
	}
}
