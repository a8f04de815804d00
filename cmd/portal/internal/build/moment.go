package build

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"sync"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/check"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/dataset"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/export"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/release"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/render"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// Moment is a folder at one moment, with every file of its site within reach. Any
// number of goroutines may ask it.
type Moment struct {
	Digest [sha256.Size]byte // of all files: two moments with one digest are the same
	Found  []diag.Diagnostic // what is wrong, as far as pages need to know
	Line   diag.SourceLine   // for excerpts
	Cause  error             // why no page can be made although nothing is found wrong

	*inputs         // as pages show the folder; nil without languages
	judged  *inputs // as its rules see it
	engine  *render.Engine
	tree    *tree
	targets map[string]route.Target // by path

	sets      map[string]func() (export.Published, error)  // open data, by name
	series    map[string]func() ([]render.DataFile, error) // by id
	charts    map[string]func() (render.DataFile, error)   // by path
	together  func() ([]render.DataFile, error)
	library   func() (map[string][]render.Reference, error)
	signposts func() error
	gallery   func() (map[string][]byte, error)
	states    func() []check.Translation
	scales    func() (*scale, error)

	mu   sync.Mutex
	done map[string][]byte // files that have been made, by path
}

// Ready reports whether pages can be made of the folder.
func (m *Moment) Ready() bool { return m.engine != nil }

// open prepares to make files. A folder that no rule has judged yet may lack what
// the engine takes for granted; then the moment stays closed, and the rules say why.
func (m *Moment) open(known *tables) {
	m.done, m.targets = map[string][]byte{}, map[string]route.Target{}
	m.tree = &tree{inputs: m.inputs, res: &Result{}}
	m.tree.write = m.tree.keepData(m.write)
	for _, f := range m.inputs.files {
		m.done[f.Path] = f.Data
	}
	for _, t := range m.plan.Targets {
		m.targets[t.Path] = t
	}
	engine, found, err := newEngine(m.renderInput(), m.layouts)
	m.Found, m.Cause = append(m.Found, found...), err
	if err != nil || len(found) > 0 {
		return
	}
	exporter := export.New(m.loaded.Site, m.plan, m.opt.Base, m.words, m.opt.Date)
	m.openData(exporter, known)
	m.library = sync.OnceValues(m.tree.library)
	m.signposts = sync.OnceValue(func() error { return m.tree.signposts(exporter) })
	m.gallery = sync.OnceValues(func() (map[string][]byte, error) { return engine.Gallery(load.Components(m.loaded.Layouts)) })
	m.states = sync.OnceValue(func() []check.Translation { return check.Translations(m.loaded.Site) })
	m.scales = sync.OnceValues(m.newScale)
	engine.SetBeside(asked{m})
	m.engine = engine
}

// openData prepares the open data: each file is made once, when it is asked for.
func (m *Moment) openData(exporter *export.Exporter, known *tables) {
	m.sets = map[string]func() (export.Published, error){}
	for _, set := range dataset.Of(m.loaded.Site) {
		m.sets[set.Name] = sync.OnceValues(func() (export.Published, error) { return known.files(m.tree, exporter.Table(set)) })
	}
	m.charts = map[string]func() (render.DataFile, error){}
	for _, t := range m.plan.Charts() {
		m.charts[t.Path] = sync.OnceValues(func() (render.DataFile, error) {
			e, err := m.tree.write(t.Path, func(w io.Writer) error { return m.engine.Chart(w, t) })
			return render.DataFile{Format: "svg", Path: t.Path, Size: e.Size, SHA256: e.SHA256}, err
		})
	}
	m.series = map[string]func() ([]render.DataFile, error){}
	for _, s := range m.loaded.Site.Series.All {
		m.series[s.ID] = sync.OnceValues(func() ([]render.DataFile, error) { return m.tree.series(exporter, s, asked{m}.Chart) })
	}
	m.together = sync.OnceValues(func() ([]render.DataFile, error) {
		sets, err := m.allData()
		if err != nil {
			return nil, err
		}
		return m.tree.together(exporter, sets)
	})
}

// allData makes every file of open data but for those that tell of all others.
func (m *Moment) allData() ([]export.Published, error) {
	var out []export.Published
	for _, set := range dataset.Of(m.loaded.Site) {
		published, err := m.sets[set.Name]()
		if err != nil {
			return nil, err
		}
		out = append(out, published)
	}
	for _, t := range m.plan.Targets {
		whole := t.Sort == route.SortData && t.Kind != model.KindSeries
		if whole || !strings.HasPrefix(t.Path, "data/") {
			continue
		}
		if _, err := m.File(t.Path); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// newEngine prepares an engine; an error is a folder that breaks a rule.
func newEngine(in render.Input, layouts *render.Layouts) (engine *render.Engine, found []diag.Diagnostic, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", ErrUnmade, r)
		}
	}()
	engine, found = render.New(in, layouts)
	return engine, found, nil
}

// write keeps a file of the site.
func (m *Moment) write(path string, write func(io.Writer) error) (release.Entry, error) {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return release.Entry{}, err
	}
	m.keep(path, b.Bytes())
	sum := sha256.Sum256(b.Bytes())
	return release.Entry{Path: path, Size: int64(b.Len()), SHA256: hex.EncodeToString(sum[:])}, nil
}

func (m *Moment) keep(path string, data []byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.done[path] = data
}

func (m *Moment) made(path string) ([]byte, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	data, ok := m.done[path]
	return data, ok
}

