package render

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOnlyTheFilterChangesAddresses: a page of the help section must not come
// into the history under an address of its own making.
func TestOnlyTheFilterChangesAddresses(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(repository, "layouts/components/*/*.js"))
	if err != nil || len(files) == 0 {
		t.Fatal(err, "no scripts")
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "replaceState") != (filepath.Base(file) == "filter.js") {
			t.Errorf("%s: only the filter of the plan changes addresses", file)
		}
	}
}
