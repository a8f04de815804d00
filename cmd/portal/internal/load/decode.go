package load

import (
	"encoding"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// field is a key of a record, from its struct's tags.
type field struct {
	key   string
	index []int
	need  bool
	ref   model.Kind
}

// fieldCache holds the keys of each struct type, in the order of the struct.
type fieldCache map[reflect.Type][]field

func (c fieldCache) of(t reflect.Type) []field {
	if f, ok := c[t]; ok {
		return f
	}
	var out []field
	for i := range t.NumField() {
		sf := t.Field(i)
		key, options, _ := strings.Cut(sf.Tag.Get("yaml"), ",")
		switch {
		case options == "inline":
			for _, inner := range c.of(sf.Type) {
				inner.index = append([]int{i}, inner.index...)
				out = append(out, inner)
			}
		case key != "" && key != "-":
			out = append(out, field{key, []int{i}, sf.Tag.Get("need") == "yes", model.Kind(sf.Tag.Get("ref"))})
		}
	}
	c[t] = out
	return out
}

// decoder fills one record from one file.
type decoder struct {
	*loader
	file string
	kind string // what the record is called in messages: "activity"
	at   map[string]diag.Pos
}

func (d *decoder) wrong(code string, n *yaml.Node, args ...string) {
	d.report(diag.NewError(code, nodePos(d.file, n), args...))
}

// structure fills the struct v from the map n. Every fault is reported; what
// could be read is filled in.
func (d *decoder) structure(n *yaml.Node, v reflect.Value, path string) {
	if n.Kind != yaml.MappingNode {
		d.wrong("type-wrong", n, "key", d.label(path), "want", "map", "got", typeName(n))
		return
	}
	fields := d.fields.of(v.Type())
	seen, meant := map[string]int{}, map[string]bool{}
	for i := 0; i < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if first, again := seen[key.Value]; again {
			d.wrong("key-duplicate", key, "key", key.Value, "first", strconv.Itoa(first))
			continue
		}
		seen[key.Value] = key.Line
		f := slices.IndexFunc(fields, func(f field) bool { return f.key == key.Value })
		if f < 0 {
			meant[d.unknownKey(key, fields)] = true
			continue
		}
		here := join(path, key.Value)
		d.at[here] = nodePos(d.file, value)
		d.value(value, v.FieldByIndex(fields[f].index), here, fields[f].ref)
	}
	for _, f := range fields {
		if _, ok := seen[f.key]; f.need && !ok && !meant[f.key] {
			d.report(diag.NewError("key-missing", diag.Pos{File: d.file, Line: max(n.Line, 1), Col: max(n.Column, 1)},
				"key", join(path, f.key), "kind", d.kind))
		}
	}
}

// unknownKey reports a key that the record does not have and returns the one
// that was probably meant, so that it is not reported as missing too.
func (d *decoder) unknownKey(key *yaml.Node, fields []field) string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.key
	}
	fault := diag.NewError("key-unknown", nodePos(d.file, key), "key", key.Value, "kind", d.kind, "keys", strings.Join(names, ", "))
	return d.suggest(fault, key.Value, names)
}

// suggest reports a fault with "did you mean" where a candidate is near the
// word, and returns that candidate.
func (d *decoder) suggest(fault diag.Diagnostic, word string, candidates []string) string {
	near := diag.Nearest(word, candidates)
	if near != "" {
		fault = fault.WithHint("did-you-mean", "suggestion", near, "file", "")
	}
	d.report(fault)
	return near
}

var (
	unmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()
	textType    = reflect.TypeFor[model.Text]()
	originType  = reflect.TypeFor[model.Origin]()
)

// enumeration is a string type that lists the values a file may name.
type enumeration interface{ Values() []string }

