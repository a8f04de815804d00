package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
)

const module = "antitrafikimi.rks-gov.net/portal"

// house is the floor table and the rooms of libraries, read from doc.go.
type house struct {
	floors map[string]int    // package → floor
	rooms  map[string]string // library → package
}

var (
	floorLine = regexp.MustCompile(`^(\d)\s+([a-z]+)\s+\S`)
	roomLine  = regexp.MustCompile(`^([a-z0-9.]+\.[a-z]+/\S+)\s+([a-z]+)$`)
)

func readHouse(t *testing.T) house {
	t.Helper()
	text, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	h := house{map[string]int{}, map[string]string{}}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if m := floorLine.FindStringSubmatch(line); m != nil {
			h.floors[m[2]], _ = strconv.Atoi(m[1])
		}
		if m := roomLine.FindStringSubmatch(line); m != nil {
			h.rooms[m[1]] = m[2]
		}
	}
	if len(h.floors) < 10 || len(h.rooms) < 5 {
		t.Fatalf("doc.go: the tables could not be read: %d floors, %d rooms", len(h.floors), len(h.rooms))
	}
	return h
}

// violations are the imports of one file that break the house, with positions.
func (h house) violations(set *token.FileSet, f *ast.File, pkg string, isTest bool) []string {
	var out []string
	for _, imp := range f.Imports {
		target, _ := strconv.Unquote(imp.Path.Value)
		at := set.Position(imp.Pos())
		if name, ours := strings.CutPrefix(target, module+"/cmd/portal/internal/"); ours {
			if strings.HasSuffix(f.Name.Name, "_test") && name == pkg {
				continue // an external test of the package itself
			}
			if name == "testsite" && !isTest {
				out = append(out, fmt.Sprintf("%s: %s imports testsite, which is for tests alone", at, pkg))
			}
			if h.floors[name] >= h.floors[pkg] {
				out = append(out, fmt.Sprintf("%s: %s (floor %d) imports %s (floor %d)", at, pkg, h.floors[pkg], name, h.floors[name]))
			}
			continue
		}
		first, _, _ := strings.Cut(target, "/")
		if !strings.Contains(first, ".") || isTest || pkg == "testsite" {
			continue // the standard library; tests may use what they need
		}
		if room := h.room(target); room != pkg {
			out = append(out, fmt.Sprintf("%s: %s imports %s, which lives in %q", at, pkg, target, room))
		}
	}
	return out
}

// room is the package of the longest library path that target begins with.
func (h house) room(target string) string {
	for lib := target; lib != "."; lib = path.Dir(lib) {
		if room, ok := h.rooms[lib]; ok {
			return room
		}
	}
	return ""
}

