//go:build browser

package main

import (
	"fmt"
	"strings"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/browser"
)

// What a reader of the filtered plan sees.
const (
	rowsSeen   = `Array.prototype.filter.call(document.querySelectorAll("tr[data-objective]"), function (r) { return r.getClientRects().length; }).length`
	countSaid  = `document.querySelector(".filter [role=status]").innerText.trim()`
	groupsSeen = `Array.prototype.filter.call(document.querySelectorAll("[data-group]"), function (g) { return g.getClientRects().length; }).map(function (g) { return g.dataset.group; }).join(" ")`
	formSeen   = `document.querySelector(".filter__form").getClientRects().length > 0`
	pagesSeen  = `document.querySelector(".filter__pages").getClientRects().length > 0`
)

// choose sets a field as a hand would: the browser tells the page.
func choose(t *testing.T, tab *browser.Tab, field, value string) {
	t.Helper()
	script := fmt.Sprintf(`(function () {
		var f = document.querySelector(".filter__form").elements[%q];
		f.value = %q;
		f.dispatchEvent(new Event("input", {bubbles: true}));
		f.dispatchEvent(new Event("change", {bubbles: true}));
	})()`, field, value)
	if err := tab.Run(script); err != nil {
		t.Fatal(err)
	}
}

// TestBrowserFilterAtOnce: rows go at once, the count is said, the address keeps
// the choice, and whoever opens that address sees the same.
func TestBrowserFilterAtOnce(t *testing.T) {
	site, b := serveSite(t), startBrowser(t)
	for _, reader := range []browser.Reader{phone, desk} {
		tab := openTab(t, b, reader)
		plan := site.URL + addressOf(t, "", "plan", "en")
		open(t, tab, plan)
		if eval[int](t, tab, rowsSeen) != 87 || !eval[bool](t, tab, formSeen) || eval[bool](t, tab, pagesSeen) {
			t.Fatal("the form does not stand in the place of the pages, over the whole plan")
		}
		choose(t, tab, "objective", "1")
		if n := eval[int](t, tab, rowsSeen); n != 20 {
			t.Errorf("objective 1 has %d rows at once, want 20", n)
		}
		choose(t, tab, "deadline", "2015-q4")
		eventually(t, tab, "the count is said", countSaid+` === "2 of 87 activities"`)
		eventually(t, tab, "the address has the choice", `location.search === "?objective=1&deadline=2015-q4"`)
		if got := eval[string](t, tab, groupsSeen); got != "o-1 o-1-1" {
			t.Errorf("objectives without rows are left: %s", got)
		}
		if n := eval[int](t, tab, `Array.prototype.filter.call(document.querySelectorAll(".jump a[href^='#o-']"), function (a) { return a.getClientRects().length; }).length`); n != 1 {
			t.Errorf("%d links lead to objectives, want one: the others are hidden", n)
		}
		open(t, tab, plan+"?institution=mpms&deadline=2015-2017&q=CHILDREN+move")
		eventually(t, tab, "a shared address is heeded", countSaid+` === "2 of 87 activities"`)
		if n := eval[int](t, tab, rowsSeen); n != 2 {
			t.Errorf("%d rows, want 1.1.2 and 1.1.3", n)
		}
		renamed := `document.querySelector("option[value=mpms]").setAttribute("data-former", "a mpms-was");
			history.pushState(null, "", "?institution=mpms-was"); dispatchEvent(new Event("popstate"))`
		if err := tab.Run(renamed); err != nil {
			t.Fatal(err)
		}
		eventually(t, tab, "an address with a former id is heeded", `document.querySelector("[name=institution]").value === "mpms" && `+rowsSeen+` < 87`)
	}
}

// TestBrowserFilterOfReports: the same script finds reports, by what they have
// instead of objectives and deadlines; no links stand under the form.
func TestBrowserFilterOfReports(t *testing.T) {
	site, tab := serveSite(t), openTab(t, startBrowser(t), desk)
	open(t, tab, site.URL+addressOf(t, "", "reports", "en")+"?language=en&status=published")
	const rows = `Array.prototype.filter.call(document.querySelectorAll("tr[data-year]"), function (r) { return r.getClientRects().length; }).map(function (r) { return r.dataset.year; }).join(" ")`
	choose(t, tab, "year", "2020")
	if got := eval[string](t, tab, rows); got != "2020" || !eval[bool](t, tab, formSeen) {
		t.Errorf("the years of the reports shown are %q", got)
	}
	eventually(t, tab, "the address has the choice", `location.search === "?year=2020&language=en&status=published"`)
	eventually(t, tab, "the count is said", countSaid+`.indexOf("1 of ") === 0`)
}

