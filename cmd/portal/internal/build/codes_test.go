package build

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// TestCodes: each file of testdata/codes is an overlay on the base site with
// one fault. Its comment gives the diagnostics that must come out, all of them,
// as "file:line:col severity code" ("want: …"), and optionally "release" and
// "date: YYYY-MM-DD". The file's name begins with the code it is about.
func TestCodes(t *testing.T) {
	files, err := filepath.Glob("testdata/codes/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(err, "no fixtures")
	}
	for i, file := range files {
		if testing.Short() && i%20 != 0 {
			continue // under the race detector: the fixtures differ in their faults, not in what runs beside what
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			opt := options(testsite.New(t, archive.Files...))
			var want []string
			for line := range strings.Lines(string(archive.Comment)) {
				key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
				switch key {
				case "want":
					want = append(want, value)
				case "release":
					opt.Release = true
				case "date":
					if opt.Date, err = model.ParseDate(value); err != nil {
						t.Fatal(err)
					}
				}
			}
			if len(want) == 0 {
				t.Fatal("the fixture wants nothing, so it cannot fail")
			}
			if got := faults(t, opt); !slices.Equal(got, want) {
				t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
			}
		})
	}
}

// elsewhere are the codes whose fault is no text file of a site: each names the
// test that sees it.
var elsewhere = map[string]string{
	"verify-":                "release.TestVerify…, on finished trees",
	"output-":                "release.TestRefused…, on real folders",
	"file-irregular":         "load.TestIrregularFiles, which needs a real file system",
	"form-":                  "form.TestRead…, on forms that came back",
	"file-too-large":         "load.TestFileTooLarge, which would be a large fixture",
	"translation-unreviewed": "main.TestTheLineToPutIn, because a folder as a whole is not asked for it",
}

// TestEveryCodeIsSeen: a code without a fixture may be dead or wrong.
func TestEveryCodeIsSeen(t *testing.T) {
	files, err := filepath.Glob("testdata/codes/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var seen strings.Builder
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		seen.Write(archive.Comment)
	}
	for _, test := range documentFaults() { // fixtures that are made, because no text holds them
		seen.WriteString(strings.Join(append(test.want, ""), "\n"))
	}
	for _, code := range locale.Codes() {
		known := strings.Contains(seen.String(), " "+code+"\n")
		for prefix := range elsewhere {
			known = known || strings.HasPrefix(code, prefix)
		}
		if !known {
			t.Errorf("no fixture in testdata/codes shows the code %s", code)
		}
	}
}
