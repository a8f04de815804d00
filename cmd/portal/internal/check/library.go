package check

import (
	"slices"
	"strconv"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// documents: what a report says of its files is what they are.
func (c *checker) documents() {
	for _, r := range c.site.Reports.All {
		scan := false
		for i := range r.Files {
			f, at := &r.Files[i], model.Item("files", i)
			c.documentLanguage(r, f, r.At(at+".language"))
			if f.Document == nil {
				continue // it could not be read; that has been said
			}
			scan = scan || !f.Document.Text
			if f.Scan == f.Document.Text {
				c.report(diag.NewError("document-scan", r.At(at+".name"), "file", f.Name, "scan", strconv.FormatBool(!f.Scan)))
			}
			if f.Signed != f.Document.Signed {
				c.report(diag.NewError("document-signed", r.At(at+".name"), "file", f.Name, "signed", strconv.FormatBool(!f.Signed)))
			}
			if f.Document.Author {
				c.report(diag.NewWarning("document-metadata", r.At(at+".name"), "file", f.Name))
			}
		}
		if scan {
			c.scanSummary(r)
		}
	}
}

// documentLanguage: readers are told a file's language, in a word that the site
// has because it speaks the language or the report names it.
func (c *checker) documentLanguage(r *model.Report, f *model.ReportFile, at diag.Pos) {
	if f.Language == "" || c.site.Config.Tagged(f.Language) != nil || slices.Contains(r.Languages, f.Language) {
		return
	}
	var tags []string
	for _, l := range c.written() {
		tags = append(tags, l.BCP47)
	}
	for _, tag := range r.Languages {
		if !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	c.report(diag.NewError("document-language", at, "language", f.Language, "languages", strings.Join(tags, ", ")))
}

// scanSummary: who cannot read pictures of pages is told in words what they say.
func (c *checker) scanSummary(r *model.Report) {
	var missing []string
	for _, l := range c.written() {
		if r.Summary[l.ID] == "" {
			missing = append(missing, l.ID)
		}
	}
	if len(missing) > 0 {
		c.report(diag.NewError("document-summary", r.At("files"), "languages", strings.Join(missing, ", ")))
	}
}
