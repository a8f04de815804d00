package locale

import (
	"fmt"
	"strings"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// words makes a catalogue from lines "key: text" or "key.form: text"; the number
// of the line is the place.
func words(lang, text string) Catalogue {
	c := make(Catalogue)
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		name, value, _ := strings.Cut(strings.TrimSpace(line)+" ", ": ")
		key, form, ok := strings.Cut(name, ".")
		if !ok {
			form = "other"
		}
		at := diag.Pos{File: "i18n/" + lang + ".yaml", Line: i + 1, Col: 1}
		m, known := c[key]
		if !known {
			m = Message{Forms: map[string]string{}, Pos: map[string]diag.Pos{}, At: at}
		}
		m.Forms[form], m.Pos[form] = strings.TrimSpace(value), at
		c[key] = m
	}
	return c
}

func catalogues() map[string]Catalogue {
	return map[string]Catalogue{
		"sq": words("sq", `
			menu: Menyja
			hello: Mirë se erdhe, {{.name}} ({{ .year }})
			activities.one: një aktivitet i {{.who}}
			activities.other: {{.N}} aktivitete të {{.who}}`),
		"sr": words("sr", `
			menu: Meni
			hello: Dobro došli, {{.name}} ({{.year}})
			activities.one: {{.N}} aktivnost {{.who}}
			activities.few: {{.N}} aktivnosti {{.who}}
			activities.other: {{.N}} aktivnosti (pet i više) {{.who}}`),
	}
}

func TestMessages(t *testing.T) {
	set, list := New(languages[:2], catalogues())
	if len(list) > 0 {
		t.Fatal(list)
	}
	for _, c := range []struct {
		lang, key string
		n         int
		args      []any
		want      string
	}{
		{"sq", "menu", -1, nil, "Menyja"},
		{"sq", "hello", -1, []any{"name", "{{.year}}", "year", 2026}, "Mirë se erdhe, {{.year}} (2026)"},
		{"sq", "activities", 1, []any{"who", "MPB"}, "një aktivitet i MPB"},
		{"sq", "activities", 1087, []any{"who", "MPB"}, "1\u00a0087 aktivitete të MPB"},
		{"sq", "activities", 21, []any{"who", "MPB"}, "21 aktivitete të MPB"},
		{"sr", "activities", 21, []any{"who", "MUP"}, "21 aktivnost MUP"},
		{"sr", "activities", 1024, []any{"who", "MUP"}, "1.024 aktivnosti MUP"},
		{"sr", "activities", 11, []any{"who", "MUP"}, "11 aktivnosti (pet i više) MUP"},
	} {
		got, err := set.Printer(c.lang).T(c.key, c.args...)
		if c.n >= 0 {
			got, err = set.Printer(c.lang).N(c.key, c.n, c.args...)
		}
		if err != nil || got != c.want {
			t.Errorf("%s %s %d: %q, %v, want %q", c.lang, c.key, c.n, got, err, c.want)
		}
	}
}

func TestMessageFaultsAreErrors(t *testing.T) {
	set, _ := New(languages[:2], catalogues())
	p := set.Printer("sr")
	t1 := func(key string, args ...any) func() (string, error) {
		return func() (string, error) { return p.T(key, args...) }
	}
	for name, c := range map[string]struct {
		call func() (string, error)
		want string
	}{
		"unknown key":            {t1("nothing"), `message "nothing" in sr: there is no such message`},
		"argument missing":       {t1("hello", "name", "x"), `message "hello" in sr: the argument "year" is missing`},
		"argument surplus":       {t1("menu", "name", "x"), `message "menu" in sr: there is no placeholder "name"`},
		"argument without value": {t1("hello", "name"), `message "hello" in sr: arguments come in pairs`},
		"name not a text":        {t1("hello", 5, "x"), `message "hello" in sr: the name of an argument is a int`},
		"value not a text":       {t1("hello", "name", 1.5), `message "hello" in sr: the argument "name" is a float64`},
		"number needed":          {t1("activities", "who", "x"), `message "activities" in sr: it has plural forms and needs a number`},
		"plural argument": {
			func() (string, error) { return p.N("activities", 2) },
			`the argument "who" is missing`,
		},
		"language without words": {
			func() (string, error) { return set.Printer("de").T("menu") },
			`message "menu" in de: there is no such message`,
		},
	} {
		text, err := c.call()
		if err == nil || !strings.Contains(err.Error(), c.want) || text != "" {
			t.Errorf("%s: %q, %v, want %s", name, text, err, c.want)
		}
	}
}

