package serve

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/build"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// day is when the base site of the tests is whole.
var day = model.Date{Year: 2030, Month: 7, Day: 1}

func editor() Editor {
	return Editor{
		Lang: "en", Tell: locale.Teller("en"), Say: locale.Sayer("en"), Open: "vscode://file/{file}:{line}:{column}",
	}
}

// preview serves the base site of the build tests from memory. Nothing watches
// it: save says that a file has changed.
func preview(t testing.TB) (*Server, fstest.MapFS) {
	t.Helper()
	folder := testsite.New(t)
	s := &Server{Build: build.Options{Folder: folder, Site: "/sites/test", Jobs: 2, Date: day}, Editor: editor()}
	s.prepare()
	s.refresh(t.Context(), change{all: true})
	return s, folder
}

// save puts a text into a file, as an editor does, and waits for the rules.
func save(t testing.TB, s *Server, folder fstest.MapFS, file, text string) {
	t.Helper()
	folder[file] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	s.refresh(t.Context(), change{paths: map[string]bool{file: true}})
}

// heard waits until the rules have been heard on the folder.
func heard(t testing.TB, s *Server) *state {
	t.Helper()
	for deadline := time.After(time.Minute); ; {
		st := s.current()
		if st.judged {
			return st
		}
		select {
		case <-st.next:
		case <-deadline:
			t.Fatal("the rules are not heard")
		}
	}
}

func get(s *Server, method, host, path string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://"+host+path, nil)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

const aboutPage = "content/about/index.en.md"

// TestBreakOverlayRepair: a save shows; a fault of meaning is told over the page
// that has it; a fault that keeps the page from being made is told over the page
// as it was; a repair takes it away.
func TestBreakOverlayRepair(t *testing.T) {
	s, folder := preview(t)
	original := string(folder[aboutPage].Data)
	shows := func(step string, want, not []string) {
		t.Helper()
		w := get(s, "GET", "localhost:8080", "/en/about/")
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d", step, w.Code)
		}
		for _, x := range want {
			if !strings.Contains(w.Body.String(), x) {
				t.Errorf("%s: %q is not on the page", step, x)
			}
		}
		for _, x := range not {
			if strings.Contains(w.Body.String(), x) {
				t.Errorf("%s: %q is on the page", step, x)
			}
		}
	}
	heard(t, s)
	shows("at first", []string{"Text with", "portal-preview__bar"}, []string{`role="dialog"`})
	save(t, s, folder, aboutPage, strings.Replace(original, "Text with", "New words with", 1))
	shows("saved", []string{"New words with"}, []string{"Text with", `role="dialog"`})

	save(t, s, folder, aboutPage, strings.Replace(original, "page:help", "page:hlp", 1))
	heard(t, s)
	shows("a link to nothing", []string{`role="dialog"`, "[page-unknown]", "content/about/index.en.md:6:", "did you mean"}, nil)
	shows("opens", []string{`href="vscode://file/sites/test/content/about/index.en.md:6:`}, nil)

	save(t, s, folder, aboutPage, original+"\nCall 0800 11 112.\n")
	heard(t, s)
	shows("a number in the text", []string{`role="dialog"`, "[phone-in-text]", "Call 0800 11 112.", "what stands in the files now"}, nil)

	save(t, s, folder, aboutPage, strings.Replace(original, "title:", "title: [", 1))
	shows("broken front matter", []string{`role="dialog"`, "[yaml-syntax]", "as it was before"}, []string{"[page-unknown]"})

	save(t, s, folder, aboutPage, original)
	heard(t, s)
	shows("repaired", []string{"Text with"}, []string{`role="dialog"`})
}

// TestBrokenFromTheStart: there is no page to show, so the faults are one, which
// becomes the site when they are repaired.
func TestBrokenFromTheStart(t *testing.T) {
	folder := testsite.New(t)
	good := folder["data/site.yaml"]
	folder["data/site.yaml"] = &fstest.MapFile{Data: []byte("a: [\n"), Mode: 0o644}
	s := &Server{Build: build.Options{Folder: folder, Site: "/sites/test", Jobs: 2, Date: day}, Editor: editor()}
	s.prepare()
	s.refresh(t.Context(), change{all: true})
	w := get(s, "GET", "localhost", "/en/")
	if w.Code != http.StatusInternalServerError || !strings.Contains(w.Body.String(), "[yaml-syntax]") || !strings.Contains(w.Body.String(), scriptPath) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	save(t, s, folder, "data/site.yaml", string(good.Data))
	if w := get(s, "GET", "localhost", "/en/"); w.Code != http.StatusOK {
		t.Errorf("after the repair: %d", w.Code)
	}
}

