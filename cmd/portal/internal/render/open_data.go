package render

import (
	"html/template"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/dataset"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// DataSet is one set of open data in its formats, with what its columns mean.
type DataSet struct {
	Name        string
	Title       string
	Description string
	Rows        string
	Files       []Download
	Dictionary  Dictionary
}

// Dictionary explains the columns of a set.
type Dictionary struct {
	Title   string // with their number
	Columns []DataColumn
}

// DataColumn is one column of a set, or one per language where its name ends
// with an asterisk.
type DataColumn struct {
	Name    string
	Type    string
	Meaning []Run
}

// Run is a piece of a text: words, or a name or value that programs read.
type Run struct {
	Text string
	Code bool
}

// DataView lists the open data.
type DataView struct {
	Frame
	Body       template.HTML
	Sets       []DataSet
	Together   []Download // what tells of all sets at once
	LicenceURL string     // empty while none has been chosen
}

func (a *assembler) openDataPage(f Frame, body template.HTML) DataView {
	return DataView{Frame: f, Body: body, Sets: a.dataSets(), Together: a.together(), LicenceURL: string(a.in.Site.Config.DataLicence)}
}

// together are the files for programs that take all sets, each with what it is.
func (a *assembler) together() []Download {
	words := map[string]string{route.PackagePath: "data-package", route.CataloguePath: "data-catalogue", route.ChecksumsPath: "data-checksums"}
	var out []Download
	for _, f := range a.beside.Together() {
		d := a.download(f)
		d.Title = Words{Text: a.t(words[f.Path])}
		out = append(out, d)
	}
	return out
}

// dataSets list the open data that was written.
func (a *assembler) dataSets() []DataSet {
	var out []DataSet
	for _, set := range dataset.Of(a.in.Site) {
		view := DataSet{
			Name: set.Name, Title: a.t(set.Title()), Description: a.t(set.About()), Files: a.downloads(set.Name), Dictionary: a.dictionary(set),
		}
		if files := a.beside.Data(set.Name); len(files) > 0 {
			view.Rows = a.n("count-records", files[0].Rows)
		}
		out = append(out, view)
	}
	return out
}

func (a *assembler) dictionary(set dataset.Set) Dictionary {
	out := Dictionary{Title: a.n("count-columns", len(set.Columns))}
	for _, c := range set.Columns {
		name := c.Name
		if c.Langs {
			name += "_*"
		}
		out.Columns = append(out.Columns, DataColumn{Name: name, Type: a.t(c.Type.Word()), Meaning: runs(a.t(set.Word(c)))})
	}
	return out
}

// runs are the pieces of a text in which names and values for programs stand
// between backticks: they are read and spelled as what they are, in no language.
func runs(text string) []Run {
	var out []Run
	for i, piece := range strings.Split(text, "`") {
		if piece != "" {
			out = append(out, Run{piece, i%2 == 1})
		}
	}
	return out
}
