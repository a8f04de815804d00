package markdown

import (
	"fmt"
	"slices"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// TestPlacesOfIDs: whoever renames a record finds its id where it is written.
func TestPlacesOfIDs(t *testing.T) {
	body := "Ë [x](page:a#b), [y][r] and <page:c>, not page:d.\n\n:::chart{id=\"s-1\"}\n\n> - [r]:\n>   <page:d>\n>\n> [ë]: activity:1.1.1 \"title\"\n"
	doc, found := New(Quotes{}).Parse(Source{File: "f", Line: 5, Body: []byte(body)})
	if len(found) > 0 {
		t.Fatal(found)
	}
	say := func(id string, at diag.Pos) string { return fmt.Sprintf("%s %d:%d+%d", id, at.Line, at.Col, at.Len) }
	var got []string
	for _, l := range append(slices.Clone(doc.Links), doc.References...) {
		if !l.Reference {
			got = append(got, say(l.Scheme+":"+l.ID, l.Pos))
		}
	}
	for _, b := range doc.Blocks {
		got = append(got, say(b.Args["id"], b.At["id"]))
	}
	want := []string{"page:a 5:7+8", "page:c 5:30+6", "page:d 10:6+6", "activity:1.1.1 12:8+14", "s-1 7:14+3"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
