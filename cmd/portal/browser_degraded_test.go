//go:build browser

package main

import (
	"fmt"
	"maps"
	"net/url"
	"path"
	"strings"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/browser"
)

// styled is the real site with every style sheet changed.
func styled(t *testing.T, change func(css string) string) map[string]string {
	t.Helper()
	files := maps.Clone(built(t))
	for name, file := range files {
		if path.Ext(name) == ".css" {
			mode, css, _ := strings.Cut(file, " ")
			files[name] = mode + " " + change(css)
		}
		if path.Ext(name) == ".html" {
			files[name] = integrity.ReplaceAllString(file, "") // of the sheet as it was
		}
	}
	return files
}

// isHelp reports whether a page belongs to the help section.
func (p place) isHelp() bool {
	return p.ID == "help" || strings.HasPrefix(p.ID, "help/") && !strings.HasPrefix(p.Kind, "record ")
}

// help are the help pages of every edition, the chooser and the home pages:
// what somebody on an old phone must be able to use.
func help(t *testing.T) []place {
	t.Helper()
	var out []place
	for _, p := range places(t) {
		if p.isHelp() || p.Kind == "chooser" || p.Kind == "sheet" || p.Kind == "home" {
			out = append(out, p)
		}
	}
	return out
}

// numbers tells which of the numbers to call cannot be seen or hit with a thumb.
const numbers = `(function () {
	var links = document.querySelectorAll("[href^='tel:']"), bad = [], first = 1e9;
	links = Array.prototype.filter.call(links, function (a) { return getComputedStyle(a).display !== "inline"; }); // not those in a sentence
	if (links.length < 2) return "only " + links.length + " numbers";
	links.forEach(function (a) {
		var r = a.getBoundingClientRect();
		if (r.height < 43.5 || r.left < 0 || r.right > document.documentElement.clientWidth) bad.push(a.getAttribute("href") + " " + Math.round(r.width) + "×" + Math.round(r.height));
		first = Math.min(first, r.bottom);
	});
	if (first > innerHeight) bad.push("the first number is below the first screen");
	return bad.join(", ");
})()`

// contrast is axe's judgement of colours alone, on whatever style is left.
const contrast = `axe.run(document, {runOnly: {type: "rule", values: ["color-contrast"]}, resultTypes: ["violations"]}).then(function (r) {
	return r.violations.map(function (v) { return v.nodes.slice(0, 3).map(function (n) { return n.target.join(" ") + ": " + n.any[0].message; }).join(", "); }).join("\n");
})`

// TestBrowserOldPhones: a browser that knows neither custom properties nor grid
// nor gap (old Androids), one that knows no layers, and both, still show help
// with every number in sight and under the thumb, in readable colours.
func TestBrowserOldPhones(t *testing.T) {
	script := axeScript(t)
	for name, change := range map[string]func(string) string{"without modern CSS": withoutModernCSS, "without layers": withoutLayers} {
		t.Run(name, func(t *testing.T) {
			server, b := serveFiles(t, styled(t, change)), startBrowser(t)
			for _, reader := range []browser.Reader{phone, phoneDark} {
				tab := openTab(t, b, reader)
				for _, p := range help(t) {
					open(t, tab, server.URL+p.Address)
					for what, expression := range map[string]string{"numbers": numbers, "scrolls sideways": wider} {
						if found := eval[string](t, tab, expression); found != "" {
							t.Errorf("%s: %s: %s", p.Address, what, found)
						}
					}
					if !reader.Dark { // axe takes a canvas without a background for white, which it is not in the dark
						if err := tab.Run(script); err != nil {
							t.Fatal(err)
						}
						if found := eval[string](t, tab, contrast); found != "" {
							t.Errorf("%s: %s", p.Address, found)
						}
					}
					if p.ID == "help" {
						png, err := tab.Picture()
						if err != nil {
							t.Fatal(err)
						}
						keep(t, strings.ReplaceAll(name, " ", "-")+"/"+readerName(reader)+"-"+p.Lang+".png", png)
					}
				}
			}
		})
	}
}

// TestBrowserForcedColours: in the system's own few colours the boundaries of
// what can be pressed are drawn, and the place one is at is marked by more than
// a background, which forced colours take away (WCAG 1.4.1, 1.4.11).
func TestBrowserForcedColours(t *testing.T) {
	forced := desk
	forced.ForcedColors = true
	eachSays(t, longest(t), []browser.Reader{forced}, `(function () {
		var bad = [];
		Array.prototype.forEach.call(document.querySelectorAll(".exit, .btn, .head__menu, select, input:not([type=hidden])"), function (e) {
			var c = getComputedStyle(e);
			if (e.getClientRects().length && !parseFloat(c.borderTopWidth)) bad.push(e.className + " has no border");
		});
		Array.prototype.forEach.call(document.querySelectorAll(".head [aria-current]"), function (e) {
			var c = getComputedStyle(e);
			if (e.getClientRects().length && !parseFloat(c.borderBottomWidth) && parseInt(c.fontWeight) < 700) bad.push(e.textContent + " is not marked");
		});
		return bad.join(", ");
	})()`)
}

// TestBrowserStillWithReducedMotion: nothing moves for a reader who asks so.
func TestBrowserStillWithReducedMotion(t *testing.T) {
	still := desk
	still.NoMotion = true
	eachSays(t, longest(t), []browser.Reader{still}, `(function () {
		var bad = [];
		Array.prototype.forEach.call(document.querySelectorAll("body *"), function (e) {
			["", "::before", "::after"].forEach(function (part) {
				var c = getComputedStyle(e, part || null);
				if (/[1-9]/.test(c.transitionDuration) || c.animationName !== "none" || c.scrollBehavior === "smooth") bad.push(e.className + part);
			});
		});
		return bad.slice(0, 3).join(", ");
	})()`)
}

// TestBrowserHelpIsLight counts what a help page asks for: at most four
// requests (design §8; the bytes are weighed by the build).
func TestBrowserHelpIsLight(t *testing.T) {
	each(t, help(t), []browser.Reader{phone}, func(t *testing.T, tab *browser.Tab, p place, _ browser.Reader) {
		seen := map[string]bool{}
		for _, r := range tab.Requests() {
			if u, err := url.Parse(r); err == nil && u.Scheme == "http" {
				seen[u.Path] = true
			}
		}
		if p.isHelp() && len(seen) > 4 {
			t.Errorf("%s asks %d times: %s", p.Address, len(seen), fmt.Sprint(seen))
		}
	})
}
