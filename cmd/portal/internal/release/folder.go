package release

import (
	"errors"
	"fmt"
	"io/fs"
)

// Where there are no symlinks, OUT is a renamed folder, and the file "current"
// says which release it is. It changes while OUT is missing, so that a build
// killed at any step leaves either OUT or the note of what belongs there.

// replaceFolder makes release id the folder at OUT. If that fails, it puts back
// what was there; if that fails too, the next Open does.
func (o *Output) replaceFolder(now occupant, id string) error {
	if err := o.vacate(now); err != nil {
		return err
	}
	err := o.noteCurrent(id)
	if err == nil {
		err = o.root.Rename(o.within(id), o.name)
	}
	if err == nil {
		return nil
	}
	if now.kind == ourFolder {
		err = errors.Join(err, o.noteCurrent(now.id))
	}
	return errors.Join(err, o.reoccupy(now))
}

// restore puts back the folder that a build killed between two renames left
// aside.
func (o *Output) restore() error {
	id := o.current()
	if id == "" {
		return nil
	}
	if _, err := o.root.Lstat(o.name); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if _, err := o.root.Lstat(o.within(id)); errors.Is(err, fs.ErrNotExist) {
		return nil // OUT was removed by hand
	}
	if err := o.root.Rename(o.within(id), o.name); err != nil {
		return fmt.Errorf("put back %s: %w", o.path, err)
	}
	return nil
}

// noteCurrent replaces the note whole.
func (o *Output) noteCurrent(id string) error {
	next := o.within("next")
	if err := o.root.Remove(next); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := o.root.WriteFile(next, []byte(id+"\n"), 0o644); err != nil {
		return err
	}
	return o.root.Rename(next, o.within("current"))
}
