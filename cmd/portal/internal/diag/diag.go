// Package diag holds what the program has to say about the faults of a site.
//
// In goes a [Diagnostic]: a code that never changes, a severity, a position in
// a file of the site folder and arguments. It carries no words: the floor above
// ([Teller], made by package locale) turns code and arguments into a message
// and a hint in the editor's language. Out come all diagnostics of a run
// together, sorted by place, as text with the source line and a caret, as
// JSON, as GitHub annotations, as SARIF or as HTML for the preview.
//
// A fault of the site is a Diagnostic. A fault of the machine (disk full, no
// permission) is an ordinary error and never passes through here. Nothing in
// this package reads a file; control characters of a faulty source never reach
// a log, because every text is cleaned when it is printed.
package diag

import (
	"cmp"
	"slices"
	"strconv"
)

// Severity says whether a diagnostic stops a build.
type Severity uint8

const (
	// Error stops the build: nothing is published, exit 1.
	Error Severity = iota
	// Warning is shown and does not stop the build.
	Warning
)

// String gives the English name used in JSON: "error" or "warning".
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// Pos is a place in a file of the site folder. File is slash-separated and
// relative to that folder. Line and Col are 1-based, Col counts characters
// (Unicode code points), as editors show them. Len is the number of characters
// the caret underlines, 0 meaning one. Line 0 means the file as a whole.
//
// In a workbook Sheet names one of its sheets, and Line and Col are a row and a
// column of it, 1-based. Its File is as the editor named it.
type Pos struct {
	File           string
	Line, Col, Len int
	Sheet          string
}

// Cell is the name of a place in a workbook, "G7"; empty for any other.
func (p Pos) Cell() string {
	if p.Sheet == "" || p.Line < 1 || p.Col < 1 {
		return ""
	}
	letters := ""
	for n := p.Col; n > 0; n = (n - 1) / 26 {
		letters = string(rune('A'+(n-1)%26)) + letters
	}
	return letters + strconv.Itoa(p.Line)
}

// Diagnostic is one fault of the site, without words.
type Diagnostic struct {
	Code     string // stable, kebab-case, explained by `portal explain CODE`
	Severity Severity
	Pos      Pos
	Args     map[string]string // the placeholders of the code's message and hint
	// Hint names the message that advises, when it is not the code's own hint
	// (for example "did-you-mean"). Its placeholders are Args too.
	Hint string
}

// NewError is an Error at pos. args are name, value, name, value …
func NewError(code string, pos Pos, args ...string) Diagnostic {
	return Diagnostic{Code: code, Severity: Error, Pos: pos, Args: pairs(args)}
}

// NewWarning is a Warning at pos. args are name, value, name, value …
func NewWarning(code string, pos Pos, args ...string) Diagnostic {
	return Diagnostic{Code: code, Severity: Warning, Pos: pos, Args: pairs(args)}
}

// WithHint is d with a hint of its own; args are added to those of d.
func (d Diagnostic) WithHint(hint string, args ...string) Diagnostic {
	merged := make(map[string]string, len(d.Args)+len(args)/2)
	for k, v := range d.Args {
		merged[k] = v
	}
	for k, v := range pairs(args) {
		merged[k] = v
	}
	d.Hint, d.Args = hint, merged
	return d
}

func pairs(args []string) map[string]string {
	if len(args)%2 != 0 {
		panic("diag: arguments come in pairs")
	}
	m := make(map[string]string, len(args)/2)
	for i := 0; i < len(args); i += 2 {
		m[args[i]] = args[i+1]
	}
	return m
}

// Sort puts diagnostics in the order in which an editor works through them:
// file, sheet, line, column, then code and arguments, so that the order never depends
// on workers or maps. Exact repeats are dropped.
func Sort(list []Diagnostic) []Diagnostic {
	list = slices.Clone(list)
	slices.SortStableFunc(list, compare)
	return slices.CompactFunc(list, func(a, b Diagnostic) bool { return compare(a, b) == 0 })
}

func compare(a, b Diagnostic) int {
	return cmp.Or(
		cmp.Compare(a.Pos.File, b.Pos.File),
		cmp.Compare(a.Pos.Sheet, b.Pos.Sheet),
		cmp.Compare(a.Pos.Line, b.Pos.Line),
		cmp.Compare(a.Pos.Col, b.Pos.Col),
		cmp.Compare(a.Severity, b.Severity),
		cmp.Compare(a.Code, b.Code),
		slices.Compare(flat(a.Args), flat(b.Args)),
	)
}

func flat(args map[string]string) []string {
	out := make([]string, 0, len(args))
	for k, v := range args {
		out = append(out, k+"\x00"+v)
	}
	slices.Sort(out)
	return out
}

// Count gives the number of errors and of warnings.
func Count(list []Diagnostic) (errors, warnings int) {
	for _, d := range list {
		if d.Severity == Error {
			errors++
		} else {
			warnings++
		}
	}
	return errors, warnings
}
