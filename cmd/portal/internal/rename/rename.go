// Package rename gives a page or record another id, or a page another slug,
// without breaking the web.
//
// In goes a loaded folder without faults and what an editor asks for; out comes
// every file that changes, in memory: moved in all languages, with every reference
// to it changed at its exact place (ids in records and in data/site.yaml, links
// and blocks in Markdown, files named under accepted), and with what keeps each
// former address alive: aliases of pages, former_ids of records. Everything else
// in the files stays byte for byte. A translation that was up to date is still so.
//
// Refused is what cannot be meant, before anything is computed ([Refused]); the
// caller judges the folder as it would be and writes it whole or not at all.
package rename

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// Request is what an editor asks for. A name is a kind with an id
// ("page:about/contact"), a file of content/ or data/, or an id alone.
type Request struct {
	Old   string
	New   string            // empty when only slugs change
	Kind  string            // of ids that stand alone; empty when they tell it themselves
	Slugs map[string]string // language → the page's new slug
}

// Result is what a rename does.
type Result struct {
	Kind      model.Kind
	Old, New  string
	Files     map[string][]byte // path → bytes; nil for a file that is gone
	Moves     []Pair            // files, by path
	Changes   []Change          // lines, by file
	Redirects []Pair            // former addresses and where they lead now
	Copies    []Pair            // files that are published under a former address too, and what they are the same as
	Anchors   bool              // its former ids stay as anchors on the pages that list it
	Renewed   int               // translations that were up to date and are said to be so still
}

// Pair leads from something to something.
type Pair struct{ From, To string }

// Change is a line of a file before and after, empty where there is none.
type Change struct {
	File string // where it stood
	load.LineChange
}

// Refused is a rename that cannot be meant. Key and Args are a sentence of
// locale.Say.
type Refused struct {
	Key  string
	Args []string
}

func (r Refused) Error() string { return r.Key }

func refused(key string, args ...string) error { return Refused{key, args} }

// New works out a rename on a folder that was loaded without faults. today is the
// day by which it is judged what is published.
func New(folder fs.FS, loaded *load.Loaded, today model.Date, req Request) (*Result, error) {
	r := &renamer{
		folder: folder, snap: loaded.Snapshot, site: loaded.Site, today: today,
		moved: map[string]string{}, edits: map[string]*edits{}, slugs: req.Slugs,
	}
	if err := r.ask(req); err != nil {
		return nil, err
	}
	r.move()
	if err := r.references(); err != nil {
		return nil, err
	}
	r.formerID()
	r.slug()
	site, err := r.load()
	if err != nil {
		return nil, err
	}
	r.renew(site)
	after, err := r.addresses(site)
	if err != nil {
		return nil, err
	}
	return r.result(after)
}

// renamer carries one rename.
type renamer struct {
	folder fs.FS
	snap   *load.Snapshot
	site   *model.Site
	today  model.Date
	kind   model.Kind
	old    string
	now    string
	slugs  map[string]string
	moved  map[string]string // path → path
	edits  map[string]*edits // by path, as it is before
	fresh  int
	memory load.Memory // the folder is loaded a few times, and hardly differs
}

// edits are the changes of one file.
type edits struct {
	record  any      // the struct that the file is read into, for the order of its keys
	scalars []scalar // values of YAML
	texts   []text   // places in Markdown
	lists   map[string][]string
	set     map[string]string
}

type scalar struct {
	at       diag.Pos
	old, now string
}

type text struct {
	at  diag.Pos
	now string
}

func (r *renamer) edit(file string) *edits {
	e := r.edits[file]
	if e == nil {
		e = &edits{lists: map[string][]string{}, set: map[string]string{}}
		r.edits[file] = e
	}
	return e
}

// id is what an id of a kind becomes. With a page move those below it.
func (r *renamer) id(kind model.Kind, id string) string {
	switch {
	case kind != r.kind:
	case id == r.old:
		return r.now
	case kind == model.KindPage && strings.HasPrefix(id, r.old+"/"):
		return r.now + strings.TrimPrefix(id, r.old)
	}
	return id
}

// move says which files get another path.
func (r *renamer) move() {
	if r.old == r.now {
		return
	}
	switch r.kind {
	case model.KindPage:
		for _, p := range r.site.Pages {
			if id := r.id(model.KindPage, p.ID); id != p.ID {
				r.moved[p.File] = "content/" + id + strings.TrimPrefix(p.File, "content/"+p.ID)
			}
		}
	case model.KindProgress:
		r.moved["data/progress/"+r.old+".yaml"] = "data/progress/" + r.now + ".yaml"
	default:
		r.moveRecord()
	}
}

// moveRecord moves a record's file, or its folder with the documents in it; with
// an institution go its reports of progress.
func (r *renamer) moveRecord() {
	file := r.site.FileOf(r.kind, r.old)
	folder := path.Dir(file)
	if path.Base(folder) != r.old || path.Dir(folder) == "data" {
		r.moved[file] = folder + "/" + r.now + ".yaml"
	} else {
		for _, p := range r.snap.Paths() {
			if name, inside := strings.CutPrefix(p, folder+"/"); inside {
				if p == file {
					name = r.now + ".yaml"
				}
				r.moved[p] = path.Dir(folder) + "/" + r.now + "/" + name
			}
		}
	}
	if r.kind == model.KindInstitution {
		for _, p := range r.site.Progress.All {
			if p.Institution == r.old {
				r.moved[p.File] = path.Dir(p.File) + "/" + r.now + ".yaml"
			}
		}
	}
}

