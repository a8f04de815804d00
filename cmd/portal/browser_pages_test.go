//go:build browser

package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/browser"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/build"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// each opens every place as every reader, in two tabs at a time, and hands the
// tab on.
func each(t *testing.T, list []place, readers []browser.Reader, look func(t *testing.T, tab *browser.Tab, p place, r browser.Reader)) {
	t.Helper()
	eachOf(t, built(t), list, readers, look)
}

// eachOf is each on another tree than the real site's.
func eachOf(t *testing.T, files map[string]string, list []place, readers []browser.Reader, look func(t *testing.T, tab *browser.Tab, p place, r browser.Reader)) {
	t.Helper()
	server, b := serveFiles(t, files), startBrowser(t)
	type visit struct {
		place
		browser.Reader
	}
	visits := make(chan visit)
	var group sync.WaitGroup
	for range 2 {
		tab := openTab(t, b, readers[0])
		now := readers[0]
		group.Go(func() {
			for v := range visits {
				if now != v.Reader {
					if err := tab.Become(v.Reader); err != nil {
						t.Error(err)
						continue
					}
					now = v.Reader
				}
				if err := tab.Open(server.URL + v.Address); err != nil {
					t.Error(err)
					continue
				}
				look(t, tab, v.place, v.Reader)
			}
		})
	}
	for _, r := range readers {
		for _, p := range list {
			visits <- visit{p, r}
		}
	}
	close(visits)
	group.Wait()
}

// eachSays opens every place as every reader and evaluates an expression there
// that names what is wrong, or is empty.
func eachSays(t *testing.T, list []place, readers []browser.Reader, expression string) {
	t.Helper()
	each(t, list, readers, func(t *testing.T, tab *browser.Tab, p place, r browser.Reader) {
		if found, err := browser.Eval[string](tab, expression); err != nil || found != "" {
			t.Errorf("%s %s: %s %v", p.Address, readerName(r), found, err)
		}
	})
}

// axeScript is the accessibility checker that judges pages in the browser.
func axeScript(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(repository, ".tools/node_modules/axe-core/axe.min.js"))
	if err != nil {
		t.Fatal("make setup installs it:", err)
	}
	return string(text)
}

// axeRun tells violations of WCAG 2.0 to 2.2, A and AA, and of axe's best
// practices, one a line: rule, place, why.
var axeRun = axeOf(`["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`)

// axeColours asks only for what the dark can change on a page that was judged in
// the light: its colours.
var axeColours = axeOf(`["color-contrast", "link-in-text-block"]`)

func axeOf(rules string) string {
	return `axe.run(document, {runOnly: ` + rules + `, resultTypes: ["violations"]}).then(function (r) {
	return r.violations.map(function (v) {
		return v.id + ": " + v.nodes.slice(0, 3).map(function (n) { return n.target.join(" ") + " (" + n.any.concat(n.all, n.none).map(function (c) { return c.message; }).join("; ") + ")"; }).join(", ");
	}).join("\n");
})`
}

// judge runs axe on the page at hand, as axeRun or axeColours asks.
func judge(t *testing.T, tab *browser.Tab, script, run string, p place, r browser.Reader) {
	if err := tab.Run(script); err != nil {
		t.Errorf("%s: %v", p.Address, err)
		return
	}
	if found, err := browser.Eval[string](tab, run); err != nil || found != "" {
		t.Errorf("%s %s: %s %v", p.Address, readerName(r), found, err)
	}
}

// TestBrowserAxeFindsNothing is the matrix of the accessibility goal: every
// kind of page, every edition, light and dark, 320 and 1280 px. The longest
// page of a kind is judged in all four (its colours alone in the dark), the shortest
// in two of them.
func TestBrowserAxeFindsNothing(t *testing.T) {
	script, list := axeScript(t), samples(t)
	var runs atomic.Int64
	each(t, list, []browser.Reader{phone, phoneDark, desk, deskDark}, func(t *testing.T, tab *browser.Tab, p place, r browser.Reader) {
		if p.Longest || r == phone || r == deskDark {
			runs.Add(1)
			run := axeRun
			if p.Longest && r.Dark {
				run = axeColours
			}
			judge(t, tab, script, run, p, r)
		}
	})
	t.Logf("axe: %d pages, %d runs", len(list), runs.Load())
}

