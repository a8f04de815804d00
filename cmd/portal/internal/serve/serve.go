// Package serve previews a site folder on this computer.
//
// In goes how to build the folder and who edits it; out comes an [http.Handler],
// and [Server.Run], which watches the folder. A file of the site is made when it
// is asked for, from the folder as it stands ([build.Preview]). After a save every
// open page is told (Server-Sent Events), and loads itself anew if it has become
// another; the rules are judged after that, and what they find is shown over the
// page. While a folder has an error that keeps pages from being made, the last
// ones that could be made stay.
//
// Pages are shown as a build with the same options makes them, but for a panel
// before </body>: the faults, and a bar that tells about the page. It is styled
// and run by files below /_preview/, so a page's content security policy need not
// change. Below /_components/ stands the gallery of the layouts' components.
// Neither is part of any site.
//
// Only this computer can look: the listener is on the loopback address, and a
// request whose Host is another name is refused (DNS rebinding). Nothing can be
// written, no folder is listed, and nothing is remembered by the browser.
package serve

import (
	"bytes"
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"net"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/build"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/render"
)

// Editor is the person who looks: the words, and how a file is opened.
type Editor struct {
	Lang string                                  // BCP 47, of the words
	Tell diag.Teller                             // what there is to say about a fault
	Say  func(key string, args ...string) string // the program's own sentences
	Open string                                  // address that opens a file, with {file}, {line} and {column}; empty for none
}

// Server previews one folder.
type Server struct {
	Build  build.Options // Site is the folder's path; Out and all that publishes is not used
	Editor Editor
	Warn   func(text string) // tells that changes are looked for, not told; may be nil

	look time.Duration // how often a watched folder is looked at; zero for the usual

	once    sync.Once
	preview *build.Preview
	numbers *locale.Printer
	loaded  chan struct{} // closed when the folder has been read once
	loading sync.Mutex    // of whoever reads the folder
	missed  bool          // the folder could not be read: what had changed in it is still to be read

	mu     sync.Mutex
	state  *state
	cancel context.CancelFunc // of the judgement that is going on
}

//go:embed preview.js
var script []byte

//go:embed preview.css
var sheet []byte

// The preview's own addresses.
const (
	ownRoot    = "/_preview/"
	eventsPath = ownRoot + "events"
	faultsPath = ownRoot + "faults/"
	scriptPath = ownRoot + "preview.js"
	sheetPath  = ownRoot + "preview.css"
)

// policy is what the pages can be served with anywhere, and the events: what
// slipped into a page shows nothing and runs nothing here either.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// Listen opens the loopback address; port 0 takes a free one.
func Listen(port int) (net.Listener, error) {
	return net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
}

func (s *Server) prepare() {
	s.once.Do(func() {
		s.Build.Preview, s.Build.Drafts, s.Build.PDF = true, true, false
		s.preview, s.loaded, s.numbers = build.NewPreview(s.Build), make(chan struct{}), locale.Plain(s.Editor.Lang)
	})
}

// Run reads the folder and follows its changes until the context ends.
func (s *Server) Run(ctx context.Context) {
	s.prepare()
	changes := watch(ctx, s.Build.Site, s.Build.Folder, cmp.Or(s.look, seldom), func(err error) {
		if s.Warn != nil {
			s.Warn(s.Editor.Say("preview-polling", "detail", err.Error()))
		}
	})
	s.refresh(ctx, change{all: true})
	for c := range changes {
		s.refresh(ctx, c)
	}
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
	s.prepare()
	select {
	case <-s.loaded:
	case <-r.Context().Done():
		return
	}
	switch r.URL.Path {
	case scriptPath:
		serve(w, r, scriptPath, script)
	case sheetPath:
		serve(w, r, sheetPath, sheet)
	case eventsPath:
		s.events(w, r)
	default:
		s.answer(w, r)
	}
}

func local(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return slices.Contains([]string{"localhost", "127.0.0.1", "::1", "[::1]"}, host)
}

func serve(w http.ResponseWriter, r *http.Request, name string, data []byte) {
	http.ServeContent(w, r, path.Base(name), time.Time{}, bytes.NewReader(data))
}

// answer answers with a file of the site, the gallery or the list of faults.
func (s *Server) answer(w http.ResponseWriter, r *http.Request) {
	st := s.current()
	shown := s.find(st, r.URL.Path)
	switch {
	case shown.to != "":
		http.Redirect(w, r, shown.to, http.StatusFound)
	case shown.data == nil:
		http.NotFound(w, r)
	case !shown.page:
		serve(w, r, shown.path, shown.data)
	default:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", policy)
		w.WriteHeader(shown.status)
		// A write that fails means that the reader has gone.
		_, _ = w.Write(s.dressed(st, shown))
	}
}

// look is what stands at an address.
type look struct {
	path   string // of the file in the site; empty for what is no file of it
	data   []byte // nil when there is nothing
	page   bool   // HTML, which gets a panel
	status int
	to     string // a folder's address, with its slash
	from   *build.Moment
	faults []diag.Diagnostic // what kept the page from being made of the folder as it is; nil when nothing did
	err    error             // the same, where no layout is to blame
}

// find finds what stands at an address. A page that cannot be made is shown as it
// was when it could be.
func (s *Server) find(st *state, address string) look {
	if address == faultsPath {
		return look{data: s.faultsPage(), page: true, status: http.StatusOK}
	}
	if st.shown == nil {
		return look{data: s.faultsPage(), page: true, status: http.StatusInternalServerError}
	}
	found := s.findIn(st.shown, address)
	if found.faults == nil || st.good == nil || st.good == st.shown {
		return found
	}
	before := s.findIn(st.good, address)
	before.faults, before.err = found.faults, found.err
	return before
}

func (s *Server) findIn(m *build.Moment, address string) look {
	name := strings.TrimPrefix(path.Clean("/"+strings.TrimPrefix(address, s.Build.Base)), "/")
	folder := strings.HasSuffix(address, "/")
	if rest, ok := strings.CutPrefix(address, "/"+build.GalleryRoot); ok && (rest == "" || folder) {
		page, err := m.Gallery(path.Join(name, "index.html"))
		if err != nil {
			return unmade(m, "", err)
		}
		if page != nil {
			return look{data: page, page: true, status: http.StatusOK, from: m}
		}
	}
	index := path.Join(name, "index.html")
	status := http.StatusOK
	switch {
	case folder && m.Has(index):
		name = index
	case !folder && m.Has(name):
	case !folder && m.Has(index):
		return look{to: address + "/"}
	default:
		edition, _, _ := strings.Cut(name, "/")
		status, name = http.StatusNotFound, path.Join(edition, "404.html")
		if !m.Has(name) {
			name = "404.html"
		}
	}
	data, err := m.File(name)
	if err != nil {
		return unmade(m, name, err)
	}
	return look{path: name, data: data, page: path.Ext(name) == ".html", status: status, from: m}
}

// unmade is a page that could not be made, and why: a fault of its layout, what
// the rules will tell, or a fault of the machine.
func unmade(m *build.Moment, name string, err error) look {
	out := look{path: name, data: []byte("<!doctype html><title></title><body></body>"), page: true, status: http.StatusInternalServerError, from: m}
	out.faults = []diag.Diagnostic{}
	if d, ok := render.LayoutFault(err, name); ok {
		out.faults = append(out.faults, d)
	} else {
		out.err = err
	}
	return out
}
