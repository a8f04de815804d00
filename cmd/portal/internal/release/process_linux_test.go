package release

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// childEnv turns the test binary into a program that builds: its value is the
// role, its arguments are the site folder and the output.
const childEnv = "RELEASE_TEST_CHILD"

func TestMain(m *testing.M) {
	role := os.Getenv(childEnv)
	if role == "" {
		os.Exit(m.Run())
	}
	if err := child(role, os.Args[1], os.Args[2]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func child(role, site, out string) error {
	switch role {
	case "forever": // until it is killed, a new version each time
		fmt.Println("ready")
		for n := os.Getpid(); ; n++ {
			if _, err := publishing(site, out, many(n%3)); err != nil {
				return err
			}
		}
	case "forever-folders":
		fmt.Println("ready")
		for n := os.Getpid(); ; n++ {
			if _, err := publishing(site, out, many(n%3), func(o *Output) { o.folders = true }); err != nil {
				return err
			}
		}
	case "umask":
		syscall.Umask(0o077)
		_, err := publishing(site, out, small("1"))
		return err
	case "small-files": // as on a full disk, writing fails in the middle of a file
		limit := syscall.Rlimit{Cur: 4 << 10, Max: 4 << 10}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
			return err
		}
		files := small("2")
		files["downloads/report.pdf"] = strings.Repeat("x", 8<<10)
		_, err := publishing(site, out, files)
		return err
	}
	return errors.New("unknown role " + role)
}

func start(t *testing.T, role, site, out string) (*exec.Cmd, *bufio.Reader) {
	t.Helper()
	cmd := exec.Command(os.Args[0], site, out)
	cmd.Env = append(os.Environ(), childEnv+"="+role)
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	return cmd, bufio.NewReader(stdout)
}

// many is one of three trees of different sizes: large enough that a kill
// falls into each stage of a build.
func many(version int) tree {
	files := small(fmt.Sprint("version ", version))
	for i := range 20 + 10*version {
		files[fmt.Sprintf("sq/plani/%d/index.html", i)] = html5(fmt.Sprintf(`<a href="/sq/">version %d</a>`, version))
	}
	return files
}

// whole says whether files are one of the trees that the children publish.
func whole(files tree) bool {
	return maps.Equal(files, many(0)) || maps.Equal(files, many(1)) || maps.Equal(files, many(2))
}

func TestKilledBuildsLeaveAWholeSite(t *testing.T) {
	dir, out := site(t)
	publish(t, dir, out, many(0))
	ctx, stop := context.WithCancel(context.Background())
	readers := make(chan error, 2)
	go func() { readers <- poll(ctx, out, pollPage) }()
	go func() { readers <- poll(ctx, out, pollTree) }()

	for range 200 {
		killOne(t, "forever", dir, out)
		if files, err := contents(out); err != nil || !whole(files) {
			t.Fatalf("after a kill %d files stand at the output, error %v", len(files), err)
		}
	}
	stop()
	for range cap(readers) {
		if err := <-readers; err != nil {
			t.Errorf("a reader saw: %v", err)
		}
	}
	must(t, open(t, dir, out).Close())
	if list := names(t, filepath.Join(dir, ".public.releases")); len(list) > 2+1+2 { // two releases, the lock, two notes
		t.Errorf("litter stays: %v", list)
	}
}

func TestKilledFolderBuildsAreRestored(t *testing.T) {
	dir, out := site(t)
	publish(t, dir, out, many(0), func(o *Output) { o.folders = true })
	for range 60 {
		killOne(t, "forever-folders", dir, out)
		must(t, open(t, dir, out).Close())
		if files, err := contents(out); err != nil || !whole(files) {
			t.Fatalf("after a kill and the next Open %d files stand at the output, error %v", len(files), err)
		}
	}
}

// killOne kills a building child at a moment of its first builds.
func killOne(t *testing.T, role, dir, out string) {
	t.Helper()
	cmd, said := start(t, role, dir, out)
	if line, err := said.ReadString('\n'); err != nil || line != "ready\n" {
		t.Fatalf("the child says %q, %v", line, err)
	}
	time.Sleep(time.Duration(rand.Int64N(int64(30 * time.Millisecond))))
	must(t, cmd.Process.Signal(syscall.SIGKILL))
	rest, _ := io.ReadAll(said)
	cmd.Wait() // "signal: killed"
	if len(rest) > 0 {
		t.Fatalf("the child failed: %s", rest)
	}
}

// poll reads the site again and again as visitors do.
func poll(ctx context.Context, out string, read func(out string) error) error {
	for ctx.Err() == nil {
		if err := read(out); err != nil {
			return err
		}
	}
	return nil
}

func pollPage(out string) error {
	page, err := os.ReadFile(filepath.Join(out, "sq/plani/19/index.html"))
	if err == nil && !strings.HasSuffix(string(page), "</html>") {
		err = fmt.Errorf("half a page: %d bytes", len(page))
	}
	return err
}

func pollTree(out string) error {
	root, err := os.OpenRoot(out)
	if err != nil {
		return err
	}
	defer root.Close()
	files, readErr := contentsOf(root)
	was, err1 := root.Stat(".")
	is, err2 := os.Stat(out)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	if !os.SameFile(was, is) {
		return nil // builds went by while it was read: that release may be gone
	}
	if readErr != nil || !whole(files) {
		return fmt.Errorf("%d files, %w", len(files), readErr)
	}
	return nil
}

func TestModesDoNotDependOnTheUmask(t *testing.T) {
	dir, _ := site(t)
	out := filepath.Join(dir, "dist/web")
	cmd, said := start(t, "umask", dir, out)
	complaint, _ := io.ReadAll(said)
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v: %s", err, complaint)
	}
	for _, name := range []string{"dist", "dist/.web.releases"} {
		info, err := os.Stat(filepath.Join(dir, name))
		must(t, err)
		if info.Mode().Perm() != 0o755 {
			t.Errorf("%s has mode %v", name, info.Mode())
		}
	}
	release, err := filepath.EvalSymlinks(out)
	must(t, err)
	must(t, filepath.WalkDir(release, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		want := fs.FileMode(0o644)
		if d.IsDir() {
			want = 0o755
		}
		if info, err := d.Info(); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s has mode %v, %v", path, info.Mode(), err)
		}
		return nil
	}))
}

