package load

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// lines is a text without a byte order mark, its lines ending in LF.
func lines(data []byte) []byte {
	return bytes.ReplaceAll(bytes.TrimPrefix(data, utf8BOM), []byte("\r\n"), []byte("\n"))
}

// text is the file's text with a byte order mark removed, lines ending in LF,
// characters composed (NFC) and what is pasted along put in order ([tidy]); false
// when the file is not text. Columns are those of that text.
func (l *loader) text(f *File) ([]byte, bool) {
	data := lines(f.Data)
	first := diag.Pos{File: f.Path, Line: 1, Col: 1}
	switch i := invalidUTF8(data); {
	case wide(data):
		l.report(diag.NewError("encoding-invalid", first))
		return nil, false
	case i >= 0:
		l.report(diag.NewError("encoding-invalid", place(f.Path, data, i)))
		return nil, false
	case len(bytes.TrimSpace(data)) == 0:
		l.report(diag.NewError("file-empty", first, "file", f.Path))
		return nil, false
	}
	if l.conflict(f.Path, data) {
		return nil, false
	}
	composed := norm.NFC.Bytes(data)
	for _, m := range mojibake.FindAllIndex(composed, maxOfAKind) {
		p := place(f.Path, composed, m[0])
		p.Len = utf8.RuneCount(composed[m[0]:m[1]])
		bad := string(composed[m[0]:m[1]])
		l.report(diag.NewError("mojibake", p, "text", bad, "intended", intended(bad)))
	}
	text := norm.NFC.String(tidy(string(composed)))
	if i := strings.IndexFunc(text, model.Hidden); i >= 0 {
		l.report(hidden(place(f.Path, []byte(text), i), text[i:]))
		return nil, false
	}
	text = l.oneAlphabet(text, func(offset int) diag.Pos { return place(f.Path, []byte(text), offset) })
	return []byte(text), true
}

// place is that of a byte offset, its column counted in the text put in order.
func place(file string, data []byte, offset int) diag.Pos {
	line, _ := position(data, offset)
	start := bytes.LastIndexByte(data[:offset], '\n') + 1
	before := norm.NFC.String(tidy(string(data[start:offset])))
	return diag.Pos{File: file, Line: line, Col: utf8.RuneCountInString(before) + 1}
}

// hidden is the fault of a text that begins with a character nobody sees.
func hidden(at diag.Pos, text string) diag.Diagnostic {
	r, _ := utf8.DecodeRuneInString(text)
	return diag.NewError("control-character", at, "char", fmt.Sprintf("U+%04X", r))
}

// wide tells a text in two or four bytes per character, which older programs call
// "Unicode", by its byte order mark or by its many zero bytes.
func wide(data []byte) bool {
	head := data[:min(len(data), 1024)]
	return bytes.HasPrefix(head, []byte{0xFF, 0xFE}) || bytes.HasPrefix(head, []byte{0xFE, 0xFF}) ||
		len(head) >= 4 && bytes.Count(head, []byte{0})*3 >= len(head)
}

// maxOfAKind is how many faults of one kind are told of one text: who repairs
// them sees the others.
const maxOfAKind = 20

// conflictMarker begins or ends a part that git could not merge.
var conflictMarker = regexp.MustCompile(`(?m)^(<{7}|\|{7}|>{7})( .*)?$`)

// conflict reports each place where two versions of a text stand one above the
// other, by its first mark.
func (l *loader) conflict(file string, data []byte) bool {
	marks := conflictMarker.FindAllIndex(data, -1)
	inside := false
	told := 0
	for _, m := range marks {
		if told < maxOfAKind && !inside {
			told++
			p := place(file, data, m[0])
			p.Len = 7
			l.report(diag.NewError("conflict-marker", p))
		}
		inside = data[m[0]] != '>'
	}
	return len(marks) > 0
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

// mojibake finds UTF-8 that was once read as Windows-1252 or Windows-1250: a lead
// byte's letter followed by what a continuation byte looks like. None of these
// pairs occurs in Albanian, Serbian or English.
var mojibake = regexp.MustCompile("[ÃÄÅ][\u0080-\u00BFŒœŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|" +
	"[ĂÄĹ][\u0080-\u00A0€‚„…†‡‰Š‹ŚŤŽŹ‘’“”•–—™š›śťžźˇ˘Ł¤Ą¦§¨©«¬\u00AD®Ż°±˛ł´µ¶·¸ą»Ľ˝ľż]|â€[œ\u009D™˜“˜žšŚśť”ž¦¢\u009C\u0098\u0099]")

// intended undoes the wrong reading when it can.
func intended(bad string) string {
	for _, half := range []string{windows1252, windows1250} {
		if s, ok := misread(bad, half); ok {
			return s
		}
	}
	return "?"
}

// The upper halves of two encodings, byte 0x80 first.
const (
	windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ\u00A0¡¢£¤¥¦§¨©ª«¬\u00AD®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ"
	windows1250 = "€\u0081‚\u0083„…†‡\u0088‰Š‹ŚŤŽŹ\u0090‘’“”•–—\u0098™š›śťžź\u00A0ˇ˘Ł¤Ą¦§¨©Ş«¬\u00AD®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙"
)

// misread is the text whose bytes, read with an encoding's upper half, look like bad.
func misread(bad, half string) (string, bool) {
	var out []byte
	for _, r := range bad {
		i := strings.IndexRune(half, r)
		if i < 0 {
			return "", false
		}
		out = append(out, byte(0x80+utf8.RuneCountInString(half[:i])))
	}
	return string(out), utf8.Valid(out)
}
