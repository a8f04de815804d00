package render

import "html/template"

// InstrumentGroup is the instruments of one jurisdiction.
type InstrumentGroup struct {
	Anchor string
	Title  string
	Table  Table
}

// InstrumentsView lists the instruments.
type InstrumentsView struct {
	Frame
	Body      template.HTML
	Count     string
	Groups    []InstrumentGroup
	Downloads []Download
}

// InstrumentView is one instrument.
type InstrumentView struct {
	Frame
	Type         string
	Jurisdiction string
	Number       string
	Date         string
	Gazette      string
	Unofficial   string // said when the title is our translation
	Mentions     []Link // pages that speak of it
	Summary      Words
	Note         Words
	URL          string // outside the site, empty when not known
	OtherTitles  []Words
	Sources      []Cite
	Neighbours
}

// SeriesGroup is the series of one topic.
type SeriesGroup struct {
	Anchor string
	Title  string
	Table  Table
}

// StatisticsView lists the series.
type StatisticsView struct {
	Frame
	Body      template.HTML
	Count     string
	Groups    []SeriesGroup
	Children  []Card
	Downloads []Download
}

// SeriesView is one series: every figure with its source.
type SeriesView struct {
	Frame
	Topic     string
	Unit      string
	Table     Table  // every figure
	Chart     *Chart // nil where the figures cannot be compared
	Note      Words
	Citation  Citation
	Overlaps  []Link // series whose figures count the same people or things
	Downloads []Download
	Neighbours
}

// RecommendationRow is one recommendation.
type RecommendationRow struct {
	Anchor     string
	Number     string
	Text       Words
	Activities []Link // that answer it, by our own judgement
	Note       Words
	At         Words // where it stands in its source
}

// RecommendationGroup is the recommendations of one document.
type RecommendationGroup struct {
	Anchor string
	Source Cite
	Count  string
	Rows   []RecommendationRow
}

// RecommendationsView is all recommendations.
type RecommendationsView struct {
	Frame
	Body      template.HTML
	Groups    []RecommendationGroup
	Downloads []Download
}

// ReportRow is a report in the list.
type ReportRow struct {
	Title     Words
	Type      string
	State     string
	Year      string
	Publisher Words
	URL       string
}

// ReportsView lists the reports, the newest first.
type ReportsView struct {
	Frame
	Body      template.HTML
	Count     string
	Table     Table
	Downloads []Download
}

// ReportView is one report.
type ReportView struct {
	Frame
	Type      string
	State     string
	Date      string
	Period    string
	Publisher *Link
	Languages string
	Summary   Words
	Note      Words
	URL       string // outside the site, empty when not known
	Sources   []Cite
	Neighbours
}

// CampaignsView lists the campaigns.
type CampaignsView struct {
	Frame
	Body  template.HTML
	Cards []Card
}

// CampaignView is one campaign; it prints as one sheet.
type CampaignView struct {
	Frame
	Audience   Words
	Message    Words
	Period     string
	Number     *Helpline // the campaign's own helpline, from its record
	Activities []*ActivityRow
	Note       Words
	Sources    []Cite
	Neighbours
}

// GlossaryTerm is a term with its definition.
type GlossaryTerm struct {
	Anchor       string
	Term         Words
	Abbreviation string // in the page's language
	Definition   Words
	Variants     []string
	Sources      []Cite
}

// GlossaryLetter is the terms that begin with one letter of the alphabet.
type GlossaryLetter struct {
	Anchor string
	Letter string
	Terms  []GlossaryTerm
}

// GlossaryView is all terms in the order of the language.
type GlossaryView struct {
	Frame
	Body    template.HTML
	Count   string
	Letters []GlossaryLetter
}

// SourceRow is a document that facts come from.
type SourceRow struct {
	Anchor    string
	Title     Words
	Publisher Words
	Date      string
	Language  string // of the copy that was read
	URL       string
	Note      Words
}

// SourcesView lists the source documents.
type SourcesView struct {
	Frame
	Body template.HTML
	Rows []SourceRow
}