// TestBrowserGallery: every component in every state of its examples, judged by
// itself. The editions share the work: each meets every component, in its words.
func TestBrowserGallery(t *testing.T) {
	script := axeScript(t)
	pages, res, err := build.Gallery(t.Context(), build.Options{Folder: os.DirFS(repository), Site: repository, Jobs: 2})
	if err != nil || res.Failed() {
		t.Fatal(err, res.Diagnostics)
	}
	files := maps.Clone(built(t))
	lists := map[string][]place{}
	for name, page := range pages {
		files[name] = "-rw-r--r-- " + string(page)
		edition, _, _ := strings.Cut(strings.TrimPrefix(name, build.GalleryRoot), "/")
		lists[edition] = append(lists[edition], place{Kind: "gallery", Lang: edition, Address: route.AddressOf(name)})
		keep(t, "gallery/"+name, page)
	}
	for edition, reader := range map[string]browser.Reader{"sq": phone, "sr": deskDark, "en": phoneDark} {
		if len(lists[edition]) < 30 {
			t.Fatalf("%s: a gallery of %d pages", edition, len(lists[edition]))
		}
		eachOf(t, files, lists[edition], []browser.Reader{reader}, func(t *testing.T, tab *browser.Tab, p place, r browser.Reader) {
			if found, err := browser.Eval[string](tab, wider); err != nil || found != "" {
				t.Errorf("%s: %s %v", p.Address, found, err)
			}
			judge(t, tab, script, axeRun, p, r)
		})
	}
}

// TestBrowserAxeCanFail: the checker does find a planted fault under our policy.
func TestBrowserAxeCanFail(t *testing.T) {
	server, tab := serveSite(t), openTab(t, startBrowser(t), desk)
	open(t, tab, server.URL+"/en/")
	if err := tab.Run(`document.querySelector("h1").insertAdjacentHTML("afterend", "<img src=x><p lang=xyz>x</p>")`); err != nil {
		t.Fatal(err)
	}
	if err := tab.Run(axeScript(t)); err != nil {
		t.Fatal(err)
	}
	if found := eval[string](t, tab, axeRun); !strings.Contains(found, "image-alt") || !strings.Contains(found, "valid-lang") {
		t.Errorf("a picture without alt and a wrong lang were not found: %s", found)
	}
	if err := tab.Become(deskDark); err != nil {
		t.Fatal(err)
	}
	open(t, tab, server.URL+"/en/")
	if err := tab.Run(`document.querySelector("h1").style.color = "#111"`); err != nil {
		t.Fatal(err)
	}
	if err := tab.Run(axeScript(t)); err != nil {
		t.Fatal(err)
	}
	if found := eval[string](t, tab, axeColours); !strings.Contains(found, "color-contrast") {
		t.Errorf("words that cannot be read in the dark were not found: %s", found)
	}
}

// wider lists what stands out of the window, if the page scrolls sideways.
const wider = `(function () {
	var width = document.documentElement.clientWidth;
	if (document.documentElement.scrollWidth <= width) return "";
	return Array.prototype.filter.call(document.querySelectorAll("body *"), function (e) {
		return e.getBoundingClientRect().right > width + 1;
	}).slice(0, 5).map(function (e) { return e.tagName + "." + e.className + " " + Math.round(e.getBoundingClientRect().right); }).join(", ") || "the page";
})()`

