package render

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// A help page must be there at once on a slow phone, whatever the rest of the
// site comes to need. So the pages of the help section load a style sheet and a
// script of their own, with the components that they can show and no others.

// quietKinds are the kinds of pages that do with these files.
func quietKinds() []model.PageKind {
	return []model.PageKind{model.PageHelp, model.PageProse, model.PageSection, model.PagePocketCard}
}

// quietTarget reports whether the page of a target is one of them.
func (a *assembler) quietTarget(t route.Target, under string) bool {
	if t.Kind != model.KindPage || !a.quiet(under) {
		return false
	}
	p := a.best(t.ID)
	return p != nil && slices.Contains(quietKinds(), p.Kind)
}

var (
	templateDefined = regexp.MustCompile(`{{-?\s*(?:define|block) "([^"]+)"`)
	templateCalled  = regexp.MustCompile(`{{-?\s*(?:template|block) "([^"]+)"`)
)

// quietComponents are the folders of the components that the quiet pages call,
// by themselves or through others, and those that Markdown stands for. Without
// the layouts it is nil: then every component may be needed.
func quietComponents(files map[string][]byte) map[string]bool {
	const base, folder = "layouts/base.html", "layouts/components/"
	if files[base] == nil {
		return nil
	}
	home := map[string]string{}            // template → the file that defines it
	for _, p := range sortedPaths(files) { // of two definitions the last one counts, as for the layouts
		if strings.HasPrefix(p, folder) && path.Ext(p) == ".html" {
			for _, m := range templateDefined.FindAllSubmatch(files[p], -1) {
				home[string(m[1])] = p
			}
		}
	}
	todo := []string{base, "layouts/pages/sheet.html"}
	for _, kind := range quietKinds() {
		todo = append(todo, "layouts/pages/"+string(kind)+".html")
	}
	for _, name := range []string{"callout", "helpline-card", "helpline-call"} { // the named blocks
		todo = append(todo, home[name])
	}
	out, seen := map[string]bool{}, map[string]bool{"": true}
	for len(todo) > 0 {
		p := todo[0]
		if todo = todo[1:]; seen[p] {
			continue
		}
		seen[p] = true
		if name, component := strings.CutPrefix(path.Dir(p), strings.TrimSuffix(folder, "/")+"/"); component {
			out[name] = true
		}
		for _, m := range templateCalled.FindAllSubmatch(files[p], -1) {
			todo = append(todo, home[string(m[1])])
		}
	}
	return out
}
