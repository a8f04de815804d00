package model

import "unicode"

// Hidden reports whether a character is one that no text of a site may have,
// because nobody sees it and programs obey it: a control other than tab and line
// feed, an override of the direction of writing, a tag, a byte order mark inside a
// text, what stands for a letter that was lost, and what is no character at all or
// one in a single font only (private use). Soft hyphens and their like are not
// among them: package load takes those out.
func Hidden(r rune) bool {
	switch {
	case r < 0x7F:
		return r < ' ' && r != '\n' && r != '\t'
	case r == '\u200C' || r == '\u200D': // joiners, which some scripts are not read without
		return false
	case r == '\u00AD' || r == '\u200B' || r == '\u2060':
		return false
	case r == '\uFFFD' || r == '\u2028' || r == '\u2029':
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Co, unicode.Noncharacter_Code_Point, unicode.Bidi_Control, unicode.Other_Default_Ignorable_Code_Point) ||
		unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}
