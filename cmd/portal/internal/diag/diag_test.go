package diag

import (
	"slices"
	"strings"
	"testing"
)

func TestSortIsByPlaceThenCode(t *testing.T) {
	at := func(file string, line, col int) Pos { return Pos{File: file, Line: line, Col: col} }
	want := []Diagnostic{
		NewError("z", at("a", 0, 0)),
		NewError("a", at("a", 2, 1)),
		NewError("a", at("a", 2, 3)),
		NewError("b", at("a", 2, 3)),
		NewWarning("a", at("a", 2, 3)),
		NewError("a", at("a", 10, 1)),
		NewError("a", at("b", 1, 1), "x", "1"),
		NewError("a", at("b", 1, 1), "x", "2"),
	}
	shuffled := slices.Clone(want)
	slices.Reverse(shuffled)
	got := Sort(shuffled)
	if !slices.EqualFunc(got, want, func(a, b Diagnostic) bool { return compare(a, b) == 0 }) {
		t.Errorf("got %v", got)
	}
}

func TestSortDropsExactRepeats(t *testing.T) {
	at := Pos{File: "a", Line: 1, Col: 1}
	list := []Diagnostic{NewError("a", at, "x", "1"), NewError("a", at, "x", "2"), NewError("a", at, "x", "1")}
	if got := Sort(list); len(got) != 2 {
		t.Errorf("got %v", got)
	}
	if len(list) != 3 || list[1].Args["x"] != "2" {
		t.Error("the list that was given has changed")
	}
}

func TestWithHintLeavesTheOriginal(t *testing.T) {
	d := NewError("a", Pos{}, "id", "x")
	hinted := d.WithHint("did-you-mean", "suggestion", "y")
	if hinted.Hint != "did-you-mean" || hinted.Args["suggestion"] != "y" || hinted.Args["id"] != "x" {
		t.Errorf("got %v", hinted)
	}
	if d.Hint != "" || len(d.Args) != 1 {
		t.Errorf("the original became %v", d)
	}
}

func TestCount(t *testing.T) {
	errors, warnings := Count([]Diagnostic{{Severity: Error}, {Severity: Warning}, {Severity: Error}})
	if errors != 2 || warnings != 1 {
		t.Errorf("got %d, %d", errors, warnings)
	}
}

func TestNearest(t *testing.T) {
	long := strings.Repeat("a", 300)
	for _, test := range []struct {
		name, word string
		candidates []string
		want       string
	}{
		{"a letter too many", "zyrra", []string{"shkolla", "zyra"}, "zyra"},
		{"a letter too few", "shkola", []string{"zyra", "shkolla"}, "shkolla"},
		{"another letter", "tiltle", []string{"title"}, "title"},
		{"neighbours swapped", "hlep", []string{"plan", "help"}, "help"},
		{"letters are characters", "ndihmë", []string{"ndihme"}, "ndihme"},
		{"one in three", "aktiviteet", []string{"aktiviteti"}, "aktiviteti"},
		{"too far", "xyz", []string{"help", "plan"}, ""},
		{"a short word allows one slip", "sk", []string{"sq", "sr"}, "sq"},
		{"two slips in a short word are another word", "ab", []string{"cd"}, ""},
		{"ties go to the first", "sx", []string{"sr", "sq"}, "sr"},
		{"the nearer wins over the earlier", "plan", []string{"plans", "plan"}, "plan"},
		{"no candidates", "a", nil, ""},
		{"nothing written", "", []string{"help"}, ""},
		{"too long to be a slip", long + "b", []string{"a", long}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := Nearest(test.word, test.candidates); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
