/*
Portal makes a complete static site in several languages from a folder of
Markdown and YAML.

	portal build     build the site and put it at the output, whole or not at all
	portal check     tell everything that is wrong with the folder; with --since what a change brought (needs git)
	portal summary   the same, with the state of texts and where the built pages are, for the page of a run in a web view of git
	portal status    tell which texts are missing, out of date or unreviewed in which language; --diff, --since (both need git)
	portal translated  record that translations are up to date again
	portal form      make the workbook in which an institution reports on a quarter
	portal import    read such workbooks back and write the records of progress
	portal serve     preview it on this computer: a save shows in the open page; below /_components/ every component in all its states
	portal new       begin a record or page: files with blanks to fill in
	portal schemas   write .schemas/, by which an editor of code completes and checks keys
	portal rename    give a page or record another id; every reference follows, every address leads on
	portal offline   copy a built site so that its pages open from a folder, to look at
	portal explain   explain a diagnostic code
	portal version

The program knows nothing about the authority whose site it makes: every name,
number and word is in the site folder. The tests build other, smaller sites.

# The house

This file is the architecture. The table below is read by a test
(architecture_test.go): a package imports only packages on floors strictly
below its own, packages on one floor do not know each other, a third-party
library is imported in its own room only, and every package is in the table.

	floor package   purpose
	0     testsite  small sites for tests; imported by tests alone
	0     diag      positions, codes and the list of diagnostics; prints them
	0     worddiff  what changed between two texts, line by line and word by word
	0     browser   drives Chromium: pages as readers meet them, for tests, and pages from memory to paper
	1     locale    languages, interface words, plurals, dates, numbers, collation; the program's own messages
	1     pdf       what a PDF is, and the same without a word on who made it
	1     spreadsheet writes and reads spreadsheets: XLSX and ODS
	2     model     the vocabulary and the immutable Site that indexes it; no I/O
	3     monitor   how far the plan has come, who has told so, and what is known of a year; exact and pure
	3     dataset   the sets of open data and their columns, declared once
	3     load      reads a site folder into a snapshot and decodes it, strictly and with positions
	3     schema    what may stand in a record and in a page's header: its keys, and JSON Schemas for editors of code
	3     markdown  Markdown to a document with headings, links and positions, then to HTML
	4     check     the rules of meaning, one function each; the state of translations
	4     scaffold  begins new records and pages: files with blanks to fill in
	4     route     every path that will be published, decided before anything is rendered
	5     render    typed views and layouts to HTML; style sheets and scripts to assets
	5     poster    the PDF of a page that is a document, the same bytes each time; its Chromium comes from browser
	5     export    open data, feeds, sitemap, robots.txt
	5     form      the workbook in which an institution reports on a quarter: makes it, and reads it back
	5     release   verifies a finished tree, weighs pages, packs it, swaps it in; knows neither routes nor templates
	5     rename    gives a page or record another id: every file that changes, in memory
	6     build     the pipeline and its workers: the only package that knows every stage
	7     serve     preview on this computer: a save shows in the open page
	8     main      flags, exit codes and the words round a run

	library                                room
	github.com/yuin/goldmark               markdown
	gopkg.in/yaml.v3                       load
	github.com/nicksnyder/go-i18n          locale
	github.com/tdewolff/minify             render
	github.com/fsnotify/fsnotify           serve
	github.com/spf13/cobra                 main
	golang.org/x/term                      main
	github.com/chromedp                    browser
	github.com/xuri/excelize               spreadsheet
	github.com/pdfcpu                      pdf
	golang.org/x/sync                      build
	github.com/andybalholm/brotli          release
	golang.org/x/net                       release
	golang.org/x/sys                       release
	golang.org/x/text/unicode/norm         load
	golang.org/x/text                      locale

Rooms still to be built (translit, search) get their floors when they come. Where the house differs from the first drawing:

  - x/text/unicode/norm is in load: texts are put into NFC once, when they are
    read, so that no later floor has to think of it.
  - diag.Nearest ("did you mean") is on floor 0, because every floor that
    refuses a name suggests one.
  - release writes the files of the tree it verifies (Staging). What a page
    links to is gathered while its bytes pass, so nothing is read twice, and the
    manifest, the index and the swap cannot disagree about what was written.
  - model decides what is published on a day (Site.Best, Published, Listings).
    check and route both need it, stand on one floor and must not know each
    other.
  - spreadsheet and pdf are on floor 1, and not in export and poster: what is
    published, what comes back from institutions and what stands beside a report
    is read and written in one place each, far below those who ask for it.
  - monitor and dataset are on floor 3: pages, open data and rules tell the same
    of the plan's progress and of a set's columns, because each is said once.
  - browser is on floor 0 and the room of chromedp, not poster: the tests that
    open pages and the printer of documents drive one Chromium in one way. Below
    build poster alone uses it, so that no page can come to depend on a browser;
    what makes two prints alike is poster's, and needs no Chromium to be tested.

# How a page and a record travel

	content/help/index.sq.md                       data/activities/1.1.1.yaml
	   | load.Read   snapshot: path, bytes, digest           |
	   | load.Site   model.Page, model.Activity …, and every diagnostic, file:line:col
	   | markdown.Parser.Parse   *markdown.Doc                |
	   | route.New   every target, address, alternate, redirect, collision
	   +-- check.Site   all rules; locale.New and render.Parse judge words and layouts
	       an error stops here; every stage that could run has run, so all faults are told together
	   release.Open, Stage      the lock and a staging folder beside the output
	   wave 1  assets, open data, sitemap, feeds, then charts and what tells of the data   Staging.Write(path, func(io.Writer) error), in any order
	   wave 2  with --pdf: documents, printed by Chromium from the HTML that wave 3 writes, before it tells of the PDF
	   wave 3  pages, whose views carry the names, sizes and digests of earlier waves; each is weighed with what it loads
	   Staging.Verify   on what was gathered while writing: links, anchors, ids, languages, origins
	   Output.Swap      one rename; the previous release stays for going back

check walks the same way to the end of wave 3 without wave 2, and writes nothing. The gallery of
components (serve, and the tests in a browser) leaves it at render: it shows the
examples of layouts/components/, and no release has it. Assets come in two pairs,
because help pages may weigh so little that they load what they can show and no
more (decision 0006).

A preview (build.Preview, for serve) walks as far as render after every save, anew but for what has the
same bytes (load.Memory), and makes one page when it is asked for it (build.Moment). Rules and all other
pages come after that, in the background. No tree is written (decision 0008).

Reports come from outside. form makes a workbook of a loaded site; import reads
it back (form.Read), judges the folder with the record laid over it (load.Overlay,
then check's walk), tells the faults at the workbook's cells, and writes only when
there are none.

What was published stays reachable. Aliases of pages and former_ids of records are
planned by route as redirects, as anchors on pages that list records, and, for
files, as the same bytes under the former name (decision 0007); rename writes them, judging
the folder as import does.

Three ideas carry the design. Everything is planned before anything is rendered
(route), so links, alternates and redirects cannot disagree. A page is a pure
function of its view (render): templates show and do not compute. And only a
verified tree can be released: release.Release is made by Verify alone.

# What is the same everywhere

Two builds of one folder give the same bytes, on any machine, from any path, in
any time zone, with any number of workers: nothing below main reads the clock,
the environment or the order of a map. Rules that depend on time are judged
against one date: --date, else SOURCE_DATE_EPOCH, else the newest day that the
folder itself names.

A fault of the site is a diagnostic with a code, and exit 1. A fault of the
machine, a refused output or a wrong flag is an error, and exit 2. Signals end
with 130 and 143. After any of these the published site is as it was.
*/
package main
