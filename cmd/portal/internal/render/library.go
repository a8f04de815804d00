package render

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// libraryPage assembles the pages that list laws, figures, reports and words;
// false for every other kind.
func (a *assembler) libraryPage(f Frame, p *model.Page, body template.HTML) (layout string, view any, ok bool) {
	site := a.in.Site
	switch p.Kind {
	case model.PageInstruments:
		return "instruments", InstrumentsView{
			Frame: f, Body: body, Count: a.n("count-instruments", len(site.Instruments.All)), Groups: a.instrumentGroups(), Downloads: a.downloads("instruments"),
		}, true
	case model.PageStatistics:
		return "statistics", a.statistics(f, p, body), true
	case model.PageRecommendations:
		return "recommendations", RecommendationsView{Frame: f, Body: body, Groups: a.recommendationGroups(), Downloads: a.downloads("recommendations")}, true
	case model.PageReports:
		return "reports", a.reports(f, p.ID, body), true
	case model.PageCampaigns:
		return "campaigns", CampaignsView{Frame: f, Body: body, Cards: a.campaignCards()}, true
	case model.PageGlossary:
		return "glossary", GlossaryView{Frame: f, Body: body, Count: a.n("count-terms", len(site.Terms.All)), Letters: a.letters()}, true
	case model.PageSources:
		return "sources", SourcesView{Frame: f, Body: body, Rows: a.sourceRows()}, true
	}
	return "", nil, false
}

func (a *assembler) instrumentGroups() []InstrumentGroup {
	var out []InstrumentGroup
	for _, j := range model.Jurisdiction("").Values() {
		title := a.t("jurisdiction-" + j)
		table := a.headed(title, "col-instrument", "col-type", "col-number", "col-date")
		for _, i := range a.in.Site.Instruments.All {
			if string(i.Jurisdiction) == j {
				date := text(a.when(i.Date))
				date.Key = string(i.Date)
				table.add(Cell{Words: a.words(i.Title), URL: a.url(model.KindInstrument, i.ID)}, text(a.t("instrument-type-"+i.Type)), text(i.Number), date)
			}
		}
		if len(table.Rows) > 0 {
			a.rank(&table)
			slices.SortStableFunc(table.Rows, func(x, y TableRow) int { return a.p.Compare(x.Cells[0].Text, y.Cells[0].Text) })
			out = append(out, InstrumentGroup{Anchor: j, Title: title, Table: table})
		}
	}
	return out
}

func (a *assembler) instrument(t route.Target, i *model.Instrument) InstrumentView {
	title := a.words(i.Title)
	v := InstrumentView{
		Frame: a.recordFrame(t, title, a.words(i.Summary)), Type: a.t("instrument-type-" + i.Type), Jurisdiction: a.t("jurisdiction-" + string(i.Jurisdiction)),
		Number: i.Number, Date: a.when(i.Date), Summary: a.words(i.Summary), Note: a.words(i.Note), URL: string(i.URL),
		OtherTitles: a.others(i.Title), Mentions: a.mentions(model.KindInstrument, i.ID), Sources: a.cites(i.Sources),
	}
	if g := i.Gazette; g != nil {
		v.Gazette = a.t("gazette-issue", "number", g.Number, "date", a.when(g.Date))
	}
	if official, said := i.Official[a.lang.ID]; said && !official {
		v.Unofficial = a.t("instrument-unofficial")
	}
	v.Neighbours = a.neighbours(model.KindInstrument, i.ID, func(id string) Link {
		return Link{Words: a.words(a.in.Site.Instruments.Get(id).Title), URL: a.url(model.KindInstrument, id)}
	})
	return v
}

// recordFrame is the frame of a record's page; its description is the text that
// sums it up.
func (a *assembler) recordFrame(t route.Target, heading, about Words) Frame {
	f := a.frame(t, heading, Words{}, a.listing[t.Kind])
	f.Description = cmp.Or(about.Text, heading.Text)
	return f
}

