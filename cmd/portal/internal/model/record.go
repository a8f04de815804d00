package model

import "cmp"

// Strategy is data/strategy.yaml: the document that the plan carries out.
type Strategy struct {
	Record     `yaml:"-"`
	Period     Period `yaml:"period" need:"yes"`
	Title      Text   `yaml:"title" need:"yes"`
	PlanTitle  Text   `yaml:"plan_title" need:"yes"`
	Vision     Text   `yaml:"vision" need:"yes"`
	Mission    Text   `yaml:"mission" need:"yes"`
	Note       Text   `yaml:"note"`
	Reporting  *Duty  `yaml:"reporting"` // who was to report each quarter; nil when the strategy does not say
	Source     Cite   `yaml:"source" need:"yes"`
	Translated `yaml:",inline"`
}

// Duty is what the strategy says of quarterly reports: every leading institution
// owes them, and it names some as examples.
type Duty struct {
	Named  []string `yaml:"named" ref:"institution"`
	Source Cite     `yaml:"source" need:"yes"`
}

// Level tells strategic from specific objectives.
type Level string

// The levels of objectives.
const (
	LevelStrategic Level = "strategic"
	LevelSpecific  Level = "specific"
)

// Values are the levels a file may name.
func (Level) Values() []string { return []string{string(LevelStrategic), string(LevelSpecific)} }

// Objective is data/objectives/<chapter V number>.yaml.
type Objective struct {
	Record     `yaml:"-"`
	Level      Level  `yaml:"level" need:"yes"`
	Parent     string `yaml:"parent" ref:"objective"` // the strategic objective of a specific one
	PlanNumber string `yaml:"plan_number"`            // the action plan's number; empty when the plan has none
	Weight     Weight `yaml:"weight"`                 // its importance among its neighbours in the ripple model
	Title      Text   `yaml:"title" need:"yes"`
	Note       Text   `yaml:"note"`
	Source     Cite   `yaml:"source" need:"yes"`
	Translated `yaml:",inline"`
}

// Strategic is the id of the strategic objective this one is or belongs to.
func (o *Objective) Strategic() string {
	if o.Parent != "" {
		return o.Parent
	}
	return o.ID
}

// Activity is data/activities/<plan code>.yaml: a row of the action plan.
type Activity struct {
	Record         `yaml:"-"`
	Objective      string   `yaml:"objective" need:"yes" ref:"objective"`
	Lead           []string `yaml:"lead" need:"yes" ref:"institution"`
	Support        []string `yaml:"support" ref:"institution"`
	Deadline       Deadline `yaml:"deadline" need:"yes"`
	Weight         Weight   `yaml:"weight"` // its importance among its neighbours in the ripple model
	Title          Text     `yaml:"title" need:"yes"`
	ExpectedResult Text     `yaml:"expected_result"`
	Indicator      Text     `yaml:"indicator"`
	Verification   Text     `yaml:"verification"`
	Note           Text     `yaml:"note"`
	Source         Cite     `yaml:"source" need:"yes"`
	Translated     `yaml:",inline"`
}

// InstitutionKind groups bodies for readers.
type InstitutionKind string

// InstitutionPolice is the one kind that a caller must know of before calling.
const InstitutionPolice InstitutionKind = "police"

// Values are the kinds a file may name.
func (InstitutionKind) Values() []string {
	return []string{
		"government", "parliament", "ministry", "agency", string(InstitutionPolice), "prosecution", "court", "council", "academy",
		"municipal", "service", "group", "mechanism", "media", "civil-society", "international", "profession", "publication", "generic",
	}
}

// NameStatus says where a body's name comes from: printed in full in a source,
// expanded there beyond doubt, guessed from an abbreviation, or a generic word.
type NameStatus string

// NameGeneric is a word for many, which the sources use where a name could stand.
const NameGeneric NameStatus = "generic"

// Values are the states a file may name.
func (NameStatus) Values() []string {
	return []string{"printed", "expanded", "guessed", string(NameGeneric)}
}

// Institution is data/institutions/<id>.yaml: a body, group or mechanism that
// the sources name.
type Institution struct {
	Record       `yaml:"-"`
	Abbreviation string          `yaml:"abbreviation"`
	Aliases      []string        `yaml:"aliases"`
	Kind         InstitutionKind `yaml:"kind" need:"yes"`
	NameStatus   NameStatus      `yaml:"name_status" need:"yes"`
	Name         Text            `yaml:"name" need:"yes"`
	Role         Text            `yaml:"role"`
	Successor    string          `yaml:"successor" ref:"institution"`
	ValidFrom    When            `yaml:"valid_from"`
	ValidTo      When            `yaml:"valid_to"`
	Confidential bool            `yaml:"confidential"` // a place that must not be found
	Address      Text            `yaml:"address"`
	Map          string          `yaml:"map"`
	Photo        string          `yaml:"photo"`
	Note         Text            `yaml:"note"`
	Sources      []Cite          `yaml:"sources" need:"yes"`
	Translated   `yaml:",inline"`
}

