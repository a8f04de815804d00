package diag

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// tell says the argument "what" in message and hint, as package locale would.
func tell(d Diagnostic) Told {
	return Told{Severity: "gabim", Message: "no “" + d.Args["what"] + "”", HintWord: "këshillë", Hint: d.Args["hint"]}
}

func source(lines ...string) SourceLine {
	return func(_ string, n int) (string, bool) {
		if n < 1 || n > len(lines) {
			return "", false
		}
		return lines[n-1], true
	}
}

func printed(t *testing.T, d Diagnostic, line SourceLine, color bool) string {
	t.Helper()
	var b strings.Builder
	if err := Text(&b, []Diagnostic{d}, tell, line, color); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestText(t *testing.T) {
	lead := source(`objective: "1.1"`, "lead: [zyrë, zyrra]")
	for _, test := range []struct {
		name string
		d    Diagnostic
		line SourceLine
		want string
	}{
		{
			"place, message, line, caret and hint", NewError("a-b", Pos{File: "data/x.yaml", Line: 2, Col: 14, Len: 5}, "what", "zyrra", "hint", "do this"), lead,
			"data/x.yaml:2:14: gabim [a-b]: no “zyrra”\n    2 | lead: [zyrë, zyrra]\n      |              ^^^^^\n  këshillë: do this\n",
		},
		{"a file as a whole", NewError("a", Pos{File: "x"}, "what", "y"), lead, "x: gabim [a]: no “y”\n"},
		{"a cell", NewError("a", Pos{File: "x", Sheet: "Të dhëna", Line: 2, Col: 28}, "what", "y"), lead, "x:Të dhëna!AB2: gabim [a]: no “y”\n"},
		{"a sheet", NewError("a", Pos{File: "x", Sheet: "S\n1"}, "what", "y"), lead, "x:S\uFFFD1: gabim [a]: no “y”\n"},
		{"a line that is not there", NewError("a", Pos{File: "x", Line: 9, Col: 1}, "what", "y"), lead, "x:9:1: gabim [a]: no “y”\n"},
		{"no sources", NewError("a", Pos{File: "x", Line: 1, Col: 3}, "what", "y"), nil, "x:1:3: gabim [a]: no “y”\n"},
		{"a column behind the line", NewError("a", Pos{File: "x", Line: 1, Col: 99, Len: 9}, "what", "y"), source("abc"), "x:1:99: gabim [a]: no “y”\n    1 | abc\n      |    ^\n"},
		{"no more carets than line", NewError("a", Pos{File: "x", Line: 1, Col: 2, Len: 99}, "what", "y"), source("abc"), "x:1:2: gabim [a]: no “y”\n    1 | abc\n      |  ^^^\n"},
		{"an empty line", NewError("a", Pos{File: "x", Line: 1, Col: 1}, "what", "y"), source(""), "x:1:1: gabim [a]: no “y”\n    1 | \n      | ^\n"},
		{"a tab is one column", NewError("a", Pos{File: "x", Line: 1, Col: 3, Len: 1}, "what", "y"), source("\tab"), "x:1:3: gabim [a]: no “y”\n    1 |  ab\n      |   ^\n"},
		{
			"a hint of two lines is indented", NewError("a", Pos{File: "x"}, "what", "y", "hint", "one\ntwo"), nil,
			"x: gabim [a]: no “y”\n  këshillë: one\n    two\n",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := printed(t, test.d, test.line, false); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestTextSeparatesDiagnosticsByALine(t *testing.T) {
	var b strings.Builder
	d := NewError("a", Pos{File: "x"}, "what", "y")
	if err := Text(&b, []Diagnostic{d, d}, tell, nil, false); err != nil {
		t.Fatal(err)
	}
	if want := "x: gabim [a]: no “y”\n\nx: gabim [a]: no “y”\n"; b.String() != want {
		t.Errorf("got %q", b.String())
	}
}

func TestColorMarksTheSeverity(t *testing.T) {
	at := Pos{File: "x"}
	for _, test := range []struct {
		d    Diagnostic
		want string
	}{
		{NewError("a", at, "what", "y"), "x: \x1b[1;31mgabim\x1b[0m [a]: no “y”\n"},
		{NewWarning("a", at, "what", "y"), "x: \x1b[1;33mgabim\x1b[0m [a]: no “y”\n"},
	} {
		if got := printed(t, test.d, nil, true); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

// TestLongLineIsCutRoundTheFault: the caret stands under the fault all the same.
func TestLongLineIsCutRoundTheFault(t *testing.T) {
	const width = excerptWidth + 2 // with … on both sides
	long := strings.Repeat("ë", 5000) + "X" + strings.Repeat("ç", 5000)
	for _, test := range []struct {
		name   string
		source string
		col    int
		under  rune
	}{
		{"in the middle", long, 5001, 'X'},
		{"at the beginning", "X" + long, 1, 'X'},
		{"at the end", long + "X", 10002, 'X'},
		{"just before it is cut", strings.Repeat("a", 75) + "X" + long, 76, 'X'},
	} {
		t.Run(test.name, func(t *testing.T) {
			text, caret := excerpt(test.source, Pos{Line: 1, Col: test.col, Len: 1})
			if n := utf8.RuneCountInString(text); n > width {
				t.Errorf("%d characters are shown, more than %d", n, width)
			}
			at := strings.IndexByte(caret, '^')
			if got := []rune(text)[at]; got != test.under {
				t.Errorf("the caret is under %q\n%s\n%s", got, text, caret)
			}
			if len(caret) > width {
				t.Errorf("%d carets and blanks", len(caret))
			}
		})
	}
}

// hostile is what a terminal or a log would obey instead of show.
const hostile = "\x1b[2J\a\r\x00\u202e\u2028\u009b\xff"

func TestNothingPrintedObeysTheSource(t *testing.T) {
	d := NewError("a", Pos{File: "data/" + hostile + ".yaml", Line: 1, Col: 2, Len: 3}, "what", hostile, "hint", hostile)
	line := source("a" + hostile)
	list := []Diagnostic{d}
	for name, print := range map[string]func(*strings.Builder) error{
		"text":   func(b *strings.Builder) error { return Text(b, list, tell, line, false) },
		"github": func(b *strings.Builder) error { return GitHub(b, list, tell) },
		"html":   func(b *strings.Builder) error { return HTML(b, list, tell, line, nil) },
	} {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			if err := print(&b); err != nil {
				t.Fatal(err)
			}
			if bad := strings.IndexFunc(b.String(), func(r rune) bool { return r < ' ' && r != '\n' || r == '\u009b' }); bad >= 0 {
				t.Errorf("%q at %d comes through:\n%q", b.String()[bad], bad, b.String())
			}
			if !utf8.ValidString(b.String()) {
				t.Error("not UTF-8")
			}
		})
	}
}

func TestJSON(t *testing.T) {
	list := []Diagnostic{
		NewError("a", Pos{File: "x", Line: 1, Col: 2, Len: 3}, "what", "<ë>", "hint", "do"),
		NewWarning("b", Pos{File: "y"}, "what", "z"),
	}
	var b strings.Builder
	if err := JSON(&b, list, tell); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), `"<ë>"`) {
		t.Errorf("letters and signs are escaped: %s", b.String())
	}
	var got []map[string]any
	if err := json.Unmarshal([]byte(b.String()), &got); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{
		`{"args":{"hint":"do","what":"<ë>"},"code":"a","column":2,"file":"x","hint":"do","length":3,"line":1,"message":"no “<ë>”","severity":"error"}`,
		`{"args":{"what":"z"},"code":"b","column":0,"file":"y","length":0,"line":0,"message":"no “z”","severity":"warning"}`,
	} {
		var b strings.Builder
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(got[i]); err != nil {
			t.Fatal(err)
		}
		if strings.TrimSpace(b.String()) != want {
			t.Errorf("got  %s\nwant %s", b.String(), want)
		}
	}
}

func TestJSONMessageObeysNothing(t *testing.T) {
	var b strings.Builder
	if err := JSON(&b, []Diagnostic{NewError("a", Pos{File: "x"}, "what", hostile, "hint", hostile)}, tell); err != nil {
		t.Fatal(err)
	}
	var got []struct{ Message, Hint string }
	if err := json.Unmarshal([]byte(b.String()), &got); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{got[0].Message, got[0].Hint} {
		if strings.ContainsFunc(text, unicode.IsControl) || strings.ContainsRune(text, '\u202e') {
			t.Errorf("%q comes through", text)
		}
	}
}

func TestJSONOfNothingIsAnEmptyArray(t *testing.T) {
	var b strings.Builder
	if err := JSON(&b, nil, tell); err != nil || b.String() != "[]\n" {
		t.Errorf("got %q, %v", b.String(), err)
	}
}

func TestGitHub(t *testing.T) {
	for _, test := range []struct {
		name string
		d    Diagnostic
		want string
	}{
		{"place", NewError("a-b", Pos{File: "data/x.yaml", Line: 2, Col: 14, Len: 5}, "what", "y"), "::error file=data/x.yaml,line=2,col=14,endColumn=19,title=a-b::no “y”\n"},
		{"a warning of a whole file", NewWarning("a", Pos{File: "x"}, "what", "y"), "::warning file=x,title=a::no “y”\n"},
		{"a cell is told in words", NewError("a", Pos{File: "x", Sheet: "S", Line: 2, Col: 7}, "what", "y"), "::error file=x,title=a::S!G2: no “y”\n"},
		{"no length is one character", NewError("a", Pos{File: "x", Line: 1, Col: 1}, "what", "y"), "::error file=x,line=1,col=1,endColumn=2,title=a::no “y”\n"},
		{"a hint is a second line", NewError("a", Pos{File: "x"}, "what", "y", "hint", "do"), "::error file=x,title=a::no “y”%0Akëshillë: do\n"},
		{"a name cannot add a property or a command", NewError("a", Pos{File: "a:b,c%\n::d"}, "what", "y"), "::error file=a%3Ab%2Cc%25%0A%3A%3Ad,title=a::no “y”\n"},
		{
			"a line to put in comes out as it is", NewWarning("a", Pos{File: "x"}, "what", "y", "hint", "do:\ntranslated_from: {lang: sq, digest: \"3f\"}\n(100%)"),
			"::warning file=x,title=a::no “y”%0Akëshillë: do:%0Atranslated_from: {lang: sq, digest: \"3f\"}%0A(100%25)\n",
		},
		{"a carriage return is no line", NewError("a", Pos{File: "x\r,line=9"}, "what", "1\r2"), "::error file=x\uFFFD%2Cline=9,title=a::no “1\uFFFD2”\n"},
		{"a message cannot end the command", NewError("a", Pos{File: "x"}, "what", "1%\n::error::2"), "::error file=x,title=a::no “1%25%0A::error::2”\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var b strings.Builder
			if err := GitHub(&b, []Diagnostic{test.d}, tell); err != nil {
				t.Fatal(err)
			}
			if b.String() != test.want {
				t.Errorf("got  %q\nwant %q", b.String(), test.want)
			}
		})
	}
}

func TestHTMLEscapesEverythingOfTheSite(t *testing.T) {
	const tag = `<script>"&'`
	var b strings.Builder
	d := NewError("a", Pos{File: tag, Line: 1, Col: 2, Len: 1}, "what", tag, "hint", tag)
	if err := HTML(&b, []Diagnostic{d}, tell, source("x"+tag), nil); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "<script") {
		t.Errorf("got %s", b.String())
	}
	const escaped = "&lt;script&gt;&#34;&amp;&#39;"
	want := `<ol class="diagnostics">
<li class="diagnostic diagnostic--error"><p><b>gabim</b> <code>` + escaped + `:1:2</code> [a]<br>no “` + escaped + `”</p><pre>x` + escaped + `
 ^</pre><p>këshillë: ` + escaped + `</p></li>
</ol>
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
