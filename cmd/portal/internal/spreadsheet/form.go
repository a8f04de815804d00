package spreadsheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Form is a workbook that people fill in and send back: tables whose cells are
// protected (without a password) but for those that ask for something, and one
// hidden sheet that tells the program, when the form is read again, what it is.
//
// A table begins in cell A1 with one row of heads and has no merged cells, so
// that screen readers can say which column a cell is in. What a column means is
// also told in each of its cells ([FormColumn.Prompt]).
type Form struct {
	Title    string
	Language string // BCP 47
	Date     string // YYYY-MM-DD, when it was made
	Head     string // stands on top of each printed page
	Sheets   []FormSheet
	Facts    FormFacts
}

// FormSheet is one table. One without input is for reading alone.
type FormSheet struct {
	Name    string
	Columns []FormColumn
	Rows    [][]FormCell
	Blank   int // rows for input below those
}

// Ask is what may be put into the cells of a column.
type Ask uint8

// What a column asks for. AskNothing protects its cells.
const (
	AskNothing Ask = iota
	AskWords
	AskNumber // any
	AskAmount // not negative
	AskCount  // whole, not negative
	AskDate   // not before [FormColumn.From]
	AskOneOf  // of [FormColumn.List], and nothing else
	AskOneOfOrWords
)

// FormColumn is a column of a table.
type FormColumn struct {
	Head   string
	Width  float64 // in characters of the body text
	Ask    Ask
	List   string // the choices: rows of [FormFacts], from its Lists
	From   string // the first day, YYYY-MM-DD
	Prompt string // what belongs here, told where the cursor stands; at most 255 characters
	Wrong  string // said to somebody who enters something else; at most 225 characters
}

// FormCell is what stands in a cell before anybody fills it in: words, or a
// number.
type FormCell struct {
	Text   string
	Number Number
	Strong bool
}

// FormFacts is the hidden sheet: rows of texts. Lists names ranges of it that
// columns offer as choices.
type FormFacts struct {
	Name  string
	Rows  [][]string
	Lists map[string]FormList
}

// FormList is a range within one column of the facts: rows and column count from 0.
type FormList struct{ From, To, Column int }

// DateNumber is the number by which spreadsheets know a day of the Gregorian
// calendar, YYYY-MM-DD (ECMA-376, 1900 date system); empty for no day.
func DateNumber(day string) Number {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return Number(strconv.Itoa(int(t.Sub(epoch1900) / (24 * time.Hour))))
}

// epoch1900 is day 0 for all days after February 1900, which the format takes
// for a leap year.
var epoch1900 = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// wide is how many columns a screen shows: of a table with more, the first one
// stays in sight too.
const wide = 6

// maxPrompt and maxWrong are what spreadsheets allow; a longer text makes them
// refuse the whole file.
const (
	maxPrompt = 255
	maxWrong  = 225
)

// WriteForm writes the form as XLSX. The same form gives the same bytes.
func WriteForm(w io.Writer, f Form) error {
	b := &formWriter{form: f, file: excelize.NewFile()}
	b.file.SetZipWriter(newGrowing)
	defer b.file.Close()
	if err := b.write(); err != nil {
		return fmt.Errorf("write the form: %w", err)
	}
	if _, err := b.file.WriteTo(w); err != nil {
		return fmt.Errorf("write the form: %w", err)
	}
	return nil
}

// formWriter carries one form. Everything it asks of the library can fail only
// by a bug of ours or a text too long, so failures are gathered and looked at
// once.
type formWriter struct {
	form   Form
	file   *excelize.File
	styles map[string]int // look → the library's number
	err    error
}