// locked is a folder with one file that cannot be opened, as while another program
// holds it.
type locked struct {
	fstest.MapFS
	file string // empty for none
}

func (l *locked) Open(name string) (fs.File, error) {
	if name == l.file {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("another program holds it")}
	}
	return l.MapFS.Open(name)
}

// TestAFolderThatCannotBeRead is told over the page, which stays; when it can be
// read again, nothing that was saved meanwhile is missing.
func TestAFolderThatCannotBeRead(t *testing.T) {
	folder := &locked{MapFS: testsite.New(t)}
	s := &Server{Build: build.Options{Folder: folder, Site: "/sites/test", Jobs: 2, Date: day}, Editor: editor()}
	s.prepare()
	s.refresh(t.Context(), change{all: true})
	const held = "content/about/index.sq.md"
	folder.file = held
	folder.MapFS[aboutPage].Data = []byte(strings.Replace(string(folder.MapFS[aboutPage].Data), "Text with", "New words with", 1))
	s.refresh(t.Context(), change{paths: map[string]bool{held: true, aboutPage: true}})
	if w := get(s, "GET", "localhost", "/en/about/"); !strings.Contains(w.Body.String(), "another program holds it") || !strings.Contains(w.Body.String(), "as it was before") || !strings.Contains(w.Body.String(), "Text with") {
		t.Errorf("while a file cannot be opened: %s", w.Body)
	}
	folder.file = ""
	s.refresh(t.Context(), change{paths: map[string]bool{held: true}})
	if w := get(s, "GET", "localhost", "/en/about/"); strings.Contains(w.Body.String(), "another program holds it") || !strings.Contains(w.Body.String(), "New words with") {
		t.Errorf("when it can be opened again: %s", w.Body)
	}
}

// TestALayoutThatFails leaves the page as it was, and says where it fails.
func TestALayoutThatFails(t *testing.T) {
	s, folder := preview(t)
	heard(t, s)
	for st := s.current(); st.good == nil; st = s.current() {
		<-st.next
	}
	file := "layouts/pages/section.html"
	save(t, s, folder, file, strings.Replace(string(folder[file].Data), "{{define \"content\"}}", "{{define \"content\"}}{{.Nothing}}", 1))
	w := get(s, "GET", "localhost", "/en/about/")
	if !strings.Contains(w.Body.String(), "[layout-failed]") || !strings.Contains(w.Body.String(), "layouts/pages/section.html:") || !strings.Contains(w.Body.String(), "Text with") {
		t.Errorf("%s", w.Body)
	}
}