// formerID remembers the id that a record has no longer.
func (r *renamer) formerID() {
	if r.old == r.now {
		return
	}
	for _, e := range r.site.Records() {
		was, ok := e.Record.(interface{ Former() *model.Renamed })
		if !ok || e.Kind != r.kind || e.Record.Base().ID != r.old {
			continue
		}
		ids := slices.DeleteFunc(slices.Clone(was.Former().FormerIDs), func(id string) bool { return id == r.now })
		edit := r.edit(e.Record.Base().File)
		edit.record, edit.lists["former_ids"] = e.Record, append(ids, r.old)
	}
}

// slug gives the page its new slugs.
func (r *renamer) slug() {
	for lang, slug := range r.slugs {
		p := r.site.Page(r.old, lang)
		e := r.edit(p.File)
		e.record, e.set["slug"] = p, slug
	}
}

// renew keeps translations that were up to date as up to date: the id in a link is
// a part of the text they were made from, and nothing was said anew. after is the
// site as it would be.
func (r *renamer) renew(after *model.Site) {
	for _, p := range r.site.Pages {
		from := p.TranslatedFrom
		if from == nil {
			continue
		}
		before, now := r.site.Page(p.ID, from.Lang), after.Page(r.id(model.KindPage, p.ID), from.Lang)
		if before == nil || now == nil || before.SourceDigest() != from.Digest || now.SourceDigest() == from.Digest {
			continue
		}
		e := r.edit(p.File)
		e.scalars = append(e.scalars, scalar{p.At("translated_from.digest"), from.Digest, now.SourceDigest()})
		r.fresh++
	}
}

// load is the site as it would be.
func (r *renamer) load() (*model.Site, error) {
	files, err := r.files()
	if err != nil {
		return nil, err
	}
	loaded, _, err := r.memory.Site(load.Overlay(r.folder, files), nil)
	if err != nil {
		return nil, err
	}
	if loaded.Site.Config == nil {
		return nil, errors.New("data/site.yaml would not be readable")
	}
	return loaded.Site, nil
}

// files are all files that change.
func (r *renamer) files() (map[string][]byte, error) {
	out := map[string][]byte{}
	for from := range r.moved {
		out[from] = nil
	}
	changed := map[string]bool{}
	for file := range r.moved {
		changed[file] = true
	}
	for file := range r.edits {
		changed[file] = true
	}
	for _, file := range slices.Sorted(maps.Keys(changed)) {
		data := r.snap.File(file).Data
		if e := r.edits[file]; e != nil {
			rewrite, err := e.apply(file, data)
			if err != nil {
				return nil, err
			}
			data = rewrite.Bytes()
		}
		to := file
		if moved, ok := r.moved[file]; ok {
			to = moved
		}
		if to != file || !bytes.Equal(data, r.snap.File(file).Data) {
			out[to] = data
		}
	}
	return out, nil
}

// apply makes the changes of one file.
func (e *edits) apply(file string, data []byte) (*load.Rewrite, error) {
	w, err := load.NewRewrite(file, data)
	if err != nil {
		return nil, refused("rename-by-hand", "place", file)
	}
	for _, s := range e.scalars {
		if err := w.Scalar(s.at, s.old, s.now); err != nil {
			return nil, refused("rename-by-hand", "place", place(s.at))
		}
	}
	for _, t := range e.texts {
		w.Write(t.at, t.now)
	}
	for _, key := range slices.Sorted(maps.Keys(e.set)) {
		if err := w.Set(e.record, key, e.set[key]); err != nil {
			return nil, refused("rename-by-hand", "place", file)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(e.lists)) {
		if err := w.SetList(e.record, key, e.lists[key]); err != nil {
			return nil, refused("rename-by-hand", "place", file)
		}
	}
	return w, nil
}

// place is where a person looks: "content/help/index.sq.md:7:12".
func place(at diag.Pos) string { return fmt.Sprintf("%s:%d:%d", at.File, at.Line, at.Col) }

// result tells what was worked out.
func (r *renamer) result(after *route.Plan) (*Result, error) {
	out := &Result{Kind: r.kind, Old: r.old, New: r.now, Renewed: r.fresh}
	var err error
	if out.Files, err = r.files(); err != nil {
		return nil, err
	}
	for _, from := range slices.Sorted(maps.Keys(r.moved)) {
		out.Moves = append(out.Moves, Pair{from, r.moved[from]})
	}
	for _, file := range slices.Sorted(maps.Keys(r.edits)) {
		w, err := r.edits[file].apply(file, r.snap.File(file).Data)
		if err != nil {
			return nil, err
		}
		for _, c := range w.Lines() {
			out.Changes = append(out.Changes, Change{file, c})
		}
	}
	before := paths(r.plan(r.site))
	for _, t := range after.Targets {
		was, stood := before[t.Path]
		switch {
		case t.Sort == route.SortRedirect && stood && was.Sort != route.SortRedirect:
			out.Redirects = append(out.Redirects, Pair{route.AddressOf(t.Path), t.To})
		case t.Sort == route.SortCopy && stood && was.Sort != route.SortCopy:
			out.Copies = append(out.Copies, Pair{route.AddressOf(t.Path), t.To})
		}
	}
	_, former := r.edits[r.site.FileOf(r.kind, r.old)]
	out.Anchors = former && r.kind != model.KindPage && r.kind.ListedBy() != "" && !r.kind.HasPages()
	return out, nil
}
