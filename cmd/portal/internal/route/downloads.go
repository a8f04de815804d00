package route

import (
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// CitationFormats are the formats in which each report that can be cited is
// described for programs that manage references.
var CitationFormats = []string{"bib", "ris"}

// CitationPath is where a report is described in a format: data/reports/x.bib.
func CitationPath(report, format string) string { return "data/reports/" + report + "." + format }

// DocumentPath is where a report's file is published: downloads/x/x.sq.pdf. Its
// name is the one it has in the folder, so the address is stable.
func DocumentPath(report, name string) string { return "downloads/" + report + "/" + name }

// feedOfReports is the kind of the addresses of the feeds of reports.
const feedOfReports model.Kind = "report-feed"

// ReportFeed is the address of an edition's feed of reports, empty when the site
// lists none.
func (p *Plan) ReportFeed(lang string) string { return p.URL(feedOfReports, "", lang) }

// ReportFeedPath is where an edition's feed of reports is published, empty when
// the site lists none.
func (p *Plan) ReportFeedPath(lang string) string {
	return strings.TrimPrefix(p.ReportFeed(lang), "/")
}

// reports gives every file of a report its address, every report that can be
// cited its descriptions, and the list of reports a feed in each edition.
func (p *planner) reports() {
	pages := p.site.Listings(model.KindReport, p.today)
	if len(pages) == 0 {
		return // then the reports have no pages either
	}
	for _, r := range p.site.Reports.All {
		for i, f := range r.Files {
			if f.Document != nil {
				p.claim(Target{Path: DocumentPath(r.ID, f.Name), Sort: SortFile, ID: r.ID}, r.Record, r.At(model.Item("files", i)+".name"), "path-collision")
			}
		}
		for _, format := range CitationFormats {
			if r.Citable() {
				p.claim(Target{Path: CitationPath(r.ID, format), Sort: SortFile, ID: r.ID}, r.Record, diag.Pos{File: r.File, Line: 1, Col: 1}, "path-collision")
			}
		}
	}
	if len(p.site.Reports.All) == 0 {
		return
	}
	for _, lang := range p.plan.Langs {
		page := p.best(pages[0], lang)
		path := lang + "/" + p.folder(pages[0], lang) + "feed.xml"
		p.plan.urls[address{feedOfReports, "", lang}] = "/" + path
		p.claim(Target{Path: path, Sort: SortFile, Lang: lang}, page.Record, page.At("slug"), "path-collision")
	}
}
