package export

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/piprate/json-gold/ld"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// offline refuses to fetch anything: the catalogue must stand by itself.
type offline struct{}

func (offline) LoadDocument(address string) (*ld.RemoteDocument, error) {
	return nil, errors.New("the catalogue sends its readers to " + address)
}

// graph is RDF: what is said of a thing, by property. IRIs and blank nodes are as
// N-Quads writes them.
type graph map[string]map[string][]string

// turned is the catalogue as RDF, by way of N-Quads.
func turned(t *testing.T, catalogue string) (graph, error) {
	t.Helper()
	var document any
	if err := json.Unmarshal([]byte(catalogue), &document); err != nil {
		t.Fatal(err)
	}
	options := ld.NewJsonLdOptions("")
	options.DocumentLoader, options.Format, options.SafeMode = offline{}, "application/n-quads", true // a key without a meaning is a fault
	quads, err := ld.NewJsonLdProcessor().ToRDF(document, options)
	if err != nil {
		return nil, err
	}
	out := graph{}
	quad := regexp.MustCompile(`(?m)^(\S+) <([^>]+)> (.+) \.$`)
	for _, m := range quad.FindAllStringSubmatch(quads.(string), -1) {
		if out[m[1]] == nil {
			out[m[1]] = map[string][]string{}
		}
		out[m[1]][m[2]] = append(out[m[1]][m[2]], m[3])
	}
	return out, nil
}

const (
	dcat = "http://www.w3.org/ns/dcat#"
	dct  = "http://purl.org/dc/terms/"
	foaf = "http://xmlns.com/foaf/0.1/"
	spdx = "http://spdx.org/rdf/terms#"
	xsd  = "http://www.w3.org/2001/XMLSchema#"
	isA  = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
)

// rule is what a property of a thing must be: words in each language, a literal
// of a datatype, or a thing of a class. A thing whose class is empty is any IRI.
type rule struct {
	property string
	words    bool
	datatype string
	class    string
	iri      bool   // no blank node
	within   string // how the IRI begins
	optional bool   // where nothing is known
}

// profile is what DCAT-AP 3 makes mandatory or recommends of each class, but for
// what nobody knows here: the contact point, the places, when the data first came
// out and how often they are renewed.
func profile(x *Exporter) map[string][]rule {
	list := "http://publications.europa.eu/resource/authority/"
	return map[string][]rule{
		dcat + "Catalog": {
			{property: dct + "title", words: true},
			{property: dct + "description", words: true},
			{property: dct + "publisher", class: foaf + "Agent", iri: true},
			{property: dcat + "dataset", class: dcat + "Dataset", iri: true},
			{property: foaf + "homepage", class: foaf + "Document", iri: true},
			{property: dct + "language", class: dct + "LinguisticSystem", within: list + "language/"},
			{property: dct + "license", class: dct + "LicenseDocument", iri: true, optional: x.site.Config.DataLicence == ""},
			{property: dct + "modified", datatype: xsd + "date"},
			{property: dcat + "themeTaxonomy", class: "http://www.w3.org/2004/02/skos/core#ConceptScheme", within: list},
		},
		dcat + "Dataset": {
			{property: dct + "title", words: true},
			{property: dct + "description", words: true},
			{property: dct + "publisher", class: foaf + "Agent", iri: true},
			{property: dcat + "distribution", class: dcat + "Distribution", iri: true},
			{property: dcat + "keyword", words: true},
			{property: dcat + "theme", class: "http://www.w3.org/2004/02/skos/core#Concept", within: list + "data-theme/"},
			{property: dct + "temporal", class: dct + "PeriodOfTime", optional: true},
			{property: dct + "identifier", datatype: xsd + "string"},
			{property: dct + "language", class: dct + "LinguisticSystem", within: list + "language/"},
			{property: dct + "modified", datatype: xsd + "date"},
			{property: dcat + "landingPage", class: foaf + "Document", iri: true},
			{property: "http://www.w3.org/ns/prov#wasDerivedFrom", class: foaf + "Document"},
		},
		dcat + "Distribution": {
			{property: dcat + "accessURL", iri: true, within: x.absolute("data/")},
			{property: dcat + "downloadURL", iri: true, within: x.absolute("data/")},
			{property: dct + "title", words: true},
			{property: dct + "description", words: true},
			{property: dct + "format", class: dct + "MediaTypeOrExtent", within: list + "file-type/"},
			{property: dcat + "mediaType", class: dct + "MediaType", within: "http://www.iana.org/assignments/media-types/"},
			{property: dct + "license", class: dct + "LicenseDocument", iri: true, optional: x.site.Config.DataLicence == ""},
			{property: "http://data.europa.eu/r5r/availability", iri: true, within: list + "planned-availability/"},
			{property: dcat + "byteSize", datatype: xsd + "nonNegativeInteger"},
			{property: spdx + "checksum", class: spdx + "Checksum"},
			{property: dct + "modified", datatype: xsd + "date"},
		},
		foaf + "Agent": {
			{property: foaf + "name", words: true},
			{property: dct + "type", class: "http://www.w3.org/2004/02/skos/core#Concept", within: "http://purl.org/adms/publishertype/"},
		},
		dct + "PeriodOfTime": {
			{property: dcat + "startDate", datatype: xsd + "gYear"},
			{property: dcat + "endDate", datatype: xsd + "gYear"},
		},
		spdx + "Checksum": {
			{property: spdx + "algorithm", within: spdx + "checksumAlgorithm_sha256"},
			{property: spdx + "checksumValue", datatype: xsd + "hexBinary"},
		},
	}
}

