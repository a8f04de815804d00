package release

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"
)

// lockName marks a releases folder as ours and carries the lock. The kernel
// gives the lock up when the process ends, however it ends; so the file's being
// there means nothing.
const lockName = "portal.lock"

// lockPause is how often a waiting build asks again. (A blocking lock could not
// be interrupted.)
const lockPause = 25 * time.Millisecond

// errHeld says that another process has the lock; errGone that the folder went
// away between two looks, because a build that had nothing to keep removed it.
var (
	errHeld = errors.New("the lock is held")
	errGone = errors.New("the releases folder went away")
)

// acquire takes the lock, making the releases folder if there is none.
func (o *Output) acquire(ctx context.Context) error {
	tick := time.NewTicker(lockPause)
	defer tick.Stop()
	for {
		file, err := o.tryAcquire()
		if err == nil {
			o.lock = file
			return o.sign()
		}
		if !errors.Is(err, errHeld) && !errors.Is(err, errGone) {
			return err
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			if errors.Is(ctx.Err(), context.DeadlineExceeded) {
				return Refused{"output-locked", o.path, o.holder()}
			}
			return fmt.Errorf("wait for the lock of %s: %w", o.path, context.Cause(ctx))
		}
	}
}

// tryAcquire returns the locked file, or errHeld, errGone, a Refused, or a
// fault of the machine.
func (o *Output) tryAcquire() (*os.File, error) {
	if err := o.makeReleases(); err != nil {
		return nil, err
	}
	path := o.within(lockName)
	file, err := o.root.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errGone
	}
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", o.path, err)
	}
	if err := tryLock(file); err != nil {
		file.Close()
		if errors.Is(err, errHeld) {
			return nil, errHeld
		}
		return nil, fmt.Errorf("lock %s: %w", o.path, err)
	}
	// The build that held the lock may have removed the file: then this is a
	// lock on nothing, and somebody else can lock the new file.
	ours, err1 := file.Stat()
	there, err2 := o.root.Lstat(path)
	if err1 != nil || err2 != nil || !os.SameFile(ours, there) {
		file.Close()
		return nil, errGone
	}
	return file, nil
}

// makeReleases makes the releases folder or recognises it as ours.
func (o *Output) makeReleases() error {
	if err := o.root.Mkdir(o.releases, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("make the releases folder of %s: %w", o.path, err)
	}
	info, err := o.root.Lstat(o.releases)
	if errors.Is(err, fs.ErrNotExist) {
		return errGone
	}
	if err != nil {
		return fmt.Errorf("look at the releases folder of %s: %w", o.path, err)
	}
	if !info.IsDir() {
		return Refused{"output-releases-foreign", o.path, o.releases}
	}
	if err := o.recognise(); err != nil {
		return err
	}
	if info.Mode().Perm()&0o755 != 0o755 { // made under a umask that locks the web server out
		if err := o.root.Chmod(o.releases, 0o755); err != nil {
			return fmt.Errorf("open the releases folder of %s to readers: %w", o.path, err)
		}
	}
	return nil
}

// recognise refuses a releases folder that is not ours: one with something in
// it and no mark. It looks once, because other builds come and go; the mark is
// there whenever anything else of ours is.
func (o *Output) recognise() error {
	names, err := o.releaseNames()
	if errors.Is(err, fs.ErrNotExist) {
		return errGone
	}
	if err != nil {
		return fmt.Errorf("look at the releases folder of %s: %w", o.path, err)
	}
	if len(names) > 0 && !slices.Contains(names, lockName) {
		return Refused{"output-releases-foreign", o.path, o.releases}
	}
	mark, err := o.root.Lstat(o.within(lockName))
	if err == nil && !mark.Mode().IsRegular() { // opening a FIFO would hang, a link would lead elsewhere
		return Refused{"output-releases-foreign", o.path, o.releases}
	}
	return nil
}

func (o *Output) releaseNames() ([]string, error) {
	dir, err := o.root.Open(o.releases)
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	return dir.Readdirnames(-1)
}

// sign writes into the lock file who holds it and what the folder is for.
func (o *Output) sign() error {
	text := fmt.Sprintf("%d\nThis folder belongs to the program portal: it keeps the releases of %q. The number is the last process that used it.\n", os.Getpid(), o.name)
	err := o.lock.Truncate(0)
	if err == nil {
		_, err = o.lock.WriteAt([]byte(text), 0)
	}
	if err != nil {
		return fmt.Errorf("lock %s: %w", o.path, err)
	}
	return nil
}

// holder is the number of the process that holds the lock, if it can be read.
func (o *Output) holder() string {
	text, _ := o.root.ReadFile(o.within(lockName))
	pid, _, _ := strings.Cut(string(text), "\n")
	if strings.Trim(pid, "0123456789") != "" {
		return ""
	}
	return pid
}

// tidy removes the releases folder when it keeps nothing but the lock, as after
// a first build that failed. Who waits for the lock notices (errGone).
func (o *Output) tidy() error {
	names, err := o.releaseNames()
	if err != nil || len(names) != 1 || names[0] != lockName {
		return err
	}
	if err := o.root.Remove(o.within(lockName)); err != nil {
		return err
	}
	o.root.Remove(o.releases) // fails rightly when another build has just made its mark in it
	return nil
}
