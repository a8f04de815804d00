package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/tools/txtar"
)

const repository = "../.."

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"portal": main})
}

// TestScripts runs the real program, as its users do, on a small site at
// $WORK/site: the base site of the build tests with this repository's layouts
// and words.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:   "testdata/script",
		Setup: func(env *testscript.Env) error { return smallSite(filepath.Join(env.WorkDir, "site")) },
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":   exits,
			"replace": replace,
		},
		RequireExplicitExec: true,
	})
}

// smallSite writes the base site into a folder.
func smallSite(dir string) error {
	for _, borrowed := range []string{"layouts", "i18n", "static"} {
		if err := os.CopyFS(filepath.Join(dir, borrowed), os.DirFS(filepath.Join(repository, borrowed))); err != nil {
			return err
		}
	}
	base, err := txtar.ParseFile("internal/build/testdata/base.txtar")
	if err != nil {
		return err
	}
	for _, f := range base.Files {
		p := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(p, f.Data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// exits CODE COMMAND …: runs a program and holds it to an exit code, which
// testscript's own "! exec" does not tell.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARG …]")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := "0"
	if err != nil {
		code = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if code != args[0] {
		ts.Fatalf("%s: exit %s, want %s", strings.Join(args[1:], " "), code, args[0])
	}
}

// replace FILE OLD NEW: an editor's change.
func replace(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replace FILE OLD NEW")
	}
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.ReplaceAll(text, args[1], args[2])), 0o644))
}

// tree is every file below dir with its bytes, links followed.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	err = filepath.Walk(real, func(p string, info os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(real, p)
		if info.IsDir() {
			out[rel+"/"] = fmt.Sprint(info.Mode().Perm())
			return nil
		}
		data, err := os.ReadFile(p)
		out[rel] = fmt.Sprint(info.Mode().Perm(), " ", string(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