func TestFailedWriteLeavesTheOldSiteAndNamesTheCause(t *testing.T) {
	dir, out := site(t)
	publish(t, dir, out, small("1"))
	before := names(t, filepath.Join(dir, ".public.releases"))
	cmd, said := start(t, "small-files", dir, out)
	complaint, _ := io.ReadAll(said)
	if err := cmd.Wait(); err == nil || !strings.Contains(string(complaint), "downloads/report.pdf") || !strings.Contains(string(complaint), "file too large") {
		t.Errorf("the child ends with %v and says %s", err, complaint)
	}
	stands(t, out, small("1"))
	if after := names(t, filepath.Join(dir, ".public.releases")); len(after) != len(before) {
		t.Errorf("left %v, before %v", after, before)
	}
}

func TestMountPointIsRefused(t *testing.T) {
	dir, _ := site(t)
	var refused Refused
	if _, err := Open(context.Background(), dir, "/proc"); !errors.As(err, &refused) || refused.Code != "output-mount-point" {
		t.Errorf("Open gives %v", err)
	}
}

func TestEveryFileIsClosed(t *testing.T) {
	count := func() int { return len(names(t, "/proc/self/fd")) }
	dir, out := site(t)
	publish(t, dir, out, small("1"))
	before := count()
	publish(t, dir, out, small("2"))
	publish(t, dir, out, small("2"))
	if _, err := publishing(dir, out, tree{"index.html": html5(`<a href="/x">`)}); err == nil {
		t.Error("a fault was not seen")
	}
	if _, err := publishing(dir, filepath.Join(dir, "content"), small("1")); err == nil {
		t.Error("a wrong output was not refused")
	}
	if after := count(); after != before {
		t.Errorf("%d files are open, before %d", after, before)
	}
}
