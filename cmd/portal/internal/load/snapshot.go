package load

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// Limits on what an editor's file may hold. A page of 1 MB is a book.
const (
	maxText  = 1 << 20
	maxAsset = 64 << 20
)

// roots are the folders of a site; nothing else of it is read.
var roots = []string{"content", "data", "i18n", "layouts", "static"}

// File is one regular file of the folder as it was read.
type File struct {
	Path   string // slash-separated, relative to the site folder
	Data   []byte
	Digest [sha256.Size]byte
	text   string // cleaned text: UTF-8, NFC, LF; empty until read as text
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
	h := sha256.New()
	for _, p := range s.paths {
		fmt.Fprintf(h, "%s\x00%x\n", p, s.files[p].Digest)
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// Line is line n (1-based) of a file as it stands on disk, for excerpts.
func (s *Snapshot) Line(file string, n int) (string, bool) {
	f := s.files[file]
	if f == nil || n < 1 {
		return "", false
	}
	rest := bytes.TrimPrefix(f.Data, utf8BOM)
	for i := 1; ; i++ {
		line, after, more := bytes.Cut(rest, []byte{'\n'})
		if i == n {
			return strings.TrimSuffix(string(line), "\r"), true
		}
		if !more {
			return "", false
		}
		rest = after
	}
}

// under gives the files below a folder ending in "/", by their path below it.
func (s *Snapshot) under(folder string) map[string][]byte {
	out := map[string][]byte{}
	for _, p := range s.paths {
		if rest, ok := strings.CutPrefix(p, folder); ok {
			out[rest] = s.files[p].Data
		}
	}
	return out
}

// Read takes the snapshot. Symlinks, devices and oversized files are
// diagnostics and are left out; what cannot be read is an error.
func Read(folder fs.FS) (*Snapshot, []diag.Diagnostic, error) {
	snap := &Snapshot{files: map[string]*File{}}
	var found []diag.Diagnostic
	for _, root := range roots {
		err := fs.WalkDir(folder, root, func(p string, d fs.DirEntry, err error) error {
			switch {
			case err != nil && p == root && isNotExist(err):
				return nil
			case err != nil:
				return fmt.Errorf("read %s: %w", p, err)
			case ignored(path.Base(p)):
				if d.IsDir() {
					return fs.SkipDir
				}
				return nil
			case d.IsDir():
				return nil
			case !d.Type().IsRegular():
				found = append(found, diag.NewError("file-irregular", diag.Pos{File: p}, "file", p))
				return nil
			}
			f, fault, err := readFile(folder, p)
			if err != nil {
				return fmt.Errorf("read %s: %w", p, err)
			}
			found = append(found, fault...)
			if f != nil {
				snap.files[p] = f
				snap.paths = append(snap.paths, p)
			}
			return nil
		})
		if err != nil {
			return nil, nil, err
		}
	}
	slices.Sort(snap.paths)
	return snap, found, nil
}

func isNotExist(err error) bool { return errorsIs(err, fs.ErrNotExist) }

// ignored names what is not part of a site: hidden files, editors' backups and
// the folders' own explanations.
func ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") ||
		strings.HasPrefix(name, "#") || name == "README.md" || name == "Thumbs.db" || name == "desktop.ini"
}

func readFile(folder fs.FS, p string) (*File, []diag.Diagnostic, error) {
	limit := maxAsset
	if isText(p) {
		limit = maxText
	}
	f, err := folder.Open(p)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	// One byte more than allowed tells a file that is too large, also one that
	// grows while it is read.
	data, err := io.ReadAll(io.LimitReader(f, int64(limit)+1))
	if err != nil {
		return nil, nil, err
	}
	if len(data) > limit {
		return nil, []diag.Diagnostic{diag.NewError("file-too-large", diag.Pos{File: p},
			"file", p, "limit", strconv.Itoa(limit>>20)+" MB")}, nil
	}
	return &File{Path: p, Data: data, Digest: sha256.Sum256(data)}, nil, nil
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
