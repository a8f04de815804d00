package main

import (
	"bufio"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/check"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
)

// statusText prints a report for people.
func (c *command) statusText(t *texts, r statusReport) error {
	w := &statusWriter{command: c, Writer: bufio.NewWriter(c.stdout)}
	fmt.Fprintln(w, w.say("status-day", "date", r.Date))
	for _, l := range r.Languages {
		w.table(l)
	}
	for _, state := range check.States()[1:] {
		w.list("status-list-"+string(state), t, t.in(state, false))
	}
	w.drafts(t)
	if len(t.in(check.StateStale, false)) > 0 {
		w.head(w.say("status-next"))
		fmt.Fprintf(w, "  %s\n  %s\n", w.say("status-next-diff"), w.say("status-next-translated"))
	}
	w.accepted(r.Accepted)
	w.blocking(r.Blocking)
	return w.Flush()
}

type statusWriter struct {
	*command
	*bufio.Writer
}

func (w *statusWriter) head(text string) { fmt.Fprintf(w, "\n%s\n", text) }

// table is one language: a row for each kind, a column for each state.
func (w *statusWriter) table(l languageStatus) {
	head := []string{fmt.Sprintf("%s (%s)", plainWords(l.Name), l.Language)}
	for _, s := range check.States() {
		head = append(head, w.say("status-"+string(s)))
	}
	rows := [][]string{append(head, w.say("status-all"))}
	row := func(name string, n map[check.State]int) {
		cells := []string{name}
		for _, s := range check.States() {
			cells = append(cells, strconv.Itoa(n[s]))
		}
		rows = append(rows, append(cells, strconv.Itoa(check.Tally(n).All())))
	}
	for _, k := range l.Kinds {
		row("  "+locale.KindName(w.language(), string(k.Kind)), k.States)
	}
	row("  "+w.say("status-total"), l.Total)
	fmt.Fprintln(w)
	for _, line := range columns(rows) {
		fmt.Fprintln(w, line)
	}
}

// columns sets rows under each other: the first column to the left, numbers to
// the right.
func columns(rows [][]string) []string {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	out := make([]string, len(rows))
	for n, row := range rows {
		for i, cell := range row {
			space := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if i == 0 {
				out[n] = cell + space
			} else {
				out[n] += "  " + space + cell
			}
		}
	}
	return out
}

// list is the texts in one state: where each stands, its language, what it lacks,
// and for each file the line that brings it up to date.
func (w *statusWriter) list(key string, t *texts, list []check.Translation) {
	if len(list) == 0 {
		return
	}
	w.head(w.say(key, "count", strconv.Itoa(len(list))))
	for _, file := range byFile(list) {
		for _, x := range file {
			fmt.Fprintf(w, "  %s  %s → %s", placeOf(x), x.Source, x.Lang)
			if len(x.Keys) > 0 {
				fmt.Fprintf(w, "  (%s)", strings.Join(x.Keys, ", "))
			}
			fmt.Fprintln(w)
		}
		if line := t.line(file); line != "" {
			fmt.Fprintf(w, "      %s\n", line)
		}
	}
}

// drafts are told apart: no reader gets them, so nothing is owed.
func (w *statusWriter) drafts(t *texts) {
	drafts := slices.DeleteFunc(slices.Clone(t.all), func(x check.Translation) bool { return !x.Draft })
	if len(drafts) == 0 {
		return
	}
	w.head(w.say("status-drafts", "count", strconv.Itoa(len(drafts))))
	for _, x := range drafts {
		fmt.Fprintf(w, "  %s  %s: %s\n", placeOf(x), x.Lang, w.say("text-state-"+string(x.State)))
	}
}

func (w *statusWriter) accepted(list []acceptedStatus) {
	if len(list) == 0 {
		return
	}
	w.head(w.say("status-accepted", "count", strconv.Itoa(len(list))))
	for _, a := range list {
		key := "status-accepted-until"
		switch {
		case a.Expired:
			key = "status-accepted-past"
		case a.Soon:
			key = "status-accepted-soon"
		}
		fmt.Fprintf(w, "  %s [%s]: %s\n      %s\n", a.File, a.Code, w.say(key, "date", a.Until), plainWords(a.Reason))
	}
}

func (w *statusWriter) blocking(codes map[string]int) {
	if len(codes) == 0 {
		w.head(w.say("status-blocking-none"))
		return
	}
	total := 0
	for _, n := range codes {
		total += n
	}
	w.head(w.say("status-blocking", "count", strconv.Itoa(total)))
	for _, code := range sortedCodes(codes) {
		fmt.Fprintf(w, "  %s: %d\n", code, codes[code])
	}
	fmt.Fprintf(w, "  %s\n", w.say("status-blocking-next"))
}

// plainWords are words of a file for one line of a terminal, to which a file must
// not send codes.
func plainWords(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)), " ")
}
