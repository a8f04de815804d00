package main

import (
	"bufio"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/check"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
)

// maxTold is how many faults a summary lists: web views cut long ones off, and
// nobody repairs more at once.
const maxTold = 100

// summarise tells what a change brought, for the page of a run: faults, texts, and
// where the built pages are. Who reads it is not known, so it stands there in
// every language of the program, the caller's open and the others folded. It does
// not fail for what is wrong with the folder: that is for the run's other steps.
func (c *command) summarise(cmd *cobra.Command, _ []string) error {
	c.format = "text"
	if c.since == "" {
		return c.usage("usage-summary-since")
	}
	for _, address := range []string{c.web, c.artifacts} {
		if address != "" && !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://") {
			return c.usage("usage-address", "value", address)
		}
	}
	opt, err := c.options()
	if err != nil {
		return err
	}
	ch, err := c.change(cmd.Context(), opt)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(c.stdout)
	c.in(c.language(), out, ch.prefix).change(ch)
	for _, lang := range locale.Editors() {
		if lang != c.language() {
			w := c.in(lang, out, ch.prefix)
			fmt.Fprintf(out, "\n<details>\n<summary>%s</summary>\n\n", w.say("language-name"))
			w.change(ch)
			fmt.Fprint(out, "\n</details>\n")
		}
	}
	return out.Flush()
}

// in is a summary in one language.
func (c *command) in(lang string, out *bufio.Writer, prefix string) *summary {
	speaker := *c
	speaker.lang = lang
	return &summary{Writer: out, command: &speaker, link: speaker.linker(prefix)}
}

func (w *summary) change(ch *change) {
	fmt.Fprintf(w, "## %s\n\n", w.say("change-heading"))
	w.faults(ch)
	if ch.effect != nil {
		fmt.Fprintln(w)
		w.effect(ch.effect)
	}
	w.pages(ch)
}

// faults lists what the change brought. What is wrong with translations stands
// below, where each has its line to put in.
func (w *summary) faults(ch *change) {
	var list []diag.Diagnostic
	for _, d := range ch.fresh {
		if ch.effect == nil || d.Severity == diag.Error || !check.OfTranslation(d.Code) {
			list = append(list, d)
		}
	}
	errors, warnings := diag.Count(list)
	if len(list) == 0 {
		fmt.Fprintln(w, w.say("change-none"))
	} else {
		fmt.Fprintf(w, "**%s**\n\n", w.say("change-counts", "errors", strconv.Itoa(errors), "warnings", strconv.Itoa(warnings)))
	}
	tell := locale.Teller(w.language())
	for i, d := range list {
		if i == maxTold {
			fmt.Fprintf(w, "\n%s\n", w.say("change-more", "count", strconv.Itoa(len(list)-maxTold)))
			break
		}
		told := tell(d)
		fmt.Fprintf(w, "- %s – **%s** (`%s`): %s", w.place(d.Pos), told.Severity, d.Code, markdownWords(told.Message))
		if told.Hint != "" {
			fmt.Fprintf(w, "  \n  %s: %s", told.HintWord, markdownWords(told.Hint))
		}
		fmt.Fprintln(w)
	}
	if len(list) > 0 {
		fmt.Fprintf(w, "\n%s\n", w.say("change-repair"))
	}
	if errors, warnings := diag.Count(ch.before); errors+warnings > 0 {
		fmt.Fprintf(w, "\n%s\n", w.say("change-before", "errors", strconv.Itoa(errors), "warnings", strconv.Itoa(warnings)))
	}
}

// place names a place and leads there.
func (w *summary) place(p diag.Pos) string {
	shown := p.File
	if p.Line > 0 {
		shown = fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return w.linked(shown, w.link(p.File, max(p.Line, 1)))
}

// pages tells where the pages are that the change makes, and how they are seen.
func (w *summary) pages(ch *change) {
	if w.artifacts == "" {
		return
	}
	fmt.Fprintf(w, "\n### %s\n\n", w.say("change-pages"))
	if ch.now.Failed() {
		fmt.Fprintln(w, w.say("change-pages-none"))
		return
	}
	page := "[" + w.say("change-pages-run") + "](" + webAddress(w.artifacts) + ")"
	for i, step := range []string{w.say("change-pages-fetch", "page", page), w.say("change-pages-unpack"), w.say("change-pages-open")} {
		fmt.Fprintf(w, "%d. %s\n", i+1, step)
	}
}

// webAddress is an address that can stand in Markdown, whatever the name of a branch
// in it has.
func webAddress(given string) string {
	scheme, rest, _ := strings.Cut(given, "://")
	host, path, _ := strings.Cut(rest, "/")
	return (&url.URL{Scheme: scheme, Host: host, Path: "/" + path}).String()
}
