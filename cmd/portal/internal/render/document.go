package render

import (
	"cmp"
	"html/template"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/markdown"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// Print is a page that was printed.
type Print struct {
	ID, Lang string // of the page
	Path     string // in the tree: "downloads/plan-document.sq.pdf"
	Size     int64
	SHA256   string
	Pages    int
}

// SetPrints tells the engine which pages have been printed, for the link on
// them. What is rendered before is the page as it is printed.
func (e *Engine) SetPrints(prints []Print) {
	e.prints = map[string]Print{}
	for _, p := range prints {
		e.prints[p.ID+" "+p.Lang] = p
	}
}

// documentPage assembles the pages that are whole documents; false for every
// other kind.
func (a *assembler) documentPage(f Frame, p *model.Page, body template.HTML) (layout string, view any, ok bool) {
	switch p.Kind {
	case model.PageStrategyDocument:
		return "strategy-document", a.strategyDocument(f, p, body), true
	case model.PagePlanDocument:
		return "plan-document", a.planDocument(f, p, body), true
	}
	return "", nil, false
}

// paper is what stands at the head of a document.
func (a *assembler) paper(f Frame, p *model.Page, contents []Entry) Paper {
	out := Paper{Contents: contents, Imprint: []Fact{{Label: a.t("col-publisher"), Words: Words{Text: f.SiteName}}}}
	if date := a.date(p.Updated); date != "" {
		out.Imprint = append(out.Imprint, Fact{Label: a.t("document-updated"), Words: Words{Text: date}})
	}
	out.Imprint = append(out.Imprint, Fact{Label: a.t("document-address"), Words: Words{Text: f.Canonical}})
	if printed, ok := a.prints[p.ID+" "+a.lang.ID]; ok {
		out.Downloads = []Download{{
			Format: "PDF", URL: a.Engine.link("/" + printed.Path), Size: a.p.Bytes(printed.Size),
			Pages: a.n("count-pages", printed.Pages), Language: a.lang.Name, SHA256: printed.SHA256,
		}}
	}
	return out
}

// strategyDocument is the strategy with all its chapters: the pages that stand
// in the section, in their order, none of them written twice.
func (a *assembler) strategyDocument(f Frame, p *model.Page, body template.HTML) StrategyDocumentView {
	parts := common(a.edition, "chapters", a.chapters)
	v := StrategyDocumentView{StrategyView: a.strategy(f, body), BodyLang: a.foreign(p.Lang), First: parts.first, Chapters: parts.rest}
	var contents []Entry
	if v.First != nil {
		contents = append(contents, v.First.entry())
	}
	if v.Vision.Text != "" || v.Mission.Text != "" {
		contents = append(contents, Entry{Anchor: Anchor{"page_aims", a.t("strategy-aims")}})
	}
	if len(v.Objectives) > 0 {
		contents = append(contents, Entry{Anchor: Anchor{"page_objectives", a.t("strategy-objectives")}})
	}
	for _, c := range v.Chapters {
		contents = append(contents, c.entry())
	}
	v.Paper = a.paper(f, p, contents)
	return v
}

// chapters are the texts of a section: its own, then those of its pages.
type chapters struct {
	first *Chapter // nil without a section
	rest  []Chapter
}

func (a *assembler) chapters() *chapters {
	out := &chapters{}
	section := a.best(cmp.Or(a.listing[model.KindObjective], model.Home))
	if section == nil || section.Kind != model.PageStrategy {
		return out
	}
	pages := []*model.Page{section}
	for _, p := range a.childPages(section.ID) {
		if !p.Kind.Printed() {
			pages = append(pages, p)
		}
	}
	anchors := map[string]string{}
	for _, p := range pages {
		anchors[p.ID] = "c-" + p.ID[strings.LastIndexByte(p.ID, '/')+1:]
	}
	for i, p := range pages {
		c := a.chapter(p, anchors)
		if i == 0 {
			out.first = &c
			continue
		}
		out.rest = append(out.rest, c)
	}
	return out
}

// chapter is a page as a part of a document. anchors are those of all its pages,
// by id: a link between them stays within the document.
func (a *assembler) chapter(p *model.Page, anchors map[string]string) Chapter {
	lang, anchor := a.foreign(p.Lang), anchors[p.ID]
	c := Chapter{Anchor: anchor, Title: Words{p.Title, lang}, Summary: Words{p.Summary, lang}, URL: a.url(model.KindPage, p.ID), BodyLang: lang}
	prefix := anchor + "."
	if doc := a.in.Docs[p.File]; doc != nil {
		for _, h := range doc.Headings {
			if h.Level == 2 {
				c.Sections = append(c.Sections, Anchor{prefix + h.ID, h.Text})
			}
		}
	}
	c.Body = a.text(p, markdown.Resolver{
		Within: markdown.Within{Deeper: 1, Prefix: prefix},
		Link: func(l markdown.Link) (markdown.Resolved, bool) {
			to, ok := a.resolve(l)
			if here := anchors[l.ID]; ok && here != "" && l.Scheme == string(model.KindPage) {
				to.Href = "#" + here
				if l.Anchor != "" {
					to.Href += "." + l.Anchor
				}
			}
			return to, ok
		},
	})
	return c
}

func (c Chapter) entry() Entry {
	return Entry{Anchor: Anchor{c.Anchor, c.Title.Text}, Lang: c.Title.Lang, Parts: c.Sections}
}

// planDocument is the plan with all its columns, by objective.
func (a *assembler) planDocument(f Frame, p *model.Page, body template.HTML) PlanDocumentView {
	f.Historic = a.historic()
	parts := common(a.edition, "plan in full", func() *[]PlanPart { return new(a.planParts("")) })
	var contents []Entry
	for _, part := range *parts {
		e := part.entry()
		for _, sub := range part.Parts {
			e.Parts = append(e.Parts, sub.entry().Anchor)
		}
		contents = append(contents, e)
	}
	return PlanDocumentView{
		Frame: f, Body: body, BodyLang: a.foreign(p.Lang), Paper: a.paper(f, p, contents), Parts: *parts, Views: a.planViews(p.ID), Source: a.planSource(),
	}
}

// planParts are the objectives below one, or the strategic ones, with the
// activities of each.
func (a *assembler) planParts(parent string) []PlanPart {
	var out []PlanPart
	for _, o := range a.in.Site.Objectives.All {
		if o.Parent != parent {
			continue
		}
		part := PlanPart{ObjectiveRow: a.objectiveRow(o)}
		if parent == "" {
			part.Parts = a.planParts(o.ID)
		}
		for _, id := range a.byGoal[o.ID] {
			part.Activities = append(part.Activities, a.planEntry(a.in.Site.Activities.Get(id)))
		}
		out = append(out, part)
	}
	return out
}

func (p PlanPart) entry() Entry {
	return Entry{Anchor: Anchor{p.Anchor, p.ID + " " + p.Title.Text}, Lang: p.Title.Lang}
}

// activityAnchor is the place of an activity in the plan as a document.
func activityAnchor(id string) string { return "a-" + strings.ReplaceAll(id, ".", "-") }

// planEntry is an activity with every column of the plan.
func (a *assembler) planEntry(act *model.Activity) PlanEntry {
	row := a.rows[act.ID]
	e := PlanEntry{
		Anchor: activityAnchor(act.ID), Former: formerAnchors(act, activityAnchor), Code: act.ID, Title: row.Title, URL: row.URL, Deadline: row.Deadline, Status: row.Status,
		Expected: a.words(act.ExpectedResult), Indicator: a.words(act.Indicator), Verification: a.words(act.Verification), Note: a.words(act.Note),
	}
	for _, id := range act.Lead {
		e.Lead = append(e.Lead, a.institutionLink(id))
	}
	for _, id := range act.Support {
		e.Support = append(e.Support, a.institutionLink(id))
	}
	return e
}
