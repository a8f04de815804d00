//go:build browser

package main

import (
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/browser"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// The tests of this tag open the real site in a real browser: make browser.

// policy is as strict as the one the site is meant to be served with, so that
// what a test sees work works there too.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// serveSite serves the real site as a web server of a host would: folders by
// their index, the edition's own 404 page, compressed, under the policy.
func serveSite(t testing.TB) *httptest.Server {
	t.Helper()
	return serveFiles(t, built(t))
}

// serveFiles serves a tree, which may be the site changed for a test.
func serveFiles(t testing.TB, files map[string]string) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, status := strings.TrimPrefix(r.URL.Path, "/"), http.StatusOK
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		file, ok := files[name]
		if !ok {
			edition, _, _ := strings.Cut(name, "/")
			status, name = http.StatusNotFound, edition+"/404.html"
			if file, ok = files[name]; !ok {
				name = "404.html"
				file = files[name]
			}
		}
		_, text, _ := strings.Cut(file, " ")
		types := map[string]string{".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".json": "application/json", ".csv": "text/csv", ".xml": "application/xml", ".txt": "text/plain"}
		w.Header().Set("Content-Type", cmp.Or(types[path.Ext(name)], "application/octet-stream"))
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("Referrer-Policy", "no-referrer")
		w.Header().Set("Content-Encoding", "gzip")
		w.WriteHeader(status)
		z := gzip.NewWriter(w)
		defer z.Close()
		fmt.Fprint(z, text)
	}))
	t.Cleanup(server.Close)
	return server
}

// startBrowser starts Chromium for one test.
func startBrowser(t testing.TB) *browser.Browser {
	t.Helper()
	b, err := browser.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

func openTab(t testing.TB, b *browser.Browser, r browser.Reader) *browser.Tab {
	t.Helper()
	tab, err := b.Tab(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tab.Close)
	return tab
}

func open(t testing.TB, tab *browser.Tab, url string) {
	t.Helper()
	if err := tab.Open(url); err != nil {
		t.Fatal(err)
	}
}

// eval evaluates an expression in the page.
func eval[T any](t testing.TB, tab *browser.Tab, expression string) T {
	t.Helper()
	v, err := browser.Eval[T](tab, expression)
	if err != nil {
		t.Fatalf("%.80s: %v", expression, err)
	}
	return v
}

func press(t testing.TB, tab *browser.Tab, keys ...string) {
	t.Helper()
	for _, k := range keys {
		if err := tab.Press(k); err != nil {
			t.Fatal(err)
		}
	}
}

// The readers that every page must serve.
var (
	phone     = browser.Reader{Width: 320, Height: 640, Phone: true}
	phoneDark = browser.Reader{Width: 320, Height: 640, Phone: true, Dark: true}
	desk      = browser.Reader{Width: 1280, Height: 800}
	deskDark  = browser.Reader{Width: 1280, Height: 800, Dark: true}
)

func readerName(r browser.Reader) string {
	name := fmt.Sprint(r.Width)
	if r.Dark {
		return name + "-dark"
	}
	return name + "-light"
}

// place is a published page with what the site says of it.
type place struct {
	Kind    string // of page or record
	ID      string
	Lang    string
	Address string
	Longest bool // of its kind, among samples
}

// places are all pages of the real site that readers meet.
func places(t testing.TB) []place {
	t.Helper()
	out, err := placesOnce()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var placesOnce = sync.OnceValues(func() ([]place, error) {
	loaded, found, err := load.Site(os.DirFS(repository))
	if err != nil || loaded.Site.Config == nil {
		return nil, errors.Join(err, fmt.Errorf("%d faults", len(found)))
	}
	site := loaded.Site
	plan, _ := route.New(site, site.Newest())
	var out []place
	for _, target := range plan.Targets {
		kind := ""
		switch target.Sort {
		case route.SortChooser, route.SortNotFound, route.SortSheet:
			kind = string(target.Sort)
		case route.SortPage:
			kind = string(site.Best(target.ID, target.Lang, site.Newest()).Kind)
		case route.SortRedirect, route.SortData, route.SortFile:
			continue
		default:
			kind = string(target.Sort) + " " + string(target.Kind)
		}
		out = append(out, place{Kind: kind, ID: target.ID, Lang: target.Lang, Address: route.AddressOf(target.Path)})
	}
	return out, nil
})

// samples are, of each kind of page in each edition, the longest and the
// shortest: where something breaks, it breaks there.
func samples(t testing.TB) []place {
	t.Helper()
	byKind := map[[2]string][]place{}
	for _, p := range places(t) {
		byKind[[2]string{p.Kind, p.Lang}] = append(byKind[[2]string{p.Kind, p.Lang}], p)
	}
	var out []place
	for _, group := range byKind {
		slices.SortFunc(group, func(a, b place) int {
			return cmp.Or(cmp.Compare(size(t, b), size(t, a)), strings.Compare(a.Address, b.Address))
		})
		group[0].Longest = true
		out = append(out, group[0])
		if len(group) > 1 {
			out = append(out, group[len(group)-1])
		}
	}
	slices.SortFunc(out, func(a, b place) int { return strings.Compare(a.Address, b.Address) })
	return out
}

// longest is one page of each kind in each edition, with most of what the kind can show.
func longest(t testing.TB) []place {
	t.Helper()
	return slices.DeleteFunc(samples(t), func(p place) bool { return !p.Longest })
}

// size is a page's in bytes.
func size(t testing.TB, p place) int {
	t.Helper()
	name := strings.TrimPrefix(p.Address, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return len(content(t, built(t), name))
}

// addressOf is where a page or record is in an edition.
func addressOf(t testing.TB, kind, id, lang string) string {
	t.Helper()
	for _, p := range places(t) {
		if p.ID == id && p.Lang == lang && (p.Kind == kind || kind == "") {
			return p.Address
		}
	}
	t.Fatalf("no page %s %s in %s", kind, id, lang)
	return ""
}

// editions are the editions of the real site.
var editions = []string{"sq", "sr", "en"}

// keep writes an artefact of a test into dist/browser/, which CI keeps.
func keep(t testing.TB, name string, data []byte) {
	t.Helper()
	file := filepath.Join(repository, "dist", "browser", name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
