// Package load reads a site folder and decodes it to [model.Site].
//
// In goes the folder as an [fs.FS]. [Read] takes a [Snapshot] of the regular
// files below content, data, i18n, layouts and static: bytes and digests, so
// that everything later judges the same bytes. [Site] decodes the snapshot.
//
// Decoding is strict. Each of these is a diagnostic with file, line and column,
// and all of a folder are reported together: an unknown, doubled or missing
// key, a wrong type, a text that YAML would read as something else, a value
// outside its grammar, a reference to nothing, an id used twice, a file where
// none belongs, a symlink or device, broken YAML, an anchor or alias, invalid
// UTF-8, mojibake, a control character, letters of two alphabets in one word, the
// marks of an unsettled merge, a file too large.
//
// Input that is odd but valid is put in order silently: a byte order mark, CRLF,
// decomposed diacritics (NFC), what word processors add to a text that is copied
// (see tidy.go), hidden files and editors' backup files, README.md.
//
// YAML lives in this package alone. An error that comes back beside the
// diagnostics is a fault of the machine (a disk that cannot be read).
package load

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// Loaded is everything a folder holds, decoded.
type Loaded struct {
	Site      *model.Site
	Words     map[string]locale.Catalogue // i18n/<lang>.yaml
	Layouts   map[string][]byte           // layouts/…: path below layouts/ → text
	Documents map[string][]byte           // files of reports: "<report>/<name>" → the bytes that are published
	Snapshot  *Snapshot
	Languages []locale.Language
}

// Site reads and decodes the folder. With diagnostics of severity Error the
// result is only good for looking up source lines.
func Site(folder fs.FS) (*Loaded, []diag.Diagnostic, error) {
	snap, found, err := Read(folder)
	if err != nil {
		return nil, nil, err
	}
	loaded, found := decode(snap, found, nil)
	return loaded, found, nil
}

// decode decodes a snapshot. found is what was wrong when it was taken; memory is
// nil when nothing is remembered.
func decode(snap *Snapshot, found []diag.Diagnostic, memory *Memory) (*Loaded, []diag.Diagnostic) {
	l := &loader{snap: snap, found: found, faults: map[string]int{}, fields: fieldCache{}, memory: memory}
	l.site = &model.Site{}
	l.config()
	memory.judgedBy(l.langs)
	l.strategy()
	l.records()
	l.pages()
	words := l.words()
	layouts := l.layouts()
	l.static()
	documents := l.documents()
	l.site.Index()
	l.references()
	return &Loaded{
		Site: l.site, Words: words, Layouts: layouts, Documents: documents, Snapshot: snap, Languages: l.localeLanguages(),
	}, diag.Sort(l.found)
}

// loader carries one folder through decoding.
type loader struct {
	snap   *Snapshot
	site   *model.Site
	found  []diag.Diagnostic
	faults map[string]int // by file
	fields fieldCache
	langs  []string // ids of the editions; empty when site.yaml could not be read
	memory *Memory  // what was made of the same bytes before; nil when nothing is remembered
}

// maxFaults is how many faults of one file are told; nobody repairs more before
// the next run.
const maxFaults = 100

func (l *loader) report(d diag.Diagnostic) {
	if l.faults[d.Pos.File]++; l.faults[d.Pos.File] <= maxFaults {
		l.found = append(l.found, d)
	}
}

// told reports whether something is wrong at a place of the file that was read
// last.
func (l *loader) told(at diag.Pos) bool {
	for i := len(l.found) - 1; i >= 0 && l.found[i].Pos.File == at.File; i-- {
		if l.found[i].Pos == at {
			return true
		}
	}
	return false
}

// speaks reports whether the site has a language. While its languages are not
// known it has all, because one fault is enough.
func (l *loader) speaks(lang string) bool { return len(l.langs) == 0 || slices.Contains(l.langs, lang) }

func (l *loader) unspoken(lang string, at diag.Pos) diag.Diagnostic {
	return diag.NewError("language-unknown", at, "lang", lang, "languages", strings.Join(l.langs, ", "))
}

func (l *loader) localeLanguages() []locale.Language {
	if l.site.Config == nil {
		return nil
	}
	var out []locale.Language
	for _, lang := range l.site.Config.Editions() {
		out = append(out, locale.Language{ID: lang.ID, BCP47: lang.BCP47})
	}
	return out
}

// Assets are what the files that pages load are made from: static/ and the
// components' style sheets and scripts, and the layouts, which say what a page
// needs of them; path → bytes. Paths are in NFC, as in texts.
func (l *Loaded) Assets() map[string][]byte {
	out := map[string][]byte{}
	for _, p := range l.Snapshot.Paths() {
		if !strings.HasPrefix(p, "static/") && !strings.HasPrefix(p, "layouts/") {
			continue
		}
		data := l.Snapshot.File(p).Data
		if ext := path.Ext(p); ext == ".css" || ext == ".js" { // they are joined with others
			data = lines(data)
		}
		out[norm.NFC.String(p)] = data
	}
	return out
}