// value fills v, of any type a record uses, from n.
func (d *decoder) value(n *yaml.Node, v reflect.Value, path string, ref model.Kind) {
	switch {
	case v.Type() == textType:
		d.words(n, v, path)
	case v.Type() == originType:
		d.origin(n, v, path)
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem(), path, ref)
	case reflect.PointerTo(v.Type()).Implements(unmarshaler):
		d.grammar(n, v, path)
	case v.Kind() == reflect.Struct:
		d.structure(n, v, path)
	case v.Kind() == reflect.Slice:
		d.list(n, v, path, ref)
	case v.Kind() == reflect.Map:
		d.mapping(n, v, path)
	case v.Kind() == reflect.Bool:
		d.boolean(n, v, path)
	case v.Kind() == reflect.Int:
		d.integer(n, v, path)
	case v.Kind() == reflect.String:
		d.text(n, v, path, ref)
	default:
		panic("load: no decoding for " + v.Type().String())
	}
}

// text fills a string. A scalar that YAML reads as a number, a date or a truth
// value must be quoted: 1.10 would become 1.1, 0192 an octal number.
func (d *decoder) text(n *yaml.Node, v reflect.Value, path string, ref model.Kind) {
	s, ok := d.scalar(n, path)
	if !ok {
		return
	}
	if n.ShortTag() != "!!str" {
		d.wrong("quote-needed", n, "key", d.label(path), "value", n.Value)
		return
	}
	if e, ok := v.Interface().(enumeration); ok {
		s = d.allowed(n, path, typed(s), e.Values())
	}
	if ref != "" {
		s = typed(s)
		d.site.Refs = append(d.site.Refs, model.Ref{Kind: ref, ID: s, Pos: nodePos(d.file, n)})
	}
	v.SetString(s)
}

// scalar is a scalar's trimmed text, refusing lists, maps, nothing and what is
// still to be written.
func (d *decoder) scalar(n *yaml.Node, path string) (string, bool) {
	switch {
	case n.Kind != yaml.ScalarNode:
		d.wrong("type-wrong", n, "key", d.label(path), "want", "text", "got", typeName(n))
		return "", false
	case n.ShortTag() == "!!null" || strings.TrimSpace(n.Value) == "":
		d.wrong("value-empty", n, "key", d.label(path))
		return "", false
	case isBlank(n):
		d.wrong("blank-left", n, "key", d.label(path))
		return "", false
	}
	return strings.TrimSpace(n.Value), true
}

// isBlank reports whether somebody has still to write a value.
func isBlank(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && strings.Contains(n.Value, model.Blank)
}

// allowed reports a value that is none of values. A misspelt one is read as the
// value that was meant, so that no other fault follows from it.
func (d *decoder) allowed(n *yaml.Node, path, s string, values []string) string {
	if slices.Contains(values, s) {
		return s
	}
	fault := diag.NewError("value-unknown", nodePos(d.file, n), "key", d.label(path), "value", s, "allowed", strings.Join(values, ", "))
	if near := d.suggest(fault, s, values); near != "" {
		return near
	}
	return s
}

// grammar fills a type that reads its own text (dates, deadlines, numbers). The
// scalar's text counts, whatever YAML takes it for: 2015-03-31 is no timestamp.
func (d *decoder) grammar(n *yaml.Node, v reflect.Value, path string) {
	if n.Kind == yaml.ScalarNode && n.Style != 0 && n.Value == "" && v.Kind() == reflect.String {
		return // an explicitly empty "" means not known
	}
	s, ok := d.scalar(n, path)
	if !ok {
		return
	}
	s = typed(s)
	if err := v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(s)); err != nil {
		var invalid model.Invalid
		if !errors.As(err, &invalid) {
			panic(err)
		}
		d.wrong(invalid.Code, n, "key", d.label(path), "value", s)
	}
}

func (d *decoder) boolean(n *yaml.Node, v reflect.Value, path string) {
	s, ok := d.scalar(n, path)
	if !ok {
		return
	}
	s = typed(s)
	if s != "true" && s != "false" {
		d.wrong("type-wrong", n, "key", d.label(path), "want", "boolean", "got", typeName(n))
		return
	}
	v.SetBool(s == "true")
}

