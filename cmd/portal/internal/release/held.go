package release

import (
	"errors"
	"os"
	"path"
	"sync"
)

// mostHeld is how many folders are kept open: a site has a few dozen that hold
// others, and some systems allow a process no more than 256 files.
const mostHeld = 64

// folders are the folders of a tree that is being written, those that hold
// others kept open. An os.Root walks to a file from where it stands, with two
// system calls for each folder on the way; from the folder above, a page's own
// folder and the page are one step away: half of all files and folders that a
// build opens were that walk. It is used by several goroutines.
type folders struct {
	root *os.Root

	mu   sync.Mutex
	open map[string]*os.Root
}

// reach gives the nearest open folder above name, and the name from there.
func (f *folders) reach(name string) (root *os.Root, rest string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if open := f.open[dir]; open != nil {
			return open, name[len(dir)+1:]
		}
	}
	return f.root, name
}

// hold keeps a folder open. Where that cannot be, the way there is longer and
// nothing else.
func (f *folders) hold(dir string) {
	f.mu.Lock()
	known := dir == "." || f.open[dir] != nil || len(f.open) >= mostHeld
	f.mu.Unlock()
	if known {
		return
	}
	from, name := f.reach(dir)
	opened, err := from.OpenRoot(name)
	if err != nil {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.open[dir] != nil { // another writer was quicker
		opened.Close()
		return
	}
	if f.open == nil {
		f.open = map[string]*os.Root{}
	}
	f.open[dir] = opened
}

// close lets go of all; an open folder cannot be renamed on Windows.
func (f *folders) close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	var errs []error
	for _, open := range f.open {
		errs = append(errs, open.Close())
	}
	f.open = nil
	return errors.Join(errs...)
}
