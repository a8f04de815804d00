// Package model is the vocabulary of the portal: Strategy, Objective, Activity,
// Institution, Instrument, Report, Series, Recommendation, Helpline, Campaign,
// Term, Source, Progress and Page, and the immutable [Site] that indexes them.
//
// The names are the same in YAML keys, Go, templates and talk. The structs are
// plain data with yaml tags; package load fills them. Tags beyond yaml's own
// say what the loader must hold a file to, so that one declaration serves the
// decoder, the checks, the schemas and the scaffolds:
//
//	need:"yes"         the key must be there
//	ref:"institution"  the value (or each of a list) is the id of such a record
//	text:"optional"    words that may be missing in some language without a
//	                   translation being due (editors' notes)
//	grammar:"slug"     the text (or each of a list) is a slug, an address, a
//	                   language id, a tag, a digest or an id
//	keys:"language"    a map by language id
//
// An empty string, slice or map means "not known". Nothing here does I/O,
// reads the clock, or knows a language by name.
package model

import "antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"

// Kind names a sort of record as it stands in links ("activity:1.1.1") and in
// `ref` tags.
type Kind string

// The kinds of records, and pages, which are linked in the same way.
const (
	KindPage           Kind = "page"
	KindObjective      Kind = "objective"
	KindActivity       Kind = "activity"
	KindInstitution    Kind = "institution"
	KindInstrument     Kind = "instrument"
	KindReport         Kind = "report"
	KindSeries         Kind = "series"
	KindRecommendation Kind = "recommendation"
	KindCampaign       Kind = "campaign"
	KindTerm           Kind = "term"
	KindHelpline       Kind = "helpline"
	KindSource         Kind = "source"
	KindProgress       Kind = "progress"
	KindSite           Kind = "site"
	KindStrategy       Kind = "strategy"
)

// Text is words by language id: {"sq": …, "sr": …, "en": …}. A language
// without words is absent.
type Text map[string]string

// Record is what every record knows of itself: its id (the file's name), its
// file, and where each of its keys stands.
type Record struct {
	ID   string `yaml:"-"`
	File string `yaml:"-"`
	at   map[string]diag.Pos
}

// SetPlaces gives the record its identity and the places of its values, keyed
// by path ("title.sq", "lead[0]"). Package load calls it once.
func (r *Record) SetPlaces(id, file string, at map[string]diag.Pos) {
	r.ID, r.File, r.at = id, file, at
}

// At is the place of the value at path, or of the nearest key above it, or the
// file's first line when the record has no such key.
func (r *Record) At(path string) diag.Pos {
	for path != "" {
		if p, ok := r.at[path]; ok {
			return p
		}
		path = parent(path)
	}
	return diag.Pos{File: r.File, Line: 1, Col: 1}
}

// Base gives access to the embedded Record of any kind of record.
func (r *Record) Base() *Record { return r }

func parent(path string) string {
	for i := len(path) - 1; i > 0; i-- {
		if path[i] == '.' || path[i] == '[' {
			return path[:i]
		}
	}
	return ""
}

// Cite points into a source document: which, and where in it (page, chapter or
// paragraph, as the document numbers them).
type Cite struct {
	ID string `yaml:"id" need:"yes" ref:"source"`
	At string `yaml:"at"`
}

// Origin remembers the texts that translations were made from: language id to
// the digest of all the record's words in its source language ([Digest]).
type Origin map[string]string

// Translated is embedded by records with words in several languages.
type Translated struct {
	SourceLanguage string `yaml:"source_language" grammar:"language"` // empty means the first official language
	TranslatedFrom Origin `yaml:"translated_from"`
}

// Origin gives access to what a record says of its translations.
func (t *Translated) Origin() *Translated { return t }

// Renamed is embedded by records that readers are led to: what was published
// under an id stays reachable when the record gets another one.
type Renamed struct {
	FormerIDs []string `yaml:"former_ids" grammar:"id"` // the oldest first
}

// Former gives access to the ids that a record had before.
func (r *Renamed) Former() *Renamed { return r }
