// Package serve previews a site folder on this computer.
//
// In goes how to build the folder; out comes an [http.Handler]. When a page is
// asked for and the folder has changed since, it is built anew first, so a save
// and a reload show what stands in the files now. When the folder has an error,
// the page shows every fault with its place instead, and says that the last
// good site can still be read.
//
// Below /_components/ stands the gallery of the layouts' components, which is
// no part of the site.
//
// Only this computer can look: the listener is on the loopback address, and a
// request whose Host is another name is refused (DNS rebinding). Nothing can be
// written, no folder is listed, and nothing is remembered by the browser.
package serve

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"html"
	"net"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/build"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
)

// Server previews one folder.
type Server struct {
	Build build.Options // Out is a folder of the preview's own
	Tell  diag.Teller   // in the editor's language
	Title string        // of the page of faults

	mu     sync.Mutex
	built  bool
	digest [sha256.Size]byte
	faults *build.Result // of the folder as it is now, nil when it is good
	err    error         // a fault of the machine

	gallery map[string][]byte // path → page, made when it is asked for
	shown   [sha256.Size]byte // the folder that the gallery was made from
}

// Listen opens the loopback address; port 0 takes a free one.
func Listen(port int) (net.Listener, error) {
	return net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !local(r.Host) {
		http.Error(w, "this preview answers to localhost only", http.StatusMisdirectedRequest)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "a preview is read only", http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	if strings.HasSuffix(r.URL.Path, "/") {
		if faults, err := s.refresh(r.Context()); err != nil || faults != nil {
			s.fault(w, faults, err)
			return
		}
	}
	if name, ok := strings.CutPrefix(r.URL.Path, "/"+build.GalleryRoot); ok && (name == "" || strings.HasSuffix(name, "/")) {
		s.component(w, r)
		return
	}
	s.file(w, r)
}

func local(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return slices.Contains([]string{"localhost", "127.0.0.1", "::1", "[::1]"}, host)
}

// refresh builds the folder if it is not the one that was built last.
func (s *Server) refresh(ctx context.Context) (*build.Result, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	snap, _, err := load.Read(s.Build.Folder)
	if err != nil {
		return nil, err
	}
	digest := snap.Digest()
	if s.built && digest == s.digest {
		return s.faults, s.err
	}
	s.digest = digest
	// A reader who goes away must not leave a half-judged folder behind.
	res, err := build.Site(context.WithoutCancel(ctx), s.Build)
	s.built, s.faults, s.err = true, nil, err
	if err == nil && res.Failed() {
		s.faults = res
	}
	return s.faults, s.err
}

// component answers with a page of the gallery, of the folder as it is now.
func (s *Server) component(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.gallery == nil || s.shown != s.digest {
		pages, res, err := build.Gallery(context.WithoutCancel(r.Context()), s.Build)
		if err != nil || res.Failed() {
			s.fault(w, res, err)
			return
		}
		s.gallery, s.shown = pages, s.digest
	}
	page, ok := s.gallery[strings.TrimPrefix(r.URL.Path, "/")+"index.html"]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	// A write that fails means that the reader has gone.
	_, _ = w.Write(page)
}

// fault shows what is wrong instead of the page.
func (s *Server) fault(w http.ResponseWriter, res *build.Result, err error) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	w.WriteHeader(http.StatusInternalServerError)
	fmt.Fprintf(w, "<!doctype html>\n<meta charset=utf-8>\n<meta name=viewport content=\"width=device-width\">\n<title>%s</title>\n<h1>%[1]s</h1>\n",
		html.EscapeString(s.Title))
	if err != nil {
		fmt.Fprintf(w, "<p>%s</p>\n", html.EscapeString(err.Error()))
		return
	}
	// A write that fails means that the reader has gone.
	_ = diag.HTML(w, res.Diagnostics, s.Tell, res.Line)
}

// file answers with a file of the last good site, or the edition's error page.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	status := http.StatusOK
	root, err := os.OpenRoot(s.Build.Out)
	if err != nil {
		http.Error(w, "nothing has been built yet", http.StatusServiceUnavailable)
		return
	}
	defer root.Close()
	info, err := root.Stat(filepath.FromSlash(cmp.Or(name, ".")))
	switch {
	case err == nil && info.IsDir() && !strings.HasSuffix(r.URL.Path, "/"):
		http.Redirect(w, r, r.URL.Path+"/", http.StatusMovedPermanently)
		return
	case err == nil && info.IsDir():
		name = path.Join(name, "index.html")
	}
	f, err := root.Open(filepath.FromSlash(name))
	if err != nil {
		edition, _, _ := strings.Cut(name, "/")
		status = http.StatusNotFound
		if f, err = root.Open(filepath.Join(edition, "404.html")); err != nil {
			f, err = root.Open("404.html")
		}
	}
	if err != nil {
		http.NotFound(w, r)
		return
	}
	defer f.Close()
	if info, err = f.Stat(); err != nil || info.IsDir() {
		http.NotFound(w, r)
		return
	}
	if status != http.StatusOK {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(status)
	}
	http.ServeContent(w, r, name, info.ModTime(), f)
}
