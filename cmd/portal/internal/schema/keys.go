package schema

import (
	"reflect"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// Kind is a kind of record with the type that declares its keys.
type Kind struct {
	Name   model.Kind
	Folder string   // of data/, where each record is a file; empty for single files and for pages
	Files  []string // globs of the files, as editors of code have them; none for pages
	Type   reflect.Type
}

// Kinds are all kinds of records, in the order in which the handbook names them,
// and the header of pages.
func Kinds() []Kind {
	return []Kind{
		single[model.Config](model.KindSite, "data/site.yaml"),
		single[model.Strategy](model.KindStrategy, "data/strategy.yaml"),
		inFolder[model.Objective](model.KindObjective, "objectives"),
		inFolder[model.Activity](model.KindActivity, "activities"),
		inFolder[model.Institution](model.KindInstitution, "institutions"),
		inFolder[model.Instrument](model.KindInstrument, "instruments"),
		inFolder[model.Report](model.KindReport, "reports"),
		inFolder[model.Series](model.KindSeries, "series"),
		inFolder[model.Recommendation](model.KindRecommendation, "recommendations"),
		inFolder[model.Helpline](model.KindHelpline, "helplines"),
		inFolder[model.Campaign](model.KindCampaign, "campaigns"),
		inFolder[model.Term](model.KindTerm, "glossary"),
		inFolder[model.Source](model.KindSource, "sources"),
		inFolder[model.Progress](model.KindProgress, "progress"),
		single[model.Page](model.KindPage),
	}
}

func single[T any](name model.Kind, files ...string) Kind {
	return Kind{Name: name, Files: files, Type: reflect.TypeFor[T]()}
}

// inFolder is a kind with a folder of its own: ID.yaml, or ID/ID.yaml with
// documents beside it; what was reported lies in the folder of its quarter.
func inFolder[T any](name model.Kind, folder string) Kind {
	k := single[T](name, "data/"+folder+"/*.yaml", "data/"+folder+"/*/*.yaml")
	if name == model.KindProgress {
		k.Files = k.Files[1:]
	}
	k.Folder = folder
	return k
}

// Of is the kind with a name; false when there is none.
func Of(name model.Kind) (Kind, bool) {
	for _, k := range Kinds() {
		if k.Name == name {
			return k, true
		}
	}
	return Kind{}, false
}

// Keys are the keys of the records of a kind, in the order of the files.
func (k Kind) Keys() []Key { return keys(string(k.Name), k.Type) }

// Key is one key of a record, or of a part of one.
type Key struct {
	Name    string
	Owner   string // what has it: a kind of record ("activity"), or a part of several ("cite")
	Type    reflect.Type
	Need    bool       // it must be there
	Ref     model.Kind // its value, or each of a list, is the id of such a record
	Grammar string     // of its value, or of each of a list: slug, address, language, tag, digest, id
	Words   bool       // a map by language id
}

// Parts are the keys of the value itself, or of each of a list; none for most.
func (k Key) Parts() []Key {
	t := k.Elem()
	if t.Kind() != reflect.Struct || pattern(t) != "" {
		return nil
	}
	return keys(snake(t.Name()), t)
}

// Elem is the type of the value, or of each of a list.
func (k Key) Elem() reflect.Type {
	t := k.Type
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	return t
}

// List reports whether the value is a list.
func (k Key) List() bool { return k.Type.Kind() == reflect.Slice }

// Values are the words that the value may be; none where it is free.
func (k Key) Values() []string {
	if e, ok := reflect.Zero(k.Elem()).Interface().(interface{ Values() []string }); ok {
		return e.Values()
	}
	return nil
}

// keys reads the tags of a struct (package model tells what they mean).
func keys(owner string, t reflect.Type) []Key {
	var out []Key
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case options == "inline":
			out = append(out, keys(owner, f.Type)...)
		case name != "" && name != "-":
			_, words := reflect.Zero(f.Type).Interface().(model.Text)
			out = append(out, Key{
				Name: name, Owner: owner, Type: f.Type, Need: f.Tag.Get("need") == "yes",
				Ref: model.Kind(f.Tag.Get("ref")), Grammar: f.Tag.Get("grammar"),
				Words: words || f.Tag.Get("keys") == "language",
			})
		}
	}
	return out
}

// pattern is the grammar of a type that reads its own text, empty for others.
func pattern(t reflect.Type) string {
	if p, ok := reflect.Zero(t).Interface().(interface{ Pattern() string }); ok {
		return p.Pattern()
	}
	return ""
}

// snake is a type's name as keys are spelt: ReportFile, report_file.
func snake(name string) string {
	var b strings.Builder
	for i, r := range name {
		if i > 0 && r >= 'A' && r <= 'Z' {
			b.WriteByte('_')
		}
		b.WriteRune(r)
	}
	return strings.ToLower(b.String())
}
