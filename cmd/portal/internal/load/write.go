package load

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// WriteProgress is a record of progress as its file holds it, in the house's
// style: keys in the order of the struct, ids, decimals and places in a document
// quoted, words plain where YAML reads them as they stand, one line each. langs
// are the languages of the site in their order. Reading it gives the same record
// again. What was not reported is absent.
func WriteProgress(p *model.Progress, langs []string) []byte {
	w := &writer{langs: langs}
	if p.Basis != "" {
		w.line(0, "basis: "+string(p.Basis))
	}
	if !p.ReportedOn.IsZero() {
		w.line(0, "reported_on: "+p.ReportedOn.String())
	}
	if len(p.Activities) > 0 {
		w.line(0, "activities:")
	}
	for _, a := range p.Activities {
		w.activity(a)
	}
	w.words(0, "words", p.Words)
	if p.Source != nil {
		w.line(0, "source: "+cite(*p.Source))
	}
	if p.SourceLanguage != "" {
		w.line(0, "source_language: "+scalar(p.SourceLanguage))
	}
	w.origin(p.TranslatedFrom)
	return w.Bytes()
}

type writer struct {
	bytes.Buffer
	langs []string
}

func (w *writer) line(indent int, text string) {
	w.WriteString(strings.Repeat("  ", indent) + text + "\n")
}

func (w *writer) activity(a model.ActivityProgress) {
	w.line(1, "- activity: "+strconv.Quote(a.Activity))
	w.line(2, "status: "+string(a.Status))
	w.words(2, "indicator", a.Indicator)
	w.decimal("value", a.Value)
	if a.Reached != nil {
		w.line(2, "people_reached: "+strconv.Itoa(*a.Reached))
	}
	w.decimal("spent_eur", a.Spent)
	w.words(2, "words", a.Words)
	if len(a.Evidence) > 0 {
		w.line(2, "evidence:")
	}
	for _, e := range a.Evidence {
		w.line(3, "- "+cite(e))
	}
}

func (w *writer) decimal(key string, d model.Decimal) {
	if d != "" {
		w.line(2, key+": "+strconv.Quote(string(d)))
	}
}

func (w *writer) words(indent int, key string, t model.Text) {
	if len(t) == 0 {
		return
	}
	w.line(indent, key+":")
	for _, lang := range w.langs {
		if t[lang] != "" {
			w.line(indent+1, lang+": "+scalar(t[lang]))
		}
	}
}

func (w *writer) origin(o model.Origin) {
	var made []string
	for _, lang := range w.langs {
		if d, ok := o[lang]; ok {
			made = append(made, lang+": "+strconv.Quote(d))
		}
	}
	if len(made) > 0 {
		w.line(0, "translated_from: {"+strings.Join(made, ", ")+"}")
	}
}

func cite(c model.Cite) string {
	if c.At == "" {
		return fmt.Sprintf("{id: %s}", id(c.ID))
	}
	return fmt.Sprintf("{id: %s, at: %s}", id(c.ID), strconv.Quote(c.At))
}

// plainID is an id that needs no quotes, not even among braces; one that begins
// with a digit is quoted, as everywhere.
var plainID = regexp.MustCompile(`^[a-z][a-z0-9.-]*$`)

func id(s string) string {
	if plainID.MatchString(s) && scalar(s) == s {
		return s
	}
	return strconv.Quote(s)
}

// scalar is a text as the value of a key: plain where YAML reads the very same
// text, else quoted. A quoted Go string of valid UTF-8 is a double-quoted YAML
// scalar: YAML knows all of its escapes.
func scalar(s string) string {
	var doc yaml.Node
	if strings.ContainsAny(s, "\n\r\t") || yaml.Unmarshal([]byte("k: "+s), &doc) != nil || len(doc.Content) != 1 {
		return strconv.Quote(s)
	}
	pair := doc.Content[0].Content
	if len(pair) != 2 || !plain(pair[1], s) {
		return strconv.Quote(s)
	}
	return s
}

// plain reports whether a node is a text written without quotes, and says s.
func plain(n *yaml.Node, s string) bool {
	return n.Kind == yaml.ScalarNode && n.Style == 0 && n.ShortTag() == "!!str" && n.Value == s &&
		!strings.ContainsFunc(s, model.Hidden)
}
