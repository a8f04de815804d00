package main

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"time"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/build"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
)

// report prints the diagnostics of a run in the chosen format: text for people
// on standard error, json, github and sarif on standard output for programs. It
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
	case "sarif":
		tool := diag.Tool{Name: "portal", Version: version, Lang: c.language(), Explain: locale.Explainer(c.language())}
		err = diag.SARIF(c.stdout, res.Diagnostics, tell, tool)
	default:
		err = diag.Text(c.stderr, res.Diagnostics, tell, res.Line, c.color(c.stderr))
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
// output holds nothing but diagnostics for programs; with --format json it is one
// object on one line.
func (c *command) summary(res *build.Result, out string, took time.Duration) error {
	if c.format == "json" {
		return c.summaryJSON(res, out, took)
	}
	c.counts(res)
	for _, p := range res.Pages {
		fmt.Fprintln(c.stderr, c.say("summary-pages", "lang", p.Lang, "pages", strconv.Itoa(p.Pages)))
	}
	p := locale.Plain(c.language())
	for _, w := range res.Weights {
		limit := "–"
		if w.Limit > 0 {
			limit = p.Bytes(w.Limit)
		}
		fmt.Fprintln(c.stderr, c.say("summary-weight-"+w.Budget, "page", w.Page, "size", p.Bytes(w.Bytes), "limit", limit,
			"requests", p.Int(w.Requests)))
	}
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
	return nil
}

// summaryJSON is the same for a program. Sizes are bytes; a limit of 0 is none.
func (c *command) summaryJSON(res *build.Result, out string, took time.Duration) error {
	type weight struct {
		Budget   string `json:"budget"`
		Page     string `json:"page"`
		Bytes    int64  `json:"bytes"`
		Requests int    `json:"requests"`
		Limit    int64  `json:"limit"`
	}
	errors, warnings := diag.Count(res.Diagnostics)
	object := struct {
		Errors     int            `json:"errors"`
		Warnings   int            `json:"warnings"`
		Unreviewed int            `json:"unreviewed"`
		Pages      map[string]int `json:"pages"`
		Weights    []weight       `json:"weights"`
		Files      int            `json:"files"`
		Bytes      int64          `json:"bytes"`
		Seconds    float64        `json:"seconds"`
		Out        string         `json:"out"`
		Changed    bool           `json:"changed"`
		Leftover   string         `json:"leftover,omitempty"`
	}{
		Errors: errors, Warnings: warnings, Unreviewed: res.Unreviewed, Pages: map[string]int{}, Weights: []weight{},
		Files: res.Files, Bytes: res.Bytes, Seconds: math.Round(took.Seconds()*100) / 100, Out: out, Changed: res.Changed,
	}
	for _, p := range res.Pages {
		object.Pages[p.Lang] = p.Pages
	}
	for _, w := range res.Weights {
		object.Weights = append(object.Weights, weight(w))
	}
	if res.Leftover != nil {
		object.Leftover = res.Leftover.Error()
	}
	enc := json.NewEncoder(c.stderr)
	enc.SetEscapeHTML(false)
	return enc.Encode(object)
}

// progress draws a line on a terminal, and nothing anywhere else.
func (c *command) progress() func(done, total int) {
	if c.format != "text" || !c.obeys(c.stderr) {
		return nil
	}
	return func(done, total int) {
		if done%50 == 0 || done == total {
			fmt.Fprintf(c.stderr, "\r\x1b[K%s", c.say("progress", "done", strconv.Itoa(done), "total", strconv.Itoa(total)))
		}
	}
}
