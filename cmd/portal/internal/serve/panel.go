package serve

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
	"net/url"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/build"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/check"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// panel is what the preview adds to a page.
type panel struct {
	Lang    string
	Page    string // digest of the page as it is without the panel
	State   string // digest of what the panel says
	Inner   template.HTML
	Script  string
	Sheet   string
	Heading string // of a page of the preview's own
}

// inner is what the panel says.
type inner struct {
	Words     func(key string) string
	Errors    int
	Counts    string
	Judged    bool
	Stays     bool          // the page is older than the folder
	Listed    bool          // the page is the list of faults itself
	Faults    template.HTML // the errors
	FaultsID  string
	Machine   string // a fault of the machine
	About     *about // nil while it is not known
	FaultsURL string
	Gallery   string
}

// about is what the bar says of the page.
type about struct {
	State    string // of the page in the edition that is shown
	Bad      bool
	Weight   string
	Heavy    bool
	Files    []link
	Editions []edition
	Here     template.HTML // faults in its files
	HereN    string
}

type link struct {
	Text string
	URL  template.URL
}

type edition struct {
	link
	Lang    string
	Current bool
	States  []string
	Keys    string
	Paste   string
	File    link
}

// dressed is a page with its panel.
func (s *Server) dressed(st *state, l look) []byte {
	// What is slow to know of the page comes by the events, when it is shown.
	return insert(l.data, s.panelOf(st, l, false))
}

// insert puts a panel at the end of a page's body.
func insert(page []byte, p panel) []byte {
	var b bytes.Buffer
	// The template is the program's own and its writer takes everything.
	_ = panelLayout.ExecuteTemplate(&b, "panel", p)
	end := bytes.LastIndex(page, []byte("</body>"))
	if end < 0 {
		return page // a redirect has no body
	}
	return append(append(append(make([]byte, 0, len(page)+b.Len()), page[:end]...), b.Bytes()...), page[end:]...)
}

