package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"portal": main})
}

// TestScripts runs the real program, as its users do, on a small site at
// $WORK/site: the base site of the build tests with this repository's layouts
// and words.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:   "testdata/script",
		Setup: func(env *testscript.Env) error { return os.CopyFS(filepath.Join(env.WorkDir, "site"), testsite.New(t)) },
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":   exits,
			"fill":    fill,
			"replace": replace,
			"alone":   alone,
		},
		RequireExplicitExec: true,
	})
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

// alone: from now on the program is the only one that can be found.
func alone(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: alone")
	}
	first, _, _ := strings.Cut(ts.Getenv("PATH"), string(os.PathListSeparator)) // testscript's own folder
	ts.Setenv("PATH", first)
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

// fill FILE SHEET!CELL TEXT …: what an officer types into a form.
func fill(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 || len(args)%2 == 0 {
		ts.Fatalf("usage: fill FILE SHEET!CELL TEXT …")
	}
	f, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	for i := 1; i < len(args); i += 2 {
		sheet, cell, _ := strings.Cut(args[i], "!")
		ts.Check(f.SetCellStr(sheet, cell, args[i+1]))
	}
	ts.Check(f.Save())
	ts.Check(f.Close())
}

// tree is every file below dir with its mode and bytes, links followed.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	files, err := readTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func readTree(dir string) (map[string]string, error) {
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, err
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
	return out, err
}