// TestWhatWaitsIsShownAndMarked: editors see drafts and pages of later days, with
// what they are; no build has them.
func TestWhatWaitsIsShownAndMarked(t *testing.T) {
	s, folder := preview(t)
	for lang, state := range map[string]string{"en": "draft: true", "sq": "draft: true", "sr": "publish_on: 2031-01-01"} {
		folder["content/about/new."+lang+".md"] = &fstest.MapFile{Mode: 0o644, Data: fmt.Appendf(nil, "---\ntitle: New\nsummary: New.\n%s\n---\nNot yet.\n", state)}
	}
	s.refresh(t.Context(), change{all: true})
	l := s.find(s.current(), "/en/about/new/")
	panel := string(s.panelOf(s.current(), l, true).Inner)
	for _, want := range []string{"draft: readers do not see it", "will be published on 2031-01-01"} {
		if !strings.Contains(panel, want) {
			t.Errorf("the bar does not say %q:\n%s", want, panel)
		}
	}
	if w := get(s, "GET", "localhost", "/en/about/new/"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "Not yet.") || !strings.Contains(w.Body.String(), "noindex") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// TestBarTellsAboutThePage: its files as links, its languages, its weight.
func TestBarTellsAboutThePage(t *testing.T) {
	s, folder := preview(t)
	delete(folder, "content/about/index.sr.md")
	s.refresh(t.Context(), change{all: true})
	heard(t, s)
	panel := string(s.panelOf(s.current(), s.find(s.current(), "/en/about/"), true).Inner)
	for _, want := range []string{
		`<a href="vscode://file/sites/test/content/about/index.en.md:1:1"><code>content/about/index.en.md</code></a>`,
		`hreflang="sr-Latn"`, "missing", "unreviewed", "content/about/index.sr.md", "KB", "remarks in its files: ", `href="/_components/"`, `href="/_preview/faults/"`,
	} {
		if !strings.Contains(panel, want) {
			t.Errorf("the bar does not say %q:\n%s", want, panel)
		}
	}
	record := string(s.panelOf(s.current(), s.find(s.current(), "/en/plan-en/1.1.1/"), true).Inner)
	if s.find(s.current(), "/en/plan-en/1.1.1/").status != http.StatusOK {
		record = string(s.panelOf(s.current(), s.find(s.current(), "/en/plan/1.1.1/"), true).Inner)
	}
	for _, want := range []string{"data/activities/1.1.1.yaml", "data/institutions/zyra.yaml", "data/objectives/1.1.yaml"} {
		if !strings.Contains(record, want) {
			t.Errorf("the bar of a record does not name %s:\n%s", want, record)
		}
	}
	s.Editor.Open = ""
	if panel := string(s.panelOf(s.current(), s.find(s.current(), "/en/about/"), true).Inner); strings.Contains(panel, "vscode:") || !strings.Contains(panel, "<code>content/about/index.en.md</code>") {
		t.Error("without an editor a path is still a path, and no link")
	}
}

// TestOpenAddresses are those of a file wherever the folder lies.
func TestOpenAddresses(t *testing.T) {
	s := &Server{Editor: editor()}
	for site, want := range map[string]string{
		"/home/a b/site": "vscode://file/home/a%20b/site/data/site.yaml:3:7",
		"C:/Faqja ë":     "vscode://file/C:/Faqja%20%C3%AB/data/site.yaml:3:7",
	} {
		s.Build.Site = site
		if got := s.open(pos("data/site.yaml", 3, 7)); got != want {
			t.Errorf("%s: %s, want %s", site, got, want)
		}
	}
}

// stream reads the events of a page.
type stream struct {
	t    testing.TB
	scan *bufio.Scanner
}

func listen(t testing.TB, server *httptest.Server, page string) *stream {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+eventsPath+"?page="+url.QueryEscape(page), nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Body.Close() })
	if got := res.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Fatalf("the events are %s", got)
	}
	scan := bufio.NewScanner(res.Body)
	scan.Buffer(nil, 1<<20)
	return &stream{t, scan}
}

// next is the data of the next event of a name.
func (s *stream) next(name string) map[string]any {
	s.t.Helper()
	at := false
	for s.scan.Scan() {
		line := s.scan.Text()
		if data, ok := strings.CutPrefix(line, "data: "); ok && at {
			var out map[string]any
			if err := json.Unmarshal([]byte(data), &out); err != nil {
				s.t.Fatal(err)
			}
			return out
		}
		if event, ok := strings.CutPrefix(line, "event: "); ok {
			at = event == name
		}
	}
	s.t.Fatalf("no event %q: %v", name, s.scan.Err())
	return nil
}

// TestEveryTabIsToldOfItsPage, and of a style sheet without the page being loaded
// anew; of another page it is told nothing.
func TestEveryTabIsToldOfItsPage(t *testing.T) {
	s, folder := preview(t)
	server := httptest.NewServer(s)
	defer server.Close()
	defer server.CloseClientConnections()
	about, home := listen(t, server, "/en/about/"), listen(t, server, "/en/")
	first := about.next("page")
	home.next("page")
	others := make([]*stream, 8)
	for i := range others {
		others[i] = listen(t, server, "/en/about/")
		others[i].next("page")
	}
	save(t, s, folder, aboutPage, strings.Replace(string(folder[aboutPage].Data), "Text with", "New words with", 1))
	second := about.next("page")
	if second["page"] == first["page"] || second["sheets"] != nil {
		t.Errorf("after a save: %v after %v", second, first)
	}
	for _, tab := range others {
		if told := tab.next("page"); told["page"] != second["page"] {
			t.Errorf("another tab is told %v", told)
		}
	}
	css := "static/css/2-tokens.css"
	save(t, s, folder, css, string(folder[css].Data)+":root { --new: 1px; }\nmain { margin: var(--new) }\n")
	third := about.next("page")
	if third["from"] != second["page"] || third["sheets"] == nil {
		t.Errorf("after another style sheet: %v", third)
	}
	if sheets := home.next("page"); sheets["sheets"] == nil {
		t.Errorf("a tab was told of a page that it does not show: %v", sheets)
	}
}

