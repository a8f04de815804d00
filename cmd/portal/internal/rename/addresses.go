package rename

import (
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// rounds is how often aliases are added and the addresses planned again. A
// section takes one, what it holds at most one more for each level.
const rounds = 12

// plan is the plan of a site with everything that is ever published.
func (r *renamer) plan(site *model.Site) *route.Plan {
	plan, _ := route.WithPrints(site, r.today)
	return plan
}

// paths are the targets of a plan by their paths.
func paths(plan *route.Plan) map[string]route.Target {
	out := make(map[string]route.Target, len(plan.Targets))
	for _, t := range plan.Targets {
		out[t.Path] = t
	}
	return out
}

// addresses leaves an alias wherever an address would be lost: of each page its
// own, of a section one for all that it holds. site is the site as it would be
// without them. It returns the plan of the result.
func (r *renamer) addresses(site *model.Site) (*route.Plan, error) {
	before := r.plan(r.site)
	var lost []route.Target
	for range rounds {
		after := r.plan(site)
		changed := r.unalias(after)
		stands := paths(after)
		lost = slices.DeleteFunc(slices.Clone(before.Targets), func(t route.Target) bool {
			_, ok := stands[t.Path]
			return ok
		})
		if len(lost) == 0 && !changed {
			return after, nil
		}
		if !r.alias(before, lost) && !changed {
			break
		}
		var err error
		if site, err = r.load(); err != nil {
			return nil, err
		}
	}
	var all []string
	for _, t := range lost {
		all = append(all, route.AddressOf(t.Path))
	}
	return nil, refused("rename-lost", "addresses", strings.Join(all, ", "))
}

// aliases are those of a page's text, as they are to be.
func (r *renamer) aliases(p *model.Page) []string {
	if e := r.edits[p.File]; e != nil {
		if list, ok := e.lists["aliases"]; ok {
			return list
		}
	}
	return p.Aliases
}

func (r *renamer) setAliases(p *model.Page, list []string) {
	e := r.edit(p.File)
	e.record, e.lists["aliases"] = p, list
}

// unalias takes away the aliases of a page that are its address again, and
// reports whether there were any.
func (r *renamer) unalias(after *route.Plan) bool {
	changed := false
	for _, p := range r.site.Pages {
		id := r.id(model.KindPage, p.ID)
		if id == p.ID && p.ID != r.old {
			continue
		}
		list := r.aliases(p)
		rest := slices.DeleteFunc(slices.Clone(list), func(alias string) bool {
			return r.stands(after, id, alias)
		})
		if len(rest) < len(list) {
			r.setAliases(p, rest)
			changed = true
		}
	}
	return changed
}

// stands reports whether a page is reached by an address without an alias.
func (r *renamer) stands(after *route.Plan, id, address string) bool {
	for _, lang := range after.Langs {
		url := after.URL(model.KindPage, id, lang)
		short := "/" + strings.TrimPrefix(url, "/"+lang+"/")
		spoken := slices.Contains(r.site.Config.ShortAddresses, r.was(id)) && r.site.Page(r.was(id), lang) != nil
		if address == url || address == "/"+route.PrintPath(id, lang) || address == short && spoken {
			return true
		}
	}
	return false
}

// was is the id that a page had which has id now.
func (r *renamer) was(id string) string {
	if id == r.now {
		return r.old
	}
	if rest, below := strings.CutPrefix(id, r.now+"/"); below {
		return r.old + "/" + rest
	}
	return id
}

// alias adds aliases for addresses that are lost, those of the topmost pages
// first, and reports whether it could.
func (r *renamer) alias(before *route.Plan, lost []route.Target) bool {
	isPage := func(t route.Target) bool { return t.Sort == route.SortPage || t.Sort == route.SortSheet }
	gone := map[[2]string]bool{}
	for _, t := range lost {
		if isPage(t) {
			gone[[2]string{t.ID, t.Lang}] = true
		}
	}
	added := false
	for _, t := range lost {
		section := model.ParentPage(t.ID)
		inherits := gone[[2]string{section, t.Lang}] && r.id(model.KindPage, section) == model.ParentPage(r.id(model.KindPage, t.ID))
		if isPage(t) && !inherits {
			added = r.addAlias(t.ID, t.Lang, route.AddressOf(t.Path)) || added
		}
	}
	if added {
		return true
	}
	owner := map[string]string{} // address → page
	for _, t := range before.Targets {
		if isPage(t) {
			owner[route.AddressOf(t.Path)] = t.ID
		}
	}
	for _, t := range lost {
		switch {
		case t.Sort == route.SortPrint:
			added = r.addAlias(t.ID, t.Lang, "/"+t.Path) || added
		case t.Sort == route.SortRedirect && owner[t.To] != "":
			added = r.addAlias(owner[t.To], t.Lang, route.AddressOf(t.Path)) || added
		}
	}
	return added
}

// addAlias gives the text of a page in a language, or the one that stands for it,
// an alias.
func (r *renamer) addAlias(id, lang, address string) bool {
	p := r.site.Page(id, lang)
	if p == nil {
		p = r.site.Best(id, lang, r.today)
	}
	list := r.aliases(p)
	if slices.Contains(list, address) {
		return false
	}
	r.setAliases(p, append(slices.Clone(list), address))
	return true
}
