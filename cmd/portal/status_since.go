package main

import (
	"bufio"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/check"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
)

// effect is what a change did to the state of the texts.
type effect struct {
	texts     *texts
	made      map[check.State][]check.Translation // missing, stale or unreviewed now, and not before
	settled   []check.Translation                 // missing or stale before, and no longer
	remaining map[check.State]int                 // of all texts of the folder
}

// statusSince tells which texts a change made stale or missing: what stands here
// against what stood in a revision. With --check it fails when there are any.
func (c *command) statusSince(ctx context.Context, t *texts, format string) error {
	h, base, err := c.revision(ctx)
	if err != nil {
		return err
	}
	files, err := h.texts(ctx, base)
	if err != nil {
		return err
	}
	e := t.since(files)
	if err := c.tellEffect(ctx, h, e, format); err != nil {
		return err
	}
	if c.strict && len(e.made[check.StateMissing])+len(e.made[check.StateStale]) > 0 {
		return errFaults
	}
	return nil
}

// since compares the texts with those of an older folder. Drafts are owed to
// nobody, neither then nor now.
func (t *texts) since(files map[string][]byte) effect {
	var before []check.Translation
	if site := load.Texts(files); site.Config != nil {
		before = check.Translations(site)
	}
	type name struct{ kind, id, lang string }
	of := func(x check.Translation) name { return name{string(x.Kind), x.ID, x.Lang} }
	was := map[name]check.State{}
	for _, x := range before {
		if !x.Draft {
			was[of(x)] = x.State
		}
	}
	e := effect{texts: t, made: map[check.State][]check.Translation{}, remaining: check.Count(t.all, func(check.Translation) bool { return true })}
	for _, x := range t.all {
		then := was[of(x)]
		switch {
		case x.Draft:
		case x.State != then && x.State != check.StatePresent:
			e.made[x.State] = append(e.made[x.State], x)
		case x.State == check.StatePresent && (then == check.StateMissing || then == check.StateStale):
			e.settled = append(e.settled, x)
		}
	}
	return e
}

func (c *command) tellEffect(ctx context.Context, h *history, e effect, format string) error {
	switch format {
	case "json":
		return writeJSON(c.stdout, e.report())
	case "github":
		return diag.GitHub(c.stdout, e.faults(), locale.Teller(c.language()))
	case "markdown":
		w := &summary{Writer: bufio.NewWriter(c.stdout), command: c, link: c.linker(h.prefix(ctx))}
		w.effect(&e)
		return w.Flush()
	}
	w := &statusWriter{command: c, Writer: bufio.NewWriter(c.stdout)}
	fmt.Fprintln(w, w.headline(&e))
	for _, state := range check.States()[1:] {
		w.list("status-made-"+string(state), e.texts, e.made[state])
	}
	w.list("status-settled", e.texts, e.settled)
	return w.Flush()
}

// effectReport is an effect as programs get it.
type effectReport struct {
	Made      []textStatus        `json:"made"`
	Settled   []textStatus        `json:"settled"`
	Remaining map[check.State]int `json:"remaining"`
}

func (e effect) report() effectReport {
	r := effectReport{Made: []textStatus{}, Settled: []textStatus{}, Remaining: counted(e.remaining)}
	for _, state := range check.States()[1:] {
		for _, x := range e.made[state] {
			r.Made = append(r.Made, textReport(x))
		}
	}
	for _, x := range e.settled {
		r.Settled = append(r.Settled, textReport(x))
	}
	return r
}

// faults are the diagnostics of the texts that the change made missing, stale or
// unreviewed.
func (e effect) faults() []diag.Diagnostic {
	var out []diag.Diagnostic
	for _, x := range e.made[check.StateMissing] {
		out = append(out, check.Fault(e.texts.site(), x))
	}
	return diag.Sort(slices.Concat(out, e.byLine(check.StateStale), e.unreviewed()))
}

// unreviewed are the diagnostics of the texts that came with the change and do not
// say what they were made from. A folder as a whole is not asked for that: those
// who translated what is older may be gone.
func (e effect) unreviewed() []diag.Diagnostic { return e.byLine(check.StateUnreviewed) }

// byLine are the diagnostics that hand out a line to put in. Several languages of
// one record are one fault: one line brings it up to date.
func (e effect) byLine(state check.State) []diag.Diagnostic {
	var out []diag.Diagnostic
	site := e.texts.site()
	for _, file := range byFile(e.made[state]) {
		if file[0].Line == "" {
			continue // what it was made from is missing, which is told
		}
		var names []string
		for _, x := range file {
			names = append(names, site.Config.Language(x.Lang).Name)
		}
		d := check.Fault(site, file[0])
		d.Args["language"], d.Args["line"] = strings.Join(names, ", "), e.texts.line(file)
		out = append(out, d)
	}
	return out
}

