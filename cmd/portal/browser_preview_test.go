//go:build browser

package main

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/browser"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/build"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/serve"
)

// previewReal serves a copy of the real folder as `portal serve` does.
func previewReal(t *testing.T) (server *httptest.Server, dir string) {
	t.Helper()
	dir = t.TempDir()
	for _, root := range load.Roots() {
		if err := os.CopyFS(filepath.Join(dir, root), os.DirFS(filepath.Join(repository, root))); err != nil {
			t.Fatal(err)
		}
	}
	folder, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	preview := &serve.Server{
		Build:  build.Options{Folder: folder.FS(), Site: dir, Jobs: 2},
		Editor: serve.Editor{Lang: "sq", Tell: locale.Teller("sq"), Say: locale.Sayer("sq"), Open: defaultEditor},
		Warn:   func(text string) { t.Log(text) },
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		preview.Run(ctx)
	}()
	server = httptest.NewServer(preview)
	t.Cleanup(func() {
		cancel()
		<-done
		server.CloseClientConnections()
		server.Close()
		folder.Close()
	})
	return server, dir
}

// until waits for an expression to become true in a tab that nobody touches. A
// page that is just being loaded anew answers nothing.
func until(t *testing.T, tab *browser.Tab, expression string) time.Duration {
	t.Helper()
	for start := time.Now(); time.Since(start) < 20*time.Second; time.Sleep(2 * time.Millisecond) {
		if ok, err := browser.Eval[bool](tab, expression); err == nil && ok {
			return time.Since(start)
		}
	}
	t.Fatalf("it never came true: %s", expression)
	return 0
}

// TestBrowserPreviewShowsASave in the tab that is open, without it being touched,
// at the place to which it was scrolled; tells a fault and takes it away again;
// and is itself accessible, in the light and in the dark.
func TestBrowserPreviewShowsASave(t *testing.T) {
	server, dir := previewReal(t)
	b := startBrowser(t)
	tab := openTab(t, b, desk)
	file := filepath.Join(dir, "content/about/index.sq.md")
	original, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	open(t, tab, server.URL+addressOf(t, "", "about", "sq"))
	until(t, tab, `!!document.querySelector(".portal-preview__bar h3")`)
	if err := tab.Run(`window.scrollTo(0, 200)`); err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		words := fmt.Sprintf("Fjalë të reja %c.", 'a'+i) // a number would be a fault: the other editions lack it
		write(string(original) + "\n" + words + "\n")
		t.Logf("a save shows after %v", until(t, tab, fmt.Sprintf(`document.body.innerText.includes(%q)`, words)))
		time.Sleep(300 * time.Millisecond) // an editor's pause
	}
	if y := eval[float64](t, tab, `window.scrollY`); y != 200 {
		t.Errorf("the page was at 200 and is at %v", y)
	}
	css := filepath.Join(dir, "static/css/2-tokens.css")
	sheet, err := os.ReadFile(css)
	if err != nil {
		t.Fatal(err)
	}
	if err := tab.Run(`window.untouched = true`); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(css, append(sheet, ".foot { outline: 7px solid }\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("a style sheet shows after %v", until(t, tab, `getComputedStyle(document.querySelector(".foot")).outlineWidth === "7px"`))
	if !eval[bool](t, tab, `window.untouched === true`) {
		t.Error("the page was loaded anew for a style sheet")
	}

	if err := tab.Run(axeScript(t)); err != nil {
		t.Fatal(err)
	}
	write(strings.Replace(string(original), "title:", "title: [", 1))
	t.Logf("a fault shows after %v", until(t, tab, `document.activeElement && document.activeElement.id === "preview_faults"`))
	for _, reader := range []browser.Reader{desk, deskDark, phone} {
		if err := tab.Become(reader); err != nil {
			t.Fatal(err)
		}
		if err := tab.Run(`document.querySelector(".portal-preview details").open = true`); err != nil {
			t.Fatal(err)
		}
		if faults := eval[string](t, tab, axeRun); faults != "" {
			t.Errorf("%s: %s", readerName(reader), faults)
		}
		if png, err := tab.Window(); err == nil {
			keep(t, "preview/faults-"+readerName(reader)+".png", png)
		}
	}
	if err := tab.Become(desk); err != nil {
		t.Fatal(err)
	}
	if err := tab.Run(`document.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape"}))`); err != nil {
		t.Fatal(err)
	}
	if eval[bool](t, tab, `!document.getElementById("preview_faults").hidden || document.activeElement.id === "preview_faults"`) {
		t.Error("Escape does not close the list of faults")
	}
	write(string(original))
	until(t, tab, `!document.getElementById("preview_faults")`)
	until(t, tab, fmt.Sprintf(`!document.querySelector(".portal-preview__bar").innerText.includes(%q)`, locale.Sayer("sq")("preview-checking"))) // the list is made anew when all is known
	listIsAccessible(t, tab, server.URL)
	for _, reader := range []browser.Reader{desk, phone} {
		if err := tab.Become(reader); err != nil {
			t.Fatal(err)
		}
		if png, err := tab.Window(); err == nil {
			keep(t, "preview/bar-"+readerName(reader)+".png", png)
		}
	}
}

// listIsAccessible judges the page with all faults, on a phone, and goes back.
func listIsAccessible(t *testing.T, tab *browser.Tab, address string) {
	t.Helper()
	if err := tab.Become(phone); err != nil {
		t.Fatal(err)
	}
	open(t, tab, address+"/_preview/faults/")
	until(t, tab, `!!document.querySelector(".diagnostic pre[tabindex]")`)
	if err := tab.Run(axeScript(t)); err != nil {
		t.Fatal(err)
	}
	if faults := eval[string](t, tab, axeRun); faults != "" {
		t.Errorf("the list of all faults: %s", faults)
	}
	open(t, tab, address+addressOf(t, "", "about", "sq"))
	until(t, tab, `!!document.querySelector(".portal-preview__bar h3")`)
}