func (b *formWriter) try(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *formWriter) write() error {
	b.makeStyles()
	for i, s := range b.form.Sheets {
		if i == 0 {
			b.try(b.file.SetSheetName("Sheet1", s.Name))
		} else {
			_, err := b.file.NewSheet(s.Name)
			b.try(err)
		}
	}
	b.facts() // first: the tables' choices stand there
	for i, s := range b.form.Sheets {
		b.sheet(i, s)
	}
	b.file.SetActiveSheet(0)
	b.try(b.file.ProtectWorkbook(&excelize.WorkbookProtectionOptions{LockStructure: true}))
	describe(b.file, &Book{Title: b.form.Title, Lang: b.form.Language, Day: b.form.Date})
	return b.err
}

// facts writes the hidden sheet.
func (b *formWriter) facts() {
	f := b.form.Facts
	_, err := b.file.NewSheet(f.Name)
	b.try(err)
	for r, row := range f.Rows {
		for c, text := range row {
			b.text(f.Name, cellName(c, r), text)
		}
	}
	b.try(b.file.SetSheetVisible(f.Name, false))
	b.protect(f.Name)
}

func (b *formWriter) sheet(n int, s FormSheet) {
	last := len(s.Rows) + s.Blank // the row of the head is row 0
	for c, col := range s.Columns {
		letter, _ := excelize.ColumnNumberToName(c + 1)
		b.try(b.file.SetColWidth(s.Name, letter, letter, col.Width))
		b.text(s.Name, cellName(c, 0), col.Head)
		b.style(s.Name, c, 0, 0, lookHead)
		b.style(s.Name, c, 1, last, look(col.Ask))
		b.validate(s, c, last)
	}
	for r, row := range s.Rows {
		for c, cell := range row {
			b.cell(s.Name, c, r+1, cell)
		}
	}
	b.heights(s)
	panes := &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}
	if len(s.Columns) > wide {
		panes = &excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}
	}
	b.try(b.file.SetPanes(s.Name, panes))
	b.describe(n, s, last)
	b.print(s.Name)
	b.protect(s.Name)
}

// heights makes each row as high as its texts need. Spreadsheets measure only what
// is typed into them, and trust the file for the rest.
func (b *formWriter) heights(s FormSheet) {
	const line, most = 15, 409 // points
	heads := make([]FormCell, len(s.Columns))
	for c, col := range s.Columns {
		heads[c].Text = col.Head
	}
	for r, row := range append([][]FormCell{heads}, s.Rows...) {
		lines := 1
		for c, cell := range row {
			lines = max(lines, wrapped(cell.Text, s.Columns[c].Width))
		}
		b.try(b.file.SetRowHeight(s.Name, r+1, float64(min(lines*line, most))))
	}
}

// wrapped is about how many lines a text takes in a column. Most letters are
// narrower than the digits in which widths are counted.
func wrapped(text string, width float64) int {
	room := int(width * 1.1)
	lines, used := 1, 0
	for _, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		if used > 0 && used+1+n > room {
			lines, used = lines+1, 0
		}
		if used > 0 {
			used++
		}
		used += n
		lines, used = lines+used/(room+1), used%(room+1)
	}
	return lines
}

// growing writes the parts of a workbook whose rows may grow: the library marks
// every height as chosen by hand, and then a row would stay as high as it is
// while somebody writes more into it.
type growing struct{ excelize.ZipWriter }

func newGrowing(w io.Writer) excelize.ZipWriter { return growing{newSortedZip(w)} }

// Create begins a part.
func (z growing) Create(name string) (io.Writer, error) {
	w, err := z.ZipWriter.Create(name)
	if !strings.HasPrefix(name, "xl/worksheets/") {
		return w, err
	}
	return unmarked{w}, err
}

// unmarked leaves the mark out; the library writes a part at once.
type unmarked struct{ io.Writer }

func (w unmarked) Write(part []byte) (int, error) {
	_, err := w.Writer.Write(bytes.ReplaceAll(part, []byte(` customHeight="true"`), nil))
	return len(part), err
}

