// Package export writes what programs read: open data, the sitemap, robots.txt
// and the feeds.
//
// In goes the loaded site with its plan of addresses; out come the files of
// design.md §4, to the letter, because programs will read them. A set of data
// is one [Table] with the columns that package dataset declares, and all its
// formats say the same:
//
//   - CSV (RFC 4180, UTF-8 with a byte order mark, CRLF, a header even when there
//     are no rows). A cell that a spreadsheet would take for a formula gets a
//     leading apostrophe; in the other formats the text stays as it is, because
//     there it says of itself that it is a text.
//   - JSON, an array of objects with the same keys in the same order, the columns
//     of the languages folded into one object.
//   - XLSX and ODS, with the cells of the CSV on the first sheet, what each column
//     means on the second, and on the third what the set is, from which day, and
//     which documents it cites.
//
// What tells of all sets at once comes from the same declaration: a data package
// ([Exporter.Package]), a catalogue ([Exporter.Catalogue]) and the checksums of
// all files ([Checksums]). Each series has its figures as a file of its own too
// ([Exporter.Series]), with what it is ([Exporter.SeriesMetadata]).
//
// White space inside a text is collapsed, so a cell has no line end.
//
// Nothing here formats for readers: numbers have a point, dates are ISO 8601,
// and what is not known is an empty cell or null.
package export

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/dataset"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/spreadsheet"
)

// Table is one set of open data.
type Table struct {
	dataset.Set
	Rows  [][]any // a string, int, [Number], bool, []string, [model.Text] or nil for each column
	langs []string
	book  spreadsheet.Book // what stands round the data in a spreadsheet; the first sheet is empty until the data are in it
}

// Number is an exact decimal, written as a number in JSON.
type Number model.Decimal

// Write writes the table in a format of [route.DataFormats].
func (t *Table) Write(w io.Writer, format string) error {
	switch format {
	case "csv":
		return t.csv(w)
	case "xlsx":
		return spreadsheet.XLSX(w, t.workbook())
	case "ods":
		return spreadsheet.ODS(w, t.workbook())
	case "json":
		return t.json(w)
	}
	return fmt.Errorf("no such format: %s", format)
}

func (t *Table) csv(w io.Writer) error {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(t.header()); err != nil {
		return err
	}
	line := make([]string, 0, len(t.Columns)*2)
	for _, row := range t.Rows {
		line = line[:0]
		for i, c := range t.Columns {
			line = append(line, t.cells(c, row[i])...)
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func (t *Table) header() []string {
	var out []string
	for _, c := range t.Columns {
		out = append(out, t.names(c)...)
	}
	return out
}

// names are the heads of a column: one, or one per language.
func (t *Table) names(c dataset.Column) []string {
	if !c.Langs {
		return []string{c.Name}
	}
	out := make([]string, len(t.langs))
	for i, l := range t.langs {
		out[i] = c.Name + "_" + l
	}
	return out
}

// cells are the CSV cells of a value: one, or one per language.
func (t *Table) cells(c dataset.Column, value any) []string {
	if !c.Langs {
		return []string{guard(plain(value))}
	}
	words, _ := value.(model.Text)
	out := make([]string, len(t.langs))
	for i, l := range t.langs {
		out[i] = guard(collapse(words[l]))
	}
	return out
}

func plain(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return collapse(v)
	case int:
		return strconv.Itoa(v)
	case Number:
		return string(v)
	case bool:
		return strconv.FormatBool(v)
	case []string:
		return strings.Join(v, ";")
	}
	panic(fmt.Sprintf("export: no cell for %T", value))
}

func collapse(s string) string { return strings.Join(strings.Fields(s), " ") }

// numeric is what a spreadsheet may take as it is: a number or a phone number.
var numeric = regexp.MustCompile(`^[+-]?[0-9][0-9 .]*$`)

// guard keeps a spreadsheet from running a cell as a formula (OWASP, CSV injection).
func guard(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) && !numeric.MatchString(cell) {
		return "'" + cell
	}
	return cell
}

func (t *Table) json(w io.Writer) error {
	var b strings.Builder
	b.WriteString("[")
	for i, row := range t.Rows {
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString("\n{")
		for j, c := range t.Columns {
			if j > 0 {
				b.WriteString(", ")
			}
			b.WriteString(quote(c.Name) + ": " + t.encode(c, row[j]))
		}
		b.WriteString("}")
	}
	if len(t.Rows) > 0 {
		b.WriteString("\n")
	}
	b.WriteString("]\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// encode is a value in JSON; what is not known is null.
func (t *Table) encode(c dataset.Column, value any) string {
	if c.Langs {
		words, _ := value.(model.Text)
		parts := make([]string, len(t.langs))
		for i, l := range t.langs {
			parts[i] = quote(l) + ": " + quoteOrNull(collapse(words[l]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	switch v := value.(type) {
	case []string:
		parts := make([]string, len(v))
		for i, s := range v {
			parts[i] = quote(s)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case int, bool:
		return plain(v)
	case Number:
		return decimal(string(v))
	}
	return quoteOrNull(plain(value))
}

// decimal is a number as JSON spells it (RFC 8259): no leading zeros.
func decimal(s string) string {
	sign := ""
	if rest, negative := strings.CutPrefix(s, "-"); negative {
		sign, s = "-", rest
	}
	s = strings.TrimLeft(s, "0")
	if s == "" || s[0] == '.' {
		s = "0" + s
	}
	return sign + s
}

func quoteOrNull(s string) string {
	if s == "" {
		return "null"
	}
	return quote(s)
}

// quote is a JSON string; letters stay as they are and <, > and & too, since
// no HTML page holds this file.
func quote(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		panic(err) // a string always encodes
	}
	return strings.TrimSuffix(b.String(), "\n")
}
