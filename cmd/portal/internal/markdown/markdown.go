// Package markdown turns the prose of a page into HTML.
//
// In goes one Markdown body, a [Source]: CommonMark with tables, footnotes,
// definition lists, the quotation marks of the page's language and a few named
// blocks (":::callout{kind=quiet}" … ":::", ":::steps" … ":::",
// ":::helpline{id=192}", ":::helplines"). The loader has already made it
// NFC-normalised UTF-8 with LF line ends.
//
// Out comes a [Doc]: the headings with their ids, the links, the named blocks
// and the plain text, all with positions in the whole file, and every fault as
// a diagnostic. A later package decides what each link means and calls
// [Doc.Render] with the answers. The HTML has no style attribute, no script and
// no address that was not either judged here or given by the [Resolver].
//
// Refused, each with a code of its own:
//   - raw HTML, comments included;
//   - text indented by four blanks or a tab, which Markdown takes for program code,
//     and characters nobody sees, written as entities;
//   - a level-one heading (the page's title is it), a skipped level, an empty
//     heading, an id that is not [a-z][a-z0-9-]* or stands twice;
//   - any link that is not a record's id ("page:help", "activity:1.1.1"), an
//     anchor of this page, https: or mailto:. Telephone numbers live in
//     data/helplines, addresses of our own pages are ids; http: is a warning;
//   - a link nobody can read aloud, an image without words;
//   - a named block that is unknown, open, or has arguments it does not take;
//   - what would exhaust the machine (see limits.go): a body over 1 MB, a table
//     bomb, markup or nesting by the thousand. Anything refused for its size
//     is refused before it can grow.
//
// Left out on purpose: bare addresses that become links, strikethrough, task
// lists (their checkboxes have no label), titles of links (phones never show
// them) and attributes other than a heading's {#id}, because they would let
// style= through. Column alignment is dropped but
// for "--:", which becomes class="num": a style attribute breaks the CSP.
//
// A [Parser] and a [Doc] may be used by many goroutines at once.
package markdown

import (
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// Source is one Markdown body. Line is the line in File (1-based) at which Body
// begins, so that positions are those of the whole file. Body is kept by the
// [Doc] and must not change afterwards.
type Source struct {
	File string
	Line int
	Body []byte
}

// Quotes are the quotation marks of a language: „ “ ‚ ‘ in Albanian and Serbian.
type Quotes struct{ Open, Close, OpenSingle, CloseSingle string }

// Parser reads the bodies of one language.
type Parser struct {
	syntax parser.Parser
	html   renderer.Renderer
}

// New makes the parser for a language's quotation marks. It is costly; make one
// per language, not one per page.
func New(quotes Quotes) *Parser {
	return &Parser{
		syntax: parser.NewParser(
			parser.WithBlockParsers(blockParsers()...),
			parser.WithInlineParsers(inlineParsers(quotes)...),
			parser.WithParagraphTransformers(
				util.Prioritized(tables{extension.NewTableParagraphTransformer()}, 90),
				util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			),
			parser.WithASTTransformers(
				util.Prioritized(extension.NewFootnoteASTTransformer(), 100),
			),
		),
		html: newHTML(""),
	}
}

// newHTML makes a renderer whose footnotes have ids that begin with prefix.
// goldmark fixes that for a renderer, not for a document.
func newHTML(prefix string) renderer.Renderer {
	return renderer.NewRenderer(renderer.WithNodeRenderers(
		util.Prioritized(hooks{}, 100), // before, that is instead of, goldmark's own
		util.Prioritized(extension.NewDefinitionListHTMLRenderer(), 500),
		util.Prioritized(extension.NewFootnoteHTMLRenderer(extension.WithFootnoteIDPrefix(prefix+"note-")), 500),
		util.Prioritized(html.NewRenderer(), 1000),
	))
}

// Parse reads a body. The document is never nil; when there are errors it is
// for other checks to go on with, not for publication. Diagnostics are sorted.
func (p *Parser) Parse(src Source) (*Doc, []diag.Diagnostic) {
	// goldmark appends a line end to the last line of a code block; clipped, the
	// body is copied then instead of what follows it in memory being overwritten.
	src.Body = slices.Clip(src.Body)
	doc := &Doc{source: src.Body, root: ast.NewDocument(), html: p.html}
	c := newCollector(doc, src)
	if c.withinLimits() {
		st := &state{tooLarge: -1}
		context := parser.NewContext()
		context.Set(stateKey, st)
		doc.root = p.syntax.Parse(text.NewReader(src.Body), parser.WithContext(context))
		c.collect(st)
	}
	return doc, diag.Sort(c.faults)
}

// blockParsers are CommonMark's and ours. The numbers are goldmark's
// priorities: the lower is asked first.
func blockParsers() []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(shallow{blockParser{shapes()}}, 50),
		util.Prioritized(headingParser{parser.NewSetextHeadingParser()}, 100),
		util.Prioritized(shallow{extension.NewDefinitionListParser()}, 101),
		util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(shallow{parser.NewListParser()}, 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(headingParser{parser.NewATXHeadingParser()}, 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(shallow{parser.NewBlockquoteParser()}, 800),
		util.Prioritized(parser.NewHTMLBlockParser(), 900),
		util.Prioritized(shallow{extension.NewFootnoteBlockParser()}, 999),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	}
}

func inlineParsers(quotes Quotes) []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(extension.NewFootnoteParser(), 101),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(parser.NewEmphasisParser(), 500),
		util.Prioritized(typography{quotes}, 900),
	}
}
