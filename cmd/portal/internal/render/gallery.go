package render

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"regexp"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
)

// GalleryRoot is the folder of the gallery: never part of a published site.
const GalleryRoot = galleryTitle + "/"

const galleryTitle = "_components"

// dots are the structs that components are called with, by the name on the
// first line of examples.yaml ("# dot: Cite", "# dot: "[]Link""). "none" is for
// those that need nothing.
var dots = named(
	Words{}, Link{}, Frame{}, Helpline{}, Card{}, Cite{}, Door{}, Neighbours{}, ObjectiveRow{}, Exit{}, Meta{}, Figure{}, PocketCard{},
	TopBar{}, Nav{}, Foot{}, Table{}, Chart{}, ChartFile{}, Citation{}, Dictionary{}, ChooserView{}, Assets{}, []Cite{},
	Filter{}, []ReportDocument{}, ReportCitation{}, Matrix{}, Timeline{}, ProgressTable{}, Score{}, CalendarYear{}, []QuarterReport{},
	Paper{}, []Anchor{}, []Download{}, []Fact{}, []Link{}, []string{}, []ObjectiveRow{}, []Brief{}, []StrategyStep{}, []IndexEntry{}, []IndexLetter{},
)

func named(values ...any) map[string]reflect.Type {
	out := map[string]reflect.Type{"none": reflect.TypeFor[struct{}]()}
	for _, v := range values {
		t := reflect.TypeOf(v)
		out[strings.ReplaceAll(t.String(), "render.", "")] = t
	}
	return out
}

// stands matches what a page may have once: an id, a landmark, the page's
// heading. An example with one of them has a page of its own.
var stands = regexp.MustCompile(`<(h1|nav|header|footer|main|aside|form)[ >]| id="`)

// outside matches what a page has beside its main part.
var outside = regexp.MustCompile(`^\s*<(nav|header|footer|aside)[ >]`)

// heads matches what belongs into the head of a page.
var heads = regexp.MustCompile(`^\s*<(meta|link) `)

// Gallery renders every example of every component in the words of every
// edition: an index, a page for each edition and one for each component in it,
// by path below [GalleryRoot]. Examples stand on the component's page; those
// that can stand only once on a page have a page each below it.
//
// The pages are for whoever works on the layouts. They show no words but those
// of the components, their examples and their comments. A fault is shown where
// the example would stand.
func (e *Engine) Gallery(components []load.Component) (map[string][]byte, error) {
	g := &gallery{engine: e, components: components, pages: map[string][]byte{}}
	err := g.all()
	return g.pages, err
}

type gallery struct {
	engine     *Engine
	components []load.Component
	pages      map[string][]byte
}

// galleryPage is the view of a page of the gallery.
type galleryPage struct {
	Lang     string // BCP 47
	Title    string
	Up       string // title of the page above, empty on the index
	About    string
	Links    []Link // to pages below
	Examples []galleryExample
	Head     template.HTML // an example that belongs into a page's head
	Outside  template.HTML // an example that stands beside the main part
	Assets   Assets
}

// galleryExample is one example: its markup, or why there is none.
type galleryExample struct {
	Name   string
	HTML   template.HTML
	Source string // of what only machines read
	Fault  string
}

func (g *gallery) all() error {
	langs := g.engine.in.Plan.Langs
	index := galleryPage{Lang: g.engine.editions[langs[0]].lang.BCP47, Title: galleryTitle}
	for _, lang := range langs {
		l := g.engine.editions[lang].lang
		index.Links = append(index.Links, Link{Words: Words{Text: l.Name, Lang: l.BCP47}, URL: lang + "/"})
		if err := g.edition(lang, l.BCP47); err != nil {
			return err
		}
	}
	return g.write("", index)
}

func (g *gallery) edition(lang, tag string) error {
	page := galleryPage{Lang: tag, Title: lang, Up: galleryTitle}
	for _, c := range g.components {
		page.Links = append(page.Links, Link{Words: Words{Text: c.Name, Lang: "en"}, URL: c.Name + "/"})
		if err := g.component(lang, tag, c); err != nil {
			return err
		}
	}
	return g.write(lang+"/", page)
}

