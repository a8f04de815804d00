package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// Doc is a body that has been read. Its fields are in the order of the source
// and must not be changed.
type Doc struct {
	Headings []Heading
	Links    []Link  // links and images that are allowed
	Blocks   []Block // named blocks that are known
	// References are the addresses of records that links of the form
	// [text][reference] lead to, each where it is defined, used or not.
	References []Link
	Text       string // what a reader reads, one line per paragraph, cell or item; for search
	Words      int    // of Text
	// Sentences are what the text says, sentence by sentence, without headings,
	// code and footnotes; for the rules of language.
	Sentences []Sentence

	source []byte
	root   ast.Node
	html   renderer.Renderer
	links  map[ast.Node]int // index in Links; a link that is not in it shows its text alone
}

// Sentence is a sentence, or an item or cell that is less than one. Tied says
// that the paragraph, list or table it stands in leads to a record, a source or
// a footnote.
type Sentence struct {
	Text string
	Pos  diag.Pos // of its first word
	Tied bool
}

// Heading is a heading of level 2 to 6 (1 in a body with faults).
type Heading struct {
	Level    int
	ID       string // unique in the body
	Explicit bool   // written by the editor as {#id}; otherwise made of Text
	Text     string
	Pos      diag.Pos
}

// Link is a link or an image. One of three groups of fields says where it leads:
// Scheme, ID and perhaps Anchor for a record ("page:help#call"); Anchor alone for
// a heading of this page, which exists; URL alone for an external address. An
// image has its file's name in ID.
type Link struct {
	Scheme, ID, Anchor string
	URL                string   // https, http (with a warning) or mailto; ready for href but for HTML escaping
	Text               string   // what it says, or an image's alternative text; may be empty for a record
	Pos                diag.Pos // of the address
	Image              bool
	Reference          bool // [text][reference]: Pos is where the link begins, and its address stands elsewhere
}

// Block is a named block: a container around other text (callout, steps) or a
// leaf that stands for records (helpline, helplines).
type Block struct {
	Name string
	Args map[string]string   // those that were written, checked against what the block takes
	At   map[string]diag.Pos // where the value of each stands
	Pos  diag.Pos
}
