package render

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// Reference is a published description of a report for programs that manage
// references, known once it has been written.
type Reference struct {
	Format string // one of [route.CitationFormats]
	Path   string // in the tree: "data/reports/x.bib"
	Text   string
}

// reports is the page that lists them.
func (a *assembler) reports(f Frame, page string, body template.HTML) ReportsView {
	v := ReportsView{
		Frame: f, Body: body, Count: a.n("count-reports", len(a.in.Site.Reports.All)), Table: a.reportTable(f.Heading.Text),
		Downloads: a.downloads("reports"), Feed: a.Engine.link(a.in.Plan.ReportFeed(a.lang.ID)),
	}
	if len(v.Table.Rows) > 1 { // one can be found without help
		v.Filter = a.reportFilter(page)
	}
	return v
}

// reportTable lists the reports, the newest first; those without a year come last.
func (a *assembler) reportTable(caption string) Table {
	table := a.headed(caption, "col-report", "col-year", "col-type", "col-publisher", "report-languages", "col-state")
	for _, r := range a.reportsByAge() {
		row := a.reportRow(r)
		kind := row.Type
		if r.Coordinator {
			kind = a.t("report-type-by", "type", kind, "who", a.t("report-coordinator"))
		}
		table.add(Cell{Words: row.Title, URL: row.URL}, text(row.Year), text(kind), Cell{Words: row.Publisher}, text(a.languages(r.Languages)), text(row.State))
		table.Rows[len(table.Rows)-1].Facets = facetsOfReport(r)
	}
	table.drop()
	a.rank(&table)
	return table
}

func facetsOfReport(r *model.Report) *ReportFacets {
	return &ReportFacets{
		Year: year(r), Institution: r.Publisher, Type: r.Type, Languages: strings.Join(r.Languages, " "), Status: string(r.State),
	}
}

// year is the year in which a report was issued, empty when it is not known.
func year(r *model.Report) string {
	if y := r.Issued(); y != 0 {
		return strconv.Itoa(y)
	}
	return ""
}

// reportFilter are the facets of the reports. Their fields have the names of the
// plan's where they mean the same, so that one script serves both.
func (a *assembler) reportFilter(page string) Filter {
	all := len(a.in.Site.Reports.All)
	return Filter{
		URL: a.url(model.KindPage, page), Label: a.t("filter-reports"), None: a.t("filter-reports-none"),
		Counted: a.t("filter-reports-count", "shown", "{n}", "all", all), Shown: a.t("filter-reports-count", "shown", all, "all", all),
		Facets: []Facet{
			{Name: "year", Label: a.t("col-year"), Values: a.reportYears()},
			{Name: "institution", Label: a.t("col-publisher"), Values: a.reportPublishers()},
			{Name: "type", Label: a.t("col-type"), Values: a.reportTypes()},
			{Name: "language", Label: a.t("report-language"), Values: a.reportLanguages()},
			{Name: "status", Label: a.t("col-state"), Values: a.reportStates()},
		},
	}
}

func (a *assembler) reportYears() []FacetValue {
	out := a.reportValues(func(r *model.Report) []string { return []string{year(r)} }, func(id string) Words { return Words{Text: id} })
	slices.Reverse(out) // the newest first
	return out
}

func (a *assembler) reportPublishers() []FacetValue {
	out := a.reportValues(func(r *model.Report) []string { return []string{r.Publisher} }, func(id string) Words { return a.institutionLink(id).Words })
	for i := range out {
		out[i].Former = formerIDs(a.in.Site.Institutions.Get(out[i].ID))
	}
	return out
}

func (a *assembler) reportTypes() []FacetValue {
	return a.reportValues(func(r *model.Report) []string { return []string{r.Type} }, func(id string) Words { return Words{Text: a.t("report-type-" + id)} })
}

func (a *assembler) reportLanguages() []FacetValue {
	return a.reportValues(func(r *model.Report) []string { return r.Languages }, func(id string) Words { return Words{Text: a.t("language-" + id)} })
}

func (a *assembler) reportStates() []FacetValue {
	return a.reportValues(func(r *model.Report) []string { return []string{string(r.State)} }, func(id string) Words { return Words{Text: a.t("report-state-" + id)} })
}

