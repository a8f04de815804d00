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
	"slices"
	"strconv"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// maxPixels keeps a small file from becoming a huge picture in a reader's phone.
const maxPixels = 40_000_000

// published are the kinds of files that static/ may hold. What is not named
// here cannot be smuggled into the site: server configuration, manifests, keys,
// databases, programs, pages.
var published = []string{".css", ".js", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico"}

// static judges the files that are published as they are.
func (l *loader) static() {
	l.site.Static = map[string]bool{}
	for _, p := range l.snap.Paths() {
		name, ok := strings.CutPrefix(p, "static/")
		if !ok {
			continue
		}
		l.site.Static[name] = true
		f := l.snap.File(p)
		ext := strings.ToLower(path.Ext(p))
		at := diag.Pos{File: p, Line: 1, Col: 1}
		switch {
		case !slices.Contains(published, ext):
			l.report(diag.NewError("static-forbidden", at, "file", p, "reason", "type"))
		case ext == ".js" && bytes.Contains(f.Data, []byte("serviceWorker")):
			// A service worker leaves a named residue in the visitor's browser.
			l.report(diag.NewError("static-forbidden", at, "file", p, "reason", "service-worker"))
		case ext == ".svg":
			l.drawing(f, at)
		case slices.Contains([]string{".png", ".jpg", ".jpeg", ".gif"}, ext):
			l.picture(f, at)
		}
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
func (l *loader) drawing(f *File, at diag.Pos) {
	dec := xml.NewDecoder(bytes.NewReader(f.Data))
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			l.report(diag.NewError("image-invalid", at, "detail", err.Error()))
			return
		}
		element, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		active := slices.Contains([]string{"script", "foreignObject", "iframe", "use", "image", "style"}, element.Name.Local)
		for _, a := range element.Attr {
			active = active || strings.HasPrefix(a.Name.Local, "on") || (a.Name.Local == "href" && !strings.HasPrefix(a.Value, "#"))
		}
		if active {
			l.report(diag.NewError("static-forbidden", at, "file", f.Path, "reason", "active"))
			return
		}
	}
}
