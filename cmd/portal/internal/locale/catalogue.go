package locale

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/nicksnyder/go-i18n/v2/i18n"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// Message is one entry of a catalogue as it was read.
type Message struct {
	// Forms are the texts by CLDR plural category (zero, one, two, few, many,
	// other). A message that does not count has "other" alone.
	Forms map[string]string
	// Pos is the place of each form; At is the place of the key.
	Pos map[string]diag.Pos
	At  diag.Pos
}

// Catalogue is the words of one language by key, as package load decodes them
// from i18n/<language>.yaml.
type Catalogue map[string]Message

// entry is a message made ready. One without placeholders answers from text, one
// with placeholders from body; a plural one is go-i18n's.
type entry struct {
	plural bool
	text   string
	body   template
	names  []string // all placeholders of all forms, sorted
}

// compile makes the messages of one language ready and puts the plural ones into
// the bundle of its rules. Messages that cannot be read are left out.
func compile(r rules, words Catalogue, plural map[string]bool) map[string]entry {
	messages := make(map[string]entry, len(words))
	for _, key := range slices.Sorted(maps.Keys(words)) {
		forms := words[key].Forms
		names, bad := placeholders(forms)
		other, _ := cut(forms["other"])
		if key == "" || bad != nil || forms["other"] == "" {
			continue
		}
		m := entry{plural: plural[key], body: other, names: names}
		if other.plain() {
			m.text = forms["other"]
		}
		if m.plural {
			r.bundle.MustAddMessages(r.tag, &i18n.Message{
				ID: key, Zero: forms["zero"], One: forms["one"], Two: forms["two"],
				Few: forms["few"], Many: forms["many"], Other: forms["other"],
			})
		}
		messages[key] = m
	}
	return messages
}

// T is the message with this key. args are name, value pairs for all of its
// placeholders and no others; a value is a string, or an int, which is printed
// in plain digits (a year, an article of a law; give Int(n) for a quantity). An
// unknown key, a wrong argument or a message that needs a number is an error.
func (p *Printer) T(key string, args ...any) (string, error) {
	m, ok := p.messages[key]
	if !ok {
		return "", p.fault(key, fmt.Errorf("there is no such message"))
	}
	if m.plural {
		return "", p.fault(key, fmt.Errorf("it has plural forms and needs a number"))
	}
	if m.text != "" && len(args) == 0 {
		return m.text, nil
	}
	values, err := read(args, m.names, nil)
	if err != nil {
		return "", p.fault(key, err)
	}
	text, err := m.body.fill(values.value)
	if err != nil {
		return "", p.fault(key, err)
	}
	return text, nil
}

// N is the form of a message that goes with n by the plural rules of the
// language (CLDR cardinals). {{.N}} in it is n as [Printer.Int] writes it; args
// are as for T.
func (p *Printer) N(key string, n int, args ...any) (string, error) {
	m, ok := p.messages[key]
	if !ok {
		return "", p.fault(key, fmt.Errorf("there is no such message"))
	}
	values, err := read(args, m.names, arguments{"N", p.Int(n)})
	if err != nil {
		return "", p.fault(key, err)
	}
	if !m.plural {
		// A language with one form for all numbers, or a text that serves all.
		text, err := m.body.fill(values.value)
		if err != nil {
			return "", p.fault(key, err)
		}
		return text, nil
	}
	text, err := p.localizer.Localize(&i18n.LocalizeConfig{
		MessageID: key, PluralCount: n, TemplateData: values, TemplateParser: parser{},
	})
	if err != nil {
		return "", p.fault(key, err)
	}
	return text, nil
}

// read checks args against the placeholders of a message. A surplus argument is
// refused too: it is a slip of the layout or of all catalogues.
func read(args []any, names []string, known arguments) (arguments, error) {
	if len(args)%2 != 0 {
		return nil, fmt.Errorf("arguments come in pairs")
	}
	for i := 0; i < len(args); i += 2 {
		name, ok := args[i].(string)
		if !ok {
			return nil, fmt.Errorf("the name of an argument is a %T", args[i])
		}
		if _, found := slices.BinarySearch(names, name); !found {
			return nil, fmt.Errorf("there is no placeholder %q", name)
		}
		switch value := args[i+1].(type) {
		case string:
			known = append(known, name, value)
		case int:
			known = append(known, name, strconv.Itoa(value))
		default:
			return nil, fmt.Errorf("the argument %q is a %T", name, value)
		}
	}
	return known, nil
}

func (p *Printer) fault(key string, err error) error {
	return fmt.Errorf("message %q in %s: %w", key, p.lang.ID, err)
}
