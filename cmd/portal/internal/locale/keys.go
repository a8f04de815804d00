package locale

import "slices"

// Editors are the languages in which the program speaks, the first one first.
func Editors() []string { return slices.Clone(editors[:]) }

// Keys says what each key of a record means, in the language of an editor as for
// [Teller]: that of its owner ("activity", "cite"), else that of every record.
// Empty when nobody has said it.
func Keys(lang string) func(owner, name string) string {
	book := openKeys(lang)
	return func(owner, name string) string {
		if own, ok := book[owner+"."+name]; ok {
			return own
		}
		return book[name]
	}
}

func openKeys(lang string) map[string]string {
	if !slices.Contains(editors[:], lang) {
		lang = editors[0]
	}
	return open[map[string]string]("keys_" + lang + ".json")
}

// Kind is what records of a kind are called: "activity".
func Kind(lang, kind string) string { return openPhrasebook(lang).Kinds[kind] }