// cell fills one cell.
func (b *formWriter) cell(sheet string, col, row int, c FormCell) {
	at := cellName(col, row)
	switch n, err := strconv.ParseFloat(string(c.Number), 64); {
	case c.Number != "" && c.Number.exact() && err == nil:
		b.try(b.file.SetCellFloat(sheet, at, n, -1, 64))
	case c.Number != "":
		b.text(sheet, at, string(c.Number))
	case c.Text != "":
		b.text(sheet, at, c.Text)
	}
	if c.Strong {
		b.style(sheet, col, row, row, lookStrong)
	}
}

// text writes a string as a string, whatever sign it begins with.
func (b *formWriter) text(sheet, at, text string) {
	if cut(text, maxText) != text {
		b.try(fmt.Errorf("%s!%s: a cell takes %d characters, and there are more: %.40s…", sheet, at, maxText, text))
		return
	}
	b.try(b.file.SetCellStr(sheet, at, literally(text)))
}

// literally writes a text that looks like an escaped character, "_x0041_", so
// that it is not read as one (ST_Xstring). The library forgets it.
func literally(text string) string {
	var out strings.Builder
	for i, r := range text {
		if r == '_' && escaped.MatchString(text[i:min(i+7, len(text))]) { // of seven bytes only the whole can match
			out.WriteString("_x005F")
		}
		out.WriteRune(r)
	}
	return out.String()
}

// validate tells what belongs into a column's cells, and refuses the rest.
func (b *formWriter) validate(s FormSheet, c int, last int) {
	col := s.Columns[c]
	if col.Ask == AskNothing || last < 1 {
		return
	}
	if cut(col.Prompt, maxPrompt) != col.Prompt || cut(col.Wrong, maxWrong) != col.Wrong {
		b.try(errors.New(s.Name + ", " + col.Head + ": what is told about the column is too long"))
		return
	}
	v := excelize.NewDataValidation(true)
	v.Sqref = cellName(c, 1) + ":" + cellName(c, last)
	v.SetInput("", col.Prompt)
	style := excelize.DataValidationErrorStyleStop
	switch col.Ask {
	case AskOneOf, AskOneOfOrWords:
		v.SetSqrefDropList(b.list(col.List))
		if col.Ask == AskOneOfOrWords {
			style = excelize.DataValidationErrorStyleInformation
		}
	case AskCount:
		b.try(v.SetRange(0, 0, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorGreaterThanOrEqual))
	case AskAmount:
		b.try(v.SetRange(0, 0, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorGreaterThanOrEqual))
	case AskNumber:
		b.try(v.SetRange(-1e15, 1e15, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween))
	case AskDate:
		from, _ := strconv.Atoi(string(DateNumber(col.From)))
		b.try(v.SetRange(from, 0, excelize.DataValidationTypeDate, excelize.DataValidationOperatorGreaterThanOrEqual))
	}
	if col.Wrong != "" {
		v.SetError(style, "", col.Wrong)
	}
	b.try(b.file.AddDataValidation(s.Name, v))
}

// list is the range of a list of choices.
func (b *formWriter) list(name string) string {
	l := b.form.Facts.Lists[name]
	letter, _ := excelize.ColumnNumberToName(l.Column + 1)
	return fmt.Sprintf("'%s'!$%s$%d:$%s$%d", b.form.Facts.Name, letter, l.From+1, letter, l.To+1)
}

// describe names the table and its heads: screen readers look for a name that
// begins with ColumnTitle and read the head with each cell; printers repeat it.
func (b *formWriter) describe(n int, s FormSheet, last int) {
	end, _ := excelize.ColumnNumberToName(len(s.Columns))
	quoted := "'" + s.Name + "'"
	b.try(b.file.SetDefinedName(&excelize.DefinedName{
		Name:     fmt.Sprintf("ColumnTitleRegion%d.A1.%s%d.%d", n+1, end, max(last, 1)+1, n+1),
		RefersTo: quoted + "!$A$1", Scope: s.Name,
	}))
	b.try(b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: quoted + "!$1:$1", Scope: s.Name}))
}

