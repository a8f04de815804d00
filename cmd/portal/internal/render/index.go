package render

import (
	"html/template"
	"strconv"
	"strings"
	"unicode"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// index assembles the alphabetical index: every page, every record with a page
// of its own, and every term. Quiet pages are in it like any other.
func (a *assembler) index(f Frame, body template.HTML) IndexView {
	entries := append(a.pageEntries(), a.recordEntries()...)
	return IndexView{Frame: f, Body: body, Count: a.n("count-entries", len(entries)), Letters: a.underLetters(entries)}
}

// underLetters puts entries into the order of the alphabet, each letter once.
func (a *assembler) underLetters(entries []IndexEntry) []IndexLetter {
	locale.Sort(a.p, entries, func(e IndexEntry) string { return filed(e.Title.Text) })
	var out []IndexLetter
	at := map[string]int{} // letter → place: an accent that is no letter of its own may part equal ones
	for _, e := range entries {
		letter := a.letter(filed(e.Title.Text))
		i, known := at[letter]
		if !known {
			i = len(out)
			at[letter] = i
			out = append(out, IndexLetter{Anchor: "letter-" + strconv.Itoa(i+1), Letter: letter})
		}
		out[i].Entries = append(out[i].Entries, e)
	}
	return out
}

// filed is a title as it is filed: without a quotation mark before its first
// letter or digit.
func filed(title string) string {
	rest := strings.TrimLeftFunc(title, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if rest == "" {
		return title
	}
	return rest
}

// letter is the heading under which a title stands; numbers share one.
func (a *assembler) letter(title string) string {
	if l := a.p.Initial(title); l < "0" || l > "9" {
		return l
	}
	return "0–9"
}

// pageEntries are all pages of content/ but the index itself and the 404 page.
func (a *assembler) pageEntries() []IndexEntry {
	var out []IndexEntry
	word := a.t("entry-page")
	for _, id := range a.in.Site.PageIDs() {
		if l := a.pageLink(id); l != nil && l.URL != "" {
			if kind := a.best(id).Kind; kind != model.PageIndex && kind != model.PageNotFound {
				out = append(out, IndexEntry{Title: l.Words, URL: l.URL, Kind: word})
			}
		}
	}
	return out
}

// recordEntries are the records that have a page, and the terms, which have a
// place on the glossary.
func (a *assembler) recordEntries() []IndexEntry {
	var out []IndexEntry
	for _, r := range a.in.Site.Records() {
		id := r.Record.Base().ID
		title, word := a.called(r.Record)
		if url := a.url(r.Kind, id); url != "" && title.Text != "" {
			out = append(out, IndexEntry{Title: title, URL: url, Kind: word})
		}
	}
	return out
}

// called is a record's name and what it is, in a word; nothing for a record that
// readers are not led to by name.
func (a *assembler) called(record model.Any) (title Words, word string) {
	switch r := record.(type) {
	case *model.Objective:
		return a.words(r.Title), a.t("objective-short", "id", r.ID)
	case *model.Activity:
		return a.words(r.Title), a.t("activity-short", "code", r.ID)
	case *model.Institution:
		return a.words(r.Name), a.t("entry-institution")
	case *model.Instrument:
		return a.words(r.Title), a.t("instrument-type-" + r.Type)
	case *model.Report:
		return a.words(r.Title), a.t("report-type-" + r.Type)
	case *model.Series:
		return a.words(r.Indicator), a.t("entry-series")
	case *model.Campaign:
		return a.words(r.Title), a.t("entry-campaign")
	case *model.Term:
		return a.words(r.Term), a.t("entry-term")
	}
	return Words{}, ""
}
