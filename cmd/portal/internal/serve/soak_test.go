package serve

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/build"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
)

// TestSoak edits a small site at random, as nobody would, while it is watched and
// looked at: nothing panics, and again and again the preview shows what a build
// from the beginning shows, byte for byte, and tells what portal check tells.
// PORTAL_SOAK=1 makes it ten thousand edits.
func TestSoak(t *testing.T) {
	edits, between := 150, 75
	if testing.Short() { // under the race detector, beside all other tests
		edits, between = 40, 40
	}
	if os.Getenv("PORTAL_SOAK") != "" {
		edits, between = 10_000, 250
		defer debug.SetGCPercent(debug.SetGCPercent(300)) // a third of the time is else spent on tidying
	}
	s, dir := onDisk(t)
	v := &vandal{t: t, dir: dir, random: rand.New(rand.NewPCG(6, 6)), lost: map[string][]byte{}}
	for i := range edits {
		v.edit(i)
		if i%3 == 0 { // some saves are seen one by one, others together
			time.Sleep(time.Duration(v.random.IntN(40)) * time.Millisecond)
		}
		if i%5 == 0 {
			v.visit(s)
		}
		if i%between != between-1 {
			continue
		}
		v.compare(s)
		if !testing.Short() {
			v.heal(s)
			if m := v.compare(s); !m.Ready() {
				t.Errorf("no page of a folder without errors can be made: %v %q", m.Cause, listed(m.Found))
			}
		}
		t.Logf("%d edits, %d files", i+1, len(v.files()))
		v.restore() // the site stays small
	}
	v.restore()
	if m := v.compare(s); !m.Ready() || m.Rules().Failed() {
		t.Error("after all repairs the site is not whole")
	}
}

// vandal edits a folder, and knows how to make it whole again.
type vandal struct {
	t      *testing.T
	dir    string
	random *rand.Rand
	lost   map[string][]byte // what stood in the files of the first folder that were changed; nil in none
	made   []string          // files and folders that were not there at first
}

func (v *vandal) edit(i int) {
	kinds := []func(int){v.change, v.change, v.change, v.atomic, v.spoil, v.spoil, v.remove, v.add, v.tree, v.move, v.moveFolder, v.rubbish, v.restoreOne, v.restoreOne, v.restoreOne}
	kinds[v.random.IntN(len(kinds))](i)
}

// files are all files of the folder.
func (v *vandal) files() []string {
	var out []string
	for _, root := range load.Roots() {
		_ = fs.WalkDir(os.DirFS(v.dir), root, func(p string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && !load.Ignored(path.Base(p)) {
				out = append(out, p)
			}
			return nil
		})
	}
	return out
}

// any is a file of the folder. Content and data are edited most, as by people.
func (v *vandal) any() string {
	files := v.files()
	if v.random.IntN(4) > 0 {
		files = slices.DeleteFunc(files, func(p string) bool { return !strings.HasPrefix(p, "content/") && !strings.HasPrefix(p, "data/") })
	}
	if len(files) == 0 {
		return "content/index.sq.md"
	}
	return files[v.random.IntN(len(files))]
}

func (v *vandal) name(p string) string { return filepath.Join(v.dir, filepath.FromSlash(p)) }

// remember keeps what stood in a file at first.
func (v *vandal) remember(p string) {
	if _, known := v.lost[p]; known || slices.Contains(v.made, p) {
		return
	}
	if data, err := os.ReadFile(v.name(p)); err == nil {
		v.lost[p] = data
	} else {
		v.made = append(v.made, p)
	}
}

func (v *vandal) write(p string, data []byte) {
	v.remember(p)
	if err := os.MkdirAll(filepath.Dir(v.name(p)), 0o755); err != nil {
		return // a file stands where the folder would
	}
	_ = os.WriteFile(v.name(p), data, 0o644)
}

// changed is a file with something harmless added.
func (v *vandal) changed(p string, i int) []byte {
	data, _ := os.ReadFile(v.name(p))
	add := map[string]string{
		".md": "\nParagraph %d.\n", ".yaml": "\n# %d\n", ".html": "{{/* %d */}}", ".css": "/* %d */ .x%[1]d { margin: 0 }\n", ".js": "// %d\n", ".svg": "<!-- %d -->",
	}[path.Ext(p)]
	if add == "" {
		return data
	}
	return append(data, fmt.Sprintf(add, i)...)
}

func (v *vandal) change(i int) {
	p := v.any()
	v.write(p, v.changed(p, i))
}

// atomic saves as most editors do: beside the file, then over it.
func (v *vandal) atomic(i int) {
	p := v.any()
	v.remember(p)
	beside := v.name(path.Join(path.Dir(p), ".tmp-"+path.Base(p)))
	if os.WriteFile(beside, v.changed(p, i), 0o644) == nil {
		_ = os.Rename(beside, v.name(p))
	}
}

