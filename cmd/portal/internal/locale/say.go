package locale

// Say is one of the program's own sentences beside diagnostics (what a build
// made, what was wrongly used), in the language of an editor as for [Teller].
// args are name, value pairs for its placeholders. An unknown key comes back as
// it is: saying never fails.
func Say(lang, key string, args ...string) string {
	text, ok := openPhrasebook(lang).Words[key]
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
