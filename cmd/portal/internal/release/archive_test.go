package release

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func sum(b []byte) string { return fmt.Sprintf("%x", sha256.Sum256(b)) }

func archived(t *testing.T, swap bool) []byte {
	t.Helper()
	dir, out := site(t)
	o := open(t, dir, out)
	r := verified(t, stage(t, o, small("1")))
	if swap {
		_, err := o.Swap(r)
		must(t, err)
	}
	var b bytes.Buffer
	must(t, r.Archive(&b, time.Date(2026, 11, 22, 15, 4, 5, 0, time.UTC)))
	return b.Bytes()
}

func TestArchiveIsTheSameEveryTime(t *testing.T) {
	if !bytes.Equal(archived(t, false), archived(t, true)) {
		t.Error("two archives of one tree differ")
	}
}

func TestArchiveVerifiesItself(t *testing.T) {
	b := archived(t, true)
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	must(t, err)
	files := map[string][]byte{}
	var order []string
	for _, f := range z.File {
		r, err := f.Open()
		must(t, err)
		files[f.Name], err = io.ReadAll(r)
		must(t, err)
		order = append(order, f.Name)
		if f.Mode() != 0o644 || !f.Modified.Equal(time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("%s: %v, %v", f.Name, f.Mode(), f.Modified)
		}
	}
	if !slices.IsSorted(order) || len(order) != len(small("1"))+3 {
		t.Errorf("order %v", order)
	}
	for _, root := range []string{"", "site/"} {
		for line := range strings.Lines(string(files[root+manifestName])) {
			digest, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
			if sum(files[root+name]) != digest {
				t.Errorf("%s%s: %s is damaged", root, manifestName, name)
			}
		}
	}
	if n := bytes.Count(files[manifestName], []byte("\n")); n != len(order)-1 {
		t.Errorf("the manifest lists %d of %d files", n, len(order)-1)
	}
}

func TestArchiveOfADamagedReleaseFails(t *testing.T) {
	dir, out := site(t)
	o := open(t, dir, out)
	r := verified(t, stage(t, o, small("1")))
	_, err := o.Swap(r)
	must(t, err)
	must(t, os.WriteFile(filepath.Join(out, "index.html"), []byte("x"), 0o644))
	if err := r.Archive(io.Discard, time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)); err == nil {
		t.Error("a damaged release was archived")
	}
}

func TestManifestOfSha256sum(t *testing.T) {
	dir, out := site(t)
	publish(t, dir, out, tree{"b.txt": "b", "a/x.txt": ""})
	got, err := os.ReadFile(filepath.Join(out, manifestName))
	must(t, err)
	want := sum(nil) + "  a/x.txt\n" + sum([]byte("b")) + "  b.txt\n"
	if string(got) != want {
		t.Errorf("manifest\n%swant\n%s", got, want)
	}
}
