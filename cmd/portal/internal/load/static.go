package load

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	_ "image/gif"  // so that DecodeConfig knows the formats a browser shows
	_ "image/jpeg" // (side effect only)
	_ "image/png"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// maxPixels keeps a small file from becoming a huge picture in a reader's phone.
const maxPixels = 40_000_000

// published are the kinds of files that static/ may hold. What is not named
// here cannot be smuggled into the site: server configuration, manifests, keys,
// databases, programs, pages.
var published = []string{".css", ".js", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico"}

// unpublishable are characters that an address or Windows cannot have in a name.
const unpublishable = `\<>:"|?*#%`

// static judges the files that are published as they are.
func (l *loader) static() {
	l.site.Static = map[string]bool{}
	for _, p := range l.snap.Paths() {
		name, ok := strings.CutPrefix(p, "static/")
		if !ok {
			continue
		}
		l.site.Static[norm.NFC.String(name)] = true
		f := l.snap.File(p)
		remembered(l, f, func(l *loader) struct{} {
			l.staticFile(f, name)
			return struct{}{}
		})
	}
}

// staticFile judges one of them.
func (l *loader) staticFile(f *File, name string) {
	p := f.Path
	ext := strings.ToLower(path.Ext(p))
	at := diag.Pos{File: p, Line: 1, Col: 1}
	if ext == ".css" || ext == ".js" {
		l.conflict(p, f.Data)
	}
	switch {
	case strings.ContainsAny(name, unpublishable) || strings.ContainsFunc(name, unseen):
		l.report(diag.NewError("file-name-invalid", at, "name", name))
	case !slices.Contains(published, ext):
		l.report(diag.NewError("static-forbidden", at, "file", p, "reason", "type"))
	case ext == ".js":
		l.script(f)
	case ext == ".svg":
		l.drawing(f)
	case slices.Contains([]string{".png", ".jpg", ".jpeg", ".gif"}, ext):
		l.picture(f, at)
	}
}

// unseen are characters of a name that nobody can type anew from looking at it:
// macOS puts a narrow blank into the names of its screenshots.
func unseen(r rune) bool {
	return r == '\n' || r == '\t' || model.Hidden(r) || breaks(r) || binds(r) || r != ' ' && unicode.IsSpace(r)
}

// script refuses a service worker, which would leave a named residue in the
// visitor's browser.
func (l *loader) script(f *File) {
	if i := bytes.Index(f.Data, []byte("serviceWorker")); i >= 0 {
		l.report(diag.NewError("static-forbidden", f.at(i), "file", f.Path, "reason", "service-worker"))
	}
}

func (l *loader) picture(f *File, at diag.Pos) {
	c, _, err := image.DecodeConfig(bytes.NewReader(f.Data))
	switch {
	case err != nil:
		l.report(diag.NewError("image-invalid", at, "detail", err.Error()))
	case c.Width*c.Height > maxPixels:
		l.report(diag.NewError("image-too-large", at,
			"width", strconv.Itoa(c.Width), "height", strconv.Itoa(c.Height), "limit", strconv.Itoa(maxPixels)))
	}
}

// drawing refuses an SVG that can run a script or load something, and a file that
// is no SVG.
func (l *loader) drawing(f *File) {
	dec := xml.NewDecoder(bytes.NewReader(f.Data))
	o := outline{}
	for {
		start := int(dec.InputOffset())
		token, err := dec.Token()
		switch {
		case errors.Is(err, io.EOF) && o.roots == 1:
			return
		case err == nil && active(token):
			l.report(diag.NewError("static-forbidden", f.at(start), "file", f.Path, "reason", "active"))
			return
		case err == nil && o.goesOn(token):
			continue
		case err == nil, errors.Is(err, io.EOF):
			err = errNoDrawing
		}
		l.report(diag.NewError("image-invalid", f.at(start), "detail", err.Error()))
		return
	}
}

var errNoDrawing = errors.New("XML: <svg> … </svg>?")

// outline holds a file to what the decoder does not: all of it is one <svg>.
type outline struct{ roots, depth int }

func (o *outline) goesOn(token xml.Token) bool {
	switch t := token.(type) {
	case xml.StartElement:
		if o.depth == 0 {
			o.roots++
		}
		o.depth++
		return o.depth > 1 || o.roots == 1 && t.Name.Local == "svg"
	case xml.EndElement:
		o.depth--
	case xml.CharData:
		return o.depth > 0 || len(bytes.Trim(t, "\ufeff \t\r\n")) == 0
	}
	return true
}

// The namespaces of drawings, and of what is alive wherever it stands.
const (
	svgSpace  = "http://www.w3.org/2000/svg"
	htmlSpace = "http://www.w3.org/1999/xhtml"
	mathSpace = "http://www.w3.org/1998/Math/MathML"
)

// drawn are the elements of SVG that draw, name or move something and load nothing,
// beside those of filters ("fe…").
var drawn = []string{
	"svg", "g", "defs", "title", "desc", "metadata", "symbol", "marker", "a", "switch", "view", "path", "rect", "circle", "ellipse", "line",
	"polyline", "polygon", "text", "tspan", "textPath", "linearGradient", "radialGradient", "stop", "pattern", "clipPath", "mask", "filter",
	"animate", "animateMotion", "animateTransform", "set", "mpath",
}

// foreignURL is a url() that leads out of the drawing.
var foreignURL = regexp.MustCompile(`url\(\s*['"]?[^#'"\s)]`)

// active reports whether a part of an SVG runs or loads anything: what is not
// known to be harmless is refused.
func active(token xml.Token) bool {
	switch t := token.(type) {
	case xml.ProcInst:
		return t.Target != "xml"
	case xml.Directive: // a document type can declare what the drawing does not show
		return bytes.ContainsRune(t, '[')
	case xml.StartElement:
		for _, a := range t.Attr {
			name := strings.ToLower(a.Name.Local)
			value := strings.TrimSpace(a.Value)
			link := name == "href" && !strings.HasPrefix(value, "#")
			becomes := name == "attributename" && (strings.HasSuffix(value, "href") || strings.HasPrefix(value, "on"))
			if link || becomes || strings.HasPrefix(name, "on") || foreignURL.MatchString(value) {
				return true
			}
		}
		switch t.Name.Space {
		case "", svgSpace:
			return !slices.Contains(drawn, t.Name.Local) && !strings.HasPrefix(t.Name.Local, "fe")
		case htmlSpace, mathSpace: // a drawing opened by itself is a document: HTML inside it runs like a page
			return true
		}
		// What drawing programs write for themselves, under a name of their own.
		return slices.Contains([]string{"script", "foreignobject", "iframe", "use", "image", "style", "handler", "listener", "embed", "object"}, strings.ToLower(t.Name.Local))
	}
	return false
}
