//go:build browser

package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"gopkg.in/yaml.v3"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/browser"
)

// elsewhere is the unrelated site that the exit leads to. While it is silent it
// answers 204, which a browser ignores: the page stays as it is when the reader
// waits for a slow answer, and can be looked at. (An answer that hangs would
// hang every look into the page with it.)
type elsewhere struct {
	*httptest.Server
	silent  atomic.Bool
	visited chan http.Header
}

func newElsewhere(t *testing.T) *elsewhere {
	t.Helper()
	e := &elsewhere{visited: make(chan http.Header, 100)}
	e.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r) // the browser's favicon.ico
			return
		}
		e.visited <- r.Header
		if e.silent.Load() {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<!doctype html><title>weather</title><p>sunny")
	}))
	t.Cleanup(e.Close)
	return e
}

// exitSite serves the real site with the exit leading elsewhere.
func exitSite(t *testing.T) (site *httptest.Server, away *elsewhere) {
	t.Helper()
	away = newElsewhere(t)
	config := map[string]any{}
	text, err := os.ReadFile(filepath.Join(repository, "data/site.yaml"))
	if err == nil {
		err = yaml.Unmarshal(text, &config)
	}
	target, _ := config["exit_url"].(string)
	if err != nil || target == "" {
		t.Fatal("data/site.yaml has no exit_url", err)
	}
	files := map[string]string{}
	for name, file := range built(t) {
		if strings.HasSuffix(name, ".html") {
			file = strings.ReplaceAll(file, `href="`+target+`"`, `href="`+away.URL+`/"`)
		}
		files[name] = file
	}
	return serveFiles(t, files), away
}

// words are the interface's in one language.
func words(t *testing.T, lang string) map[string]string {
	t.Helper()
	out, raw := map[string]string{}, map[string]any{}
	text, err := os.ReadFile(filepath.Join(repository, "i18n", lang+".yaml"))
	if err == nil {
		err = yaml.Unmarshal(text, &raw)
	}
	if err != nil {
		t.Fatal(err)
	}
	for key, v := range raw {
		if s, ok := v.(string); ok {
			out[key] = s
		}
	}
	return out
}

// eventually waits until an expression is true.
func eventually(t *testing.T, tab *browser.Tab, what, expression string) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if ok, err := browser.Eval[bool](tab, expression); err == nil && ok {
			return
		}
	}
	state, _ := browser.Eval[string](tab, `location.href + " " + document.title`)
	t.Fatalf("%s: never (%s at %s)", what, expression, state)
}

const (
	covered = `(function () {
		var c = document.querySelector(".exit__cover");
		if (!c) return false;
		var r = c.getBoundingClientRect(), s = getComputedStyle(c);
		return r.left <= 0 && r.top <= 0 && r.right >= innerWidth && r.bottom >= innerHeight
			&& !/^rgba\(.*, 0\)$|transparent/.test(s.backgroundColor) && s.visibility === "visible"
			&& getComputedStyle(document.body).visibility === "hidden";
	})()`
	alert  = `(document.querySelector(".exit__cover[role=alert]") || {textContent: ""}).textContent.trim()`
	status = `(document.querySelector(".exit__status[role=status]") || {textContent: "none"}).textContent.trim()`
	sunny  = `document.title === "weather"`
)

