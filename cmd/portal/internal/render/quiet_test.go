package render

import (
	"strings"
	"testing"
)

// TestQuietBundles: a quiet page loads what it and the components it calls need,
// however deep, and what Markdown stands for; the other pages load everything.
func TestQuietBundles(t *testing.T) {
	files := map[string][]byte{
		"static/css/1.css":                []byte("body{margin:0}"),
		"layouts/base.html":               []byte(`{{define "base"}}{{template "bar" .}}{{template "content" .}}{{end}}`),
		"layouts/pages/help.html":         []byte(`{{define "content"}}{{- template "list" .}}{{end}}`),
		"layouts/pages/action-plan.html":  []byte(`{{define "content"}}{{template "filter" .}}{{end}}`),
		"layouts/components/bar/bar.html": []byte(`{{define "bar"}}{{template "deep" .}}{{end}}`),
		"layouts/components/out/out.html": []byte(`{{define "other"}}{{end}}{{define "deep"}}{{template "bar" .}}{{end}}`),
		"layouts/components/list/list.html": []byte(
			`{{define "list"}}{{template "nowhere"}}{{end}}`),
		"layouts/components/callout/callout.html": []byte(`{{define "callout"}}{{end}}`),
		"layouts/components/filter/filter.html":   []byte(`{{define "filter"}}{{end}}`),
	}
	for _, name := range []string{"bar", "out", "list", "callout", "filter"} {
		files["layouts/components/"+name+"/"+name+".css"] = []byte("." + name + "{color:red}")
		files["layouts/components/"+name+"/"+name+".js"] = []byte("window." + name + "=1")
	}
	out, assets, err := BuildAssets(files)
	if err != nil || len(out) != 4 {
		t.Fatalf("%d files, %v", len(out), err)
	}
	for i, want := range []string{
		"body{margin:0}.bar{color:red}.callout{color:red}.filter{color:red}.list{color:red}.out{color:red}",
		"window.bar=1,window.callout=1,window.filter=1,window.list=1,window.out=1",
		"body{margin:0}.bar{color:red}.callout{color:red}.list{color:red}.out{color:red}",
		"window.bar=1,window.callout=1,window.list=1,window.out=1",
	} {
		if got := strings.Join(strings.Fields(string(out[i].Data)), ""); got != want {
			t.Errorf("%s:\n got %s\nwant %s", out[i].Path, got, want)
		}
	}
	if few := assets.quiet(); few.CSS != assets.QuietCSS || few.JS != assets.QuietJS || few.CSS == assets.CSS || few.Icon != assets.Icon {
		t.Errorf("a quiet page loads %+v", few)
	}
}

// TestWithoutLayoutsNothingIsLeftOut: then nobody knows what a page needs.
func TestWithoutLayoutsNothingIsLeftOut(t *testing.T) {
	out, assets, err := BuildAssets(map[string][]byte{"layouts/components/x/x.css": []byte("p{margin:0}")})
	if err != nil || len(out) != 1 || assets.QuietCSS != assets.CSS || assets.CSS.URL == "" {
		t.Errorf("%d files, %+v, %v", len(out), assets, err)
	}
}

// TestATemplateDefinedTwice is that of the last file, in every build.
func TestATemplateDefinedTwice(t *testing.T) {
	files := map[string][]byte{
		"layouts/base.html":           []byte(`{{define "base"}}{{template "x" .}}{{end}}`),
		"layouts/components/a/a.html": []byte(`{{define "x"}}{{end}}`),
		"layouts/components/b/b.html": []byte(`{{define "x"}}{{end}}`),
	}
	for range 50 {
		if got := quietComponents(files); len(got) != 1 || !got["b"] {
			t.Fatalf("the components are %v", got)
		}
	}
}