// A language with one form for every number has no forms to choose from.
func TestNumberInALanguageWithoutPlurals(t *testing.T) {
	set, list := New([]Language{{"ja", "ja"}}, map[string]Catalogue{"ja": words("ja", "count: {{.N}}件")})
	if len(list) > 0 {
		t.Fatal(list)
	}
	if got, err := set.Printer("ja").N("count", 1200); got != "1,200件" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

// Every rule of completeness, each with the one fault that it is for.
func TestCompleteness(t *testing.T) {
	for name, c := range map[string]struct {
		sq, sr, want string
	}{
		"equal":    {"a: x {{.n}}", "a: {{.n}} y", ""},
		"missing":  {"a: x\nb: x", "a: y", "i18n/sr.yaml:0 message-missing map[file:i18n/sr.yaml key:b]"},
		"extra":    {"a: x", "a: y\nb: y", "i18n/sr.yaml:2 message-extra map[key:b]"},
		"empty":    {"a: x", "a: ", "i18n/sr.yaml:1 value-empty map[key:a]"},
		"template": {"a: x {{.n}}", "a: y {{.n}", "i18n/sr.yaml:1 message-template map[detail:{{.n} key:a]"},
		"placeholders": {
			"a: x {{.n}}", "a: y {{.m}} {{.k}}",
			"i18n/sr.yaml:1 message-placeholders map[got:{{.k}}, {{.m}} key:a want:{{.n}}]",
		},
		"placeholders none": {"a: x {{.n}}", "a: y", "i18n/sr.yaml:1 message-placeholders map[got:– key:a want:{{.n}}]"},
		"plural missing": {
			"a.one: x\na.other: x", "a.one: x\na.other: x",
			"i18n/sr.yaml:1 message-plural-missing map[form:few forms:one, few, other key:a]",
		},
		"plural extra": {
			"a.one: x\na.few: x\na.other: x", "a.one: x\na.few: x\na.other: x",
			"i18n/sq.yaml:2 message-plural-extra map[form:few forms:one, other key:a]",
		},
		"plural in one language only": {
			"a: x", "a.one: x\na.few: x\na.other: x",
			"i18n/sq.yaml:1 message-plural-missing map[form:one forms:one, other key:a]",
		},
		"plural number left out": {"a.one: x\na.other: x", "a.one: {{.N}}\na.few: {{.N}}\na.other: {{.N}}", ""},
		"no form known": {
			"a: x", "a.plural: y",
			"i18n/sq.yaml:1 message-plural-missing map[form:one forms:one, other key:a]; " +
				"i18n/sr.yaml:1 message-plural-missing map[form:one forms:one, few, other key:a]; " +
				"i18n/sr.yaml:1 message-plural-missing map[form:few forms:one, few, other key:a]; " +
				"i18n/sr.yaml:1 message-plural-missing map[form:other forms:one, few, other key:a]; " +
				"i18n/sr.yaml:1 message-plural-extra map[form:plural forms:one, few, other key:a]",
		},
	} {
		_, list := New(languages[:2], map[string]Catalogue{"sq": words("sq", c.sq), "sr": words("sr", c.sr)})
		var got []string
		for _, d := range list {
			got = append(got, fmt.Sprintf("%s:%d %s %v", d.Pos.File, d.Pos.Line, d.Code, d.Args))
		}
		if g := strings.Join(got, "; "); g != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, g, c.want)
		}
	}
}

// A catalogue that is missing or broken is a fault of the folder, told by
// package load; here it must not be told again, nor stop the others.
func TestCatalogueMissing(t *testing.T) {
	set, list := New(languages[:2], map[string]Catalogue{"sr": words("sr", "a: x")})
	if got, err := set.Printer("sr").T("a"); len(list) != 0 || got != "x" || err != nil {
		t.Errorf("%v %q %v", list, got, err)
	}
}

// What is in braces is a placeholder or a fault, never an instruction.
func TestTemplateHasNoInstructions(t *testing.T) {
	for src, bad := range map[string]string{
		"text": "", "{{.a}}{{ .b_2 }}": "", "{ } } {": "", "{{.a}} {x}": "",
		"{{": "{{", "{{.a": "{{.a", "}} {{.a}}": "}} ", "{{.a}} }}": "}}", "{{}}": "{{}}", "{{.}}": "{{.}}",
		"{{a}}": "{{a}}", "{{.a.b}}": "{{.a.b}}", "{{.2}}": "{{.2}}", "{{.ë}}": "{{.ë}}", "{{/* x */}}": "{{/* x */}}",
		"{{range .a}}": "{{range .a}}", `{{printf "%99999999d" 1}}`: `{{printf "%99999999d" 1}}`,
		"{{ if ." + strings.Repeat("a", 60): "{{ if ." + strings.Repeat("a", 33) + "…",
	} {
		if _, got := cut(src); got != bad {
			t.Errorf("cut(%q) refuses %q, want %q", src, got, bad)
		}
	}
}

func FuzzCut(f *testing.F) {
	for _, s := range []string{"", "a {{.b}} c", "{{", "}}", "{{.a}}{{.b}}", "{{.a}}{{{.b}}}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		template, bad := cut(src)
		if bad != "" {
			return
		}
		// Filling each placeholder with itself gives the text back, but for blanks in braces.
		got, err := template.fill(func(name string) (string, bool) { return "{{." + name + "}}", true })
		if err != nil || strings.Join(strings.Fields(got), "") != tight(src) {
			t.Errorf("%q became %q, %v", src, got, err)
		}
	})
}

// tight drops all white space, also that in braces.
func tight(s string) string { return strings.Join(strings.Fields(s), "") }

func FuzzNumber(f *testing.F) {
	for _, s := range []string{"0", "-1234.50", "1e5", "<3", "0.", "-"} {
		f.Add(s)
	}
	p := printers(f).Printer("sr")
	f.Fuzz(func(t *testing.T, in string) {
		got := p.Number(in)
		back := strings.ReplaceAll(strings.ReplaceAll(got, ".", ""), ",", ".")
		if got != in && back != in {
			t.Errorf("Number(%q) = %q loses something", in, got)
		}
	})
}
