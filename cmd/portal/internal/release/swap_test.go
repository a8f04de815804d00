package release

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// modes runs a test with links and with renamed folders.
func modes(t *testing.T, test func(t *testing.T, prepare func(*Output))) {
	t.Run("links", func(t *testing.T) { test(t, func(*Output) {}) })
	t.Run("folders", func(t *testing.T) { test(t, func(o *Output) { o.folders = true }) })
}

func TestSwapReplacesTheSite(t *testing.T) {
	modes(t, func(t *testing.T, mode func(*Output)) {
		dir, out := site(t)
		for _, version := range []string{"1", "2", "3", "2"} {
			if !publish(t, dir, out, small(version), mode) {
				t.Errorf("version %s changed nothing", version)
			}
			stands(t, out, small(version))
		}
	})
}

func TestSwapOntoAnEmptyFolder(t *testing.T) {
	modes(t, func(t *testing.T, mode func(*Output)) {
		dir, out := site(t)
		must(t, os.Mkdir(out, 0o755))
		publish(t, dir, out, small("1"), mode)
		stands(t, out, small("1"))
	})
}

func TestSameTreeChangesNothing(t *testing.T) {
	modes(t, func(t *testing.T, mode func(*Output)) {
		dir, out := site(t)
		publish(t, dir, out, small("1"), mode)
		before, err := os.Stat(filepath.Join(out, "index.html"))
		must(t, err)
		if publish(t, dir, out, small("1"), mode) {
			t.Error("the same tree was swapped in")
		}
		if after, err := os.Stat(filepath.Join(out, "index.html")); err != nil || !os.SameFile(before, after) {
			t.Error("the page was replaced")
		}
	})
}

func TestDamagedReleaseIsReplaced(t *testing.T) {
	tests := []struct {
		name   string
		damage func(out string) error
	}{
		{"edited", func(out string) error {
			return os.WriteFile(filepath.Join(out, "sq/index.html"), []byte(small("9")["sq/index.html"]), 0o644)
		}},
		{"removed", func(out string) error { return os.Remove(filepath.Join(out, "sq/index.html")) }},
		{"added", func(out string) error { return os.WriteFile(filepath.Join(out, "sq/x.html"), nil, 0o644) }},
		{"replaced by a link", func(out string) error {
			moved := filepath.Join(filepath.Dir(out), "x.html")
			if err := os.Rename(filepath.Join(out, "index.html"), moved); err != nil {
				return err
			}
			return os.Symlink(moved, filepath.Join(out, "index.html"))
		}},
		{"hidden from the web server", func(out string) error { return os.Chmod(filepath.Join(out, "index.html"), 0o600) }},
		{"folder hidden from the web server", func(out string) error { return os.Chmod(filepath.Join(out, "sq"), 0o700) }},
		{"manifest edited", func(out string) error { return os.WriteFile(filepath.Join(out, manifestName), nil, 0o644) }},
		{"release gone", func(out string) error {
			dir, err := filepath.EvalSymlinks(out)
			if err != nil {
				return err
			}
			return os.RemoveAll(dir)
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir, out := site(t)
			publish(t, dir, out, small("1"))
			must(t, test.damage(out))
			if !publish(t, dir, out, small("1")) {
				t.Error("the damage was not seen")
			}
			stands(t, out, small("1"))
		})
	}
}

func TestPreviousReleaseStaysAndOlderOnesGo(t *testing.T) {
	modes(t, func(t *testing.T, mode func(*Output)) {
		dir, out := site(t)
		for _, version := range []string{"1", "2", "3"} {
			publish(t, dir, out, small(version), mode)
		}
		o := open(t, dir, out)
		now, err := o.occupant()
		must(t, err)
		stands(t, filepath.Join(dir, o.within(o.previous(now.id))), small("2"))
		must(t, o.Close())
		releases := 0
		for _, name := range names(t, filepath.Join(dir, ".public.releases")) {
			if isID(name) {
				releases++
			}
		}
		if now.kind == ourLink && releases != 2 || now.kind == ourFolder && releases != 1 {
			t.Errorf("%d releases are kept: %v", releases, names(t, filepath.Join(dir, ".public.releases")))
		}
	})
}

func TestForeignFileInAnOldReleaseStays(t *testing.T) {
	dir, out := site(t)
	publish(t, dir, out, small("1"))
	old, err := filepath.EvalSymlinks(out)
	must(t, err)
	must(t, os.WriteFile(filepath.Join(old, "sq/thesis.txt"), nil, 0o644))
	publish(t, dir, out, small("2"))
	publish(t, dir, out, small("3"))
	stands(t, old, tree{"sq/thesis.txt": ""})
}

func TestBuildKilledBetweenTwoRenamesIsRestored(t *testing.T) {
	dir, out := site(t)
	publish(t, dir, out, small("1"), func(o *Output) { o.folders = true })
	id, err := os.ReadFile(filepath.Join(dir, ".public.releases/current"))
	must(t, err)
	must(t, os.Rename(out, filepath.Join(dir, ".public.releases", strings.TrimSpace(string(id)))))
	must(t, open(t, dir, out).Close())
	stands(t, out, small("1"))
}

func TestLinksAfterFolders(t *testing.T) {
	dir, out := site(t)
	publish(t, dir, out, small("1"), func(o *Output) { o.folders = true })
	publish(t, dir, out, small("2"))
	stands(t, out, small("2"))
	if info, err := os.Lstat(out); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the output is no link: %v %v", info, err)
	}
}

func TestFoldersAfterLinks(t *testing.T) {
	dir, out := site(t)
	publish(t, dir, out, small("1"))
	publish(t, dir, out, small("2"), func(o *Output) { o.folders = true })
	stands(t, out, small("2"))
}

func TestOutputTakenDuringTheBuildIsNotOverwritten(t *testing.T) {
	dir, out := site(t)
	o := open(t, dir, out)
	r := verified(t, stage(t, o, small("1")))
	must(t, os.WriteFile(out, []byte("mine"), 0o644))
	if changed, err := o.Swap(r); changed || err == nil {
		t.Errorf("Swap gives %v, %v", changed, err)
	}
	if text, err := os.ReadFile(out); err != nil || string(text) != "mine" {
		t.Errorf("the file is %q, %v", text, err)
	}
}

func TestOnlyAVerifiedReleaseIsSwapped(t *testing.T) {
	dir, out := site(t)
	o := open(t, dir, out)
	for name, r := range map[string]*Release{"none": nil, "made by hand": {}} {
		if changed, err := o.Swap(r); changed || err == nil {
			t.Errorf("%s: Swap gives %v, %v", name, changed, err)
		}
	}
}

func TestReleaseIsSwappedOnce(t *testing.T) {
	dir, out := site(t)
	o := open(t, dir, out)
	r := verified(t, stage(t, o, small("1")))
	_, err := o.Swap(r)
	must(t, err)
	if changed, err := o.Swap(r); changed || err == nil {
		t.Errorf("a second Swap gives %v, %v", changed, err)
	}
}

func TestSameFilesGiveTheSameTree(t *testing.T) {
	var ids []string
	for range 2 {
		dir, out := site(t)
		o := open(t, dir, out)
		ids = append(ids, verified(t, stage(t, o, small("1"))).ID())
	}
	if ids[0] != ids[1] {
		t.Errorf("two trees of the same files: %v", ids)
	}
}