// TestBrowserNothingScrollsSideways at 320 px, which is also a window of 1280 px
// at 400 % (WCAG 1.4.10): every written page, and every record in one edition,
// whose words differ in the others but not in what they are made of.
func TestBrowserNothingScrollsSideways(t *testing.T) {
	var list []place
	for _, p := range places(t) {
		if !strings.HasPrefix(p.Kind, "record ") || p.Lang == editions[0] {
			list = append(list, p)
		}
	}
	eachSays(t, list, []browser.Reader{phone}, wider)
}

// small lists controls that are under 44 px high (look.md), links within text
// and parts that are hidden until they have the focus left aside.
const small = `(function () {
	return Array.prototype.filter.call(document.querySelectorAll("nav a, button, select, input, summary, .exit, [href^='tel:']"), function (e) {
		var r = e.getBoundingClientRect(), c = getComputedStyle(e);
		if (!r.width || !r.height || c.visibility === "hidden" || c.display === "inline" || e.type === "hidden") return false;
		if (e.closest("svg") || e.className === "skip") return false;
		return r.height < 43.5;
	}).slice(0, 5).map(function (e) { return e.tagName + "." + e.className + " “" + e.textContent.slice(0, 20) + "” " + Math.round(e.getBoundingClientRect().height); }).join(", ");
})()`

// TestBrowserControlsAreLargeEnough for a thumb.
func TestBrowserControlsAreLargeEnough(t *testing.T) {
	eachSays(t, longest(t), []browser.Reader{phone, desk}, small)
}

// TestBrowserNoForeignRequest: whatever page is opened, nobody but the site is asked,
// and nothing is left on the device.
func TestBrowserNoForeignRequest(t *testing.T) {
	each(t, longest(t), []browser.Reader{desk}, func(t *testing.T, tab *browser.Tab, p place, _ browser.Reader) {
		requests := tab.Requests()
		here, err := url.Parse(requests[0])
		if err != nil {
			t.Error(err)
			return
		}
		for _, r := range requests {
			if u, err := url.Parse(r); err != nil || u.Host != here.Host {
				t.Errorf("%s asks %s", p.Address, r)
			}
		}
		left, err := browser.Eval[string](tab, `Promise.all([navigator.serviceWorker.getRegistrations(), caches.keys(), indexedDB.databases()]).then(function (r) {
			return [document.cookie, localStorage.length || "", sessionStorage.length || "", r[0].length || "", r[1].length || "", r[2].length || ""].join("");
		})`)
		if err != nil || left != "" {
			t.Errorf("%s leaves something behind: %s %v", p.Address, left, err)
		}
	})
}

// hiddenFocus tells whether the element that has the focus can be seen: it has
// an outline, and its middle is not covered (WCAG 2.4.7, 2.4.11).
const hiddenFocus = `(function () {
	var e = document.activeElement;
	if (!e || e === document.body) return "";
	var name = e.tagName + "." + e.className + " “" + e.textContent.trim().slice(0, 30) + "”";
	var r = e.getClientRects()[0], c = getComputedStyle(e);
	if (!r) return name + " has no box";
	if (c.outlineStyle === "none" || parseFloat(c.outlineWidth) < 2) return name + " has no outline";
	var x = Math.min(Math.max(r.left + r.width / 2, 0), innerWidth - 1), y = r.top + r.height / 2;
	if (r.height > innerHeight) y = Math.min(Math.max(y, 0), innerHeight - 1); // a region that scrolls, larger than the window
	if (r.bottom < 0 || r.top > innerHeight || y < 0 || y > innerHeight) return name + " is outside the window";
	var top = document.elementFromPoint(x, y);
	if (top && top !== e && !e.contains(top) && !top.contains(e)) return name + " is covered by " + top.tagName + "." + top.className;
	return "";
})()`

