package worddiff

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// shown writes lines as a test can read them: changed words in brackets.
func shown(lines []Line) []string {
	var out []string
	for _, l := range lines {
		text := fmt.Sprintf("%c%d", l.Sign, l.Number)
		for _, w := range l.Words {
			if w.Changed {
				w.Text = "[" + w.Text + "]"
			}
			text += " " + w.Text
		}
		out = append(out, text)
	}
	return out
}

func TestLines(t *testing.T) {
	for name, test := range map[string]struct {
		before, after string
		want          []string
	}{
		"one word":        {"A\nZyra punon çdo ditë.\nB", "A\nZyra punon çdo natë.\nB", []string{"-1 Zyra punon çdo [ditë.]", "+1 Zyra punon çdo [natë.]"}},
		"a sentence more": {"A\n\nC", "A\n\nB b\nC", []string{"+2 [B] [b]"}},
		"a sentence less": {"A\nB\nC", "A\nC", []string{"-1 [B]"}},
		"set anew":        {"Një dy.\nTre katër.", "Një  dy. Tre\n\n katër.\n", nil},
		"set anew, and a word": {
			"Një dy.\nTre katër.", "Një dy. Tre pesë.",
			[]string{"-1 Tre [katër.]", "+0 Një dy. Tre [pesë.]"},
		},
		"from nothing": {"", "A", []string{"+0 [A]"}},
		"two changes":  {"a\nb\nc\nd", "x\nb\nc\ny", []string{"-0 [a]", "+0 [x]", "-3 [d]", "+3 [y]"}},
	} {
		if got := shown(Lines(test.before, test.after)); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", name, got, test.want)
		}
	}
}

// TestLinesOfHugeTexts: a comparison that would need gigabytes is not made.
func TestLinesOfHugeTexts(t *testing.T) {
	before, after := strings.Repeat("a\nb\n", 50_000), strings.Repeat("b\na\nc\n", 50_000)
	if got := Lines(before, after); len(got) == 0 || !got[0].Whole() {
		t.Errorf("%d lines, the first %v", len(got), got[0])
	}
}
