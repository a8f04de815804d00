package build

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// articles are n pages of about 5 kB in each of three languages, in sections of
// a hundred, as in the comparison with other generators.
func articles(n int) []txtar.File {
	paragraph := strings.Repeat("A sentence of ordinary prose with [a link](page:help) and some **weight** in it. ", 6)
	body := strings.Repeat("## A heading\n\n"+paragraph+"\n\n- one\n- two\n\n", 8)
	var out []txtar.File
	page := func(id, lang, slug string) {
		out = append(out, txtar.File{
			Name: "content/" + id + "." + lang + ".md",
			Data: []byte("---\ntitle: Title of " + slug + "\nsummary: What it is about.\nslug: " + slug + "\n---\n" + body),
		})
	}
	for i := range n {
		for _, lang := range []string{"sq", "sr", "en"} {
			if i%100 == 0 {
				page(fmt.Sprintf("s%d/index", i/100), lang, fmt.Sprintf("s%d-%s", i/100, lang))
			}
			page(fmt.Sprintf("s%d/a%d", i/100, i), lang, fmt.Sprintf("a%d-%s", i, lang))
		}
	}
	return out
}

// BenchmarkSite builds whole sites of growing size; time per page must not grow.
func BenchmarkSite(b *testing.B) {
	for _, n := range []int{100, 1000} {
		b.Run(fmt.Sprintf("pages=%d", 3*n), func(b *testing.B) {
			opt := options(testsite.New(b, articles(n)...))
			opt.Site = b.TempDir()
			b.ReportAllocs()
			for i := range b.N {
				opt.Out = filepath.Join(b.TempDir(), fmt.Sprint(i))
				res, err := Site(context.Background(), opt)
				if err != nil || res.Failed() {
					b.Fatal(err, lines(res.Diagnostics))
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(3*n), "µs/page")
		})
	}
}
