package spreadsheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// Limits on a workbook that comes from outside. A form of a hundred activities has
// 30 KB, unpacked 300.
const (
	MaxFile     = 4 << 20  // of the file, in bytes
	maxPart     = 16 << 20 // of a part that is read piece by piece, unpacked
	maxSmall    = 2 << 20  // of a part that is read as a whole, which takes more room than it has itself
	maxUnpacked = 32 << 20 // of all the parts that are read
	maxParts    = 2000
	maxFilled   = 100_000 // cells with something in them, in one sheet; texts that sheets share
)

// Unreadable says why a file cannot be read. Reason is one of the Reason
// constants.
type Unreadable struct{ Reason string }

func (e Unreadable) Error() string { return "the workbook cannot be read: " + e.Reason }

// Why a file cannot be read.
const (
	ReasonOther     = "other"     // no spreadsheet at all
	ReasonFormat    = "format"    // a spreadsheet in another format
	ReasonEncrypted = "encrypted" // a password is needed
	ReasonMacros    = "macros"    // it carries programs
	ReasonLarge     = "large"     // too large, packed or unpacked
	ReasonBroken    = "broken"
)

// Filled is a workbook that somebody sent back, as far as it can be believed:
// the cells of its sheets. Nothing of it is run or computed.
type Filled struct{ Sheets []FilledSheet }

// FilledSheet is the cells of a sheet that have something in them, in the order
// of rows and columns.
type FilledSheet struct {
	Name  string
	Cells []FilledCell
}

// Sheet is the sheet with a name, nil when there is none.
func (f *Filled) Sheet(name string) *FilledSheet {
	for i := range f.Sheets {
		if f.Sheets[i].Name == name {
			return &f.Sheets[i]
		}
	}
	return nil
}

// FilledCell is one cell; Row and Col count from 1.
type FilledCell struct {
	Row, Col int
	Sort     FilledSort
	Text     string // as stored; of a number the plain decimal, of a date YYYY-MM-DD
	Formula  bool   // Text is what a program once computed
}

// FilledSort is what a cell holds.
type FilledSort uint8

// The sorts of cells. A date and a share in per cent are numbers to a
// spreadsheet, but not to the person who typed them.
const (
	FilledText FilledSort = iota
	FilledNumber
	FilledDate
	FilledPercent
	FilledOther // true or false, or the failure of a formula
)

// ReadFilled reads an XLSX workbook (ECMA-376, transitional or strict). It holds
// no more in memory than the limits allow, whatever the file says of itself. An
// error is always [Unreadable].
//
// The library that writes workbooks is not used here: it reads a sheet as a
// whole, gives room to empty rows, and cannot tell a formula from its result
// before it has done so. These files come from outside.
func ReadFilled(data []byte) (*Filled, error) {
	parts, err := unpack(data)
	if err != nil {
		return nil, err
	}
	b, err := parts.book()
	if err != nil {
		return nil, err
	}
	out := &Filled{}
	for _, s := range b.sheets {
		cells, err := b.read(s.part)
		if err != nil {
			return nil, err
		}
		out.Sheets = append(out.Sheets, FilledSheet{Name: s.name, Cells: cells})
	}
	return out, nil
}

// parts are the files of the package, and how much may still be unpacked.
type parts struct {
	files map[string]*zip.File // by lower-case path: part names do not tell cases apart
	left  int64
}

// oleHead begins the container of encrypted workbooks, and of those from before
// 2007.
var oleHead = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}

