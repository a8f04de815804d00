// Package schema says what may stand in a record and in the header of a page:
// for editors of code, as JSON Schema (draft 2020-12), and for the rooms above,
// as lists of keys.
//
// In go the structs of package model with their tags, and the languages of a
// site; out come the keys of each [Kind] and, from [Write], one schema for each.
// Nothing is declared here twice. The schemas are made by reflection of our own,
// because the model says what no general generator reads: which keys must be
// there, what a value refers to, which words it may be, and that a text is a map
// by the site's languages.
//
// A schema refuses what the loader refuses as long as one file shows it: unknown
// and missing keys, wrong types, words and grammars. It cannot know other files:
// the id of a record is held to its grammar, not to what exists, because a list
// of ids would be out of date with the next record.
package schema

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// Folder is where the schemas of a site lie, below the site folder.
const Folder = ".schemas"

// File is the name of the schema of a kind.
func (k Kind) File() string { return string(k.Name) + ".schema.json" }

// Write makes the schemas of a site with these languages: name → text.
func Write(langs []string) (map[string][]byte, error) {
	out, said := map[string][]byte{}, map[string]func(owner, name string) string{}
	for _, lang := range locale.Editors() {
		said[lang] = locale.Keys(lang)
	}
	for _, k := range Kinds() {
		m := &maker{langs: langs, keys: said, parts: map[string]bool{}}
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(m.document(k)); err != nil {
			return nil, err
		}
		out[k.File()] = b.Bytes()
	}
	return out, nil
}

// object is a JSON object whose members keep their order.
type object []member

type member struct {
	name  string
	value any
}

// MarshalJSON writes the members in their order; there is at least one.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for i, m := range o {
		b.WriteByte("{,"[min(i, 1)])
		b.WriteString(strconv.Quote(m.name) + ":") // names are plain ASCII
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(m.value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// maker makes one schema.
type maker struct {
	langs []string
	keys  map[string]func(owner, name string) string // what each means, by language of the editors
	parts map[string]bool                            // definitions that are made or being made
	defs  object
}

func (m *maker) document(k Kind) object {
	body := m.structure(k.Keys())
	o := object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"title", m.words(func(lang string) string { return locale.Kind(lang, string(k.Name)) })},
	}
	o = append(o, body...)
	if len(m.defs) > 0 {
		o = append(o, member{"$defs", m.defs})
	}
	return o
}

// words are the words of every language of the editors, one after the other.
func (m *maker) words(in func(lang string) string) string {
	var out []string
	for _, lang := range locale.Editors() {
		out = append(out, in(lang))
	}
	return strings.Join(out, " · ")
}

func (m *maker) structure(keys []Key) object {
	var properties object
	var required []string
	for _, k := range keys {
		value := object{{"description", m.words(func(lang string) string { return m.keys[lang](k.Owner, k.Name) })}}
		properties = append(properties, member{k.Name, append(value, m.value(k)...)})
		if k.Need {
			required = append(required, k.Name)
		}
	}
	o := object{{"type", "object"}, {"properties", properties}}
	if required != nil {
		o = append(o, member{"required", required})
	}
	return append(o, member{"additionalProperties", false})
}

func (m *maker) value(k Key) object {
	if k.List() {
		o := object{{"type", "array"}, {"minItems", 1}}
		if k.Elem().Kind() != reflect.Struct {
			o = append(o, member{"uniqueItems", true})
		}
		return append(o, member{"items", m.single(k, k.Elem())})
	}
	return m.single(k, k.Elem())
}

// single is the schema of one value of a type.
func (m *maker) single(k Key, t reflect.Type) object {
	switch {
	case t == reflect.TypeFor[model.Text]():
		return m.part("text", func() object { return append(m.byLanguage(text()), member{"minProperties", 1}) })
	case t == reflect.TypeFor[model.Origin]():
		return m.byLanguage(grammar(model.DigestPattern))
	case pattern(t) != "":
		return m.part(snake(t.Name()), func() object { return scalar(t) })
	case t.Kind() == reflect.Struct:
		return m.part(snake(t.Name()), func() object { return m.structure(k.Parts()) })
	case t.Kind() == reflect.Map && k.Words:
		return m.byLanguage(m.value(Key{Type: t.Elem()}))
	case t.Kind() == reflect.Map:
		return object{{"type", "object"}, {"additionalProperties", m.value(Key{Type: t.Elem()})}}
	case t.Kind() == reflect.Bool:
		return object{{"type", "boolean"}}
	case t.Kind() == reflect.Int:
		return object{{"type", "integer"}}
	}
	return m.string(k)
}

// string is a text that must be one of some words, follow a grammar, or is free.
func (m *maker) string(k Key) object {
	switch {
	case k.Values() != nil:
		return object{{"enum", k.Values()}}
	case k.Ref != "":
		return grammar(k.Ref.IDPattern())
	}
	switch k.Grammar {
	case "language":
		return object{{"enum", m.langs}}
	case "slug":
		return grammar(model.SlugPattern)
	case "address":
		return grammar(model.AddressPattern)
	case "tag":
		return grammar(model.TagPattern)
	case "digest":
		return grammar(model.DigestPattern)
	case "id":
		return grammar(model.IDPattern)
	}
	return m.part("line", text)
}

// part makes a definition once, and is a reference to it.
func (m *maker) part(name string, body func() object) object {
	if !m.parts[name] {
		m.parts[name] = true
		m.defs = append(m.defs, member{name, body()})
	}
	return object{{"$ref", "#/$defs/" + name}}
}

// byLanguage is a map whose keys are languages of the site.
func (m *maker) byLanguage(value object) object {
	var properties object
	for _, lang := range m.langs {
		properties = append(properties, member{lang, value})
	}
	return object{{"type", "object"}, {"properties", properties}, {"additionalProperties", false}}
}

// text is a text that says something and is not still to be written.
func text() object {
	return object{{"type", "string"}, {"pattern", `\S`}, {"not", object{{"pattern", `\?\?\?`}}}}
}

func grammar(pattern string) object { return object{{"type", "string"}, {"pattern", pattern}} }

// scalar is a type that reads its own text. The loader takes the text whatever
// YAML makes of it, so a year or a number need not be quoted. An empty text means
// "not known" where the type can be empty.
func scalar(t reflect.Type) object {
	p := pattern(t)
	if t.Kind() == reflect.String {
		p = `^$|` + p
	}
	return object{{"type", []string{"string", "number"}}, {"pattern", p}}
}
