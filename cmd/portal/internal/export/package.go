package export

import (
	"io"
	"net/url"
	"path"
	"slices"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/dataset"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// The structs below are those of Frictionless Data Package and Table Schema,
// version 1, with the properties that we can truly fill. One descriptor serves
// all languages, so titles and descriptions are in all of them.

type dataPackage struct {
	Profile      string        `json:"profile"`
	Name         string        `json:"name"`
	ID           string        `json:"id"`
	Title        string        `json:"title"`
	Description  string        `json:"description"`
	Homepage     string        `json:"homepage"`
	Version      string        `json:"version"` // the day of the data
	Created      string        `json:"created"`
	Licenses     []licence     `json:"licenses,omitempty"` // none while none has been chosen
	Sources      []origin      `json:"sources,omitempty"`
	Contributors []contributor `json:"contributors"`
	Resources    []resource    `json:"resources"`
}

type licence struct {
	Path string `json:"path"`
}

type origin struct {
	Title string `json:"title"`
	Path  string `json:"path,omitempty"`
}

type contributor struct {
	Title string `json:"title"`
	Path  string `json:"path"`
	Role  string `json:"role"`
}

type resource struct {
	Profile     string      `json:"profile"`
	Name        string      `json:"name"`
	Path        string      `json:"path"` // from the descriptor's own folder
	Title       string      `json:"title"`
	Description string      `json:"description"`
	Format      string      `json:"format"`
	MediaType   string      `json:"mediatype"`
	Encoding    string      `json:"encoding"`
	Bytes       int64       `json:"bytes"`
	Hash        string      `json:"hash"`
	Dialect     dialect     `json:"dialect"`
	Schema      tableSchema `json:"schema"`
	Sources     []origin    `json:"sources,omitempty"`
}

type dialect struct {
	Delimiter        string `json:"delimiter"`
	LineTerminator   string `json:"lineTerminator"`
	QuoteChar        string `json:"quoteChar"`
	DoubleQuote      bool   `json:"doubleQuote"`
	SkipInitialSpace bool   `json:"skipInitialSpace"`
	Header           bool   `json:"header"`
}

type tableSchema struct {
	Fields        []field      `json:"fields"`
	MissingValues []string     `json:"missingValues"`
	PrimaryKey    string       `json:"primaryKey,omitempty"`
	ForeignKeys   []foreignKey `json:"foreignKeys,omitempty"`
}

type field struct {
	Name        string       `json:"name"`
	Type        string       `json:"type"`
	Format      string       `json:"format,omitempty"`
	Description string       `json:"description"`
	Constraints *constraints `json:"constraints,omitempty"`
}

type constraints struct {
	Required bool     `json:"required,omitempty"`
	Unique   bool     `json:"unique,omitempty"`
	Pattern  string   `json:"pattern,omitempty"`
	Enum     []string `json:"enum,omitempty"`
}

type foreignKey struct {
	Fields    string       `json:"fields"`
	Reference keyReference `json:"reference"`
}

type keyReference struct {
	Resource string `json:"resource"` // empty for the table itself
	Fields   string `json:"fields"`
}

// Package writes datapackage.json: the CSV file of every set with the schema of
// its table. The encoding is said to be "utf-8": there is no other name for UTF-8
// with a byte order mark in the specification. Frictionless for Python drops the
// mark; the old library for JavaScript takes it for a part of the first head.
func (x *Exporter) Package(w io.Writer, sets []Published) error {
	p := dataPackage{
		Profile: "tabular-data-package", Name: x.packageName(), ID: x.absolute(route.PackagePath),
		Title: x.joined(x.catalogueTitle()), Description: x.joined(x.catalogueAbout()),
		Homepage: x.home(), Version: x.day.String(), Created: x.day.String() + "T00:00:00Z",
		Contributors: []contributor{{x.joined(x.site.Config.Name), x.home(), "publisher"}},
	}
	if l := string(x.site.Config.DataLicence); l != "" {
		p.Licenses = []licence{{l}}
	} else {
		p.Description += between + x.inEach("data-licence") + ": " + x.inEach("data-licence-undecided")
	}
	var cited []string
	for _, set := range sets {
		cited = append(cited, set.cited()...)
		for _, f := range set.Files {
			if f.Format == "csv" {
				p.Resources = append(p.Resources, x.resource(set.Table, f, sets))
			}
		}
	}
	slices.SortFunc(cited, model.CompareID)
	p.Sources = x.origins(slices.Compact(cited))
	return indented(w, p)
}

// packageName is the host of the site: small letters, digits, points and hyphens
// are all that a name may have.
func (x *Exporter) packageName() string {
	u, err := url.Parse(string(x.site.Config.BaseURL))
	if err != nil {
		return "data" // its grammar has been checked
	}
	return u.Hostname()
}

func (x *Exporter) resource(t *Table, f File, sets []Published) resource {
	return resource{
		Profile: "tabular-data-resource", Name: t.Name, Path: path.Base(f.Path),
		Title: x.inEach(t.Title()), Description: x.inEach(t.About()),
		Format: f.Format, MediaType: dataset.MediaType(f.Format), Encoding: "utf-8", Bytes: f.Size, Hash: "sha256:" + f.SHA256,
		Dialect: dialect{Delimiter: ",", LineTerminator: "\r\n", QuoteChar: `"`, DoubleQuote: true, Header: true},
		Schema:  x.schema(t, sets), Sources: x.origins(t.cited()),
	}
}

func (x *Exporter) schema(t *Table, sets []Published) tableSchema {
	out := tableSchema{MissingValues: []string{""}}
	for _, c := range t.Columns {
		for _, name := range t.names(c) {
			out.Fields = append(out.Fields, x.field(t.Set, c, name))
		}
		if key := foreign(t.Set, c, sets); key != nil {
			out.ForeignKeys = append(out.ForeignKeys, *key)
		}
	}
	if c, ok := t.Key(); ok {
		out.PrimaryKey = c.Name
	}
	return out
}

// field is a column as the table has it. A cell that holds a list, a time or a
// day that is only partly known is a text of a certain form: the types of the
// specification have no such lists in CSV, and only whole days.
func (x *Exporter) field(set dataset.Set, c dataset.Column, name string) field {
	f := field{Name: name, Type: "string", Description: x.meanings(set, c)}
	switch c.Type {
	case dataset.Integer, dataset.Number, dataset.Boolean:
		f.Type = string(c.Type)
	case dataset.URL:
		f.Format = "uri"
	}
	rules := constraints{Required: c.Required && !c.Langs, Unique: c.Key, Pattern: c.Type.Pattern(), Enum: set.Values(c)}
	if rules.Required || rules.Unique || rules.Pattern != "" || rules.Enum != nil {
		f.Constraints = &rules
	}
	return f
}

// meanings are what a column holds. The words for a type stand with it where the
// specification has no type that says as much.
func (x *Exporter) meanings(set dataset.Set, c dataset.Column) string {
	text := model.Text{}
	for _, l := range x.plan.Langs {
		text[l] = x.Meaning(set, c, l)
		if c.Type.Pattern() != "" {
			text[l] += " (" + x.word(c.Type.Word(), l) + ")"
		}
	}
	return x.joined(text)
}

// foreign is the key of another set that a column has one of in each cell. A list
// of them is no foreign key, and a set that is not published has none.
func foreign(set dataset.Set, c dataset.Column, sets []Published) *foreignKey {
	if c.Refs == "" || c.Type == dataset.List {
		return nil
	}
	for _, other := range sets {
		if key, ok := other.Key(); ok && other.Name == c.Refs {
			to := keyReference{other.Name, key.Name}
			if other.Name == set.Name {
				to.Resource = ""
			}
			return &foreignKey{c.Name, to}
		}
	}
	return nil
}

// origins are documents by their ids.
func (x *Exporter) origins(ids []string) []origin {
	var out []origin
	for _, id := range ids {
		if s := x.site.Sources.Get(id); s != nil {
			out = append(out, origin{x.joined(s.Title), string(s.URL)})
		}
	}
	return out
}
