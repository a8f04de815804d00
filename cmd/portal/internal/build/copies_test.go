package build

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// TestFilesStayWhereTheyWere: what a record published under an id that it had is
// there still, byte for byte, in a build and in a preview.
func TestFilesStayWhereTheyWere(t *testing.T) {
	folder := testsite.New(t, testsite.Example()...)
	for file, was := range map[string]string{"data/series/raste.yaml": "cases", "data/reports/vjetor-2030.yaml": "annual"} {
		folder[file].Data = slices.Concat(folder[file].Data, []byte("former_ids: ["+was+"]\n"))
	}
	opt := options(folder)
	opt.Date = model.Date{Year: 2032, Month: 7, Day: 1}
	_, files := rendered(t, opt)
	moment, err := NewPreview(opt).Now(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for was, is := range map[string]string{
		"data/statistics/cases.sr.svg": "data/statistics/raste.sr.svg", "data/reports/annual.bib": "data/reports/vjetor-2030.bib",
	} {
		if len(files[is]) == 0 || files[was] != files[is] {
			t.Errorf("%s has %d bytes, %s %d", was, len(files[was]), is, len(files[is]))
		}
		shown, err := moment.File(was)
		original, _ := moment.File(is)
		if err != nil || len(shown) == 0 || !bytes.Equal(shown, original) {
			t.Errorf("the preview of %s has %d bytes, %v", was, len(shown), err)
		}
	}
}
