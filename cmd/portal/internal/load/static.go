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

	"golang.org/x/text/unicode/norm"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
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
		ext := strings.ToLower(path.Ext(p))
		at := diag.Pos{File: p, Line: 1, Col: 1}
		switch {
		case strings.ContainsAny(name, unpublishable) || strings.ContainsFunc(name, forbidden):
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

// drawing refuses an SVG that can run a script or load something.
func (l *loader) drawing(f *File) {
	dec := xml.NewDecoder(bytes.NewReader(f.Data))
	for {
		start := int(dec.InputOffset())
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			l.report(diag.NewError("image-invalid", f.at(start), "detail", err.Error()))
			return
		}
		if active(token) {
			l.report(diag.NewError("static-forbidden", f.at(start), "file", f.Path, "reason", "active"))
			return
		}
	}
}

// foreignURL is a url() that leads out of the drawing.
var foreignURL = regexp.MustCompile(`url\(\s*['"]?[^#'"\s)]`)

// active reports whether a part of an SVG runs or loads anything: what is not
// known to be harmless is refused.
func active(token xml.Token) bool {
	switch t := token.(type) {
	case xml.ProcInst:
		return t.Target != "xml"
	case xml.StartElement:
		for _, a := range t.Attr {
			link := a.Name.Local == "href" && !strings.HasPrefix(a.Value, "#")
			becomes := a.Name.Local == "attributeName" && strings.HasSuffix(a.Value, "href")
			if link || becomes || strings.HasPrefix(a.Name.Local, "on") || foreignURL.MatchString(a.Value) {
				return true
			}
		}
		return slices.Contains([]string{"script", "foreignObject", "iframe", "use", "image", "style"}, t.Name.Local)
	}
	return false
}
