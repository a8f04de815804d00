package render

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestExitKeysStandWhereTheSiteSays: the keys work on a named page and on all
// below it; home, above everything, is named for itself alone.
func TestExitKeysStandWhereTheSiteSays(t *testing.T) {
	named := []string{"home", "help", "learn/signs"}
	for under, want := range map[string]bool{
		"home": true, "help": true, "help/phone": true, "help/phone/old": true, "learn/signs": true, "learn/signs/one": true,
		"learn": false, "learn/work": false, "helpers": false, "plan": false, "not-found": false,
	} {
		if got := exitKeys(named, under); got != want {
			t.Errorf("%s: keys %v", under, got)
		}
	}
	if exitKeys(nil, "home") {
		t.Error("a site that names no page has keys")
	}
}

// scripts are the layouts' scripts as they are published: joined and minified.
func scripts(t *testing.T) string {
	t.Helper()
	files := map[string][]byte{}
	root := filepath.Join(repository, "layouts")
	err := fs.WalkDir(os.DirFS(root), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(p) != ".js" {
			return err
		}
		files["layouts/"+p], err = os.ReadFile(filepath.Join(root, p))
		return err
	})
	if err != nil || len(files) == 0 {
		t.Fatal(err, "no scripts")
	}
	return bundled(t, files)
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
// address of the visit that is in the history anyway (filter_test.go).
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
