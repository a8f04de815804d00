package export

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// Sitemap writes sitemap.xml (sitemaps.org 0.9) with the alternates of every
// page (xhtml:link). Error pages, redirects and data files are not in it.
func (x *Exporter) Sitemap(w io.Writer) error {
	b := bufio.NewWriter(w)
	b.WriteString(xml.Header)
	b.WriteString(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n")
	fmt.Fprintf(b, "<url><loc>%s</loc></url>\n", escape(x.base+"/"))
	for _, t := range x.plan.Targets {
		if (t.Sort != route.SortPage && t.Sort != route.SortRecord && t.Sort != route.SortSheet) || !strings.HasSuffix(t.Path, "index.html") {
			continue
		}
		fmt.Fprintf(b, "<url><loc>%s</loc>", escape(x.base+route.AddressOf(t.Path)))
		for _, l := range x.plan.Langs {
			fmt.Fprintf(b, `<xhtml:link rel="alternate" hreflang="%s" href="%s"/>`,
				x.site.Config.Language(l).BCP47, escape(x.base+x.plan.URL(t.Kind, t.ID, l)))
		}
		if p := x.site.Page(t.ID, t.Lang); t.Kind == model.KindPage && p != nil && !p.Updated.IsZero() {
			fmt.Fprintf(b, "<lastmod>%s</lastmod>", p.Updated)
		}
		b.WriteString("</url>\n")
	}
	b.WriteString("</urlset>\n")
	return b.Flush()
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