func TestHouseIsAsDocSays(t *testing.T) {
	h := readHouse(t)
	seen := map[string]bool{}
	err := filepath.WalkDir(".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && d.Name() == "testdata" {
			return cmpErr(err, d)
		}
		if d.IsDir() || filepath.Ext(p) != ".go" {
			return nil
		}
		pkg := packageOf(p)
		seen[pkg] = true
		if _, ok := h.floors[pkg]; !ok {
			t.Errorf("%s: package %s is not in the floor table of doc.go", p, pkg)
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, p, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, v := range h.violations(set, f, pkg, strings.HasSuffix(p, "_test.go")) {
			t.Error(v)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range h.floors {
		if !seen[pkg] {
			t.Errorf("doc.go: the floor table has %s, which does not exist", pkg)
		}
	}
}

func cmpErr(err error, d fs.DirEntry) error {
	if err != nil {
		return err
	}
	return fs.SkipDir
}

// packageOf is the room a file lies in: the folder below internal/, or main.
func packageOf(p string) string {
	parts := strings.Split(filepath.ToSlash(p), "/")
	if i := slices.Index(parts, "internal"); i >= 0 && i+1 < len(parts) {
		return parts[i+1]
	}
	return "main"
}

// The test above proves nothing if it cannot fail: planted files must be found.
func TestHouseFindsAPlantedViolation(t *testing.T) {
	h := readHouse(t)
	for name, src := range map[string]string{
		"a floor above":     `package model; import _ "` + module + `/cmd/portal/internal/build"`,
		"the same floor":    `package load; import _ "` + module + `/cmd/portal/internal/markdown"`,
		"a foreign library": `package model; import _ "gopkg.in/yaml.v3"`,
		"a test's package":  `package build; import _ "` + module + `/cmd/portal/internal/testsite"`,
		"an unknown one":    `package model; import _ "example.com/new"`,
	} {
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, "planted.go", src, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		if got := h.violations(set, f, f.Name.Name, false); len(got) != 1 || !strings.HasPrefix(got[0], "planted.go:1:") {
			t.Errorf("%s: got %q, want one violation with its position", name, got)
		}
	}
}

// TestCodesAreSpoken: what a package reports can be explained, and what can be
// explained is reported by some package.
func TestCodesAreSpoken(t *testing.T) {
	reported := map[string]string{}
	files, err := filepath.Glob("internal/*/*.go")
	own, _ := filepath.Glob("*.go") // commands report faults too
	if err != nil || len(files) == 0 || len(own) == 0 {
		t.Fatal(err, len(files), len(own))
	}
	files = append(files, own...)
	literal := regexp.MustCompile(`"([a-z]+(?:-[a-z]+)*)"`)
	call := regexp.MustCompile(`(?:diag\.NewError|diag\.NewWarning|\.fault|\.wrong|Invalid\{|Refused\{|layoutFault)\(?"([a-z]+(?:-[a-z]+)*)"`)
	for _, p := range files {
		if strings.HasSuffix(p, "_test.go") {
			continue
		}
		text, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range literal.FindAllStringSubmatch(string(text), -1) {
			reported[m[1]] = p
		}
		for _, m := range call.FindAllStringSubmatch(string(text), -1) {
			if !slices.Contains(locale.Codes(), m[1]) {
				t.Errorf("%s reports %s, which package locale cannot tell", p, m[1])
			}
		}
	}
	// These are made of a kind and "-unknown" in one place, load.Unknown.
	linked := []string{
		"page", "objective", "activity", "institution", "instrument", "report", "series", "recommendation", "campaign", "term", "helpline", "source",
	}
	for _, code := range locale.Codes() {
		kind, unknown := strings.CutSuffix(code, "-unknown")
		if reported[code] == "" && !(unknown && slices.Contains(linked, kind)) {
			t.Errorf("package locale tells %s, which nothing reports", code)
		}
	}
}

// TestNothingReadsTheSurroundings holds the packages below main to what makes
// two builds equal: no clock, no environment, no randomness.
func TestNothingReadsTheSurroundings(t *testing.T) {
	forbidden := map[string][]string{
		"time": {"Now", "Since", "Until", "Local"},
		"os":   {"Getenv", "LookupEnv", "Environ", "ExpandEnv", "Hostname", "TempDir"},
	}
	check := func(p string, src any) []string {
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, p, src, 0)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, imp := range f.Imports {
			if strings.Contains(imp.Path.Value, "math/rand") {
				out = append(out, set.Position(imp.Pos()).String()+": "+imp.Path.Value)
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := sel.X.(*ast.Ident); ok && slices.Contains(forbidden[x.Name], sel.Sel.Name) {
					out = append(out, fmt.Sprintf("%s: %s.%s", set.Position(n.Pos()), x.Name, sel.Sel.Name))
				}
			}
			return true
		})
		return out
	}
	if len(check("planted.go", `package p; import "time"; var x = time.Now()`)) == 0 {
		t.Fatal("a planted time.Now was not found")
	}
	files, err := filepath.Glob("internal/*/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(err, len(files))
	}
	for _, p := range files {
		if !strings.HasSuffix(p, "_test.go") {
			for _, v := range check(p, nil) {
				t.Error(v)
			}
		}
	}
}