// TestBrowserFilterNothingFound: it is said in words, and one step leads out.
func TestBrowserFilterNothingFound(t *testing.T) {
	site, tab := serveSite(t), openTab(t, startBrowser(t), phone)
	for _, lang := range editions {
		open(t, tab, site.URL+addressOf(t, "", "plan", lang)+"?q=zzzz&status=no-such&deadline=%E0")
		eventually(t, tab, "it says that nothing fits", fmt.Sprintf(`%s.indexOf(%q) > 0`, countSaid, words(t, lang)["filter-none"]))
		if n := eval[int](t, tab, rowsSeen); n != 0 {
			t.Errorf("%s: %d rows", lang, n)
		}
		if eval[int](t, tab, `document.querySelector("[name=status]").selectedIndex`) != 0 {
			t.Errorf("%s: a status that does not exist leaves an empty field", lang)
		}
		if err := tab.Click(".filter__clear"); err != nil {
			t.Fatal(err)
		}
		eventually(t, tab, "the address is clear", `location.search === ""`)
		if n := eval[int](t, tab, rowsSeen); n != 87 {
			t.Errorf("%s: %d rows after clearing", lang, n)
		}
		if !eval[bool](t, tab, `document.activeElement.name === "q"`) {
			t.Errorf("%s: the focus is lost", lang)
		}
	}
}

// TestBrowserFilterFoldsLetters: typed without diacritics, with them, in
// capitals, decomposed, or with dj for đ, a word finds the same rows.
func TestBrowserFilterFoldsLetters(t *testing.T) {
	site, tab := serveSite(t), openTab(t, startBrowser(t), desk)
	for lang, spellings := range map[string][]string{
		"sq": {"fëmijëve", "femijeve", "FËMIJËVE", "fe\u0308mije\u0308ve"},
		"sr": {"među", "medju", "medu", "MEĐU"},
	} {
		open(t, tab, site.URL+addressOf(t, "", "plan", lang))
		found := map[int]bool{}
		for _, word := range spellings {
			choose(t, tab, "q", word)
			found[eval[int](t, tab, rowsSeen)] = true
		}
		if len(found) != 1 || found[0] || found[87] {
			t.Errorf("%s: %q find different rows: %v", lang, spellings, found)
		}
	}
	// an institution is found by its full name and by its abbreviation
	for _, word := range []string{"punëve të brendshme", "mpb"} {
		open(t, tab, site.URL+addressOf(t, "", "plan", "sq"))
		choose(t, tab, "q", word)
		if n := eval[int](t, tab, rowsSeen); n < 29 || n == 87 {
			t.Errorf("%q finds %d rows", word, n)
		}
	}
}

// TestBrowserFilterBack: the choice is there again when a reader comes back
// from an activity.
func TestBrowserFilterBack(t *testing.T) {
	site, tab := serveSite(t), openTab(t, startBrowser(t), phone)
	open(t, tab, site.URL+addressOf(t, "", "plan", "sr"))
	choose(t, tab, "institution", "mpms")
	eventually(t, tab, "the address has the choice", `location.search === "?institution=mpms"`)
	n := eval[int](t, tab, rowsSeen)
	if err := tab.Run(`document.querySelector("tr[data-objective]:not([hidden]) .table__title a").click()`); err != nil {
		t.Fatal(err)
	}
	eventually(t, tab, "the activity is shown", `!document.querySelector(".filter")`)
	// not tab.Back: a page that the browser has kept is not loaded again
	if err := tab.Run(`history.back()`); err != nil {
		t.Fatal(err)
	}
	eventually(t, tab, "the plan is filtered again", fmt.Sprintf(`document.querySelector(".filter__form") && %s === %d && document.querySelector("[name=institution]").value === "mpms"`, rowsSeen, n))
}

// TestBrowserFilterWithoutScript: no form that does nothing, but a page for each
// value, at most one tap away.
func TestBrowserFilterWithoutScript(t *testing.T) {
	reader := phone
	reader.NoScript = true
	site, tab := serveSite(t), openTab(t, startBrowser(t), reader)
	plan := site.URL + addressOf(t, "", "plan", "sq")
	open(t, tab, plan+"?institution=mpms")
	if eval[bool](t, tab, formSeen) || !eval[bool](t, tab, pagesSeen) || eval[int](t, tab, rowsSeen) != 87 {
		t.Error("without script the form is shown, or the pages are not, or rows are missing")
	}
	for _, facet := range eval[[]string](t, tab, `Array.prototype.map.call(document.querySelectorAll(".filter__pages details"), function (d) { return d.querySelector("a").href; })`) {
		open(t, tab, facet)
		if !strings.HasPrefix(facet, site.URL) || eval[bool](t, tab, `!document.querySelector("main h1")`) {
			t.Errorf("%s is no page", facet)
		}
	}
}
