package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestHistoryFollowsAFile: an old text is found under the name that the file had,
// also with letters that git would write as numbers, in a part of a repository.
func TestHistoryFollowsAFile(t *testing.T) {
	repository := t.TempDir()
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-C", repository, "-c", "user.name=a", "-c", "user.email=a@example.org"}, args...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	site := filepath.Join(repository, "site")
	write := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Join(site, "content"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(site, "content", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		git("add", "-A")
		git("commit", "-q", "-m", name)
	}
	git("init", "-q")
	write("vjetër fare.md", "një\ndy\ntre\n")
	git("mv", "site/content/vjetër fare.md", "site/content/i-ri.md")
	write("i-ri.md", "një\ndy\nkatër\n")
	write("i-ri.md", "një\ndy\npesë\n")
	ctx := context.Background()
	h, err := openHistory(ctx, site)
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"tre", "katër", "pesë"} {
		old, err := h.find(ctx, "content/i-ri.md", func(text []byte) bool { return strings.Contains(string(text), word) })
		if err != nil || old == nil || string(old.text) != "një\ndy\n"+word+"\n" || len(old.date) != len("2030-01-01") {
			t.Errorf("%s: %+v, %v", word, old, err)
		}
	}
	if old, err := h.find(ctx, "content/i-ri.md", func([]byte) bool { return false }); old != nil || err != nil {
		t.Errorf("a text that never was: %+v, %v", old, err)
	}
	commit, ok := h.base(ctx, "HEAD~1")
	files, err := h.texts(ctx, commit)
	if !ok || err != nil || string(files["content/i-ri.md"]) != "një\ndy\nkatër\n" {
		t.Errorf("the folder before: %q, %v", files, err)
	}
	for _, flag := range []string{"--help", "-1", "HEAD^{/x}\n--help", "a\x00b", ""} {
		if _, ok := h.base(ctx, flag); ok {
			t.Errorf("%q was taken for a revision", flag)
		}
	}
	for _, magic := range []string{":/content/i-ri.md", ":(glob)content/*", "content/*.md", "--all", "-p"} {
		if old, err := h.find(ctx, magic, func([]byte) bool { return true }); old != nil || err != nil {
			t.Errorf("%s was taken for a file: %+v, %v", magic, old, err)
		}
	}
	if _, err := openHistory(ctx, t.TempDir()); err != errNoHistory {
		t.Errorf("a folder without git: %v", err)
	}
}

// TestGitTakesNothingForAnOption: a revision that looks like an option never comes
// to git, and whatever else a person named comes behind the mark that ends them.
func TestGitTakesNothingForAnOption(t *testing.T) {
	folder := t.TempDir()
	calls := filepath.Join(folder, "calls")
	fake := "#!/bin/sh\nprintf '%s\\n' \"$*\" >>'" + calls + "'\n"
	if err := os.WriteFile(filepath.Join(folder, "git"), []byte(fake), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", folder+string(os.PathListSeparator)+os.Getenv("PATH"))
	h, ctx := &history{folder}, context.Background()
	for _, revision := range []string{"--output=USER", "-cUSER", "--exec-path=USER", "-"} {
		h.base(ctx, revision)
	}
	if told, err := os.ReadFile(calls); err == nil {
		t.Fatalf("git was asked for %s", told)
	}
	h.base(ctx, "USER")
	if _, err := h.find(ctx, "--USER", func([]byte) bool { return false }); err != nil {
		t.Fatal(err)
	}
	told, err := os.ReadFile(calls)
	if err != nil || strings.Count(string(told), "USER") != 2 {
		t.Fatalf("git was told %s (%v)", told, err)
	}
	for line := range strings.Lines(string(told)) {
		before, _, user := strings.Cut(line, "USER")
		if user && !strings.HasSuffix(before, " --end-of-options ") && !strings.HasSuffix(before, " -- --") {
			t.Errorf("git may take it for an option: %s", line)
		}
	}
}
