package spreadsheet

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
)

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	odsType = "application/vnd.oasis.opendocument.spreadsheet"
)

// ODS writes the book as an OpenDocument spreadsheet (ODF 1.3).
func ODS(w io.Writer, b *Book) error {
	if err := b.fits(); err != nil {
		return err
	}
	b = b.distinct()
	z := zip.NewWriter(w)
	if err := writeMimetype(z); err != nil {
		return err
	}
	for _, part := range []struct{ name, text string }{
		{"META-INF/manifest.xml", odsManifest},
		{"meta.xml", b.odsMeta()},
		{"settings.xml", b.odsSettings()},
		{"styles.xml", b.odsStyles()},
		{"content.xml", b.odsContent()},
	} {
		to, err := z.Create(part.name)
		if err == nil {
			_, err = io.WriteString(to, xmlHead+part.text)
		}
		if err != nil {
			return err
		}
	}
	return z.Close()
}

// writeMimetype puts the type of the file where programs look for it: first, as
// it is, with nothing between its name and its text (ODF 1.3 part 2, 3.3).
func writeMimetype(z *zip.Writer) error {
	to, err := z.CreateRaw(&zip.FileHeader{
		Name: "mimetype", Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte(odsType)),
		CompressedSize64: uint64(len(odsType)), UncompressedSize64: uint64(len(odsType)),
	})
	if err == nil {
		_, err = io.WriteString(to, odsType)
	}
	return err
}

const odsManifest = `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">` +
	`<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="` + odsType + `"/>` +
	`<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>` +
	`<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>` +
	`<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/>` +
	`<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>`

// odsSpaces are the namespaces of all parts.
const odsSpaces = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"` +
	` xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"` +
	` xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"` +
	` xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"` +
	` xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"`

func (b *Book) odsMeta() string {
	return fmt.Sprintf(`<office:document-meta%s><office:meta><dc:title>%s</dc:title><dc:language>%s</dc:language>`+
		`<meta:creation-date>%sT00:00:00</meta:creation-date><dc:date>%[4]sT00:00:00</dc:date></office:meta></office:document-meta>`,
		odsSpaces, escape(b.Title), escape(b.Lang), b.Day)
}

// odsSettings keep the head of each sheet in sight.
func (b *Book) odsSettings() string {
	var out strings.Builder
	out.WriteString(`<office:document-settings` + odsSpaces + `><office:settings><config:config-item-set config:name="ooo:view-settings">` +
		`<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>` +
		`<config:config-item config:name="ViewId" config:type="string">view1</config:config-item><config:config-item-map-named config:name="Tables">`)
	for _, s := range b.Sheets {
		fmt.Fprintf(&out, `<config:config-item-map-entry config:name="%s">`, escape(s.Name))
		for _, item := range [][3]string{
			{"VerticalSplitMode", "short", "2"},
			{"VerticalSplitPosition", "int", "1"},
			{"ActiveSplitRange", "short", "2"},
			{"PositionTop", "int", "0"},
			{"PositionBottom", "int", "1"},
		} {
			fmt.Fprintf(&out, `<config:config-item config:name="%s" config:type="%s">%s</config:config-item>`, item[0], item[1], item[2])
		}
		out.WriteString(`</config:config-item-map-entry>`)
	}
	out.WriteString(`</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed>` +
		`</config:config-item-set></office:settings></office:document-settings>`)
	return out.String()
}

// odsStyles say in what language the texts are: that of the book.
func (b *Book) odsStyles() string {
	lang, script, _ := strings.Cut(b.Lang, "-")
	attributes := `fo:language="` + escape(lang) + `" fo:country="none"`
	if len(script) == len("Latn") {
		attributes += ` fo:script="` + escape(script) + `"`
	}
	return `<office:document-styles` + odsSpaces + `><office:styles><style:default-style style:family="table-cell"><style:text-properties ` +
		attributes + `/></style:default-style><style:style style:name="Default" style:family="table-cell"/></office:styles></office:document-styles>`
}

// The cells' styles; the format of a text is "@", so that it stays one when
// somebody types it again.
const odsCellStyles = `<number:text-style style:name="N1"><number:text-content/></number:text-style>` +
	`<number:boolean-style style:name="N2"><number:boolean/></number:boolean-style>` +
	`<style:style style:name="row" style:family="table-row"><style:table-row-properties style:use-optimal-row-height="true"/></style:style>` +
	`<style:style style:name="head" style:family="table-cell" style:parent-style-name="Default" style:data-style-name="N1">` +
	`<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top" fo:border-bottom="0.05cm solid #000000"/>` +
	`<style:text-properties fo:font-weight="bold"/></style:style>` +
	`<style:style style:name="text" style:family="table-cell" style:parent-style-name="Default" style:data-style-name="N1">` +
	`<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>` +
	`<style:style style:name="truth" style:family="table-cell" style:parent-style-name="Default" style:data-style-name="N2">` +
	`<style:table-cell-properties style:vertical-align="top"/></style:style>` +
	`<style:style style:name="number" style:family="table-cell" style:parent-style-name="Default">` +
	`<style:table-cell-properties style:vertical-align="top"/></style:style>`

