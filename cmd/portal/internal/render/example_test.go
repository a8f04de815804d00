package render

import (
	"bytes"
	"html/template"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
)

// components are those of this repository, as the gallery shows them (gallery.go
// has the structs that they are called with).
func components(t *testing.T) []load.Component {
	t.Helper()
	layouts := map[string][]byte{}
	root := os.DirFS(filepath.Join(repository, "layouts"))
	err := fs.WalkDir(root, "components", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		layouts[p], err = fs.ReadFile(root, p)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return load.Components(layouts)
}

// TestComponentExamples: every component is a folder with its template, a word
// on what it is for, and examples; each example fits its struct and renders.
func TestComponentExamples(t *testing.T) {
	folders, err := os.ReadDir(filepath.Join(repository, "layouts/components"))
	if err != nil {
		t.Fatal(err)
	}
	known := components(t)
	if len(known) != len(folders) {
		t.Errorf("%d folders hold %d components: each has a template of its name", len(folders), len(known))
	}
	set := parseSet(t)
	for _, c := range known {
		t.Run(c.Name, func(t *testing.T) {
			if c.About == "" {
				t.Error("no comment at the head of the template says what it is for")
			}
			if c.Fault != nil {
				t.Error(c.Fault)
			}
			for _, x := range c.Examples {
				if err := showsExample(set, c, x); err != nil {
					t.Errorf("%s:%d: %s: %v", x.Pos.File, x.Pos.Line, x.Name, err)
				}
			}
		})
	}
}

func showsExample(set *template.Template, c load.Component, x load.Example) error {
	view, err := exampleView(x.Dot, x.View)
	if err != nil {
		return err
	}
	name := c.Name
	if x.Template != "" {
		name = x.Template
	}
	return set.ExecuteTemplate(new(bytes.Buffer), name, view)
}

// unseen are templates that no gallery can show.
var unseen = map[string]string{"gate-head": "it is the head of a whole page"}

// TestEveryTemplateHasAnExample: a component may hold several templates, and the
// gallery shows them all. Those that another template of the same component
// calls are seen with it.
func TestEveryTemplateHasAnExample(t *testing.T) {
	for _, c := range components(t) {
		text, err := os.ReadFile(filepath.Join(repository, "layouts/components", c.Name, c.Name+".html"))
		if err != nil {
			t.Fatal(err)
		}
		shown := map[string]bool{}
		for _, x := range c.Examples {
			if x.Template == "" {
				shown[c.Name] = true
			}
			shown[x.Template] = true
		}
		for _, part := range strings.Split(string(text), `{{define "`)[1:] {
			name, _, _ := strings.Cut(part, `"`)
			if !shown[name] && unseen[name] == "" && !strings.Contains(string(text), `{{template "`+name+`"`) {
				t.Errorf("%s: no example shows the template %q", c.File, name)
			}
		}
	}
}
