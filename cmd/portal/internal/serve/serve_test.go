package serve

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/build"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// preview serves the base site of the build tests from memory.
func preview(t *testing.T) (*Server, fstest.MapFS) {
	t.Helper()
	folder := testsite.New(t)
	site := t.TempDir()
	return &Server{
		Build: build.Options{Folder: folder, Site: site, Out: filepath.Join(t.TempDir(), "site"), Jobs: 2, LockWait: time.Minute, Preview: true},
		Tell:  locale.Teller("en"), Title: "Faults",
	}, folder
}

func get(s *Server, method, host, path string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://"+host+path, nil)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestPreviewShowsWhatStandsInTheFiles(t *testing.T) {
	s, folder := preview(t)
	page := "content/about/index.en.md"
	if w := get(s, "GET", "localhost:8080", "/en/about/"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "Text with") {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	original := folder[page].Data
	folder[page] = &fstest.MapFile{Data: []byte(strings.Replace(string(original), "Text with", "New words with", 1)), Mode: 0o644}
	if w := get(s, "GET", "localhost:8080", "/en/about/"); !strings.Contains(w.Body.String(), "New words with") {
		t.Error("a save and a reload do not show the new words")
	}
	folder[page] = &fstest.MapFile{Data: []byte(strings.Replace(string(original), "page:help", "page:hlp", 1)), Mode: 0o644}
	w := get(s, "GET", "localhost:8080", "/en/about/")
	if w.Code != http.StatusInternalServerError || !strings.Contains(w.Body.String(), "content/about/index.en.md:6:") || !strings.Contains(w.Body.String(), "[page-unknown]") {
		t.Errorf("a broken page gives %d %s", w.Code, w.Body)
	}
	folder[page] = &fstest.MapFile{Data: original, Mode: 0o644}
	if w := get(s, "GET", "localhost:8080", "/en/about/"); w.Code != http.StatusOK {
		t.Errorf("after the repair: %d", w.Code)
	}
}

func TestPreviewIsForThisComputer(t *testing.T) {
	s, _ := preview(t)
	for _, host := range []string{"example.com", "antitrafikimi.rks-gov.net:8080", "127.0.0.1.example.com", "localhost.example.com"} {
		if w := get(s, "GET", host, "/en/"); w.Code != http.StatusMisdirectedRequest {
			t.Errorf("Host %s: %d", host, w.Code)
		}
	}
	for _, host := range []string{"localhost", "127.0.0.1:8080", "[::1]:8080"} {
		if w := get(s, "GET", host, "/en/"); w.Code != http.StatusOK {
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
	get(s, "GET", "localhost", "/en/")
	for path, want := range map[string]int{
		"/en":                   http.StatusMovedPermanently,
		"/data/action-plan.csv": http.StatusOK,
		"/data/":                http.StatusNotFound,
		"/en/nothing/":          http.StatusNotFound,
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
	examples := "layouts/components/card/examples.yaml"
	folder[examples] = &fstest.MapFile{Data: []byte("# dot: Card\n- name: after a save\n  view: {Title: {Text: A}, URL: /x/}\n"), Mode: 0o644}
	if w := get(s, "GET", "localhost", "/_components/en/card/"); !strings.Contains(w.Body.String(), "after a save") {
		t.Error("a save and a reload do not show the new example")
	}
}