// perCharacter is the width of a character in centimetres, about.
const perCharacter = 0.21

func (b *Book) odsContent() string {
	var out strings.Builder
	out.WriteString(`<office:document-content` + odsSpaces + `><office:automatic-styles>` + odsCellStyles)
	for i, s := range b.Sheets {
		for j, width := range s.Widths {
			fmt.Fprintf(&out, `<style:style style:name="w%d-%d" style:family="table-column"><style:table-column-properties style:column-width="%.2fcm"/></style:style>`,
				i, j, width*perCharacter)
		}
	}
	out.WriteString(`</office:automatic-styles><office:body><office:spreadsheet>`)
	for i, s := range b.Sheets {
		odsSheet(&out, i, s)
	}
	odsFilters(&out, b.Sheets)
	out.WriteString(`</office:spreadsheet></office:body></office:document-content>`)
	return out.String()
}

func odsSheet(out *strings.Builder, i int, s Sheet) {
	fmt.Fprintf(out, `<table:table table:name="%s">`, escape(s.Name))
	for j := range s.Widths {
		fmt.Fprintf(out, `<table:table-column table:style-name="w%d-%d"/>`, i, j)
	}
	for n, row := range s.Rows {
		if n == 0 {
			out.WriteString(`<table:table-header-rows>`)
		}
		out.WriteString(`<table:table-row table:style-name="row">`)
		for _, cell := range row {
			odsCell(out, cell)
		}
		out.WriteString("</table:table-row>\n")
		if n == 0 {
			out.WriteString(`</table:table-header-rows>`)
		}
	}
	out.WriteString(`</table:table>`)
}

func odsCell(out *strings.Builder, value any) {
	switch v := value.(type) {
	case Head:
		odsText(out, "head", string(v))
	case string:
		odsText(out, "text", v)
	case bool:
		fmt.Fprintf(out, `<table:table-cell table:style-name="truth" office:value-type="boolean" office:boolean-value="%t"><text:p>%[1]t</text:p></table:table-cell>`, v)
	case Number:
		if !v.exact() {
			odsText(out, "text", string(v))
			return
		}
		fmt.Fprintf(out, `<table:table-cell table:style-name="number" office:value-type="float" office:value="%s"><text:p>%[1]s</text:p></table:table-cell>`, escape(string(v)))
	default:
		out.WriteString(`<table:table-cell/>`)
	}
}

// odsText is a cell with a text, a paragraph for each of its lines. Readers of
// XML take several blanks for one, so each further one is an element.
func odsText(out *strings.Builder, look, text string) {
	fmt.Fprintf(out, `<table:table-cell table:style-name="%s" office:value-type="string">`, look)
	for line := range strings.SplitSeq(text, "\n") {
		line = escape(line)
		if strings.HasPrefix(line, " ") {
			line = `<text:s/>` + line[1:]
		}
		fmt.Fprintf(out, `<text:p>%s</text:p>`, strings.ReplaceAll(line, "  ", " <text:s/>"))
	}
	out.WriteString(`</table:table-cell>`)
}

// odsFilters are the heads that offer to filter.
func odsFilters(out *strings.Builder, sheets []Sheet) {
	ranges := ""
	for i, s := range sheets {
		if s.Filter && len(s.Rows) > 0 && len(s.Rows[0]) > 0 {
			name := quoted(s.Name)
			ranges += fmt.Sprintf(`<table:database-range table:name="filter%d" table:target-range-address="%s" table:display-filter-buttons="true"/>`,
				i, escape(fmt.Sprintf("%s.A1:%s.%s%d", name, name, letters(len(s.Rows[0])), len(s.Rows))))
		}
	}
	if ranges != "" {
		out.WriteString(`<table:database-ranges>` + ranges + `</table:database-ranges>`)
	}
}

// letters name a column: 1 is A, 27 is AA.
func letters(n int) string {
	out := ""
	for ; n > 0; n = (n - 1) / 26 {
		out = string(rune('A'+(n-1)%26)) + out
	}
	return out
}

// quoted is a sheet's name in an address.
func quoted(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

// escape is a text as XML has it, also inside an attribute.
func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a builder does not fail
	return b.String()
}
