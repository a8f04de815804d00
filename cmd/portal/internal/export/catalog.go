package export

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/dataset"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// The lists of the Publications Office of the European Union that DCAT-AP wants
// terms from.
const (
	authority    = "http://publications.europa.eu/resource/authority/"
	languageList = authority + "language/"
	formatList   = authority + "file-type/"
	stable       = authority + "planned-availability/STABLE"
	mediaTypes   = "http://www.iana.org/assignments/media-types/"
	sumOfSHA256  = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
)

// node is a thing in JSON-LD. Its keys are written in their order as text, so the
// file is the same each time.
type node map[string]any

// context says what the keys of the catalogue mean. It stands in the file, so
// that nobody has to fetch it.
func context() node {
	iri := func(id string) node { return node{"@id": id, "@type": "@id"} }
	typed := func(id, of string) node { return node{"@id": id, "@type": of} }
	words := func(id string) node { return node{"@id": id, "@container": "@language"} }
	return node{
		"dcat": "http://www.w3.org/ns/dcat#", "dcatap": "http://data.europa.eu/r5r/", "dct": "http://purl.org/dc/terms/",
		"foaf": "http://xmlns.com/foaf/0.1/", "prov": "http://www.w3.org/ns/prov#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
		"skos": "http://www.w3.org/2004/02/skos/core#", "spdx": "http://spdx.org/rdf/terms#", "xsd": "http://www.w3.org/2001/XMLSchema#",
		"title": words("dct:title"), "description": words("dct:description"), "name": words("foaf:name"), "keyword": words("dcat:keyword"),
		"identifier": "dct:identifier", "publisher": "dct:publisher", "modified": typed("dct:modified", "xsd:date"),
		"language": "dct:language", "license": "dct:license", "format": "dct:format", "type": "dct:type", "temporal": "dct:temporal",
		"homepage": "foaf:homepage", "themeTaxonomy": "dcat:themeTaxonomy", "theme": "dcat:theme", "dataset": "dcat:dataset",
		"distribution": "dcat:distribution", "landingPage": "dcat:landingPage", "accessURL": iri("dcat:accessURL"), "downloadURL": iri("dcat:downloadURL"),
		"mediaType": "dcat:mediaType", "byteSize": typed("dcat:byteSize", "xsd:nonNegativeInteger"), "availability": iri("dcatap:availability"),
		"startDate": typed("dcat:startDate", "xsd:gYear"), "endDate": typed("dcat:endDate", "xsd:gYear"),
		"checksum": "spdx:checksum", "algorithm": iri("spdx:algorithm"), "checksumValue": typed("spdx:checksumValue", "xsd:hexBinary"),
		"derivedFrom": "prov:wasDerivedFrom",
	}
}

// Catalogue writes catalog.jsonld: all sets with their files, as DCAT-AP 3 wants
// them told. What nobody has decided or knows (a licence, whom to write to, how
// often the data are renewed, when they first came out) is not in it. The documents behind a set
// are told by PROV, because dct:source is for sets alone there.
func (x *Exporter) Catalogue(w io.Writer, sets []Published) error {
	catalogue := node{
		"@context": context(), "@id": x.absolute(route.CataloguePath), "@type": "dcat:Catalog",
		"title": x.tagged(x.catalogueTitle()), "description": x.tagged(x.catalogueAbout()), "publisher": x.publisher(),
		"homepage": node{"@id": x.home(), "@type": "foaf:Document"}, "modified": x.day.String(), "language": x.languages(),
	}
	if themes := x.site.Config.Catalogue.Themes; len(themes) > 0 {
		list := string(themes[0])
		catalogue["themeTaxonomy"] = node{"@id": list[:strings.LastIndexByte(list, '/')], "@type": "skos:ConceptScheme"}
	}
	x.licensed(catalogue)
	var all []node
	for _, set := range sets {
		all = append(all, x.described(set))
	}
	catalogue["dataset"] = all
	return indented(w, catalogue)
}

// described is one set.
func (x *Exporter) described(set Published) node {
	id := x.absolute(route.CataloguePath) + "#" + set.Name
	title := x.inAll(set.Title())
	out := node{
		"@id": id, "@type": "dcat:Dataset", "identifier": id, "title": x.tagged(title), "description": x.tagged(x.inAll(set.About())),
		"publisher": node{"@id": x.publisherID()}, "modified": x.day.String(), "language": x.languages(), "keyword": x.keywords(set.Table),
		"landingPage": x.landing(set.Table),
	}
	if themes := x.site.Config.Catalogue.Themes; len(themes) > 0 {
		out["theme"] = concepts(themes)
	}
	if first, last := set.years(); first != 0 {
		out["temporal"] = node{"@type": "dct:PeriodOfTime", "startDate": year(first), "endDate": year(last)}
	}
	if from := x.derivedFrom(set.Table); len(from) > 0 {
		out["derivedFrom"] = from
	}
	var files []node
	for _, f := range set.Files {
		files = append(files, x.distribution(id, title, f))
	}
	out["distribution"] = files
	return out
}

