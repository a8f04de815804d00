package markdown

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func ids(doc *Doc) string {
	var out []string
	for _, h := range doc.Headings {
		out = append(out, h.ID)
	}
	return strings.Join(out, " ")
}

func TestHeadingID(t *testing.T) {
	for _, test := range []struct{ name, body, ids string }{
		{"repeats are numbered", "## Neni\n## Neni\n## Neni", "neni neni-2 neni-3"},
		{"a number that is taken is passed over", "## Neni 2\n## Neni\n## Neni", "neni-2 neni neni-3"},
		{"an explicit id keeps its name wherever it stands", "## Neni\n## Tjetër {#neni}", "neni-2 neni"},
		{"made of the text, not of the Markdown", "## **Ligji** [i ri](page:a) `x`", "ligji-i-ri-x"},
		{"nothing to make it of", "## …", "section"},
		{"a digit may begin it", "## 2019", "2019"},
	} {
		t.Run(test.name, func(t *testing.T) {
			doc, faults := parse(test.body)
			if got := ids(doc); got != test.ids || len(faults) > 0 {
				t.Errorf("got %q, %v, want %q", got, faults, test.ids)
			}
		})
	}
}

func TestHeading(t *testing.T) {
	doc, _ := parse("Një\n\n## A \"b\" {#c}\n\n### D")
	want := []Heading{
		{Level: 2, ID: "c", Explicit: true, Text: "A „b“", Pos: doc.Headings[0].Pos},
		{Level: 3, ID: "d", Text: "D", Pos: doc.Headings[1].Pos},
	}
	if !slices.Equal(doc.Headings, want) {
		t.Errorf("got %+v", doc.Headings)
	}
	if p := doc.Headings[0].Pos; p.File != "content/a.sq.md" || p.Line != 7 || p.Col != 1 || p.Len != 2 {
		t.Errorf("it stands at %+v", p)
	}
}

func TestHeadingFaults(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"level one", "# A", "heading-level-one 5:1 []"},
		{"underlined level one", "A\n===", "heading-level-one 5:1 []"},
		{"begins too deep", "### A", "heading-skipped 5:1 [from=1 to=3]"},
		{"skipped", "## A\n\n#### B", "heading-skipped 7:1 [from=2 to=4]"},
		{"skipped in a list", "## A\n- #### B", "heading-skipped 6:3 [from=2 to=4]"},
		{"empty", "##", "heading-empty 5:1 []"},
		{"nothing but an id", "## {#a}", "heading-empty 5:1 []"},
		{"id with a capital", "## A {#Ndihme}", "heading-id-invalid 5:7 [id=Ndihme]"},
		{"id with a diacritic", "## Ë {#ndihmë}", "heading-id-invalid 5:7 [id=ndihmë]"},
		{"id that begins with a digit", "## A {#1a}", "heading-id-invalid 5:7 [id=1a]"},
		{"empty id", "## A {#}", "heading-id-invalid 5:7 [id=]"},
		{"class", "## A {.big}", "heading-id-invalid 5:7 [id=.big]"},
		{"style", `## A {#a style="x"}`, `heading-id-invalid 5:7 [id=a style="x"]`},
		{"duplicate", "## A {#a}\n\n## B {#a}", "heading-id-duplicate 7:7 [first=5 id=a]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, faults := parse(test.body)
			var got []string
			for _, f := range faults {
				var args []string
				for k, v := range f.Args {
					args = append(args, k+"="+v)
				}
				slices.Sort(args)
				got = append(got, fmt.Sprintf("%s %d:%d %v", f.Code, f.Pos.Line, f.Pos.Col, args))
			}
			if !slices.Equal(got, []string{test.want}) {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestRefusedAttributeIsNotPublished(t *testing.T) {
	doc, _ := parse(`## A {#a onclick="x" style="y"}`)
	if got := renderDoc(t, doc); got != `<h2 id="a">A</h2>`+"\n" {
		t.Errorf("got %s", got)
	}
}

func TestBothSerbianScriptsGiveOneID(t *testing.T) {
	for latin, cyrillic := range map[string]string{
		"Šta je ljubav":                     "Шта је љубав",
		"Džak, đak, žaba, ćevap, čamac":     "Џак, ђак, жаба, ћевап, чамац",
		"abvgdđežzijklljmnnjoprstćufhcčdžš": "абвгдђежзијклљмнњопрстћуфхцчџш",
		"ABVGDĐEŽZIJKLLJMNNJOPRSTĆUFHCČDŽŠ": "АБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШ",
	} {
		if a, b := fold(latin), fold(cyrillic); a != b {
			t.Errorf("%q gives %q, %q gives %q", latin, a, cyrillic, b)
		}
	}
}

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"Çdo ditë":              "cdo-dite",
		"Ç’është s'ka":          "ceshte-ska",
		"e\u0308 c\u0327":       "e-c", // NFD
		"  Neni 5 – (a)  ":      "neni-5-a",
		"Straße, Łódź, ığdır":   "strasse-lodz-igdir",
		"Ǆ ǅ ǆ":                 "dz-dz-dz",
		"中文":                    "",
		"2015–2019":             "2015-2019",
		"tra\u00ADfi\u00ADkimi": "trafikimi",
	} {
		if got := fold(text); got != want {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}

func TestNoLetterFoldsTwoWays(t *testing.T) {
	letters := 0
	for _, group := range foldings {
		letters += len([]rune(group))
	}
	if letters != len(ascii) {
		t.Errorf("%d letters are listed, %d are different", letters, len(ascii))
	}
}
