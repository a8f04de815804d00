// Package scaffold begins new records and pages: files with every key that must
// be there, what each means in the language of the editor, and a blank
// ([model.Blank]) wherever somebody has still to write a value.
//
// In goes the loaded site with what an editor asks for; out come the files, as
// text, or why there can be none ([Misuse]). Nothing is written here. The keys
// and their order are those of the model (package schema), so a scaffold cannot
// fall behind it.
//
// A scaffold is valid but for its blanks: loading it tells each of them once, and
// nothing else. Nothing is invented: what follows from the id or the folder
// stands there, everything else is a blank. What may be left out stands behind a
// # without a space; taking that away makes it a key. Pages are drafts, which may
// have blanks, because three languages are seldom written in one day.
package scaffold

import (
	"slices"
	"strconv"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/schema"
)

// Order is what an editor asks for.
type Order struct {
	Kind     string     // "activity"
	ID       string     // as it was typed
	PageKind string     // of a page: its kind, empty for prose
	Lang     string     // of the comments, as for [locale.Say]
	Date     model.Date // the day on which it is made
}

// Scaffold is what was made.
type Scaffold struct {
	Kind  model.Kind
	ID    string
	Files []File // of a page: one for each language of the site, in their order
}

// File is one of its files.
type File struct {
	Path string // below the site folder
	Text []byte
}

// Blanks is how many values are still to be written.
func (s *Scaffold) Blanks() int {
	n := 0
	for _, f := range s.Files {
		for line := range strings.Lines(string(f.Text)) {
			if !strings.HasPrefix(strings.TrimSpace(line), "#") {
				n += strings.Count(line, model.Blank)
			}
		}
	}
	return n
}

// Misuse says why nothing can be begun. Key is a sentence of the program
// (package locale), Args its placeholders.
type Misuse struct {
	Key  string
	Args []string
}

func (r Misuse) Error() string { return r.Key }

// Kinds are the names of what can be begun.
func Kinds() []string {
	out := []string{string(model.KindPage)}
	for _, k := range schema.Kinds() {
		if k.Folder != "" {
			out = append(out, string(k.Name))
		}
	}
	return out
}

// New begins what is asked for; the error is [Misuse].
func New(site *model.Site, o Order) (*Scaffold, error) {
	if !slices.Contains(Kinds(), o.Kind) {
		return nil, unknownKind(o.Kind)
	}
	kind, _ := schema.Of(model.Kind(o.Kind))
	if o.PageKind != "" && kind.Name != model.KindPage {
		return nil, Misuse{"new-kind-page", []string{"value", o.PageKind}}
	}
	m := &maker{site: site, order: o, kind: kind, said: locale.Keys(o.Lang), given: map[string]string{}}
	for _, l := range site.Config.Editions() {
		m.langs = append(m.langs, l.ID)
	}
	var err error
	switch kind.Name {
	case model.KindPage:
		return m.page()
	case model.KindProgress:
		err = m.progress()
	case model.KindObjective:
		err = m.objective()
	default:
		err = m.named(o.ID)
	}
	if err != nil {
		return nil, err
	}
	return m.record(), nil
}

func unknownKind(name string) error {
	kinds := Kinds()
	if near := diag.Nearest(name, kinds); near != "" {
		return Misuse{"new-kind-near", []string{"value", name, "near", near}}
	}
	return Misuse{"new-kind", []string{"value", name, "kinds", strings.Join(kinds, ", ")}}
}

// maker makes one scaffold.
type maker struct {
	site  *model.Site
	order Order
	kind  schema.Kind
	langs []string // the site is written in them
	said  func(owner, name string) string
	given map[string]string // values that are known, as YAML
}

func (m *maker) say(key string, args ...string) string { return locale.Say(m.order.Lang, key, args...) }

// named holds an id to its grammar and to what exists.
func (m *maker) named(id string) error {
	if !isID(m.kind.Name, id) {
		if near := suggested(m.kind.Name, id); near != "" {
			return Misuse{"new-id-near", []string{"value", id, "near", near}}
		}
		return Misuse{"new-id", []string{"value", id}}
	}
	if m.site.Has(m.kind.Name, id) {
		return Misuse{"new-exists", []string{"kind", m.name(), "id", id, "file", m.site.FileOf(m.kind.Name, id)}}
	}
	return nil
}

func (m *maker) name() string { return locale.Kind(m.order.Lang, m.order.Kind) }

