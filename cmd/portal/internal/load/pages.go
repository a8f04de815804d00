package load

import (
	"bytes"
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// slugGrammar is what may stand between two slashes of an address.
var slugGrammar = regexp.MustCompile(model.SlugPattern)

// aliasGrammar is a former address within the site: /sq/vjeter/.
var aliasGrammar = regexp.MustCompile(model.AddressPattern)

// pages decodes content/: NAME.LANG.md with front matter.
func (l *loader) pages() {
	for _, p := range l.snap.Paths() {
		rest, ok := strings.CutPrefix(p, "content/")
		if !ok {
			continue
		}
		if path.Ext(rest) != ".md" {
			l.unexpected(p)
			continue
		}
		read := remembered(l, l.snap.File(p), func(l *loader) pageRead { return l.page(p, rest) })
		if read.page != nil {
			l.site.Pages = append(l.site.Pages, read.page)
		} else if read.broken != "" {
			l.site.MarkBroken(p, model.KindPage, read.broken)
		}
	}
	slices.SortFunc(l.site.Pages, func(a, b *model.Page) int {
		return cmp.Or(model.CompareID(a.ID, b.ID), cmp.Compare(slices.Index(l.langs, a.Lang), slices.Index(l.langs, b.Lang)), cmp.Compare(a.File, b.File))
	})
	l.sections()
}

// pageRead is what a file of content/ turned out to be: a page; else the id of
// the one that it would have been, which is empty when it cannot be any.
type pageRead struct {
	page   *model.Page
	broken string
}

// page decodes one page, or reports why it cannot be one.
func (l *loader) page(file, rest string) pageRead {
	id, lang, section, ok := l.pageID(file, rest)
	if !ok {
		return pageRead{}
	}
	p := &model.Page{Lang: lang, Section: section}
	if !l.readPage(p, file, id) {
		return pageRead{broken: id}
	}
	l.addresses(p)
	l.origin(p)
	if p.Kind == "" && (p.Draft || !l.told(p.At("kind"))) {
		p.Kind = model.PageProse
		if section {
			p.Kind = model.PageSection
		}
		if id == model.Home {
			p.Kind = model.PageHome
		}
	}
	return pageRead{page: p}
}

// readPage fills a page from its file; false when the file has no readable
// front matter.
func (l *loader) readPage(p *model.Page, file, id string) bool {
	text, ok := l.text(l.snap.File(file))
	if !ok {
		return false
	}
	front, body, bodyLine, ok := l.frontMatter(file, text)
	if !ok {
		return false
	}
	if len(bytes.TrimSpace(front)) == 0 {
		l.report(diag.NewError("front-matter-missing", diag.Pos{File: file, Line: 1, Col: 1}))
		return false
	}
	root := l.document(file, front, 2)
	if root == nil {
		return false
	}
	p.Body, p.BodyAt = bullets(body), diag.Pos{File: file, Line: bodyLine, Col: 1}
	l.fill(root, file, string(model.KindPage), id, p)
	l.blanks(p)
	return true
}

// blanks reports what is still to be written in the text of a page. A draft may
// have blanks, in its header too: nobody reads it before they are filled.
func (l *loader) blanks(p *model.Page) {
	line := 0
	for text := range bytes.Lines(p.Body) {
		if before, _, blank := bytes.Cut(text, []byte(model.Blank)); blank {
			at := diag.Pos{File: p.File, Line: p.BodyAt.Line + line, Col: utf8.RuneCount(before) + 1, Len: len(model.Blank)}
			l.report(diag.NewError("blank-left", at, "key", model.Blank))
		}
		line++
	}
	for i := len(l.found) - 1; i >= 0 && l.found[i].Pos.File == p.File; i-- {
		d := &l.found[i]
		if d.Code != "blank-left" {
			continue
		}
		if p.Draft {
			d.Severity = diag.Warning
		}
		switch d.Pos { // whoever previews the page sees what it lacks
		case p.At("title"):
			p.Title = model.Blank
		case p.At("summary"):
			p.Summary = model.Blank
		}
	}
}

// pageID reads id and language from a file's path below content/.
func (l *loader) pageID(file, rest string) (id, lang string, section, ok bool) {
	at := diag.Pos{File: file, Line: 1, Col: 1}
	stem := strings.TrimSuffix(rest, ".md")
	lang = strings.TrimPrefix(path.Ext(stem), ".")
	id = strings.TrimSuffix(stem, "."+lang)
	if lang == "" || strings.Contains(lang, "/") {
		l.report(diag.NewError("page-language-missing", at, "name", path.Base(rest), "languages", strings.Join(l.langs, ", ")))
		return "", "", false, false
	}
	if !l.speaks(lang) {
		l.report(l.unspoken(lang, at))
		return "", "", false, false
	}
	for _, part := range strings.Split(id, "/") {
		if !slugGrammar.MatchString(part) {
			l.report(diag.NewError("file-name-invalid", at, "name", part))
			return "", "", false, false
		}
	}
	if id == "index" {
		return model.Home, lang, true, true
	}
	if dir, isIndex := strings.CutSuffix(id, "/index"); isIndex {
		return dir, lang, true, true
	}
	return id, lang, false, true
}

// frontMatter splits a page at its lines of dashes.
func (l *loader) frontMatter(file string, text []byte) (front, body []byte, bodyLine int, ok bool) {
	first, rest, _ := bytes.Cut(text, []byte{'\n'})
	if !dashes(first) {
		l.report(diag.NewError("front-matter-missing", diag.Pos{File: file, Line: 1, Col: 1}))
		return nil, nil, 0, false
	}
	line := 2
	for start := 0; start < len(rest); line++ {
		end := bytes.IndexByte(rest[start:], '\n')
		if end < 0 {
			end = len(rest) - start
		}
		if dashes(rest[start : start+end]) {
			return rest[:start], rest[min(start+end+1, len(rest)):], line + 1, true
		}
		start += end + 1
	}
	l.report(diag.NewError("front-matter-unclosed", diag.Pos{File: file, Line: 1, Col: 1, Len: 3}))
	return nil, nil, 0, false
}

// dashes reports whether a line begins or ends a header. Blanks behind it are
// nobody's fault: they cannot be seen.
func dashes(line []byte) bool { return string(bytes.TrimRight(line, " \t")) == "---" }

func (l *loader) addresses(p *model.Page) {
	p.Slug = typed(p.Slug)
	if p.Slug != "" && !slugGrammar.MatchString(p.Slug) {
		l.report(diag.NewError("slug-invalid", p.At("slug"), "value", p.Slug))
	}
	// A draft's address is its file's name until somebody chooses one.
	if l.told(p.At("slug")) && (p.Slug != "" || !p.Draft) {
		p.Slug = "?" + p.ID // an address that collides with no other
	}
	for i, a := range p.Aliases {
		a = typed(a)
		p.Aliases[i] = a
		if a != "" && !aliasGrammar.MatchString(a) {
			l.report(diag.NewError("alias-invalid", p.At(model.Item("aliases", i)), "value", a))
			p.Aliases[i] = ""
		}
	}
}

// origin judges what a page says of the text it was written or translated from.
func (l *loader) origin(p *model.Page) {
	l.source(&p.Record, p.SourceLanguage)
	from := p.TranslatedFrom
	if from == nil {
		return
	}
	from.Lang, from.Digest = typed(from.Lang), typed(from.Digest)
	if from.Lang != "" && !l.speaks(from.Lang) {
		l.report(l.unspoken(from.Lang, p.At("translated_from.lang")))
	}
	if from.Digest != "" && !isDigest(from.Digest) {
		l.report(diag.NewError("digest-invalid", p.At("translated_from.digest"), "value", from.Digest))
		p.TranslatedFrom = nil // neither fresh nor stale
	}
}

// sections reports folders with pages but without a page of their own, and two
// files for one page (x.sq.md beside x/index.sq.md).
func (l *loader) sections() {
	ids, reported := map[string]string{}, map[string]bool{}
	for _, p := range l.site.Pages {
		if other, twice := ids[p.ID+"\x00"+p.Lang]; twice {
			l.report(diag.NewError("id-duplicate", diag.Pos{File: p.File, Line: 1, Col: 1}, "id", p.ID, "other", other))
		}
		ids[p.ID+"\x00"+p.Lang], ids[p.ID] = p.File, p.File
	}
	for _, p := range l.site.Pages {
		dir := p.Parent()
		if dir == "" || dir == model.Home || ids[dir] != "" || reported[dir] || l.site.Broken(model.KindPage, dir) {
			continue
		}
		reported[dir] = true
		l.report(diag.NewError("section-index-missing", diag.Pos{File: p.File, Line: 1, Col: 1},
			"folder", "content/"+dir, "file", "content/"+dir+"/index."+p.Lang+".md"))
	}
}
