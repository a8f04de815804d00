package build

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"
	"gopkg.in/yaml.v3"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/release"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// attacks are what somebody writes wherever a text can go: behind the text that
// stands there, or in its place.
var attacks = []struct {
	name    string
	text    string
	replace bool
}{
	{"markup", `"'></title></script><script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)>--><!--`, false},
	{"address", "javascript:alert(1)", true},
	{"formula", `=HYPERLINK("https://evil.example","alert(1)")`, true},
	{"attribute", "` onmouseover=alert(1) x=\" style=x:expression(alert(1)) ' onfocus=alert(1) autofocus ]]>", false},
}

// bodyAttack is what may stand in Markdown; anything else there is refused.
const bodyAttack = "\n\n&lt;script&gt;alert(1)&lt;/script&gt; `<script>alert(1)</script>` \\<img src=x onerror=alert(1)>\n"

// attacked is the example site with an attack in every place that takes it. What
// is refused is told at its place and put back, until nothing is refused.
func attacked(t *testing.T, text string, replace bool) (Options, int) {
	t.Helper()
	base := testsite.New(t, testsite.Example()...)
	opt := options(nil)
	opt.Date = model.Date{Year: 2032, Month: 2, Day: 1}
	spared := map[string]bool{} // file and number of the scalar
	for range 12 {
		folder := maps.Clone(base)
		places, written := map[string]string{}, map[string]string{}
		for name, f := range base {
			if front, body, ok := editable(name, string(f.Data)); ok {
				data := attack(front, func(i int, old string) string {
					if spared[fmt.Sprint(name, i)] {
						return old
					}
					said := old + text
					if replace && !strings.Contains(old, "{{") { // no two alike, so that a fault tells which one it is about
						said = text + "//" + strings.Map(wordy, fmt.Sprintf("%s/%d", name, i))
					}
					written[fmt.Sprint(name, i)] = said
					return said
				}, func(i, line, col int) {
					if body != "" {
						line++
					}
					places[fmt.Sprintf("%s:%d:%d", name, line, col)] = fmt.Sprint(name, i)
				})
				if body != "" {
					data = "---\n" + data + body + bodyAttack
				}
				folder[name] = &fstest.MapFile{Data: []byte(data), Mode: 0o644}
			}
		}
		opt.Folder = folder
		_, res, err := read(context.Background(), opt)
		if err != nil {
			t.Fatal(err)
		}
		refused := 0
		for _, d := range res.Diagnostics {
			if d.Severity != diag.Error {
				continue
			}
			refused++
			if at, ok := places[fmt.Sprintf("%s:%d:%d", d.Pos.File, d.Pos.Line, d.Pos.Col)]; ok {
				if spared[at] { // it is another value that does not fit this one
					spareNamed(spared, written, d.Args)
				}
				spared[at] = true
			} else if !spareNamed(spared, written, d.Args) && !spareFile(spared, places, d.Pos.File) {
				t.Fatalf("%v refuses what nobody has touched", d)
			}
		}
		if refused == 0 {
			return opt, len(written)
		}
	}
	t.Fatal("something is refused whatever is put back")
	return opt, 0
}

// wordy makes letters of digits, which translations must have in common.
func wordy(r rune) rune {
	if r >= '0' && r <= '9' {
		return r - '0' + 'a'
	}
	return r
}

// spareNamed puts back the values that a fault elsewhere is about: an interface
// word is named after "sex", an activity after the number of its objective.
func spareNamed(spared map[string]bool, written, args map[string]string) bool {
	found := false
	for place, said := range written {
		for _, arg := range args {
			if arg == said || strings.HasSuffix(arg, "-"+said) {
				spared[place], found = true, true
			}
		}
	}
	return found
}

// spareFile puts back a whole file whose fault has no place among its values.
func spareFile(spared map[string]bool, places map[string]string, file string) bool {
	any := false
	for at, place := range places {
		if strings.HasPrefix(at, file+":") && !spared[place] {
			spared[place], any = true, true
		}
	}
	return any
}

// editable gives the YAML of a file that editors write, and the body of a page.
func editable(name, text string) (front, body string, ok bool) {
	switch {
	case path.Base(name) == "README.md":
	case path.Ext(name) == ".yaml" && (strings.HasPrefix(name, "data/") || strings.HasPrefix(name, "i18n/")):
		return text, "", true
	case path.Ext(name) == ".md":
		front, body, _ = strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---\n")
		return front, "---\n" + body, true
	}
	return "", "", false
}

// attack rewrites every value of a YAML text, and says where each then stands.
func attack(text string, write func(i int, old string) string, at func(i, line, col int)) string {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		panic(err)
	}
	values(&doc, func(i int, n *yaml.Node) {
		if was := n.Value; n.ShortTag() == "!!str" || n.ShortTag() == "!!timestamp" || n.ShortTag() == "!!int" || n.ShortTag() == "!!bool" {
			if n.Value = write(i, was); n.Value != was {
				n.Style, n.Tag = yaml.DoubleQuotedStyle, "!!str"
			}
		}
	})
	out, err := yaml.Marshal(&doc)
	if err != nil {
		panic(err)
	}
	var again yaml.Node
	if err := yaml.Unmarshal(out, &again); err != nil {
		panic(err)
	}
	values(&again, func(i int, n *yaml.Node) { at(i, n.Line, n.Column) })
	return string(out)
}

