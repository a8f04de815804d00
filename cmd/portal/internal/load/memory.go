package load

import (
	"crypto/sha256"
	"io/fs"
	"path"
	"slices"
	"time"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// Memory loads one folder again and again, for a preview: it reads only the
// files that have changed, and decodes only what has other bytes. What comes out
// is what [Site] would give. The zero Memory is ready; one goroutine uses it at a
// time.
//
// Records and pages whose bytes did not change are the very same from one load to
// the next, so a pointer tells whether anything must be made anew. Nobody may
// change them.
type Memory struct {
	snap   *Snapshot
	langs  []string // of the site, by which every file is judged
	config unit
	units  map[string]unit // by path
	next   map[string]unit // of the load that is going on
}

// unit is what was made of one file.
type unit struct {
	digest [sha256.Size]byte
	value  any
	found  []diag.Diagnostic
	refs   []model.Ref
}

// Site loads the folder. Of the files that were there before only those are read
// that changed says yes to; with a changed of nil every file is.
func (m *Memory) Site(folder fs.FS, changed func(path string) bool) (*Loaded, []diag.Diagnostic, error) {
	snap, found, err := readAgain(folder, func(p string) *File {
		if m.snap == nil || changed == nil || changed(p) {
			return nil
		}
		return m.snap.File(p)
	})
	if err != nil {
		return nil, nil, err
	}
	m.snap = snap
	loaded, found := decode(snap, found, m)
	m.units, m.next = m.next, nil
	return loaded, found, nil
}

// Mark is how a file looks from outside: enough to notice that somebody wrote it.
type Mark struct {
	Size     int64
	Modified time.Time
}

// Marks are those of all files of a site folder, by path, for a preview that is
// not told what changes. What cannot be looked at has none.
func Marks(folder fs.FS) map[string]Mark {
	out := map[string]Mark{}
	for _, root := range roots {
		_ = fs.WalkDir(folder, root, func(p string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil
			}
			if Ignored(path.Base(p)) {
				return pass(d)
			}
			if info, err := d.Info(); err == nil && !d.IsDir() {
				out[p] = Mark{info.Size(), info.ModTime()}
			}
			return nil
		})
	}
	return out
}

// Roots are the folders of a site folder: nothing else of it is read.
func Roots() []string { return slices.Clone(roots) }

// judgedBy begins a load under the languages of its site. Where others hold,
// nothing that was decoded before is worth anything.
func (m *Memory) judgedBy(langs []string) {
	if m == nil {
		return
	}
	if !slices.Equal(m.langs, langs) {
		m.units = nil
	}
	m.langs, m.next = langs, map[string]unit{}
}

// remembered is what make makes of a file, or made of the same bytes before, with
// all that it reported. make depends on nothing but the file, its path and the
// languages of the site, and leaves nothing behind but what it returns, faults
// and references.
func remembered[T any](l *loader, f *File, make func(*loader) T) T {
	if l.memory == nil {
		return make(l)
	}
	u, ok := l.memory.units[f.Path]
	value, same := u.value.(T)
	if !ok || !same || u.digest != f.Digest {
		u, value = unitOf(l, f, make)
	}
	l.memory.next[f.Path] = u
	l.replay(u)
	return value
}

// unitOf is what make makes of a file, with what it leaves behind.
func unitOf[T any](l *loader, f *File, make func(*loader) T) (unit, T) {
	own := &loader{snap: l.snap, site: &model.Site{}, faults: map[string]int{}, fields: l.fields, langs: l.langs}
	value := make(own)
	return unit{f.Digest, value, own.found, own.site.Refs}, value
}

func (l *loader) replay(u unit) {
	for _, d := range u.found {
		l.report(d)
	}
	l.site.Refs = append(l.site.Refs, u.refs...)
}

// configured is what data/site.yaml says: the one file that no language of the
// site is needed to judge.
func (m *Memory) configured(l *loader, f *File, make func(*loader) configRead) configRead {
	if m == nil {
		return make(l)
	}
	read, _ := m.config.value.(configRead)
	if m.config.value == nil || m.config.digest != f.Digest {
		m.config, read = unitOf(l, f, make)
	}
	l.replay(m.config)
	return read
}
