// Package spreadsheet writes and reads spreadsheets.
//
// A [Book] is sheets of cells: a text, a [Number], true or false, or nothing. It
// is written as XLSX (ECMA-376) and as ODS (ODF 1.3), and both say the same. A
// text stays a text whatever it looks like: "=1+1" is no formula, "0800" keeps
// its noughts and "1.10" its last one, so nothing has to be put in front of a
// cell as in CSV. The first row of a sheet is its head: it stays in sight, and is
// told apart by more than colour.
//
// The same book gives the same bytes. A file names its title, its language and
// its day, and neither an author nor a program.
//
// What a spreadsheet cannot hold is refused, and never cut: more than a million
// rows, more than 16,384 columns, a text of more than 32,767 characters.
package spreadsheet

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// Book is a whole spreadsheet.
type Book struct {
	Title  string
	Lang   string // BCP 47, of the title and of whoever reads it aloud
	Day    string // ISO 8601, when it was made: the day of what it tells
	Sheets []Sheet
}

// Sheet is one sheet of a book.
type Sheet struct {
	Name   string    // see [SheetName]
	Widths []float64 // of the columns, in characters
	Filter bool      // the head offers to filter by each column
	Rows   [][]any   // the head first; a string, [Number], bool, [Head] or nil in each cell
}

// Number is an exact decimal with a point.
type Number string

// Head is a text that names what stands beside or below it.
type Head string

// maxDigits is how many digits a spreadsheet counts with (IEEE 754): a longer
// number is written as a text, so that none is rounded.
const maxDigits = 15

// exact reports whether a spreadsheet keeps the number as it is.
func (n Number) exact() bool {
	digits := strings.Trim(strings.NewReplacer("-", "", ".", "").Replace(string(n)), "0")
	return len(digits) <= maxDigits
}

// What a sheet can hold: ECMA-376 as spreadsheet programs keep it.
const (
	maxRows  = 1 << 20
	maxCols  = 1 << 14
	maxText  = 32767 // UTF-16 units
	maxSheet = 31    // characters of a name
)

// fits tells what of the book no spreadsheet can hold.
func (b *Book) fits() error {
	for _, s := range b.Sheets {
		if len(s.Rows) > maxRows {
			return fmt.Errorf("sheet %s has %d rows, and a spreadsheet takes %d", s.Name, len(s.Rows), maxRows)
		}
		for i, row := range s.Rows {
			if err := fitting(row); err != nil {
				return fmt.Errorf("sheet %s, row %d: %w", s.Name, i+1, err)
			}
		}
	}
	return nil
}

func fitting(row []any) error {
	if len(row) > maxCols {
		return fmt.Errorf("it has %d cells, and a spreadsheet takes %d", len(row), maxCols)
	}
	for _, cell := range row {
		if text, ok := cell.(string); ok && cut(text, maxText) != text {
			return fmt.Errorf("a cell takes %d characters, and there are more: %.40s…", maxText, text)
		}
	}
	return nil
}

// distinct is the book with a name of its own for each sheet: no program takes two
// alike, or one without a letter, and what two are called is for editors to say.
func (b *Book) distinct() *Book {
	out := *b
	out.Sheets = slices.Clone(b.Sheets)
	taken := map[string]bool{}
	for i := range out.Sheets {
		name := out.Sheets[i].Name
		for n := i + 1; name == "" || taken[strings.ToLower(name)]; n++ {
			number := strconv.Itoa(n)
			name = strings.TrimSpace(cut(out.Sheets[i].Name, maxSheet-1-len(number)) + " " + number)
		}
		taken[strings.ToLower(name)] = true
		out.Sheets[i].Name = name
	}
	return &out
}

// SheetName makes a name that spreadsheet programs take out of the same name in
// several languages: as many of them as there is room for, the first one always.
func SheetName(names ...string) string {
	out := ""
	for i, name := range names {
		name = strings.Trim(strings.Map(nameable, name), "' ")
		if i == 0 {
			out = cut(name, maxSheet)
			continue
		}
		longer := out + " · " + name
		if cut(longer, maxSheet) != longer {
			break
		}
		out = longer
	}
	return out
}

// nameable leaves out what no sheet's name may have.
func nameable(r rune) rune {
	if strings.ContainsRune(`:\/?*[]`, r) {
		return -1
	}
	return r
}

// cut is the beginning of a text that has at most n UTF-16 units.
func cut(text string, n int) string {
	for i, r := range text {
		if n -= utf16.RuneLen(r); n < 0 {
			return text[:i]
		}
	}
	return text
}
