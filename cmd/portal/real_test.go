package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"
	"gopkg.in/yaml.v3"
)

// update rewrites testdata/addresses.txt: go test ./cmd/portal -run Addresses -update
var update = flag.Bool("update", false, "rewrite the golden list of published addresses")

// repository holds the real site.
const repository = "../.."

// program builds the real binary once per test that needs it: the tests below
// are about what a user runs, in surroundings of its own.
func program(t testing.TB) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "portal")
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return bin
}

// realSite copies this repository's site folder to dir.
func realSite(t testing.TB, dir string) {
	t.Helper()
	for _, part := range []string{"content", "data", "i18n", "layouts", "static"} {
		if err := os.CopyFS(filepath.Join(dir, part), os.DirFS(filepath.Join(repository, part))); err != nil {
			t.Fatal(err)
		}
	}
}

// built is the real site, built once for the tests that only read it.
func built(t testing.TB) map[string]string {
	t.Helper()
	files, err := builtOnce()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

var builtOnce = sync.OnceValues(func() (map[string]string, error) {
	dir, err := os.MkdirTemp("", "portal-real-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	bin, out := filepath.Join(dir, "portal"), filepath.Join(dir, "public")
	for _, args := range [][]string{{"go", "build", "-o", bin, "."}, {bin, "build", "-C", repository, "--out", out, "--lang", "en"}} {
		if b, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%s: %w\n%s", args[0], err, b)
		}
	}
	return readTree(out)
})

// content is a file of a tree without its mode.
func content(t testing.TB, files map[string]string, name string) string {
	t.Helper()
	_, text, ok := strings.Cut(files[name], " ")
	if !ok {
		t.Fatalf("the site has no %s", name)
	}
	return text
}

func TestRealSiteIsTheSameAnywhere(t *testing.T) {
	bin := program(t)
	run := func(folder, umask string, env ...string) map[string]string {
		dir := filepath.Join(t.TempDir(), folder)
		realSite(t, dir)
		cmd := exec.Command("sh", "-c", "umask "+umask+" && exec \"$0\" build --out public", bin)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), env...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("build in %s: %v\n%s", dir, err, out)
		}
		return tree(t, filepath.Join(dir, "public"))
	}
	a := run("a", "022", "TZ=UTC", "LANG=C", "GOMAXPROCS=1", "SOURCE_DATE_EPOCH=")
	b := run("një rrugë tjetër/b", "077", "TZ=Pacific/Kiritimati", "LANG=sr_RS.UTF-8", "LC_ALL=sr_RS.UTF-8", "GOMAXPROCS=7", "SOURCE_DATE_EPOCH=")
	if !maps.Equal(a, b) {
		for name := range a {
			if a[name] != b[name] {
				t.Errorf("%s differs", name)
			}
		}
		t.Errorf("%d and %d files", len(a), len(b))
	}
	for name, file := range b {
		mode, _, _ := strings.Cut(file, " ")
		if want := map[bool]string{true: "-rwxr-xr-x", false: "-rw-r--r--"}[strings.HasSuffix(name, "/")]; mode != want {
			t.Errorf("%s has mode %s, want %s", name, mode, want)
		}
	}
}

func rows(t testing.TB, files map[string]string, set string) []map[string]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(content(t, files, "data/"+set+".csv"), "\uFEFF")))
	header, err := r.Read()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for {
		line, err := r.Read()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		row := map[string]string{}
		for i, cell := range line {
			row[header[i]] = cell
		}
		out = append(out, row)
	}
}

