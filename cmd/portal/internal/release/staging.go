package release

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
)

// Staging is a tree while it is written. Write may be called by several
// goroutines at once; everything else by one.
type Staging struct {
	out    *Output
	root   *os.Root
	dir    string // where the tree stands within out.root; empty once it is released or gone
	masked bool   // the umask takes away what a web server needs, so modes are set

	mu      sync.Mutex
	taken   map[string]string // name in lower case → name as written
	folders map[string]bool   // folders made, with their mode
	held    folders           // those among them that have others in them
	entries []Entry
	idle    []*file // buffers to use again: as many as there were writers
	writing int     // files begun and not ended
	sealed  bool    // Verify has begun
	err     error   // the first fault of Write: such a tree is never released
}

// Entry is one file of a tree.
type Entry struct {
	Path   string // slash-separated, relative to the tree
	Size   int64  // bytes
	SHA256 string // 64 hex digits
	Page   *Page  // what a browser would find in it; nil when there is nothing to judge
}

func newStaging(o *Output) (*Staging, error) {
	dir := o.within("staging")
	if err := o.root.Mkdir(dir, 0o755); err != nil {
		return nil, err
	}
	root, err := o.root.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	s := &Staging{out: o, root: root, dir: dir, taken: map[string]string{}, folders: map[string]bool{".": true}}
	s.held.root = root
	o.staging = s
	info, err := root.Stat(".")
	if err != nil {
		return nil, err
	}
	// A umask takes the same from every folder, and from a file no more than
	// from a folder: one look here spares a system call for each of them.
	if s.masked = info.Mode().Perm()&0o755 != 0o755; s.masked {
		err = root.Chmod(".", 0o755)
	}
	return s, err
}

// Write makes the file called name (a path in the tree) with what write writes,
// and the folders above it; files get mode 0644 and folders 0755 whatever the
// umask. The bytes are counted, hashed and, for what a browser interprets, read
// while they pass.
//
// A name is refused twice (also in other letter case, which Windows and macOS
// take for the same), and when it is not plain: "..", absolute, with a
// backslash or one that Windows cannot have. After any error, also of write,
// the tree cannot be verified any more.
func (s *Staging) Write(name string, write func(io.Writer) error) (Entry, error) {
	f, err := s.begin(name)
	if err != nil {
		return Entry{}, s.fail(name, err)
	}
	e, err := s.fill(f, write)
	if err != nil {
		return Entry{}, s.fail(name, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.entries = append(s.entries, e)
	s.idle = append(s.idle, f)
	s.writing--
	return e, nil
}

// begin claims name and gives a buffer for it.
func (s *Staging) begin(name string) (*file, error) {
	if err := validPath(name); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sealed {
		return nil, errors.New("the tree is being verified already")
	}
	low := strings.ToLower(name)
	if other, twice := s.taken[low]; twice {
		return nil, fmt.Errorf("%q has been written already", other)
	}
	if low == strings.ToLower(manifestName) {
		return nil, errors.New("the manifest is written by Verify")
	}
	s.taken[low] = name
	s.writing++
	f := &file{}
	if n := len(s.idle); n > 0 {
		f, s.idle = s.idle[n-1], s.idle[:n-1]
	}
	f.start(s, name)
	return f, nil
}

func (s *Staging) fill(f *file, write func(io.Writer) error) (Entry, error) {
	defer f.abandon() // closes it also when write panics
	if err := s.folder(path.Dir(f.path)); err != nil {
		return Entry{}, err
	}
	f.root, f.name = s.held.reach(f.path)
	if err := write(f); err != nil {
		return Entry{}, err
	}
	return f.end()
}

func (s *Staging) fail(name string, err error) error {
	err = fmt.Errorf("write %s of %s: %w", name, s.out.path, err)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil {
		s.err = err
	}
	return err
}

// folder makes a folder and those above it. Two writers may make the same one:
// each sets the mode before it goes on.
func (s *Staging) folder(dir string) error {
	s.mu.Lock()
	made := s.folders[dir]
	s.mu.Unlock()
	if made {
		return nil
	}
	if err := s.folder(path.Dir(dir)); err != nil {
		return err
	}
	s.held.hold(path.Dir(dir))
	root, name := s.held.reach(dir)
	if err := root.Mkdir(name, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if s.masked {
		if err := root.Chmod(name, 0o755); err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.folders[dir] = true
	return nil
}

// Index lists the files written so far, sorted by path.
func (s *Staging) Index() []Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	index := slices.Clone(s.entries)
	slices.SortFunc(index, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) })
	return index
}

// seal ends writing: what Verify sees cannot change behind it.
func (s *Staging) seal() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.err != nil:
		return s.err
	case s.sealed:
		return errors.New("verify: the tree has been verified already")
	case s.writing > 0:
		return fmt.Errorf("verify: %d files are still being written", s.writing)
	}
	s.sealed = true
	return s.held.close()
}

// close ends every use of the tree's folder.
func (s *Staging) close() error { return errors.Join(s.held.close(), s.root.Close()) }
