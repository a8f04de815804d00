//go:build unix

package main

import (
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// TestSignalsEndABuild: a build that is told to stop leaves the site as it was,
// with 130 or 143, whichever stage it is in.
func TestSignalsEndABuild(t *testing.T) {
	bin, dir := program(t), t.TempDir()
	realSite(t, dir)
	run := func(args ...string) *exec.Cmd {
		cmd := exec.Command(bin, args...)
		cmd.Dir = dir
		return cmd
	}
	start := time.Now()
	if out, err := run("build").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	took := time.Since(start)
	before := tree(t, filepath.Join(dir, "public"))
	if err := os.Remove(filepath.Join(dir, "content", "media", "index.en.md")); err != nil { // the next site is another
		t.Fatal(err)
	}
	stopped := 0
	runs := 8
	if testing.Short() {
		runs = 2
	}
	for i := range runs {
		signal, want := syscall.SIGINT, 130
		if i%2 == 1 {
			signal, want = syscall.SIGTERM, 143
		}
		cmd := run("build")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(20*time.Millisecond + took*time.Duration(i)/time.Duration(2*runs))
		_ = cmd.Process.Signal(signal)
		var exit *exec.ExitError
		if err := cmd.Wait(); err == nil {
			break // faster than the signal; the later ones would be too
		} else if !errors.As(err, &exit) || exit.ExitCode() != want {
			t.Fatalf("%v ended the build with %v, want %d", signal, err, want)
		}
		stopped++
		if !maps.Equal(before, tree(t, filepath.Join(dir, "public"))) {
			t.Fatalf("%v changed the site", signal)
		}
	}
	if stopped == 0 {
		t.Error("no build was stopped")
	}
}
