package load

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// Overlay is a site folder as it would be with these files in it, path → bytes:
// new ones, or in the place of others; a file whose bytes are nil is gone.
// Nothing is written.
func Overlay(folder fs.FS, files map[string][]byte) fs.FS {
	return &overlay{folder, files}
}

type overlay struct {
	below fs.FS
	files map[string][]byte
}

// Open opens a file that was laid over the folder, or one of the folder.
func (o *overlay) Open(name string) (fs.File, error) {
	if data, ok := o.files[name]; ok {
		if data == nil {
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		}
		return &laidFile{laid{path.Base(name), int64(len(data)), false}, bytes.NewReader(data)}, nil
	}
	return o.below.Open(name)
}

// ReadDir lists the folder's files and those laid over it.
func (o *overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	below, err := fs.ReadDir(o.below, name)
	here := o.in(name)
	if err != nil && (len(here) == 0 || !errors.Is(err, fs.ErrNotExist)) {
		return nil, err
	}
	for _, e := range below {
		data, over := o.files[path.Join(name, e.Name())]
		gone := over && data == nil
		if !gone && !slices.ContainsFunc(here, func(x fs.DirEntry) bool { return x.Name() == e.Name() }) {
			here = append(here, e)
		}
	}
	slices.SortFunc(here, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return here, nil
}

// in are the files laid into a folder, and the folders in which others are laid.
func (o *overlay) in(folder string) []fs.DirEntry {
	seen := map[string]laid{}
	for p, data := range o.files {
		rest, ok := strings.CutPrefix(p, folder+"/")
		if folder == "." {
			rest, ok = p, true
		}
		if !ok || data == nil {
			continue
		}
		name, _, deeper := strings.Cut(rest, "/")
		seen[name] = laid{name, int64(len(data)), deeper}
	}
	var out []fs.DirEntry
	for _, l := range seen {
		out = append(out, fs.FileInfoToDirEntry(l))
	}
	return out
}

// Lstat is that of the folder: [Read] asks it of the roots alone, which an
// overlay does not make. ReadLink goes with it.
func (o *overlay) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(o.below, name) }

// ReadLink is that of the folder.
func (o *overlay) ReadLink(name string) (string, error) { return fs.ReadLink(o.below, name) }

// laid is the description of a file or folder that stands in memory.
type laid struct {
	name   string
	size   int64
	folder bool
}

func (l laid) Name() string       { return l.name }
func (l laid) Size() int64        { return l.size }
func (l laid) ModTime() time.Time { return time.Time{} }
func (l laid) IsDir() bool        { return l.folder }
func (l laid) Sys() any           { return nil }
func (l laid) Mode() fs.FileMode {
	if l.folder {
		return fs.ModeDir | 0o755
	}
	return 0o644
}

type laidFile struct {
	laid
	*bytes.Reader
}

// Stat describes the file.
func (f *laidFile) Stat() (fs.FileInfo, error) { return f.laid, nil }

// Close does nothing.
func (f *laidFile) Close() error { return nil }

// Size is ambiguous between the two; both say the same.
func (f *laidFile) Size() int64 { return f.laid.size }
