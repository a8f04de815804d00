package markdown

import (
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	names := []string{"page", "activity", "instrument", "institution", "term"}
	for word, want := range map[string]string{
		"pag": "page", "paeg": "page", "Page": "page", "pages": "page", "psge": "page",
		"actvty": "activity", "institucion": "institution", "trem": "term",
		"x": "", "javascript": "", "pa": "", "": "", strings.Repeat("a", 1<<20): "",
	} {
		if got := nearest(word, names); got != want {
			t.Errorf("%.20q: got %q, want %q", word, got, want)
		}
	}
}
