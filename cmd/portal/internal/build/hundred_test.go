package build

import (
	"context"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/tools/txtar"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// TestHundredFaults: one run tells every fault of a folder that is full of them,
// of every class of file, in the order of an editor's work and once each, and in
// every language of the editors.
func TestHundredFaults(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/hundred.txtar")
	if err != nil {
		t.Fatal(err)
	}
	res, err := Check(context.Background(), options(testsite.New(t, archive.Files...)))
	if err != nil {
		t.Fatal(err)
	}
	var found []diag.Diagnostic
	for _, d := range res.Diagnostics {
		if d.Severity == diag.Error {
			found = append(found, d)
		}
	}
	var want []string
	for line := range strings.Lines(string(archive.Comment)) {
		if told, ok := strings.CutPrefix(strings.TrimSpace(line), "want: "); ok {
			want = append(want, told)
		}
	}
	if got := lines(found); !slices.Equal(got, want) {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
	places, codes := map[diag.Pos]bool{}, map[string]bool{}
	for _, d := range found {
		places[d.Pos], codes[d.Code] = true, true
	}
	if len(places) < 100 || len(codes) < 60 {
		t.Errorf("%d places and %d codes: that is no hundred faults", len(places), len(codes))
	}
	if again := diag.Sort(found); !slices.Equal(lines(again), lines(found)) {
		t.Error("they are not sorted, or told twice")
	}
	inEveryLanguage(t, found, res.Line)
}

// inEveryLanguage holds what is told to be said whole, each in words of its own,
// and printed so that no terminal obeys it.
func inEveryLanguage(t *testing.T, found []diag.Diagnostic, line diag.SourceLine) {
	t.Helper()
	said := map[string]string{} // code and message → language
	for _, lang := range []string{"sq", "sr", "en"} {
		tell := locale.Teller(lang)
		for _, d := range found {
			told := tell(d)
			if told.Message == "" || told.Message == d.Code || told.Hint == "" || strings.Contains(told.Message+told.Hint, "{{") {
				t.Errorf("%s: %s is told as %+v", lang, d.Code, told)
			}
			key := d.Code + told.Message + told.Hint
			if other, ok := said[key]; ok && other != lang {
				t.Errorf("%s is told in the same words in %s and %s: %s", d.Code, other, lang, told.Message)
			}
			said[key] = lang
		}
		var b strings.Builder
		if err := diag.Text(&b, found, tell, line, false); err != nil {
			t.Fatal(err)
		}
		if i := strings.IndexFunc(b.String(), func(r rune) bool { return unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) }); i >= 0 {
			t.Errorf("a terminal would obey %q", b.String()[max(i-40, 0):i+1])
		}
	}
}