// TestRealPlan holds the published plan to what the strategy prints.
func TestRealPlan(t *testing.T) {
	files := built(t)
	plan, bodies := rows(t, files, "action-plan"), map[string]bool{}
	for _, r := range rows(t, files, "institutions") {
		bodies[r["id"]] = true
	}
	continuous, perObjective := 0, map[string]int{}
	for _, r := range plan {
		if r["continuous"] == "true" {
			continuous++
		}
		perObjective[r["strategic_objective"]]++
		if r["lead"] == "" {
			t.Errorf("%s has no lead", r["code"])
		}
		for _, id := range strings.FieldsFunc(r["lead"]+";"+r["support"], func(c rune) bool { return c == ';' }) {
			if !bodies[id] {
				t.Errorf("%s names %s, which is not in institutions.csv", r["code"], id)
			}
		}
		for _, lang := range []string{"sq", "sr", "en"} {
			if r["title_"+lang] == "" {
				t.Errorf("%s has no title in %s", r["code"], lang)
			}
		}
	}
	if len(plan) != 87 || continuous != 51 {
		t.Errorf("%d activities, %d continuous; want 87 and 51", len(plan), continuous)
	}
	if want := map[string]int{"1": 20, "2": 31, "3": 12, "4": 24}; !maps.Equal(perObjective, want) {
		t.Errorf("activities by strategic objective: %v, want %v", perObjective, want)
	}
	empty := map[string]bool{}
	for _, r := range rows(t, files, "objectives") {
		if r["activities"] == "0" {
			empty[r["id"]] = true
		}
	}
	if want := map[string]bool{"3.3": true, "4.6": true}; !maps.Equal(empty, want) {
		t.Errorf("objectives without activities: %v, want 3.3 and 4.6", empty)
	}
	var twin []map[string]any
	if err := json.Unmarshal([]byte(content(t, files, "data/action-plan.json")), &twin); err != nil || len(twin) != len(plan) {
		t.Errorf("action-plan.json: %d objects, %v", len(twin), err)
	}
}

