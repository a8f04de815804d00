package release

import (
	"io"
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// Expect is what a tree must be.
type Expect struct {
	// BaseURL is the site's origin, "https://antitrafikimi.rks-gov.net".
	// Absolute addresses below it are ours and must lead to a file.
	BaseURL string
	// BasePath is where the tree is served below that origin: "/" (or empty),
	// or "/pr-7/" for a preview.
	BasePath string
	// Languages gives the lang that pages must have by their first folder
	// ("sr" → "sr-Latn"), "" being the pages at the root. A page of another
	// folder must have some lang (WCAG 3.1.1).
	Languages map[string]string
	// NoIndex demands that every page asks search engines to stay away.
	NoIndex bool
}

// Release is a tree that has been verified. Only Verify makes one that Swap
// and Archive take.
type Release struct {
	staging *Staging
	index   []Entry // with the manifest
	sums    []byte  // the manifest
	dir     string  // where the tree is now, within the output's root
}

// Index lists every file of the release, the manifest too, sorted by path.
func (r *Release) Index() []Entry { return slices.Clone(r.index) }

// ID is the first 16 hex digits of the SHA-256 of the manifest: equal for equal
// trees, whoever built them.
func (r *Release) ID() string { return idOf(r.sums) }

// Verify ends writing and judges the tree as a browser would find it: every
// address of ours leads to a file, and to an id where it has an anchor; ids are
// unique; the language is right; nothing is loaded from another origin; nothing
// in the markup can run. With faults there is no Release. A fault that many
// files share (the layout's, mostly) is told once, at the first of them, with
// the number of files in the argument pages. Positions name a file of the tree
// as "public:/sq/index.html".
//
// The error is a fault of the machine, or says that Write failed before.
func (s *Staging) Verify(e Expect) (*Release, []diag.Diagnostic, error) {
	home, err := newHome(e.BaseURL, e.BasePath)
	if err != nil {
		return nil, nil, err
	}
	if err := s.seal(); err != nil {
		return nil, nil, err
	}
	index := s.Index()
	v := verifier{home: home, expect: e, files: make(map[string]*Page, len(index)+1), known: map[address]verdict{}, at: map[fault]int{}}
	for _, entry := range index {
		v.files[entry.Path] = entry.Page
	}
	v.files[manifestName] = nil
	for _, entry := range index {
		if entry.Page != nil {
			v.file(entry.Path, entry.Page)
		}
	}
	if len(v.found) > 0 {
		list, err := s.diagnostics(v.found)
		return nil, list, err
	}
	r, err := s.complete(index)
	return r, nil, err
}

// complete writes the manifest and makes the Release.
func (s *Staging) complete(index []Entry) (*Release, error) {
	sums := manifest("", index)
	f := &file{}
	f.start(s, manifestName)
	entry, err := s.fill(f, func(w io.Writer) error { _, err := w.Write(sums); return err })
	if err != nil {
		return nil, s.fail(manifestName, err)
	}
	index = append(index, entry)
	slices.SortFunc(index, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) })
	return &Release{staging: s, index: index, sums: sums, dir: s.dir}, nil
}

// verifier judges addresses against the tree. What does not depend on the page
// is judged once: a site has far fewer addresses than links.
type verifier struct {
	home   home
	expect Expect
	files  map[string]*Page
	known  map[address]verdict

	found []finding
	at    map[fault]int // index in found
}

type address struct {
	url string
	use Use
}

// verdict is the code of the fault, or empty, and what the fault is about.
type verdict struct{ code, detail string }

// file judges what was seen in one file.
func (v *verifier) file(path string, p *Page) {
	if formatOf(path) == page {
		v.language(path, p)
		if v.expect.NoIndex && !p.NoIndex {
			v.report(path, 0, fault{code: "verify-noindex"})
		}
	}
	for _, problem := range p.Problems {
		v.report(path, problem.At, fault{code: problem.Code, what: problem.What})
	}
	for _, ref := range p.Links {
		if found := v.judge(path, ref); found.code != "" {
			v.report(path, ref.At, fault{found.code, ref.What, ref.URL, found.detail})
		}
	}
}

func (v *verifier) language(path string, p *Page) {
	folder, _, deep := strings.Cut(path, "/")
	if !deep {
		folder = ""
	}
	if want, known := v.expect.Languages[folder]; known && p.Lang != want || p.Lang == "" {
		v.report(path, 0, fault{code: "verify-lang", what: want, detail: p.Lang})
	}
}

func (v *verifier) judge(from string, ref Ref) verdict {
	if relative(ref.URL) {
		return v.judgeAnew(from, ref)
	}
	key := address{ref.URL, ref.Use}
	found, ok := v.known[key]
	if !ok {
		found = v.judgeAnew(from, ref)
		v.known[key] = found
	}
	return found
}

func (v *verifier) judgeAnew(from string, ref Ref) verdict {
	to := v.home.resolve(from, ref.URL)
	switch {
	case to.kind == inside:
		return v.lookUp(to)
	case to.kind == nowhere:
		return verdict{code: "verify-link"}
	case to.kind == foreign && ref.Use != Follow:
		return verdict{code: "verify-foreign-origin"}
	case to.kind == special && ref.Use != Follow, to.kind == picture && ref.Use != Show, to.kind == active:
		return verdict{code: "verify-scheme"}
	}
	return verdict{}
}

// lookUp finds the file as a web server does, a folder being its index.html,
// and in it the anchor.
func (v *verifier) lookUp(to place) verdict {
	name := to.path
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	} else if _, ok := v.files[name]; !ok {
		name += "/index.html"
	}
	p, ok := v.files[name]
	if !ok {
		return verdict{"verify-link", to.path}
	}
	anchor, _, _ := strings.Cut(to.fragment, ":~:") // a text fragment is no anchor
	if anchor == "" || strings.EqualFold(anchor, "top") {
		return verdict{} // browsers go to the top of any page
	}
	if f := formatOf(name); f != page && f != drawing {
		return verdict{} // #page=3 is the PDF's own matter
	}
	if _, ok := slices.BinarySearch(p.IDs, anchor); !ok {
		return verdict{"verify-anchor", name}
	}
	return verdict{}
}
