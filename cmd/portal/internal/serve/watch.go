package serve

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
)

// change is what may have changed in the folder since it was read.
type change struct {
	all   bool            // nobody knows: everything is read
	paths map[string]bool // of files
}

// asked says which files must be read; nil for all.
func (c change) asked() func(path string) bool {
	if c.all {
		return nil
	}
	return func(path string) bool { return c.paths[path] }
}

// An editor's save is several events: it is over when nothing has come for a
// while, and is not waited for longer than patience.
const (
	settle   = 15 * time.Millisecond
	patience = 150 * time.Millisecond
)

// How often the folder is looked at: also when the system tells what changes,
// because not every disk does (network drives, shared folders of virtual
// machines); and when it does not tell.
const (
	seldom = 2 * time.Second
	often  = 400 * time.Millisecond
)

// watcher follows one folder.
type watcher struct {
	site   string // path of the folder
	folder fs.FS
	out    chan change
	notify *fsnotify.Watcher // nil when the system does not tell
	failed func(error)
	seldom time.Duration // how often the folder is looked at although the system tells
	marks  map[string]load.Mark
	due    change
	fresh  []string // folders that came
}

// watch tells what changes in a site folder until the context ends. The folder is
// also looked at, seldom when the system tells of changes; failed is called once
// if it cannot tell, and looking must do.
func watch(ctx context.Context, site string, folder fs.FS, seldom time.Duration, failed func(error)) <-chan change {
	w := &watcher{site: site, folder: folder, out: make(chan change), failed: failed, seldom: seldom, due: change{paths: map[string]bool{}}}
	w.marks = load.Marks(folder)
	w.listen()
	go w.run(ctx)
	return w.out
}

// listen asks the system to tell.
func (w *watcher) listen() {
	notify, err := fsnotify.NewWatcher()
	if err == nil {
		w.notify = notify
		if err = notify.Add(w.site); err == nil { // a root that comes or goes
			for _, root := range load.Roots() {
				err = errors.Join(err, w.add(root))
			}
		}
	}
	if err != nil {
		w.deaf(err)
	}
}

// deaf goes on without the system.
func (w *watcher) deaf(err error) {
	if w.notify != nil {
		_ = w.notify.Close()
		w.notify = nil
	}
	w.due.all = true
	w.failed(err)
}

// add watches a folder with all below it, and takes its files for changed: what
// was put there before it was watched has not been told. A folder that has gone
// meanwhile is none.
func (w *watcher) add(name string) error {
	err := fs.WalkDir(w.folder, name, func(p string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case load.Ignored(path.Base(p)):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return w.notify.Add(filepath.Join(w.site, filepath.FromSlash(p)))
		}
		w.due.paths[p] = true
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func (w *watcher) run(ctx context.Context) {
	defer close(w.out)
	defer func() {
		if w.notify != nil {
			_ = w.notify.Close()
		}
	}()
	w.due = change{paths: map[string]bool{}, all: w.due.all} // the folder is read whole to begin with
	var quiet, since <-chan time.Time
	look := time.NewTimer(w.pause())
	defer look.Stop()
	for {
		events, faults := w.channels()
		select {
		case <-ctx.Done():
			return
		case e, ok := <-events:
			if !ok || !w.event(e) {
				continue
			}
			quiet = time.After(settle)
			if since == nil {
				since = time.After(patience)
			}
			continue
		case err, ok := <-faults:
			if !ok {
				continue
			}
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				w.due.all = true // some were lost: everything is read
			} else {
				w.deaf(err)
			}
		case <-quiet:
		case <-since:
		case <-look.C:
			w.look()
			look.Reset(w.pause())
		}
		w.settled()
		if !w.due.all && len(w.due.paths) == 0 {
			continue
		}
		select {
		case w.out <- w.due:
		case <-ctx.Done():
			return
		}
		w.due, quiet, since = change{paths: map[string]bool{}}, nil, nil
	}
}

func (w *watcher) pause() time.Duration {
	if w.notify == nil {
		return often
	}
	return w.seldom
}

// channels are those of the system; nil ones, on which nothing comes, without it.
func (w *watcher) channels() (<-chan fsnotify.Event, <-chan error) {
	if w.notify == nil {
		return nil, nil
	}
	return w.notify.Events, w.notify.Errors
}

// event takes what the system tells; false when it is nothing to the site.
func (w *watcher) event(e fsnotify.Event) bool {
	name, err := filepath.Rel(w.site, e.Name)
	if err != nil || e.Op == fsnotify.Chmod {
		return false
	}
	p := filepath.ToSlash(name)
	root, _, _ := strings.Cut(p, "/")
	for part := range strings.SplitSeq(p, "/") {
		if load.Ignored(part) {
			return false // an editor's own file
		}
	}
	if !isRoot(root) {
		return false
	}
	w.due.paths[p] = true
	if e.Has(fsnotify.Rename) || e.Has(fsnotify.Remove) {
		w.forget(p)
	}
	if e.Has(fsnotify.Create) {
		if info, err := fs.Stat(w.folder, p); err == nil && info.IsDir() {
			w.fresh = append(w.fresh, p)
			w.watchAlso(p)
		}
	}
	return true
}

// forget lets go of a folder that went, with all below it: where it was renamed,
// its files would else go on to be told by their old names.
func (w *watcher) forget(p string) {
	if w.notify == nil {
		return
	}
	gone := filepath.Join(w.site, filepath.FromSlash(p))
	for _, name := range w.notify.WatchList() {
		if name == gone || strings.HasPrefix(name, gone+string(filepath.Separator)) {
			_ = w.notify.Remove(name) // it may have gone by itself
		}
	}
}

// watchAlso watches a folder that came.
func (w *watcher) watchAlso(p string) {
	if w.notify == nil {
		return
	}
	if err := w.add(p); err != nil {
		w.deaf(err)
	}
}

// settled watches the folders that came once more: a folder that was renamed is
// let go by fsnotify after it has told its new name (inotify, IN_MOVE_SELF).
func (w *watcher) settled() {
	for _, p := range w.fresh {
		w.watchAlso(p)
	}
	w.fresh = nil
}

func isRoot(name string) bool {
	for _, root := range load.Roots() {
		if root == name {
			return true
		}
	}
	return false
}

// look compares the folder with how it looked before.
func (w *watcher) look() {
	now := load.Marks(w.folder)
	for p, mark := range now {
		if before, ok := w.marks[p]; !ok || before != mark {
			w.due.paths[p] = true
		}
	}
	for p := range w.marks {
		if _, ok := now[p]; !ok {
			w.due.paths[p] = true
		}
	}
	w.marks = maps.Clone(now)
}
