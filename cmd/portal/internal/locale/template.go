package locale

import (
	"fmt"
	"slices"
	"strings"

	i18ntemplate "github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// template is a text with placeholders, cut into pieces: text, name, text …
// It stands in for text/template, because catalogues are written by people who
// should not be able to loop, pad to a gigabyte or call a function by accident.
type template struct{ pieces []piece }

// piece is literal text, or a placeholder when name is not empty.
type piece struct{ text, name string }

// cut reads a text. bad is the part that cannot be read: braces without their
// partner or anything in braces that is not a placeholder.
func cut(src string) (t template, bad string) {
	for rest := src; ; {
		before, after, found := strings.Cut(rest, "{{")
		if strings.Contains(before, "}}") {
			return template{}, excerpt(before[strings.Index(before, "}}"):])
		}
		if before != "" {
			t.pieces = append(t.pieces, piece{text: before})
		}
		if !found {
			return t, ""
		}
		inner, next, closed := strings.Cut(after, "}}")
		name, dotted := strings.CutPrefix(strings.TrimSpace(inner), ".")
		if !closed || !dotted || !isName(name) {
			return template{}, excerpt("{{" + strings.TrimSuffix(after, next))
		}
		t.pieces = append(t.pieces, piece{name: name})
		rest = next
	}
}

// excerpt keeps a quotation short enough for one line of a diagnostic.
func excerpt(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

func isName(s string) bool {
	for i, r := range s {
		letter := r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		if !letter && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return s != ""
}

// plain says that there is nothing to fill in.
func (t template) plain() bool {
	return !slices.ContainsFunc(t.pieces, func(p piece) bool { return p.name != "" })
}

// names are the placeholders, sorted, each once.
func (t template) names() []string {
	var names []string
	for _, p := range t.pieces {
		if p.name != "" {
			names = append(names, p.name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// fill puts the values in; a name that value does not know is an error.
func (t template) fill(value func(name string) (string, bool)) (string, error) {
	var b strings.Builder
	for _, p := range t.pieces {
		text := p.text
		if p.name != "" {
			var ok bool
			if text, ok = value(p.name); !ok {
				return "", fmt.Errorf("the argument %q is missing", p.name)
			}
		}
		b.WriteString(text)
	}
	return b.String(), nil
}

// arguments are name, value, name, value …; they are few, so a search beats a map.
type arguments []string

func (a arguments) value(name string) (string, bool) {
	for i := 0; i < len(a); i += 2 {
		if a[i] == name {
			return a[i+1], true
		}
	}
	return "", false
}

// parser lets go-i18n read messages as templates of this package.
type parser struct{}

func (parser) Cacheable() bool { return true }

func (parser) Parse(src, _, _ string) (i18ntemplate.ParsedTemplate, error) {
	t, bad := cut(src)
	if bad != "" {
		return nil, fmt.Errorf("cannot read %q", bad)
	}
	return t, nil
}

// Execute fills t from arguments; it is go-i18n's way to call fill.
func (t template) Execute(data any) (string, error) {
	return t.fill(data.(arguments).value)
}
