package build

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// realCopy is a copy of the folder of this repository, to be edited.
func realCopy(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for _, root := range []string{"content", "data", "i18n", "layouts", "static"} {
		if err := os.CopyFS(filepath.Join(dir, root), os.DirFS(filepath.Join(testsite.Repository(), root))); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// BenchmarkSaveToPage is what stands between a save and the page that shows it, on
// the real site, without the watcher's pause and the browser: reading what
// changed, and making the page. An editor sees it within 100 ms.
func BenchmarkSaveToPage(b *testing.B) {
	for _, edit := range []struct{ name, file, old, page string }{
		{"page", "content/about/index.sq.md", "---\n", "sq/index.html"},
		{"record", "data/activities/1.1.1.yaml", "objective:", "sq/plani/1.1.1/index.html"},
		{"data", "data/activities/1.1.1.yaml", "objective:", "sq/plani/index.html"},
		{"open-data", "data/activities/1.1.1.yaml", "objective:", "sq/rreth-nesh/te-dhena-te-hapura/index.html"}, // sizes and digests of all data
		{"helpline", "", "number:", "sq/ndihme/index.html"},
		{"words", "i18n/sq.yaml", "preview-ribbon: \"", "sq/index.html"},
		{"layout", "layouts/base.html", "<head>", "sq/index.html"},
		{"sheet", "static/css/2-tokens.css", "{", "sq/index.html"},
		{"site", "data/site.yaml", "base_url:", "sq/index.html"},
	} {
		b.Run(edit.name, func(b *testing.B) {
			dir := realCopy(b)
			root, err := os.OpenRoot(dir)
			if err != nil {
				b.Fatal(err)
			}
			defer root.Close()
			if edit.file == "" {
				found, _ := filepath.Glob(filepath.Join(dir, "data/helplines/*.yaml"))
				edit.file, _ = filepath.Rel(dir, found[0])
			}
			file := filepath.Join(dir, edit.file)
			text, err := os.ReadFile(file)
			if err != nil || !bytes.Contains(text, []byte(edit.old)) {
				b.Fatal(err, edit.file)
			}
			p := NewPreview(Options{Folder: root.FS(), Site: dir, Preview: true, Drafts: true, Jobs: 2})
			var reading, making time.Duration
			show := func(changed func(string) bool) {
				start := time.Now()
				m, err := p.Now(context.Background(), changed)
				if err != nil || !m.Ready() {
					b.Fatal(err, lines(m.Found))
				}
				read := time.Now()
				if page, err := m.File(edit.page); err != nil || page == nil {
					b.Fatal(edit.page, err)
				}
				reading, making = reading+read.Sub(start), making+time.Since(read)
			}
			show(nil)
			reading, making = 0, 0
			b.ResetTimer()
			for i := range b.N {
				mark := fmt.Sprintf("# %d\n", i)
				switch filepath.Ext(edit.file) {
				case ".html":
					mark = fmt.Sprintf("{{/* %d */}}", i)
				case ".css":
					mark = fmt.Sprintf("/* %d */", i)
				}
				if strings.HasSuffix(edit.name, "data") { // the page tells of files that hold the words
					mark = fmt.Sprintf("note: {sq: X%d, sr: X, en: X}\n", i)
				}
				changed := bytes.Replace(text, []byte(edit.old), []byte(mark+edit.old), 1)
				if filepath.Ext(edit.file) == ".md" {
					changed = fmt.Appendf(bytes.Clone(text), "\nx%d\n", i)
				}
				if err := os.WriteFile(file, changed, 0o644); err != nil {
					b.Fatal(err)
				}
				show(func(p string) bool { return p == edit.file })
			}
			b.ReportMetric(float64(reading.Milliseconds())/float64(b.N), "ms-reading/op")
			b.ReportMetric(float64(making.Milliseconds())/float64(b.N), "ms-making/op")
		})
	}
}