// component writes a component's page, and those of the examples that cannot
// stand on it.
func (g *gallery) component(lang, tag string, c load.Component) error {
	page := galleryPage{Lang: tag, Title: c.Name, Up: lang, About: c.About}
	if c.Fault != nil {
		page.Examples = []galleryExample{{Name: c.File, Fault: c.Fault.Error()}}
	}
	folder := lang + "/" + c.Name + "/"
	for i, x := range c.Examples {
		shown := galleryExample{Name: x.Name}
		html, err := g.example(lang, c, x)
		if err != nil {
			shown.Fault = err.Error()
		}
		shown.HTML = html
		inHead := heads.MatchString(string(html))
		if !inHead && !stands.MatchString(string(html)) {
			page.Examples = append(page.Examples, shown)
			continue
		}
		number := fmt.Sprintf("%d/", i+1)
		page.Links = append(page.Links, Link{Words: Words{Text: x.Name, Lang: "en"}, URL: number})
		alone := galleryPage{Lang: tag, Title: c.Name, Up: c.Name, About: c.About}
		switch {
		case inHead: // at its place, and as it reads
			alone.Head, shown.HTML, shown.Source = html, "", string(html)
		case outside.MatchString(string(html)):
			alone.Outside, shown.HTML = html, ""
		}
		alone.Examples = []galleryExample{shown}
		if err := g.write(folder+number, alone); err != nil {
			return err
		}
	}
	return g.write(folder, page)
}

// example renders one example. What is wrong with it is an error that names its
// place: of the example, or of the template that failed on it.
func (g *gallery) example(lang string, c load.Component, x load.Example) (template.HTML, error) {
	name := c.Name
	if x.Template != "" {
		name = x.Template
	}
	view, err := exampleView(x.Dot, x.View)
	if err == nil && g.engine.layouts.of(lang).set.Lookup(name) == nil {
		err = fmt.Errorf("no template %q", name)
	}
	if err != nil {
		return "", &load.ExampleFault{Pos: x.Pos, Detail: err.Error()}
	}
	html, err := g.engine.component(lang, name, view)
	if err != nil {
		if d, ok := LayoutFault(err, ""); ok {
			return "", &load.ExampleFault{Pos: d.Pos, Detail: d.Args["detail"]}
		}
		return "", &load.ExampleFault{Pos: x.Pos, Detail: err.Error()}
	}
	return housed(html), nil
}

// housed puts what stands within a list or table into one.
func housed(html template.HTML) template.HTML {
	switch trimmed := strings.TrimSpace(string(html)); {
	case strings.HasPrefix(trimmed, "<li"):
		return `<ul class="plain" role="list">` + html + `</ul>`
	case strings.HasPrefix(trimmed, "<thead"):
		return `<table class="table">` + html + `</table>`
	}
	return html
}

// exampleView is an example's JSON as the struct that its component is called
// with.
func exampleView(dot string, text []byte) (any, error) {
	of, ok := dots[dot]
	if !ok {
		return nil, fmt.Errorf("no struct %q is known to the gallery", dot)
	}
	view := reflect.New(of)
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(view.Interface()); err != nil {
		return nil, errors.New(strings.TrimPrefix(err.Error(), "json: "))
	}
	return view.Elem().Interface(), nil
}

func (g *gallery) write(folder string, page galleryPage) error {
	page.Assets = g.engine.in.Assets
	var b bytes.Buffer
	if err := galleryLayout.Execute(&b, page); err != nil {
		return fmt.Errorf("gallery %s: %w", folder, err)
	}
	g.pages[GalleryRoot+folder+"index.html"] = b.Bytes()
	return nil
}

// galleryLayout is the program's own: the gallery shows the site's components,
// it is no page of the site. Names and comments are those of the code, English.
var galleryLayout = template.Must(template.New("gallery").Parse(`<!doctype html>
<html lang="{{.Lang}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<meta name="robots" content="noindex">
<title>{{.Title}}</title>
{{with .Assets.CSS}}{{if .URL}}<link rel="stylesheet" href="{{.URL}}" integrity="{{.Integrity}}">{{end}}{{end}}
{{with .Assets.JS}}{{if .URL}}<script src="{{.URL}}" integrity="{{.Integrity}}" defer></script>{{end}}{{end}}
{{with .Assets.Icon.URL}}<link rel="icon" href="{{.}}" type="image/svg+xml">{{end}}
{{.Head}}
</head>
<body>
<main class="wrap page flow" id="page_main">
{{with .Up}}<p><a href="../" lang="en">{{.}}</a></p>
{{end}}<h1 lang="en">{{.Title}}</h1>
{{with .About}}<p class="muted" lang="en">{{.}}</p>
{{end}}{{with .Links}}<ul>
{{range .}}<li><a href="{{.URL}}"{{with .Lang}} lang="{{.}}"{{end}}>{{.Text}}</a></li>
{{end}}</ul>
{{end}}{{range .Examples}}<section class="flow">
<h2 lang="en">{{.Name}}</h2>
{{with .Fault}}<p><code>{{.}}</code></p>{{end}}
{{with .Source}}<p><code>{{.}}</code></p>{{end}}
{{.HTML}}
</section>
{{end}}</main>
{{.Outside}}
</body>
</html>
`))