func (s *Server) panelOf(st *state, l look, whole bool) panel {
	html := s.innerOf(st, l, whole)
	return panel{
		Lang: s.Editor.Lang, Page: digest(l.data), State: digest(html), Inner: template.HTML(html), Script: scriptPath, Sheet: sheetPath,
	}
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

// innerOf is what the panel says on a page; the bar in full only when it is whole.
func (s *Server) innerOf(st *state, l look, whole bool) []byte {
	found := st.found
	if len(l.faults) > 0 && !st.judged {
		found = diag.Sort(append(append([]diag.Diagnostic(nil), l.faults...), found...))
	}
	errors, warnings := diag.Count(found)
	v := inner{
		Words: func(key string) string { return s.Editor.Say(key) }, Errors: errors, Judged: st.judged, FaultsURL: faultsPath,
		Gallery: s.Build.Base + "/" + build.GalleryRoot, Stays: l.from != st.latest || st.err != nil,
		Counts: s.Editor.Say("preview-counts", "errors", strconv.Itoa(errors), "warnings", strconv.Itoa(warnings)),
	}
	if err := s.machine(st, l, errors); err != nil {
		v.Machine = s.Editor.Say("preview-machine", "detail", err.Error())
	}
	v.Listed = l.from == nil
	v.Faults = s.list(st, found, func(d diag.Diagnostic) bool { return d.Severity == diag.Error })
	v.FaultsID = digest([]byte(v.Machine + string(v.Faults)))
	if whole && l.from != nil {
		v.About = s.about(st, l)
	}
	var b bytes.Buffer
	_ = panelLayout.ExecuteTemplate(&b, "inner", v)
	return b.Bytes()
}

// machine is what no diagnostic tells: that the folder cannot be read, or that a
// page cannot be made although the rules find nothing wrong.
func (s *Server) machine(st *state, l look, errors int) error {
	if st.err != nil || !st.judged || errors > 0 {
		return st.err
	}
	return cmp.Or(l.err, st.latest.Cause)
}

// list are the diagnostics that are wanted, as HTML; empty when there are none.
func (s *Server) list(st *state, found []diag.Diagnostic, wanted func(diag.Diagnostic) bool) template.HTML {
	var some []diag.Diagnostic
	for _, d := range found {
		if wanted(d) {
			some = append(some, d)
		}
	}
	if len(some) == 0 {
		return ""
	}
	var b bytes.Buffer
	_ = diag.HTML(&b, some, s.Editor.Tell, st.line, s.open)
	return template.HTML(b.String())
}

// open is the address that opens a place in the editor's program.
func (s *Server) open(p diag.Pos) string {
	if s.Editor.Open == "" || p.File == "" || p.Sheet != "" {
		return ""
	}
	parts := strings.Split(path.Join(filepath.ToSlash(s.Build.Site), p.File), "/")
	for i, part := range parts {
		parts[i] = url.PathEscape(part)
	}
	return strings.NewReplacer("{file}", strings.TrimPrefix(strings.Join(parts, "/"), "/"),
		"{line}", strconv.Itoa(max(p.Line, 1)), "{column}", strconv.Itoa(max(p.Col, 1))).Replace(s.Editor.Open)
}

// fileLink is a file with the address that opens it. The template trusts it: it is
// made of the editor's own setting.
func (s *Server) fileLink(p diag.Pos) link { return link{p.File, template.URL(s.open(p))} }

// about is the bar of a page.
func (s *Server) about(st *state, l look) *about {
	facts, ok := l.from.About(l.path)
	if !ok {
		return nil
	}
	out := &about{}
	p := s.numbers
	if w := facts.Weight; w.Bytes > 0 {
		out.Weight, out.Heavy = p.Bytes(w.Bytes), w.Limit > 0 && w.Bytes > w.Limit
		if w.Limit > 0 {
			out.Weight = s.Editor.Say("preview-weight", "size", p.Bytes(w.Bytes), "limit", p.Bytes(w.Limit))
		}
	}
	of := map[string]bool{}
	for _, file := range facts.Files {
		out.Files = append(out.Files, s.fileLink(file))
		of[file.File] = true
	}
	for _, e := range facts.Editions {
		shown := s.edition(e)
		if e.Current {
			out.State, out.Bad = strings.Join(shown.States, ", "), e.Draft || e.Text != nil && e.Text.State != check.StatePresent
		}
		if e.Text != nil {
			of[e.Text.At.File] = true
		}
		out.Editions = append(out.Editions, shown)
	}
	n := 0
	here := func(d diag.Diagnostic) bool { return of[d.Pos.File] }
	for _, d := range st.found {
		if here(d) {
			n++
		}
	}
	if n > 0 {
		out.Here, out.HereN = s.list(st, st.found, here), s.Editor.Say("preview-here", "count", strconv.Itoa(n))
	}
	return out
}

// edition is the page in one language.
func (s *Server) edition(e build.EditionState) edition {
	out := edition{link: link{e.Name, template.URL(e.URL)}, Lang: e.BCP47, Current: e.Current}
	if t := e.Text; t != nil {
		out.States = append(out.States, s.Editor.Say("text-state-"+string(t.State)))
		out.File = s.fileLink(t.At)
		if len(t.Keys) > 0 {
			out.Keys = strings.Join(t.Keys, ", ")
		}
		out.Paste = t.Line
	}
	if e.Draft {
		out.States = append(out.States, s.Editor.Say("preview-draft"))
	}
	if !e.PublishOn.IsZero() {
		out.States = append(out.States, s.Editor.Say("preview-waits", "date", e.PublishOn.String()))
	}
	return out
}

// faultsPage is a page of the preview's own: everything that is wrong with the
// folder.
func (s *Server) faultsPage() []byte {
	st := s.current()
	v := struct {
		Lang, Title, Machine, None string
		Sheet                      string
		Faults                     template.HTML
	}{Lang: s.Editor.Lang, Title: s.Editor.Say("preview-all"), Sheet: sheetPath}
	if st.err != nil {
		v.Machine = s.Editor.Say("preview-machine", "detail", st.err.Error())
	}
	v.Faults = s.list(st, st.found, func(diag.Diagnostic) bool { return true })
	if v.Faults == "" && v.Machine == "" {
		v.None = s.Editor.Say(map[bool]string{true: "preview-none", false: "preview-checking"}[st.judged])
	}
	var b bytes.Buffer
	_ = panelLayout.ExecuteTemplate(&b, "faults", v)
	return b.Bytes()
}

// event is one event of the stream, with data that has no line end.
func event(name string, data []byte) []byte {
	return fmt.Appendf(nil, "event: %s\ndata: %s\n\n", name, data)
}

// panelLayout is the program's own: it is no part of any site.
var panelLayout = template.Must(template.New("").Parse(`
{{define "panel"}}<link rel="stylesheet" href="{{.Sheet}}">
<div class="portal-preview" id="preview_panel" lang="{{.Lang}}" data-page="{{.Page}}" data-state="{{.State}}">{{.Inner}}</div>
<script src="{{.Script}}" defer></script>
{{end}}
{{define "inner"}}{{$w := .Words}}<div class="portal-preview__dock">{{if and (not .Listed) (or .Faults .Machine)}}
<div class="portal-preview__faults" id="preview_faults" role="dialog" aria-labelledby="preview_faults_title" tabindex="-1" data-faults="{{.FaultsID}}">
<div class="portal-preview__head"><h2 id="preview_faults_title">{{call $w "serve-faults"}} <span class="portal-preview__muted">{{.Counts}}</span></h2>
<button type="button">{{call $w "preview-close"}}</button></div>
<p>{{if .Stays}}{{call $w "preview-stays"}}{{else}}{{call $w "preview-shown"}}{{end}}</p>
{{with .Machine}}<p class="portal-preview__bad">{{.}}</p>{{end}}
{{.Faults}}
</div>{{end}}
<aside class="portal-preview__bar" aria-label="{{call $w "preview-label"}}">
<details><summary><strong>{{call $w "preview-label"}}</strong>
{{with .About}}{{with .State}}<span{{if $.About.Bad}} class="portal-preview__bad"{{end}}>{{.}}</span>{{end}}
{{with .Weight}}<span{{if $.About.Heavy}} class="portal-preview__bad"{{end}}>{{.}}</span>{{end}}
{{with .HereN}}<span>{{.}}</span>{{end}}{{end}}
<span{{if .Errors}} class="portal-preview__bad"{{end}}>{{.Counts}}</span>
{{if not .Judged}}<span class="portal-preview__muted">{{call $w "preview-checking"}}</span>{{end}}</summary>
<div class="portal-preview__more">
{{with .About}}{{if .Editions}}<section><h3>{{call $w "preview-editions"}}</h3><ul>
{{range .Editions}}<li><a href="{{.URL}}" lang="{{.Lang}}" hreflang="{{.Lang}}"{{if .Current}} aria-current="page"{{end}}>{{.Text}}</a>{{range .States}} · {{.}}{{end}}
{{if .File.Text}}<br>{{template "file" .File}}{{end}}{{with .Keys}}<br>{{call $w "preview-keys"}} <code>{{.}}</code>{{end}}{{with .Paste}}<br>{{call $w "preview-paste"}} <code>{{.}}</code>{{end}}</li>
{{end}}</ul></section>{{end}}{{if .Files}}<section><h3>{{call $w "preview-files"}}</h3><ul>
{{range .Files}}<li>{{template "file" .}}</li>
{{end}}</ul></section>{{end}}{{with .Here}}<section><h3>{{call $w "preview-here-title"}}</h3>{{.}}</section>{{end}}{{end}}
<section><h3>{{call $w "preview-more"}}</h3><ul><li><a href="{{.FaultsURL}}">{{call $w "preview-all"}}</a></li><li><a href="{{.Gallery}}">{{call $w "preview-components"}}</a></li></ul></section>
</div></details></aside>
</div>
{{end}}
{{define "file"}}{{if .URL}}<a href="{{.URL}}"><code>{{.Text}}</code></a>{{else}}<code>{{.Text}}</code>{{end}}{{end}}
{{define "faults"}}<!doctype html>
<html lang="{{.Lang}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{{.Title}}</title>
<link rel="stylesheet" href="{{.Sheet}}">
</head>
<body>
<main class="portal-preview portal-preview__page">
<h1>{{.Title}}</h1>
{{with .Machine}}<p class="portal-preview__bad">{{.}}</p>{{end}}{{with .None}}<p>{{.}}</p>{{end}}{{.Faults}}
</main>
</body>
</html>
{{end}}`))
