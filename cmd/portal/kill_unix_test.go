//go:build unix

package main

import (
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// TestKilledBuildsLeaveAWholeSite kills two hundred builds of a small site at
// random moments, and some of the real one (two hundred with PORTAL_SOAK=1, as
// in make soak), each after a change that alters every page. After each kill
// the site is the old or the new one, byte for byte; the next build removes what
// was left and publishes.
func TestKilledBuildsLeaveAWholeSite(t *testing.T) {
	small, real := 200, 20
	switch {
	case testing.Short():
		small, real = 5, 1
	case os.Getenv("PORTAL_SOAK") != "":
		real = 200
	}
	t.Run("small", func(t *testing.T) {
		dir := t.TempDir()
		if err := os.CopyFS(dir, testsite.New(t)); err != nil {
			t.Fatal(err)
		}
		killBuilds(t, dir, small)
	})
	t.Run("real", func(t *testing.T) {
		dir := t.TempDir()
		realSite(t, dir)
		killBuilds(t, dir, real)
	})
}

func killBuilds(t *testing.T, dir string, kills int) {
	bin := program(t)
	public, config := filepath.Join(dir, "public"), filepath.Join(dir, "data", "site.yaml")
	original, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	// Two states of the folder that differ on every page: where the exit leads.
	edit := func(n int) {
		text := strings.Replace(string(original), "exit_url: ", "exit_url: https://example.com/"+string(rune('a'+n%2))+" # ", 1)
		if err := os.WriteFile(config, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	build := func() *exec.Cmd { return exec.Command(bin, "build", "--out", "public") }
	var states [2]map[string]string
	var took time.Duration
	for n := range states {
		edit(n)
		cmd, start := build(), time.Now()
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		took = time.Since(start) // of the second, when caches are warm
		states[n] = tree(t, public)
	}
	if maps.Equal(states[0], states[1]) {
		t.Fatal("the two states are equal, so the test could not fail")
	}
	published := 0
	for n := range kills {
		edit(n)
		cmd := build()
		cmd.Dir = dir
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// Some kills come after the end: also the last steps must be hit.
		time.Sleep(rand.N(took + took/8))
		_ = cmd.Process.Signal(syscall.SIGKILL)
		_ = cmd.Wait()
		now := tree(t, public)
		if !maps.Equal(now, states[0]) && !maps.Equal(now, states[1]) {
			t.Fatalf("kill %d left a site that is neither the old nor the new one", n)
		}
		if maps.Equal(now, states[n%2]) {
			published++
		}
	}
	t.Logf("%d kills, %d after the new site was in place", kills, published)
	cmd := build()
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("the build after the kills: %v\n%s", err, out)
	}
	left, err := filepath.Glob(filepath.Join(dir, ".public.releases", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range left {
		if strings.Contains(p, "staging") {
			t.Errorf("%s was left behind", p)
		}
	}
}
