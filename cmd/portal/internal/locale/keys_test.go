package locale

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// TestKeysSayTheSameThings: a key that is told to editors of one language is told
// to those of all, in one line that a comment of a file can hold.
func TestKeysSayTheSameThings(t *testing.T) {
	want := slices.Sorted(maps.Keys(openKeys("sq")))
	for _, lang := range Editors() {
		book := openKeys(lang)
		if got := slices.Sorted(maps.Keys(book)); !slices.Equal(got, want) {
			t.Errorf("%s and sq have different keys", lang)
		}
		for key, text := range book {
			if text == "" || text != strings.TrimSpace(text) || strings.HasSuffix(text, ".") || strings.ContainsAny(text, "\n·") {
				t.Errorf("%s: %s: %q is not one clause on one line", lang, key, text)
			}
		}
	}
}

// TestKeysOfAnotherLanguage: whoever asks for a language that the program does
// not speak gets its first one.
func TestKeysOfAnotherLanguage(t *testing.T) {
	if got, want := Keys("de")("activity", "lead"), Keys("sq")("activity", "lead"); got != want || got == "" {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := Keys("en")("activity", "nonsense"); got != "" {
		t.Errorf("an unknown key says %q", got)
	}
}
