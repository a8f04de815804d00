package load

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// Limits on what an editor's file may hold. A page of 1 MB is a book.
const (
	maxText     = 1 << 20
	maxAsset    = 16 << 20 // of static/: what a phone loads
	maxDocument = 64 << 20 // beside a report
)

// roots are the folders of a site; nothing else of it is read.
var roots = []string{"content", "data", "i18n", "layouts", "static"}

// File is one regular file of the folder as it was read.
type File struct {
	Path   string // slash-separated, relative to the site folder
	Data   []byte
	Digest [sha256.Size]byte
}

// at is the place of a byte offset of the file.
func (f *File) at(offset int) diag.Pos {
	line, col := position(f.Data, offset)
	return diag.Pos{File: f.Path, Line: line, Col: col}
}

// Snapshot is the folder at one moment.
type Snapshot struct {
	files map[string]*File
	paths []string // sorted
}

// Paths are the paths of all files, sorted.
func (s *Snapshot) Paths() []string { return s.paths }

// File is the file at path, nil when there is none.
func (s *Snapshot) File(path string) *File { return s.files[path] }

// Digest identifies the whole folder: equal digests mean equal inputs.
func (s *Snapshot) Digest() [sha256.Size]byte {
	return s.DigestOf("")
}

// DigestOf identifies the files whose paths begin with one of the prefixes.
func (s *Snapshot) DigestOf(prefixes ...string) [sha256.Size]byte {
	h := sha256.New()
	for _, p := range s.paths {
		if slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(p, prefix) }) {
			_, _ = io.WriteString(h, p+"\x00") // a hash takes everything
			_, _ = h.Write(s.files[p].Digest[:])
		}
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// Line is line n (1-based) of a file for excerpts: as it stands on disk, but in
// NFC and put in order ([tidy]), because that is how columns are counted.
func (s *Snapshot) Line(file string, n int) (string, bool) {
	f := s.files[file]
	if f == nil || n < 1 {
		return "", false
	}
	rest := bytes.TrimPrefix(f.Data, utf8BOM)
	for i := 1; ; i++ {
		line, after, more := bytes.Cut(rest, []byte{'\n'})
		if i == n {
			return norm.NFC.String(tidy(norm.NFC.String(strings.TrimSuffix(string(line), "\r")))), true
		}
		if !more {
			return "", false
		}
		rest = after
	}
}

// Read takes the snapshot. Symlinks, devices, oversized files and names that are
// no text are diagnostics and are left out; what cannot be read is an error.
func Read(folder fs.FS) (*Snapshot, []diag.Diagnostic, error) {
	return readAgain(folder, func(string) *File { return nil })
}

// readAgain takes the snapshot of a folder of which known gives the files that
// need not be read, nil for any other.
func readAgain(folder fs.FS, known func(p string) *File) (*Snapshot, []diag.Diagnostic, error) {
	snap := &Snapshot{files: map[string]*File{}}
	var found []diag.Diagnostic
	for _, root := range roots {
		// WalkDir would follow a link that stands for the folder itself.
		info, err := fs.Lstat(folder, root)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return nil, nil, fmt.Errorf("read %s: %w", root, err)
		case !info.IsDir():
			found = append(found, irregular(root))
			continue
		}
		err = fs.WalkDir(folder, root, func(p string, d fs.DirEntry, err error) error {
			if err != nil {
				return fmt.Errorf("read %s: %w", p, err)
			}
			faults, err := snap.take(folder, p, d, known)
			found = append(found, faults...)
			return err
		})
		if err != nil {
			return nil, nil, err
		}
	}
	slices.Sort(snap.paths)
	return snap, found, nil
}

// take reads what the walk has come to.
func (s *Snapshot) take(folder fs.FS, p string, d fs.DirEntry, known func(string) *File) ([]diag.Diagnostic, error) {
	switch {
	case Ignored(path.Base(p)):
		return nil, pass(d)
	case !fs.ValidPath(p): // not UTF-8: no fs.FS opens it
		return []diag.Diagnostic{diag.NewError("file-name-invalid", diag.Pos{File: p}, "name", path.Base(p))}, pass(d)
	case d.IsDir():
		return nil, nil
	case !d.Type().IsRegular():
		return []diag.Diagnostic{irregular(p)}, nil
	}
	f, found := known(p), []diag.Diagnostic(nil)
	if f == nil {
		var err error
		if f, found, err = readFile(folder, p); err != nil {
			return nil, fmt.Errorf("read %s: %w", p, err)
		}
	}
	if f != nil {
		s.files[p] = f
		s.paths = append(s.paths, p)
	}
	return found, nil
}

// pass leaves out a file, or a folder with all that is in it.
func pass(d fs.DirEntry) error {
	if d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

func irregular(p string) diag.Diagnostic {
	return diag.NewError("file-irregular", diag.Pos{File: p}, "file", p)
}

// Ignored names what is not part of a site: hidden files, editors' backups, what
// office programs lay beside a file that is open, and the folders' own explanations.
func Ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") || strings.HasPrefix(name, "~$") ||
		strings.HasPrefix(name, "#") || name == "README.md" || name == "Thumbs.db" || name == "desktop.ini"
}

func readFile(folder fs.FS, p string) (*File, []diag.Diagnostic, error) {
	limit := limitOf(p)
	f, err := folder.Open(p)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	seen, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	// One byte more than allowed tells a file that is too large, also one that
	// grows while it is read. One known to be too large is not read at all.
	var data []byte
	if seen.Size() <= int64(limit) {
		var b bytes.Buffer
		b.Grow(int(seen.Size()) + bytes.MinRead) // a large file has no room twice
		_, err = b.ReadFrom(io.LimitReader(f, int64(limit)+1))
		data = b.Bytes()
	}
	if err != nil {
		return nil, nil, err
	}
	if len(data) > limit || seen.Size() > int64(limit) {
		return nil, []diag.Diagnostic{diag.NewError("file-too-large", diag.Pos{File: p},
			"file", p, "limit", strconv.Itoa(limit>>20)+" MB")}, nil
	}
	return &File{Path: p, Data: data, Digest: sha256.Sum256(data)}, nil, nil
}

// limitOf is how large a file may be, in bytes. Drawings, style sheets and scripts
// are texts wherever they lie.
func limitOf(p string) int {
	switch {
	case isText(p) || slices.Contains([]string{".svg", ".css", ".js"}, path.Ext(p)):
		return maxText
	case strings.HasPrefix(p, "static/"):
		return maxAsset
	}
	return maxDocument
}

// isText tells the files that editors write from those that are published as
// they are.
func isText(p string) bool {
	return !strings.HasPrefix(p, "static/") &&
		slices.Contains([]string{".md", ".yaml", ".yml", ".html", ".css", ".js"}, path.Ext(p))
}

var utf8BOM = []byte("\xef\xbb\xbf")

// position is the line and character column of a byte offset, both 1-based.
func position(data []byte, offset int) (line, col int) {
	before := data[:offset]
	line = bytes.Count(before, []byte{'\n'}) + 1
	start := bytes.LastIndexByte(before, '\n') + 1
	return line, utf8.RuneCount(before[start:]) + 1
}
