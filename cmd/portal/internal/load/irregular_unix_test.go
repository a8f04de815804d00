//go:build unix

package load

import (
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// realFolder writes the small site into a temporary folder.
func realFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, folder(map[string]string{"static/a.css": "a{}", "content/a.sq.md": "---\ntitle: a\nsummary: a\n---\n"})); err != nil {
		t.Fatal(err)
	}
	return dir
}

// read loads a real folder as the program does, and does not wait for ever.
func read(t *testing.T, dir string) []string {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	type result struct {
		found []diag.Diagnostic
		err   error
	}
	done := make(chan result, 1)
	go func() {
		_, found, err := Site(root.FS())
		done <- result{found, err}
	}()
	select {
	case r := <-done:
		if r.err != nil {
			t.Fatal(r.err)
		}
		return told(r.found)
	case <-time.After(10 * time.Second):
		t.Fatal("it hangs")
		return nil
	}
}

func TestIrregularFiles(t *testing.T) {
	outside := t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, "secret.yaml"), []byte("title: {sq: x, en: x}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	link := func(target, name string) func(string) error {
		return func(dir string) error { return os.Symlink(target, filepath.Join(dir, name)) }
	}
	for _, test := range []struct {
		name string
		make func(dir string) error
		want []string
	}{
		{"nothing irregular", func(string) error { return nil }, nil},
		{"a link to a file beside it", link("doc.yaml", "data/sources/link.yaml"), []string{"data/sources/link.yaml:0:0 file-irregular"}},
		{"a link out of the folder", link(filepath.Join(outside, "secret.yaml"), "data/sources/out.yaml"), []string{"data/sources/out.yaml:0:0 file-irregular"}},
		{"a link that leads nowhere", link("nothing", "content/nowhere.sq.md"), []string{"content/nowhere.sq.md:0:0 file-irregular"}},
		{"a link to itself", link("loop.css", "static/loop.css"), []string{"static/loop.css:0:0 file-irregular"}},
		{"a folder that is a link out of the folder", link(outside, "data/reports"), []string{"data/reports:0:0 file-irregular"}},
		{"a folder that leads up again", func(dir string) error {
			if err := os.MkdirAll(filepath.Join(dir, "static/deep/deeper"), 0o755); err != nil {
				return err
			}
			return os.Symlink("../..", filepath.Join(dir, "static/deep/deeper/up"))
		}, []string{"static/deep/deeper/up:0:0 file-irregular"}},
		{"a whole part of the site that is a link", func(dir string) error {
			return os.Symlink(outside, filepath.Join(dir, "layouts"))
		}, []string{"layouts:0:0 file-irregular"}},
		{"a whole part of the site that is a link within it", func(dir string) error {
			return os.Symlink("static", filepath.Join(dir, "layouts"))
		}, []string{"layouts:0:0 file-irregular"}},
		{"a whole part of the site that is a file", func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "layouts"), nil, 0o644)
		}, []string{"layouts:0:0 file-irregular"}},
		{"a pipe", func(dir string) error {
			return syscall.Mkfifo(filepath.Join(dir, "data/sources/pipe.yaml"), 0o644)
		}, []string{"data/sources/pipe.yaml:0:0 file-irregular"}},
		{"a pipe that an editor's backup would be", func(dir string) error {
			return syscall.Mkfifo(filepath.Join(dir, "content/.a.swp"), 0o644)
		}, nil},
		{"a name with a line end", func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "data/sources/a\nb.yaml"), nil, 0o644)
		}, []string{"data/sources/a\nb.yaml:1:1 file-name-invalid"}},
		{"an asset with an escape code in its name", func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "static/a\x1b[2J.css"), nil, 0o644)
		}, []string{"static/a\x1b[2J.css:1:1 file-name-invalid"}},
		{"a name with a backslash", func(dir string) error {
			return os.WriteFile(filepath.Join(dir, `static/a\..\b.css`), nil, 0o644)
		}, []string{`static/a\..\b.css:1:1 file-name-invalid`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := realFolder(t)
			if err := test.make(dir); err != nil {
				t.Fatal(err)
			}
			if got := read(t, dir); !slices.Equal(got, test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

func TestSocketIsIrregular(t *testing.T) {
	dir, err := os.MkdirTemp("/tmp", "s") // a socket's path is short
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	if err := os.CopyFS(dir, folder(nil)); err != nil {
		t.Fatal(err)
	}
	socket, err := net.Listen("unix", filepath.Join(dir, "data", "s.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	if got := read(t, dir); !slices.Equal(got, []string{"data/s.yaml:0:0 file-irregular"}) {
		t.Errorf("got %q", got)
	}
}

// TestNameThatIsNoText: Linux takes any bytes for a name, other systems do not.
func TestNameThatIsNoText(t *testing.T) {
	if runtime.GOOS != "linux" {
		return
	}
	dir := realFolder(t)
	for _, name := range []string{"data/sources/\xff.yaml", "static/\xff.css"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, "content/\xfe/x"), 0o755); err != nil {
		t.Fatal(err)
	}
	want := []string{"content/\xfe:0:0 file-name-invalid", "data/sources/\xff.yaml:0:0 file-name-invalid", "static/\xff.css:0:0 file-name-invalid"}
	if got := read(t, dir); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestUnreadableFileIsAFaultOfTheMachine: not of the site, so it is an error that
// names the file.
func TestUnreadableFileIsAFaultOfTheMachine(t *testing.T) {
	if os.Getuid() == 0 {
		return // root reads everything
	}
	dir := realFolder(t)
	if err := os.Chmod(filepath.Join(dir, "data/sources/doc.yaml"), 0); err != nil {
		t.Fatal(err)
	}
	_, _, err := Site(os.DirFS(dir))
	if err == nil || !strings.Contains(err.Error(), "data/sources/doc.yaml") {
		t.Errorf("got %v", err)
	}
}
