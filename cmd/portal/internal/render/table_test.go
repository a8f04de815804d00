package render

import (
	"fmt"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
)

// TestTableRanksWordsAsTheLanguageDoes: in Albanian ç comes after c and ë after
// e; equals share a place, what is not known has none, numbers need none.
func TestTableRanksWordsAsTheLanguageDoes(t *testing.T) {
	words, _ := locale.New([]locale.Language{{ID: "sq", BCP47: "sq"}}, nil)
	a := &assembler{edition: &edition{p: words.Printer("sq")}}
	table := Table{Columns: make([]Column, 4)}
	for i, w := range []string{"Emri", "Ëndrra", "", "Çështja", "Cilësia", "Emri"} {
		day := text("një ditë")
		day.Key = fmt.Sprintf("2019-01-%02d", 9-i)
		table.add(text(w), text(fmt.Sprint(2010+i)), day, Cell{Source: &Cite{Title: Words{Text: w}}})
	}
	a.rank(&table)
	for i, want := range []string{"4", "5", "", "3", "2", "4"} {
		cells := table.Rows[i].Cells
		if cells[0].Key != want || cells[3].Key != want {
			t.Errorf("%q has the keys %q and %q, want %q", cells[0].Text, cells[0].Key, cells[3].Key, want)
		}
		if cells[1].Key != "" || cells[2].Key != fmt.Sprintf("2019-01-%02d", 9-i) {
			t.Errorf("numbers and dates got keys of words: %q %q", cells[1].Key, cells[2].Key)
		}
	}
}

// TestTableDropsColumnsThatSayNothing, but never the names of the rows.
func TestTableDropsColumnsThatSayNothing(t *testing.T) {
	table := Table{Columns: []Column{{Label: "a"}, {Label: "b"}, {Label: "c"}, {Label: "d"}}}
	table.add(text(""), text(""), text("x"), Cell{Source: &Cite{}})
	table.add(text(""), text(""), text(""), text(""))
	table.drop()
	if got := fmt.Sprint(table.Columns, len(table.Rows[0].Cells), len(table.Rows[1].Cells)); got != "[{a false} {c false} {d false}] 3 3" {
		t.Error(got)
	}
}