func unpack(data []byte) (*parts, error) {
	switch {
	case len(data) > MaxFile:
		return nil, Unreadable{ReasonLarge}
	case bytes.HasPrefix(data, oleHead) && bytes.Contains(data, utf16Bytes("EncryptedPackage")):
		return nil, Unreadable{ReasonEncrypted}
	case bytes.HasPrefix(data, oleHead):
		return nil, Unreadable{ReasonFormat}
	case !bytes.HasPrefix(data, []byte("PK")):
		return nil, Unreadable{ReasonOther}
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, Unreadable{ReasonBroken}
	}
	if len(z.File) > maxParts {
		return nil, Unreadable{ReasonLarge}
	}
	p := &parts{files: map[string]*zip.File{}, left: maxUnpacked}
	for _, f := range z.File {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		switch {
		case f.Flags&1 != 0:
			return nil, Unreadable{ReasonEncrypted}
		case p.files[name] != nil: // two programs would read two workbooks
			return nil, Unreadable{ReasonBroken}
		case path.Base(name) == "vbaproject.bin":
			return nil, Unreadable{ReasonMacros}
		}
		p.files[name] = f
	}
	return p, nil
}

func utf16Bytes(s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

// open unpacks a part; nil when there is none. What the archive says of its size
// is not believed.
func (p *parts) open(name string, most int64) ([]byte, error) {
	f := p.files[strings.ToLower(name)]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, Unreadable{ReasonBroken}
	}
	defer r.Close()
	limit := min(most, p.left)
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if int64(len(data)) > limit {
		return nil, Unreadable{ReasonLarge}
	}
	if err != nil {
		return nil, Unreadable{ReasonBroken}
	}
	p.left -= int64(len(data))
	return data, nil
}

// decode reads a part into v; nothing happens when there is none.
func (p *parts) decode(name string, v any) (there bool, err error) {
	data, err := p.open(name, maxSmall)
	if err != nil || data == nil {
		return false, err
	}
	if err := xml.Unmarshal(data, v); err != nil {
		return false, Unreadable{ReasonBroken}
	}
	return true, nil
}

// book is what a workbook says of its sheets and what they share.
type book struct {
	*parts
	sheets  []sheetPart
	strings []string
	sorts   []FilledSort // by style
	from    time.Time    // day 0
}

type sheetPart struct{ name, part string }

// The XML below names no namespaces, because transitional and strict files have
// different ones.
type relationships struct {
	Items []struct {
		ID     string `xml:"Id,attr"`
		Type   string `xml:"Type,attr"`
		Target string `xml:"Target,attr"`
	} `xml:"Relationship"`
}

