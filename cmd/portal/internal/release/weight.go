package release

import (
	"cmp"
	"io"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

// Weight is what a browser fetches for one page: the page and, each once, every
// style sheet, script, icon and picture that it loads by itself, also through a
// style sheet. Texts are counted as a server sends them, compressed with brotli
// (RFC 7932); pictures that are compressed already are counted as they are.
// Headers are not counted. Every candidate of a srcset counts, because which of
// them a browser takes is not known here.
type Weight struct {
	Page     string // path in the tree
	Bytes    int64
	Requests int
	Parts    []Part // the page itself and what it loads, the largest first
}

// Part is one file of a [Weight].
type Part struct {
	Path  string
	Bytes int64
}

// Scale weighs pages. Files that pages load are added first; then any number
// of goroutines may weigh.
type Scale struct {
	home    home
	writers sync.Pool
	parts   map[string]*part
	all     sync.Once
	every   []Part // all parts, once somebody asks
}

// part is a file that pages load. It is compressed once, and only if a page
// loads it.
type part struct {
	data  []byte
	bytes func() int64
	loads []string // what a style sheet or drawing loads in turn
}

// compressible are the files that a server compresses.
var compressible = []string{".html", ".css", ".js", ".svg", ".json", ".xml", ".txt", ".ico"}

// NewScale makes a scale for a tree served as e says. quality is that of
// brotli: 5 for an estimate, 11 for what a release is served with.
func NewScale(e Expect, quality int) (*Scale, error) {
	home, err := newHome(e.BaseURL, e.BasePath)
	if err != nil {
		return nil, err
	}
	s := &Scale{home: home, parts: map[string]*part{}}
	s.writers.New = func() any { return brotli.NewWriterLevel(io.Discard, quality) }
	return s, nil
}

// Add tells the scale about a file that pages may load.
func (s *Scale) Add(name string, data []byte) {
	p := &part{data: data}
	p.bytes = sync.OnceValue(func() int64 { return s.compressed(name, data) })
	if facts := Scan(name, data); facts != nil {
		p.loads = s.loads(name, facts.Links)
	}
	s.parts[name] = p
}

// Scan is what a browser would find in a file of HTML, SVG or CSS, nil for any
// other.
func Scan(name string, data []byte) *Page {
	var s scanner
	return s.scan(formatOf(name), data)
}

// Page weighs a page with its bytes and what was found in it. Compressing is the
// slow part of it, so worth is asked first: it is given the weight with the page
// as it stands, which the true weight cannot exceed. false means that it was not
// worth it, and the weight is that bound.
func (s *Scale) Page(name string, html []byte, facts *Page, worth func(atMost Weight) bool) (Weight, bool) {
	w := Weight{Page: name, Parts: []Part{{name, int64(len(html))}}}
	if facts != nil {
		for _, p := range s.reached(name, facts.Links) {
			w.Parts = append(w.Parts, Part{p, s.parts[p].bytes()})
		}
	}
	w.sum()
	if !worth(w) {
		return w, false
	}
	w.Parts[slices.IndexFunc(w.Parts, func(p Part) bool { return p.Path == name })].Bytes = s.compressed(name, html)
	w.sum()
	return w, true
}

// Scripts is what the page's scripts weigh.
func (w Weight) Scripts() Weight {
	w.Parts = slices.DeleteFunc(slices.Clone(w.Parts), func(p Part) bool { return path.Ext(p.Path) != ".js" })
	w.sum()
	return w
}

// Most is a weight that no page of the given bytes can exceed, whatever it
// loads of the files that were added.
func (s *Scale) Most(name string, html []byte) Weight {
	s.all.Do(func() {
		for name, p := range s.parts {
			s.every = append(s.every, Part{name, p.bytes()})
		}
	})
	w := Weight{Page: name, Parts: append(slices.Clone(s.every), Part{name, int64(len(html))})}
	w.sum()
	return w
}

func (w *Weight) sum() {
	w.Bytes, w.Requests = 0, len(w.Parts)
	for _, p := range w.Parts {
		w.Bytes += p.Bytes
	}
	slices.SortFunc(w.Parts, func(a, b Part) int { return cmp.Or(cmp.Compare(b.Bytes, a.Bytes), strings.Compare(a.Path, b.Path)) })
}

// reached are the files that a page loads, and those that they load.
func (s *Scale) reached(page string, links []Ref) []string {
	seen := map[string]bool{page: true}
	var out []string
	for next := s.loads(page, links); len(next) > 0; {
		name := next[0]
		next = next[1:]
		p := s.parts[name]
		if p == nil || seen[name] { // a file that is not there is Verify's to tell
			continue
		}
		seen[name] = true
		out = append(out, name)
		next = append(next, p.loads...)
	}
	return out
}

// loads are the files of ours that a browser fetches without being asked.
func (s *Scale) loads(from string, links []Ref) []string {
	var out []string
	for _, ref := range links {
		if ref.Use == Follow || asked(ref.What) {
			continue
		}
		if to := s.home.resolve(from, ref.URL); to.kind == inside {
			out = append(out, to.path)
		}
	}
	return out
}

// asked reports whether an address that must be ours is fetched only when the
// reader does something: sends a form, or waits for the next page.
func asked(what string) bool {
	_, attribute, _ := strings.Cut(what, " ")
	return slices.Contains([]string{"action", "formaction", "ping", "refresh"}, attribute)
}

// compressed is the size that a server sends: compressed, where that is smaller.
func (s *Scale) compressed(name string, data []byte) int64 {
	if !slices.Contains(compressible, strings.ToLower(path.Ext(name))) {
		return int64(len(data))
	}
	w := s.writers.Get().(*brotli.Writer)
	defer s.writers.Put(w)
	var n counter
	w.Reset(&n)
	// A counter takes everything, so neither can fail.
	_, _ = w.Write(data)
	_ = w.Close()
	return min(int64(n), int64(len(data)))
}

// counter counts what is written to it.
type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