// TestBrowserExitCoversAndReplaces: a click hides the page before the other
// site has answered, in whatever colours; no referrer is told; and Back leads
// to the page before, not to the one that was left.
func TestBrowserExitCoversAndReplaces(t *testing.T) {
	site, away := exitSite(t)
	b := startBrowser(t)
	forced := desk
	forced.ForcedColors = true
	for _, reader := range []browser.Reader{phone, deskDark, forced} {
		tab := openTab(t, b, reader)
		for _, lang := range editions {
			away.silent.Store(true)
			open(t, tab, site.URL+"/")
			open(t, tab, site.URL+addressOf(t, "", "help", lang))
			before := eval[int](t, tab, `history.length`)
			if !eval[bool](t, tab, `(document.querySelector(".exit").click(), `+covered+`)`) {
				t.Error("not covered at once")
			}
			eventually(t, tab, "the cover says so", fmt.Sprintf("%s === %q", alert, words(t, lang)["exit-loading"]))
			if title := eval[string](t, tab, `document.title`); title != words(t, lang)["exit-loading"] {
				t.Errorf("%s: the tab still says %q", lang, title)
			}
			header := <-away.visited
			if from := header.Get("Referer"); from != "" {
				t.Errorf("the other site is told %q", from)
			}
			away.silent.Store(false)
			if err := tab.Run(`document.querySelector(".exit").click()`); err != nil {
				t.Fatal(err)
			}
			eventually(t, tab, "the other site is shown", sunny)
			if n := eval[int](t, tab, `history.length`); n != before {
				t.Errorf("the history grew from %d to %d", before, n)
			}
			if err := tab.Run(`history.back()`); err != nil {
				t.Fatal(err)
			}
			eventually(t, tab, "Back leads to the page before", `location.pathname === "/"`)
		}
	}
}

// TestBrowserExitWithoutScript: then it is a plain link.
func TestBrowserExitWithoutScript(t *testing.T) {
	site, away := exitSite(t)
	reader := phone
	reader.NoScript = true
	tab := openTab(t, startBrowser(t), reader)
	open(t, tab, site.URL+addressOf(t, "", "help", "sq"))
	if err := tab.Click(".exit"); err != nil {
		t.Fatal(err)
	}
	if from := (<-away.visited).Get("Referer"); from != "" {
		t.Errorf("the other site is told %q", from)
	}
	eventually(t, tab, "the other site is shown", sunny)
}

// TestBrowserExitIsTheSecondStop: a reader of the keyboard or a screen reader
// leaves with the second stop of the page, by the same address.
func TestBrowserExitIsTheSecondStop(t *testing.T) {
	site, _ := exitSite(t)
	tab := openTab(t, startBrowser(t), desk)
	for _, lang := range editions {
		open(t, tab, site.URL+addressOf(t, "", "plan", lang))
		press(t, tab, browser.Tabulator, browser.Tabulator)
		if same := eval[bool](t, tab, `document.activeElement.className === "skip" && document.activeElement.href === document.querySelector(".exit").href`); !same {
			t.Errorf("%s: the second stop is no exit", lang)
		}
		if found := eval[string](t, tab, hiddenFocus); found != "" {
			t.Error(found)
		}
		press(t, tab, browser.Enter)
		eventually(t, tab, "the other site is shown", sunny)
	}
}

// TestBrowserExitByShift: three times Shift leaves, with the progress spoken in
// the page's language and the focus where it was, on the pages that have the
// keys, and on no other.
func TestBrowserExitByShift(t *testing.T) {
	site, away := exitSite(t)
	tab := openTab(t, startBrowser(t), desk)
	for _, lang := range editions {
		w := words(t, lang)
		campaign := ""
		for _, p := range places(t) {
			if p.Kind == "record campaign" && p.Lang == lang {
				campaign = p.Address
			}
		}
		for _, address := range []string{"/" + lang + "/", addressOf(t, "", "help", lang), addressOf(t, "", "help/child", lang), addressOf(t, "", "recognise", lang), campaign} {
			away.silent.Store(true)
			open(t, tab, site.URL+address)
			press(t, tab, browser.Tabulator)
			focus := eval[string](t, tab, `document.activeElement.outerHTML`)
			press(t, tab, browser.Shift)
			eventually(t, tab, "two more", fmt.Sprintf("%s === %q", status, w["exit-press-two"]))
			press(t, tab, browser.Shift)
			eventually(t, tab, "one more", fmt.Sprintf("%s === %q", status, w["exit-press-one"]))
			if now := eval[string](t, tab, `document.activeElement.outerHTML`); now != focus {
				t.Errorf("%s: the focus moved to %s", address, now)
			}
			press(t, tab, browser.Shift)
			eventually(t, tab, "covered", covered)
			<-away.visited
		}
		for _, address := range []string{addressOf(t, "", "plan", lang), addressOf(t, "", "statistics", lang), addressOf(t, "record activity", "1.1.1", lang)} {
			open(t, tab, site.URL+address)
			press(t, tab, browser.Shift, browser.Shift, browser.Shift, browser.Shift)
			if eval[bool](t, tab, covered) || eval[string](t, tab, status) != "none" {
				t.Errorf("%s: Shift is not ours to take there", address)
			}
		}
	}
}

