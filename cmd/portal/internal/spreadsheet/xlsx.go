package spreadsheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// XLSX writes the book as XLSX.
func XLSX(w io.Writer, b *Book) error {
	if err := b.fits(); err != nil {
		return err
	}
	b = b.distinct()
	f := excelize.NewFile()
	f.SetZipWriter(newSortedZip)
	err := writeSheets(f, b)
	if err == nil {
		describe(f, b)
		err = f.Write(w)
	}
	return errors.Join(err, f.Close())
}

// writeSheets fills the sheets, each in one stream.
func writeSheets(f *excelize.File, b *Book) error {
	looks, err := newLooks(f)
	if err != nil {
		return err
	}
	for i, s := range b.Sheets {
		if i == 0 {
			err = f.SetSheetName(f.GetSheetName(0), s.Name)
		} else {
			_, err = f.NewSheet(s.Name)
		}
		if err == nil {
			err = writeSheet(f, s, looks)
		}
		if err != nil {
			return fmt.Errorf("sheet %s: %w", s.Name, err)
		}
	}
	return nil
}

func writeSheet(f *excelize.File, s Sheet, looks looks) error {
	if err := frame(f, s); err != nil {
		return err
	}
	out, err := f.NewStreamWriter(s.Name)
	if err != nil {
		return err
	}
	for i, width := range slices.Backward(s.Widths) { // the library puts each before the others
		if err := out.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for i, row := range s.Rows {
		cells := make([]any, len(row))
		for j, cell := range row {
			cells[j] = looks.cell(cell)
		}
		if err := out.SetRow("A"+strconv.Itoa(i+1), cells); err != nil {
			return err
		}
	}
	return out.Flush()
}

// frame is what stands round the cells: the filter, and the head on every page
// of paper.
func frame(f *excelize.File, s Sheet) error {
	if len(s.Rows) == 0 || len(s.Rows[0]) == 0 {
		return nil
	}
	if s.Filter {
		last, err := excelize.CoordinatesToCellName(len(s.Rows[0]), len(s.Rows))
		if err == nil {
			err = f.AutoFilter(s.Name, "A1:"+last, nil)
		}
		if err != nil {
			return err
		}
	}
	return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: quoted(s.Name) + "!$1:$1", Scope: s.Name})
}

// looks are the styles of cells. The format of a text is "@", so that it stays
// one when somebody types it again.
type looks struct{ head, text, other int }

func newLooks(f *excelize.File) (looks, error) {
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	head, err1 := f.NewStyle(&excelize.Style{
		NumFmt: 49, Alignment: top, Font: &excelize.Font{Bold: true}, Border: []excelize.Border{{Type: "bottom", Style: 2, Color: "000000"}},
	})
	text, err2 := f.NewStyle(&excelize.Style{NumFmt: 49, Alignment: top})
	other, err3 := f.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}})
	return looks{head, text, other}, errors.Join(err1, err2, err3)
}

// cell is a value as the library takes it. A string is written as a string
// (t="inlineStr"), whatever it begins with.
func (l looks) cell(value any) any {
	switch v := value.(type) {
	case Head:
		return excelize.Cell{StyleID: l.head, Value: string(v)}
	case string:
		return excelize.Cell{StyleID: l.text, Value: v}
	case bool:
		return excelize.Cell{StyleID: l.other, Value: v}
	case Number:
		if n, err := strconv.ParseFloat(string(v), 64); err == nil && v.exact() {
			return excelize.Cell{StyleID: l.other, Value: n}
		}
		return excelize.Cell{StyleID: l.text, Value: string(v)}
	}
	return nil
}

// describe says what the book is, in place of what the library says of itself.
func describe(f *excelize.File, b *Book) {
	const app = `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"></Properties>`
	f.Pkg.Store("docProps/app.xml", []byte(xmlHead+app))
	var core bytes.Buffer
	core.WriteString(xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	fmt.Fprintf(&core, `<dcterms:created xsi:type="dcterms:W3CDTF">%sT00:00:00Z</dcterms:created>`, b.Day)
	fmt.Fprintf(&core, `<dc:language>%s</dc:language>`, escape(b.Lang))
	fmt.Fprintf(&core, `<dcterms:modified xsi:type="dcterms:W3CDTF">%sT00:00:00Z</dcterms:modified>`, b.Day)
	fmt.Fprintf(&core, `<dc:title>%s</dc:title></cp:coreProperties>`, escape(b.Title))
	f.Pkg.Store("docProps/core.xml", core.Bytes())
}

// sortedZip puts the parts of a file into the order of their names, because the
// library walks a map of sheets.
type sortedZip struct {
	to    io.Writer
	parts map[string]*bytes.Buffer
}

func newSortedZip(w io.Writer) excelize.ZipWriter { return &sortedZip{w, map[string]*bytes.Buffer{}} }

// Create begins a part.
func (z *sortedZip) Create(name string) (io.Writer, error) {
	part := new(bytes.Buffer)
	z.parts[name] = part
	return part, nil
}

// AddFS is a part of the library's interface that it does not ask for.
func (z *sortedZip) AddFS(fs.FS) error { return errors.New("not supported") }

// Close writes the file.
func (z *sortedZip) Close() error {
	out := zip.NewWriter(z.to)
	for _, name := range slices.Sorted(maps.Keys(z.parts)) {
		part, err := out.Create(name)
		if err == nil {
			_, err = part.Write(z.parts[name].Bytes())
		}
		if err != nil {
			return err
		}
	}
	return out.Close()
}
