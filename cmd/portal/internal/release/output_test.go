package release

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestRefusedOutputs(t *testing.T) {
	tests := []struct {
		name, out, want string // out is relative to the site folder
		prepare         func(t *testing.T, site string)
	}{
		{"the site folder", ".", "output-is-site", nil},
		{"a folder round the site", "..", "output-contains-site", nil},
		{"the root of the disk", "/", "output-contains-site", nil},
		{"a source folder", "content", "output-in-source", nil},
		{"below a source folder", "static/img/public", "output-in-source", nil},
		{"a source folder in other letter case", "Layouts/x", "output-in-source", nil},
		{"a source folder by way of ..", "public/../data/x", "output-in-source", nil},
		{"a dot folder", ".git", "output-in-source", nil},
		{"below a dot folder", ".cache/portal/public", "output-in-source", nil},
		{"below a deeper dot folder", "dist/.hidden/public", "output-in-source", nil},
		{"a source folder by way of a link", "link/x", "output-in-source", func(t *testing.T, site string) {
			must(t, os.Symlink("content", filepath.Join(site, "link")))
		}},
		{"where a source folder leads to", "../elsewhere/x", "output-in-source", func(t *testing.T, site string) {
			must(t, os.Mkdir(filepath.Join(site, "../elsewhere"), 0o755))
			must(t, os.Remove(filepath.Join(site, "content")))
			must(t, os.Symlink("../elsewhere", filepath.Join(site, "content")))
		}},
		{"the site by way of a link", "../link", "output-is-site", func(t *testing.T, site string) {
			must(t, os.Symlink(site, filepath.Join(site, "../link")))
		}},
		{"a file", "public", "output-not-folder", func(t *testing.T, site string) {
			must(t, os.WriteFile(filepath.Join(site, "public"), nil, 0o644))
		}},
		{"a link to another folder", "public", "output-link-foreign", func(t *testing.T, site string) {
			must(t, os.Symlink(t.TempDir(), filepath.Join(site, "public")))
		}},
		{"a link that leads nowhere", "public", "output-link-foreign", func(t *testing.T, site string) {
			must(t, os.Symlink("gone", filepath.Join(site, "public")))
		}},
		{"a link out of the releases", "public", "output-link-foreign", func(t *testing.T, site string) {
			must(t, os.Symlink(".public.releases/../content", filepath.Join(site, "public")))
		}},
		{"somebody's folder", "public", "output-not-empty", func(t *testing.T, site string) {
			must(t, os.Mkdir(filepath.Join(site, "public"), 0o755))
			must(t, os.WriteFile(filepath.Join(site, "public/thesis.txt"), nil, 0o644))
		}},
		{"somebody's releases folder", "public", "output-releases-foreign", func(t *testing.T, site string) {
			must(t, os.Mkdir(filepath.Join(site, ".public.releases"), 0o755))
			must(t, os.WriteFile(filepath.Join(site, ".public.releases/thesis.txt"), nil, 0o644))
		}},
		{"a link for the releases folder", "public", "output-releases-foreign", func(t *testing.T, site string) {
			must(t, os.Mkdir(filepath.Join(site, "x"), 0o755))
			must(t, os.Symlink("x", filepath.Join(site, ".public.releases")))
		}},
		{"a link for the lock", "public", "output-releases-foreign", func(t *testing.T, site string) {
			must(t, os.Mkdir(filepath.Join(site, ".public.releases"), 0o755))
			must(t, os.Symlink("../content", filepath.Join(site, ".public.releases", lockName)))
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			site := filepath.Join(t.TempDir(), "site")
			for _, name := range sources() {
				must(t, os.MkdirAll(filepath.Join(site, name), 0o755))
			}
			if test.prepare != nil {
				test.prepare(t, site)
			}
			before := slices.Concat(names(t, site), names(t, filepath.Dir(site)))
			out := test.out
			if !filepath.IsAbs(out) {
				out = site + "/" + out
			}
			o, err := Open(context.Background(), site, out)
			var refused Refused
			if !errors.As(err, &refused) || refused.Code != test.want {
				t.Errorf("Open gives %v, want %s", err, test.want)
			}
			if o != nil {
				o.Close()
			}
			if after := slices.Concat(names(t, site), names(t, filepath.Dir(site))); !slices.Equal(before, after) {
				t.Errorf("a refusal changed the folders: %v, before %v", after, before)
			}
		})
	}
}

