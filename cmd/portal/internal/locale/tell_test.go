package locale

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// texts are all texts of a phrasebook by a name that says where they stand.
func texts(b phrasebook) map[string]string {
	all := make(map[string]string)
	for table, entries := range map[string]map[string]string{
		"words": b.Words, "types": b.Types, "kinds": b.Kinds, "reasons": b.Reasons, "hints": b.Hints,
	} {
		for name, text := range entries {
			all[table+" "+name] = text
		}
	}
	for code, p := range b.Codes {
		all["message "+code], all["hint "+code], all["explain "+code] = p.Message, p.Hint, p.Explain
	}
	return all
}

func TestPhrasebooksSayTheSameThings(t *testing.T) {
	want := texts(openPhrasebook("sq"))
	for _, lang := range editors[1:] {
		got := texts(openPhrasebook(lang))
		for _, name := range slices.Sorted(maps.Keys(want)) {
			if _, ok := got[name]; !ok {
				t.Errorf("%s lacks %s", lang, name)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(got)) {
			if _, ok := want[name]; !ok {
				t.Errorf("%s has %s, which sq lacks", lang, name)
			}
		}
	}
}

func TestPhrasebooksHaveTheSamePlaceholders(t *testing.T) {
	want := texts(openPhrasebook("sq"))
	for _, lang := range editors {
		for name, text := range texts(openPhrasebook(lang)) {
			if strings.HasPrefix(name, "explain ") {
				continue // plain text, which may show a placeholder as an example
			}
			template, bad := cut(text)
			reference, _ := cut(want[name])
			if bad != "" {
				t.Errorf("%s %s: cannot read %q", lang, name, bad)
			}
			if !slices.Equal(template.names(), reference.names()) {
				t.Errorf("%s %s has %v, sq has %v", lang, name, template.names(), reference.names())
			}
		}
	}
}

// A message is one clause without a full stop; everything is said; nothing has
// stray blanks.
func TestPhrasebooksAreComplete(t *testing.T) {
	for _, lang := range editors {
		for name, text := range texts(openPhrasebook(lang)) {
			if text == "" {
				t.Errorf("%s: %s is empty", lang, name)
			}
			if text != strings.TrimSpace(text) {
				t.Errorf("%s: %s has blanks around it", lang, name)
			}
			explains := strings.HasPrefix(name, "explain ")
			if strings.HasSuffix(text, ".") != explains {
				t.Errorf("%s: %s: only explanations end with a full stop", lang, name)
			}
			if n := len(regexp.MustCompile(`\S[.:!?]( |$)`).FindAllString(text, -1)); explains && (n < 2 || n > 8) {
				t.Errorf("%s: %s has %d sentences", lang, name, n)
			}
		}
	}
}

// Letters that belong to no word of the language show a slip of the keyboard,
// of a scan or of another language.
func TestPhrasebooksUseTheLettersOfTheirLanguage(t *testing.T) {
	alien := map[string]string{"sq": "éèêàáčćšžđ", "sr": "éèëàáç", "en": "éèàáčćžđ"}
	quotes := map[string][2]string{"sq": {"„", "“"}, "sr": {"„", "“"}, "en": {"“", "”"}}
	// The letters themselves are named where the encoding of a file is explained.
	named := []string{"explain encoding-invalid", "explain mojibake", "explain id-invalid", "explain slug-invalid"}
	for _, lang := range editors {
		open, shut := quotes[lang][0], quotes[lang][1]
		for name, text := range texts(openPhrasebook(lang)) {
			if !slices.Contains(named, name) && strings.ContainsAny(text, alien[lang]) {
				t.Errorf("%s: %s has one of %s", lang, name, alien[lang])
			}
			if strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) {
				t.Errorf("%s: %s has Cyrillic letters", lang, name)
			}
			if strings.Count(text, open) != strings.Count(text, shut) || lang != "en" && strings.Contains(text, "”") {
				t.Errorf("%s: %s has quotation marks that do not pair", lang, name)
			}
		}
	}
}

func TestEveryCodeHasAnExample(t *testing.T) {
	examples := open[map[string]example]("examples.json")
	if !slices.Equal(slices.Sorted(maps.Keys(examples)), Codes()) {
		t.Error("examples.json and the phrasebooks have different codes")
	}
	for code, e := range examples {
		if len(e.Fault) == 0 || len(e.Repair) == 0 || slices.Equal(e.Fault, e.Repair) {
			t.Errorf("%s has no example of a fault and its repair", code)
		}
	}
}

