package release

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestRefusedPaths(t *testing.T) {
	for _, path := range []string{
		"", ".", "..", "../x", "a/../b", "a/./b", "a//b", "/a", "a/", `a\b`, "C:/x", "a:b", "a?", "a*", `"a"`, "<a>", "a|b",
		"a\x00b", "a\nb", "a\x7f", "a.", "a ", "a./b", "con", "sq/NUL.txt", "com1.html", "lpt9", "COM¹.x", "con .txt", "conin$",
		"a\xffb", strings.Repeat("a", 256), "SHA256SUMS", "sha256sums",
	} {
		t.Run(path, func(t *testing.T) {
			dir, out := site(t)
			s := stage(t, open(t, dir, out), nil)
			if _, err := s.Write(path, text("x")); err == nil {
				t.Errorf("%q is taken", path)
			}
		})
	}
}

func TestAcceptedPaths(t *testing.T) {
	files := tree{}
	for _, path := range []string{".well-known/security.txt", "sq/ë/1.1.1/index.xml", "common/x", "con-text", "com10", "lpt", "nul-1", "a b", "sq/SHA256SUMS"} {
		files[path] = path
	}
	dir, out := site(t)
	stage(t, open(t, dir, out), files)
	if got, err := contents(filepath.Join(dir, ".public.releases/staging")); err != nil || len(got) != len(files) {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestPathIsTakenOnce(t *testing.T) {
	for _, path := range []string{"sq/index.html", "SQ/Index.html", "sq", "sq/index.html/x"} {
		t.Run(path, func(t *testing.T) {
			dir, out := site(t)
			s := stage(t, open(t, dir, out), small("1"))
			if _, err := s.Write(path, text("x")); err == nil {
				t.Errorf("%q is taken beside sq/index.html", path)
			}
		})
	}
}

func TestTreeWithAFailedWriteIsNotVerified(t *testing.T) {
	broken := errors.New("the layout broke")
	dir, out := site(t)
	s := stage(t, open(t, dir, out), small("1"))
	s.Write("sq/x.html", func(w io.Writer) error { io.WriteString(w, "half"); return broken })
	if r, _, err := s.Verify(expectation()); r != nil || !errors.Is(err, broken) {
		t.Errorf("Verify gives %v, %v", r, err)
	}
}

func TestTreeBeingWrittenIsNotVerified(t *testing.T) {
	dir, out := site(t)
	s := stage(t, open(t, dir, out), small("1"))
	_, err := s.Write("sq/x.html", func(io.Writer) error {
		if r, _, err := s.Verify(expectation()); r != nil || err == nil {
			t.Errorf("Verify gives %v, %v", r, err)
		}
		return nil
	})
	must(t, err)
}

func TestNothingIsWrittenAfterVerify(t *testing.T) {
	dir, out := site(t)
	s := stage(t, open(t, dir, out), small("1"))
	verified(t, s)
	if _, err := s.Write("x.txt", text("x")); err == nil {
		t.Error("a verified tree was written to")
	}
}

func TestIndexOfConcurrentWrites(t *testing.T) {
	dir, out := site(t)
	s := stage(t, open(t, dir, out), nil)
	content := func(n int) string { return strings.Repeat(fmt.Sprint(n, " "), 1+n*300) } // some above chunk
	var wait sync.WaitGroup
	for worker := range 4 {
		wait.Go(func() {
			for n := worker; n < 100; n += 4 {
				name := fmt.Sprintf("a/%d/%d.txt", n%7, n)
				if _, err := s.Write(name, text(content(n))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	index := s.Index()
	if len(index) != 100 || !slices.IsSortedFunc(index, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) }) {
		t.Errorf("%d entries, sorted or not", len(index))
	}
	for _, e := range index {
		b, err := os.ReadFile(filepath.Join(dir, ".public.releases/staging", e.Path))
		must(t, err)
		if int64(len(b)) != e.Size || sum(b) != e.SHA256 || !strings.Contains(e.Path, strings.Fields(string(b))[0]) {
			t.Errorf("%s is not what the index says", e.Path)
		}
	}
}

func TestDroppedValueAcrossTwoChunks(t *testing.T) {
	for _, before := range []int{0, 3, chunk - 8, chunk - 1} {
		dir, out := site(t)
		s := stage(t, open(t, dir, out), nil)
		e, err := s.Write("feed.xml", func(w io.Writer) error {
			io.WriteString(w, strings.Repeat(" ", chunk)+strings.Repeat(" ", before)+zgot[:3]) // stored: longer than a chunk
			_, err := io.WriteString(w, zgot[3:]+" ")
			return err
		})
		must(t, err)
		if e.Page == nil || e.Page.Problems[0].At != int64(chunk+before) {
			t.Errorf("%d bytes before: %+v", before, e.Page)
		}
	}
}

func TestFactsOfAPage(t *testing.T) {
	dir, out := site(t)
	s := stage(t, open(t, dir, out), nil)
	e, err := s.Write("sq/index.html", text(`<!doctype html><html lang=sq><meta name=robots content="noindex"><p id=b><p id=a><a href="?a&amp;b">`))
	must(t, err)
	p := e.Page
	want := Ref{URL: "?a&b", What: "a href", Use: Follow, At: 81}
	if p.Lang != "sq" || !p.NoIndex || !slices.Equal(p.IDs, []string{"a", "b"}) || !slices.Equal(p.Links, []Ref{want}) || len(p.Problems) > 0 {
		t.Errorf("facts: %+v", p)
	}
}

// TestManyFolders: no more of them are kept open than a system allows, what lies
// in the others is where it belongs all the same, and none is open in the end.
func TestManyFolders(t *testing.T) {
	files := tree{}
	for n := range 2 * mostHeld {
		files[fmt.Sprintf("sq/%d/deep/er/x", n)] = fmt.Sprint(n)
	}
	dir, out := site(t)
	s := stage(t, open(t, dir, out), files)
	if n := len(s.held.open); n != mostHeld {
		t.Errorf("%d folders are kept open", n)
	}
	if got, err := contents(filepath.Join(dir, ".public.releases/staging")); err != nil || !maps.Equal(got, files) {
		t.Errorf("%d files of %d, %v", len(got), len(files), err)
	}
	must(t, s.seal())
	if len(s.held.open) > 0 {
		t.Errorf("%d folders are still open: on Windows none could be renamed", len(s.held.open))
	}
}
