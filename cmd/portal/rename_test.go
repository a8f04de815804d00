package main

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/build"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/rename"
)

// TestRenamesOfTheRealSite: after renames of every sort the folder has no new
// fault, no translation has become stale, and whoever follows any address that was
// published, with its anchor, comes to where it led.
func TestRenamesOfTheRealSite(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the real site")
	}
	folder := os.DirFS(repository)
	laid, memory := map[string][]byte{}, load.Memory{}
	for _, ask := range []rename.Request{
		{Old: "page:about", New: "page:portal", Slugs: map[string]string{"sq": "portali", "sr": "portal", "en": "portal"}},
		{Old: "page:reports", New: "page:library", Slugs: map[string]string{"sq": "biblioteka"}},
		{Old: "institution:mpms", New: "institution:mpms-2"},
		{Old: "activity:1.1.1", New: "activity:1.1.91"},
		{Old: "objective:1.1", New: "objective:1.9"},
		{Old: "series:victims-identified", New: "series:victims"},
		{Old: "report:tip-2020", New: "report:us-2020"},
		{Old: "source:tip-2020", New: "source:us-2020"},
	} {
		res := renameIn(t, &memory, load.Overlay(folder, laid), ask)
		for _, c := range res.Changes {
			name := strings.NewReplacer("page:", "", "institution:", "", "activity:", "", "objective:", "", "series:", "", "report:", "", "source:", "").Replace(ask.Old)
			if !strings.Contains(c.Before, name) && !digestLine.MatchString(c.Before) && !leavesAddress.MatchString(c.After) && !strings.HasPrefix(c.After, "slug: ") {
				t.Errorf("%s: %s:%d changed from %q to %q", ask.Old, c.File, c.Line, c.Before, c.After)
			}
		}
		maps.Copy(laid, res.Files)
	}
	out := filepath.Join(t.TempDir(), "public")
	opt := build.Options{Folder: load.Overlay(folder, laid), Site: repository, Out: out, Jobs: 2, LockWait: time.Minute}
	after, err := build.Site(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	opt.Folder = folder
	before, err := build.Check(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	if was, now := codes(before.Diagnostics), codes(after.Diagnostics); !maps.Equal(was, now) || was["translation-stale"] != now["translation-stale"] {
		t.Errorf("faults before %v, after %v", was, now)
	}
	now := tree(t, out)
	if !strings.Contains(content(t, now, "en/plan/index.html"), `<option value="mpms-2" data-former="mpms"`) {
		t.Error("an address that chooses an institution by its former id chooses nothing")
	}
	for name, file := range built(t) {
		if !strings.HasSuffix(name, "/") && !strings.HasPrefix(name, "assets/") {
			answers(t, now, name, file)
		}
	}
}

var (
	digestLine    = regexp.MustCompile(`^translated_from: |^  digest: `)
	leavesAddress = regexp.MustCompile(`^(aliases|former_ids): `)
)

func renameIn(t *testing.T, memory *load.Memory, folder fs.FS, ask rename.Request) *rename.Result {
	t.Helper()
	loaded, found, err := memory.Site(folder, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range found {
		if d.Severity == diag.Error {
			t.Fatalf("before %s: %v", ask.Old, d)
		}
	}
	res, err := rename.New(folder, loaded, loaded.Site.Newest(), ask)
	if err != nil {
		t.Fatalf("%s: %v", ask.Old, err)
	}
	return res
}

func codes(list []diag.Diagnostic) map[string]int {
	out := map[string]int{}
	for _, d := range list {
		out[d.Code]++
	}
	return out
}

// answers holds a site to what stood under an address: the same is reached there,
// or by the redirect that stands there now, and every anchor of it.
func answers(t *testing.T, now map[string]string, name, was string) {
	t.Helper()
	file, ok := now[name]
	if !ok {
		t.Errorf("/%s is gone", name)
		return
	}
	if !strings.HasSuffix(name, ".html") {
		return
	}
	for range 2 {
		if to := refresh.FindStringSubmatch(file); to != nil && !refresh.MatchString(was) {
			file, ok = now[strings.TrimPrefix(to[1], "/")+"index.html"]
			if !ok {
				t.Errorf("/%s leads to %s, which is not there", name, to[1])
				return
			}
		}
	}
	has := ids(t, file)
	for id := range ids(t, was) {
		if !has[id] && !ofThisBuild.MatchString(id) {
			t.Errorf("/%s#%s is gone", name, id)
		}
	}
}

var (
	refresh = regexp.MustCompile(`<meta http-equiv="refresh" content="0; url=([^"]+)"`)
	// Ids that only the page itself uses, and the chapters of the strategy as one
	// document, which are named after pages.
	ofThisBuild = regexp.MustCompile(`_|^c-`)
)

func ids(t *testing.T, file string) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	for n := range parsed(t, file[strings.Index(file, " ")+1:]).Descendants() {
		for _, a := range n.Attr {
			if n.Type == html.ElementNode && a.Key == "id" {
				out[a.Val] = true
			}
		}
	}
	return out
}

// TestWrittenWholeOrNotAtAll: a file that was changed meanwhile stops everything;
// what had been written when something failed is put back.
func TestWrittenWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("data/a/a.yaml", "a")
	write("data/b.yaml", "b")
	snap, _, err := load.Read(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	was := tree(t, dir)
	files := map[string][]byte{"data/a/a.yaml": nil, "data/new/c.yaml": []byte("c"), "data/b.yaml": []byte("changed")}
	c := &command{site: dir, getenv: func(string) string { return "" }, lang: "en"}

	write("data/b.yaml", "meanwhile")
	if err := c.put(snap, files); err == nil || !strings.Contains(err.Error(), "data/b.yaml") {
		t.Errorf("got %v", err)
	}
	write("data/b.yaml", "b")
	if now := tree(t, dir); !maps.Equal(now, was) {
		t.Errorf("got %v, want %v", now, was)
	}

	if err := c.put(snap, files); err != nil {
		t.Fatal(err)
	}
	done := tree(t, dir)
	if _, there := done["data/a/"]; there || !strings.HasSuffix(done["data/b.yaml"], "changed") || !strings.HasSuffix(done["data/new/c.yaml"], "c") {
		t.Errorf("got %v", done)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if err := restore(root, files, map[string][]byte{"data/a/a.yaml": []byte("a"), "data/b.yaml": []byte("b")}); err != nil {
		t.Fatal(err)
	}
	if now := tree(t, dir); !maps.Equal(now, was) {
		t.Errorf("put back %v, want %v", now, was)
	}
}