// File is the file at a path of the site, made now unless it was made before; nil
// when the site has none there. An error is what keeps it from being made: a
// layout that fails on it, or a rule that the folder breaks.
func (m *Moment) File(path string) ([]byte, error) {
	if !m.Ready() {
		return nil, ErrUnmade
	}
	if data, ok := m.made(path); ok {
		return data, nil
	}
	t, ok := m.targets[path]
	if !ok {
		return nil, nil
	}
	err := m.make(t)
	data, _ := m.made(path)
	return data, err
}

// Paths are the paths of all files of the site.
func (m *Moment) Paths() []string {
	var out []string
	if !m.Ready() {
		return out
	}
	for _, f := range m.inputs.files {
		out = append(out, f.Path)
	}
	for _, t := range m.plan.Targets {
		out = append(out, t.Path)
	}
	return out
}

// make makes the file of a target.
func (m *Moment) make(t route.Target) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %s: %v", ErrUnmade, t.Path, r)
		}
	}()
	switch {
	case t.Sort == route.SortCopy:
		data, err := m.File(original(t))
		if data != nil {
			_, err = m.tree.write(t.Path, bytesOf(data))
		}
		return err
	case t.Sort == route.SortData:
		return m.makeData(t)
	case t.Sort == route.SortFile:
		_, err = m.library()
		if err == nil {
			err = m.signposts()
		}
		return err
	}
	_, err = m.write(t.Path, func(w io.Writer) error { return m.engine.Page(w, t) })
	if _, layout := render.LayoutFault(cmp.Or(err, io.EOF), t.Path); err != nil && !layout {
		return fmt.Errorf("%w: %w", ErrUnmade, err)
	}
	return err
}

// makeData makes a file of open data.
func (m *Moment) makeData(t route.Target) (err error) {
	drawing, drawn := m.charts[t.Path]
	switch {
	case drawn:
		_, err = drawing()
	case t.Kind == model.KindSeries:
		_, err = m.series[t.ID]()
	case t.ID != "":
		_, err = m.sets[t.ID]()
	default:
		_, err = m.together()
	}
	return err
}

// Gallery is a page of the gallery of components, by its path; nil when there is
// none.
func (m *Moment) Gallery(path string) ([]byte, error) {
	if !m.Ready() {
		return nil, ErrUnmade
	}
	pages, err := m.gallery()
	return pages[path], err
}

// asked makes what pages show of the files beside them when they ask for it
// ([render.Beside]). What cannot be made is told to whoever asks for the file
// itself.
type asked struct{ *Moment }

// Data is told of a set.
func (m asked) Data(set string) []render.DataFile {
	made, ok := m.sets[set]
	if !ok {
		return nil
	}
	published, _ := made()
	return toldOf(published)
}

// Together is told of all open data.
func (m asked) Together() []render.DataFile {
	files, _ := m.together()
	return files
}

// Series is told of a series.
func (m asked) Series(id string) []render.DataFile {
	made, ok := m.series[id]
	if !ok {
		return nil
	}
	files, _ := made()
	return files
}

// Chart is told of the drawing at a path.
func (m asked) Chart(path string) (render.DataFile, bool) {
	drawing, ok := m.charts[path]
	if !ok {
		return render.DataFile{}, false
	}
	f, err := drawing()
	return f, err == nil
}

// Cited is told how a report is described.
func (m asked) Cited(report string) []render.Reference {
	references, _ := m.library()
	return references[report]
}

// tables remembers the files of open data: writing spreadsheets takes longer than
// making a page, and most edits change none.
type tables struct {
	mu   sync.Mutex
	made map[[sha256.Size]byte]tableFiles
}

type tableFiles struct {
	files []export.File
	data  map[string][]byte
}

// mostTables bounds what is remembered: a site has some ten.
const mostTables = 32

func newTables() *tables { return &tables{made: map[[sha256.Size]byte]tableFiles{}} }

// files writes a table into a tree, unless the same one was written before.
func (ts *tables) files(t *tree, table *export.Table) (export.Published, error) {
	key := sha256.Sum256(fmt.Appendf(nil, "%#v", table))
	ts.mu.Lock()
	known, ok := ts.made[key]
	ts.mu.Unlock()
	if ok {
		for path, data := range known.data {
			if _, err := t.write(path, bytesOf(data)); err != nil {
				return export.Published{}, err
			}
		}
		return export.Published{Table: table, Files: known.files}, nil
	}
	known.data = map[string][]byte{}
	var mu sync.Mutex
	noting := tree{inputs: t.inputs, res: t.res, write: func(path string, write func(io.Writer) error) (release.Entry, error) {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			return release.Entry{}, err
		}
		mu.Lock()
		known.data[path] = b.Bytes()
		mu.Unlock()
		return t.write(path, bytesOf(b.Bytes()))
	}}
	published, err := noting.dataSet(table)
	if err == nil {
		known.files = published.Files
		ts.remember(key, known)
	}
	return published, err
}

func (ts *tables) remember(key [sha256.Size]byte, made tableFiles) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	if len(ts.made) >= mostTables {
		clear(ts.made)
	}
	ts.made[key] = made
}

// Sheets are the style sheets that pages load, in the same order in every moment.
func (m *Moment) Sheets() []render.Asset {
	out := []render.Asset{m.assets.CSS, m.assets.QuietCSS}
	for i := range out {
		out[i].URL = m.opt.Base + out[i].URL
	}
	return out
}

// Has reports whether the site has a file at a path.
func (m *Moment) Has(path string) bool {
	_, page := m.targets[path]
	_, made := m.made(path)
	return page || made
}
