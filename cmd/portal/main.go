package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"

	"github.com/spf13/cobra"
)

// version is set by `make site` and the release build; it appears in
// `portal version` alone, never in a published file.
var version = "dev"

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, os.Getenv)) }

// run is main with its surroundings given; it returns the exit code: 0 done, 1
// a fault of the site, 2 wrong use or a fault of the machine, 130 and 143 on
// signals.
func run(args []string, stdout, stderr *os.File, getenv func(string) string) int {
	// A run is short and its heap small: collecting half as often saves a tenth of
	// a build's time, for some 40 MB at 1,300 pages. Half of that again saves no more.
	if getenv("GOGC") == "" {
		debug.SetGCPercent(200)
	}
	ctx, stop := context.WithCancelCause(context.Background())
	defer stop(nil)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(signals)
	go func() {
		if s, ok := (<-signals).(syscall.Signal); ok {
			stop(stopped(s))
		}
	}()
	c := &command{stdout: stdout, stderr: stderr, getenv: getenv, computer: thisComputer()}
	return c.execute(ctx, args)
}

// execute runs the command that the arguments name.
func (c *command) execute(ctx context.Context, args []string) int {
	clicked := c.computer.clicked(args)
	args = append(args, clicked...)
	c.greet(args)
	root := c.root()
	root.SetArgs(args)
	root.SetOut(c.stdout)
	root.SetErr(c.stderr)
	code := c.exit(root.ExecuteContext(ctx))
	if len(clicked) > 0 && code != 0 {
		c.pause() // else the window would close with what it says
	}
	return code
}

