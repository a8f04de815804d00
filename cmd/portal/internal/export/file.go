package export

import (
	"encoding/json"
	"io"
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// File is a file of open data that was written.
type File struct {
	Format string // "csv"
	Lang   string // of a drawing; empty for data, which are in all languages
	Path   string // in the tree: "data/action-plan.csv"
	Size   int64
	SHA256 string
}

// Published is a set with the files in which it was written.
type Published struct {
	*Table
	Files []File
}

// indented writes a value as JSON that people can read too.
func indented(w io.Writer, value any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false) // no HTML page holds it
	enc.SetIndent("", "  ")
	return enc.Encode(value)
}

// absolute is the address of a file of the tree.
func (x *Exporter) absolute(path string) string { return x.base + "/" + path }

// home is the address under which programs know the authority's site.
func (x *Exporter) home() string { return x.base + "/" }

// joined is a text in every language, each form once.
func (x *Exporter) joined(text model.Text) string {
	var out []string
	for _, l := range x.plan.Langs {
		if words := collapse(text[l]); words != "" && !slices.Contains(out, words) {
			out = append(out, words)
		}
	}
	return strings.Join(out, between)
}

// inAll is an interface word in every language.
func (x *Exporter) inAll(key string) model.Text {
	out := model.Text{}
	for _, l := range x.plan.Langs {
		out[l] = x.word(key, l)
	}
	return out
}

// plainText is a text of the site with white space collapsed, nil when there is none.
func (x *Exporter) plainText(text model.Text) model.Text {
	var out model.Text
	for _, l := range x.plan.Langs {
		if words := collapse(text[l]); words != "" {
			if out == nil {
				out = model.Text{}
			}
			out[l] = words
		}
	}
	return out
}

// catalogueTitle and catalogueAbout speak of all sets together.
func (x *Exporter) catalogueTitle() model.Text {
	out := model.Text{}
	for _, l := range x.plan.Langs {
		out[l] = x.word("catalogue-title", l, "publisher", x.site.Config.Name[l])
	}
	return out
}

func (x *Exporter) catalogueAbout() model.Text { return x.inAll("catalogue-about") }
