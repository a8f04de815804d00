package release

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"syscall"
)

// Swap puts r at OUT and says whether it had to: when the same bytes stand
// there already, undamaged, nothing is touched. changed is true as soon as
// readers see r, even if err then tells that an older release could not be
// removed. With changed false and an error OUT is what it was.
func (o *Output) Swap(r *Release) (changed bool, err error) {
	if r == nil || r.staging == nil || r.staging != o.staging || r.staging.dir == "" {
		return false, errors.New("swap: not a verified tree of this output, or released already")
	}
	now, err := o.occupant()
	if err != nil {
		return false, err
	}
	if now.id != "" && o.intact(now.dir, r) {
		r.dir = now.dir
		return false, o.discard()
	}
	if changed, err = o.publish(r, now); err != nil {
		err = fmt.Errorf("release %s: %w", o.path, err)
	}
	return changed, err
}

func (o *Output) publish(r *Release, now occupant) (changed bool, err error) {
	// An open folder cannot be renamed on Windows.
	if err := r.staging.root.Close(); err != nil {
		return false, err
	}
	id, err := o.freeID(r.ID())
	if err != nil {
		return false, err
	}
	if now.id != "" {
		if err := o.root.WriteFile(o.within(id+".previous"), []byte(now.id+"\n"), 0o644); err != nil {
			return false, err
		}
	}
	if err := o.root.Rename(r.staging.dir, o.within(id)); err != nil {
		return false, err
	}
	r.staging.dir = o.within(id) // where Close finds it if the rest fails
	dir, err := o.replace(id)
	if err != nil {
		return false, err
	}
	r.dir, r.staging.dir = dir, ""
	return true, o.sweep()
}

// freeID is stem, or stem-2, stem-3 … when a release has that name: the one
// before the last (a change was taken back), or one that was damaged.
func (o *Output) freeID(stem string) (string, error) {
	for n := 1; ; n++ {
		id := stem
		if n > 1 {
			id += "-" + strconv.Itoa(n)
		}
		_, err := o.root.Lstat(o.within(id))
		if errors.Is(err, fs.ErrNotExist) {
			return id, nil
		}
		if err != nil {
			return "", err
		}
	}
}

// replace makes release id stand at OUT and says where it is then.
func (o *Output) replace(id string) (dir string, err error) {
	now, err := o.occupant() // again, as late as possible: nobody's file is overwritten
	if err != nil {
		return "", err
	}
	if !o.folders {
		err := o.root.Symlink(o.within(id), o.within("next"))
		// FAT and some network disks have no links.
		o.folders = errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EPERM)
		if err != nil && !o.folders {
			return "", err
		}
	}
	if o.folders {
		return o.name, o.replaceFolder(now, id)
	}
	return o.within(id), o.replaceLink(now)
}

// replaceLink renames the new link, made aside, over the old one: a reader
// finds one or the other at any moment.
func (o *Output) replaceLink(now occupant) error {
	if now.kind != ourLink {
		if err := o.vacate(now); err != nil {
			return err
		}
	}
	err := o.root.Rename(o.within("next"), o.name)
	if err != nil && now.kind != ourLink {
		err = errors.Join(err, o.reoccupy(now))
	}
	return err
}

// vacate frees the name OUT for what cannot be renamed over.
func (o *Output) vacate(now occupant) error {
	switch now.kind {
	case emptyFolder, ourLink:
		return o.root.Remove(o.name)
	case ourFolder:
		return o.root.Rename(o.name, o.within(now.id))
	}
	return nil
}

// reoccupy undoes vacate.
func (o *Output) reoccupy(now occupant) error {
	switch now.kind {
	case emptyFolder:
		return o.root.Mkdir(o.name, 0o755)
	case ourLink:
		return o.root.Symlink(o.within(now.id), o.name)
	case ourFolder:
		return o.root.Rename(o.within(now.id), o.name)
	}
	return nil
}