// TestAddressesStay freezes every published address, those of redirects too: one
// may go only with a redirect, and the golden file shows it in review.
func TestAddressesStay(t *testing.T) {
	var got []string
	for name := range built(t) {
		if !strings.HasSuffix(name, "/") && !strings.HasPrefix(name, "assets/") {
			got = append(got, "/"+strings.TrimSuffix(name, "index.html"))
		}
	}
	slices.Sort(got)
	text := strings.Join(got, "\n") + "\n"
	if *update {
		if err := os.WriteFile("testdata/addresses.txt", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/addresses.txt")
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	for _, a := range got {
		have[a] = true
	}
	for _, a := range strings.Fields(string(want)) {
		if !have[a] {
			t.Errorf("the address %s has gone, and whoever follows it finds nothing: undo the change and make it with `portal rename OLD NEW` "+
				"(or --slug), which leaves the redirect", a)
		}
		delete(have, a)
	}
	for _, a := range slices.Sorted(maps.Keys(have)) {
		t.Errorf("the address %s is new; add it with -update", a)
	}
}

// TestEditionsAreEqual: the same number of pages in every language.
func TestEditionsAreEqual(t *testing.T) {
	count := map[string]int{}
	for name := range built(t) {
		if edition, _, inside := strings.Cut(name, "/"); inside && strings.HasSuffix(name, ".html") && len(edition) == 2 {
			count[edition]++
		}
	}
	if count["sq"] == 0 || count["sq"] != count["sr"] || count["sq"] != count["en"] {
		t.Errorf("pages by edition: %v", count)
	}
}

// interfaceWords are the plain texts of i18n/<lang>.yaml.
func interfaceWords(t testing.TB, lang string) map[string]bool {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(repository, "i18n", lang+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var catalogue map[string]any
	if err := yaml.Unmarshal(data, &catalogue); err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, v := range catalogue {
		if s, ok := v.(string); ok && !strings.Contains(s, "{{") {
			out[strings.TrimSpace(s)] = true
		}
	}
	return out
}

// TestNoForeignInterfaceWord: no page shows an interface word of another
// language, but where it says so by lang (the names of the editions).
func TestNoForeignInterfaceWord(t *testing.T) {
	words := map[string]map[string]bool{}
	for _, lang := range []string{"sq", "sr", "en"} {
		words[lang] = interfaceWords(t, lang)
	}
	foreign := func(own, text string) string {
		for lang, list := range words {
			if lang != own && list[text] && !words[own][text] {
				return lang
			}
		}
		return ""
	}
	if foreign("sq", slices.Sorted(maps.Keys(words["sr"]))[0]) == "" {
		t.Fatal("a Serbian word on an Albanian page would not be found")
	}
	for name, file := range built(t) {
		edition, _, inside := strings.Cut(name, "/")
		if !inside || words[edition] == nil || !strings.HasSuffix(name, ".html") {
			continue
		}
		doc := parsed(t, file[strings.Index(file, " ")+1:])
		visit(doc, "", func(lang, text string) {
			own := edition
			if lang != "" {
				own, _, _ = strings.Cut(lang, "-")
			}
			if other := foreign(own, strings.TrimSpace(text)); other != "" && words[own] != nil {
				t.Errorf("%s shows %q, an interface word of %s", name, text, other)
			}
		})
	}
}

// visit calls see with every text and readable attribute of a document and the
// nearest lang above it, that of <html> not counted. Code (a column's name, a
// value in a data file) is the same in every language, and so is what only
// machines read.
func visit(n *html.Node, lang string, see func(lang, text string)) {
	if n.Data == "code" || n.Data == "script" {
		return
	}
	if n.Type == html.TextNode {
		see(lang, n.Data)
	}
	for _, a := range n.Attr {
		if a.Key == "lang" && n.Data != "html" {
			lang = a.Val
		}
	}
	for _, a := range n.Attr {
		if slices.Contains([]string{"title", "alt", "aria-label", "data-label", "placeholder", "data-loading", "data-press-two", "data-press-one", "data-over"}, a.Key) {
			see(lang, a.Val)
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		visit(c, lang, see)
	}
}

// TestEveryPageIsReachable: from each home page, by following links, a reader
// comes to every page of the edition but its 404 page.
func TestEveryPageIsReachable(t *testing.T) {
	files := built(t)
	seen := map[string]bool{}
	todo := []string{"/sq/", "/sr/", "/en/"}
	for len(todo) > 0 {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		name := strings.TrimPrefix(at, "/") + "index.html"
		if seen[at] || files[name] == "" {
			continue
		}
		seen[at] = true
		for n := range parsed(t, content(t, files, name)).Descendants() {
			for _, a := range n.Attr {
				if n.Data == "a" && a.Key == "href" {
					to, _, _ := strings.Cut(a.Val, "#")
					todo = append(todo, to)
				}
			}
		}
	}
	for name := range files {
		edition, _, inside := strings.Cut(name, "/")
		if address := "/" + strings.TrimSuffix(name, "index.html"); inside && len(edition) == 2 && strings.HasSuffix(name, "/index.html") && !seen[address] {
			t.Errorf("no link leads to %s", address)
		}
	}
}

// TestManifestVerifies: what a journalist does with SHA256SUMS.
func TestManifestVerifies(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	if b, err := exec.Command(program(t), "build", "-C", repository, "--out", out).CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, b)
	}
	cmd := exec.Command("sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS")
	cmd.Dir = out
	if b, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("sha256sum: %v\n%s", err, b)
	}
	sums, err := os.ReadFile(filepath.Join(out, "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	files := 0
	for name := range tree(t, out) {
		if !strings.HasSuffix(name, "/") {
			files++
		}
	}
	if n := bytes.Count(sums, []byte("\n")); n != files-1 {
		t.Errorf("SHA256SUMS names %d of %d files", n, files-1)
	}
}

func BenchmarkRealSite(b *testing.B) {
	bin := program(b)
	for _, jobs := range []int{1, 2} {
		b.Run(fmt.Sprintf("jobs=%d", jobs), func(b *testing.B) {
			for range b.N {
				out := filepath.Join(b.TempDir(), "public")
				if o, err := exec.Command(bin, "build", "-C", repository, "--out", out, "--jobs", fmt.Sprint(jobs)).CombinedOutput(); err != nil {
					b.Fatalf("%v\n%s", err, o)
				}
			}
		})
	}
}
