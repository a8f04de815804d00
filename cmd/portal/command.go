package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/build"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/release"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/rename"
)

// command holds the flags and where output goes.
type command struct {
	stdout, stderr     *os.File
	getenv             func(string) string
	site, lang, format string
	out, base, date    string
	zip                string
	release, pdf       bool
	replace            bool   // what is there already: a form, records of progress
	kind               string // of a new page
	jobs, port         int
	open               bool   // serve: show it in the browser
	editor             string // serve: the address that opens a file
	computer           computer
	renaming           rename.Request
	dry                bool   // rename: tell only
	diff               string // status: of one text
	since              string // status, check and summary: what a change brought since a revision
	web, artifacts     string // summary: where the files and the built site are in a web view of git
	edition            string // status and translated: one language of the site
	strict             bool   // status: fail on what is missing or stale
}

// errFaults says that the site has faults, which have been printed.
var errFaults = errors.New("the site has faults")

// lockWait is how long a build waits for another one at the same output.
const lockWait = 30 * time.Second

func (c *command) build(cmd *cobra.Command, _ []string) error {
	opt, err := c.options()
	if err != nil {
		return err
	}
	if c.zip != "" && !c.release {
		return c.usage("usage-zip")
	}
	opt.Out = c.out
	if opt.Out == "" {
		opt.Out = filepath.Join(c.site, "public")
	}
	opt.LockWait, opt.Archive, opt.PDF = lockWait, c.zip, c.pdf || c.release
	opt.Progress = c.progress()
	start := time.Now()
	res, err := build.Site(cmd.Context(), opt)
	if opt.Progress != nil {
		fmt.Fprint(c.stderr, "\r\x1b[K")
	}
	if err := c.report(res, err); err != nil {
		return err
	}
	return c.summary(res, opt.Out, time.Since(start))
}

func (c *command) check(cmd *cobra.Command, _ []string) error {
	opt, err := c.options()
	if err != nil {
		return err
	}
	if c.since != "" {
		return c.checkSince(cmd.Context(), opt)
	}
	res, err := build.Check(cmd.Context(), opt)
	if err := c.report(res, err); err != nil {
		return err
	}
	c.counts(res)
	return nil
}

func (c *command) explain(_ *cobra.Command, args []string) error {
	lang := c.language()
	if len(args) == 0 {
		for _, code := range locale.Codes() {
			fmt.Fprintln(c.stdout, code)
		}
		return nil
	}
	text, ok := locale.Explain(lang, args[0])
	if !ok {
		err := c.say("code-unknown", "code", args[0])
		if near := diag.Nearest(args[0], locale.Codes()); near != "" {
			err += c.say("code-near", "code", near)
		}
		return errors.New(err)
	}
	_, err := io.WriteString(c.stdout, text)
	return err
}

func (c *command) completeCodes(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return locale.Codes(), cobra.ShellCompDirectiveNoFileComp
}

func (c *command) version(*cobra.Command, []string) error {
	_, err := fmt.Fprintln(c.stdout, "portal", version)
	return err
}

var basePath = regexp.MustCompile(`^(/[a-z0-9]+([._-][a-z0-9]+)*)+$`)

// options reads the flags that build and check share.
func (c *command) options() (build.Options, error) {
	opt := build.Options{Site: c.site, Base: strings.TrimSuffix(c.base, "/"), Release: c.release, Jobs: c.jobs}
	if !slices.Contains([]string{"text", "json", "github", "sarif"}, c.format) {
		return opt, c.usage("usage-format", "value", c.format)
	}
	if opt.Base != "" && !basePath.MatchString(opt.Base) {
		return opt, c.usage("usage-base", "value", c.base)
	}
	if c.jobs < 1 {
		return opt, c.usage("usage-jobs", "value", strconv.Itoa(c.jobs))
	}
	date, err := c.day()
	if err != nil {
		return opt, err
	}
	opt.Date = date
	info, err := os.Stat(c.site)
	if err != nil || !info.IsDir() {
		return opt, c.usage("usage-site", "value", c.site)
	}
	root, err := os.OpenRoot(c.site)
	if err != nil {
		return opt, fmt.Errorf("open the site folder: %w", err)
	}
	opt.Folder = root.FS()
	return opt, nil
}

// day is the date the site is judged by; zero lets the folder decide.
func (c *command) day() (model.Date, error) {
	if c.date != "" {
		d, err := model.ParseDate(c.date)
		if err != nil {
			return d, c.usage("usage-date", "value", c.date)
		}
		return d, nil
	}
	epoch := c.getenv("SOURCE_DATE_EPOCH")
	if epoch == "" {
		return model.Date{}, nil
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil {
		return model.Date{}, c.usage("usage-epoch", "value", epoch)
	}
	t := time.Unix(seconds, 0).UTC()
	return model.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}, nil
}

// language is the editor's: the flag's, else the environment's, else Albanian.
func (c *command) language() string {
	for _, tag := range []string{c.lang, c.getenv("LC_ALL"), c.getenv("LC_MESSAGES"), c.getenv("LANG")} {
		for _, lang := range []string{"sq", "sr", "en"} {
			if tag == lang || strings.HasPrefix(tag, lang+"_") || strings.HasPrefix(tag, lang+"-") {
				return lang
			}
		}
		if tag != "" {
			break // the first that is set decides, as in POSIX
		}
	}
	return "sq"
}

func (c *command) say(key string, args ...string) string {
	return locale.Say(c.language(), key, args...)
}

// usage is an error of wrong use, in the editor's language.
func (c *command) usage(key string, args ...string) error { return errors.New(c.say(key, args...)) }

// complain prints an error that is not a fault of the site.
func (c *command) complain(err error) {
	if errors.Is(err, build.ErrNoChromium) {
		err = c.usage("pdf-no-chromium")
	}
	var refused release.Refused
	if errors.As(err, &refused) {
		told := locale.Teller(c.language())(diag.NewError(refused.Code, diag.Pos{}, "out", refused.Out, "other", refused.Other))
		fmt.Fprintf(c.stderr, "portal: [%s] %s\n", refused.Code, told.Message)
		if told.Hint != "" {
			fmt.Fprintf(c.stderr, "  %s: %s\n", told.HintWord, told.Hint)
		}
		return
	}
	fmt.Fprintf(c.stderr, "portal: %s\n", strings.ReplaceAll(err.Error(), "\n", "\n  "))
}

// color reports whether f shows colours and its reader wants them (no-color.org).
func (c *command) color(f *os.File) bool { return c.obeys(f) && c.getenv("NO_COLOR") == "" }

// obeys reports whether f is a terminal that obeys escape codes. The old console
// of Windows shows them as signs instead; newer terminals there say who they are.
func (c *command) obeys(f *os.File) bool {
	if !term.IsTerminal(int(f.Fd())) || c.getenv("TERM") == "dumb" {
		return false
	}
	return c.computer.system != "windows" || c.getenv("WT_SESSION") != "" || c.getenv("TERM") != ""
}
