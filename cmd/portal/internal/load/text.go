package load

import (
	"bytes"
	"fmt"
	"regexp"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// lines is a text without a byte order mark, its lines ending in LF.
func lines(data []byte) []byte {
	return bytes.ReplaceAll(bytes.TrimPrefix(data, utf8BOM), []byte("\r\n"), []byte("\n"))
}

// text is the file's text with a byte order mark removed, lines ending in LF
// and characters composed (NFC); false when the file is not text.
func (l *loader) text(f *File) ([]byte, bool) {
	data := lines(f.Data)
	at := func(offset int) diag.Pos {
		line, col := position(data, offset)
		return diag.Pos{File: f.Path, Line: line, Col: col}
	}
	if i := invalidUTF8(data); i >= 0 {
		l.report(diag.NewError("encoding-invalid", at(i)))
		return nil, false
	}
	if len(bytes.TrimSpace(data)) == 0 {
		l.report(diag.NewError("file-empty", diag.Pos{File: f.Path, Line: 1, Col: 1}, "file", f.Path))
		return nil, false
	}
	if i := bytes.IndexFunc(data, forbidden); i >= 0 {
		r, _ := utf8.DecodeRune(data[i:])
		l.report(diag.NewError("control-character", at(i), "char", fmt.Sprintf("U+%04X", r)))
		return nil, false
	}
	data = norm.NFC.Bytes(data)
	for _, m := range mojibake.FindAllIndex(data, 3) {
		p := at(m[0])
		p.Len = utf8.RuneCount(data[m[0]:m[1]])
		bad := string(data[m[0]:m[1]])
		l.report(diag.NewError("mojibake", p, "text", bad, "intended", intended(bad)))
	}
	return data, true
}

func invalidUTF8(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// forbidden are characters that no editor can see: controls other than tab and
// line feed, bidirectional overrides, the byte order mark inside a text, and
// what is no character at all.
func forbidden(r rune) bool {
	return (unicode.IsControl(r) && r != '\n' && r != '\t') || unicode.Is(unicode.Bidi_Control, r) ||
		unicode.Is(unicode.Noncharacter_Code_Point, r) || r == '\uFEFF' || r == '\uFFFD' || r == '\u2028' || r == '\u2029'
}

// mojibake finds UTF-8 that was once read as Windows-1252: a lead byte's letter
// followed by what a continuation byte looks like. None of these pairs occurs
// in Albanian, Serbian or English.
var mojibake = regexp.MustCompile("[ÃÄÅ][\u0080-\u00BFŒœŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|â€[œ\u009D™˜“”žš¦¢\u009C\u0098\u0099]")

// intended undoes the wrong reading when it can.
func intended(bad string) string {
	var out []byte
	for _, r := range bad {
		b, ok := windows1252(r)
		if !ok {
			return "?"
		}
		out = append(out, b)
	}
	if !utf8.Valid(out) {
		return "?"
	}
	return string(out)
}

func windows1252(r rune) (byte, bool) {
	const upper = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ"
	if r < 0x80 || (r >= 0xA0 && r <= 0xFF) {
		return byte(r), true
	}
	i := 0
	for _, u := range upper {
		if u == r {
			return byte(0x80 + i), true
		}
		i++
	}
	return 0, false
}
