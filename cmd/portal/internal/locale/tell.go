package locale

import (
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// One catalogue per language of the editors, one that says what the keys of
// records mean, and the examples, which are the same in every language. Tests say
// what each must have.
//
//go:embed messages_sq.json messages_sr.json messages_en.json keys_sq.json keys_sr.json keys_en.json examples.json
var embedded embed.FS

// editors are the languages in which the program speaks; the first one serves
// whoever asks for another.
var editors = [...]string{"sq", "sr", "en"}

// phrasebook is a messages_*.json: what the program says in one language.
type phrasebook struct {
	Words   map[string]string `json:"words"`   // severities, parts of a report, and what [Say] says
	Types   map[string]string `json:"types"`   // names of YAML types in arguments
	Kinds   map[string]string `json:"kinds"`   // names of record kinds in arguments
	Reasons map[string]string `json:"reasons"` // why a file is refused, in arguments
	Hints   map[string]string `json:"hints"`   // hints that several codes use
	Codes   map[string]phrase `json:"codes"`
}

// phrase is what there is to say about one code. Message and Hint have
// placeholders; Explain is plain text.
type phrase struct {
	Message string `json:"message"`
	Hint    string `json:"hint"`
	Explain string `json:"explain"`
}

// example is a fault and its repair, as lines of a file or names of files.
type example struct {
	Fault  []string `json:"fault"`
	Repair []string `json:"repair"`
}

// open reads an embedded file; it can only fail by a bug that a test sees.
func open[T any](name string) T {
	var v T
	b, err := embedded.ReadFile(name)
	if err == nil {
		err = json.Unmarshal(b, &v)
	}
	if err != nil {
		panic(fmt.Sprintf("locale: %s: %v", name, err))
	}
	return v
}

func openPhrasebook(lang string) phrasebook {
	if !slices.Contains(editors[:], lang) {
		lang = editors[0]
	}
	return open[phrasebook]("messages_" + lang + ".json")
}

// Teller gives the words for diagnostics in the language of an editor: sq, sr or
// en; any other language gets sq. An argument that a diagnostic does not carry
// is printed as the name of its placeholder: telling never fails. The catalogue
// is read when there is something to tell.
func Teller(lang string) diag.Teller {
	book := sync.OnceValue(func() phrasebook { return openPhrasebook(lang) })
	return func(d diag.Diagnostic) diag.Told { return book().tell(d) }
}

func (b phrasebook) tell(d diag.Diagnostic) diag.Told {
	value := func(name string) (string, bool) {
		v, ok := d.Args[name]
		if !ok {
			return name, true
		}
		return b.translate(d.Code, name, v), true
	}
	told := diag.Told{Severity: b.Words[d.Severity.String()], HintWord: b.Words["hint"], Message: d.Code}
	if phrase, ok := b.Codes[d.Code]; ok {
		told.Message = fillText(phrase.Message, value)
	}
	told.Hint = fillText(b.hint(d), value)
	return told
}

// hint chooses the advice: the one that the diagnostic names (its variant
// NAME-file when the diagnostic knows a file), else that of the code.
func (b phrasebook) hint(d diag.Diagnostic) string {
	if d.Hint == "" {
		return b.Codes[d.Code].Hint
	}
	if variant, ok := b.Hints[d.Hint+"-file"]; ok && d.Args["file"] != "" {
		return variant
	}
	if hint, ok := b.Hints[d.Hint]; ok {
		return hint
	}
	return b.Codes[d.Hint].Hint
}

// translate turns arguments that are words of the program ("list", "activity",
// also "list|text") into words of the language. All others are the site's own.
func (b phrasebook) translate(code, name, value string) string {
	var table map[string]string
	switch code + " " + name {
	case "type-wrong want", "type-wrong got", "form-number want":
		table = b.Types
	case "key-unknown kind", "key-missing kind":
		table = b.Kinds
	case "static-forbidden reason", "form-file reason", "yaml-syntax detail":
		table = b.Reasons
	default:
		return value
	}
	alternatives := strings.Split(value, "|")
	for i, a := range alternatives {
		if word, ok := table[a]; ok {
			alternatives[i] = word
		}
	}
	return strings.Join(alternatives, " "+b.Words["or"]+" ")
}

// fillText fills a text of ours; one that cannot be read is shown as it is.
func fillText(text string, value func(string) (string, bool)) string {
	t, bad := cut(text)
	filled, err := t.fill(value)
	if bad != "" || err != nil {
		return text
	}
	return filled
}

// Explain tells a code at length: its message with … for the arguments, what it
// is about, and an example of the fault and of its repair, each indented by four
// blanks. false when there is no such code. Languages are as for Teller.
func Explain(lang, code string) (string, bool) {
	book := openPhrasebook(lang)
	if _, ok := book.Codes[code]; !ok {
		return "", false
	}
	rule := book.rule(code, open[map[string]example]("examples.json")[code])
	return fmt.Sprintf("%s: %s\n\n%s", code, rule.Short, rule.Help), true
}

// Explainer gives the words about codes in the language of an editor, apart from
// any fault. The catalogue is read when it is asked.
func Explainer(lang string) func(code string) diag.Rule {
	book := sync.OnceValue(func() phrasebook { return openPhrasebook(lang) })
	examples := sync.OnceValue(func() map[string]example { return open[map[string]example]("examples.json") })
	return func(code string) diag.Rule { return book().rule(code, examples()[code]) }
}

func (b phrasebook) rule(code string, e example) diag.Rule {
	phrase := b.Codes[code]
	r := diag.Rule{Short: fillText(phrase.Message, func(string) (string, bool) { return "…", true }), Full: phrase.Explain}
	var help strings.Builder
	help.WriteString(phrase.Explain + "\n")
	for _, part := range []struct {
		word  string
		lines []string
	}{{b.Words["fault"], e.Fault}, {b.Words["repair"], e.Repair}} {
		fmt.Fprintf(&help, "\n%s:\n", part.word)
		for _, line := range part.lines {
			help.WriteString(strings.TrimRight("    "+line, " ") + "\n")
		}
	}
	r.Help = help.String()
	return r
}

// Codes are all codes that can be told and explained, sorted.
func Codes() []string {
	return slices.Sorted(maps.Keys(openPhrasebook(editors[0]).Codes))
}
