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
	Compared  *ComparedYears // nil when no two years can be compared
	Caveat    *Link          // what a reader must know of the figures, nil when the site says nothing
	Children  []Card
	Downloads []Download
}

// ComparedYears is two years side by side, the figures of all series that have
// both.
type ComparedYears struct {
	Title string
	Table Table
}

// Revisions are the corrections of published figures.
type Revisions struct {
	Anchor string
	Title  string
	Table  Table
}

// Citation is how a page and its figures are cited.
type Citation struct {
	Site    string
	Title   Words
	Address string // absolute, permanent
	Figures []FigureCitation
}

// FigureCitation is how one figure of a page is cited.
type FigureCitation struct {
	Figure  string // what it is of, and the figure: "2019, female: 23"
	Source  Cite
	Address string // absolute, permanent, with the anchor
}

// SeriesView is one series: every figure with its source.
type SeriesView struct {
	Frame
	Topic     string
	Unit      string
	Caveat    *Link      // what a reader must know of the figures, nil when the site says nothing
	Table     Table      // every figure
	Chart     *Chart     // nil where the figures cannot be compared
	Compared  *Table     // the figures by period, nil where they cannot be compared
	Revised   *Revisions // nil when no figure was corrected
	Hidden    string     // why some figures are not shown; empty when all are
	Note      Words
	Citation  Citation
	Overlaps  []Link // series whose figures count the same people or things
	Downloads []Download
	Neighbours
}

// RecommendationRow is one recommendation.
type RecommendationRow struct {
	Anchor     string
	Former     []string // anchors that it had
	Number     string
	Text       Words
	Activities []Link // that answer it, by our own judgement
	Note       Words
	At         Words // where it stands in its source
}

// RecommendationGroup is the recommendations of one document.
type RecommendationGroup struct {
	Anchor string
	Former []string // anchors that it had
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
	Filter    Filter
	Table     Table
	Feed      string // address of the feed of reports
	Downloads []Download
}

// ReportFacets are the values by which a row of the reports is found, with blanks
// between several. An empty one is not known.
type ReportFacets struct {
	Year        string
	Institution string // that publishes it
	Type        string
	Languages   string // BCP 47
	Status      string
}

// ReportDocument is a file of a report.
type ReportDocument struct {
	URL      string
	Name     string
	Format   string // "PDF"
	Type     string // media type
	Lang     string // BCP 47
	Language string // its name
	Pages    string // "24 pages"
	Size     string // "1.2 MB"
	SHA256   string
	Signed   bool
	Scan     bool // has no text
}

// ReportCitation is how a report is cited.
type ReportCitation struct {
	Author  Words // empty when the publisher is not known
	Title   Words
	Date    string // in words, as far as it is known
	Address string // absolute, permanent
	Files   []ReportReference
}

// ReportReference is the same for a program that manages references.
type ReportReference struct {
	Format string // "BibTeX"
	URL    string
	Text   string
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
	Issuer    string // said when the Coordinator issued it
	Summary   Words
	Note      Words
	Documents []ReportDocument
	Citation  *ReportCitation // nil for one that nobody can have
	URL       string          // outside the site, empty when not known
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
	Former       []string // anchors that it had
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
	Former    []string // anchors that it had
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
