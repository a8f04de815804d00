package diag

import (
	"bufio"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Told is what a reader is told about a diagnostic, in the reader's language.
type Told struct {
	Severity string // "error", "gabim", "greška"
	Message  string // one sentence without a full stop
	HintWord string // "hint", "këshillë", "savet"
	Hint     string // what to do; empty when there is nothing to add
}

// Teller turns code and arguments into words. Package locale makes it.
type Teller func(Diagnostic) Told

// SourceLine gives line n (1-based) of a file as it was read, without its line
// end; false when there is no such line.
type SourceLine func(file string, n int) (string, bool)

// Text prints diagnostics for people: the place, the message, the source line
// with a caret under the fault, and the hint. With color, severities stand out
// (SGR codes); sources never contribute an escape code.
func Text(w io.Writer, list []Diagnostic, tell Teller, line SourceLine, color bool) error {
	b := bufio.NewWriter(w)
	for i, d := range list {
		if i > 0 {
			b.WriteByte('\n')
		}
		told := tell(d)
		severity := told.Severity
		if color {
			code := "31"
			if d.Severity == Warning {
				code = "33"
			}
			severity = "\x1b[1;" + code + "m" + severity + "\x1b[0m"
		}
		fmt.Fprintf(b, "%s: %s [%s]: %s\n", place(d.Pos), severity, d.Code, oneLine(told.Message))
		if src, ok := sourceLine(d.Pos, line); ok {
			text, caret := excerpt(src, d.Pos)
			fmt.Fprintf(b, "%5d | %s\n      | %s\n", d.Pos.Line, text, caret)
		}
		if told.Hint != "" {
			fmt.Fprintf(b, "  %s: %s\n", told.HintWord, strings.ReplaceAll(clean(told.Hint), "\n", "\n    "))
		}
	}
	return b.Flush()
}

// JSON prints an array of objects, one per diagnostic, with the keys code,
// severity, file, line, column, length, message, hint and args, and for a
// workbook sheet and cell. Numbers are 0 when not known; the array is [] when
// there is nothing to say.
func JSON(w io.Writer, list []Diagnostic, tell Teller) error {
	type object struct {
		Code     string            `json:"code"`
		Severity string            `json:"severity"`
		File     string            `json:"file"`
		Line     int               `json:"line"`
		Column   int               `json:"column"`
		Length   int               `json:"length"`
		Sheet    string            `json:"sheet,omitempty"`
		Cell     string            `json:"cell,omitempty"`
		Message  string            `json:"message"`
		Hint     string            `json:"hint,omitempty"`
		Args     map[string]string `json:"args"`
	}
	out := make([]object, 0, len(list))
	for _, d := range list {
		told := tell(d)
		out = append(out, object{
			d.Code, d.Severity.String(), oneLine(d.Pos.File), d.Pos.Line, d.Pos.Col, d.Pos.Len,
			oneLine(d.Pos.Sheet), d.Pos.Cell(), clean(told.Message), clean(told.Hint), cleanArgs(d.Args),
		})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

// GitHub prints workflow commands ("::error file=…,line=…::…"), which GitHub
// shows on the lines of a pull request. Escaping follows the actions toolkit:
// %, CR and LF in messages, also : and , in properties.
func GitHub(w io.Writer, list []Diagnostic, tell Teller) error {
	b := bufio.NewWriter(w)
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	message := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	for _, d := range list {
		fmt.Fprintf(b, "::%s file=%s", d.Severity, property.Replace(clean(d.Pos.File)))
		if d.Pos.Line > 0 && d.Pos.Sheet == "" {
			fmt.Fprintf(b, ",line=%d", d.Pos.Line)
		}
		if d.Pos.Col > 0 && d.Pos.Sheet == "" {
			fmt.Fprintf(b, ",col=%d,endColumn=%d", d.Pos.Col, d.Pos.Col+max(d.Pos.Len, 1))
		}
		fmt.Fprintf(b, ",title=%s::%s\n", property.Replace(d.Code), message.Replace(advice(d, tell(d))))
	}
	return b.Flush()
}

// HTML prints an ordered list for the preview's overlay. Everything that comes
// from the site is escaped. open gives the address that opens a place in the
// editor's program, empty where there is none; it may be nil.
func HTML(w io.Writer, list []Diagnostic, tell Teller, line SourceLine, open func(Pos) string) error {
	b := bufio.NewWriter(w)
	b.WriteString("<ol class=\"diagnostics\">\n")
	for _, d := range list {
		told := tell(d)
		fmt.Fprintf(b, "<li class=\"diagnostic diagnostic--%s\"><p><b>%s</b> %s [%s]<br>%s</p>",
			d.Severity, html.EscapeString(told.Severity), linked(d.Pos, open), d.Code, html.EscapeString(clean(told.Message)))
		if src, ok := sourceLine(d.Pos, line); ok {
			text, caret := excerpt(src, d.Pos)
			fmt.Fprintf(b, "<pre>%s\n%s</pre>", html.EscapeString(text), caret)
		}
		if told.Hint != "" {
			fmt.Fprintf(b, "<p>%s: %s</p>", html.EscapeString(told.HintWord), html.EscapeString(clean(told.Hint)))
		}
		b.WriteString("</li>\n")
	}
	b.WriteString("</ol>\n")
	return b.Flush()
}

// linked is a place as HTML, to copy and, where it can be opened, to click.
func linked(p Pos, open func(Pos) string) string {
	code := "<code>" + html.EscapeString(place(p)) + "</code>"
	if open == nil || open(p) == "" {
		return code
	}
	return fmt.Sprintf("<a href=\"%s\">%s</a>", html.EscapeString(open(p)), code)
}

// place is file:line:col as editors and terminals turn into a link; in a
// workbook file:Sheet!G7.
func place(p Pos) string {
	file := oneLine(p.File)
	if p.Sheet != "" {
		return file + ":" + inWorkbook(p)
	}
	if p.Line == 0 {
		return file
	}
	return fmt.Sprintf("%s:%d:%d", file, p.Line, max(p.Col, 1))
}

// inWorkbook is a sheet, or a cell of it.
func inWorkbook(p Pos) string {
	if cell := p.Cell(); cell != "" {
		return oneLine(p.Sheet) + "!" + cell
	}
	return oneLine(p.Sheet)
}

func sourceLine(p Pos, line SourceLine) (string, bool) {
	if line == nil || p.Line == 0 || p.Sheet != "" {
		return "", false
	}
	return line(p.File, p.Line)
}

// excerptWidth keeps a fault in a very long line readable, in characters.
const excerptWidth = 100

// excerpt is the part of a source line round the fault and a caret line that
// stands under it, whatever tabs and wide lines came before. Of a very long line
// no more is looked at than is needed.
func excerpt(src string, p Pos) (text, caret string) {
	at, col := 0, max(p.Col, 1)-1
	for n := 0; n < col && at < len(src); n++ {
		_, size := utf8.DecodeRuneInString(src[at:])
		at += size
	}
	before := []rune(clean(tail(src[:at], excerptWidth*utf8.UTFMax)))
	after := []rune(clean(head(src[at:], excerptWidth*utf8.UTFMax)))
	cut := ""
	if len(before) > excerptWidth*3/4 {
		before, cut = before[len(before)-excerptWidth/2:], "…"
	}
	end := ""
	if room := excerptWidth - len(before); len(after) > room {
		after, end = after[:room], "…"
	}
	length := min(max(p.Len, 1), len(after)+1)
	return cut + string(before) + string(after) + end,
		strings.Repeat(" ", len([]rune(cut))+len(before)) + strings.Repeat("^", length)
}

// head and tail are the first and last bytes of a text, on whole characters.
func head(s string, n int) string {
	for n < len(s) && !utf8.RuneStart(s[n]) {
		n++
	}
	return s[:min(n, len(s))]
}

func tail(s string, n int) string {
	from := max(len(s)-n, 0)
	for from < len(s) && !utf8.RuneStart(s[from]) {
		from++
	}
	return s[from:]
}

// oneLine is clean for what must not begin a line of its own: a file name or an
// argument could otherwise forge a line of the log.
func oneLine(s string) string { return strings.ReplaceAll(clean(s), "\n", "\uFFFD") }

func cleanArgs(args map[string]string) map[string]string {
	out := make(map[string]string, len(args))
	for k, v := range args {
		out[k] = clean(v)
	}
	return out
}

// clean replaces what a terminal or a log would obey instead of show: control
// characters (tabs become one blank, so that columns keep counting characters),
// bidirectional overrides and invalid UTF-8. Line feeds stay; a source line has none.
func clean(s string) string {
	ok := utf8.ValidString(s)
	for _, r := range s {
		if !ok || (r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029')) {
			return strings.Map(func(r rune) rune {
				switch {
				case r == '\n':
					return r
				case r == '\t':
					return ' '
				case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\u2028', r == '\u2029':
					return '\uFFFD'
				}
				return r
			}, s)
		}
	}
	return s
}
