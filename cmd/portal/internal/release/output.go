// Package release owns the output: it takes a finished tree, proves that it
// holds together, and puts it where readers find it, whole or not at all.
//
// In go files, written into a [Staging], and an [Expect] that says what the
// tree must be. Out comes a [Release], which only [Staging.Verify] can make,
// and [Output.Swap] puts it at OUT. The package knows neither routes nor
// templates: it reads the finished HTML again and judges what is there.
//
// # On disk
//
//	public -> .public.releases/<id>   what readers see: a relative symlink, replaced by one rename
//	.public.releases/portal.lock      the lock and the mark that this folder is ours
//	.public.releases/staging/         the tree being written
//	.public.releases/<id>/            a release; id = first 16 hex of SHA-256(SHA256SUMS), "-2" … when taken
//	.public.releases/<id>.previous    the id of the release that <id> replaced
//	.public.releases/current          only without symlinks: the id of the folder that stands at OUT
//	.public.releases/next             a link or note on its way to its place
//
// Because everything stands beside OUT, a rename never crosses a file system.
// Each step is one system call after which the folder still says what is what:
// the release at OUT and the one it replaced are kept, and everything else with
// a name of ours is litter, removed by the next [Open]. So a build that is
// killed leaves the old site or the new one. A file that somebody put into a
// release is not ours: it is left where it is when the release goes.
//
// Where symlinks cannot be had (Windows, FAT), OUT is a renamed folder. For the
// moment between two renames it is then missing; [Open] puts it back if the
// build is killed there.
//
// Nothing is synced to the disk: the promise is about a killed program, not
// about a power cut, and syncing 30,000 files would take longer than the build.
//
// # What is refused
//
// An OUT that could hurt something else is a [Refused] (exit 2). A tree with a
// broken link, a duplicate id, a wrong language, a foreign origin or anything
// active is a list of diagnostics "verify-…" (exit 1). A full disk, a missing
// permission and the like are wrapped errors (exit 2). In every case OUT stays
// as it was.
package release

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// Output is an OUT that this process has locked. It is used by one goroutine;
// only [Staging.Write] may be called by several. Close it.
type Output struct {
	root     *os.Root // the folder in which OUT stands
	path     string   // OUT, absolute and free of links, for messages
	name     string   // OUT within root
	releases string   // ".OUT.releases" within root
	lock     *os.File // nil until the lock is held
	staging  *Staging // nil until Stage
	folders  bool     // OUT is a renamed folder, because there are no symlinks
}

// Open locks OUT for this process and removes what a killed build left. Both
// paths may be relative. While another build holds the lock, Open waits until
// ctx is done. It returns a [Refused] when OUT must not be used (also
// [ErrLocked], when ctx reached its deadline); then nothing was created.
func Open(ctx context.Context, site, out string) (*Output, error) {
	parent, missing, name, err := locate(site, out)
	if err != nil {
		return nil, err
	}
	if parent, err = makeFolders(parent, missing); err != nil {
		return nil, fmt.Errorf("make the folder for %s: %w", out, err)
	}
	root, err := os.OpenRoot(parent)
	if err != nil {
		return nil, fmt.Errorf("open the folder of %s: %w", out, err)
	}
	o := &Output{
		root:     root,
		path:     filepath.Join(parent, name),
		name:     name,
		releases: "." + name + ".releases",
		folders:  runtime.GOOS == "windows",
	}
	if err := o.begin(ctx); err != nil {
		return nil, errors.Join(err, o.Close())
	}
	return o, nil
}

func (o *Output) begin(ctx context.Context) error {
	// Without a releases folder no build of ours is near, so OUT can be judged
	// before anything is created. With one, another build may be at work on
	// OUT, and it can be judged only under the lock.
	if _, err := o.root.Lstat(o.releases); errors.Is(err, fs.ErrNotExist) {
		if _, err := o.occupant(); err != nil {
			return err
		}
	}
	if err := o.acquire(ctx); err != nil {
		return err
	}
	if err := o.restore(); err != nil {
		return err
	}
	if _, err := o.occupant(); err != nil {
		return err
	}
	return o.sweep()
}

// Stage begins a tree. There is one per Output; a tree that is not released is
// removed by Close.
func (o *Output) Stage() (*Staging, error) {
	if o.staging != nil {
		return nil, errors.New("stage: this output has a tree already")
	}
	s, err := newStaging(o)
	if err != nil {
		return nil, fmt.Errorf("stage beside %s: %w", o.path, err)
	}
	return s, nil
}

// Close removes a tree that was not released and gives up the lock. After a
// first build that failed nothing is left beside OUT. A second Close does
// nothing.
func (o *Output) Close() error {
	if o.root == nil {
		return nil
	}
	var errs []error
	if o.lock != nil {
		errs = append(errs, o.discard(), o.tidy(), o.lock.Close())
	}
	errs = append(errs, o.root.Close())
	o.root, o.lock = nil, nil
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("close the output %s: %w", o.path, err)
	}
	return nil
}

// discard removes the tree of this build unless it was released.
func (o *Output) discard() error {
	s := o.staging
	if s == nil {
		return nil
	}
	err := s.close()
	if s.dir != "" {
		for _, litter := range []string{s.dir, s.dir + ".previous", o.within("next")} {
			err = errors.Join(err, o.root.RemoveAll(litter))
		}
		s.dir = ""
	}
	return err
}

// within is a path in the releases folder.
func (o *Output) within(name string) string { return o.releases + "/" + name }

// makeFolders makes the missing folders below parent, one by one, so that those
// and only those can be given their mode whatever the umask.
func makeFolders(parent string, missing []string) (string, error) {
	for _, name := range missing {
		parent = filepath.Join(parent, name)
		if err := os.Mkdir(parent, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return "", err
		}
		if err := os.Chmod(parent, 0o755); err != nil {
			return "", err
		}
	}
	return parent, nil
}