func (p *parts) book() (*book, error) {
	var types struct {
		Overrides []struct {
			Type string `xml:"ContentType,attr"`
		} `xml:"Override"`
	}
	if ok, err := p.decode("[Content_Types].xml", &types); err != nil || !ok {
		return nil, orFormat(err)
	}
	for _, t := range types.Overrides {
		if strings.Contains(strings.ToLower(t.Type), "macroenabled") {
			return nil, Unreadable{ReasonMacros}
		}
	}
	root, err := p.related("_rels/.rels", "")
	if err != nil {
		return nil, err
	}
	main := root.ofType("/officeDocument")
	var workbook struct {
		Properties struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string     `xml:"name,attr"`
			Attrs []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	if ok, err := p.decode(main, &workbook); err != nil || !ok || len(workbook.Sheets) == 0 {
		return nil, orFormat(err)
	}
	rels, err := p.related(path.Join(path.Dir(main), "_rels", path.Base(main)+".rels"), path.Dir(main))
	if err != nil {
		return nil, err
	}
	b := &book{parts: p, from: epoch1900}
	if v := workbook.Properties.Date1904; v == "1" || v == "true" {
		b.from = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	named := map[string]bool{}
	for _, s := range workbook.Sheets {
		if named[strings.ToLower(s.Name)] {
			return nil, Unreadable{ReasonBroken} // which of the two would be meant?
		}
		named[strings.ToLower(s.Name)] = true
		for _, a := range s.Attrs {
			if a.Name.Local == "id" {
				b.sheets = append(b.sheets, sheetPart{s.Name, rels.ofID(a.Value)})
			}
		}
	}
	if err := b.shared(rels.ofType("/sharedStrings")); err != nil {
		return nil, err
	}
	return b, b.styles(rels.ofType("/styles"))
}

// orFormat is why a package without a workbook cannot be read.
func orFormat(err error) error {
	if err != nil {
		return err
	}
	return Unreadable{ReasonFormat}
}

type relation struct{ id, kind, target string }

type relations []relation

// related reads what a part refers to, as paths from the package's root.
func (p *parts) related(name, folder string) (relations, error) {
	var r relationships
	if _, err := p.decode(name, &r); err != nil {
		return nil, err
	}
	var out relations
	for _, x := range r.Items {
		target := x.Target
		if !strings.HasPrefix(target, "/") {
			target = path.Join(folder, target)
		}
		out = append(out, relation{x.ID, x.Type, strings.TrimPrefix(target, "/")})
	}
	return out, nil
}

func (r relations) ofType(end string) string {
	for _, x := range r {
		if strings.HasSuffix(x.kind, end) {
			return x.target
		}
	}
	return ""
}

func (r relations) ofID(id string) string {
	for _, x := range r {
		if x.id == id {
			return x.target
		}
	}
	return ""
}

// words is a text with its runs; how a word is read aloud (rPh) is left out.
type words struct {
	Text string `xml:"t"`
	Runs []struct {
		Text string `xml:"t"`
	} `xml:"r"`
}

func (w words) String() string {
	var b strings.Builder
	b.WriteString(w.Text)
	for _, r := range w.Runs {
		b.WriteString(r.Text)
	}
	return unescape(b.String())
}

// escaped is a character that XML cannot hold, as ST_Xstring writes it.
var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return escaped.ReplaceAllStringFunc(s, func(e string) string {
		n, _ := strconv.ParseUint(e[2:6], 16, 16)
		return string(rune(n)) // half of a surrogate pair becomes U+FFFD, which is refused later
	})
}

// shared reads the texts that sheets share.
func (b *book) shared(name string) error {
	data, err := b.open(name, maxPart)
	if err != nil || data == nil {
		return err
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	for len(b.strings) <= maxFilled {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return Unreadable{ReasonBroken}
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "si" {
			var w words
			if err := d.DecodeElement(&w, &start); err != nil {
				return Unreadable{ReasonBroken}
			}
			b.strings = append(b.strings, w.String())
		}
	}
	return Unreadable{ReasonLarge}
}

// styles finds which styles show a number as a date or in per cent.
func (b *book) styles(name string) error {
	var sheet struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if _, err := b.decode(name, &sheet); err != nil {
		return err
	}
	codes := map[int]FilledSort{9: FilledPercent, 10: FilledPercent}
	for _, builtIn := range [][2]int{{14, 22}, {27, 36}, {45, 47}, {50, 58}} { // ECMA-376, 18.8.30
		for id := builtIn[0]; id <= builtIn[1]; id++ {
			codes[id] = FilledDate
		}
	}
	for _, f := range sheet.Formats {
		codes[f.ID] = sortOf(f.Code)
	}
	for _, c := range sheet.Cells {
		sort, ok := codes[c.Format]
		if !ok {
			sort = FilledNumber
		}
		b.sorts = append(b.sorts, sort)
	}
	return nil
}

// literal is what a format code shows as it stands: quoted, escaped, or a colour,
// currency or country in brackets.
var literal = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[[^\]]*\]`)

func sortOf(code string) FilledSort {
	code = strings.ToLower(literal.ReplaceAllString(code, ""))
	switch {
	case strings.Contains(code, "general"):
		return FilledNumber
	case strings.ContainsAny(code, "ymdhs"):
		return FilledDate
	case strings.Contains(code, "%"):
		return FilledPercent
	}
	return FilledNumber
}

// cellXML is a cell as it is stored.
type cellXML struct {
	Ref     string    `xml:"r,attr"`
	Style   int       `xml:"s,attr"`
	Type    string    `xml:"t,attr"`
	Value   string    `xml:"v"`
	Inline  words     `xml:"is"`
	Formula *struct{} `xml:"f"`
}

// read reads the cells of a sheet one by one, so that a million empty rows cost
// no memory. A part that is missing (a chart's sheet) has none.
func (b *book) read(name string) ([]FilledCell, error) {
	data, err := b.open(name, maxPart)
	if err != nil || data == nil {
		return nil, err
	}
	var out []FilledCell
	d := xml.NewDecoder(bytes.NewReader(data))
	row, col := 0, 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, Unreadable{ReasonBroken}
		}
		start, ok := token.(xml.StartElement)
		switch {
		case ok && start.Name.Local == "row":
			row, col = place(start, row)
		case ok && start.Name.Local == "c":
			var c cellXML
			if err := d.DecodeElement(&c, &start); err != nil {
				return nil, Unreadable{ReasonBroken}
			}
			col++
			cell, ok := b.cell(c, row, col)
			if !ok {
				return nil, Unreadable{ReasonBroken}
			}
			col = cell.Col
			if cell.Text != "" || cell.Formula {
				out = append(out, cell)
			}
			if len(out) > maxFilled {
				return nil, Unreadable{ReasonLarge}
			}
		}
	}
}

// place is the number of a row, which may be left out: then it is the next one.
func place(start xml.StartElement, before int) (row, col int) {
	for _, a := range start.Attr {
		if a.Name.Local == "r" {
			if n, err := strconv.Atoi(a.Value); err == nil {
				return n, 0
			}
		}
	}
	return before + 1, 0
}

// cell reads a cell; false when it lies nowhere, or refers to a text that is not
// there.
func (b *book) cell(c cellXML, row, col int) (FilledCell, bool) {
	if c.Ref != "" {
		col, row = coordinates(c.Ref)
	}
	out := FilledCell{Row: row, Col: col, Formula: c.Formula != nil}
	if row < 1 || row > maxRows || col < 1 || col > maxCols {
		return out, false
	}
	switch value := strings.TrimSpace(c.Value); c.Type {
	case "s":
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 || n >= len(b.strings) {
			return out, value == ""
		}
		out.Text = b.strings[n]
	case "inlineStr":
		out.Text = c.Inline.String()
	case "str":
		out.Text = unescape(c.Value)
	case "b", "e":
		out.Sort, out.Text = FilledOther, value
	case "d": // ISO 8601
		out.Sort, out.Text = FilledDate, strings.TrimSuffix(value, "T00:00:00")
	default:
		return b.number(out, value, c.Style)
	}
	return out, true
}

// number reads a number: the decimal that a person has typed, not the 17 digits
// that are stored for it.
func (b *book) number(out FilledCell, value string, style int) (FilledCell, bool) {
	if value == "" {
		return out, true
	}
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || !(-1e18 <= n && n <= 1e18) { // NaN is neither
		return out, false
	}
	out.Sort, out.Text = FilledNumber, strconv.FormatFloat(n, 'f', -1, 64)
	if style >= 0 && style < len(b.sorts) {
		out.Sort = b.sorts[style]
	}
	if out.Sort == FilledDate {
		if n != float64(int(n)) || n < 0 || n > 3e6 { // a time of day, or no day of our calendar
			out.Sort = FilledOther
			return out, true
		}
		out.Text = b.from.AddDate(0, 0, int(n)).Format(time.DateOnly)
	}
	return out, true
}

// coordinates takes "B12" apart; 0 where it is no name of a cell.
func coordinates(ref string) (col, row int) {
	i := 0
	for ; i < len(ref) && i < 4; i++ {
		letter := ref[i] &^ 0x20
		if letter < 'A' || letter > 'Z' {
			break
		}
		col = col*26 + int(letter-'A') + 1
	}
	row, err := strconv.Atoi(ref[i:])
	if err != nil {
		return 0, 0
	}
	return col, row
}