// headline says the whole in one sentence.
func (c *command) headline(e *effect) string {
	stale, missing := len(e.made[check.StateStale]), len(e.made[check.StateMissing])
	if stale+missing == 0 {
		return c.say("status-made-none")
	}
	return c.say("status-made", "stale", strconv.Itoa(stale), "missing", strconv.Itoa(missing))
}

// summary writes an effect as Markdown, for the summary of a run and for a
// comment on a change.
type summary struct {
	*bufio.Writer
	*command
	link func(file string, line int) string
}

func (w *summary) effect(e *effect) {
	fmt.Fprintf(w, "### %s\n\n%s\n", w.say("status-heading"), w.headline(e))
	for _, state := range check.States()[1:] {
		w.list(e, "status-made-"+string(state), e.made[state])
	}
	if len(e.made[check.StateStale])+len(e.made[check.StateUnreviewed]) > 0 {
		fmt.Fprintf(w, "\n%s\n", w.say("status-paste"))
	}
	w.list(e, "status-settled", e.settled)
	n := e.remaining
	fmt.Fprintf(w, "\n%s\n", w.say("status-remaining", "missing", strconv.Itoa(n[check.StateMissing]),
		"stale", strconv.Itoa(n[check.StateStale]), "unreviewed", strconv.Itoa(n[check.StateUnreviewed])))
}

func (w *summary) list(e *effect, key string, list []check.Translation) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(w, "\n**%s**\n\n", w.say(key, "count", strconv.Itoa(len(list))))
	for _, file := range byFile(list) {
		w.entry(e.texts, file)
	}
}

// entry is one file: a page in its language, or a record in those of its
// languages that are told of.
func (w *summary) entry(t *texts, file []check.Translation) {
	first := file[0]
	var names, keys []string
	for _, x := range file {
		names = append(names, markdownWords(t.site().Config.Language(x.Lang).Name))
		keys = append(keys, x.Keys...)
	}
	fmt.Fprintf(w, "- %s – %s", w.file(first.At.File, first.At.Line), strings.Join(names, ", "))
	if first.Of.File != "" && first.Of.File != first.At.File {
		fmt.Fprintf(w, " (%s)", w.say("status-source", "file", w.file(first.Of.File, 1)))
	}
	if len(keys) > 0 {
		slices.Sort(keys)
		fmt.Fprintf(w, ": `%s`", strings.Join(slices.Compact(keys), "`, `"))
	}
	fmt.Fprintln(w)
	if line := t.line(file); line != "" {
		fmt.Fprintf(w, "\n  ```yaml\n  %s\n  ```\n", line)
	}
}

// file names a file, as a link when it is there and the surroundings say where.
func (w *summary) file(name string, line int) string {
	return w.linked(name, w.link(name, line))
}

// linked shows a name as it is, as a link when there is an address.
func (w *summary) linked(name, address string) string {
	shown := "`" + strings.ReplaceAll(plainWords(name), "`", "'") + "`"
	if address == "" {
		return shown
	}
	return "[" + shown + "](" + address + ")"
}

// markdownWords are words of a file that Markdown shall show as they are.
func markdownWords(s string) string {
	var b strings.Builder
	for _, r := range plainWords(s) {
		if strings.ContainsRune("\\`*_{}[]<>()#!|&~", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// linker makes addresses of files in a web view of git: below --web, else from
// what a run of GitHub, or of a service that does as GitHub does, says of itself.
// There are none elsewhere, and none for a file that has to be written first.
func (c *command) linker(prefix string) func(string, int) string {
	web := c.web
	server, repository, commit := c.getenv("GITHUB_SERVER_URL"), c.getenv("GITHUB_REPOSITORY"), c.getenv("GITHUB_SHA")
	if web == "" && server != "" && repository != "" && commit != "" {
		web = server + "/" + repository + "/blob/" + commit
	}
	return func(file string, line int) string {
		if web == "" || line == 0 {
			return ""
		}
		plain := ""
		if strings.HasSuffix(file, ".md") {
			plain = "?plain=1" // a page as it is set has no lines to point at
		}
		return fmt.Sprintf("%s%s#L%d", webAddress(strings.TrimSuffix(web, "/")+"/"+prefix+file), plain, line)
	}
}
