package render

import (
	"cmp"
	"encoding/json"
	"fmt"
	"html/template"
	"slices"
	"strconv"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/dataset"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// Meta is what a page tells machines that bring readers, beside its title,
// description and addresses. Pages of the help section tell them nothing: what
// a messenger shows of a shared link may be seen by the wrong person.
type Meta struct {
	Properties []Property  // Open Graph (https://ogp.me)
	Feed       string      // address of the edition's feed
	FeedTitle  string      //
	OwnFeed    string      // address of a feed of this page alone, empty for most
	OwnTitle   string      //
	Linked     template.JS // JSON-LD (https://schema.org), empty when there is nothing to say
}

// Property is a name and a value of Open Graph.
type Property struct{ Name, Content string }

// meta is an empty Meta for the pages that carry one; describe fills it in when
// the page's description is settled.
func (a *assembler) meta(t route.Target, quiet bool) *Meta {
	if quiet {
		return nil
	}
	if t.Kind == model.KindPage && a.best(t.ID).Kind == model.PageNotFound {
		return nil // an error is nothing to share
	}
	return &Meta{}
}

// framed is every view of a page of an edition.
type framed interface{ around() *Frame }

func (f Frame) around() *Frame { return &f }

// describe fills in what a page tells machines, from its finished view.
//
// There is no og:locale: it wants a territory, and none that the protocol's
// consumers know would be true for every language here. There is no og:image
// until there is a picture that is ours, and no service worker or manifest: they
// would leave traces of a visit on the reader's device.
func (a *assembler) describe(t route.Target, view any) {
	f := view.(framed).around()
	if f.Meta == nil {
		return
	}
	f.Meta.Properties = []Property{
		{"og:type", "website"},
		{"og:title", f.Heading.Text},
		{"og:description", f.Description},
		{"og:url", f.Canonical},
		{"og:site_name", f.SiteName},
	}
	f.Meta.Feed, f.Meta.FeedTitle = a.Engine.link("/"+route.FeedPath(a.lang.ID)), f.SiteName
	if t.Kind == model.KindPage && t.ID == a.listing[model.KindReport] {
		f.Meta.OwnFeed, f.Meta.OwnTitle = a.Engine.link(a.in.Plan.ReportFeed(a.lang.ID)), f.Heading.Text
	}
	a.write(f, a.things(t, f))
}

// write puts things into one JSON-LD block. encoding/json escapes "<", so that no
// text can end the element, and keeps numbers as they are.
func (a *assembler) write(f *Frame, things []any) {
	if len(things) == 0 {
		return
	}
	text, err := json.Marshal(graph{Context: "https://schema.org", Things: things})
	if err != nil {
		a.keep("", fmt.Errorf("JSON-LD of %s: %w", f.Canonical, err))
		return
	}
	f.Meta.Linked = template.JS(text)
}

// The structs below are the types of https://schema.org that we use, with the
// properties that we can truly fill.

type graph struct {
	Context string `json:"@context"`
	Things  []any  `json:"@graph"`
}

// tagged is a text in one language (JSON-LD 1.1, "String Internationalization").
type tagged struct {
	Lang string `json:"@language"`
	Text string `json:"@value"`
}

type organization struct {
	Type string `json:"@type"`
	ID   string `json:"@id,omitempty"`
	Name any    `json:"name"` // a string or []tagged
	URL  string `json:"url,omitempty"`
}

type breadcrumbs struct {
	Type  string  `json:"@type"`
	Items []crumb `json:"itemListElement"`
}

type crumb struct {
	Type     string `json:"@type"`
	Position int    `json:"position"`
	Name     string `json:"name"`
	Item     string `json:"item"`
}

type statedSet struct {
	Type        string        `json:"@type"`
	ID          string        `json:"@id,omitempty"`
	Name        string        `json:"name"`
	Description string        `json:"description"`
	URL         string        `json:"url"`
	Lang        string        `json:"inLanguage,omitempty"`
	Coverage    string        `json:"temporalCoverage,omitempty"` // ISO 8601: "2018/2021"
	License     string        `json:"license,omitempty"`
	Publisher   *organization `json:"publisher"`
	Files       []download    `json:"distribution"`
}

type download struct {
	Type   string `json:"@type"`
	Format string `json:"encodingFormat"`
	URL    string `json:"contentUrl"`
	SHA256 string `json:"sha256"`
}

type report struct {
	Type      string        `json:"@type"`
	Name      string        `json:"name"`
	URL       string        `json:"url"`
	Published string        `json:"datePublished,omitempty"` // as far as it is known
	Publisher *organization `json:"publisher,omitempty"`
	Languages []string      `json:"inLanguage,omitempty"` // of the report, not of the page
	Files     []media       `json:"encoding,omitempty"`
}

type media struct {
	Type   string `json:"@type"`
	Format string `json:"encodingFormat"`
	URL    string `json:"contentUrl"`
	Lang   string `json:"inLanguage"`
	SHA256 string `json:"sha256"`
}

// things are what a page is about, and the way to it.
func (a *assembler) things(t route.Target, f *Frame) []any {
	var out []any
	switch site := a.in.Site; t.Kind {
	case model.KindPage:
		switch a.best(t.ID).Kind {
		case model.PageHome:
			out = append(out, a.authority())
		case model.PageYear:
			out = append(out, a.yearThing(a.best(t.ID).Year(), f)...)
		case model.PageData:
			for _, set := range a.dataSets() {
				out = append(out, a.openData(set, f))
			}
		}
	case model.KindSeries:
		out = append(out, a.figuresOf(site.Series.Get(t.ID), f))
	case model.KindReport:
		if r := site.Reports.Get(t.ID); r.State == "published" {
			out = append(out, a.issued(r, f))
		}
	}
	if len(f.Crumbs) > 0 {
		out = append(out, a.trail(f))
	}
	return out
}

// authority is who publishes the site, with its name in every language.
func (a *assembler) authority() organization {
	var names []tagged
	for _, l := range a.in.Site.Config.Languages {
		if name := a.in.Site.Config.Name[l.ID]; name != "" {
			names = append(names, tagged{l.BCP47, name})
		}
	}
	return organization{Type: "GovernmentOrganization", ID: a.authorityID(), Name: names, URL: a.absolute("/")}
}

func (a *assembler) authorityID() string { return a.absolute("/") + "#authority" }

// publisher is the authority in short, on the pages of its data.
func (a *assembler) publisher() *organization {
	return &organization{Type: "GovernmentOrganization", ID: a.authorityID(), Name: a.words(a.in.Site.Config.Name).Text, URL: a.absolute("/")}
}

// trail is the way from the home page to this one, itself included.
func (a *assembler) trail(f *Frame) breadcrumbs {
	b := breadcrumbs{Type: "BreadcrumbList"}
	add := func(name, address string) {
		b.Items = append(b.Items, crumb{"ListItem", len(b.Items) + 1, name, address})
	}
	for _, l := range f.Crumbs {
		add(l.Text, a.full(l.URL))
	}
	add(f.Heading.Text, f.Canonical)
	return b
}

// openData is one set of the open data; its files are the same in every edition.
func (a *assembler) openData(set DataSet, f *Frame) statedSet {
	return statedSet{
		Type: "Dataset", ID: f.Canonical + "#" + set.Name, Name: set.Title, Description: set.Description, URL: f.Canonical,
		License: string(a.in.Site.Config.DataLicence), Publisher: a.publisher(), Files: a.distribution(a.beside.Data(set.Name)),
	}
}

// figuresOf is a series, with the file that has its figures alone.
func (a *assembler) figuresOf(s *model.Series, f *Frame) statedSet {
	d := statedSet{
		Type: "Dataset", Name: f.Heading.Text, Description: cmp.Or(a.words(s.Note).Text, f.Description), URL: f.Canonical, Lang: f.Lang,
		License: string(a.in.Site.Config.DataLicence), Publisher: a.publisher(), Files: a.distribution(a.seriesData(s, "csv")),
	}
	switch first, last := s.Span(); {
	case first == 0:
	case first == last:
		d.Coverage = strconv.Itoa(first)
	default:
		d.Coverage = strconv.Itoa(first) + "/" + strconv.Itoa(last)
	}
	return d
}

// yearThing is a report where one was issued, else the figures of a year; nothing
// for a year that has none.
func (a *assembler) yearThing(year int, f *Frame) []any {
	site := a.in.Site
	if r := site.AnnualReport(year); r != nil {
		return []any{a.issued(r, f)}
	}
	if !slices.ContainsFunc(site.Series.All, func(s *model.Series) bool { return s.Covers(year) }) {
		return nil
	}
	return []any{statedSet{
		Type: "Dataset", Name: f.Heading.Text, Description: f.Description, URL: f.Canonical, Lang: f.Lang, Coverage: strconv.Itoa(year),
		License: string(site.Config.DataLicence), Publisher: a.publisher(), Files: a.distribution(a.beside.Data("statistics")),
	}}
}

func (a *assembler) distribution(files []DataFile) []download {
	var out []download
	for _, file := range files {
		out = append(out, download{"DataDownload", dataset.MediaType(file.Format), a.absolute("/" + file.Path), file.SHA256})
	}
	return out
}

// issued is a report that can be had.
func (a *assembler) issued(r *model.Report, f *Frame) report {
	out := report{Type: "Report", Name: f.Heading.Text, URL: f.Canonical, Published: string(r.Date), Languages: r.Languages}
	if out.Published == "" && r.Year != 0 {
		out.Published = strconv.Itoa(r.Year)
	}
	if r.Publisher != "" {
		out.Publisher = &organization{Type: "Organization", Name: a.institutionLink(r.Publisher).Text}
	}
	for _, f := range a.reportDocuments(r) {
		out.Files = append(out.Files, media{"MediaObject", f.Type, a.full(f.URL), f.Lang, f.SHA256})
	}
	return out
}
