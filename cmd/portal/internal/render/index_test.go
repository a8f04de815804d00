package render

import (
	"strings"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
)

// filedAs is an index of titles as "letter: title, title".
func filedAs(t *testing.T, bcp47 string, titles ...string) string {
	t.Helper()
	set, _ := locale.New([]locale.Language{{ID: "x", BCP47: bcp47}}, nil)
	a := &assembler{edition: &edition{p: set.Printer("x")}}
	var entries []IndexEntry
	for _, title := range titles {
		entries = append(entries, IndexEntry{Title: Words{Text: title}})
	}
	var out []string
	anchors := map[string]bool{}
	for _, l := range a.underLetters(entries) {
		if anchors[l.Anchor] {
			t.Errorf("two letters have the anchor %s", l.Anchor)
		}
		anchors[l.Anchor] = true
		var names []string
		for _, e := range l.Entries {
			names = append(names, e.Title.Text)
		}
		out = append(out, l.Letter+": "+strings.Join(names, ", "))
	}
	return strings.Join(out, "; ")
}

func TestIndexFollowsTheAlphabet(t *testing.T) {
	for _, test := range []struct{ name, lang, want string }{
		{"letters of two signs", "sq", "D: dosja; Dh: dhuna; E: era; Ë: ëndrra; Z: zyra; Zh: zhvillimi"},
		{"letters of two signs, with their carons", "sr-Latn", "C: cena; Č: član; D: deca; Dž: džep; L: lice; Lj: ljudi; S: sud; Š: škola"},
		{"capitals and small letters together", "en", "A: aid, Authority; B: Border"},
		{"an accent that is no letter of its own", "en", "E: École, Elbow"},
		{"numbers first, under one heading", "en", "0–9: 18 pages, 2020 report; A: aid"},
		{"a quotation mark is not filed", "sq", "A: „Anita“, arsimi; B: bota"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var titles []string
			for _, group := range strings.Split(test.want, "; ") {
				_, names, _ := strings.Cut(group, ": ")
				titles = append(strings.Split(names, ", "), titles...) // not in order
			}
			if got := filedAs(t, test.lang, titles...); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// TestIndexHasEachLetterOnce: a title that a fallback brings may be sorted among
// those of another letter.
func TestIndexHasEachLetterOnce(t *testing.T) {
	got := filedAs(t, "en", "zone", "Žena", "zoo", "—", "")
	for _, letter := range []string{"Z: ", "—: "} {
		if strings.Count(got, letter) != 1 {
			t.Errorf("%q has %q %d times", got, letter, strings.Count(got, letter))
		}
	}
}
