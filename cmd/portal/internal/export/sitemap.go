package export

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// Sitemap writes sitemap.xml (sitemaps.org 0.9) with the alternates of every
// page, its own address and x-default among them, as the pages' heads have them
// (xhtml:link). Error pages, redirects and data files are not in it. Within an
// entry the date comes first: the schema wants elements of its own before others.
func (x *Exporter) Sitemap(w io.Writer) error {
	b := bufio.NewWriter(w)
	b.WriteString(xml.Header)
	b.WriteString(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n")
	fmt.Fprintf(b, "<url><loc>%s</loc>%s</url>\n", escape(x.base+"/"), x.alternates(model.KindPage, model.Home))
	listed := []route.Sort{route.SortPage, route.SortRecord, route.SortFacet, route.SortSheet}
	for _, t := range x.plan.Targets {
		if !slices.Contains(listed, t.Sort) || !strings.HasSuffix(t.Path, "index.html") {
			continue
		}
		fmt.Fprintf(b, "<url><loc>%s</loc>", escape(x.base+route.AddressOf(t.Path)))
		if p := x.site.Page(t.ID, t.Lang); t.Kind == model.KindPage && p != nil && !p.Updated.IsZero() {
			fmt.Fprintf(b, "<lastmod>%s</lastmod>", p.Updated)
		}
		if t.Sort != route.SortSheet { // a sheet is no edition's page, and its head names no alternates
			b.WriteString(x.alternates(t.Kind, t.ID))
		}
		b.WriteString("</url>\n")
	}
	b.WriteString("</urlset>\n")
	return b.Flush()
}

// alternates are the same page in every edition, and the chooser of languages.
func (x *Exporter) alternates(kind model.Kind, id string) string {
	var b strings.Builder
	link := func(lang, address string) {
		fmt.Fprintf(&b, `<xhtml:link rel="alternate" hreflang="%s" href="%s"/>`, lang, escape(x.base+address))
	}
	for _, l := range x.plan.Langs {
		link(x.site.Config.Language(l).BCP47, x.plan.URL(kind, id, l))
	}
	link("x-default", "/")
	return b.String()
}

func escape(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		panic(err) // a strings.Builder does not fail
	}
	return b.String()
}

// Robots writes robots.txt (RFC 9309): everything may be read, nothing of a
// preview.
func (x *Exporter) Robots(w io.Writer, preview bool) error {
	rule := "Allow: /"
	if preview {
		rule = "Disallow: /"
	}
	_, err := fmt.Fprintf(w, "User-agent: *\n%s\n\nSitemap: %s/sitemap.xml\n", rule, x.base)
	return err
}