// profileFaults holds every thing of the profile's classes against it.
func profileFaults(x *Exporter, g graph) []string {
	var found []string
	classes := profile(x)
	for _, id := range slices.Sorted(maps.Keys(g)) {
		for _, class := range g[id][isA] {
			for _, r := range classes[strings.Trim(class, "<>")] {
				values := g[id][r.property]
				if len(values) == 0 && !r.optional {
					found = append(found, id+" has no "+r.property)
				}
				if r.words {
					found = append(found, inEveryLanguage(id, r.property, values)...)
					continue
				}
				for _, v := range values {
					if !fits(g, r, v) {
						found = append(found, fmt.Sprintf("%s: %s is %s", id, r.property, v))
					}
				}
			}
		}
	}
	for class := range classes {
		if !slices.ContainsFunc(slices.Collect(maps.Values(g)), func(said map[string][]string) bool { return slices.Contains(said[isA], "<"+class+">") }) {
			found = append(found, "there is no "+class)
		}
	}
	return found
}

func inEveryLanguage(id, property string, values []string) []string {
	var found []string
	for _, tag := range []string{"sq", "sr-Latn", "en"} {
		if !slices.ContainsFunc(values, func(v string) bool {
			return strings.HasPrefix(v, `"`) && !strings.HasPrefix(v, `""`) && strings.HasSuffix(strings.ToLower(v), `"@`+strings.ToLower(tag))
		}) {
			found = append(found, fmt.Sprintf("%s: %s is not in %s", id, property, tag))
		}
	}
	return found
}

func fits(g graph, r rule, value string) bool {
	address := strings.HasPrefix(value, "<http")
	switch {
	case r.datatype == xsd+"string":
		return strings.HasPrefix(value, `"`) && strings.HasSuffix(value, `"`)
	case r.datatype != "":
		return strings.HasSuffix(value, `"^^<`+r.datatype+">")
	case r.class != "" && !slices.Contains(g[value][isA], "<"+r.class+">"), strings.HasPrefix(value, `"`):
		return false
	}
	return address && strings.HasPrefix(value, "<"+r.within) || !address && !r.iri && r.within == ""
}

// catalogued is the catalogue of the awkward site, with everything a site may
// say of its data.
func catalogued(t *testing.T) (*Exporter, string) {
	t.Helper()
	site := awkward()
	site["data/site.yaml"] += `data_licence: https://example.org/licence
catalogue:
  themes: [http://publications.europa.eu/resource/authority/data-theme/JUST]
  publisher_type: http://purl.org/adms/publishertype/NationalAuthority
`
	x, sets, _ := together(t, exporter(t, "", site))
	var b strings.Builder
	if err := x.Catalogue(&b, sets); err != nil {
		t.Fatal(err)
	}
	return x, b.String()
}

