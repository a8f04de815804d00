//go:build browser

package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/browser"
)

// What a reader of the first sortable table of a page sees.
const (
	sortButtons = `Array.prototype.filter.call(document.querySelectorAll(".sort"), function (b) { return b.getClientRects().length; }).length`
	sortStates  = `Array.prototype.map.call(document.querySelector(".table--sort").tHead.rows[0].cells, function (c) { return c.getAttribute("aria-sort") || "-"; }).join(" ")`
	tableColumn = `Array.prototype.map.call(document.querySelector(".table--sort").tBodies[0].rows, function (r) { return r.cells[%d].textContent.trim(); }).join("|")`
)

// TestBrowserTableSorts: a head's button orders the rows by what the cells mean,
// then the other way round, and the head says which.
func TestBrowserTableSorts(t *testing.T) {
	site, tab := serveSite(t), openTab(t, startBrowser(t), desk)
	open(t, tab, site.URL+addressOf(t, "", "ngo-shelter-funding-eur", "sq"))
	years := func() string { return eval[string](t, tab, fmt.Sprintf(tableColumn, 0)) }
	if got := years(); got != "2015|2016|2017|2018|2019" || eval[string](t, tab, sortStates) != "- - -" {
		t.Fatalf("%s before anybody asked, %s", got, eval[string](t, tab, sortStates))
	}
	press := func(column int) {
		t.Helper()
		if err := tab.Click(fmt.Sprintf(".table--sort th:nth-child(%d) .sort", column)); err != nil {
			t.Fatal(err)
		}
	}
	press(2) // 101 930, 91 010 …: as words the first would be the least
	if got, state := years(), eval[string](t, tab, sortStates); got != "2019|2018|2017|2016|2015" || state != "- ascending -" {
		t.Errorf("by value: %s, %s", got, state)
	}
	press(2)
	if got, state := years(), eval[string](t, tab, sortStates); got != "2015|2016|2017|2018|2019" || state != "- descending -" {
		t.Errorf("by value, the other way round: %s, %s", got, state)
	}
	press(1)
	if state := eval[string](t, tab, sortStates); state != "ascending - -" {
		t.Errorf("two heads claim the order: %s", state)
	}
}

// TestBrowserTableSortsAsTheLanguageDoes, whatever the browser knows of the
// language: the names stand in its order from the beginning. Dates are sorted as
// days, and what is not known comes last, both ways.
func TestBrowserTableSortsAsTheLanguageDoes(t *testing.T) {
	site, tab := serveSite(t), openTab(t, startBrowser(t), desk)
	open(t, tab, site.URL+addressOf(t, "", "law/instruments", "sq"))
	names := func(column int) []string {
		return strings.Split(eval[string](t, tab, fmt.Sprintf(tableColumn, column)), "|")
	}
	before := names(0)
	for _, down := range []bool{false, true} {
		if err := tab.Click(".table--sort .sort"); err != nil {
			t.Fatal(err)
		}
		want := slices.Clone(before)
		if down {
			slices.Reverse(want)
		}
		if got := names(0); len(got) < 5 || !slices.Equal(got, want) {
			t.Errorf("down %v: %q, want %q", down, got, want)
		}
	}
	for range 2 { // not every law has a number
		if err := tab.Click(".table--sort th:nth-child(3) .sort"); err != nil {
			t.Fatal(err)
		}
		numbers := names(2)
		if first := slices.Index(numbers, ""); first < 1 || strings.Join(numbers[first:], "") != "" {
			t.Errorf("what is not known does not come last: %q", numbers)
		}
	}
	if err := tab.Click(".table--sort th:nth-child(4) .sort"); err != nil {
		t.Fatal(err)
	}
	days := eval[string](t, tab, `Array.prototype.map.call(document.querySelector(".table--sort").tBodies[0].rows, function (r) { return r.cells[3].getAttribute("data-key") || "~"; }).join("|")`)
	if list := strings.Split(days, "|"); len(list) < 3 || !slices.IsSorted(list) {
		t.Errorf("dates are not in the order of days: %s", days)
	}
}

// TestBrowserTableAsCards: a phone shows no heads, so nothing can be pressed that
// cannot be seen; turned to its side or made wider, the window gets its buttons.
func TestBrowserTableAsCards(t *testing.T) {
	site, b := serveSite(t), startBrowser(t)
	tab := openTab(t, b, phone)
	open(t, tab, site.URL+addressOf(t, "", "institutions", "en"))
	if n := eval[int](t, tab, sortButtons); n != 0 {
		t.Errorf("%d buttons on cards", n)
	}
	if err := tab.Become(desk); err != nil {
		t.Fatal(err)
	}
	eventually(t, tab, "a wide window offers to sort", sortButtons+` > 3`)
	if err := tab.Become(phone); err != nil {
		t.Fatal(err)
	}
	eventually(t, tab, "cards take the buttons away again", sortButtons+` === 0`)
	silent := openTab(t, b, browser.Reader{Width: 1280, Height: 800, NoScript: true})
	open(t, silent, site.URL+addressOf(t, "", "institutions", "en"))
	if n := eval[int](t, silent, sortButtons); n != 0 {
		t.Errorf("%d buttons that nothing would answer", n)
	}
}
