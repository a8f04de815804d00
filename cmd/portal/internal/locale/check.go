package locale

import (
	"maps"
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// completeness compares the catalogues: same keys, the plural forms of each
// language (by id in forms), readable texts, same placeholders. plural are the
// keys of messages that count.
func completeness(langs []Language, words map[string]Catalogue, plural map[string]bool, forms map[string][]string) []diag.Diagnostic {
	var list []diag.Diagnostic
	var reference *Language
	for _, l := range langs {
		catalogue, ok := words[l.ID]
		if !ok {
			continue // missing or broken: package load has said so
		}
		for _, key := range slices.Sorted(maps.Keys(catalogue)) {
			list = append(list, checkMessage(key, catalogue[key], forms[l.ID], plural[key])...)
		}
		if reference == nil {
			reference = &l
			continue
		}
		list = append(list, compare(words[reference.ID], catalogue, l.ID, plural)...)
	}
	return list
}

// file is where the words of a language live.
func file(lang string) string { return "i18n/" + lang + ".yaml" }

// checkMessage judges one message by itself.
func checkMessage(key string, m Message, forms []string, plural bool) []diag.Diagnostic {
	var list []diag.Diagnostic
	if !plural {
		forms = []string{"other"}
	}
	for _, form := range forms {
		text, ok := m.Forms[form]
		switch {
		case ok && strings.TrimSpace(text) == "":
			list = append(list, diag.NewError("value-empty", m.place(form), "key", key))
		case !ok:
			list = append(list, diag.NewError("message-plural-missing", m.At,
				"key", key, "form", form, "forms", strings.Join(forms, ", ")))
		}
	}
	_, bad := placeholders(m.Forms)
	for _, form := range slices.Sorted(maps.Keys(m.Forms)) {
		if !slices.Contains(forms, form) {
			list = append(list, diag.NewError("message-plural-extra", m.place(form),
				"key", key, "form", form, "forms", strings.Join(forms, ", ")))
		}
		if wrong, ok := bad[form]; ok {
			list = append(list, diag.NewError("message-template", m.place(form), "key", key, "detail", wrong))
		}
	}
	return list
}

// compare judges a catalogue by the reference.
func compare(want, got Catalogue, lang string, plural map[string]bool) []diag.Diagnostic {
	var list []diag.Diagnostic
	for _, key := range slices.Sorted(maps.Keys(want)) {
		m, ok := got[key]
		if !ok {
			list = append(list, diag.NewError("message-missing", diag.Pos{File: file(lang)}, "key", key, "file", file(lang)))
			continue
		}
		wantNames, bad := placeholders(want[key].Forms)
		gotNames, worse := placeholders(m.Forms)
		if bad != nil || worse != nil {
			continue // said already; comparing halves would only confuse
		}
		if plural[key] {
			// "One activity" may go without its number; N is always there to use.
			wantNames, gotNames = withoutN(wantNames), withoutN(gotNames)
		}
		if !slices.Equal(wantNames, gotNames) {
			list = append(list, diag.NewError("message-placeholders", m.At,
				"key", key, "want", show(wantNames), "got", show(gotNames)))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[key]; !ok {
			list = append(list, diag.NewError("message-extra", got[key].At, "key", key))
		}
	}
	return list
}

func withoutN(names []string) []string {
	return slices.DeleteFunc(names, func(n string) bool { return n == "N" })
}

// show writes placeholders as an editor types them; a dash when there are none.
func show(names []string) string {
	if len(names) == 0 {
		return "–"
	}
	return "{{." + strings.Join(names, "}}, {{.") + "}}"
}

// place is where a form stands, or the key where load gave no place for it.
func (m Message) place(form string) diag.Pos {
	if pos, ok := m.Pos[form]; ok {
		return pos
	}
	return m.At
}
