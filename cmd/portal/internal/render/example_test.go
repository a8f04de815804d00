package render

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"testing"

	"gopkg.in/yaml.v3"
)

// dots are the structs that components are called with, by the name on the
// first line of examples.yaml ("# dot: Cite").
var dots = map[string]reflect.Type{
	"none": reflect.TypeFor[struct{}](), "Words": reflect.TypeFor[Words](), "Link": reflect.TypeFor[Link](), "Frame": reflect.TypeFor[Frame](),
	"Helpline": reflect.TypeFor[Helpline](), "Card": reflect.TypeFor[Card](), "Cite": reflect.TypeFor[Cite](), "Door": reflect.TypeFor[Door](),
	"Neighbours": reflect.TypeFor[Neighbours](), "ObjectiveRow": reflect.TypeFor[ObjectiveRow](),
	"[]Anchor": reflect.TypeFor[[]Anchor](), "[]Download": reflect.TypeFor[[]Download](), "[]Fact": reflect.TypeFor[[]Fact](),
	"[]Link": reflect.TypeFor[[]Link](), "[]ObjectiveRow": reflect.TypeFor[[]ObjectiveRow](),
}

// TestComponentExamples: every component is a folder with its template and
// examples, and each example fits its struct and renders.
func TestComponentExamples(t *testing.T) {
	folders, err := filepath.Glob(filepath.Join(repository, "layouts/components/*"))
	if err != nil || len(folders) == 0 {
		t.Fatal(err, "no components")
	}
	set := parseSet(t)
	head := regexp.MustCompile(`^# dot: "?([^"\n]+)"?\n`)
	for _, folder := range folders {
		name := filepath.Base(folder)
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(folder, "examples.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			m := head.FindSubmatch(text)
			if m == nil || dots[string(m[1])] == nil {
				t.Fatalf("examples.yaml does not begin with a known \"# dot: …\": %.40q", text)
			}
			var examples []struct {
				Name string
				View any
			}
			if err := yaml.Unmarshal(text, &examples); err != nil || len(examples) == 0 {
				t.Fatalf("%d examples, %v", len(examples), err)
			}
			for _, e := range examples {
				dot := reflect.New(dots[string(m[1])])
				data, err := json.Marshal(e.View)
				if err != nil {
					t.Fatal(err)
				}
				dec := json.NewDecoder(bytes.NewReader(data))
				dec.DisallowUnknownFields()
				if err := dec.Decode(dot.Interface()); err != nil {
					t.Errorf("%s: %v", e.Name, err)
					continue
				}
				if err := set.ExecuteTemplate(new(bytes.Buffer), name, dot.Elem().Interface()); err != nil {
					t.Errorf("%s: %v", e.Name, err)
				}
			}
		})
	}
}