// TestBrowserKeyboardWalk goes through whole pages with the tab key, there and back:
// the focus is always seen, and every link is reached.
func TestBrowserKeyboardWalk(t *testing.T) {
	walk := []place{}
	for _, p := range longest(t) {
		if p.Lang == "en" || p.Lang == "" {
			walk = append(walk, p)
		}
	}
	each(t, walk, []browser.Reader{desk, phone}, func(t *testing.T, tab *browser.Tab, p place, r browser.Reader) {
		const most = 60 // stops on the long pages; what follows repeats
		stops := 0
		for ; stops < most; stops++ {
			if err := tab.Press(browser.Tabulator); err != nil {
				t.Errorf("%s: %v", p.Address, err)
				return
			}
			found, err := browser.Eval[string](tab, hiddenFocus)
			if err != nil || found != "" {
				t.Errorf("%s %s, stop %d: %s %v", p.Address, readerName(r), stops+1, found, err)
				return
			}
			if out, err := browser.Eval[bool](tab, `document.activeElement === document.body`); err != nil || out {
				break
			}
		}
		if stops < 5 {
			t.Errorf("%s: only %d stops", p.Address, stops)
		}
		for range min(stops, 20) { // backwards, where a sticky bar covers what scrolls under it
			if err := tab.Chord('\t'); err != nil {
				t.Errorf("%s: %v", p.Address, err)
				return
			}
			if found, err := browser.Eval[string](tab, hiddenFocus); err != nil || found != "" {
				t.Errorf("%s %s, backwards: %s %v", p.Address, readerName(r), found, err)
				return
			}
		}
	})
}

// TestBrowserLanguageSwitch leads to the same page in every edition.
func TestBrowserLanguageSwitch(t *testing.T) {
	all := map[string]map[string]string{} // kind and id → language → address
	for _, p := range places(t) {
		if all[p.Kind+" "+p.ID] == nil {
			all[p.Kind+" "+p.ID] = map[string]string{}
		}
		all[p.Kind+" "+p.ID][p.Lang] = p.Address
	}
	tags := map[string]string{"sq": "sq", "sr": "sr-Latn", "en": "en"}
	each(t, longest(t), []browser.Reader{phone}, func(t *testing.T, tab *browser.Tab, p place, _ browser.Reader) {
		if p.Lang == "" {
			return // the chooser leads into the editions, not to itself
		}
		raw, err := browser.Eval[string](tab, `JSON.stringify(Array.prototype.map.call(document.querySelectorAll(".head .langs a"), function (a) { return [a.lang, a.hreflang, a.pathname]; }))`)
		if err != nil {
			t.Errorf("%s: %v", p.Address, err)
			return
		}
		var links [][3]string
		if err := json.Unmarshal([]byte(raw), &links); err != nil || len(links) != len(editions) {
			t.Errorf("%s: %d languages %v", p.Address, len(links), err)
			return
		}
		for i, lang := range editions {
			want := [3]string{tags[lang], tags[lang], all[p.Kind+" "+p.ID][lang]}
			if links[i] != want {
				t.Errorf("%s: the switch leads to %v, want %v", p.Address, links[i], want)
			}
		}
	})
}

// TestBrowserPictures keeps what the main pages look like, for a person to look at.
func TestBrowserPictures(t *testing.T) {
	main := map[string]bool{"home": true, "help": true, "plan": true, "plan/timeline": true, "plan/matrix": true, "statistics": true, "1.1.1": true, "victims-identified": true, "mpms": true}
	var list []place
	for _, p := range places(t) {
		if main[p.ID] || p.Kind == "chooser" {
			list = append(list, p)
		}
	}
	each(t, list, []browser.Reader{phone, phoneDark, desk, deskDark}, func(t *testing.T, tab *browser.Tab, p place, r browser.Reader) {
		png, err := tab.Picture()
		if err != nil {
			t.Errorf("%s: %v", p.Address, err)
			return
		}
		name := strings.ReplaceAll(cmp.Or(strings.Trim(p.Address, "/"), "chooser"), "/", "-")
		keep(t, fmt.Sprintf("%s/%s.png", readerName(r), name), png)
	})
}
