package model

import (
	"crypto/sha256"
	"encoding/hex"
	"reflect"
	"strconv"
	"strings"
)

// Digest identifies a text by its words: the first 16 hexadecimal digits of
// the SHA-256 of the text after white space has collapsed. Texts are NFC since
// they were loaded. Reformatting a file therefore changes no digest.
func Digest(text string) string {
	sum := sha256.Sum256([]byte(strings.Join(strings.Fields(text), " ")))
	return hex.EncodeToString(sum[:8])
}

// Words is one text of a record and where it stands: Path is "title",
// "observations[3].note" …
type Words struct {
	Path     string
	Text     Text
	Optional bool // no translation is due
}

// WordsOf lists the texts of a record in the order of its struct, which is the
// order of the files.
func WordsOf(record any) []Words {
	return appendWords(nil, "", reflect.ValueOf(record).Elem(), false)
}

var textType = reflect.TypeFor[Text]()

func appendWords(out []Words, path string, v reflect.Value, optional bool) []Words {
	switch {
	case v.Type() == textType:
		if v.Len() > 0 {
			out = append(out, Words{path, v.Interface().(Text), optional})
		}
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
			if name == "" || name == "-" {
				continue
			}
			out = appendWords(out, join(path, name), v.Field(i), f.Tag.Get("text") == "optional")
		}
	case v.Kind() == reflect.Pointer && v.Type().Elem().Kind() == reflect.Struct && !v.IsNil():
		return appendWords(out, path, v.Elem(), optional)
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Struct:
		for i := range v.Len() {
			out = appendWords(out, Item(path, i), v.Index(i), optional)
		}
	}
	return out
}

// SourceDigest is the digest over all the words of a record in one language,
// each with its path, so that moving words from one key to another counts as a
// change. Optional texts do not count.
func SourceDigest(record any, lang string) string {
	var b strings.Builder
	for _, w := range WordsOf(record) {
		if t, ok := w.Text[lang]; ok && !w.Optional {
			b.WriteString(w.Path)
			b.WriteString(": ")
			b.WriteString(t)
			b.WriteByte('\n')
		}
	}
	return Digest(b.String())
}

// SourceDigest of a page covers title, summary and body.
func (p *Page) SourceDigest() string {
	return Digest(p.Title + "\n" + p.Summary + "\n" + string(p.Body))
}

// Item is the path of item i of the list at path: "lead[0]".
func Item(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