// reportValues are the values that reports have, each with the number of its
// reports, in the order of the language. What is not known is no value.
func (a *assembler) reportValues(of func(*model.Report) []string, words func(id string) Words) []FacetValue {
	var out []FacetValue
	for _, r := range a.in.Site.Reports.All {
		for _, id := range of(r) {
			i := slices.IndexFunc(out, func(v FacetValue) bool { return v.ID == id })
			switch {
			case id == "":
			case i < 0:
				out = append(out, FacetValue{ID: id, Text: words(id), Count: 1})
			default:
				out[i].Count++
			}
		}
	}
	slices.SortFunc(out, func(x, y FacetValue) int {
		return cmp.Or(a.p.Compare(x.Text.Text, y.Text.Text), strings.Compare(x.ID, y.ID))
	})
	return out
}

func (a *assembler) reportRow(r *model.Report) ReportRow {
	row := ReportRow{
		Title: a.words(r.Title), Type: a.t("report-type-" + r.Type), State: a.t("report-state-" + string(r.State)), Year: year(r), URL: a.url(model.KindReport, r.ID),
	}
	if r.Publisher != "" {
		row.Publisher = a.institutionLink(r.Publisher).Words
	}
	return row
}

func (a *assembler) report(t route.Target, r *model.Report) ReportView {
	title := a.words(r.Title)
	v := ReportView{
		Frame: a.recordFrame(t, title, a.words(r.Summary)), Type: a.t("report-type-" + r.Type), State: a.t("report-state-" + string(r.State)),
		Date: cmp.Or(a.when(r.Date), year(r)), Languages: a.languages(r.Languages), Summary: a.words(r.Summary), Note: a.words(r.Note), URL: string(r.URL),
		Documents: a.reportDocuments(r), Sources: a.cites(r.Sources),
	}
	if r.Period != "" {
		v.Period = a.period(r.Period)
	}
	if r.Publisher != "" {
		l := a.institutionLink(r.Publisher)
		v.Publisher = &l
	}
	if r.Coordinator {
		v.Issuer = a.t("report-coordinator")
	}
	if r.Citable() {
		v.Citation = a.reportCitation(r, v)
	}
	v.Neighbours = a.neighbours(model.KindReport, r.ID, func(id string) Link {
		return Link{Words: a.words(a.in.Site.Reports.Get(id).Title), URL: a.url(model.KindReport, id)}
	})
	return v
}

// reportDocuments are the files of a report, those in the page's language first.
func (a *assembler) reportDocuments(r *model.Report) []ReportDocument {
	var out []ReportDocument
	for _, f := range r.Files {
		d := f.Document
		out = append(out, ReportDocument{
			URL: a.Engine.link("/" + route.DocumentPath(r.ID, f.Name)), Name: f.Name, Format: "PDF", Type: model.MediaType,
			Lang: f.Language, Language: a.t("language-" + f.Language), Pages: a.n("count-pages", d.Pages), Size: a.p.Bytes(d.Size), SHA256: d.SHA256,
			Signed: d.Signed, Scan: !d.Text,
		})
	}
	slices.SortStableFunc(out, func(x, y ReportDocument) int { return cmp.Compare(a.distance(x.Lang), a.distance(y.Lang)) })
	return out
}

// distance is nought for the page's language and one for all others.
func (a *assembler) distance(bcp47 string) int {
	if bcp47 == a.lang.BCP47 {
		return 0
	}
	return 1
}

func (a *assembler) reportCitation(r *model.Report, v ReportView) *ReportCitation {
	c := &ReportCitation{Title: v.Heading, Date: v.Date, Address: v.Canonical}
	if v.Publisher != nil {
		c.Author = v.Publisher.Words
	}
	for _, ref := range a.beside.Cited(r.ID) {
		c.Files = append(c.Files, ReportReference{Format: citationNames[ref.Format], URL: a.Engine.link("/" + ref.Path), Text: ref.Text})
	}
	return c
}

// citationNames are what readers know the formats of references by.
var citationNames = map[string]string{"bib": "BibTeX", "ris": "RIS"}
