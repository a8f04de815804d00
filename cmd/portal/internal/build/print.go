package build

import (
	"bytes"
	"context"
	"path"
	"strings"
	"sync"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/poster"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/render"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// ErrNoChromium is why a build that is to print cannot.
var ErrNoChromium = poster.ErrMissing

// prints prints the documents of a site. They are the pages that readers get,
// but for the link to the PDF, which is told on them only once it has been made.
// Without a document in the site no Chromium is needed.
func (t *tree) prints(ctx context.Context, engine *render.Engine) ([]render.Print, error) {
	targets := t.plan.Prints()
	if len(targets) == 0 || t.dry {
		return nil, nil
	}
	press, err := poster.Open(ctx, t.opt.Date)
	if err != nil {
		return nil, err
	}
	defer press.Close()
	assets, pages := t.publicAssets(), t.printed()
	var mu sync.Mutex
	var out []render.Print
	err = t.each(ctx, len(targets), func(i int) error {
		target := targets[i]
		page := pages[target.ID+" "+target.Lang]
		var html bytes.Buffer
		if err := engine.Page(&html, page); err != nil {
			if _, fault := render.LayoutFault(err, page.Path); fault {
				return nil // told with all others, when the page itself is made
			}
			return err
		}
		url := t.public(page.Path)
		pdf, err := press.Print(ctx, url, func(asked string) (poster.File, bool) {
			if asked == url {
				return poster.File{Type: "text/html; charset=utf-8", Data: html.Bytes()}, true
			}
			file, ok := assets[asked]
			return file, ok
		})
		if err != nil {
			return err
		}
		entry, err := t.write(target.Path, bytesOf(pdf.Data))
		mu.Lock()
		defer mu.Unlock()
		out = append(out, render.Print{ID: target.ID, Lang: target.Lang, Path: target.Path, Size: entry.Size, SHA256: entry.SHA256, Pages: pdf.Pages})
		return err
	})
	return out, err
}

// printed are the pages that the prints are made of, by id and language.
func (t *tree) printed() map[string]route.Target {
	out := map[string]route.Target{}
	for _, x := range t.plan.Targets {
		if x.Sort == route.SortPage {
			out[x.ID+" "+x.Lang] = x
		}
	}
	return out
}

// publicAssets are the files that pages load, by their addresses in full.
func (t *tree) publicAssets() map[string]poster.File {
	types := map[string]string{".css": "text/css", ".svg": "image/svg+xml"} // of pictures the bytes tell
	out := map[string]poster.File{}
	for _, f := range t.files {
		out[t.public(f.Path)] = poster.File{Type: types[path.Ext(f.Path)], Data: f.Data}
	}
	return out
}

// public is the address in full under which a file of the tree will be found.
func (t *tree) public(file string) string {
	return strings.TrimSuffix(string(t.loaded.Site.Config.BaseURL), "/") + t.opt.Base + route.AddressOf(file)
}
