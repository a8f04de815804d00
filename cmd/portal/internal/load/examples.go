package load

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// Component is a folder of layouts/components/ as the gallery shows it.
type Component struct {
	Name     string
	About    string // the comment at the head of its template: what it is for
	File     string // layouts/components/NAME/examples.yaml
	Examples []Example
	Fault    *ExampleFault // why there are no examples
}

// Example is one state of a component.
type Example struct {
	Name     string
	Template string // of the component's file; empty for the one of its name
	Dot      string // what it is called with: "Cite", "[]Link", "none"
	View     []byte // JSON of what the template is called with
	Pos      diag.Pos
}

// ExampleFault is what is wrong with an example, and where.
type ExampleFault struct {
	Pos    diag.Pos
	Detail string
}

func (f *ExampleFault) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", f.Pos.File, f.Pos.Line, f.Pos.Col, f.Detail)
}

var (
	dotLine   = regexp.MustCompile(`^# dot: "?([^"\n]+)"?\n`)
	namedLine = regexp.MustCompile(`line (\d+)`)
	about     = regexp.MustCompile(`^\s*\{\{-?\s*/\*((?s:.*?))\*/`)
)

// Components are the components of a site's layouts (path below layouts/ →
// text) with their examples, sorted by name. Each folder has an examples.yaml:
// a line "# dot: Type", which names the struct that the template is called
// with, then a list of {name, view}. An example about another template of the
// same file has its name under template, and under dot what that is called with
// if it is something else.
func Components(layouts map[string][]byte) []Component {
	var out []Component
	for p, text := range layouts {
		dir := path.Dir(p)
		name := path.Base(dir)
		if path.Dir(dir) != "components" || path.Base(p) != name+".html" {
			continue
		}
		c := Component{Name: name, File: "layouts/" + dir + "/examples.yaml"}
		if m := about.FindSubmatch(text); m != nil {
			c.About = strings.Join(strings.Fields(string(m[1])), " ")
		}
		c.Examples, c.Fault = examples(c.File, layouts[dir+"/examples.yaml"])
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Component) int { return strings.Compare(a.Name, b.Name) })
	return out
}

func examples(file string, text []byte) (list []Example, fault *ExampleFault) {
	at := func(line, col int, detail string) *ExampleFault {
		return &ExampleFault{diag.Pos{File: file, Line: max(line, 1), Col: max(col, 1)}, detail}
	}
	m := dotLine.FindSubmatch(text)
	if m == nil {
		return nil, at(1, 1, `the first line is not "# dot: Type"`)
	}
	var nodes []yaml.Node
	if err := yaml.Unmarshal(text, &nodes); err != nil {
		line := 1
		if m := namedLine.FindStringSubmatch(err.Error()); m != nil {
			line, _ = strconv.Atoi(m[1])
		}
		return nil, at(line, 1, strings.Join(strings.Fields(err.Error()), " "))
	}
	if len(nodes) == 0 {
		return nil, at(1, 1, "there is no example")
	}
	for _, n := range nodes {
		e, err := example(&n)
		if err != nil {
			return nil, at(n.Line, n.Column, err.Error())
		}
		e.Pos, e.Dot = diag.Pos{File: file, Line: n.Line, Col: n.Column}, cmp.Or(e.Dot, string(m[1]))
		list = append(list, e)
	}
	return list, nil
}

// example decodes one example. Its view stays JSON, because only render knows
// the struct; YAML may not leave this package.
func example(n *yaml.Node) (Example, error) {
	if findAlias(n) != nil {
		return Example{}, errors.New("anchors and aliases are not used")
	}
	for i := 0; n.Kind == yaml.MappingNode && i < len(n.Content); i += 2 {
		if key := n.Content[i].Value; !slices.Contains([]string{"name", "template", "dot", "view"}, key) {
			return Example{}, fmt.Errorf("an example has a name, template, dot and view, not %q", key)
		}
	}
	var e struct {
		Name, Template, Dot string
		View                any
	}
	if err := n.Decode(&e); err != nil && !errors.Is(err, io.EOF) {
		return Example{}, err
	}
	if e.Name == "" {
		return Example{}, errors.New("an example needs a name")
	}
	view, err := json.Marshal(e.View)
	return Example{Name: e.Name, Template: e.Template, Dot: e.Dot, View: view}, err
}
