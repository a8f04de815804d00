package release

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

//go:embed install.txt
var install string

// Archive writes the release as one ZIP for a server that is filled by hand:
//
//	INSTALL.txt   what to do, in Albanian, Serbian and English
//	SHA256SUMS    of everything else in the archive, with paths that begin site/
//	site/         the tree, with its own SHA256SUMS
//
// So sha256sum -c SHA256SUMS works where the archive was unpacked and, for the
// tree alone, within site/. The same release and day give the same bytes: the
// order is that of the paths, every time is the beginning of day (UTC), every
// mode is 0644. Each file is compared with the index while it is read, so a
// damaged release is an error. Call it after Verify, before or after Swap, and
// before Close.
func (r *Release) Archive(w io.Writer, day time.Time) error {
	if r.staging == nil || r.staging.out.root == nil {
		return errors.New("archive: not a verified tree, or its output is closed")
	}
	tree, err := r.staging.out.root.OpenRoot(r.dir)
	if err != nil {
		return fmt.Errorf("archive %s: %w", r.staging.out.path, err)
	}
	defer tree.Close()
	if err := r.archive(w, tree, day.UTC().Truncate(24*time.Hour)); err != nil {
		return fmt.Errorf("archive %s: %w", r.staging.out.path, err)
	}
	return nil
}

func (r *Release) archive(w io.Writer, tree *os.Root, day time.Time) error {
	if y := day.Year(); y < 1980 || y > 2107 {
		return fmt.Errorf("a ZIP cannot have the year %d", y)
	}
	digest := sha256.Sum256([]byte(install))
	sums := manifest("", []Entry{{Path: "INSTALL.txt", SHA256: hex.EncodeToString(digest[:])}})
	sums = append(sums, manifest("site/", r.index)...)

	z := zip.NewWriter(w)
	if err := pack(z, "INSTALL.txt", day, bytes.NewReader([]byte(install))); err != nil {
		return err
	}
	if err := pack(z, manifestName, day, bytes.NewReader(sums)); err != nil {
		return err
	}
	for _, e := range r.index {
		if err := packFile(z, tree, e, day); err != nil {
			return err
		}
	}
	return z.Close()
}

func packFile(z *zip.Writer, tree *os.Root, e Entry, day time.Time) error {
	f, err := tree.Open(e.Path)
	if err != nil {
		return err
	}
	defer f.Close()
	sum := sha256.New()
	if err := pack(z, "site/"+e.Path, day, io.TeeReader(f, sum)); err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != e.SHA256 {
		return fmt.Errorf("%s is not what was verified", e.Path)
	}
	return nil
}

func pack(z *zip.Writer, name string, day time.Time, from io.Reader) error {
	header := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: day}
	header.SetMode(0o644)
	to, err := z.CreateHeader(header)
	if err == nil {
		_, err = io.Copy(to, from)
	}
	return err
}