func TestTeller(t *testing.T) {
	at := diag.Pos{File: "data/activities/1.1.1.yaml", Line: 2}
	unknown := diag.NewError("institution-unknown", at, "id", "mpmss")
	for name, c := range map[string]struct {
		lang string
		d    diag.Diagnostic
		want diag.Told
	}{
		"own hint": {
			"en", diag.NewError("yaml-tab", at),
			diag.Told{Severity: "error", Message: "the line begins with a tab", HintWord: "hint", Hint: "replace the tab by two blanks"},
		},
		"warning": {
			"sr", diag.NewWarning("yaml-tab", at),
			diag.Told{Severity: "upozorenje", Message: "red počinje tabulatorom", HintWord: "savet", Hint: "zamenite tabulator sa dva razmaka"},
		},
		"named hint": {
			"en", unknown.WithHint("did-you-mean", "suggestion", "mpms"),
			diag.Told{Severity: "error", Message: "no institution “mpmss”", HintWord: "hint", Hint: "did you mean “mpms”?"},
		},
		"named hint with a file": {
			"sq", unknown.WithHint("did-you-mean", "suggestion", "mpms", "file", "data/institutions/mpms.yaml"),
			diag.Told{
				Severity: "gabim", Message: "nuk ka institucion „mpmss“", HintWord: "këshillë",
				Hint: "mos deshët të shkruani „mpms“?  (data/institutions/mpms.yaml)",
			},
		},
		"another language": {
			"de", diag.NewError("yaml-tab", at),
			diag.Told{Severity: "gabim", Message: "rreshti fillon me tabulator", HintWord: "këshillë", Hint: "zëvendësojeni tabulatorin me dy hapësira"},
		},
		"argument missing": {
			"en", diag.NewError("institution-unknown", at).WithHint("did-you-mean"),
			diag.Told{Severity: "error", Message: "no institution “id”", HintWord: "hint", Hint: "did you mean “suggestion”?"},
		},
		"words as arguments": {
			"sr", diag.NewError("type-wrong", at, "key", "list", "want", "list|text", "got", "map"),
			diag.Told{
				Severity: "greška", Message: "u polju „list“ očekuje se lista ili tekst, a stoji grupa polja", HintWord: "savet",
				Hint: "uporedite sa nekom drugom datotekom u istoj fascikli",
			},
		},
		"kind as argument": {
			"sq", diag.NewError("key-missing", at, "key", "lead", "kind", "activity").WithHint("nothing"),
			diag.Told{Severity: "gabim", Message: "mungon fusha „lead“ (aktivitet)", HintWord: "këshillë"},
		},
		"text of the site that looks like a placeholder": {
			"en", diag.NewError("page-unknown", at, "id", "{{.id}}").WithHint("nothing"),
			diag.Told{Severity: "error", Message: "no page “{{.id}}”", HintWord: "hint"},
		},
		"unknown code": {
			"en", diag.NewError("no-such-code", at),
			diag.Told{Severity: "error", Message: "no-such-code", HintWord: "hint"},
		},
	} {
		if got := Teller(c.lang)(c.d); got != c.want {
			t.Errorf("%s:\n got %+v\nwant %+v", name, got, c.want)
		}
	}
}

func TestExplain(t *testing.T) {
	got, ok := Explain("en", "institution-unknown")
	want := `institution-unknown: no institution “…”

An institution is named by its id, which is the file's name in data/institutions/, not by its full name or an abbreviation in capitals. This is probably a slip. If the institution is really missing, add a file for it.

Wrong:
    lead: [mpmss]

Right:
    lead: [mpms]
`
	if !ok || got != want {
		t.Errorf("got %v\n%s", ok, got)
	}
}

// TestExplainer: a log of faults says of each code what `portal explain` says.
func TestExplainer(t *testing.T) {
	for _, lang := range editors {
		explain := Explainer(lang)
		for _, code := range Codes() {
			r := explain(code)
			whole, ok := Explain(lang, code)
			if !ok || whole != code+": "+r.Short+"\n\n"+r.Help || !strings.HasPrefix(r.Help, r.Full+"\n\n") || r.Full == "" {
				t.Errorf("%s %s: %+v", lang, code, r)
			}
		}
	}
}

func TestExplainUnknownCode(t *testing.T) {
	if text, ok := Explain("sq", "did-you-mean"); ok || text != "" {
		t.Errorf("explains %q", text)
	}
}

func TestSayNeverFails(t *testing.T) {
	for want, got := range map[string]string{
		"12 nga 30 faqe":            Say("sq", "progress", "done", "12", "total", "30"),
		"12 od total stranica":      Say("sr", "progress", "done", "12"),
		"no such code: “x”":         Say("en", "code-unknown", "code", "x", "odd"),
		"a-key-that-does-not-exist": Say("en", "a-key-that-does-not-exist"),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func BenchmarkTeller(b *testing.B) {
	d := diag.NewError("institution-unknown", diag.Pos{}, "id", "x").WithHint("did-you-mean", "suggestion", "y")
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			Teller("sr")(d)
		}
	})
	tell := Teller("sr")
	b.Run("further", func(b *testing.B) {
		for b.Loop() {
			tell(d)
		}
	})
}
