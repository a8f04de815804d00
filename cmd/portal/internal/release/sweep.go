package release

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// sweep removes what builds left: a killed one's staging, and the releases that
// are neither at OUT nor the one before it. Without a release at OUT it removes
// none, because somebody has taken OUT away and may want it back.
func (o *Output) sweep() error {
	for _, litter := range []string{"staging", "next"} {
		if err := o.root.RemoveAll(o.within(litter)); err != nil {
			return fmt.Errorf("remove what a killed build left: %w", err)
		}
	}
	now, err := o.occupant()
	if err != nil || now.id == "" {
		return err
	}
	names, err := o.releaseNames()
	if err != nil {
		return fmt.Errorf("list the releases of %s: %w", o.path, err)
	}
	previous := o.previous(now.id)
	for _, name := range names {
		id, isNote := strings.CutSuffix(name, ".previous")
		if !isID(id) || id == now.id || id == previous {
			continue
		}
		if err := o.remove(id, isNote); err != nil {
			return fmt.Errorf("remove an older release of %s: %w", o.path, err)
		}
	}
	if now.kind == ourLink {
		return ignoreMissing(o.root.Remove(o.within("current"))) // from a time without links
	}
	return nil
}

func (o *Output) remove(id string, isNote bool) error {
	if isNote {
		return ignoreMissing(o.root.Remove(o.within(id + ".previous")))
	}
	dir := o.within(id)
	if info, err := o.root.Lstat(dir); err != nil || !info.IsDir() {
		return ignoreMissing(err) // what only has a name like ours is not ours
	}
	tree, err := o.root.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer tree.Close()
	sums, err := tree.ReadFile(manifestName)
	if err := ignoreMissing(err); err != nil {
		return err
	}
	folders := map[string]bool{}
	for _, name := range listed(sums) {
		if err := ignoreMissing(tree.Remove(name)); err != nil {
			return err
		}
		for d := path.Dir(name); d != "."; d = path.Dir(d) {
			folders[d] = true
		}
	}
	// Folders in which somebody put a file of their own stay, with that file.
	for _, d := range deepestFirst(folders) {
		tree.Remove(d)
	}
	// The manifest goes last: until then a killed removal can be taken up again.
	if err := ignoreMissing(tree.Remove(manifestName)); err != nil {
		return err
	}
	o.root.Remove(dir)
	return nil
}

func deepestFirst(folders map[string]bool) []string {
	var list []string
	for d := range folders {
		list = append(list, d)
	}
	slices.Sort(list) // a folder comes before what is in it
	slices.Reverse(list)
	return list
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