// TestCatalogueProfile: the catalogue becomes RDF without fetching anything, and
// has what DCAT-AP 3 makes mandatory and recommends, as it wants it.
func TestCatalogueProfile(t *testing.T) {
	x, catalogue := catalogued(t)
	g, err := turned(t, catalogue)
	if err != nil {
		t.Fatal(err)
	}
	if found := profileFaults(x, g); len(found) > 0 {
		t.Fatal(strings.Join(found, "\n"))
	}
	for _, test := range []struct{ old, changed, want string }{
		{`"sr-Latn": "Akcioni plan"`, `"sr-Cyrl": "Akcioni plan"`, "title is not in sr-Latn"},
		{`"modified": "2030-06-01"`, `"modified": {"@value": "2030-06-01"}`, "modified is"},
		{`"@type": "dct:LicenseDocument"`, `"@type": "foaf:Document"`, "license is"},
		{`"byteSize": {`, `"byteSizes": {`, "invalid property"},
		{`"@type": "foaf:Agent"`, `"@type": "foaf:Document"`, "publisher is"},
		{`"xsd:gYear"`, `"xsd:integer"`, "startDate is"},
		{`file-type/CSV`, `file/CSV`, "format is"},
		{`"identifier": "dct:identifier"`, `"identifier": "dct:identified"`, "has no " + dct + "identifier"},
		{`"@context": {`, `"@context": "https://example.org/context", "other": {`, "sends its readers to"},
	} {
		bad := strings.ReplaceAll(catalogue, test.old, test.changed)
		if bad == catalogue {
			t.Errorf("the catalogue has no %s", test.old)
		}
		g, err := turned(t, bad)
		if found := strings.Join(profileFaults(x, g), "\n"); err == nil && !strings.Contains(found, test.want) || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, %q", test.changed, err, found)
		}
	}
}

// TestCatalogueTells: what a portal of portals reads of a set is what the set is.
func TestCatalogueTells(t *testing.T) {
	_, catalogue := catalogued(t)
	g, err := turned(t, catalogue)
	if err != nil {
		t.Fatal(err)
	}
	plan := g["<https://example.org/data/catalog.jsonld#action-plan>"]
	period := g[first(plan[dct+"temporal"])]
	for _, test := range []struct{ name, got, want string }{
		{"the first year", first(period[dcat+"startDate"]), `"2031"^^<` + xsd + `gYear>`},
		{"the last year", first(period[dcat+"endDate"]), `"2033"^^<` + xsd + `gYear>`},
		{"its page", first(plan[dcat+"landingPage"]), "<https://example.org/sq/>"},
		{"one distribution for each format", fmt.Sprint(len(plan[dcat+"distribution"])), "4"},
		{"a language", first(g["<https://example.org/data/catalog.jsonld>"][dct+"language"]), "<http://publications.europa.eu/resource/authority/language/SQI>"},
	} {
		if test.got != test.want {
			t.Errorf("%s: %s, want %s", test.name, test.got, test.want)
		}
	}
	if g["<https://example.org/data/catalog.jsonld#institutions>"][dct+"temporal"] != nil {
		t.Error("institutions are about no time")
	}
	x, sets, _ := together(t, exporter(t, "", awkward()))
	var plain strings.Builder
	if err := x.Catalogue(&plain, sets); err != nil || strings.Contains(plain.String(), `"license": {
    "@id"`) || strings.Contains(plain.String(), `"theme": [`) {
		t.Errorf("a licence or a theme was made up: %v", err)
	}
}

// TestRealSite: the package and the catalogue of this repository's own site are
// what the specifications ask for, and its data what the package says.
func TestRealSite(t *testing.T) {
	x, sets, files := together(t, exporterOf(t, "", os.DirFS(testsite.Repository())))
	var descriptor, catalogue strings.Builder
	if err := errors.Join(x.Package(&descriptor, sets), x.Catalogue(&catalogue, sets)); err != nil {
		t.Fatal(err)
	}
	if err := judged(t, descriptor.String()); err != nil {
		t.Error(err)
	}
	g, err := turned(t, catalogue.String())
	if err != nil {
		t.Fatal(err)
	}
	if found := append(packageFaults(t, descriptor.String(), files), profileFaults(x, g)...); len(found) > 0 {
		t.Error(strings.Join(found, "\n"))
	}
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