// root declares the commands and their flags.
func (c *command) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "portal",
		Short:         "portal makes a static site in several languages from a folder of Markdown and YAML",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	flags := root.PersistentFlags()
	flags.StringVarP(&c.site, "site", "C", ".", "the site folder")
	flags.StringVar(&c.lang, "lang", "", "language of messages: sq, sr or en (default: the environment's, else sq)")
	flags.StringVar(&c.format, "format", "text", "how faults are printed: text, json, github or sarif")

	build := &cobra.Command{
		Use: "build", Short: "build the site and put it at the output, whole or not at all",
		Args: cobra.NoArgs, RunE: c.build,
	}
	build.Flags().StringVar(&c.out, "out", "", "where the site is published (default: public in the site folder)")
	build.Flags().StringVar(&c.zip, "zip", "", "with --release, also write the site with its checksums to this ZIP file")
	build.Flags().BoolVar(&c.pdf, "pdf", false, "also print the documents as PDF, with Chromium (--release implies it)")
	check := &cobra.Command{
		Use: "check", Short: "tell everything that is wrong with the site folder, and publish nothing",
		Args: cobra.NoArgs, RunE: c.check,
	}
	check.Flags().StringVar(&c.since, "since", "", "tell only what a change brought: compare with this git revision")
	serve := &cobra.Command{
		Use: "serve", Short: "preview the site on this computer; a save shows at once in the open page",
		Args: cobra.NoArgs, RunE: c.serve,
	}
	serve.Flags().IntVar(&c.port, "port", 8080, "port on the loopback address; 0 takes a free one, as does the default when it is taken")
	serve.Flags().BoolVar(&c.open, "open", false, "open the preview in the browser")
	serve.Flags().StringVar(&c.editor, "editor", defaultEditor, "address that opens a file from the preview, with {file}, {line} and {column}; none for none")
	for _, cmd := range []*cobra.Command{build, check, serve} {
		cmd.Flags().StringVar(&c.base, "base", "", "path under which a preview or staging site is served, such as /staging")
		cmd.Flags().BoolVar(&c.release, "release", false, "hold the folder to what may be released")
		cmd.Flags().StringVar(&c.date, "date", "", "the day to judge by, YYYY-MM-DD (default: SOURCE_DATE_EPOCH, else the newest day the folder names)")
		cmd.Flags().IntVar(&c.jobs, "jobs", runtime.GOMAXPROCS(0), "number of workers; the result does not depend on it")
	}
	status := &cobra.Command{
		Use: "status", Short: "tell which texts are missing, out of date or unreviewed, and what stops a release",
		Args: cobra.NoArgs, RunE: c.status,
	}
	status.Flags().StringVar(&c.diff, "diff", "", "tell what changed in the source of this page or file since it was translated (needs git)")
	status.Flags().StringVar(&c.since, "since", "", "tell what a change made missing or out of date: compare with this git revision; --format also takes markdown")
	status.Flags().BoolVar(&c.strict, "check", false, "fail when a text is missing or out of date")
	status.Flags().StringVar(&c.date, "date", "", "the day to judge by, YYYY-MM-DD (default: SOURCE_DATE_EPOCH, else the newest day the folder names)")
	summary := &cobra.Command{
		Use: "summary", Short: "tell what a change brought, in Markdown and all languages of the program, for the page of a run",
		Args: cobra.NoArgs, RunE: c.summarise,
	}
	summary.Flags().StringVar(&c.since, "since", "", "the git revision to compare with")
	summary.Flags().StringVar(&c.date, "date", "", "the day to judge by, YYYY-MM-DD (default: SOURCE_DATE_EPOCH, else the newest day the folder names)")
	summary.Flags().StringVar(&c.web, "web", "", "address of the repository's files in a web view of git, such as https://github.com/OWNER/NAME/blob/BRANCH")
	summary.Flags().StringVar(&c.artifacts, "artifacts", "", "address of the page where the built site can be fetched")
	translated := &cobra.Command{
		Use: "translated FILE …", Short: "record that translations are up to date again, all of them or none",
		Args: cobra.MinimumNArgs(1), RunE: c.translated,
	}
	for _, cmd := range []*cobra.Command{status, translated} {
		cmd.Flags().StringVar(&c.edition, "language", "", "only this language of the site (default: all)")
	}
	form := &cobra.Command{
		Use: "form QUARTER INSTITUTION", Short: "make the workbook in which an institution reports on a quarter; --lang is its language too",
		Args: cobra.ExactArgs(2), RunE: c.form,
	}
	form.Flags().StringVar(&c.out, "out", "", "the file (default: QUARTER-INSTITUTION.xlsx in the working directory)")
	imports := &cobra.Command{
		Use: "import FILE …", Short: "read such workbooks back and write data/progress/, all of them or nothing",
		Args: cobra.MinimumNArgs(1), RunE: c.importForms,
	}
	for _, cmd := range []*cobra.Command{form, imports} {
		cmd.Flags().BoolVar(&c.replace, "replace", false, "replace what is there")
		cmd.Flags().StringVar(&c.date, "date", "", "the day to judge by, YYYY-MM-DD (default: SOURCE_DATE_EPOCH, else the newest day the folder names)")
	}
	begin := &cobra.Command{
		Use: "new KIND ID", Short: "begin a record or page: files with blanks to fill in, in every language of the site",
		Args: cobra.ExactArgs(2), RunE: c.new, ValidArgsFunction: c.completeKinds,
	}
	begin.Flags().StringVar(&c.kind, "kind", "", "kind of a page (default: prose); section makes the page of a folder")
	begin.Flags().StringVar(&c.date, "date", "", "the day written into a page, YYYY-MM-DD (default: SOURCE_DATE_EPOCH, else today)")
	schemas := &cobra.Command{
		Use: "schemas", Short: "write .schemas/, by which an editor of code completes and checks the keys of records",
		Args: cobra.NoArgs, RunE: c.schemas,
	}
	renames := &cobra.Command{
		Use: "rename OLD [NEW]", Short: "give a page or record another id, or a page another slug; what led to it still does",
		Args: cobra.RangeArgs(1, 2), RunE: c.rename,
	}
	renames.Flags().StringVar(&c.renaming.Kind, "kind", "", "kind of an id that stands alone: page, institution, term …")
	renames.Flags().StringToStringVar(&c.renaming.Slugs, "slug", nil, "new last part of a page's address in a language: --slug sq=kush-jemi,sr=ko-smo")
	renames.Flags().BoolVar(&c.dry, "dry-run", false, "tell what would change, and write nothing")
	renames.Flags().StringVar(&c.date, "date", "", "the day to judge by, YYYY-MM-DD (default: SOURCE_DATE_EPOCH, else the newest day the folder names)")
	offline := &cobra.Command{
		Use: "offline FROM TO", Short: "copy a built site so that its pages open from a folder, without a server, to look at",
		Args: cobra.ExactArgs(2), RunE: c.offline,
	}
	explain := &cobra.Command{
		Use: "explain [CODE]", Short: "explain a diagnostic code; without one, list them all",
		Args: cobra.MaximumNArgs(1), RunE: c.explain,
		ValidArgsFunction: c.completeCodes,
	}
	show := &cobra.Command{
		Use: "version", Short: "print the program's version", Args: cobra.NoArgs, RunE: c.version,
	}
	root.AddCommand(build, check, serve, status, summary, translated, form, imports, begin, renames, schemas, offline, explain, show)
	return root
}

// stopped is the signal that ended the run.
type stopped syscall.Signal

func (s stopped) Error() string { return syscall.Signal(s).String() }

// exit turns what a command returned into the exit code, and says it.
func (c *command) exit(err error) int {
	var s stopped
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errFaults):
		return 1
	case errors.As(err, &s):
		c.complain(err)
		return 128 + int(s)
	}
	c.complain(err)
	return 2
}
