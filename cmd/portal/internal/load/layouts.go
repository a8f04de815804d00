package load

import (
	"path"
	"slices"
	"strings"
)

// layouts are the files below layouts/, by their path there. Templates are
// cleaned like every text; what can be no layout is reported.
func (l *loader) layouts() map[string][]byte {
	out := map[string][]byte{}
	for _, p := range l.snap.Paths() {
		rest, ok := strings.CutPrefix(p, "layouts/")
		if !ok {
			continue
		}
		data := l.snap.File(p).Data
		if !layoutFile(rest) {
			l.unexpected(p)
			continue
		}
		if path.Ext(p) == ".html" {
			data = remembered(l, l.snap.File(p), func(l *loader) []byte {
				if text, ok := l.text(l.snap.File(p)); ok {
					return text
				}
				return data
			})
		}
		if path.Ext(p) == ".css" || path.Ext(p) == ".js" {
			l.conflict(p, data)
		}
		out[rest] = data
	}
	return out
}

// layoutFile reports whether a file has a place in layouts/: base.html,
// pages/KIND.html, or a component's folder.
func layoutFile(rest string) bool {
	parts := strings.Split(rest, "/")
	switch {
	case rest == "base.html":
		return true
	case len(parts) == 2 && parts[0] == "pages":
		return path.Ext(rest) == ".html"
	case len(parts) == 3 && parts[0] == "components":
		return slices.Contains([]string{".html", ".css", ".js", ".yaml"}, path.Ext(rest))
	}
	return false
}
