package release

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// occupant is what stands at OUT.
type occupant struct {
	kind kind
	id   string // of the release that stands there, for ourLink and ourFolder
	dir  string // where that release is, within root
}

type kind uint8

const (
	vacant      kind = iota // nothing is there
	emptyFolder             // nobody's, and nothing is lost when it goes
	ourLink                 // a link to one of our releases (which may be gone)
	ourFolder               // one of our releases, where there are no links
)

// occupant looks at OUT and refuses what the program did not make.
func (o *Output) occupant() (occupant, error) {
	info, err := o.root.Lstat(o.name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return occupant{kind: vacant}, nil
	case err != nil:
		return occupant{}, fmt.Errorf("look at %s: %w", o.path, err)
	case info.Mode()&fs.ModeSymlink != 0:
		return o.linkOccupant()
	case !info.IsDir():
		return occupant{}, Refused{Code: "output-not-folder", Out: o.path}
	}
	if at, err := mounted(o.path); err != nil {
		return occupant{}, fmt.Errorf("look at %s: %w", o.path, err)
	} else if at {
		return occupant{}, Refused{Code: "output-mount-point", Out: o.path}
	}
	empty, err := o.isEmpty(o.name)
	if err != nil {
		return occupant{}, fmt.Errorf("look at %s: %w", o.path, err)
	}
	if empty {
		return occupant{kind: emptyFolder}, nil
	}
	if id := o.current(); id != "" && o.manifestID(o.name) == idStem(id) {
		return occupant{ourFolder, id, o.name}, nil
	}
	return occupant{}, Refused{Code: "output-not-empty", Out: o.path}
}

func (o *Output) linkOccupant() (occupant, error) {
	target, err := o.root.Readlink(o.name)
	if err != nil {
		return occupant{}, fmt.Errorf("look at %s: %w", o.path, err)
	}
	id, ours := strings.CutPrefix(target, o.releases+"/")
	if !ours || !isID(id) {
		return occupant{}, Refused{"output-link-foreign", o.path, target}
	}
	return occupant{ourLink, id, target}, nil
}

func (o *Output) isEmpty(dir string) (bool, error) {
	f, err := o.root.Open(dir)
	if err != nil {
		return false, err
	}
	defer f.Close()
	_, err = f.ReadDir(1)
	if errors.Is(err, io.EOF) {
		return true, nil
	}
	return false, err
}

// current is the id noted for an OUT that is a folder, or empty.
func (o *Output) current() string { return o.note("current") }

// previous is the id of the release that id replaced, or empty.
func (o *Output) previous(id string) string { return o.note(id + ".previous") }

// note reads an id from a file of ours; what is no id counts as nothing.
func (o *Output) note(name string) string {
	text, err := o.root.ReadFile(o.within(name))
	if id := strings.TrimSpace(string(text)); err == nil && isID(id) {
		return id
	}
	return ""
}

// manifestID is the id that the manifest of the tree in dir stands for, or
// empty: the mark by which a folder at OUT is known as ours.
func (o *Output) manifestID(dir string) string {
	sums, err := o.root.ReadFile(path.Join(dir, manifestName))
	if err != nil {
		return ""
	}
	return idOf(sums)
}

// idLength is the number of hex digits of an id, before a suffix like "-2".
const idLength = 16

func idOf(sums []byte) string {
	digest := sha256.Sum256(sums)
	return hex.EncodeToString(digest[:])[:idLength]
}

func idStem(id string) string { return id[:min(len(id), idLength)] }

// isID tells our release folders from everything else. It is also what keeps a
// hostile note or link from naming another folder.
func isID(name string) bool {
	stem, suffix, suffixed := strings.Cut(name, "-")
	return len(stem) == idLength && strings.Trim(stem, "0123456789abcdef") == "" &&
		(!suffixed || suffix != "" && strings.Trim(suffix, "0123456789") == "")
}
