package export

import (
	"encoding/xml"
	"maps"
	"strings"
	"testing"
	"time"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// reportSite are a list of reports, and reports of which more and less is known.
func reportSite() map[string]string {
	out := map[string]string{
		"data/reports/whole/whole.yaml": "type: study\nstate: published\ndate: \"2030-06-02\"\npublisher: zyra\nlanguages: [en, sq]\n" +
			"title: {sq: Një, sr: Jedan, en: \"50 % & {more} of $1_000 ~ #1 ^ \\\\ ëčš\"}\nsummary: {sq: S, sr: S, en: S & S}\nfiles: [{name: whole.en.pdf, language: en}]\nsources: [{id: doc}]\n",
		"data/reports/whole/whole.en.pdf": string(testsite.PDF{Text: "x"}.Bytes()),
		"data/reports/month.yaml":         "type: study\nstate: published\ndate: \"2030-05\"\ntitle: {sq: Dy, sr: Dva, en: Two}\nsources: [{id: doc}]\n",
		"data/reports/bare.yaml":          "type: study\nstate: published\ntitle: {sq: Tre, sr: Tri, en: Three}\nsources: [{id: doc}]\n",
		"data/reports/planned.yaml":       "type: study\nstate: planned\nyear: 2031\ntitle: {sq: Pa, sr: Bez, en: None}\nsources: [{id: doc}]\n",
	}
	for _, lang := range []string{"sq", "sr", "en"} {
		out["content/reports."+lang+".md"] = dated("Reports", "reports", "order: 1")
	}
	return out
}

func TestBibTeXAndRIS(t *testing.T) {
	x := exporter(t, "", reportSite())
	for _, test := range []struct{ id, format, want string }{
		{"whole", "bib", `@report{whole,
  author = {{Office}},
  title = {{50 \% \& \{more\} of \$1\_000 \textasciitilde{} \#1 \textasciicircum{} \textbackslash{} ëčš}},
  type = {Study or analysis},
  institution = {{Office}},
  date = {2030-06-02},
  language = {en and sq},
  url = {https://example.org/en/reports/whole/},
}
`},
		{"bare", "bib", "@report{bare,\n  title = {{Tre}},\n  type = {Studim ose analizë},\n  url = {https://example.org/sq/reports/bare/},\n}\n"},
		{"whole", "ris", "TY  - RPRT\r\nID  - whole\r\nAU  - Office\r\nTI  - 50 % & {more} of $1_000 ~ #1 ^ \\ ëčš\r\nM3  - Study or analysis\r\nPB  - Office\r\n" +
			"PY  - 2030\r\nDA  - 2030/06/02/\r\nLA  - en\r\nLA  - sq\r\nUR  - https://example.org/en/reports/whole/\r\n" +
			"L1  - https://example.org/downloads/whole/whole.en.pdf\r\nER  - \r\n"},
		{"month", "ris", "TY  - RPRT\r\nID  - month\r\nTI  - Dy\r\nM3  - Studim ose analizë\r\nPY  - 2030\r\nDA  - 2030/05//\r\nUR  - https://example.org/sq/reports/month/\r\nER  - \r\n"},
	} {
		if got, err := x.Citation(x.site.Reports.Get(test.id), test.format); err != nil || got != test.want {
			t.Errorf("%s.%s: %v\n%s\nwant\n%s", test.id, test.format, err, got, test.want)
		}
	}
}

// required are the elements that RFC 4287 asks of a feed and of an entry, and how
// many of each there may be at most.
func required() (feed, entry map[string]int) {
	each := map[string]int{"id": 1, "title": 1, "updated": 1}
	feed, entry = maps.Clone(each), each
	feed["author"] = 99 // so that no entry is without one
	return feed, entry
}

// element is any element of XML.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Text     string     `xml:",chardata"`
	Children []element  `xml:",any"`
}

func (e element) all(name string) []element {
	var out []element
	for _, c := range e.Children {
		if c.XMLName.Local == name && c.XMLName.Space == "http://www.w3.org/2005/Atom" {
			out = append(out, c)
		}
	}
	return out
}

func (e element) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// judge tells what RFC 4287 has against a feed or an entry.
func judge(t *testing.T, e element, required map[string]int) {
	t.Helper()
	for name, most := range required {
		if n := len(e.all(name)); n == 0 || n > most {
			t.Errorf("%d elements %s in %s (4.1)", n, name, e.XMLName.Local)
		}
	}
	for _, name := range []string{"updated", "published"} {
		for _, when := range e.all(name) {
			if _, err := time.Parse(time.RFC3339, when.Text); err != nil {
				t.Errorf("%s (3.3)", err)
			}
		}
	}
	for _, author := range e.all("author") {
		if names := author.all("name"); len(names) != 1 || names[0].Text == "" {
			t.Error("a person without a name (3.2.1)")
		}
	}
	seen := map[string]bool{}
	for _, link := range e.all("link") {
		if link.attr("href") == "" {
			t.Error("a link to nowhere (4.2.7.1)")
		}
		key := link.attr("rel") + link.attr("type") + link.attr("hreflang")
		if link.attr("rel") == "alternate" && seen[key] {
			t.Error("two alternates of one type and language (4.1.2)")
		}
		seen[key] = true
	}
}

func TestFeedOfReports(t *testing.T) {
	x := exporter(t, "/staging", reportSite())
	var b strings.Builder
	if err := x.Reports(&b, "en", model.Date{Year: 2030, Month: 7, Day: 1}); err != nil {
		t.Fatal(err)
	}
	var feed element
	if err := xml.Unmarshal([]byte(b.String()), &feed); err != nil {
		t.Fatal(err)
	}
	ofFeed, ofEntry := required()
	judge(t, feed, ofFeed)
	entries := feed.all("entry")
	if len(entries) != 2 {
		t.Fatalf("%d entries: one report is planned, and of one not even the year is known\n%s", len(entries), b.String())
	}
	for _, e := range entries {
		judge(t, e, ofEntry)
	}
	whole, month := entries[0], entries[1]
	if got := month.all("updated")[0].Text; got != "2030-05-01T00:00:00Z" || len(month.all("published")) > 0 {
		t.Errorf("a report of which the month is known: updated %s, published %v", got, month.all("published"))
	}
	if got := whole.all("published"); len(got) != 1 || got[0].Text != "2030-06-02T00:00:00Z" {
		t.Errorf("a report of which the day is known: published %v", got)
	}
	file := whole.all("link")[1]
	document := x.site.Reports.Get("whole").Files[0].Document
	if file.attr("rel") != "enclosure" || file.attr("type") != "application/pdf" || file.attr("hreflang") != "en" ||
		file.attr("href") != "https://example.org/staging/downloads/whole/whole.en.pdf" || file.attr("length") != plain(int(document.Size)) {
		t.Errorf("the file is told as %+v", file.Attrs)
	}
	if self := feed.all("link")[0]; self.attr("href") != "https://example.org/staging/en/reports/feed.xml" {
		t.Errorf("self is %s", self.attr("href"))
	}
}

// TestReportsTellTheirFiles: where a file is and how it is verified, in the open
// data too.
func TestReportsTellTheirFiles(t *testing.T) {
	x := exporter(t, "/staging", reportSite())
	whole := x.site.Reports.Get("whole")
	got := written(t, x.table(t, "reports"), "csv")
	if want := ",https://example.org/staging/downloads/whole/whole.en.pdf," + whole.Files[0].Document.SHA256 + "\r\n"; !strings.Contains(got, want) {
		t.Errorf("no %q in\n%s", want, got)
	}
}
