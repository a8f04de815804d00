package render

import (
	"html/template"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/check"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// EditionStateView is a page of text, and below it how each edition stands.
type EditionStateView struct {
	Frame
	Body     template.HTML
	BodyLang string
	Contents []Anchor // second-level headings and the state below them, when there are enough to need them
	Updated  string
	Editions []EditionState
}

// EditionState is how the texts of one language stand: what is written, what it
// was made from, whether that has changed since, and who has read it.
type EditionState struct {
	Name  Words // what its speakers call the language
	Facts []Fact
}

// editionsAnchor is where the state stands on its page.
const editionsAnchor = "editions_state"

func (a *assembler) editionStates(f Frame, p *model.Page, body template.HTML) EditionStateView {
	v := EditionStateView{Frame: f, Body: body, BodyLang: a.foreign(p.Lang), Contents: a.contents(p), Updated: a.date(p.Updated)}
	if v.Contents != nil {
		v.Contents = append(v.Contents, Anchor{editionsAnchor, a.t("editions-title")})
	}
	texts := check.Translations(a.in.Site)
	for _, lang := range a.in.Site.Config.Editions() {
		v.Editions = append(v.Editions, a.editionState(lang, texts))
	}
	return v
}

func (a *assembler) editionState(lang model.Language, texts []check.Translation) EditionState {
	count := func(wanted func(check.Translation) bool) check.Tally {
		return check.Count(texts, func(t check.Translation) bool { return t.Lang == lang.ID && wanted(t) })
	}
	pages := count(func(t check.Translation) bool { return t.Kind == model.KindPage })
	records := count(func(t check.Translation) bool { return t.Kind != model.KindPage })
	s := EditionState{Name: a.endonym(lang), Facts: []Fact{
		{Label: a.t("editions-pages"), Words: a.written(pages)},
		{Label: a.t("editions-records"), Words: a.written(records)},
	}}
	originals := count(func(t check.Translation) bool { return t.Source == lang.ID && t.State != check.StateMissing })
	if n := originals.All(); n > 0 {
		s.Facts = append(s.Facts, Fact{Label: a.t("editions-first"), Words: Words{Text: a.n("count-texts", n)}})
	}
	for _, source := range a.in.Site.Config.Editions() {
		if source.ID != lang.ID {
			s.Facts = append(s.Facts, a.translatedFrom(source, count(func(t check.Translation) bool { return t.Source == source.ID }))...)
		}
	}
	s.Facts = append(s.Facts, Fact{Label: a.t("editions-read"), Words: a.readBy(lang)})
	return s
}

// translatedFrom tells of the translations from one language: how many there are,
// and how many of them are known to fit the text as it stands now.
func (a *assembler) translatedFrom(source model.Language, n check.Tally) []Fact {
	made := n.All() - n[check.StateMissing]
	if made == 0 {
		return nil
	}
	name := a.endonym(source)
	texts := func(count int) Words { return Words{Text: a.n("count-texts", count)} }
	return []Fact{
		{Label: a.t("editions-from"), Words: Words{Text: name.Text + ": " + a.p.Int(made), Lang: name.Lang}},
		{Label: a.t("editions-fresh"), Words: texts(n[check.StatePresent])},
		{Label: a.t("editions-stale"), Words: texts(n[check.StateStale])},
		{Label: a.t("editions-unreviewed"), Words: texts(n[check.StateUnreviewed])},
	}
}

// written is how many of the texts are there.
func (a *assembler) written(n check.Tally) Words {
	return Words{Text: a.t("editions-written", "count", a.p.Int(n.All()-n[check.StateMissing]), "all", a.p.Int(n.All()))}
}

// readBy is which body read an edition as natives do, and when.
func (a *assembler) readBy(lang model.Language) Words {
	switch {
	case lang.ReviewedBy == "":
		return Words{Text: a.t("editions-read-none")}
	case lang.ReviewedOn.IsZero():
		return Words{Text: lang.ReviewedBy}
	}
	return Words{Text: a.t("editions-read-by", "body", lang.ReviewedBy, "date", a.date(lang.ReviewedOn))}
}

// endonym is what its speakers call a language.
func (a *assembler) endonym(lang model.Language) Words { return Words{lang.Name, a.foreign(lang.ID)} }
