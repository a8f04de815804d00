package load

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// tidy puts in order what comes along when a text is pasted from a word processor,
// a PDF or a web page and means the same: every blank is an ordinary blank, a
// non-breaking hyphen a hyphen, letters and digits of another width or style and
// letters joined into one sign are plain letters, and marks that only tell where a
// line may break are gone. Editors do not see any of it, so they are not told.
func tidy(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 || r == '\v' }) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	last := ' '
	for i, r := range s {
		switch {
		case breaks(r) || binds(r) && !bound(last):
			continue
		case r == utf8.RuneError:
			_, size := utf8.DecodeRuneInString(s[i:])
			b.WriteString(s[i : i+size]) // what is no text is told, not mended
		default:
			b.WriteString(plainly(r))
		}
		last = r
	}
	return b.String()
}

// breaks tells marks that say where a line may or may not break: soft hyphen,
// zero-width space, word joiner, and a byte order mark that has come inside.
func breaks(r rune) bool {
	return r == '\u00AD' || r == '\u200B' || r == '\u2060' || r == '\uFEFF'
}

// binds tells marks that change the sign before them, in scripts and emoji that
// have such signs: joiners and variation selectors.
func binds(r rune) bool {
	return r == '\u200C' || r == '\u200D' || r >= '\uFE00' && r <= '\uFE0F'
}

// bound reports whether such a mark after r can mean anything. Our letters, digits
// and signs stand for themselves.
func bound(r rune) bool {
	return !unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Nd, unicode.P, unicode.Z, unicode.Cc)
}

// plainly is the plain form of a character, nearly always itself.
func plainly(r rune) string {
	switch {
	case r == '\v' || r == '\u2028' || r != ' ' && unicode.Is(unicode.Zs, r):
		return " "
	case r == '\u2010' || r == '\u2011':
		return "-"
	case r == '\uF0B7' || r == '\uF0A7': // bullets of the font Symbol
		return "•"
	case r >= '\uFB00' && r <= '\uFB06', // ﬁ
		r >= '\u01C4' && r <= '\u01CC', r >= '\u01F1' && r <= '\u01F3', // ǆ
		r >= '\uFF10' && r <= '\uFF19', r >= '\uFF21' && r <= '\uFF3A', r >= '\uFF41' && r <= '\uFF5A', // １
		r >= 0x1D400 && r <= 0x1D7FF: // 𝟏
		return norm.NFKC.String(string(r))
	}
	return string(r)
}

// typed is a value that is not for reading (an id, a date, a number) without the
// quotation marks round it and the long hyphens in it that a word processor makes
// of straight ones.
func typed(s string) string {
	const quotes = "“”„‟«»‹›‘’‚‛"
	first, size := utf8.DecodeRuneInString(s)
	last, end := utf8.DecodeLastRuneInString(s)
	if len(s) > size+end && strings.ContainsRune(quotes, first) && strings.ContainsRune(quotes, last) {
		s = strings.TrimSpace(s[size : len(s)-end])
	}
	return strings.NewReplacer("–", "-", "−", "-").Replace(s)
}

// bullets makes list items of lines that begin with the bullet of a word
// processor, so that they do not run into one paragraph. Columns stay.
func bullets(body []byte) []byte {
	lines := strings.SplitAfter(string(body), "\n")
	for i, line := range lines {
		rest := strings.TrimLeft(line, " \t")
		r, size := utf8.DecodeRuneInString(rest)
		after := rest[min(size, len(rest)):]
		tab := strings.HasPrefix(after, "\t")
		switch {
		case strings.ContainsRune("•·▪▫●○◦‣⁃∙■□➢", r) && r != utf8.RuneError && (tab || strings.HasPrefix(after, " ")),
			(r == 'o' || r == '–' || r == '§') && tab: // further levels
			lines[i] = line[:len(line)-len(rest)] + "- " + after[1:]
		}
	}
	return []byte(strings.Join(lines, ""))
}
