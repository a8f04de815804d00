package render

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"reflect"
	"slices"
	"strconv"
	"sync"
	"text/template/parse"

	"github.com/tdewolff/minify/v2"
	minhtml "github.com/tdewolff/minify/v2/html"
)

// More than a third of an ordinary page is its frame: the bar, the navigation
// and the footer, which are the same on all pages of an edition or of a part of
// it; and an activity's row stands in a dozen tables. Their views are shared
// (view.go: TopBar, Nav, Foot, ActivityRow), and what they are shown as is
// rendered and minified once for each of them.
//
// What a component shows depends on its dot and the words of its language alone.
// So the address of a dot that does not change, in the set of one language, is
// a whole key: what a part shows and its view lacks, it cannot show.

// shared are the components that are rendered once for each dot. They are block
// elements or rows: white space beside them means nothing.
func shared() []string { return []string{"helpline-bar", "site-nav", "footer", "activity-row"} }

// mark stands round the number of a part in a page that is not yet minified.
// Nothing else can put it there: escaping takes it out of every text, and
// control characters are refused in layouts.
const mark = '\x00'

// parts are the shared components of one language, rendered. Their method show
// takes the place of their calls in the layouts.
type parts struct {
	set      *template.Template
	minifier *minify.M

	mu    sync.Mutex
	known map[part]int
	html  [][]byte // minified
}

// Parts is how many parts were rendered and are kept. They are never thrown away
// as long as the layouts live, which outlive many sites in a preview.
func (l *Layouts) Parts() int {
	n := 0
	for _, p := range l.langs {
		p.mu.Lock()
		n += len(p.html)
		p.mu.Unlock()
	}
	return n
}

// part is a component with what it is called with.
type part struct {
	name string
	dot  any // a pointer
}

// share puts {{part "name" dot}} into the place of {{template "name" dot}}.
func share(set *template.Template, names []string) {
	for _, tree := range trees(set) {
		walk(tree.Root, func(list *parse.ListNode, i int) {
			n, ok := list.Nodes[i].(*parse.TemplateNode)
			if !ok || n.Pipe == nil || !slices.Contains(names, n.Name) {
				return
			}
			call := &parse.CommandNode{NodeType: parse.NodeCommand, Pos: n.Pos, Args: []parse.Node{
				parse.NewIdentifier("part").SetPos(n.Pos).SetTree(tree),
				&parse.StringNode{NodeType: parse.NodeString, Pos: n.Pos, Quoted: strconv.Quote(n.Name), Text: n.Name}, n.Pipe,
			}}
			pipe := &parse.PipeNode{NodeType: parse.NodePipe, Pos: n.Pos, Line: n.Line, Cmds: []*parse.CommandNode{call}}
			list.Nodes[i] = &parse.ActionNode{NodeType: parse.NodeAction, Pos: n.Pos, Line: n.Line, Pipe: pipe}
		})
	}
}

// show is the mark of a component with a dot that pages share, and the component
// itself with any other.
func (p *parts) show(name string, dot any) (template.HTML, error) {
	if reflect.ValueOf(dot).Kind() != reflect.Pointer {
		return p.whole(name, dot)
	}
	p.mu.Lock()
	i, ok := p.known[part{name, dot}]
	p.mu.Unlock()
	if !ok {
		html, err := p.render(name, dot)
		if err != nil {
			return "", err
		}
		i = p.add(part{name, dot}, html)
	}
	return template.HTML(fmt.Sprintf("%c%d%c", mark, i, mark)), nil
}

// whole renders a component with its parts in their places. What was not part
// of a page is left as its template has it.
func (p *parts) whole(name string, dot any) (template.HTML, error) {
	var raw bytes.Buffer
	if err := p.set.ExecuteTemplate(&raw, name, dot); err != nil {
		return "", err
	}
	if bytes.IndexByte(raw.Bytes(), mark) < 0 {
		return template.HTML(raw.String()), nil
	}
	var out bytes.Buffer
	err := p.finish(&out, raw.Bytes())
	return template.HTML(out.String()), err
}

func (p *parts) render(name string, dot any) ([]byte, error) {
	var raw, small bytes.Buffer
	if err := p.set.ExecuteTemplate(&raw, name, dot); err != nil {
		return nil, err
	}
	err := p.finish(&small, raw.Bytes())
	return small.Bytes(), err
}

// add keeps a part; of two workers that rendered it, the first is right.
func (p *parts) add(of part, html []byte) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	i, ok := p.known[of]
	if !ok {
		i = len(p.html)
		p.known[of], p.html = i, append(p.html, html)
	}
	return i
}

// finish minifies what was rendered and puts the parts into their places.
func (p *parts) finish(w io.Writer, raw []byte) error {
	for {
		own, rest, more := bytes.Cut(raw, []byte{mark})
		// Between two rows there is a line end, not worth a minifier. A buffer is
		// read where it stands; any other reader would be copied.
		if len(bytes.TrimSpace(own)) > 0 {
			if err := p.minifier.Minify("text/html", w, bytes.NewBuffer(own)); err != nil {
				return err
			}
		}
		if !more {
			return nil
		}
		var number []byte
		number, raw, _ = bytes.Cut(rest, []byte{mark})
		html, ok := p.at(string(number))
		if !ok {
			return fmt.Errorf("%q is not the number of a part", number)
		}
		if _, err := w.Write(html); err != nil {
			return err
		}
	}
}

// at is the part with a number.
func (p *parts) at(number string) ([]byte, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	i, err := strconv.Atoi(number)
	if err != nil || i < 0 || i >= len(p.html) {
		return nil, false
	}
	return p.html[i], true
}

// newMinifier makes pages small and keeps them valid and accessible.
func newMinifier() *minify.M {
	m := minify.New()
	m.Add("text/html", &minhtml.Minifier{
		KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, KeepDefaultAttrVals: true, KeepSpecialComments: true,
	})
	return m
}
