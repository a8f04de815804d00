package serve

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
)

// watched is an empty site folder that is watched, looked at once in a while.
func watched(t *testing.T, look time.Duration) (dir string, changes <-chan change) {
	t.Helper()
	dir = t.TempDir()
	for _, root := range load.Roots() {
		put(t, dir, root+"/a/b.md", "b")
	}
	return dir, watch(t.Context(), dir, os.DirFS(dir), look, func(err error) { t.Error(err) })
}

// told waits until a path is told to have changed; false when the time is over.
func toldOf(changes <-chan change, p string, patience time.Duration) bool {
	for over := time.After(patience); ; {
		select {
		case c := <-changes:
			if c.all || c.paths[p] {
				return true
			}
		case <-over:
			return false
		}
	}
}

// TestEverySaveIsNoticed: in a new folder, in folders made all at once, by way of
// another file, renamed, deleted.
func TestEverySaveIsNoticed(t *testing.T) {
	dir, changes := watched(t, time.Hour)
	name := func(p string) string { return filepath.Join(dir, filepath.FromSlash(p)) }
	for _, step := range []struct {
		about string
		do    func() error
		path  string
	}{
		{"a change", func() error { return os.WriteFile(name("content/a/b.md"), []byte("c"), 0o644) }, "content/a/b.md"},
		{"folders at once", func() error {
			put(t, dir, "content/x/y/z/new.md", "n")
			return nil
		}, "content/x/y/z/new.md"},
		{"a change in them", func() error { return os.WriteFile(name("content/x/y/z/new.md"), []byte("c"), 0o644) }, "content/x/y/z/new.md"},
		{"an atomic save", func() error {
			return errors.Join(os.WriteFile(name("data/a/.b.tmp"), []byte("d"), 0o644), os.Rename(name("data/a/.b.tmp"), name("data/a/b.md")))
		}, "data/a/b.md"},
		{"a rename", func() error { return os.Rename(name("data/a/b.md"), name("data/a/c.md")) }, "data/a/c.md"},
		{"a folder's rename", func() error { return os.Rename(name("content/x/y"), name("content/w")) }, "content/w/z/new.md"},
		{"a change in a renamed folder", func() error { return os.WriteFile(name("content/w/z/new.md"), []byte("e"), 0o644) }, "content/w/z/new.md"},
		{"a deletion", func() error { return os.Remove(name("content/a/b.md")) }, "content/a/b.md"},
		{"a root that goes", func() error { return os.RemoveAll(name("i18n")) }, "i18n/a/b.md"},
		{"a root that comes", func() error {
			put(t, dir, "i18n/sq.yaml", "a: b")
			return nil
		}, "i18n/sq.yaml"},
	} {
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		if !toldOf(changes, step.path, 20*time.Second) {
			t.Fatalf("%s: %s is not noticed", step.about, step.path)
		}
	}
}

// TestWhatIsNoSaveIsNotNoticed: editors' own files, other folders, permissions.
func TestWhatIsNoSaveIsNotNoticed(t *testing.T) {
	w := &watcher{site: "/s", folder: os.DirFS(t.TempDir()), due: change{paths: map[string]bool{}}}
	for name, op := range map[string]fsnotify.Op{
		"/s/content/.b.md.swp": fsnotify.Create, "/s/content/b.md~": fsnotify.Write, "/s/content/#b.md#": fsnotify.Write, "/s/static/~$b.docx": fsnotify.Create,
		"/s/.git/index": fsnotify.Write, "/s/content/.hidden/b.md": fsnotify.Write, "/s/public/index.html": fsnotify.Write, "/s/content/b.md": fsnotify.Chmod,
	} {
		if w.event(fsnotify.Event{Name: filepath.FromSlash(name), Op: op}) || len(w.due.paths) > 0 {
			t.Errorf("%s %v is taken for a save", name, op)
		}
	}
	if !w.event(fsnotify.Event{Name: filepath.FromSlash("/s/content/b.md"), Op: fsnotify.Write}) {
		t.Error("a save is not taken for one")
	}
}

// TestWithoutTheSystemTheFolderIsLookedAt, and whoever waits is told once.
func TestWithoutTheSystemTheFolderIsLookedAt(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "content/b.md", "b")
	failed := 0
	folder := os.DirFS(dir)
	w := &watcher{site: dir, folder: folder, out: make(chan change), failed: func(error) { failed++ }, due: change{paths: map[string]bool{}}, marks: load.Marks(folder)}
	w.deaf(errors.New("no more of them"))
	go w.run(t.Context())
	if c := <-w.out; !c.all {
		t.Errorf("what was missed is not read: %v", c)
	}
	put(t, dir, "content/b.md", "longer")
	if !toldOf(w.out, "content/b.md", 20*time.Second) {
		t.Error("a change is not noticed")
	}
	if err := os.Remove(filepath.Join(dir, "content", "b.md")); err != nil {
		t.Fatal(err)
	}
	if !toldOf(w.out, "content/b.md", 20*time.Second) || failed != 1 {
		t.Errorf("a deletion is not noticed; told %d times", failed)
	}
}

// TestLostEventsAreMadeGood: when more came than the system keeps, everything is read.
func TestLostEventsAreMadeGood(t *testing.T) {
	dir := t.TempDir()
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		t.Fatal(err)
	}
	w := &watcher{site: dir, folder: os.DirFS(dir), out: make(chan change), seldom: time.Hour, notify: notify}
	go w.run(t.Context())
	notify.Errors <- fsnotify.ErrEventOverflow
	if c := <-w.out; !c.all {
		t.Errorf("%v", c)
	}
}
