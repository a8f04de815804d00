package load

import (
	"cmp"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// idGrammar is the grammar of every id, which is a file's name.
var idGrammar = regexp.MustCompile(model.IDPattern)

const (
	siteFile     = "data/site.yaml"
	strategyFile = "data/strategy.yaml"
)

// folders are the folders of data/ with one record per file.
var folders = []string{
	"objectives", "activities", "institutions", "instruments", "reports", "series", "recommendations",
	"helplines", "campaigns", "glossary", "sources", "progress",
}

func (l *loader) strategy() {
	if f := l.snap.File(strategyFile); f != nil {
		l.site.Strategy = remembered(l, f, func(l *loader) *model.Strategy {
			s := &model.Strategy{}
			if !l.decode(f, string(model.KindStrategy), "", s) {
				return nil
			}
			return s
		})
	}
}

// decode fills a record from a file; false when the file is no YAML at all.
func (l *loader) decode(f *File, kind, id string, record interface{ Base() *model.Record }) bool {
	text, ok := l.text(f)
	if !ok {
		return false
	}
	root := l.document(f.Path, text, 1)
	if root == nil {
		return false
	}
	l.fill(root, f.Path, kind, id, record)
	return true
}

func (l *loader) fill(root *yaml.Node, file, kind, id string, record interface{ Base() *model.Record }) {
	d := &decoder{loader: l, file: file, kind: kind, at: map[string]diag.Pos{}}
	record.Base().SetPlaces(id, file, d.at)
	d.structure(root, reflect.ValueOf(record).Elem(), "")
	if t, ok := record.(interface{ Origin() *model.Translated }); ok {
		l.source(record.Base(), t.Origin().SourceLanguage)
	}
	if r, ok := record.(interface{ Former() *model.Renamed }); ok {
		l.former(record.Base(), r.Former())
	}
}

// former judges the ids that a record had before. One that is none is told and
// stands for nothing.
func (l *loader) former(r *model.Record, was *model.Renamed) {
	for i, id := range was.FormerIDs {
		if at := r.At(model.Item("former_ids", i)); id != "" && !idGrammar.MatchString(id) {
			l.report(diag.NewError("id-invalid", at, "value", id))
			was.FormerIDs[i] = ""
		}
	}
}

// source judges the language that a record or page was written in.
func (l *loader) source(r *model.Record, lang string) {
	if lang != "" && !l.speaks(lang) {
		l.report(l.unspoken(lang, r.At("source_language")))
	}
}

// records decodes every folder of data/.
func (l *loader) records() {
	files := map[string][]*File{}
	for _, p := range l.snap.Paths() {
		rest, ok := strings.CutPrefix(p, "data/")
		if !ok || p == siteFile || p == strategyFile {
			continue
		}
		folder, _, inside := strings.Cut(rest, "/")
		if !inside || !slices.Contains(folders, folder) {
			l.unexpected(p)
			continue
		}
		files[folder] = append(files[folder], l.snap.File(p))
	}
	s := l.site
	s.Objectives = collect(l, files["objectives"], model.KindObjective, byID[*model.Objective])
	s.Activities = collect(l, files["activities"], model.KindActivity, byID[*model.Activity])
	s.Institutions = collect(l, files["institutions"], model.KindInstitution, byID[*model.Institution])
	s.Instruments = collect(l, files["instruments"], model.KindInstrument, byID[*model.Instrument])
	s.Reports = collect(l, files["reports"], model.KindReport, byID[*model.Report])
	s.Series = collect(l, files["series"], model.KindSeries, byID[*model.Series])
	s.Recommendations = collect(l, files["recommendations"], model.KindRecommendation, byID[*model.Recommendation])
	s.Helplines = collect(l, files["helplines"], model.KindHelpline, func(a, b *model.Helpline) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), model.CompareID(a.ID, b.ID))
	})
	s.Campaigns = collect(l, files["campaigns"], model.KindCampaign, byID[*model.Campaign])
	s.Terms = collect(l, files["glossary"], model.KindTerm, byID[*model.Term])
	s.Sources = collect(l, files["sources"], model.KindSource, byID[*model.Source])
	s.Progress = l.progress(files["progress"])
}

func byID[T interface{ Base() *model.Record }](a, b T) int {
	return model.CompareID(a.Base().ID, b.Base().ID)
}

// record is a pointer to any kind of record.
type record[T any] interface {
	*T
	Base() *model.Record
}

