package model

import (
	"slices"
	"strings"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

func TestCompareIDCountsAsPeopleDo(t *testing.T) {
	want := []string{"1", "1.1", "1.1.2", "1.1.9", "1.1.10", "1.2", "2", "10", "2019-q4/a", "2019-q4/b", "a", "a-2", "a-10", "a/b", "aa", "b"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, CompareID)
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

// TestCompareIDIsAnOrder: a sort that contradicts itself depends on its input.
func TestCompareIDIsAnOrder(t *testing.T) {
	ids := []string{"", "0", "1", "01", "001", "1.1", "1-1", "a", "a1", "a01", "a1b", "10", "9999999999", "99999999999", "99999999990", "-", ".", "1a", "b"}
	sign := func(n int) int { return min(max(n, -1), 1) }
	for _, a := range ids {
		for _, b := range ids {
			if sign(CompareID(a, b)) != -sign(CompareID(b, a)) {
				t.Errorf("%q and %q: both ways round", a, b)
			}
			for _, c := range ids {
				if CompareID(a, b) < 0 && CompareID(b, c) < 0 && CompareID(a, c) >= 0 {
					t.Errorf("%q < %q < %q, but not the first and the last", a, b, c)
				}
			}
		}
	}
}

func TestDigestIsOfTheWordsAlone(t *testing.T) {
	same := Digest("Një fjali.\n\nNjë tjetër fjali.")
	for name, text := range map[string]string{
		"one line": "Një fjali. Një tjetër fjali.", "wrapped": "Një\nfjali.\nNjë tjetër\nfjali.\n", "indented": "  Një fjali.\n\tNjë tjetër fjali.  ",
		"CRLF": "Një fjali.\r\nNjë tjetër fjali.\r\n", "no-break space": "Një\u00a0fjali. Një tjetër fjali.",
	} {
		if got := Digest(text); got != same {
			t.Errorf("%s: the digest changed", name)
		}
	}
	for name, text := range map[string]string{
		"a letter": "Nje fjali. Një tjetër fjali.", "case": "një fjali. Një tjetër fjali.", "a full stop": "Një fjali Një tjetër fjali.", "nothing": "",
	} {
		if got := Digest(text); got == same {
			t.Errorf("%s: the digest is the same", name)
		}
	}
	if len(same) != 16 || strings.Trim(same, "0123456789abcdef") != "" {
		t.Errorf("%q is no digest", same)
	}
}

func TestSourceDigestOfARecord(t *testing.T) {
	make := func() *Helpline {
		return &Helpline{
			Name: Text{"sq": "Linja", "en": "Line"}, Purpose: Text{"sq": "Për ndihmë"},
			EditorNote: Text{"sq": "Dyshim"}, Order: 1,
		}
	}
	want := SourceDigest(make(), "sq")
	for _, test := range []struct {
		name   string
		change func(*Helpline)
		same   bool
	}{
		{"reflow", func(h *Helpline) { h.Purpose["sq"] = "Për\n  ndihmë" }, true},
		{"another language", func(h *Helpline) { h.Name["en"] = "Number" }, true},
		{"what is no text", func(h *Helpline) { h.Order = 2 }, true},
		{"an editor's note", func(h *Helpline) { h.EditorNote["sq"] = "Tjetër" }, true},
		{"a word", func(h *Helpline) { h.Name["sq"] = "Numri" }, false},
		{"a new text", func(h *Helpline) { h.Hours = Text{"sq": "Gjithmonë"} }, false},
		{"words under another key", func(h *Helpline) { h.Networks, h.Purpose = h.Purpose, nil }, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := make()
			test.change(h)
			if got := SourceDigest(h, "sq"); (got == want) != test.same {
				t.Errorf("same: %v, want %v", got == want, test.same)
			}
		})
	}
}

func TestWordsOfNamesEachPlace(t *testing.T) {
	s := &Series{
		Indicator:    Text{"sq": "a"},
		Observations: []Observation{{Value: "1"}, {Value: "2", Note: Text{"sq": "b"}}},
	}
	var got []string
	for _, w := range WordsOf(s) {
		got = append(got, w.Path)
	}
	if want := []string{"indicator", "observations[1].note"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestRecordAtIsTheNearestPlace(t *testing.T) {
	at := func(line int) diag.Pos { return diag.Pos{File: "f", Line: line, Col: 1} }
	r := &Record{}
	r.SetPlaces("x", "f", map[string]diag.Pos{"lead": at(2), "lead[1]": at(3), "title": at(4), "title.sq": at(5)})
	for path, line := range map[string]int{"lead[1]": 3, "lead[0]": 2, "lead[1].x": 3, "title.sq": 5, "title.sr": 4, "nothing": 1, "": 1} {
		if got := r.At(path); got != at(line) {
			t.Errorf("%q: %v, want line %d", path, got, line)
		}
	}
}

func TestParentPage(t *testing.T) {
	for id, want := range map[string]string{"home": "", "help": "home", "help/law": "help", "a/b/c": "a/b"} {
		if got := ParentPage(id); got != want {
			t.Errorf("%s is below %q, want %q", id, got, want)
		}
	}
}

func TestFallbacks(t *testing.T) {
	c := &Config{Languages: []Language{
		{ID: "sq", Official: true}, {ID: "sr", Fallback: "sq"}, {ID: "en", Fallback: "sr"}, {ID: "x", Fallback: "y"}, {ID: "y", Fallback: "x"},
	}}
	for lang, want := range map[string]string{"sq": "sq sr en x y", "sr": "sr sq en x y", "en": "en sr sq x y", "x": "x y sq sr en", "de": "de sq sr en x y"} {
		if got := strings.Join(c.Fallbacks(lang), " "); got != want {
			t.Errorf("%s: %s, want %s", lang, got, want)
		}
	}
}

// TestWordsBehindAPointerCount: words in a part that may be left out are due in
// every language like any other.
func TestWordsBehindAPointerCount(t *testing.T) {
	if got := WordsOf(&Config{}); len(got) != 0 {
		t.Errorf("nothing is said, and yet there are %v", got)
	}
	c := &Config{Home: &HomePage{
		Ways:   []Way{{Title: Text{"sq": "a"}}},
		Caveat: &Caveat{Text: Text{"sq": "b"}},
	}}
	var got []string
	for _, w := range WordsOf(c) {
		got = append(got, w.Path+" "+w.Text["sq"])
	}
	if want := []string{"home.ways[0].title a", "home.caveat.text b"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
