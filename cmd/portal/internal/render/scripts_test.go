package render

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// scripts are the layouts' scripts as they are published: joined and minified.
func scripts(t *testing.T) string {
	t.Helper()
	return bundled(t, repositoryFiles(t, "layouts/components/*/*.js"))
}

func bundled(t *testing.T, files map[string][]byte) string {
	t.Helper()
	out, _, err := BuildAssets(files)
	var joined strings.Builder
	for _, f := range out {
		if filepath.Ext(f.Path) == ".js" {
			joined.Write(f.Data)
		}
	}
	if err != nil || joined.Len() == 0 {
		t.Fatal(err, "no script was built")
	}
	return joined.String()
}

// newer are the signs of a language newer than ECMAScript 5, which an old
// phone's browser refuses to read at all.
var newer = regexp.MustCompile("=>|`|\\?\\?|\\?\\.|\\.\\.\\.|\\b(let|const|class|async|await|import)\\b")

// TestScriptsAreForOldBrowsers: neither our scripts nor the minifier use what a
// browser of 2012 cannot read.
func TestScriptsAreForOldBrowsers(t *testing.T) {
	if found := newer.FindString(scripts(t)); found != "" {
		t.Errorf("the scripts use %q", found)
	}
	old := `(function(a){var b=a.b;return{b:b,c:a===null||a===undefined?1:a,d:"x\n"+a+"\n\n"}})(window);`
	small := bundled(t, map[string][]byte{"layouts/components/x/x.js": []byte(old)})
	if found := newer.FindString(small); found != "" {
		t.Errorf("the minifier puts in %q: %s", found, small)
	}
	if newer.FindString("a=b=>b") == "" {
		t.Error("an arrow function would not be found")
	}
}

// traces are the means by which a script could leave something on the device or
// tell somebody of the visit. replaceState is not among them: it changes the
// address of the visit that is in the history anyway (see below).
var traces = regexp.MustCompile(`(?i)storage|indexedDB|cookie|serviceWorker|\bcaches\b|fetch|XMLHttpRequest|sendBeacon|WebSocket|EventSource|pushState|eval\b|innerHTML|new Image`)

// TestScriptsLeaveNoTrace: nothing is stored and nothing is sent.
func TestScriptsLeaveNoTrace(t *testing.T) {
	if found := traces.FindString(scripts(t)); found != "" {
		t.Errorf("the scripts use %q", found)
	}
	if traces.FindString("localStorage.a=1") == "" {
		t.Error("storage would not be found")
	}
}

// TestOnlyTheFilterChangesAddresses: a page of the help section must not come
// into the history under an address of its own making.
func TestOnlyTheFilterChangesAddresses(t *testing.T) {
	for name, text := range repositoryFiles(t, "layouts/components/*/*.js") {
		if strings.Contains(string(text), "replaceState") != (filepath.Base(name) == "filter.js") {
			t.Errorf("%s: only the filter of the plan changes addresses", name)
		}
	}
}
