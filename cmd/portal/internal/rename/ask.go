package rename

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// folders are the folders of data/ and the kinds of the records in them.
func folders() map[string]model.Kind {
	return map[string]model.Kind{
		"objectives": model.KindObjective, "activities": model.KindActivity, "institutions": model.KindInstitution,
		"instruments": model.KindInstrument, "reports": model.KindReport, "series": model.KindSeries,
		"recommendations": model.KindRecommendation, "helplines": model.KindHelpline, "campaigns": model.KindCampaign,
		"glossary": model.KindTerm, "sources": model.KindSource, "progress": model.KindProgress,
	}
}

// kinds are the kinds of what can be renamed.
func kinds() []string {
	out := []string{string(model.KindPage)}
	for _, k := range folders() {
		out = append(out, string(k))
	}
	slices.Sort(out)
	return out
}

var (
	idGrammar   = regexp.MustCompile(model.IDPattern)
	slugGrammar = regexp.MustCompile(model.SlugPattern)
)

// ask understands a request, or refuses it.
func (r *renamer) ask(req Request) error {
	if req.Kind != "" && !slices.Contains(kinds(), req.Kind) {
		return refused("rename-kind", "kind", req.Kind, "kinds", strings.Join(kinds(), ", "))
	}
	if err := r.whom(req.Old, model.Kind(req.Kind)); err != nil {
		return err
	}
	if r.kind == model.KindPage && r.old == model.Home {
		return refused("rename-home")
	}
	r.now = r.old
	if req.New != "" {
		kind, id := named(req.New)
		if kind == "" {
			kind = r.kind
		}
		if kind != r.kind {
			return refused("rename-other-kind", "old", string(r.kind), "new", string(kind))
		}
		r.now = id
	}
	if err := r.becomes(); err != nil {
		return err
	}
	if err := r.spelled(req.Slugs); err != nil {
		return err
	}
	if r.now == r.old && len(r.slugs) == 0 {
		return refused("rename-nothing", "name", r.name(r.old))
	}
	return nil
}

// name is how a page or record is named: "page:about".
func (r *renamer) name(id string) string { return string(r.kind) + ":" + id }

