package release

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// intact says whether the tree in dir is r byte for byte, readable by the web
// server and with nothing added: somebody may have edited the published files.
// What cannot be read is not intact.
func (o *Output) intact(dir string, r *Release) bool {
	tree, err := o.root.OpenRoot(dir)
	if err != nil {
		return false
	}
	defer tree.Close()
	if sums, err := tree.ReadFile(manifestName); err != nil || !bytes.Equal(sums, r.sums) {
		return false
	}
	sum, buf, seen := sha256.New(), make([]byte, chunk), 0
	err = fs.WalkDir(tree.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if d.IsDir() {
			return readable(info, 0o555)
		}
		seen++
		i, ours := slices.BinarySearchFunc(r.index, path, func(e Entry, p string) int { return strings.Compare(e.Path, p) })
		if !ours || !info.Mode().IsRegular() || info.Size() != r.index[i].Size {
			return errDamaged
		}
		if err := readable(info, 0o444); err != nil {
			return err
		}
		return same(tree, r.index[i], sum, buf)
	})
	return err == nil && seen == len(r.index)
}

var errDamaged = errors.New("not the released file")

func readable(info fs.FileInfo, mode fs.FileMode) error {
	if info.Mode().Perm()&mode != mode {
		return errDamaged
	}
	return nil
}

// same compares the content of a file with its entry; sum and buf are used again.
func same(tree *os.Root, e Entry, sum hash.Hash, buf []byte) error {
	f, err := tree.Open(e.Path)
	if err != nil {
		return err
	}
	defer f.Close()
	sum.Reset()
	if _, err := io.CopyBuffer(sum, struct{ io.Reader }{f}, buf); err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != e.SHA256 {
		return errDamaged
	}
	return nil
}
