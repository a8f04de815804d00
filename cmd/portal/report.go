package main

import (
	"fmt"
	"strconv"
	"time"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/build"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
)

// report prints the diagnostics of a run in the chosen format: text for people
// on standard error, json and github on standard output for programs. It
// returns runErr, or errFaults when the site has an error.
func (c *command) report(res *build.Result, runErr error) error {
	if res == nil {
		return runErr
	}
	tell := locale.Teller(c.language())
	var err error
	switch c.format {
	case "json":
		err = diag.JSON(c.stdout, res.Diagnostics, tell)
	case "github":
		err = diag.GitHub(c.stdout, res.Diagnostics, tell)
	default:
		color := c.terminal(c.stderr) && c.getenv("NO_COLOR") == ""
		err = diag.Text(c.stderr, res.Diagnostics, tell, res.Line, color)
	}
	switch {
	case runErr != nil:
		return runErr
	case err != nil:
		return fmt.Errorf("print the diagnostics: %w", err)
	case res.Failed():
		c.counts(res)
		if c.release {
			fmt.Fprintln(c.stderr, c.say("summary-refused"))
		}
		return errFaults
	}
	return nil
}

// counts says how many faults there are, in one line.
func (c *command) counts(res *build.Result) {
	errors, warnings := diag.Count(res.Diagnostics)
	fmt.Fprintln(c.stderr, c.say("summary-counts", "errors", strconv.Itoa(errors), "warnings", strconv.Itoa(warnings),
		"unreviewed", strconv.Itoa(res.Unreviewed)))
}

// summary says what was built. It goes to standard error, so that standard
// output holds nothing but diagnostics for programs.
func (c *command) summary(res *build.Result, out string, took time.Duration) {
	c.counts(res)
	for _, p := range res.Pages {
		fmt.Fprintln(c.stderr, c.say("summary-pages", "lang", p.Lang, "pages", strconv.Itoa(p.Pages)))
	}
	p := locale.Plain(c.language())
	fmt.Fprintln(c.stderr, c.say("summary-files", "files", p.Int(res.Files), "size", p.Bytes(res.Bytes),
		"seconds", p.Number(strconv.FormatFloat(took.Seconds(), 'f', 2, 64))))
	key := "summary-published"
	if !res.Changed {
		key = "summary-unchanged"
	}
	fmt.Fprintln(c.stderr, c.say(key, "out", out))
	if res.Leftover != nil {
		fmt.Fprintln(c.stderr, c.say("summary-leftover", "detail", res.Leftover.Error()))
	}
}

// progress draws a line on a terminal, and nothing anywhere else.
func (c *command) progress() func(done, total int) {
	if c.format != "text" || !c.terminal(c.stderr) {
		return nil
	}
	return func(done, total int) {
		if done%50 == 0 || done == total {
			fmt.Fprintf(c.stderr, "\r\x1b[K%s", c.say("progress", "done", strconv.Itoa(done), "total", strconv.Itoa(total)))
		}
	}
}
