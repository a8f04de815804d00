package build

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// repository is the root of this repository, whose layouts, words and style
// sheets the test sites borrow.
const repository = "../../../.."

// deleted as a file's text takes the file out of the base site.
const deleted = "(deleted)\n"

// before behind a file's name puts the text in front of what the file has, so
// that a fixture can add to the repository's interface words.
const before = " (before)"

// site is the base site with an overlay, as a folder in memory.
func site(t testing.TB, overlay ...txtar.File) fstest.MapFS {
	t.Helper()
	folder := fstest.MapFS{}
	for _, borrowed := range []string{"layouts", "i18n", "static"} {
		err := fs.WalkDir(os.DirFS(repository), borrowed, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(filepath.Join(repository, p))
			folder[p] = &fstest.MapFile{Data: data, Mode: 0o644}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	base, err := txtar.ParseFile("testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range append(base.Files, overlay...) {
		if string(f.Data) == deleted {
			delete(folder, f.Name)
			continue
		}
		if name, ok := strings.CutSuffix(f.Name, before); ok {
			f.Name, f.Data = name, slices.Concat(f.Data, folder[name].Data)
		}
		folder[f.Name] = &fstest.MapFile{Data: f.Data, Mode: 0o644}
	}
	return folder
}

// options are those of a test run, judged on a day when the base site is whole.
func options(folder fs.FS) Options {
	return Options{Folder: folder, Date: model.Date{Year: 2030, Month: 7, Day: 1}, Jobs: 2, LockWait: 10 * time.Second}
}

// lines are diagnostics as tests write them: "file:line:col severity code".
func lines(found []diag.Diagnostic) []string {
	out := make([]string, len(found))
	for i, d := range found {
		out[i] = fmt.Sprintf("%s:%d:%d %s %s", d.Pos.File, d.Pos.Line, d.Pos.Col, d.Severity, d.Code)
	}
	return out
}

func faults(t testing.TB, opt Options) []string {
	t.Helper()
	res, err := Check(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	return lines(res.Diagnostics)
}

func TestBaseSiteIsFaultless(t *testing.T) {
	opt := options(site(t))
	opt.Release = true
	if got := faults(t, opt); len(got) > 0 {
		t.Errorf("the base site has faults, so no other test can be believed:\n%s", strings.Join(got, "\n"))
	}
}

// TestTimeRaisesAlarms: nothing in the folder changes, only the day.
func TestTimeRaisesAlarms(t *testing.T) {
	opt := options(site(t))
	opt.Release = true
	opt.Date.Year++
	got := strings.Join(faults(t, opt), "\n")
	if want := "data/helplines/100.yaml:3:14 error helpline-old"; got != want {
		t.Errorf("a year later:\n%s\nwant\n%s", got, want)
	}
}