func (v *vandal) spoil(int) {
	p := v.any()
	data, _ := os.ReadFile(v.name(p))
	half := data[:len(data)/2]
	spoilt := [][]byte{
		half, nil, []byte("a: [\n"), []byte("---\ntitle: T\nsummary: S\n---\n# No\n\n<b>x</b> [x](page:nothing) ![](y.png)\n"), []byte("\x00\x01"), []byte("\xff\xfe\xfd"),
		append([]byte("<<<<<<< HEAD\n"), data...), bytes.ReplaceAll(data, []byte(":"), []byte(": :")), bytes.ToUpper(data), []byte("{{.Nothing}}{{end}}"),
		bytes.Replace(data, []byte("1"), []byte("9"), 1), bytes.Replace(data, []byte("zyra"), []byte("zyrra"), 1), bytes.Replace(data, []byte("kind:"), []byte("draft: true\nkind:"), 1),
	}
	v.write(p, spoilt[v.random.IntN(len(spoilt))])
}

func (v *vandal) remove(int) {
	p := v.any()
	v.remember(p)
	_ = os.Remove(v.name(p))
}

func (v *vandal) add(i int) {
	name := []string{
		fmt.Sprintf("content/about/new%d.sq.md", i), fmt.Sprintf("content/x%d.en.md", i), fmt.Sprintf("data/institutions/new%d.yaml", i),
		fmt.Sprintf("static/new%d.css", i), fmt.Sprintf("i18n/x%d.yaml", i), fmt.Sprintf("data/glossary/t%d.yaml", i),
	}[v.random.IntN(6)]
	text := fmt.Sprintf("---\ntitle: New %d\nsummary: New.\n%s---\n[Help](page:help)\n", i, []string{"", "draft: true\n", "publish_on: 2031-01-01\n"}[v.random.IntN(3)])
	if path.Ext(name) == ".yaml" {
		text = fmt.Sprintf("kind: agency\nname_status: printed\nname: {sq: A%d, sr: B%[1]d, en: C%[1]d}\nsources: [{id: doc, at: I}]\n", i)
	}
	v.write(name, []byte(text))
}

// tree makes folders in folders at once: what is put into them is not told.
func (v *vandal) tree(i int) {
	for _, lang := range []string{"sq", "sr", "en"} {
		text := fmt.Appendf(nil, "---\ntitle: Deep %d\nsummary: Deep.\nslug: deep-%[1]d-%s\n---\nText.\n", i, lang)
		v.write(fmt.Sprintf("content/deep%d/index.%s.md", i, lang), text)
		v.write(fmt.Sprintf("content/deep%d/er/index.%s.md", i, lang), text)
		v.write(fmt.Sprintf("content/deep%d/er/page.%s.md", i, lang), text)
	}
}

func (v *vandal) move(i int) {
	p := v.any()
	to := path.Join(path.Dir(p), fmt.Sprintf("moved%d%s", i, path.Ext(p)))
	v.remember(p)
	v.remember(to)
	_ = os.Rename(v.name(p), v.name(to))
}

func (v *vandal) moveFolder(i int) {
	p := v.any()
	dir := path.Dir(p)
	if !strings.Contains(dir, "/") {
		return
	}
	to := fmt.Sprintf("%s-moved%d", dir, i)
	for _, f := range v.files() {
		if rest, ok := strings.CutPrefix(f, dir+"/"); ok {
			v.remember(f)
			v.remember(to + "/" + rest)
		}
	}
	_ = os.Rename(v.name(dir), v.name(to))
}

// rubbish is what editors' programs leave: it changes nothing.
func (v *vandal) rubbish(i int) {
	p := v.any()
	for _, name := range []string{"." + path.Base(p) + ".swp", path.Base(p) + "~", "#" + path.Base(p) + "#"} {
		v.write(path.Join(path.Dir(p), name), []byte("rubbish"))
	}
	_ = os.Chmod(v.name(p), 0o600+fs.FileMode(i%2)*0o44)
}

func (v *vandal) restoreOne(int) {
	for p, data := range v.lost {
		v.put(p, data)
		return
	}
}

func (v *vandal) put(p string, data []byte) {
	if info, err := os.Stat(filepath.Dir(v.name(p))); err == nil && !info.IsDir() {
		_ = os.Remove(filepath.Dir(v.name(p)))
	}
	v.write(p, data)
	delete(v.lost, p)
}

// heal puts back what has an error, and leaves every other edit as it is. A preview
// of its own, without a watcher, says what has one: that is much sooner than
// portal check, by which the outcome is judged.
func (v *vandal) heal(s *Server) {
	opt := s.Build
	opt.Preview, opt.Drafts = false, false
	healing := build.NewPreview(opt)
	for range 20 {
		m, err := healing.Now(v.t.Context(), nil)
		if err != nil { // a script or style sheet that no tool can read
			break
		}
		res, err := m.Rest(v.t.Context(), m.Rules())
		if err != nil {
			v.t.Fatal(err)
		}
		if !res.Failed() {
			return
		}
		v.mend(res.Diagnostics)
	}
	v.restore()
}