// TestBrowserExitShiftOnTheChooser: the chooser speaks every language, each in its own.
func TestBrowserExitShiftOnTheChooser(t *testing.T) {
	site, _ := exitSite(t)
	tab := openTab(t, startBrowser(t), desk)
	open(t, tab, site.URL+"/")
	press(t, tab, browser.Shift)
	for _, lang := range editions {
		eventually(t, tab, "said in "+lang, fmt.Sprintf("%s.indexOf(%q) >= 0", status, words(t, lang)["exit-press-two"]))
	}
	press(t, tab, browser.Shift, browser.Shift)
	eventually(t, tab, "the other site is shown", sunny)
}

// TestBrowserExitCountsShiftAlone: Shift held for a capital letter does not
// count, any other key and the mouse begin anew, and so does waiting.
func TestBrowserExitCountsShiftAlone(t *testing.T) {
	site, _ := exitSite(t)
	tab := openTab(t, startBrowser(t), desk)
	home := site.URL + "/en/"
	stays := func(what string) {
		t.Helper()
		if eval[bool](t, tab, covered) || eval[string](t, tab, `location.pathname`) != "/en/" {
			t.Errorf("%s: left", what)
		}
	}
	open(t, tab, home)
	for range 4 {
		if err := tab.Chord('A'); err != nil {
			t.Fatal(err)
		}
	}
	stays("capital letters")
	press(t, tab, browser.Shift, browser.Shift, "x", browser.Shift, browser.Shift)
	stays("a letter between")
	open(t, tab, home)
	press(t, tab, browser.Shift, browser.Shift)
	time.Sleep(5500 * time.Millisecond)
	if said := eval[string](t, tab, status); said != words(t, "en")["exit-over"] {
		t.Errorf("after 5 s it says %q", said)
	}
	press(t, tab, browser.Shift, browser.Shift)
	stays("a pause between")
	press(t, tab, browser.Shift)
	eventually(t, tab, "three in time", sunny)
}

// TestBrowserExitRecovers: a page that the browser brings back is uncovered,
// and counts from the beginning.
func TestBrowserExitRecovers(t *testing.T) {
	site, away := exitSite(t)
	away.silent.Store(true)
	tab := openTab(t, startBrowser(t), phone)
	open(t, tab, site.URL+"/sr/")
	title := eval[string](t, tab, `document.title`)
	if err := tab.Run(`document.querySelector(".exit").click()`); err != nil {
		t.Fatal(err)
	}
	eventually(t, tab, "covered", covered)
	if err := tab.Run(`window.dispatchEvent(new PageTransitionEvent("pageshow", {persisted: true}))`); err != nil {
		t.Fatal(err)
	}
	if eval[bool](t, tab, `!!document.querySelector(".exit__cover") || getComputedStyle(document.body).visibility === "hidden"`) {
		t.Error("still covered")
	}
	if now := eval[string](t, tab, `document.title`); now != title {
		t.Errorf("the title is %q", now)
	}
}

// TestBrowserExitLeavesNewTabsAlone: a click with a key or another button is the browser's.
func TestBrowserExitLeavesNewTabsAlone(t *testing.T) {
	site, _ := exitSite(t)
	tab := openTab(t, startBrowser(t), desk)
	open(t, tab, site.URL+"/en/")
	for _, with := range []string{"ctrlKey: true", "metaKey: true", "shiftKey: true", "button: 1"} {
		taken := eval[bool](t, tab, `(function () {
			var taken;
			window.addEventListener("click", function (e) { taken = e.defaultPrevented; e.preventDefault(); }, {once: true});
			document.querySelector(".exit").dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true, `+with+`}));
			return taken;
		})()`)
		if taken || eval[bool](t, tab, covered) {
			t.Errorf("a click with %s was taken", with)
		}
	}
}
