package load

import (
	"strings"

	"gopkg.in/yaml.v3"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
)

// words decodes i18n/<lang>.yaml: flat keys, each a text or a map of plural forms.
func (l *loader) words() map[string]locale.Catalogue {
	out := map[string]locale.Catalogue{}
	for _, p := range l.snap.Paths() {
		rest, ok := strings.CutPrefix(p, "i18n/")
		if !ok {
			continue
		}
		lang, isYAML := strings.CutSuffix(rest, ".yaml")
		switch {
		case !isYAML || strings.Contains(rest, "/"):
			l.unexpected(p)
			continue
		case !l.speaks(lang):
			l.report(l.unspoken(lang, diag.Pos{File: p, Line: 1, Col: 1}))
			continue
		}
		if words := remembered(l, l.snap.File(p), func(l *loader) locale.Catalogue { return l.wordsOf(p) }); words != nil {
			out[lang] = words
		}
	}
	for _, lang := range l.localeLanguages() {
		if file := "i18n/" + lang.ID + ".yaml"; l.snap.File(file) == nil {
			l.report(diag.NewError("file-missing", diag.Pos{File: file}, "file", file))
		}
	}
	return out
}

// wordsOf decodes one file of words; nil after reporting why it cannot be one.
func (l *loader) wordsOf(p string) locale.Catalogue {
	text, ok := l.text(l.snap.File(p))
	if !ok {
		return nil
	}
	root := l.document(p, text, 1)
	if root == nil {
		return nil
	}
	return l.catalogue(p, root)
}

func (l *loader) catalogue(file string, root *yaml.Node) locale.Catalogue {
	out := locale.Catalogue{}
	d := &decoder{loader: l, file: file, kind: "i18n", at: map[string]diag.Pos{}}
	d.pairs(root, "", func(key, value *yaml.Node, here string) {
		m := locale.Message{Forms: map[string]string{}, Pos: map[string]diag.Pos{}, At: nodePos(file, key)}
		if value.Kind == yaml.MappingNode {
			d.pairs(value, here, func(form, words *yaml.Node, path string) {
				if s, ok := d.scalar(words, path); ok {
					m.Forms[form.Value], m.Pos[form.Value] = s, nodePos(file, form)
				}
			})
		} else if s, ok := d.scalar(value, here); ok {
			m.Forms["other"], m.Pos["other"] = s, nodePos(file, value)
		}
		out[key.Value] = m
	})
	return out
}
