package load

import (
	"strings"
	"testing"
)

func TestComponentsAreReadWithTheirExamples(t *testing.T) {
	got := Components(map[string][]byte{
		"base.html":                         []byte("{{define \"base\"}}{{end}}"),
		"components/tag/tag.html":           []byte("{{/* A small\n     word. */}}\n{{define \"tag\"}}{{end}}"),
		"components/tag/tag.css":            []byte("a{}"),
		"components/tag/examples.yaml":      []byte("# dot: \"[]Link\"\n- name: one\n  view: [{Text: a}]\n- name: none\n  template: tags\n  dot: \"[]Cite\"\n  view: []\n"),
		"components/button/button.html":     []byte("{{define \"button\"}}{{end}}"),
		"components/button/examples.yaml":   []byte("# dot: none\n- {name: usual, view: {}}\n"),
		"components/button/other-part.html": []byte(""),
	})
	if len(got) != 2 || got[0].Name != "button" || got[0].About != "" || got[0].Examples[0].Dot != "none" {
		t.Fatalf("%+v", got)
	}
	tag := got[1]
	if tag.About != "A small word." || len(tag.Examples) != 2 || tag.Fault != nil {
		t.Fatalf("%+v", tag)
	}
	if e := tag.Examples[1]; e.Name != "none" || e.Template != "tags" || e.Dot != "[]Cite" || tag.Examples[0].Dot != "[]Link" || string(e.View) != "[]" || e.Pos.Line != 4 {
		t.Errorf("%+v", e)
	}
	if string(tag.Examples[0].View) != `[{"Text":"a"}]` {
		t.Errorf("%s", tag.Examples[0].View)
	}
}

// TestExampleFaultsHaveAPlace: the gallery shows them instead of the component.
func TestExampleFaultsHaveAPlace(t *testing.T) {
	for text, want := range map[string]string{
		"":                                       `:1:1: the first line is not "# dot: Type"`,
		"- {name: a}\n":                          `:1:1: the first line is not "# dot: Type"`,
		"# dot: Cite\n":                          ":1:1: there is no example",
		"# dot: Cite\nname: a\n":                 ":2:1: ",
		"# dot: Cite\n- name: a\n  view: [\n":    ":3:1: ",
		"# dot: Cite\n- name: a\n- view: {}\n":   ":3:3: an example needs a name",
		"# dot: Cite\n- name: a\n  veiw: {}\n":   `:2:3: an example has a name, template, dot and view, not "veiw"`,
		"# dot: Cite\n- &x {name: a}\n- *x\n":    ":2:3: anchors",
		"# dot: Cite\n- name: [a]\n  view: {}\n": ":2:3: ",
	} {
		c := Components(map[string][]byte{"components/x/x.html": nil, "components/x/examples.yaml": []byte(text)})
		if len(c) != 1 || c[0].Fault == nil || len(c[0].Examples) > 0 {
			t.Errorf("%q: %+v", text, c)
		} else if got := c[0].Fault.Error(); !strings.HasPrefix(got, "layouts/components/x/examples.yaml"+want) {
			t.Errorf("%q: %s", text, got)
		}
	}
}