// values are the scalars of a document that are no keys, in its order.
func values(n *yaml.Node, each func(i int, n *yaml.Node)) {
	count := 0
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		for i, c := range n.Content {
			switch {
			case n.Kind == yaml.MappingNode && i%2 == 0:
			case c.Kind == yaml.ScalarNode:
				each(count, c)
				count++
			default:
				walk(c)
			}
		}
	}
	walk(n)
}

// TestNothingWrittenIsActive: an attack in every field of every record, in front
// matter, in the interface words and in Markdown is refused or is nothing but text
// in every file that is published.
func TestNothingWrittenIsActive(t *testing.T) {
	for i, a := range attacks {
		if testing.Short() && i > 0 {
			break // under the race detector: they differ in their words alone
		}
		t.Run(a.name, func(t *testing.T) {
			opt, n := attacked(t, a.text, a.replace)
			in, res, err := read(context.Background(), opt)
			if err != nil {
				t.Fatal(err)
			}
			if free := freeTexts(in.loaded.Site); len(free) > 0 {
				for where, said := range free {
					if !strings.Contains(said, "alert(1)") {
						t.Errorf("%s was spared: %q", where, said)
					}
				}
			}
			seen := map[string]int{}
			for name, text := range published(t, in, res) {
				if strings.Contains(text, "alert(1)") || strings.Contains(text, "alert%281%29") {
					seen[path.Ext(name)]++
				}
				for _, fault := range alive(name, text) {
					t.Errorf("%s: %s", name, fault)
				}
			}
			t.Logf("%d values attacked; they stand in %v", n, seen)
			if n < 300 || seen[".html"] < 50 || seen[".json"] == 0 || seen[".csv"] == 0 {
				t.Errorf("%d values were attacked and stand in %v: too few to prove anything", n, seen)
			}
		})
	}
}

// freeTexts are all words of the site by place: model.Text has no grammar, so
// nothing may have refused it.
func freeTexts(s *model.Site) map[string]string {
	out := map[string]string{}
	textType := reflect.TypeFor[model.Text]()
	var walk func(v reflect.Value, at string)
	walk = func(v reflect.Value, at string) {
		switch {
		case v.Type() == textType:
			for lang, said := range v.Interface().(model.Text) {
				out[at+"."+lang] = said
			}
		case v.Kind() == reflect.Pointer && !v.IsNil():
			walk(v.Elem(), at)
		case v.Kind() == reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i), fmt.Sprintf("%s[%d]", at, i))
			}
		case v.Kind() == reflect.Struct:
			for i := range v.NumField() {
				if f := v.Type().Field(i); f.IsExported() {
					walk(v.Field(i), at+"."+f.Name)
				}
			}
		}
	}
	walk(reflect.ValueOf(s.Strategy), "strategy")
	for kind, all := range map[string]any{
		"objective": s.Objectives.All, "activity": s.Activities.All, "institution": s.Institutions.All, "instrument": s.Instruments.All,
		"report": s.Reports.All, "series": s.Series.All, "recommendation": s.Recommendations.All, "helpline": s.Helplines.All,
		"campaign": s.Campaigns.All, "term": s.Terms.All, "source": s.Sources.All, "progress": s.Progress.All, "config": s.Config.Name,
	} {
		walk(reflect.ValueOf(all), kind)
	}
	return out
}

// published is every file that a site with warnings becomes.
func published(t testing.TB, in *inputs, res *Result) map[string]string {
	t.Helper()
	var mu sync.Mutex
	out := map[string]string{}
	files := &tree{inputs: in, res: res, write: func(path string, write func(io.Writer) error) (release.Entry, error) {
		var b strings.Builder
		err := write(&b)
		mu.Lock()
		defer mu.Unlock()
		out[path] = b.String()
		return release.Entry{Path: path, Size: int64(b.Len())}, err
	}}
	if err := files.all(context.Background()); err != nil || res.Failed() {
		for _, d := range res.Diagnostics {
			if d.Severity == diag.Error {
				t.Error(d)
			}
		}
		t.Fatal(err)
	}
	return out
}

// alive is what in a published file runs, loads or is obeyed by a program.
func alive(name, text string) []string {
	switch path.Ext(name) {
	case ".html":
		return activeNodes(text)
	case ".svg", ".xml":
		return wellFormed(text)
	case ".json", ".jsonld", ".geojson":
		if !json.Valid([]byte(text)) {
			return []string{"it is no JSON"}
		}
	case ".csv":
		return formulas(text)
	case ".xlsx", ".ods":
		return sheetFormulas(text)
	case ".ris":
		for line := range strings.Lines(text) {
			if !regexp.MustCompile(`^([A-Z][A-Z0-9]  - .*)?\r?\n$`).MatchString(line) {
				return []string{"a line of its own: " + line}
			}
		}
	}
	return nil
}

