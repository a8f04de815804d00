package locale

import "sync"

// Say is one of the program's own sentences beside diagnostics (what a build
// made, what was wrongly used), in the language of an editor as for [Teller].
// args are name, value pairs for its placeholders. An unknown key comes back as
// it is: saying never fails.
func Say(lang, key string, args ...string) string { return openPhrasebook(lang).say(key, args) }

// Sayer is [Say] in one language, for who has much to say: the catalogue is read
// once.
func Sayer(lang string) func(key string, args ...string) string {
	book := sync.OnceValue(func() phrasebook { return openPhrasebook(lang) })
	return func(key string, args ...string) string { return book().say(key, args) }
}

func (b phrasebook) say(key string, args []string) string {
	text, ok := b.Words[key]
	if !ok {
		return key
	}
	return fillText(text, func(name string) (string, bool) {
		for i := 0; i+1 < len(args); i += 2 {
			if args[i] == name {
				return args[i+1], true
			}
		}
		return name, true
	})
}

// KindName is the program's word for a kind of record, or for pages, in the
// language of an editor; an unknown kind comes back as it is.
func KindName(lang, kind string) string {
	if name, ok := openPhrasebook(lang).Kinds[kind]; ok {
		return name
	}
	return kind
}

// Plain writes numbers and dates in a language of editors, without any
// catalogue of a site.
func Plain(lang string) *Printer {
	tag := lang
	if lang == "sr" {
		tag = "sr-Latn" // plain "sr" means Cyrillic
	}
	set, _ := New([]Language{{ID: lang, BCP47: tag}}, nil)
	return set.Printer(lang)
}

// Has reports whether T or N know the key.
func (p *Printer) Has(key string) bool {
	_, ok := p.messages[key]
	return ok
}