func (d *decoder) integer(n *yaml.Node, v reflect.Value, path string) {
	s, ok := d.scalar(n, path)
	if !ok {
		return
	}
	s = typed(s)
	i, err := strconv.Atoi(s)
	if err != nil || strconv.Itoa(i) != s { // 0192 and 1_000 are not what they seem
		d.wrong("type-wrong", n, "key", d.label(path), "want", "integer", "got", typeName(n))
		return
	}
	v.SetInt(int64(i))
}

func (d *decoder) list(n *yaml.Node, v reflect.Value, path string, ref model.Kind) {
	if n.Kind != yaml.SequenceNode {
		d.wrong("type-wrong", n, "key", d.label(path), "want", "list", "got", typeName(n))
		return
	}
	if len(n.Content) == 0 {
		d.wrong("value-empty", n, "key", d.label(path))
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	seen := map[string]bool{}
	for i, c := range n.Content {
		here := model.Item(path, i)
		d.at[here] = nodePos(d.file, c)
		if c.Kind == yaml.ScalarNode && seen[c.Value] && !isBlank(c) {
			d.wrong("list-duplicate", c, "key", d.label(path), "value", c.Value)
			continue // what it would do twice is not a fault of its own
		}
		seen[c.Value] = true
		d.value(c, v.Index(i), here, ref)
	}
}

// mapping fills the maps that records use: from a word to a text, a truth
// value or a list.
func (d *decoder) mapping(n *yaml.Node, v reflect.Value, path string) {
	v.Set(reflect.MakeMap(v.Type()))
	d.pairs(n, path, func(key, value *yaml.Node, here string) {
		if isBlank(key) {
			d.wrong("blank-left", key, "key", d.label(path))
			return
		}
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(value, item, here, "")
		v.SetMapIndex(reflect.ValueOf(key.Value), item)
	})
}

// words fills a Text: language id → words.
func (d *decoder) words(n *yaml.Node, v reflect.Value, path string) {
	out := model.Text{}
	d.pairs(n, path, func(key, value *yaml.Node, here string) {
		lang := d.language(key)
		s, ok := d.scalar(value, here)
		switch {
		case lang == "":
		case ok:
			out[lang] = s
		case isBlank(value):
			out[lang] = model.Blank
		}
	})
	v.Set(reflect.ValueOf(out))
}

// origin fills translated_from: language id → digest.
func (d *decoder) origin(n *yaml.Node, v reflect.Value, path string) {
	out := model.Origin{}
	d.pairs(n, path, func(key, value *yaml.Node, here string) {
		lang := d.language(key)
		s, ok := d.scalar(value, here)
		s = typed(s)
		switch {
		case !ok || lang == "":
		case !isDigest(s):
			d.wrong("digest-invalid", value, "value", s)
		default:
			out[lang] = s
		}
	})
	v.Set(reflect.ValueOf(out))
}

func isDigest(s string) bool {
	return len(s) == 16 && strings.Trim(s, "0123456789abcdef") == ""
}

func (d *decoder) pairs(n *yaml.Node, path string, each func(key, value *yaml.Node, here string)) {
	if n.Kind != yaml.MappingNode {
		d.wrong("type-wrong", n, "key", d.label(path), "want", "map", "got", typeName(n))
		return
	}
	seen := map[string]int{}
	for i := 0; i < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if first, again := seen[key.Value]; again {
			d.wrong("key-duplicate", key, "key", key.Value, "first", strconv.Itoa(first))
			continue
		}
		seen[key.Value] = key.Line
		here := join(path, key.Value)
		d.at[here] = nodePos(d.file, value)
		each(key, value, here)
	}
}

// language is the language that a key names. One that the site does not have is
// reported; it stands for the language that was meant, or for none.
func (d *decoder) language(key *yaml.Node) string {
	if d.speaks(key.Value) {
		return key.Value
	}
	return d.suggest(d.unspoken(key.Value, nodePos(d.file, key)), key.Value, d.langs)
}

// label names a value in a message: its path, or the kind for the root.
func (d *decoder) label(path string) string {
	if path == "" {
		return d.kind
	}
	return path
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
