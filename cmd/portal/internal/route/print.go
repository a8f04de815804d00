package route

import (
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// PrintPath is where the PDF of a page is published: downloads/plan-document.sq.pdf.
func PrintPath(id, lang string) string {
	return "downloads/" + strings.ReplaceAll(id, "/", "-") + "." + lang + ".pdf"
}

// Prints are the PDFs of the plan, in the order of their paths; none in a build
// that does not print.
func (p *Plan) Prints() []Target {
	var out []Target
	for _, t := range p.Targets {
		if t.Sort == SortPrint {
			out = append(out, t)
		}
	}
	return out
}

// printed gives the PDF of each printed page an address in every edition. An
// edition without a text of its own prints what its page shows.
func (p *planner) printed() {
	for _, id := range p.site.PageIDs() {
		if !p.site.Published(id, p.today) {
			continue
		}
		for _, lang := range p.plan.Langs {
			if page := p.best(id, lang); page.Kind.Printed() {
				p.claim(Target{Path: PrintPath(id, lang), Sort: SortPrint, Kind: model.KindPage, ID: id, Lang: lang}, page.Record, page.At("kind"), "path-collision")
			}
		}
	}
}