// collect decodes the files of one kind: <id>.yaml, or <id>/<id>.yaml with the
// record's own documents beside it.
func collect[T any, P record[T]](l *loader, files []*File, kind model.Kind, order func(a, b P) int) model.Index[T] {
	var all []*T
	seen := map[string]string{}
	for _, f := range files {
		id, ok := l.recordID(f.Path)
		if !ok {
			continue
		}
		if other, twice := seen[id]; twice {
			l.report(diag.NewError("id-duplicate", diag.Pos{File: f.Path, Line: 1, Col: 1}, "id", id, "other", other))
			continue
		}
		seen[id] = f.Path
		r := remembered(l, f, func(l *loader) *T {
			r := new(T)
			if !l.decode(f, string(kind), id, P(r)) {
				return nil
			}
			return r
		})
		if r != nil {
			all = append(all, r)
		} else {
			l.site.MarkBroken(f.Path, kind, id)
		}
	}
	slices.SortFunc(all, func(a, b *T) int { return order(P(a), P(b)) })
	return model.NewIndex(all, func(r *T) string { return P(r).Base().ID })
}

// recordID is the id that a file in data/<folder>/ stands for; false when the
// file is a document beside a record, or has been reported.
func (l *loader) recordID(p string) (string, bool) {
	parts := strings.Split(strings.TrimPrefix(p, "data/"), "/")
	name := parts[len(parts)-1]
	ext := path.Ext(name)
	id := strings.TrimSuffix(name, ext)
	switch {
	case len(parts) == 3 && (ext != ".yaml" || id != parts[1]):
		if l.snap.File("data/"+parts[0]+"/"+parts[1]+"/"+parts[1]+".yaml") == nil || ext == ".yaml" {
			l.unexpected(p)
		}
		return "", false
	case len(parts) > 3 || ext != ".yaml":
		l.unexpected(p)
		return "", false
	case !idGrammar.MatchString(id):
		l.report(diag.NewError("file-name-invalid", diag.Pos{File: p, Line: 1, Col: 1}, "name", name))
		return "", false
	}
	return id, true
}

func (l *loader) unexpected(p string) {
	l.report(diag.NewError("file-unexpected", diag.Pos{File: p, Line: 1, Col: 1}, "file", p, "expected", expected(p)))
}

// expected says what may stand in a file's folder.
func expected(p string) string {
	switch root, rest, _ := strings.Cut(p, "/"); root {
	case "data":
		folder, _, inside := strings.Cut(rest, "/")
		if inside && folder == "progress" {
			return "data/progress/YEAR-qN/INSTITUTION.yaml"
		}
		if inside && slices.Contains(folders, folder) {
			return "data/" + folder + "/ID.yaml"
		}
		return "data/site.yaml, data/strategy.yaml, data/" + strings.Join(folders, "/, data/") + "/"
	case "i18n":
		return "i18n/LANGUAGE.yaml"
	case "layouts":
		return "layouts/base.html, layouts/pages/KIND.html, layouts/components/NAME/"
	}
	return "content/SECTION/NAME.LANGUAGE.md"
}

// progress decodes data/progress/<year>-q<n>/<institution>.yaml.
func (l *loader) progress(files []*File) model.Index[model.Progress] {
	var all []*model.Progress
	for _, f := range files {
		parts := strings.Split(strings.TrimPrefix(f.Path, "data/progress/"), "/")
		if len(parts) != 2 || path.Ext(f.Path) != ".yaml" {
			l.unexpected(f.Path)
			continue
		}
		quarter, ok := model.ParseQuarter(parts[0])
		if !ok {
			l.report(diag.NewError("progress-folder", diag.Pos{File: f.Path, Line: 1, Col: 1}, "name", parts[0]))
			continue
		}
		institution := strings.TrimSuffix(parts[1], ".yaml")
		l.site.Refs = append(l.site.Refs, model.Ref{
			Kind: model.KindInstitution, ID: institution, Pos: diag.Pos{File: f.Path, Line: 1, Col: 1},
		})
		p := remembered(l, f, func(l *loader) *model.Progress {
			p := &model.Progress{Institution: institution, Quarter: quarter}
			if !l.decode(f, string(model.KindProgress), parts[0]+"/"+institution, p) {
				return nil
			}
			return p
		})
		if p != nil {
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(a, b *model.Progress) int { return model.CompareID(a.ID, b.ID) })
	return model.NewIndex(all, func(p *model.Progress) string { return p.ID })
}
