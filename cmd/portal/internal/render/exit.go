package render

import "antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"

// Exit is the way to leave a page at once, for somebody who is being watched.
type Exit struct {
	URL   string
	Keys  bool        // with script, Shift pressed three times leaves too
	Words []ExitWords // one for each language of the page
}

// ExitWords are what the exit says in one language.
type ExitWords struct {
	Lang    string // BCP 47, empty on a page of that language
	Label   string // of the link in the bar
	Now     string // of the link for those who go by keyboard or by ear
	Loading string // on the cover, neutral
	Two     string // Shift was pressed once: twice more
	One     string // once more
	Over    string // the presses came too slowly
}

// exitWords are the words of this edition.
func (a *assembler) exitWords() ExitWords {
	return ExitWords{
		Label: a.t("exit-label"), Now: a.t("exit-now"), Loading: a.t("exit-loading"),
		Two: a.t("exit-press-two"), One: a.t("exit-press-one"), Over: a.t("exit-over"),
	}
}

// exit is that of a page in this edition's language.
func (a *assembler) exit(under string) Exit {
	config := a.in.Site.Config
	return Exit{URL: string(config.ExitURL), Keys: exitKeys(config.ExitKeys, under), Words: []ExitWords{a.exitWords()}}
}

// exitKeys reports whether the keys work on a page: on those that the site
// names and on all below them. Everything lies below home, so home stands for
// itself alone; a reader's place in a filtered table is never at risk.
func exitKeys(named []string, under string) bool {
	for _, id := range named {
		if id == under || id != model.Home && within(under, id) {
			return true
		}
	}
	return false
}

// exit is that of a page that belongs to no edition: it speaks the languages of
// all, and its keys always work, because there is nothing on it to lose.
func (e *Engine) exit() (Exit, error) {
	out := Exit{URL: string(e.in.Site.Config.ExitURL), Keys: true}
	for _, lang := range e.in.Plan.Langs {
		a := &assembler{edition: e.editions[lang]}
		words := a.exitWords()
		words.Lang = a.lang.BCP47
		out.Words = append(out.Words, words)
		if a.err != nil {
			return out, a.err
		}
	}
	return out, nil
}
