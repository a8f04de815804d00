package render

import (
	"slices"
	"strconv"
	"strings"
)

// Table is a list of records, one a row. The first cell of a row names it.
type Table struct {
	Caption string
	Style   string // "counts" for narrow columns of numbers, empty for others
	Columns []Column
	Rows    []TableRow
}

// Column is the head of a column.
type Column struct {
	Label   string
	Numbers bool // set at the end of the line, digit under digit
}

// TableRow is one record.
type TableRow struct {
	Facets *ReportFacets // on the page that can be filtered, else nil
	Anchor string
	Link   string // names the row's own address, for rows that are cited; else empty
	Cells  []Cell // one for each column
}

// Cell is one fact. An empty one is not known. Source wins over Words.
type Cell struct {
	Words
	URL    string
	Key    string // what rows are sorted by: a plain number, an ISO 8601 date, a place in the language's order
	Source *Cite
	Mark   *Link // leads to what must be known of it, nil when there is nothing
}

// headed is a table with the given columns, whose heads are interface words.
func (a *assembler) headed(caption string, keys ...string) Table {
	t := Table{Caption: caption}
	for _, key := range keys {
		t.Columns = append(t.Columns, Column{Label: a.t(key)})
	}
	return t
}

// numbers says which columns hold numbers.
func (t *Table) numbers(columns ...int) {
	for _, i := range columns {
		t.Columns[i].Numbers = true
	}
}

// add puts a row at the end.
func (t *Table) add(cells ...Cell) {
	t.Rows = append(t.Rows, TableRow{Cells: cells})
}

// drop takes out the columns in which no row has anything to say.
func (t *Table) drop() {
	for i := len(t.Columns) - 1; i > 0; i-- {
		if !slices.ContainsFunc(t.Rows, func(r TableRow) bool { return r.Cells[i].Text != "" || r.Cells[i].Source != nil }) {
			t.Columns = slices.Delete(t.Columns, i, i+1)
			for j := range t.Rows {
				t.Rows[j].Cells = slices.Delete(t.Rows[j].Cells, i, i+1)
			}
		}
	}
}

// rank gives the words of a table their order in the language as keys: few
// browsers know how Albanian sorts. Columns with keys of their own, and plain
// numbers, need none.
func (a *assembler) rank(t *Table) {
	for column := range t.Columns {
		cells := make([]*Cell, len(t.Rows))
		for i := range t.Rows {
			cells[i] = &t.Rows[i].Cells[column]
		}
		if len(cells) < 2 || !slices.ContainsFunc(cells, func(c *Cell) bool { return c.Key == "" && strings.Trim(c.said(), "0123456789") != "" }) {
			continue
		}
		slices.SortStableFunc(cells, func(x, y *Cell) int { return a.p.Compare(x.said(), y.said()) })
		rank := 0
		for i, c := range cells {
			if i == 0 || a.p.Compare(cells[i-1].said(), c.said()) != 0 {
				rank++
			}
			if c.said() != "" {
				c.Key = strconv.Itoa(rank)
			}
		}
	}
}

// said is what a cell says first.
func (c Cell) said() string {
	if c.Source != nil {
		return c.Source.Title.Text
	}
	return c.Text
}

// text is a cell of plain words in the page's language.
func text(s string) Cell { return Cell{Words: Words{Text: s}} }
