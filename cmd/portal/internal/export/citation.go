package export

import (
	"fmt"
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// Citation describes a report in a format of [route.CitationFormats], for
// programs that manage references. It is in the report's own language where the
// site has an edition in it. No author is made up: a report is its publisher's,
// and one whose publisher is not known has no author at all.
func (x *Exporter) Citation(r *model.Report, format string) (string, error) {
	c, err := x.reference(r)
	if err != nil {
		return "", err
	}
	switch format {
	case "bib":
		return c.bibTeX(), nil
	case "ris":
		return c.ris(), nil
	}
	return "", fmt.Errorf("no such format: %s", format)
}

// reference is what every format says.
type reference struct {
	id, kind, title, author, url string
	date                         model.When // or a year alone; empty when not even that is known
	languages                    []string   // BCP 47
	files                        []string   // absolute addresses
}

func (x *Exporter) reference(r *model.Report) (reference, error) {
	lang := x.site.Config.Source()
	for _, tag := range r.Languages {
		if own := x.site.Config.Tagged(tag); own != nil && slices.Contains(x.plan.Langs, own.ID) {
			lang = own.ID
			break
		}
	}
	kind, err := x.words.Printer(lang).T("report-type-" + r.Type)
	out := reference{
		id: r.ID, kind: kind, title: x.nearest(r.Title, lang).Text, url: x.base + x.plan.URL(model.KindReport, r.ID, lang),
		date: r.Date, languages: r.Languages, files: x.files(r),
	}
	if r.Date == "" && r.Year != 0 {
		out.date = model.When(fmt.Sprintf("%04d", r.Year))
	}
	if i := x.site.Institutions.Get(r.Publisher); i != nil {
		out.author = x.nearest(i.Name, lang).Text
	}
	return out, err
}

// bibTeX is an entry of type report for BibLaTeX (biber reads UTF-8). The second
// pair of braces keeps a title's capitals, and an institution from being taken
// for a person with a surname.
func (c reference) bibTeX() string {
	var b strings.Builder
	fmt.Fprintf(&b, "@report{%s,\n", c.id)
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "  %s = {%s},\n", name, value)
		}
	}
	whole := func(s string) string {
		if s == "" {
			return ""
		}
		return "{" + texEscapes().Replace(s) + "}"
	}
	field("author", whole(c.author))
	field("title", whole(c.title))
	field("type", texEscapes().Replace(c.kind))
	field("institution", whole(c.author))
	field("date", string(c.date))
	field("language", strings.Join(c.languages, " and "))
	field("url", c.url)
	b.WriteString("}\n")
	return b.String()
}

// texEscapes are the signs that mean something to TeX.
func texEscapes() *strings.Replacer {
	return strings.NewReplacer(
		`\`, `\textbackslash{}`, `{`, `\{`, `}`, `\}`, `~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`,
		`&`, `\&`, `%`, `\%`, `$`, `\$`, `#`, `\#`, `_`, `\_`,
	)
}

// ris is the report as RIS: a tag of two letters, two blanks, a hyphen and a blank
// on each line, and CRLF at its end. A day is year, month and day between
// slashes; what is not known stays empty.
func (c reference) ris() string {
	var b strings.Builder
	line := func(tag, value string) { fmt.Fprintf(&b, "%s  - %s\r\n", tag, value) }
	some := func(tag, value string) {
		if value != "" {
			line(tag, value)
		}
	}
	line("TY", "RPRT")
	line("ID", c.id)
	some("AU", c.author)
	some("TI", c.title)
	some("M3", c.kind)
	some("PB", c.author)
	if year, month, day := c.date.Parts(); year != 0 {
		line("PY", fmt.Sprintf("%04d", year))
		line("DA", fmt.Sprintf("%04d/%s/%s/", year, twoDigits(month), twoDigits(day)))
	}
	for _, l := range c.languages {
		line("LA", l)
	}
	line("UR", c.url)
	for _, f := range c.files {
		line("L1", f)
	}
	line("ER", "")
	return b.String()
}

// twoDigits is a month or a day, empty when it is not known.
func twoDigits(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%02d", n)
}
