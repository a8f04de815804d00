package form

import (
	"fmt"
	"math/big"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/spreadsheet"
)

// table is a sheet with heads in its first row. What is wrong with a cell as such
// is told when it is first looked at, so that nobody hears of cells that nobody
// reads.
type table struct {
	file, sheet string
	rows        []row
	wrong       func(diag.Diagnostic)
	told        map[diag.Pos]bool
}

// row is a row with something in it.
type row struct {
	table  *table
	number int
	cells  map[int]spreadsheet.FilledCell // by column, from 1
}

// readTable orders the cells of a sheet. wrong hears of faults; nil where the
// program alone wrote.
func readTable(file string, s *spreadsheet.FilledSheet, wrong func(diag.Diagnostic)) *table {
	t := &table{file: file, sheet: s.Name, wrong: wrong, told: map[diag.Pos]bool{}}
	at := map[int]int{} // row → its index
	for _, c := range s.Cells {
		i, ok := at[c.Row]
		if !ok {
			i = len(t.rows)
			at[c.Row] = i
			t.rows = append(t.rows, row{t, c.Row, map[int]spreadsheet.FilledCell{}})
		}
		t.rows[i].cells[c.Col] = c
	}
	return t
}

func (t *table) at(line, col int) diag.Pos {
	return diag.Pos{File: t.file, Sheet: t.sheet, Line: line, Col: col}
}

// row is the row with a number, empty when nothing stands in it.
func (t *table) row(number int) row {
	for _, r := range t.rows {
		if r.number == number {
			return r
		}
	}
	return row{table: t, number: number}
}

func (t *table) head(col int) string { return cleaned(t.row(1).cells[col].Text) }

func (r row) at(col int) diag.Pos { return r.table.at(r.number, col) }

// has reports whether there is anything in a cell.
func (r row) has(col int) bool { return r.cells[col].Formula || cleaned(r.cells[col].Text) != "" }

// answers reports whether there is anything in the cells of an activity that are
// for input.
func (r row) answers() bool {
	for col := colStatus; col <= colWords; col++ {
		if r.has(col) {
			return true
		}
	}
	return false
}

// text is what a cell says, in one line.
func (r row) text(col int) string {
	c := r.cells[col]
	text, hidden := load.Line(c.Text)
	switch {
	case c.Formula:
		r.tell("form-formula", col, "value", text)
	case hidden != 0:
		r.tell("control-character", col, "char", fmt.Sprintf("U+%04X", hidden))
	}
	return text
}

// words is text where words belong: a date or a share is none, because what was
// typed is not what is stored.
func (r row) words(col int) string {
	if sort := r.cells[col].Sort; sort != spreadsheet.FilledText && sort != spreadsheet.FilledNumber && !r.cells[col].Formula {
		r.tell("form-cell", col, "value", r.shown(col))
	}
	return r.text(col)
}

// shown is a cell as its reader saw it, more or less.
func (r row) shown(col int) string {
	c := r.cells[col]
	if v, ok := new(big.Rat).SetString(c.Text); ok && c.Sort == spreadsheet.FilledPercent {
		return strings.TrimSuffix(strings.TrimRight(v.Mul(v, big.NewRat(100, 1)).FloatString(6), "0"), ".") + "%"
	}
	return cleaned(c.Text)
}

// tell tells of a cell once.
func (r row) tell(code string, col int, args ...string) {
	at := r.at(col)
	if r.table.wrong != nil && !r.table.told[at] {
		r.table.told[at] = true
		r.table.wrong(diag.NewError(code, at, args...))
	}
}

func cleaned(text string) string {
	line, _ := load.Line(text)
	return line
}

// fold makes words comparable that somebody typed instead of choosing them.
func fold(text string) string { return strings.ToLower(cleaned(text)) }