// Jurisdiction keeps domestic, EU and international law apart.
type Jurisdiction string

// Values are the jurisdictions a file may name.
func (Jurisdiction) Values() []string { return []string{"domestic", "eu", "international"} }

// Instrument is data/instruments/<number folded>.yaml: a law, convention or rule.
type Instrument struct {
	Record       `yaml:"-"`
	Type         string          `yaml:"type" need:"yes"`
	Number       string          `yaml:"number"`
	Date         When            `yaml:"date"`
	Gazette      *Gazette        `yaml:"gazette"` // where it was published, nil when not known
	Jurisdiction Jurisdiction    `yaml:"jurisdiction" need:"yes"`
	SourceCode   string          `yaml:"source_code"` // the digest's code, "L02"
	Title        Text            `yaml:"title" need:"yes"`
	Official     map[string]bool `yaml:"official"` // language id → false where the title is our translation
	Summary      Text            `yaml:"summary"`
	URL          URL             `yaml:"url"`
	Note         Text            `yaml:"note"`
	Sources      []Cite          `yaml:"sources" need:"yes"`
	Translated   `yaml:",inline"`
}

// Gazette is the issue of an official gazette or journal.
type Gazette struct {
	Number string `yaml:"number" need:"yes"` // as printed: "34", "OJ L, 2024/1712"
	Date   When   `yaml:"date" need:"yes"`
}

// ReportState says whether a report can be had.
type ReportState string

// ReportPublished is the state of a report that can be had.
const ReportPublished ReportState = "published"

// Values are the states a file may name.
func (ReportState) Values() []string {
	return []string{string(ReportPublished), "planned", "unavailable"}
}

// Report is data/reports/<id>.yaml or data/reports/<id>/<id>.yaml with files beside it.
type Report struct {
	Record      `yaml:"-"`
	Type        string       `yaml:"type" need:"yes"`
	Year        int          `yaml:"year"`
	Period      Period       `yaml:"period"`
	Date        When         `yaml:"date"`
	State       ReportState  `yaml:"state" need:"yes"`
	Publisher   string       `yaml:"publisher" ref:"institution"`
	Coordinator bool         `yaml:"issued_by_coordinator"` // only then a page may be called an annual report
	Languages   []string     `yaml:"languages"`
	Title       Text         `yaml:"title" need:"yes"`
	Summary     Text         `yaml:"summary"`
	URL         URL          `yaml:"url"`
	Files       []ReportFile `yaml:"files"`
	Note        Text         `yaml:"note"`
	Sources     []Cite       `yaml:"sources" need:"yes"`
	Translated  `yaml:",inline"`
}

// ReportFile is one document of a report, in the record's folder.
type ReportFile struct {
	Name     string `yaml:"name" need:"yes"`
	Language string `yaml:"language" need:"yes"`
	Signed   bool   `yaml:"signed"` // keeps its bytes
	Scan     bool   `yaml:"scan"`   // has no text

	Document *Document `yaml:"-"` // what was learnt of it, nil when it cannot be read
}

// Document is what a report's file turned out to be. Size and digest are those
// of what is published, which is not always what lies in the folder.
type Document struct {
	Size   int64
	SHA256 string
	Pages  int
	Text   bool // some page has letters
	Signed bool // a digital signature covers its bytes
	Author bool // it still says who made it; never of one that is not signed
}

// MediaType is the type of every file of a report (RFC 8118).
const MediaType = "application/pdf"

// Issued is the year in which a report was issued, 0 when it is not known.
func (r *Report) Issued() int {
	year, _, _ := r.Date.Parts()
	return cmp.Or(r.Year, year)
}

// Citable reports whether a report can be cited: one that nobody can have cannot.
func (r *Report) Citable() bool { return r.State == ReportPublished }

// Series is data/series/<id>.yaml: one measured thing over time.
type Series struct {
	Record       `yaml:"-"`
	Indicator    Text          `yaml:"indicator" need:"yes"`
	Unit         string        `yaml:"unit" need:"yes"`
	Topic        string        `yaml:"topic"`
	Dimensions   []string      `yaml:"dimensions"` // sex, age, nationality, form, stage …
	Overlaps     []string      `yaml:"overlaps" ref:"series"`
	Own          bool          `yaml:"own"` // the authority's own table: small counts are hidden ([SmallCells])
	Note         Text          `yaml:"note"`
	Observations []Observation `yaml:"observations" need:"yes"`
	Translated   `yaml:",inline"`
}

