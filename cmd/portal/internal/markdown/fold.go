package markdown

import (
	"strings"
	"unicode"
)

// fold makes an id of a heading's text: ASCII letters and digits in lower case,
// a hyphen for everything between words. A Serbian heading gives the same id in
// Latin and in Cyrillic letters ("Шта је љубав" and "Šta je ljubav" both give
// "sta-je-ljubav"). Letters of other alphabets vanish; nothing left gives "".
func fold(text string) string {
	var b strings.Builder
	gap := false
	for _, r := range text {
		r = unicode.ToLower(r)
		letters := ascii[r]
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			letters = string(r)
		case letters != "":
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’', r == '\u00AD':
			continue // a diacritic of its own (NFD), an apostrophe or a soft hyphen is no gap
		default:
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteString(letters)
	}
	return b.String()
}

// foldings has the lower-case letters of the Latin alphabets of Europe and of
// Serbian and Macedonian Cyrillic. x/text could decompose the Latin ones, but
// not đ, ł or ı, and it lives in package locale.
var foldings = map[string]string{
	"a": "àáâãäåāăąǎа", "ae": "æ", "b": "б", "c": "çćĉċčцчћ", "d": "ďд", "dj": "đђ", "dz": "ǆǳџѕ",
	"e": "èéêëēĕėęěеэ", "f": "ф", "g": "ĝğġģǧг", "gj": "ѓ", "h": "ĥħхһ", "i": "ìíîïĩīĭįıǐи",
	"j": "ĵјй", "k": "ķǩк", "kj": "ќ", "l": "ĺļľŀłл", "lj": "ǉљ", "m": "м", "n": "ñńņňн", "nj": "ǌњ",
	"o": "òóôõöøōŏőǒо", "oe": "œ", "p": "п", "r": "ŕŗřр", "s": "śŝşšșсш", "ss": "ß", "t": "ţťŧțт",
	"th": "þ", "u": "ùúûüũūŭůűųǔу", "v": "в", "w": "ŵ", "y": "ýÿŷ", "z": "źżžзж", "dh": "ð",
}

// ascii is foldings the other way round: letter → what it becomes.
var ascii = func() map[rune]string {
	letters := map[rune]string{}
	for latin, group := range foldings {
		for _, r := range group {
			letters[r] = latin
		}
	}
	return letters
}()
