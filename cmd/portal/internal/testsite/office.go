//go:build office

package testsite

import (
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// asCSV is how LibreOffice writes the first sheet: commas, quotation marks where
// they are needed, UTF-8, numbers and truth values as they are shown.
const asCSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"

// Office has LibreOffice open spreadsheets, all in one run, and gives the cells
// of each one's first sheet as it shows them. The files are named with their
// extension, all with the same one.
func Office(t testing.TB, files map[string]string) map[string][][]string {
	t.Helper()
	dir := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", asCSV, "--outdir", filepath.Join(dir, "csv")}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	if out, err := exec.Command("soffice", args...).CombinedOutput(); err != nil {
		t.Fatalf("soffice (make setup installs it): %v\n%s", err, out)
	}
	sheets := map[string][][]string{}
	for name := range files {
		f, err := os.Open(filepath.Join(dir, "csv", strings.TrimSuffix(name, filepath.Ext(name))+".csv"))
		if err != nil {
			t.Fatalf("LibreOffice could not open %s: %v", name, err)
		}
		defer f.Close()
		if sheets[name], err = csv.NewReader(f).ReadAll(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	return sheets
}