// Observation is one figure of a series with its source.
type Observation struct {
	Period    Period            `yaml:"period"`
	Value     Decimal           `yaml:"value" need:"yes"`
	Breakdown map[string]string `yaml:"breakdown"` // dimension → value
	Revised   []Revision        `yaml:"revised"`   // what stood here before, the oldest first
	Note      Text              `yaml:"note"`
	Source    Cite              `yaml:"source" need:"yes"`
}

// Revision is one correction of a published figure.
type Revision struct {
	On     Date    `yaml:"on" need:"yes"`
	Old    Decimal `yaml:"old" need:"yes"`
	New    Decimal `yaml:"new" need:"yes"`
	Reason Text    `yaml:"reason" need:"yes"`
}

// Recommendation is data/recommendations/<id>.yaml.
type Recommendation struct {
	Record     `yaml:"-"`
	Number     string   `yaml:"number"`
	Topic      string   `yaml:"topic"`
	Text       Text     `yaml:"text" need:"yes"`
	Activities []string `yaml:"activities" ref:"activity"` // our editorial judgement
	Note       Text     `yaml:"note"`
	Source     Cite     `yaml:"source" need:"yes"`
	Translated `yaml:",inline"`
}

// Helpline is data/helplines/<id>.yaml. A field that is not known is absent
// and is left out for readers.
type Helpline struct {
	Record     `yaml:"-"`
	Order      int      `yaml:"order" need:"yes"`  // 1 is the most urgent
	Number     Phone    `yaml:"number" need:"yes"` // as people say it
	Dial       Phone    `yaml:"dial"`              // what a phone dials, in E.164 or national form; empty: the number itself
	Urgent     bool     `yaml:"urgent"`            // for danger now
	Operator   string   `yaml:"operator" ref:"institution"`
	Languages  []string `yaml:"languages"` // BCP 47 tags of the languages spoken
	Free       *bool    `yaml:"free"`
	Anonymous  *bool    `yaml:"anonymous"`
	OnBill     *bool    `yaml:"on_bill"` // whether the call shows on the phone bill
	VerifiedOn Date     `yaml:"verified_on"`
	Name       Text     `yaml:"name" need:"yes"`
	Purpose    Text     `yaml:"purpose"`
	Networks   Text     `yaml:"networks"`
	Hours      Text     `yaml:"hours"`
	AnsweredBy Text     `yaml:"answered_by"`
	FromAbroad Text     `yaml:"from_abroad"`
	EditorNote Text     `yaml:"editor_note" text:"optional"` // doubts; never shown to readers
	Sources    []Cite   `yaml:"sources" need:"yes"`
	Translated `yaml:",inline"`
}

// Tel is what a phone dials for this helpline, as a tel: address has it (RFC 3966).
func (h *Helpline) Tel() string { return "tel:" + cmp.Or(h.Dial, h.Number).Dial() }

// Campaign is data/campaigns/<id>.yaml.
type Campaign struct {
	Record     `yaml:"-"`
	Period     Period   `yaml:"period"`
	Activities []string `yaml:"activities" ref:"activity"`
	Helpline   string   `yaml:"helpline" ref:"helpline"`
	Title      Text     `yaml:"title" need:"yes"`
	Audience   Text     `yaml:"audience" need:"yes"`
	Message    Text     `yaml:"message" need:"yes"`
	Note       Text     `yaml:"note"`
	Sources    []Cite   `yaml:"sources" need:"yes"`
	Translated `yaml:",inline"`
}

// Term is data/glossary/<id>.yaml.
type Term struct {
	Record       `yaml:"-"`
	Term         Text                `yaml:"term" need:"yes"`
	Abbreviation Text                `yaml:"abbreviation" text:"optional"`
	Definition   Text                `yaml:"definition" need:"yes"`
	Variants     map[string][]string `yaml:"variants"`  // language id → other accepted forms
	Forbidden    map[string][]string `yaml:"forbidden"` // language id → forms that check refuses
	Sources      []Cite              `yaml:"sources"`
	Translated   `yaml:",inline"`
}

// Source is data/sources/<id>.yaml: a document that facts come from.
type Source struct {
	Record     `yaml:"-"`
	Title      Text   `yaml:"title" need:"yes"`
	Publisher  Text   `yaml:"publisher"`
	Date       When   `yaml:"date"`
	Language   string `yaml:"language"` // of the copy that was read, BCP 47
	URL        URL    `yaml:"url"`
	Note       Text   `yaml:"note"`
	Translated `yaml:",inline"`
}
