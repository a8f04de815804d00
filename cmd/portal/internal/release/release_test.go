package release

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// tree is a small site: path → content.
type tree map[string]string

// html5 is a page with body, in Albanian.
func html5(body string) string {
	return `<!doctype html><html lang="sq"><head><title>Faqja</title></head><body>` + body + `</body></html>`
}

// small is a tree without faults that tells its version on every page.
func small(version string) tree {
	return tree{
		"index.html":          html5(`<a href="/sq/">Shqip</a> ` + version),
		"sq/index.html":       html5(`<a href="/sq/plani/#hapi">` + version + `</a>`),
		"sq/plani/index.html": html5(`<h2 id="hapi">Hapi</h2><a href="../../assets/a.css">` + version + `</a>`),
		"assets/a.css":        "body{color:#123}",
	}
}

func expectation() Expect {
	return Expect{BaseURL: "https://portal.example", Languages: map[string]string{"sq": "sq"}}
}

// site makes a site folder and says where its output goes.
func site(t testing.TB) (dir, out string) {
	t.Helper()
	dir = t.TempDir()
	for _, name := range sources() {
		must(t, os.Mkdir(filepath.Join(dir, name), 0o755))
	}
	return dir, filepath.Join(dir, "public")
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func open(t testing.TB, site, out string) *Output {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	o, err := Open(ctx, site, out)
	must(t, err)
	t.Cleanup(func() { o.Close() })
	return o
}

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
}

// stage writes files into a new staging.
func stage(t testing.TB, o *Output, files tree) *Staging {
	t.Helper()
	s, err := o.Stage()
	must(t, err)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		_, err := s.Write(name, text(files[name]))
		must(t, err)
	}
	return s
}

// verified is the release of a tree without faults.
func verified(t testing.TB, s *Staging) *Release {
	t.Helper()
	r, found, err := s.Verify(expectation())
	must(t, err)
	if len(found) > 0 {
		t.Fatalf("the tree has faults: %+v", found)
	}
	return r
}

// publish is a whole build; prepare may change the output before the swap.
func publish(t testing.TB, site, out string, files tree, prepare ...func(*Output)) (changed bool) {
	t.Helper()
	changed, err := publishing(site, out, files, prepare...)
	must(t, err)
	return changed
}

// publishing is publish for a goroutine or process without a testing.T.
func publishing(site, out string, files tree, prepare ...func(*Output)) (changed bool, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	o, err := Open(ctx, site, out)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	for _, p := range prepare {
		p(o)
	}
	s, err := o.Stage()
	if err != nil {
		return false, err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if _, err := s.Write(name, text(files[name])); err != nil {
			return false, err
		}
	}
	r, found, err := s.Verify(expectation())
	if err != nil || len(found) > 0 {
		return false, errors.Join(err, errors.New("the tree has faults"))
	}
	return o.Swap(r)
}

// contents reads every file below dir but the manifest.
func contents(dir string) (tree, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return contentsOf(root)
}

func contentsOf(root *os.Root) (tree, error) {
	files := tree{}
	err := fs.WalkDir(root.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path == manifestName {
			return err
		}
		b, err := root.ReadFile(path)
		files[path] = string(b)
		return err
	})
	return files, err
}

// stands fails unless the tree at out is files.
func stands(t testing.TB, out string, files tree) {
	t.Helper()
	got, err := contents(out)
	must(t, err)
	if !maps.Equal(got, files) {
		t.Errorf("at %s stand %v\nwant %v", out, slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(files)))
	}
}

// names lists a folder.
func names(t testing.TB, dir string) (list []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}
