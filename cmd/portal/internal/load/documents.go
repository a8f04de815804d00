package load

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path"
	"regexp"
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/pdf"
)

// documentGrammar is the grammar of the name of a report's file. It becomes an
// address that is printed and read out, so it is as plain as an id.
var documentGrammar = regexp.MustCompile(`^[a-z0-9]+([._-][a-z0-9]+)*\.pdf$`)

const reportFolder = "data/reports/"

// documents reads the files that lie beside reports, and makes of each what will
// be published: "<report>/<name>" → bytes. A file that nobody lists is told, and
// so is one that is listed and not there.
func (l *loader) documents() map[string][]byte {
	out, listed := map[string][]byte{}, map[string]bool{}
	l.ownReports()
	for _, r := range l.site.Reports.All {
		for i := range r.Files {
			f, at := &r.Files[i], r.At(model.Item("files", i)+".name")
			p := reportFolder + r.ID + "/" + f.Name
			switch {
			case f.Name == "":
				continue // that has been said
			case !documentGrammar.MatchString(f.Name):
				l.report(diag.NewError("file-name-invalid", at, "name", f.Name))
			case listed[p]:
				l.report(diag.NewError("list-duplicate", at, "key", "files", "value", f.Name))
			case l.snap.File(p) == nil || path.Dir(r.File) != path.Dir(p):
				l.report(diag.NewError("document-missing", at, "file", p))
			default:
				if data := l.published(r, f, l.snap.File(p), at); data != nil {
					out[r.ID+"/"+f.Name] = data
				}
			}
			listed[p] = true
		}
	}
	l.unlisted(listed)
	return out
}

// ownReports copies the reports that have files: they learn of their documents
// now, and one that is remembered must not change under those who still read it.
func (l *loader) ownReports() {
	all := slices.Clone(l.site.Reports.All)
	for i, r := range all {
		if len(r.Files) > 0 {
			own := *r
			own.Files = slices.Clone(r.Files)
			all[i] = &own
		}
	}
	l.site.Reports = model.NewIndex(all, func(r *model.Report) string { return r.ID })
}

// published is what will be published of a file, nil when it is refused.
func (l *loader) published(r *model.Report, f *model.ReportFile, file *File, at diag.Pos) []byte {
	read := remembered(l, file, func(*loader) documentRead { return readDocument(file.Data) })
	if read.err != nil {
		l.report(diag.NewError(documentFault(read.err), at, "file", f.Name))
		return nil
	}
	for _, a := range read.doc.Actions {
		l.report(diag.NewError("document-active", at, "file", f.Name, "what", string(a)))
	}
	if len(read.doc.Actions) > 0 {
		return nil
	}
	data := read.clean(file.Data, l.title(r, f.Language))
	sum := sha256.Sum256(data)
	f.Document = &model.Document{
		Size: int64(len(data)), SHA256: hex.EncodeToString(sum[:]), Pages: read.doc.Pages, Text: read.doc.Text, Signed: read.doc.Signed,
		Author: read.doc.Signed && read.doc.Author,
	}
	return data
}

// documentRead is a file as a PDF, or why it is none.
type documentRead struct {
	doc    *pdf.Document
	err    error
	titled map[string][]byte // what was published of it, by title
}

func readDocument(data []byte) documentRead {
	doc, err := pdf.Read(data)
	return documentRead{doc, err, map[string][]byte{}}
}

// clean is what is published: a signed document keeps its bytes; every other is
// written anew under its report's title.
func (d documentRead) clean(data []byte, title string) []byte {
	if d.doc.Signed {
		return data
	}
	if _, ok := d.titled[title]; !ok {
		clear(d.titled) // of what was remembered the latest is enough
		d.titled[title] = d.doc.Clean(title)
	}
	return d.titled[title]
}

func documentFault(err error) string {
	switch {
	case errors.Is(err, pdf.FaultEncrypted):
		return "document-encrypted"
	case errors.Is(err, pdf.FaultTooLarge):
		return "document-too-large"
	}
	return "document-invalid"
}

// title is the report's in the language of a file, else in the language that
// texts are written in first, else in any.
func (l *loader) title(r *model.Report, bcp47 string) string {
	config := l.site.Config
	if config == nil {
		return ""
	}
	lang := config.Source()
	if own := config.Tagged(bcp47); own != nil {
		lang = own.ID
	}
	for _, id := range config.Fallbacks(lang) {
		if title := r.Title[id]; title != "" {
			return title
		}
	}
	return ""
}

// unlisted tells the documents that lie beside a report and are none of its
// files: they would never be published, and nobody would notice.
func (l *loader) unlisted(listed map[string]bool) {
	for _, p := range l.snap.Paths() {
		rest, ok := strings.CutPrefix(p, reportFolder)
		id, name, beside := strings.Cut(rest, "/")
		if !ok || !beside || path.Ext(name) == ".yaml" || listed[p] || l.site.Reports.Get(id) == nil {
			continue
		}
		if l.site.Reports.Get(id).File != reportFolder+id+"/"+id+".yaml" {
			continue // there is no record beside it; that has been said
		}
		at := diag.Pos{File: p}
		if path.Ext(name) == ".pdf" {
			l.report(diag.NewError("document-unlisted", at, "file", name, "record", l.site.Reports.Get(id).File))
		} else {
			l.report(diag.NewError("file-unexpected", at, "file", p, "expected", reportFolder+id+"/NAME.pdf"))
		}
	}
}
