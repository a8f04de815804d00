// Package testsite makes small sites for tests, in memory or in a folder: a
// whole and faultless base site with invented bodies, with a test's own files
// laid over it. Layouts, interface words and style sheets are those of this
// repository, so that a small site looks and speaks like the real one.
//
// Only tests import it.
package testsite

import (
	_ "embed"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"
)

//go:embed base.txtar
var base []byte

//go:embed example.txtar
var example []byte

// Deleted as a file's text takes the file out of the base site.
const Deleted = "(deleted)\n"

// Before behind a file's name puts the text in front of what the file has, so
// that a fixture can add to the repository's interface words.
const Before = " (before)"

// Base is the base site's own files, which a test may change.
func Base() []txtar.File { return txtar.Parse(slices.Clone(base)).Files }

// Example is an overlay that makes of the base site a complete one: an invented
// country whose institutions have reported for two years of three. What the real
// folder cannot prove, because nothing was reported there, is proved on it.
func Example() []txtar.File { return txtar.Parse(slices.Clone(example)).Files }

// Repository is the root of this repository.
func Repository() string {
	_, here, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(here), "../../../..")
}

// New is the base site with an overlay.
func New(t testing.TB, overlay ...txtar.File) fstest.MapFS {
	t.Helper()
	folder := fstest.MapFS{}
	repository := os.DirFS(Repository())
	for _, borrowed := range []string{"layouts", "i18n", "static"} {
		err := fs.WalkDir(repository, borrowed, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(repository, p)
			folder[p] = &fstest.MapFile{Data: data, Mode: 0o644}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range slices.Concat(Base(), overlay) {
		if string(f.Data) == Deleted {
			delete(folder, f.Name)
			continue
		}
		if name, ok := strings.CutSuffix(f.Name, Before); ok {
			f.Name, f.Data = name, slices.Concat(f.Data, folder[name].Data)
		}
		folder[f.Name] = &fstest.MapFile{Data: f.Data, Mode: 0o644}
	}
	return folder
}