// mend puts back the files of errors, and those that are gone: their absence may
// be the fault of others.
func (v *vandal) mend(found []diag.Diagnostic) {
	for _, d := range found {
		if data, ok := v.lost[d.Pos.File]; ok && d.Severity == diag.Error {
			v.put(d.Pos.File, data)
		} else if d.Severity == diag.Error && slices.Contains(v.made, d.Pos.File) {
			_ = os.Remove(v.name(d.Pos.File))
		}
	}
	for p, data := range v.lost {
		if _, err := os.Stat(v.name(p)); err != nil {
			v.put(p, data)
		}
	}
}

// restore makes the folder what it was.
func (v *vandal) restore() {
	for _, p := range v.made {
		_ = os.Remove(v.name(p))
	}
	v.made = nil
	for p, data := range v.lost {
		v.put(p, data)
	}
}

// visit looks at some pages, as a tab would.
func (v *vandal) visit(s *Server) {
	for range 2 {
		addresses := []string{"/", "/en/", "/sq/plani/", "/en/nothing/", "/_components/en/card/", faultsPath, "/data/action-plan.xlsx"}
		address := addresses[v.random.IntN(len(addresses))]
		w := get(s, "GET", "localhost", address)
		if w.Code != http.StatusOK && w.Code != http.StatusNotFound && w.Code != http.StatusInternalServerError && w.Code != http.StatusFound {
			v.t.Errorf("%s: %d", address, w.Code)
		}
	}
}

// compare waits until the preview has seen the folder, and holds it against a
// build from the beginning.
func (v *vandal) compare(s *Server) *build.Moment {
	v.t.Helper()
	snap, _, err := load.Read(s.Build.Folder)
	if err != nil {
		v.t.Fatal(err)
	}
	m := v.seen(s, snap.Digest())
	fresh, err := build.NewPreview(s.Build).Now(v.t.Context(), nil)
	if err != nil {
		v.t.Fatal(err)
	}
	if fresh.Ready() != m.Ready() || !slices.Equal(fresh.Paths(), m.Paths()) {
		v.t.Fatalf("the paths differ: %v and %v\n%q\n%q", m.Ready(), fresh.Ready(), m.Paths(), fresh.Paths())
	}
	for _, p := range m.Paths() {
		got, gotErr := m.File(p)
		want, wantErr := fresh.File(p)
		if !bytes.Equal(got, want) || fmt.Sprint(gotErr) != fmt.Sprint(wantErr) {
			v.t.Errorf("%s is another than that of a preview from the beginning: %v, %v", p, gotErr, wantErr)
		}
	}
	v.judge(s, m)
	return m
}

// judge holds what the preview tells against portal check, and its files against
// those of a build, where the folder can be built.
func (v *vandal) judge(s *Server, m *build.Moment) {
	v.t.Helper()
	opt := s.Build
	opt.Preview, opt.Drafts = false, false
	want, err := build.Check(v.t.Context(), opt)
	if err != nil {
		v.t.Fatal(err)
	}
	got, err := m.Rest(v.t.Context(), m.Rules())
	if err != nil {
		v.t.Fatal(err)
	}
	if g, w := listed(got.Diagnostics), listed(want.Diagnostics); !slices.Equal(g, w) {
		v.t.Errorf("the preview tells\n%s\nand check\n%s", strings.Join(g, "\n"), strings.Join(w, "\n"))
	}
	opt = s.Build
	opt.Out, opt.LockWait = filepath.Join(v.t.TempDir(), "site"), time.Minute
	built, err := build.Site(v.t.Context(), opt)
	if err != nil {
		v.t.Fatal(err)
	}
	if want.Failed() || built.Failed() {
		return
	}
	n := 0
	err = fs.WalkDir(os.DirFS(opt.Out+"/"), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		n++
		page, err := os.ReadFile(filepath.Join(opt.Out, p))
		if made, _ := m.File(p); p != "SHA256SUMS" && !bytes.Equal(made, page) {
			v.t.Errorf("%s is another than that of a build", p)
		}
		return err
	})
	if err != nil || n < len(m.Paths()) {
		v.t.Errorf("%d files of %d were compared: %v", n, len(m.Paths()), err)
	}
}

func listed(found []diag.Diagnostic) []string {
	out := make([]string, len(found))
	for i, d := range found {
		out[i] = fmt.Sprintf("%s:%d:%d %s %s %v", d.Pos.File, d.Pos.Line, d.Pos.Col, d.Severity, d.Code, d.Args)
	}
	return out
}

// seen waits until the preview shows a folder.
func (v *vandal) seen(s *Server, digest [32]byte) *build.Moment {
	v.t.Helper()
	for deadline := time.After(time.Minute); ; {
		st := s.current()
		if st.latest != nil && st.latest.Digest == digest && st.err == nil {
			return st.latest
		}
		select {
		case <-st.next:
		case <-deadline:
			v.t.Fatalf("a change was not noticed (%v)", st.err)
		}
	}
}
