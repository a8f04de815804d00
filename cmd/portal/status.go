package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/build"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/check"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// endsSoon is within how many days an exception that ends is pointed out.
const endsSoon = 30

// status tells how every text stands: with --diff what changed in the source of
// one, with --since what a change did to all.
func (c *command) status(cmd *cobra.Command, _ []string) error {
	// The format is the report's. What is wrong with the folder is for people, on
	// standard error.
	format := c.format
	c.format = "text"
	if err := c.statusFlags(format); err != nil {
		return err
	}
	texts, err := c.readTexts()
	if err != nil {
		return err
	}
	switch {
	case c.diff != "":
		err = c.statusDiff(cmd.Context(), texts)
	case c.since != "":
		err = c.statusSince(cmd.Context(), texts, format)
	default:
		err = c.statusWhole(cmd.Context(), texts, format)
	}
	if err == nil && texts.broken {
		err = errFaults
	}
	return err
}

// statusFlags refuses what does not go together.
func (c *command) statusFlags(format string) error {
	formats := []string{"text", "json"}
	switch {
	case c.diff != "" && c.since != "":
		return c.usage("usage-status-both")
	case c.diff != "":
		formats = formats[:1]
	case c.since != "":
		formats = append(formats, "markdown", "github")
	}
	if !slices.Contains(formats, format) {
		return c.usage("usage-status-format", "value", format, "formats", strings.Join(formats, ", "))
	}
	return nil
}

// texts are the texts of the folder and how they stand.
type texts struct {
	opt    build.Options
	loaded *load.Loaded
	today  model.Date
	all    []check.Translation // in the languages that were asked for
	broken bool                // some file could not be read, so that something is not told
}

// readTexts loads the folder. What cannot be read is told; without data/site.yaml
// there is nothing to tell beside it.
func (c *command) readTexts() (*texts, error) {
	opt, err := c.options()
	if err != nil {
		return nil, err
	}
	loaded, found, err := load.Site(opt.Folder)
	if err != nil {
		return nil, err
	}
	found = slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return d.Severity != diag.Error })
	res := &build.Result{Diagnostics: found, Line: loaded.Snapshot.Line}
	if faults := c.report(res, nil); loaded.Site.Config == nil {
		return nil, faults
	}
	out := &texts{opt: opt, loaded: loaded, today: opt.Date, broken: res.Failed(), all: check.Translations(loaded.Site)}
	if out.today.IsZero() {
		out.today = loaded.Site.Newest()
	}
	if c.edition == "" {
		return out, nil
	}
	if loaded.Site.Config.Language(c.edition) == nil {
		return nil, c.usage("usage-language", "value", c.edition, "languages", strings.Join(languages(loaded), ", "))
	}
	out.all = slices.DeleteFunc(out.all, func(t check.Translation) bool { return t.Lang != c.edition })
	return out, nil
}

func (t *texts) site() *model.Site { return t.loaded.Site }

// in are the texts in a state, drafts or not.
func (t *texts) in(state check.State, draft bool) []check.Translation {
	return slices.DeleteFunc(slices.Clone(t.all), func(x check.Translation) bool { return x.State != state || x.Draft != draft })
}

// byFile gathers the texts of each file: a record is one file in all languages.
func byFile(list []check.Translation) [][]check.Translation {
	var out [][]check.Translation
	for i, x := range list {
		if i > 0 && list[i-1].At.File == x.At.File {
			out[len(out)-1] = append(out[len(out)-1], x)
		} else {
			out = append(out, []check.Translation{x})
		}
	}
	return out
}

// line is what a file says when these translations in it are up to date, and its
// others as they are; empty when that cannot be said yet.
func (t *texts) line(file []check.Translation) string {
	if len(file) == 1 || file[0].Line == "" {
		return file[0].Line
	}
	var parts []string
	for _, x := range check.Translations(t.site()) {
		digest := x.Was
		if slices.ContainsFunc(file, func(y check.Translation) bool { return y.Lang == x.Lang }) {
			digest = x.Digest
		}
		if x.At.File == file[0].At.File && digest != "" {
			parts = append(parts, x.Lang+": "+strconv.Quote(digest))
		}
	}
	return "translated_from: {" + strings.Join(parts, ", ") + "}"
}

// statusReport is what status tells, in the form in which programs get it.
type statusReport struct {
	Date      string           `json:"date"` // the day it is judged by
	Languages []languageStatus `json:"languages"`
	Texts     []textStatus     `json:"texts"` // all that are not present
	Accepted  []acceptedStatus `json:"accepted"`
	Blocking  map[string]int   `json:"blocking"` // code → how many faults stop a release
}

type languageStatus struct {
	Language string              `json:"language"`
	Name     string              `json:"name"`
	Kinds    []kindStatus        `json:"kinds"`
	Total    map[check.State]int `json:"total"`
}