// recommendationGroups list the recommendations by the document they stand in.
func (a *assembler) recommendationGroups() []RecommendationGroup {
	var out []RecommendationGroup
	for _, r := range a.in.Site.Recommendations.All {
		anchor := "from-" + r.Source.ID
		i := slices.IndexFunc(out, func(g RecommendationGroup) bool { return g.Anchor == anchor })
		if i < 0 {
			group := RecommendationGroup{Anchor: anchor, Source: a.cite(model.Cite{ID: r.Source.ID})}
			if source := a.in.Site.Sources.Get(r.Source.ID); source != nil {
				group.Former = formerAnchors(source, func(id string) string { return "from-" + id })
			}
			out, i = append(out, group), len(out)
		}
		row := RecommendationRow{Anchor: r.ID, Former: formerAnchors(r, itself), Number: r.Number, Text: a.words(r.Text), Note: a.words(r.Note), At: a.cite(r.Source).At}
		for _, id := range r.Activities {
			row.Activities = append(row.Activities, a.activityLink(id))
		}
		out[i].Rows = append(out[i].Rows, row)
	}
	for i := range out {
		out[i].Count = a.n("count-recommendations", len(out[i].Rows))
	}
	return out
}

// activityLink names an activity by its code and title.
func (a *assembler) activityLink(id string) Link {
	row := a.rows[id]
	w := row.Title
	w.Text = id + " " + w.Text
	return Link{Words: w, URL: row.URL}
}

// languages names languages given by their BCP 47 tags.
func (a *assembler) languages(tags []string) string {
	var names []string
	for _, tag := range tags {
		names = append(names, a.t("language-"+tag))
	}
	return a.p.ListAnd(names)
}

func (a *assembler) campaignCards() []Card {
	var out []Card
	for _, c := range a.in.Site.Campaigns.All {
		out = append(out, Card{Title: a.words(c.Title), Summary: a.words(c.Audience), URL: a.url(model.KindCampaign, c.ID)})
	}
	return out
}

func (a *assembler) campaign(t route.Target, c *model.Campaign) CampaignView {
	v := CampaignView{
		Frame: a.recordFrame(t, a.words(c.Title), a.words(c.Message)), Audience: a.words(c.Audience), Message: a.words(c.Message),
		Activities: a.rowsOf(c.Activities), Note: a.words(c.Note), Sources: a.cites(c.Sources),
	}
	if c.Period != "" {
		v.Period = a.period(c.Period)
	}
	for i, h := range a.in.Site.Helplines.All {
		if h.ID == c.Helpline {
			v.Number = &a.edition.helplines[i]
		}
	}
	v.Neighbours = a.neighbours(model.KindCampaign, c.ID, func(id string) Link {
		return Link{Words: a.words(a.in.Site.Campaigns.Get(id).Title), URL: a.url(model.KindCampaign, id)}
	})
	return v
}

// letters are the terms in the order of the language, by their first letter.
func (a *assembler) letters() []GlossaryLetter {
	terms := slices.Clone(a.in.Site.Terms.All)
	slices.SortStableFunc(terms, func(x, y *model.Term) int { return a.p.Compare(a.words(x.Term).Text, a.words(y.Term).Text) })
	var out []GlossaryLetter
	for _, t := range terms {
		term := a.words(t.Term)
		letter := a.p.Initial(term.Text)
		if len(out) == 0 || out[len(out)-1].Letter != letter {
			out = append(out, GlossaryLetter{Anchor: "letter-" + strconv.Itoa(len(out)+1), Letter: letter})
		}
		last := &out[len(out)-1]
		last.Terms = append(last.Terms, GlossaryTerm{
			Anchor: t.ID, Former: formerAnchors(t, itself), Term: term, Abbreviation: t.Abbreviation[a.lang.ID], Definition: a.words(t.Definition), Variants: t.Variants[a.lang.ID], Sources: a.cites(t.Sources),
		})
	}
	return out
}

func (a *assembler) sourceRows() []SourceRow {
	var out []SourceRow
	for _, s := range a.in.Site.Sources.All {
		row := SourceRow{
			Anchor: s.ID, Former: formerAnchors(s, itself), Title: a.words(s.Title), Publisher: a.words(s.Publisher), Date: a.when(s.Date), URL: string(s.URL), Note: a.words(s.Note),
		}
		if s.Language != "" {
			row.Language = a.t("language-" + s.Language)
		}
		out = append(out, row)
	}
	slices.SortStableFunc(out, func(x, y SourceRow) int { return a.p.Compare(x.Title.Text, y.Title.Text) })
	return out
}

// formerAnchors are the anchors that a record had under the ids it had: links to
// them go on working. anchor is the one that it has under an id.
func formerAnchors(record model.Any, anchor func(id string) string) []string {
	var out []string
	for _, id := range model.FormerIDsOf(record) {
		out = append(out, anchor(id))
	}
	return out
}

func itself(id string) string { return id }