// objective: its level and parent follow from its number.
func (m *maker) objective() error {
	if err := m.named(m.order.ID); err != nil {
		return err
	}
	parent, _, specific := strings.Cut(m.order.ID, ".")
	m.given["level"] = string(model.LevelStrategic)
	if !specific {
		return nil
	}
	if !m.site.Has(model.KindObjective, parent) {
		return Misuse{"new-objective-parent", []string{"id", m.order.ID, "parent", parent}}
	}
	m.given["level"], m.given["parent"] = string(model.LevelSpecific), strconv.Quote(parent)
	return nil
}

// progress: the id is a quarter and an institution. One that leads no activity
// has nothing to report on; another document may speak of its work.
func (m *maker) progress() error {
	folder, institution, _ := strings.Cut(strings.ToLower(m.order.ID), "/")
	q, ok := model.ParseQuarter(folder)
	near := diag.Nearest(institution, m.site.IDs(model.KindInstitution))
	switch {
	case !ok:
		return Misuse{"usage-quarter", []string{"value", folder}}
	case m.site.Has(model.KindInstitution, institution):
	case near != "":
		return Misuse{"usage-institution-near", []string{"value", institution, "near", near}}
	default:
		return Misuse{"usage-institution", []string{"value", institution}}
	}
	if s := m.site.Strategy; s != nil {
		from, to := s.Period.Years()
		if from > 0 && q.Year < from || to > 0 && q.Year > to {
			return Misuse{"usage-quarter-outside", []string{"value", q.ID(), "period", string(s.Period)}}
		}
	}
	m.order.ID = q.ID() + "/" + institution
	if p := m.site.Progress.Get(m.order.ID); p != nil {
		return Misuse{"new-exists", []string{"kind", m.name(), "id", m.order.ID, "file", p.File}}
	}
	if len(m.led()) == 0 {
		m.given["basis"] = string(model.BasisDocument)
	}
	return nil
}

// led are the activities that the institution of a record of progress leads.
func (m *maker) led() []*model.Activity {
	_, institution, _ := strings.Cut(m.order.ID, "/")
	var out []*model.Activity
	for _, a := range m.site.Activities.All {
		if slices.Contains(a.Lead, institution) {
			out = append(out, a)
		}
	}
	return out
}

func (m *maker) record() *Scaffold {
	w := &writer{maker: m}
	w.comment(m.name() + " " + m.order.ID)
	w.comment(m.say("new-comment"))
	w.comment(m.say("new-comment-optional"))
	w.keys(m.kind.Keys())
	path := "data/" + m.kind.Folder + "/" + m.order.ID + ".yaml"
	return &Scaffold{m.kind.Name, m.order.ID, []File{{path, w.Bytes()}}}
}

// page makes a page's files, a draft in every language.
func (m *maker) page() (*Scaffold, error) {
	id := strings.TrimSuffix(m.order.ID, "/")
	if err := m.named(id); err != nil {
		return nil, err
	}
	kind := model.PageKind(m.order.PageKind)
	switch {
	case kind == "":
		kind = model.PageProse
	case !slices.Contains(kind.Values(), string(kind)):
		return nil, Misuse{"new-page-kind", []string{"value", string(kind), "kinds", strings.Join(kind.Values(), ", ")}}
	}
	if section := model.ParentPage(id); section != model.Home && !m.site.Has(model.KindPage, section) {
		return nil, Misuse{"new-page-section", []string{"id", id, "section", section}}
	}
	m.given["kind"], m.given["draft"], m.given["updated"] = string(kind), "true", m.order.Date.String()
	if kind == model.PageYear { // the title of such a page is its year
		m.given["title"] = strconv.Quote(id[strings.LastIndex(id, "/")+1:])
	}
	s := &Scaffold{Kind: model.KindPage, ID: id}
	for _, lang := range m.langs {
		w := &writer{maker: m}
		w.line("---")
		w.comment(m.name() + " " + id + ", " + m.site.Config.Language(lang).Name)
		w.comment(m.say("new-comment-page"))
		w.comment(m.say("new-comment-optional"))
		w.keys(m.kind.Keys())
		w.line("---")
		w.line("")
		w.line(model.Blank)
		s.Files = append(s.Files, File{pageFile(id, kind, lang), w.Bytes()})
	}
	return s, nil
}

// pageFile is where a page stands. One that lists the pages below it, or the
// records, is the page of a folder.
func pageFile(id string, kind model.PageKind, lang string) string {
	if kind == model.PageSection || kind == model.PageYears || kind.Lists() != "" {
		id += "/index"
	}
	return "content/" + id + "." + lang + ".md"
}
