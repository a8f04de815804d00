package release

import "bytes"

// css notes the addresses that a style sheet loads: url(…), and the plain
// strings of @import and image-set(). It is no parser of CSS: where an escape
// makes an address or a name unclear, what comes out cannot be resolved and is
// reported. (CSS Syntax Module Level 3, "Tokenization".)
func (s *scanner) css(src []byte, at int64, what string) {
	importing := false // between @import and its end
	depth, set := 0, 0 // open brackets; the depth at which image-set( began, or 0
	for i := 0; i < len(src); {
		switch c := src[i]; {
		case bytes.HasPrefix(src[i:], []byte("/*")):
			i = after(src, i+2, "*/")
		case c == '"' || c == '\'':
			text, end := cssString(src, i)
			if importing || set > 0 {
				s.ref(text, what, Show, at+int64(i))
			}
			i = end
		case c == '@':
			name, end := cssName(src, i+1)
			importing = bytes.EqualFold(name, []byte("import")) || bytes.IndexByte(name, '\\') >= 0
			i = end
		case isCSSName(c):
			name, end := cssName(src, i)
			if end == len(src) || src[end] != '(' {
				i = end
				break
			}
			if isCSSAddress(name) {
				var text []byte
				text, i = cssAddress(src, end+1)
				s.ref(text, what, Show, at+int64(end))
				break
			}
			depth++
			if set == 0 && bytes.HasSuffix(bytes.ToLower(name), []byte("image-set")) {
				set = depth
			}
			i = end + 1
		case c == '(':
			depth++
			i++
		case c == ')':
			depth--
			if depth < set {
				set = 0
			}
			i++
		default:
			if c == ';' || c == '{' {
				importing = false
			}
			i++
		}
	}
}

// isCSSAddress knows url( and src(, also when it is written with escapes.
func isCSSAddress(name []byte) bool {
	return bytes.EqualFold(name, []byte("url")) || bytes.EqualFold(name, []byte("src")) || bytes.IndexByte(name, '\\') >= 0
}

// cssAddress reads what stands between url( and its bracket.
func cssAddress(src []byte, from int) (text []byte, end int) {
	for from < len(src) && isCSSSpace(src[from]) {
		from++
	}
	if from < len(src) && (src[from] == '"' || src[from] == '\'') {
		text, end = cssString(src, from)
		return text, after(src, end, ")")
	}
	end = after(src, from, ")")
	return bytes.TrimRight(bytes.TrimSpace(src[from:end]), ") \t\r\n\f"), end
}

// cssString reads a quoted string that begins at from.
func cssString(src []byte, from int) (text []byte, end int) {
	for end = from + 1; end < len(src) && src[end] != src[from]; end++ {
		if src[end] == '\\' {
			end++
		}
	}
	end = min(end, len(src))
	return src[from+1 : end], min(end+1, len(src))
}

func cssName(src []byte, from int) (name []byte, end int) {
	for end = from; end < len(src) && isCSSName(src[end]); end++ {
		if src[end] == '\\' {
			end++ // the escaped character belongs to the name, whatever it is
		}
	}
	end = min(end, len(src))
	return src[from:end], end
}

func isCSSName(c byte) bool {
	return c == '-' || c == '_' || c == '\\' || c >= 0x80 ||
		'0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

func isCSSSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' }

// after is the place behind the next end, or the end of src.
func after(src []byte, from int, end string) int {
	if at := bytes.Index(src[min(from, len(src)):], []byte(end)); at >= 0 {
		return min(from, len(src)) + at + len(end)
	}
	return len(src)
}
