package scaffold

import (
	"bytes"
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/schema"
)

// blank is a blank as a value.
const blank = `"` + model.Blank + `"`

// wanted are keys that may be left out and stand in a scaffold all the same,
// because nearly every file has them, or because without them it says nothing.
func (m *maker) wanted(k schema.Key) bool {
	document := m.given["basis"] == string(model.BasisDocument)
	switch k.Owner + "." + k.Name {
	case "page.slug", "observation.period", "cite.at", "progress.words":
		return true
	case "progress.reported_on":
		return !document // of a report alone
	case "progress.source":
		return document
	}
	return false
}

// unwanted are keys that other commands write, and those that would contradict
// what is given.
func (m *maker) unwanted(k schema.Key) bool {
	switch k.Name {
	case "translated_from", "former_ids":
		return true
	case "aliases":
		return k.Owner == string(model.KindPage) // an institution's are other abbreviations
	case "reported_on", "activities":
		return m.given["basis"] == string(model.BasisDocument)
	case "parent":
		return m.given["level"] == string(model.LevelStrategic)
	}
	return false
}

// writer writes one file.
type writer struct {
	*maker
	bytes.Buffer
}

func (w *writer) line(text string) { w.WriteString(text + "\n") }

func (w *writer) comment(text string) { w.line("# " + text) }

// keys writes the keys of a record, each below what it means.
func (w *writer) keys(keys []schema.Key) {
	for _, k := range keys {
		if w.unwanted(k) {
			continue
		}
		w.line("")
		w.comment(w.meaning(k))
		live := k.Need || w.given[k.Name] != "" || w.wanted(k)
		lines := w.lines(k)
		if k.Owner+"."+k.Name == "progress.activities" {
			lines = w.activities()
		}
		for _, l := range lines {
			if !live {
				l = "#" + l
			}
			w.line(l)
		}
	}
}

// meaning is what a key means, with the words it may be and the ids that it
// probably refers to.
func (w *writer) meaning(k schema.Key) string {
	text := w.said(k.Owner, k.Name)
	if values := k.Values(); values != nil && w.given[k.Name] == "" {
		text += "; " + w.say("new-values", "values", strings.Join(values, ", "))
	}
	ref := k.Ref
	for _, part := range k.Parts() {
		ref = cmp.Or(ref, part.Ref)
	}
	if ids := w.likely(ref); len(ids) > 0 && w.given[k.Name] == "" {
		text += "; " + w.say("new-likely", "ids", strings.Join(ids, ", "))
	}
	return text
}

// lines are a key with its value, as YAML.
func (w *writer) lines(k schema.Key) []string {
	key := k.Name + ":"
	value := w.value(k, k.Elem())
	switch {
	case w.given[k.Name] != "" && k.Owner == string(w.kind.Name):
		return []string{key + " " + w.given[k.Name]}
	case k.Elem() == reflect.TypeFor[model.Text]():
		out := []string{key}
		for _, lang := range w.langs {
			out = append(out, "  "+lang+": "+blank)
		}
		return out
	case value == "": // a part with keys of its own
		return w.part(k)
	case k.List() && k.Parts() != nil:
		return []string{key, "  - " + value}
	case k.List():
		return []string{key + " [" + value + "]"}
	}
	return []string{key + " " + value}
}

// value is a value on one line; empty for a part that needs several.
func (w *writer) value(k schema.Key, t reflect.Type) string {
	switch {
	case t == reflect.TypeFor[model.Cite]():
		return "{id: " + blank + ", at: " + blank + "}"
	case k.Parts() != nil:
		return ""
	case t.Kind() == reflect.Map && k.Words:
		item := blank
		switch t.Elem().Kind() {
		case reflect.Bool:
			item = "false"
		case reflect.Slice:
			item = "[" + blank + "]"
		}
		var out []string
		for _, lang := range w.langs {
			out = append(out, lang+": "+item)
		}
		return "{" + strings.Join(out, ", ") + "}"
	case t.Kind() == reflect.Map:
		return "{" + blank + ": " + blank + "}"
	case t.Kind() == reflect.Bool:
		return "true"
	case t.Kind() == reflect.Int, t == reflect.TypeFor[model.Date]():
		return model.Blank // counts and days stand without quotes
	}
	return blank
}

// part is a value with keys of its own. What may be left out of it stands behind
// a # below what it means, as in the record itself.
func (w *writer) part(k schema.Key) []string {
	out, first := []string{k.Name + ":"}, true
	for _, p := range k.Parts() {
		live := p.Need || w.wanted(p)
		if !k.Need && !live { // the whole stands behind a # already
			continue
		}
		if k.Need {
			out = append(out, "    # "+w.meaning(p))
		}
		for _, l := range w.lines(p) {
			indent := "    "
			switch {
			case !live:
				indent += "#"
			case first && k.List():
				indent, first = "  - ", false
			}
			out = append(out, indent+l)
		}
	}
	return out
}

// activities are those that an institution leads, one line of a report each.
func (w *writer) activities() []string {
	out := []string{"activities:"}
	for _, k := range w.kind.Keys() {
		for _, p := range k.Parts() {
			if p.Name == "status" {
				out = append(out, "  # "+w.meaning(p))
			}
		}
	}
	source := w.site.Config.Source()
	for _, a := range w.led() {
		out = append(out, "  # "+a.Title[source], "  - activity: \""+a.ID+"\"", "    status: "+blank, "    words:")
		for _, lang := range w.langs {
			out = append(out, "      "+lang+": "+blank)
		}
	}
	return out
}

// What makes an id likely, beside how often it is referred to, and how many are
// offered.
const (
	nearby     = 1000    // a neighbour refers to it
	planned    = 1000000 // the plan says so
	mostLikely = 6
)

// likely are the ids that records of the kind refer to: the objective whose plan
// number the id begins with; else first those that its neighbours refer to, then
// the most frequent.
func (w *writer) likely(kind model.Kind) []string {
	if kind == "" {
		return nil
	}
	score := map[string]int{}
	for _, ref := range w.site.Refs {
		if ref.Kind != kind || !strings.HasPrefix(ref.Pos.File, "data/"+w.kind.Folder+"/") || w.site.Record(kind, ref.ID) == nil {
			continue
		}
		score[ref.ID]++
		if strings.HasPrefix(ref.Pos.File, "data/"+w.kind.Folder+"/"+family(w.order.ID)) {
			score[ref.ID] += nearby
		}
	}
	if kind == model.KindObjective {
		for _, o := range w.site.Objectives.All {
			if o.PlanNumber != "" && strings.HasPrefix(w.order.ID, o.PlanNumber+".") {
				score[o.ID] += planned
			}
		}
	}
	ids := slices.SortedFunc(maps.Keys(score), func(a, b string) int {
		return cmp.Or(score[b]-score[a], model.CompareID(a, b))
	})
	if len(ids) > 0 && score[ids[0]] >= planned {
		return ids[:1]
	}
	return ids[:min(len(ids), mostLikely)]
}

// family is the part of an id that it shares with its neighbours: "2.3." of 2.3.10.
func family(id string) string { return id[:strings.LastIndexAny(id, ".-/")+1] }
