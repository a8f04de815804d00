package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestHook: the hook judges what is about to be committed, and holds back for
// errors that the commit brings, and for nothing else.
func TestHook(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.install()
	const page, fault = "content/about/index.sq.md", "\n[x](page:nema)\n"
	clean := o.read(page)
	commits := func(want bool, args ...string) string {
		t.Helper()
		out, ok := o.run("git", append([]string{"commit", "-m", "x"}, args...)...)
		if ok != want {
			t.Fatalf("git commit %q: %v, want %v\n%s", args, ok, want, out)
		}
		return out
	}

	// An error in what is committed, told in the editor's language with the way past it.
	o.write(page, clean+fault)
	o.git("add", page)
	o.write(page, clean) // the file is in order again, the index is not
	o.env = append(o.env, "LANG=sr_RS.UTF-8")
	if out := commits(false); !strings.Contains(out, "greška [page-unknown]") || !strings.Contains(out, "--no-verify") || !strings.Contains(out, "Ispravite") {
		t.Errorf("the hook says\n%s", out)
	}
	o.env = append(o.env, "LANG=en_GB.UTF-8")
	commits(true, "--no-verify")

	// It is there now: whoever commits after that is not asked to repair it, neither
	// here nor in what is not committed at all.
	o.git("reset", "-q", "--hard")
	o.write("content/plan/index.sq.md", o.read("content/plan/index.sq.md")+fault)
	o.replace("content/about/index.en.md", "Text with", "Words with")
	o.git("add", "content/about")
	if out := commits(true); strings.Contains(out, "error [") || strings.Contains(out, "plan/index") {
		t.Errorf("the hook tells of what is not new, or not committed:\n%s", out)
	}
	o.git("checkout", "-q", "content/plan")

	// A deletion breaks others; a rename of the file as a whole does too, and a part
	// of a file is judged alone. A worktree has the hook too.
	worktree := *o
	worktree.dir = filepath.Join(t.TempDir(), "worktree")
	o.git("worktree", "add", "-q", "-b", "tree", worktree.dir)
	o = &worktree
	o.git("rm", "-q", "data/institutions/shkolla.yaml")
	if out := commits(false); !strings.Contains(out, "data/activities/1.1.1.yaml:") {
		t.Errorf("what a deletion breaks is not told:\n%s", out)
	}
	o.git("reset", "-q", "--hard")
	o.git("mv", "data/institutions/shkolla.yaml", "data/institutions/shkollat.yaml")
	commits(false)
	o.git("reset", "-q", "--hard")
	commits(true, "--allow-empty")
}

// TestHookLetsPass: nothing of the site, a first commit in order, no program, a
// program that cannot be run: none of them is the editor's fault.
func TestHookLetsPass(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.install()
	o.write("notes.txt", "x")
	o.git("add", "notes.txt")
	if out := o.git("commit", "-m", "x"); strings.Contains(out, "paralajmërime") {
		t.Errorf("the site was checked, of which nothing is committed:\n%s", out)
	}
	o.git("checkout", "-q", "--orphan", "first")
	o.write("content/about/index.sq.md", o.read("content/about/index.sq.md")+"\n[x](page:nema)\n")
	if out, ok := o.run("git", "commit", "-a", "-m", "x"); ok || !strings.Contains(out, "page-unknown") {
		t.Errorf("the first commit is not held to anything:\n%s", out)
	}
	o.replace("content/about/index.sq.md", "\n[x](page:nema)\n", "")
	o.git("commit", "-q", "-a", "-m", "x")

	bare := t.TempDir() // what the hook needs, without portal and Go
	for _, name := range []string{"git", "sh", "mktemp", "rm", "cat"} {
		program, err := exec.LookPath(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(program, filepath.Join(bare, name)); err != nil {
			t.Fatal(err)
		}
	}
	o.env = append(o.env, "PATH="+bare)
	o.write("content/about/index.sq.md", o.read("content/about/index.sq.md")+"\n[x](page:nema)\n")
	if out := o.git("commit", "-a", "-m", "x"); !strings.Contains(out, "nuk u kontrollua") {
		t.Errorf("without the program the hook says\n%s", out)
	}
	o.write("portal", "#!/bin/sh\nexit 2\n")
	if err := os.Chmod(filepath.Join(o.dir, "portal"), 0o755); err != nil {
		t.Fatal(err)
	}
	o.write("content/about/index.sq.md", o.read("content/about/index.sq.md")+"\n[y](page:nema)\n")
	if out := o.git("commit", "-a", "-m", "x"); !strings.Contains(out, "nuk u kontrollua dot") {
		t.Errorf("when the program fails the hook says\n%s", out)
	}
}

// install puts the repository's hook into the office's, as `make hooks` does.
func (o *office) install() {
	o.Helper()
	if err := os.CopyFS(filepath.Join(o.dir, ".githooks"), os.DirFS(filepath.Join(repository, ".githooks"))); err != nil {
		o.Fatal(err)
	}
	hook := filepath.Join(repository, ".githooks/pre-commit")
	if info, err := os.Stat(hook); err != nil || info.Mode().Perm()&0o111 == 0 {
		o.Fatalf("%s cannot be run: %v", hook, err)
	}
	o.must("make", "-s", "-f", filepath.Join(absolute(o.T, repository), "Makefile"), "hooks")
	o.git("add", ".githooks")
	o.git("commit", "-q", "--no-verify", "-m", "x")
}

func absolute(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(name)
	if err != nil {
		t.Fatal(err)
	}
	return path
}