// distribution is one file of a set.
func (x *Exporter) distribution(set string, title model.Text, f File) node {
	titles := model.Text{}
	for l, t := range title {
		titles[l] = t + " (" + strings.ToUpper(f.Format) + ")"
	}
	out := node{
		"@id": set + "-" + f.Format, "@type": "dcat:Distribution", "title": x.tagged(titles), "description": x.tagged(x.inAll("data-format-" + f.Format)),
		"accessURL": x.absolute(f.Path), "downloadURL": x.absolute(f.Path),
		"format":    node{"@id": formatList + strings.ToUpper(f.Format), "@type": "dct:MediaTypeOrExtent"},
		"mediaType": node{"@id": mediaTypes + dataset.MediaType(f.Format), "@type": "dct:MediaType"},
		"byteSize":  strconv.FormatInt(f.Size, 10), "modified": x.day.String(), "language": x.languages(), "availability": stable,
		"checksum": node{"@type": "spdx:Checksum", "algorithm": sumOfSHA256, "checksumValue": f.SHA256},
	}
	x.licensed(out)
	return out
}

// licensed adds the licence to a thing, once there is one.
func (x *Exporter) licensed(thing node) {
	if l := string(x.site.Config.DataLicence); l != "" {
		thing["license"] = node{"@id": l, "@type": "dct:LicenseDocument"}
	}
}

// publisher is the authority; everything else points to it.
func (x *Exporter) publisher() node {
	out := node{"@id": x.publisherID(), "@type": "foaf:Agent", "name": x.tagged(x.site.Config.Name), "homepage": node{"@id": x.home()}}
	if kind := x.site.Config.Catalogue.PublisherType; kind != "" {
		out["type"] = node{"@id": string(kind), "@type": "skos:Concept"}
	}
	return out
}

// publisherID is the authority's as pages have it in their JSON-LD too.
func (x *Exporter) publisherID() string { return x.home() + "#authority" }

// tagged is a text by the tags of its languages.
func (x *Exporter) tagged(text model.Text) node {
	out := node{}
	for _, l := range x.plan.Langs {
		if words := collapse(text[l]); words != "" {
			out[x.site.Config.Language(l).BCP47] = words
		}
	}
	return out
}

// languages are those that every file has its texts in.
func (x *Exporter) languages() []node {
	var out []node
	for _, l := range x.plan.Langs {
		out = append(out, node{"@id": languageList + strings.ToUpper(x.words.Printer(l).ISO3()), "@type": "dct:LinguisticSystem"})
	}
	return out
}

// keywords are what the set is about, in every language.
func (x *Exporter) keywords(t *Table) node {
	out := node{}
	for _, l := range x.plan.Langs {
		var words []string
		for word := range strings.SplitSeq(x.word(t.Keywords(), l), ";") {
			words = append(words, strings.TrimSpace(word))
		}
		out[x.site.Config.Language(l).BCP47] = words
	}
	return out
}

// landing are the pages that explain the set.
func (x *Exporter) landing(t *Table) []node {
	var out []node
	for _, l := range x.plan.Langs {
		out = append(out, node{"@id": x.address(t.Name, l), "@type": "foaf:Document"})
	}
	return out
}

func concepts(list []model.URL) []node {
	var out []node
	for _, c := range list {
		out = append(out, node{"@id": string(c), "@type": "skos:Concept"})
	}
	return out
}

// derivedFrom are the documents that the set was written from, each as the list
// of sources has it.
func (x *Exporter) derivedFrom(t *Table) []node {
	var out []node
	for _, id := range t.cited() {
		s := x.site.Sources.Get(id)
		if s == nil {
			continue
		}
		document := node{"@type": "foaf:Document", "title": x.tagged(s.Title)}
		address := string(s.URL)
		if u := x.plan.URL(model.KindSource, id, x.site.Config.Source()); u != "" {
			address = x.base + u
		}
		if address != "" {
			document["@id"] = address
		}
		out = append(out, document)
	}
	return out
}

// years are the first and the last year that a set is about, 0 when it is about
// no time or has no rows.
func (t *Table) years() (first, last int) {
	for i, c := range t.Columns {
		for _, row := range t.Rows {
			if !c.Covers {
				break
			}
			for _, y := range yearsOf(row[i]) {
				if y != 0 && (first == 0 || y < first) {
					first = y
				}
				last = max(last, y)
			}
		}
	}
	return first, last
}

func yearsOf(value any) []int {
	switch v := value.(type) {
	case int:
		return []int{v}
	case string:
		from, to := model.Period(v).Years()
		return []int{from, to}
	}
	return nil
}

// year is a year as XML Schema writes it.
func year(n int) string { return fmt.Sprintf("%04d", n) }