// print sets A4 across, all columns on the page, with page numbers.
func (b *formWriter) print(sheet string) {
	a4, across, one, any := 9, "landscape", 1, 0
	b.try(b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &across, FitToWidth: &one, FitToHeight: &any}))
	narrow, edge, low := 0.4, 0.3, 0.7 // inches
	b.try(b.file.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Left: &narrow, Right: &narrow, Top: &low, Bottom: &low, Header: &edge, Footer: &edge}))
	fit := true
	b.try(b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	b.try(b.file.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddHeader: "&L" + escapeHeader(b.form.Head), OddFooter: "&L&A&R&P / &N"}))
}

// escapeHeader keeps an ampersand of a name from being read as a command.
func escapeHeader(s string) string {
	var out []rune
	for _, r := range s {
		if r == '&' {
			out = append(out, r)
		}
		out = append(out, r)
	}
	return string(out)
}

// protect locks what is not for input. Without a password: it guards against
// slips, and who must change more can. Columns and rows may be made wider.
func (b *formWriter) protect(sheet string) {
	b.try(b.file.ProtectSheet(sheet, &excelize.SheetProtectionOptions{
		SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true,
	}))
}

// The looks of cells. Cells for input have a frame, so that they can be told
// apart without colour too.
const (
	lookPlain  = "plain"
	lookStrong = "strong"
	lookHead   = "head"
	lookWords  = "words"
	lookNumber = "number"
	lookDate   = "date"
)

// look is that of a column's cells. Words are formatted as text, so that "1/2"
// does not become a date where it is typed.
func look(a Ask) string {
	switch a {
	case AskNothing:
		return lookPlain
	case AskNumber, AskAmount, AskCount:
		return lookNumber
	case AskDate:
		return lookDate
	}
	return lookWords
}

func (b *formWriter) makeStyles() {
	const general, text = 0, 49 // built-in number formats (ECMA-376, 18.8.30)
	day := "yyyy-mm-dd"         // the same to every reader, whatever the computer's country
	var frame []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		frame = append(frame, excelize.Border{Type: side, Color: "595959", Style: 1})
	}
	top := &excelize.Alignment{WrapText: true, Vertical: "top"}
	body, strong := &excelize.Font{Size: 11, Family: "Calibri"}, &excelize.Font{Size: 11, Family: "Calibri", Bold: true}
	fill := func(colour string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
	}
	input := excelize.Style{
		Alignment: top, Border: frame, Font: body, Fill: fill("FFF8DC"), NumFmt: text,
		Protection: &excelize.Protection{Locked: false},
	}
	number, date := input, input
	number.NumFmt, date.NumFmt, date.CustomNumFmt = general, general, &day
	b.styles = map[string]int{}
	rule := []excelize.Border{{Type: "bottom", Color: "BFBFBF", Style: 1}}
	b.make(lookPlain, excelize.Style{Alignment: top, Font: body, Border: rule})
	b.make(lookStrong, excelize.Style{Alignment: top, Font: strong})
	b.make(lookHead, excelize.Style{Alignment: top, Font: strong, Border: frame, Fill: fill("D9E2EC")})
	b.make(lookWords, input)
	b.make(lookNumber, number)
	b.make(lookDate, date)
}

func (b *formWriter) make(name string, s excelize.Style) {
	id, err := b.file.NewStyle(&s)
	b.try(err)
	b.styles[name] = id
}

// style gives rows of a column a look.
func (b *formWriter) style(sheet string, col, from, to int, name string) {
	if to >= from {
		b.try(b.file.SetCellStyle(sheet, cellName(col, from), cellName(col, to), b.styles[name]))
	}
}

// cellName is the name of a cell; column and row count from 0.
func cellName(col, row int) string {
	name, _ := excelize.CoordinatesToCellName(col+1, row+1)
	return name
}
