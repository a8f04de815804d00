package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// State is how a text in one language stands to the text it is made from.
type State string

// The states of a text, which has the first that fits in the order missing, stale,
// unreviewed, present.
const (
	StatePresent    State = "present"    // an original, or made from the words that stand there now
	StateMissing    State = "missing"    // not written, or not whole
	StateStale      State = "stale"      // made from words that have changed since
	StateUnreviewed State = "unreviewed" // does not say what it was made from
)

// States are all states, in the order in which they are told.
func States() []State { return []State{StatePresent, StateMissing, StateStale, StateUnreviewed} }

// Translation is one text: a page in a language, or a record in a language. An
// original is one too; its Source is its own language.
type Translation struct {
	Kind   model.Kind
	ID     string
	Lang   string // language id
	Source string // language id of the text it is made from
	State  State
	Draft  bool     // no reader gets it yet: it is counted apart
	At     diag.Pos // where an editor goes; for a page that is missing the file to be written, without a line
	Of     diag.Pos // where the text that it is made from begins; zero when there is none
	Keys   []string // what a record lacks in this language: "title"
	Digest string   // of the text that it is made from, as it stands now; empty when there is none
	Was    string   // the digest that the translation remembers; empty when unreviewed, and for an original
	Line   string   // if stale or unreviewed: the line that says it is up to date
}

// Translations are all texts of a site, and how each stands: page by page, then
// record by record, in the order of the languages. A file that could not be
// read, and a record without words, is not among them.
func Translations(site *model.Site) []Translation {
	var out []Translation
	langs := site.Config.Editions()
	for _, id := range site.PageIDs() {
		out = append(out, pageStates(site, id, langs)...)
	}
	for _, e := range site.Records() {
		out = append(out, recordStates(site, e, langs)...)
	}
	return out
}

// pageStates are the languages of one page. A help sheet in a language that has
// nothing else is among them when it is there, and never missing.
func pageStates(site *model.Site, id string, langs []model.Language) []Translation {
	var out []Translation
	digests := map[string]string{} // by language, taken once
	digest := func(p *model.Page) string {
		if digests[p.Lang] == "" {
			digests[p.Lang] = p.SourceDigest()
		}
		return digests[p.Lang]
	}
	for _, lang := range site.Config.Languages {
		p := site.Page(id, lang.ID)
		if p != nil {
			out = append(out, pageState(site, p, digest))
			continue
		}
		edition := slices.ContainsFunc(langs, func(l model.Language) bool { return l.ID == lang.ID })
		if t := missingPage(site, id, lang.ID); edition && !site.BrokenFile(t.At.File) {
			out = append(out, t)
		}
	}
	return out
}

func pageState(site *model.Site, p *model.Page, digest func(*model.Page) string) Translation {
	t := Translation{Kind: model.KindPage, ID: p.ID, Lang: p.Lang, Source: p.SourceLanguage, State: StatePresent, Draft: p.Draft}
	t.At = diag.Pos{File: p.File, Line: 1, Col: 1}
	if t.Source == "" {
		t.Source = site.Config.Source()
	}
	from := p.TranslatedFrom
	if from != nil {
		t.Source, t.Was, t.At = from.Lang, from.Digest, p.At("translated_from")
	} else if t.Source == p.Lang {
		return t // an original
	}
	source := site.Page(p.ID, t.Source)
	if source != nil {
		t.Of, t.Digest = diag.Pos{File: source.File, Line: 1, Col: 1}, digest(source)
	}
	switch {
	case from == nil:
		t.State = StateUnreviewed
	case source != nil && from.Digest != t.Digest:
		t.State = StateStale
	}
	if source != nil && t.State != StatePresent {
		t.Line = fmt.Sprintf("translated_from: {lang: %s, digest: %q}", t.Source, t.Digest)
	}
	return t
}

// missingPage is a page that a language lacks, beside the first that has it. What
// is a draft in every language is owed to nobody.
func missingPage(site *model.Site, id, lang string) Translation {
	first := firstPage(site, id)
	t := Translation{Kind: model.KindPage, ID: id, Lang: lang, Source: first.Lang, State: StateMissing, Draft: true}
	t.At.File = strings.TrimSuffix(first.File, "."+first.Lang+".md") + "." + lang + ".md"
	t.Of = diag.Pos{File: first.File, Line: 1, Col: 1}
	for _, l := range site.Config.Languages {
		if p := site.Page(id, l.ID); p != nil && !p.Draft {
			t.Draft = false
		}
	}
	return t
}

// firstPage is the page in the first language that has it.
func firstPage(site *model.Site, id string) *model.Page {
	for _, lang := range site.Config.Fallbacks(site.Config.Source()) {
		if p := site.Page(id, lang); p != nil {
			return p
		}
	}
	return nil
}

// recordStates are the languages of one record; none when no words are due.
func recordStates(site *model.Site, e model.Entry, langs []model.Language) []Translation {
	words := slices.DeleteFunc(model.WordsOf(e.Record), func(w model.Words) bool { return w.Optional })
	if len(words) == 0 {
		return nil
	}
	made, source := origin(site, e.Record)
	digest := model.SourceDigest(e.Record, source)
	r := e.Record.Base()
	out := make([]Translation, 0, len(langs))
	for _, lang := range langs {
		t := Translation{Kind: e.Kind, ID: r.ID, Lang: lang.ID, Source: source, State: StatePresent, At: r.At(""), Of: r.At(""), Digest: digest}
		for _, w := range words {
			if w.Text[lang.ID] == "" {
				t.Keys = append(t.Keys, w.Path)
			}
		}
		was, said := made[lang.ID]
		t.Was = was
		switch {
		case len(t.Keys) > 0:
			t.State, t.At = StateMissing, r.At(t.Keys[0])
		case said && was != digest:
			t.State, t.At = StateStale, r.At("translated_from")
		case !said && lang.ID != source:
			t.State, t.At = StateUnreviewed, r.At("translated_from")
		}
		if t.State == StateStale || t.State == StateUnreviewed {
			t.Line = originLine(langs, made, map[string]string{lang.ID: digest})
		}
		out = append(out, t)
	}
	return out
}

// originLine is what a record says of its translations, with some of them made
// anew.
func originLine(langs []model.Language, made, anew map[string]string) string {
	var parts []string
	for _, lang := range langs {
		d, ok := anew[lang.ID]
		if !ok {
			d, ok = made[lang.ID]
		}
		if ok {
			parts = append(parts, lang.ID+": "+strconv.Quote(d)) // quoted: a digest may look like a number
		}
	}
	return "translated_from: {" + strings.Join(parts, ", ") + "}"
}

// origin is what a record says of its translations, and its source language.
func origin(site *model.Site, record model.Any) (model.Origin, string) {
	if t, ok := record.(interface{ Origin() *model.Translated }); ok && t.Origin().SourceLanguage != "" {
		return t.Origin().TranslatedFrom, t.Origin().SourceLanguage
	} else if ok {
		return t.Origin().TranslatedFrom, site.Config.Source()
	}
	return nil, site.Config.Source()
}

// Tally counts texts by their state.
type Tally map[State]int

// Count counts those texts that are no drafts and that wanted says yes to.
func Count(texts []Translation, wanted func(Translation) bool) Tally {
	n := Tally{}
	for _, t := range texts {
		if !t.Draft && wanted(t) {
			n[t.State]++
		}
	}
	return n
}

// All is the number of texts, also of those that are missing.
func (n Tally) All() int {
	return n[StatePresent] + n[StateMissing] + n[StateStale] + n[StateUnreviewed]
}
