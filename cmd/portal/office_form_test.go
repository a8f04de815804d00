//go:build office

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/form"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// TestOfficeSavesForms: a form that an officer filled in and saved in LibreOffice
// makes the same record as the one that was filled in. Run it with make office.
func TestOfficeSavesForms(t *testing.T) {
	loaded, _, err := load.Site(testsite.New(t))
	if err != nil {
		t.Fatal(err)
	}
	words, _ := locale.New(loaded.Languages, loaded.Words)
	order, err := form.NewOrder(loaded.Site, "2030-q2", "zyra", "sq", model.Date{Year: 2030, Month: 7, Day: 1})
	if err != nil {
		t.Fatal(err)
	}
	var empty bytes.Buffer
	if err := form.New(&empty, loaded.Site, words, order); err != nil {
		t.Fatal(err)
	}
	filled := answered(t, empty.Bytes())
	want := imported(t, loaded, words, filled)
	if got := imported(t, loaded, words, resaved(t, filled)); got != want {
		t.Errorf("LibreOffice saved\n%s\nof\n%s", got, want)
	}
}

// answered is a form with every sort of answer in it.
func answered(t *testing.T, empty []byte) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(empty))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, a := range []struct {
		sheet, cell string
		value       any
	}{
		{"Aktivitetet", "G2", "në zbatim"},
		{"Aktivitetet", "H2", 12.1},
		{"Aktivitetet", "I2", "1/2"},
		{"Aktivitetet", "J2", 0},
		{"Aktivitetet", "K2", "1 200,50"},
		{"Aktivitetet", "L2", "=1+1 ë „č“ <b> & x\nfund"},
		{"Aktivitetet", "G3", "përfunduar"},
		{"Dëshmitë", "A2", "1.1.1"},
		{"Dëshmitë", "B2", "doc – Dokumenti"},
		{"Dëshmitë", "C2", "3.10"},
		{"Raporti", "A2", 47665},
		{"Raporti", "B2", "+383"},
	} {
		if err := f.SetCellValue(a.sheet, a.cell, a.value); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func imported(t *testing.T, loaded *load.Loaded, words *locale.Set, data []byte) string {
	t.Helper()
	report, found := form.Read(loaded.Site, words, "form.xlsx", data)
	if report == nil {
		t.Fatalf("the form is refused: %v", found)
	}
	return string(load.WriteProgress(report.Record, languages(loaded)))
}

// resaved is a workbook as LibreOffice saves it.
func resaved(t *testing.T, data []byte) []byte {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "form.xlsx"), data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless",
		"--convert-to", "xlsx", "--outdir", filepath.Join(dir, "out"), filepath.Join(dir, "form.xlsx")).CombinedOutput()
	if err != nil {
		t.Fatalf("soffice (make setup installs it): %v\n%s", err, out)
	}
	saved, err := os.ReadFile(filepath.Join(dir, "out", "form.xlsx"))
	if err != nil {
		t.Fatalf("LibreOffice could not open the form: %v", err)
	}
	return saved
}