type kindStatus struct {
	Kind   model.Kind          `json:"kind"`
	States map[check.State]int `json:"states"`
}

type textStatus struct {
	State    check.State `json:"state"`
	Draft    bool        `json:"draft"`
	Kind     model.Kind  `json:"kind"`
	ID       string      `json:"id"`
	Language string      `json:"language"`
	Source   string      `json:"source_language"`
	File     string      `json:"file"`
	Line     int         `json:"line"` // 0: the file has to be written
	Of       string      `json:"source_file"`
	Keys     []string    `json:"keys,omitempty"`
	Write    string      `json:"write,omitempty"` // the line that says it is up to date
}

type acceptedStatus struct {
	Code    string `json:"code"`
	File    string `json:"file"`
	Until   string `json:"until"`
	Reason  string `json:"reason"`
	Expired bool   `json:"expired"`
	Soon    bool   `json:"soon"` // within 30 days
}

// statusWhole tells how all texts stand, and what stops a release. With --check
// it fails when something is missing or stale.
func (c *command) statusWhole(ctx context.Context, t *texts, format string) error {
	blocking, err := blocking(ctx, t.opt)
	if err != nil {
		return err
	}
	r := t.report()
	r.Blocking = blocking
	if format == "json" {
		err = writeJSON(c.stdout, r)
	} else {
		err = c.statusText(t, r)
	}
	owed := len(t.in(check.StateMissing, false)) + len(t.in(check.StateStale, false))
	if err == nil && c.strict && owed > 0 {
		err = errFaults
	}
	return err
}

// blocking counts the faults that stop a release, by their codes.
func blocking(ctx context.Context, opt build.Options) (map[string]int, error) {
	opt.Release = true
	res, err := build.Check(ctx, opt)
	if err != nil {
		return nil, err
	}
	out := map[string]int{}
	for _, d := range res.Diagnostics {
		if d.Severity == diag.Error {
			out[d.Code]++
		}
	}
	return out, nil
}

func (t *texts) report() statusReport {
	r := statusReport{Date: t.today.String(), Languages: []languageStatus{}, Texts: []textStatus{}, Accepted: []acceptedStatus{}}
	for _, lang := range t.site().Config.Languages {
		if l := t.languageReport(lang); l.Kinds != nil {
			r.Languages = append(r.Languages, l)
		}
	}
	for _, x := range t.all {
		if x.State != check.StatePresent {
			r.Texts = append(r.Texts, textReport(x))
		}
	}
	month := addDays(t.today, endsSoon)
	for _, a := range t.site().Config.Accepted {
		expired := a.Until.Before(t.today)
		r.Accepted = append(r.Accepted, acceptedStatus{
			Code: a.Code, File: a.File, Until: a.Until.String(), Reason: a.Reason, Expired: expired, Soon: !expired && !month.Before(a.Until),
		})
	}
	return r
}

// languageReport counts the texts of a language, kind by kind, in the order in
// which they are listed.
func (t *texts) languageReport(lang model.Language) languageStatus {
	own := func(x check.Translation) bool { return x.Lang == lang.ID }
	out := languageStatus{Language: lang.ID, Name: lang.Name, Total: counted(check.Count(t.all, own))}
	var kinds []model.Kind
	for _, x := range t.all {
		if own(x) && !slices.Contains(kinds, x.Kind) {
			kinds = append(kinds, x.Kind)
		}
	}
	for _, kind := range kinds {
		n := check.Count(t.all, func(x check.Translation) bool { return own(x) && x.Kind == kind })
		out.Kinds = append(out.Kinds, kindStatus{kind, counted(n)})
	}
	return out
}

// counted has every state, so that a program finds a zero and not a hole.
func counted(n check.Tally) map[check.State]int {
	out := map[check.State]int{}
	for _, s := range check.States() {
		out[s] = n[s]
	}
	return out
}

func textReport(x check.Translation) textStatus {
	return textStatus{
		State: x.State, Draft: x.Draft, Kind: x.Kind, ID: x.ID, Language: x.Lang, Source: x.Source,
		File: x.At.File, Line: x.At.Line, Of: x.Of.File, Keys: x.Keys, Write: x.Line,
	}
}

func addDays(d model.Date, n int) model.Date {
	t := time.Date(d.Year, time.Month(d.Month), d.Day+n, 0, 0, 0, 0, time.UTC)
	return model.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// sortedCodes are the codes that were counted, the most frequent first.
func sortedCodes(n map[string]int) []string {
	return slices.SortedFunc(maps.Keys(n), func(a, b string) int {
		if n[a] != n[b] {
			return n[b] - n[a]
		}
		return strings.Compare(a, b)
	})
}

// placeOf is where an editor goes: file and line, or the file to be written.
func placeOf(x check.Translation) string {
	if x.At.Line == 0 {
		return x.At.File
	}
	return fmt.Sprintf("%s:%d", x.At.File, x.At.Line)
}