// named is what an editor's words name. An id alone has no kind.
func named(words string) (model.Kind, string) {
	words = strings.ReplaceAll(words, `\`, "/")
	if kind, id, ok := strings.Cut(words, ":"); ok && slices.Contains(kinds(), kind) {
		return model.Kind(kind), strings.Trim(id, "/")
	}
	for _, root := range []string{"content/", "data/"} {
		i := strings.LastIndex("/"+words, "/"+root)
		if i < 0 {
			continue
		}
		rest := strings.Trim(words[i+len(root):], "/")
		if root == "content/" {
			return model.KindPage, pageID(rest)
		}
		if folder, rest, inside := strings.Cut(rest, "/"); inside && folders()[folder] != "" {
			return folders()[folder], recordID(folders()[folder], rest)
		}
	}
	return "", strings.Trim(words, "/")
}

// pageID is the id of the page that a path below content/ is of.
func pageID(p string) string {
	if stem, ok := strings.CutSuffix(p, ".md"); ok {
		p = strings.TrimSuffix(stem, path.Ext(stem))
	}
	if p == "index" || p == "" {
		return model.Home
	}
	return strings.TrimSuffix(p, "/index")
}

// recordID is the id of the record that a path below its folder is of.
func recordID(kind model.Kind, p string) string {
	stem := strings.TrimSuffix(p, ".yaml")
	if kind == model.KindProgress {
		return stem
	}
	return path.Base(stem)
}

// whom finds the page or record that gets another name.
func (r *renamer) whom(words string, kind model.Kind) error {
	named, id := named(words)
	if named != "" {
		kind = named
	}
	if kind == "" {
		var found []string
		for _, k := range kinds() {
			if r.has(model.Kind(k), id) {
				kind, found = model.Kind(k), append(found, k+":"+id)
			}
		}
		if len(found) > 1 {
			return refused("rename-which", "id", id, "names", strings.Join(found, ", "))
		}
	}
	r.kind, r.old = kind, id
	switch {
	case kind == "":
		return refused("rename-unknown", "name", words)
	case r.has(kind, id):
		return nil
	}
	if now := r.site.Renamed(kind, id); now != "" {
		return refused("rename-renamed", "name", r.name(id), "near", r.name(now))
	}
	if near := diag.Nearest(id, r.site.IDs(kind)); near != "" {
		return refused("rename-unknown-near", "name", r.name(id), "near", r.name(near))
	}
	return refused("rename-unknown", "name", r.name(id))
}

func (r *renamer) has(kind model.Kind, id string) bool {
	if kind == model.KindProgress {
		return r.site.Progress.Get(id) != nil
	}
	return r.site.Record(kind, id) != nil
}

// becomes judges the new id.
func (r *renamer) becomes() error {
	switch {
	case r.now == r.old:
		return nil
	case r.kind == model.KindProgress:
		return r.otherQuarter()
	case r.kind == model.KindPage:
		return r.otherPage()
	case !idGrammar.MatchString(r.now):
		return refused("rename-id", "id", r.now)
	case r.has(r.kind, r.now):
		return refused("rename-taken", "name", r.name(r.now), "file", r.site.FileOf(r.kind, r.now))
	}
	if other := r.site.Renamed(r.kind, r.now); other != "" && other != r.old {
		return refused("rename-taken-before", "name", r.name(r.now), "file", r.site.FileOf(r.kind, other))
	}
	return nil
}

// otherPage judges the new id of a page: a section must be there to hold it.
func (r *renamer) otherPage() error {
	for _, part := range strings.Split(r.now, "/") {
		switch {
		case !slugGrammar.MatchString(part):
			return refused("rename-page-id", "id", r.now)
		case part == "index" || r.now == model.Home:
			return refused("rename-reserved", "id", r.now)
		}
	}
	section := model.ParentPage(r.now)
	switch {
	case strings.HasPrefix(r.now, r.old+"/"):
		return refused("rename-inside", "old", r.name(r.old), "new", r.name(r.now))
	case r.site.HasPage(r.now) || len(r.site.ChildPages(r.now)) > 0:
		return refused("rename-taken", "name", r.name(r.now), "file", r.site.FileOf(model.KindPage, r.now))
	case section != model.Home && !r.site.HasPage(section):
		return refused("rename-section", "section", r.name(section), "folder", "content/"+section)
	}
	return nil
}

// otherQuarter judges the new id of a report of progress. It may have been filed
// under the wrong quarter; what one institution said is never another's word.
func (r *renamer) otherQuarter() error {
	quarter, institution, _ := strings.Cut(r.now, "/")
	_, before, _ := strings.Cut(r.old, "/")
	_, ok := model.ParseQuarter(quarter)
	switch {
	case institution != before:
		return refused("rename-progress", "institution", before)
	case !ok:
		return refused("rename-quarter", "value", quarter)
	case r.site.Progress.Get(r.now) != nil:
		return refused("rename-taken", "name", r.name(r.now), "file", r.site.Progress.Get(r.now).File)
	}
	return nil
}

// spelled judges the new slugs.
func (r *renamer) spelled(slugs map[string]string) error {
	r.slugs = map[string]string{}
	for lang, slug := range slugs {
		page := r.site.Page(r.old, lang)
		switch {
		case r.kind != model.KindPage:
			return refused("rename-slug-kind", "kind", string(r.kind))
		case page == nil:
			return refused("rename-slug-language", "name", r.name(r.old), "lang", lang)
		case page.Kind == model.PageNotFound || !slugGrammar.MatchString(slug):
			return refused("rename-slug", "value", slug)
		case page.Slug != slug:
			r.slugs[lang] = slug
		}
	}
	return nil
}