func TestOutputInAFolderThatDoesNotExist(t *testing.T) {
	dir, _ := site(t)
	out := filepath.Join(dir, "dist/a/b")
	publish(t, dir, out, small("1"))
	stands(t, out, small("1"))
}

func TestRelativeOutput(t *testing.T) {
	dir, out := site(t)
	t.Chdir(dir)
	publish(t, ".", "public", small("1"))
	stands(t, out, small("1"))
}

func TestLockedOutputIsNamed(t *testing.T) {
	dir, out := site(t)
	open(t, dir, out)
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	_, err := Open(ctx, dir, out)
	var refused Refused
	if !errors.As(err, &refused) || refused.Other == "" || !errors.Is(err, ErrLocked) {
		t.Errorf("a second Open gives %v, want output-locked and a process", err)
	}
}

func TestInterruptedWaitIsNotARefusal(t *testing.T) {
	dir, out := site(t)
	open(t, dir, out)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Open(ctx, dir, out); !errors.Is(err, context.Canceled) || errors.Is(err, ErrLocked) {
		t.Errorf("Open gives %v, want the cancellation", err)
	}
}

// A build that leaves nothing removes the lock's file and folder while others
// are on their way to lock that very file.
func TestLockHoldsWhileItsFolderComesAndGoes(t *testing.T) {
	dir, _ := site(t)
	root, err := os.OpenRoot(dir)
	must(t, err)
	defer root.Close()
	var holders atomic.Int32
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			o := &Output{root: root, path: dir, name: "public", releases: ".public.releases"}
			for held := 0; held < 300; {
				var err error
				if o.lock, err = o.tryAcquire(); errors.Is(err, errHeld) || errors.Is(err, errGone) {
					continue
				}
				if err != nil {
					t.Error(err)
					return
				}
				if n := holders.Add(1); n != 1 {
					t.Errorf("%d builds hold the lock", n)
				}
				held++
				holders.Add(-1) // from here on another may have a lock of its own
				if err := errors.Join(o.tidy(), o.lock.Close()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
}

func TestBuildsAtOnceEachGiveAWholeSite(t *testing.T) {
	dir, out := site(t)
	faulty := tree{"index.html": html5(`<a href="/nothing">x</a>`)}
	var wait sync.WaitGroup
	for builder := range 4 {
		wait.Go(func() {
			for range 10 {
				files := small("1")
				if builder%2 == 1 {
					files = faulty
				}
				if _, err := publishing(dir, out, files); (err != nil) != (builder%2 == 1) {
					t.Errorf("builder %d: %v", builder, err)
				}
			}
		})
	}
	wait.Wait()
	stands(t, out, small("1"))
}

func TestFailedFirstBuildLeavesNothing(t *testing.T) {
	dir, out := site(t)
	before := names(t, dir)
	o := open(t, dir, out)
	stage(t, o, small("1"))
	must(t, o.Close())
	if after := names(t, dir); !slices.Equal(before, after) {
		t.Errorf("left %v, before %v", after, before)
	}
}

func TestCloseTwice(t *testing.T) {
	dir, out := site(t)
	o := open(t, dir, out)
	must(t, o.Close())
	must(t, o.Close())
}

func TestStagingOfAKilledBuildIsRemoved(t *testing.T) {
	dir, out := site(t)
	publish(t, dir, out, small("1"))
	must(t, os.MkdirAll(filepath.Join(dir, ".public.releases/staging/sq"), 0o755))
	must(t, os.Symlink("x", filepath.Join(dir, ".public.releases/next")))
	must(t, os.MkdirAll(filepath.Join(dir, ".public.releases/0123456789abcdef"), 0o755))
	must(t, os.WriteFile(filepath.Join(dir, ".public.releases/0123456789abcdef.previous"), nil, 0o644))
	must(t, open(t, dir, out).Close())
	if list := names(t, filepath.Join(dir, ".public.releases")); len(list) != 2 { // the release and the lock
		t.Errorf("litter stays: %v", list)
	}
}