// activeNodes reads a page as a browser does.
func activeNodes(page string) (out []string) {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return []string{err.Error()}
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		attr := map[string]string{}
		for _, a := range n.Attr {
			attr[a.Key] = a.Val
			value := strings.ToLower(strings.Map(func(r rune) rune {
				if r <= ' ' {
					return -1
				}
				return r
			}, a.Val))
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" || a.Key == "formaction" ||
				slices.Contains([]string{"href", "src", "action", "data", "content", "poster"}, a.Key) &&
					(strings.HasPrefix(value, "javascript:") && a.Key != "content" || strings.HasPrefix(value, "data:") || strings.HasPrefix(value, "vbscript:")) {
				out = append(out, fmt.Sprintf("<%s %s=%q>", n.Data, a.Key, a.Val))
			}
		}
		switch n.Data {
		case "script":
			data := attr["type"] == "application/ld+json" && n.FirstChild != nil && json.Valid([]byte(n.FirstChild.Data))
			if !data && (!strings.Contains(attr["src"], "/assets/") || n.FirstChild != nil) {
				out = append(out, fmt.Sprintf("a script: %v", n.Attr))
			}
		case "style", "iframe", "object", "embed", "base", "applet", "frame", "template":
			out = append(out, "<"+n.Data+">")
		case "meta":
			if _, url, ok := strings.Cut(strings.ToLower(attr["content"]), "url="); attr["http-equiv"] != "" && ok && strings.Contains(url, ":") {
				out = append(out, "it leads away: "+attr["content"])
			}
		case "img":
			if attr["src"] == "x" {
				out = append(out, "a picture that nobody placed")
			}
		}
	}
	return out
}

// wellFormed reads a drawing or a feed as a program does; HTML within a feed counts.
func wellFormed(text string) []string {
	dec := xml.NewDecoder(strings.NewReader(text))
	asHTML := false
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return []string{err.Error()}
		}
		switch token := token.(type) {
		case xml.StartElement:
			asHTML = false
			if slices.Contains([]string{"script", "foreignObject", "img"}, token.Name.Local) {
				return []string{"<" + token.Name.Local + ">"}
			}
			for _, a := range token.Attr {
				if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "href" && strings.HasPrefix(a.Value, "javascript") {
					return []string{fmt.Sprintf("%s=%q", a.Name.Local, a.Value)}
				}
				asHTML = asHTML || a.Name.Local == "type" && strings.HasSuffix(a.Value, "html")
			}
		case xml.CharData:
			if asHTML {
				if found := activeNodes(string(token)); len(found) > 0 {
					return found
				}
			}
		}
	}
}

// number is a cell that a spreadsheet may take for what it looks like.
var number = regexp.MustCompile(`^[-+]?\d[\d.,]*$`)

// formulas are cells of a CSV that a spreadsheet would work out.
func formulas(text string) (out []string) {
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	rows, err := r.ReadAll()
	if err != nil {
		return []string{err.Error()}
	}
	for _, row := range rows {
		for _, cell := range row {
			if strings.IndexAny(cell, "=+-@\t\r") == 0 && !number.MatchString(cell) {
				out = append(out, "a formula: "+cell)
			}
		}
	}
	return out
}

func sheetFormulas(text string) (out []string) {
	book, err := zip.NewReader(strings.NewReader(text), int64(len(text)))
	if err != nil {
		return []string{err.Error()}
	}
	for _, f := range book.File {
		if path.Ext(f.Name) != ".xml" {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return []string{err.Error()}
		}
		data, err := io.ReadAll(r)
		if err != nil || bytes.Contains(data, []byte("<f>")) || bytes.Contains(data, []byte("table:formula")) {
			return []string{fmt.Sprintf("a formula in %s (%v)", f.Name, err)}
		}
		if found := wellFormed(string(data)); len(found) > 0 {
			return found
		}
	}
	return nil
}

// TestAliveFinds: the judge above sees what it is there for.
func TestAliveFinds(t *testing.T) {
	for name, text := range map[string]string{
		"script.html": "<script>x</script>", "handler.html": "<p onclick=x>", "style.html": "<p style=x>", "link.html": "<a href='java&#9;script:x'>",
		"data.html": "<img src='data:x'>", "base.html": "<base href=x>", "frame.html": "<iframe>", "json.html": `<script type="application/ld+json">{</script>`,
		"refresh.html": "<meta http-equiv=refresh content='0;url=https://x.al'>", "a.svg": "<svg onload='x'/>", "b.svg": "<svg><script/></svg>", "c.svg": "<svg>",
		"feed.xml": `<feed><content type="html">&lt;p onclick=x></content></feed>`, "a.json": "{", "a.csv": "a,=1+1\n", "b.csv": "a,\"@x\"\n", "a.xlsx": "x",
		"a.ris": "TI  - a\nevil\n",
	} {
		if len(alive(name, text)) == 0 {
			t.Errorf("%s: %s passes", name, text)
		}
	}
}