func TestPreviewIsForThisComputer(t *testing.T) {
	s, _ := preview(t)
	for _, path := range []string{"/en/", eventsPath, faultsPath, scriptPath} {
		for _, host := range []string{"example.com", "antitrafikimi.rks-gov.net:8080", "127.0.0.1.example.com", "localhost.example.com"} {
			if w := get(s, "GET", host, path); w.Code != http.StatusMisdirectedRequest {
				t.Errorf("Host %s: %d", host, w.Code)
			}
		}
	}
	for _, host := range []string{"localhost", "127.0.0.1:8080", "[::1]:8080"} {
		if w := get(s, "GET", host, "/en/"); w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "no-store" || !strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("Host %s: %d", host, w.Code)
		}
	}
	if w := get(s, "POST", "localhost", "/en/"); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", w.Code)
	}
	listener, err := Listen(0)
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	if !strings.HasPrefix(listener.Addr().String(), "127.0.0.1:") {
		t.Errorf("the preview listens on %s", listener.Addr())
	}
}

func TestPreviewShowsFilesNotFolders(t *testing.T) {
	s, _ := preview(t)
	for path, want := range map[string]int{
		"/en":                   http.StatusFound,
		"/data/action-plan.csv": http.StatusOK,
		"/sitemap.xml":          http.StatusOK,
		"/en/feed.xml":          http.StatusOK,
		"/data/":                http.StatusNotFound,
		"/en/nothing/":          http.StatusNotFound,
		"/_preview/nothing":     http.StatusNotFound,
		"/../../etc/passwd":     http.StatusNotFound,
		"/..%2f..%2fetc/passwd": http.StatusNotFound,
	} {
		if w := get(s, "GET", "localhost", path); w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
	if w := get(s, "GET", "localhost", "/sr/nema/"); !strings.Contains(w.Body.String(), "Nije pronađeno") {
		t.Error("the edition's own error page is not shown")
	}
}

// TestPreviewShowsTheGallery of the layouts as they are now, although no site
// has it.
func TestPreviewShowsTheGallery(t *testing.T) {
	s, folder := preview(t)
	for path, want := range map[string]string{
		"/_components/":             `href="en/"`,
		"/_components/en/":          `href="card/"`,
		"/_components/en/card/":     "<h1",
		"/_components/en/footer/1/": "<footer",
	} {
		if w := get(s, "GET", "localhost", path); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d, without %s", path, w.Code, want)
		}
	}
	if w := get(s, "GET", "localhost", "/_components/en/nothing/"); w.Code != http.StatusNotFound {
		t.Errorf("a component that does not exist: %d", w.Code)
	}
	save(t, s, folder, "layouts/components/card/examples.yaml", "# dot: Card\n- name: after a save\n  view: {Title: {Text: A}, URL: /x/}\n")
	if w := get(s, "GET", "localhost", "/_components/en/card/"); !strings.Contains(w.Body.String(), "after a save") {
		t.Error("a save does not show the new example")
	}
}

// onDisk serves the base site from a folder that is watched.
func onDisk(t testing.TB) (*Server, string) {
	t.Helper()
	dir := t.TempDir()
	for name, f := range testsite.New(t) {
		put(t, dir, name, string(f.Data))
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	// The folder is not looked at: what the system tells must do.
	s := &Server{Build: build.Options{Folder: root.FS(), Site: dir, Jobs: 2, Date: day}, Editor: editor(), look: time.Hour}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.Run(ctx)
	}()
	t.Cleanup(func() {
		cancel()
		<-done
	})
	s.prepare()
	<-s.loaded
	return s, dir
}

func put(t testing.TB, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func pos(file string, line, col int) diag.Pos { return diag.Pos{File: file, Line: line, Col: col} }
