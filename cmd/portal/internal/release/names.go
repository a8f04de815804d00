package release

import (
	"fmt"
	"io/fs"
	"strings"
	"unicode/utf8"
)

// maxName is the longest name of a file or folder, in bytes, that every common
// file system takes.
const maxName = 255

// validPath refuses a path that is not plain: slash-separated, relative, clean,
// without "." or "..", of names that every file system can have (Windows and
// ZIP included) and that sha256sum writes without escapes.
func validPath(path string) error {
	if !fs.ValidPath(path) || path == "." {
		return fmt.Errorf("path %q: not a clean relative path", path)
	}
	for name := range strings.SplitSeq(path, "/") {
		if reason := nameFault(name); reason != "" {
			return fmt.Errorf("path %q: %s", path, reason)
		}
	}
	return nil
}

func nameFault(name string) string {
	switch {
	case !utf8.ValidString(name):
		return "not UTF-8"
	case len(name) > maxName:
		return "a name is too long"
	case strings.ContainsAny(name, `\<>:"|?*`), strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return "a name has a character that Windows cannot have"
	case strings.HasSuffix(name, "."), strings.HasSuffix(name, " "):
		return "a name ends with a point or a blank, which Windows drops"
	case isDevice(name):
		return "a name is that of a device of Windows"
	}
	return ""
}

// isDevice knows CON, nul.txt, com1.html and the like. Windows also takes the
// superscript digits ¹²³ for 1, 2 and 3.
func isDevice(name string) bool {
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	stem = strings.TrimRight(stem, " ")
	switch stem {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	port, number := strings.TrimPrefix(stem, "COM"), strings.TrimPrefix(stem, "LPT")
	if port != stem {
		number = port
	}
	return number != stem && utf8.RuneCountInString(number) == 1 && strings.ContainsAny(number, "0123456789¹²³")
}
