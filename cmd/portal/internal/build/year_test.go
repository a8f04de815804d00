package build

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/monitor"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// afterTheSecondYear is a day on which two of the example's three years were over.
var afterTheSecondYear = model.Date{Year: 2032, Month: 2, Day: 1}

// TestYearByHand: what the review of a year of the example says is what somebody
// found with a pencil in its records.
func TestYearByHand(t *testing.T) {
	site := exampleModel(t)
	for _, c := range []struct {
		year                                              int
		figures, parts, changes, lost, reports, due, gaps []string
		turns                                             []string
		institutions                                      map[string]monitor.YearOf
		until                                             string
		owed, here                                        int
	}{
		{
			year: 2030, figures: []string{"te-ndihmuar 14", "trajnime 12"}, parts: []string{"raste"}, reports: []string{"vjetor-2030"},
			// by form 9−5 and 6−4, 14−9, 12−9; by sex the figures of 2029 and 2030 are hidden
			changes: []string{"raste 4", "raste 2", "te-ndihmuar 5", "trajnime 3"},
			turns: []string{
				"1.1.1  done", "1.1.2  in_progress", "1.1.3  done", "1.2.1  done", "2.1.1  in_progress", "2.1.2  in_progress", "2.2.1  cancelled", "2.2.2  in_progress",
			},
			due: []string{"1.1.1", "1.1.3", "2.1.1", "2.2.1"},
			// the welfare leads 1.1.3, 1.2.1, 2.1.1 (late), 2.1.2 and 2.1.4; the police 1.1.2, 1.2.1, 1.2.2, 2.2.2; the office 1.1.1, 1.1.4, 2.1.2, 2.2.1
			institutions: map[string]monitor.YearOf{
				"mirqenia": {Institution: "mirqenia", Owed: 4, Here: 3, Leads: counts(0, 2, 2, 0, 1, 1)},
				"policia":  {Institution: "policia", Owed: 4, Here: 3, Leads: counts(0, 2, 1, 0, 1, 0)},
				"zyra":     {Institution: "zyra", Owed: 4, Here: 3, Leads: counts(0, 1, 1, 1, 1, 0)},
			},
			until: "2030-Q4", owed: 12, here: 9,
		},
		{
			year: 2031, figures: []string{"te-ndihmuar 17", "trajnime 8"}, parts: []string{"raste"},
			changes: []string{"raste -3", "raste 2", "te-ndihmuar 3", "trajnime -4"},
			// 1.1.1 went back and was done again by the end of the year
			turns: []string{"1.2.2  done", "2.1.1 in_progress done", "2.1.3  in_progress", "2.1.4  in_progress", "2.2.2 in_progress cancelled"},
			due:   []string{"1.2.1", "1.2.2", "2.1.4", "2.2.2"},
			institutions: map[string]monitor.YearOf{
				"keshilli": {Institution: "keshilli", Owed: 4, Here: 4, Leads: counts(0, 1, 0, 0, 0, 0)},
				"mirqenia": {Institution: "mirqenia", Owed: 4, Here: 3, Leads: counts(0, 2, 3, 0, 0, 1)},
				"policia":  {Institution: "policia", Owed: 4, Here: 3, Leads: counts(0, 1, 2, 1, 0, 0)},
				"zyra":     {Institution: "zyra", Owed: 4, Here: 2, Leads: counts(0, 1, 1, 1, 1, 0)},
			},
			until: "2031-Q4", owed: 16, here: 12,
		},
		{year: 2032, lost: []string{"raste", "te-ndihmuar", "trajnime"}, reports: []string{"studim-2032"}}, // no quarter of it has ended
		{year: 2028, figures: []string{"te-ndihmuar 5", "trajnime 6"}, parts: []string{"raste"}},           // before the strategy
	} {
		r := monitor.NewReview(site, c.year, afterTheSecondYear)
		var figures, changes, turns []string
		for _, f := range r.Figures {
			figures = append(figures, f.Series.ID+" "+string(f.Series.Observations[f.Of].Value))
		}
		for _, d := range r.Changes {
			changes = append(changes, d.Series.ID+" "+string(d.Change))
		}
		same := func(what string, got, want []string) {
			t.Helper()
			if !slices.Equal(got, want) {
				t.Errorf("%d, %s: %q, want %q", c.year, what, got, want)
			}
		}
		same("figures", figures, c.figures)
		same("changes", changes, c.changes)
		same("parts", idsOf(r.Parts), c.parts)
		same("lost", idsOf(r.Lost), c.lost)
		same("reports", idsOf(r.Reports), c.reports)
		if (r.Plan != nil) != (c.until != "") {
			t.Errorf("%d: the plan stands there, or does not: %+v", c.year, r.Plan)
		}
		if r.Plan == nil {
			continue
		}
		for _, x := range r.Plan.Changed {
			turns = append(turns, x.Activity.ID+" "+string(x.From)+" "+string(x.To))
		}
		same("changed", turns, c.turns)
		same("due", idsOf(r.Plan.Due), c.due)
		same("unknown", r.Plan.Unknown, c.gaps)
		if r.Plan.Until.String() != c.until || r.Plan.Owed != c.owed || r.Plan.Here != c.here || !r.Plan.Reported {
			t.Errorf("%d: until %s, %d of %d reports", c.year, r.Plan.Until, r.Plan.Here, r.Plan.Owed)
		}
		if len(r.Plan.Institutions) != len(c.institutions) {
			t.Errorf("%d: %d institutions", c.year, len(r.Plan.Institutions))
		}
		for _, i := range r.Plan.Institutions {
			if i != c.institutions[i.Institution] {
				t.Errorf("%d: %+v, want %+v", c.year, i, c.institutions[i.Institution])
			}
		}
	}
	if r := monitor.NewReview(site, 2031, model.Date{Year: 2031, Month: 7, Day: 1}); r.Plan == nil || r.Plan.Until.String() != "2031-Q2" || r.Plan.Owed != 8 {
		t.Errorf("in the middle of a year its ended quarters count: %+v", r.Plan)
	}
}

func idsOf[T model.Any](records []T) []string {
	var out []string
	for _, r := range records {
		out = append(out, r.Base().ID)
	}
	return out
}

// TestYearForReaders: a year's page has its parts in their order, with the figures
// of the hand calculation, and small numbers stay hidden.
func TestYearForReaders(t *testing.T) {
	files := exampleSite(t)
	page := said(t, files, "en/statistics/years/2031/index.html")
	inOrder(t, "2031", page,
		"Figures for 2031", "The second year.", "This page has no author.", "Contents",
		"Key figures", "People helped by the Office", "17", "people", "Yearly tables of the Office", "Training courses held", "8",
		"Figures by group only", "Cases investigated, by form",
		"State of the plan, Q4 2031", "The whole plan", "86%", "97%", "9 of 10 activities; 2 cancelled and left out",
		"By institution", "Quarterly reports due for this year: 16. On this portal: 12.", "Judicial Council of Lumara", "4 of 4", "in progress: 1",
		"Office of the Coordinator of Lumara", "2 of 4", "done: 1; in progress: 1; cancelled: 1; not reported: 1",
		"What changed since 2030", "People helped by the Office", "14", "17", "up 3", "Training courses held", "12", "8", "down 4",
		"Activities whose status changed", "1.2.2", "not reported", "done", "2.2.2", "in progress", "cancelled",
		"What is not known", "no activity for them", "1.3",
		"Activities due in 2031", "1.2.1", "Q1 2031", "done", "2.1.4", "in progress",
		"Notes on the year", "Schools", "The guide was written anew",
		"Sources", "Strategy of Lumara")
	first := said(t, files, "en/statistics/years/2030/index.html")
	for _, html := range []string{page, first} {
		if strings.Contains(html, "helped by the Office: male") || strings.Contains(html, "helped by the Office: female") {
			t.Error("a hidden figure was compared")
		}
	}
	inOrder(t, "2030", first, "Reports and documents of the year", "Annual report for 2030")
}

// TestAnnualReportOnlyWithARecord: the same page is an annual report when a record
// says that the Coordinator issued one, and figures without an author otherwise;
// wherever it is named it has one name.
func TestAnnualReportOnlyWithARecord(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector sees a build of the example site in TestYearForReaders")
	}
	names := map[string][2]string{ // by address: as figures, as a report
		"sq/statistikat/vitet/2030": {"Shifrat për vitin 2030", "Raporti vjetor 2030"},
		"sr/statistika/godine/2030": {"Brojke za 2030. godinu", "Godišnji izveštaj 2030"},
		"en/statistics/years/2030":  {"Figures for 2030", "Annual report 2030"},
	}
	record := exampleFile(t, "data/reports/vjetor-2030.yaml")
	for what, c := range map[string]struct {
		was, is string
		issued  bool
	}{
		"issued":                   {"year: 2030", "year: 2030", true},
		"the year from the period": {"year: 2030\n", "year: 2031\n", true},
		"not by the Coordinator":   {"issued_by_coordinator: true\n", "", false},
		"planned":                  {"state: published", "state: planned", false},
		"another type":             {"type: annual-report", "type: study", false},
		"another year":             {"period: \"2030\"", "period: \"2029\"", false},
		"several years":            {"period: \"2030\"", "period: \"2029/2030\"", false},
	} {
		changed := txtar.File{Name: record.Name, Data: bytes.Replace(record.Data, []byte(c.was), []byte(c.is), 1)}
		opt := options(testsite.New(t, append(testsite.Example(), changed)...))
		opt.Date = afterTheSecondYear
		files := built(t, opt)
		for address, n := range names {
			name, other := n[0], n[1]
			if c.issued {
				name, other = other, name
			}
			html := files[address+"/index.html"]
			h1 := between(html, "<h1", "</h1>")
			if !strings.HasSuffix(h1, ">"+name) || !strings.Contains(html, "<title>"+name+" – ") || !strings.Contains(html, `"og:title" content="`+name+`"`) {
				t.Errorf("%s, %s: the page is called %q, want %q", what, address, h1, name)
			}
			if list := files[address[:strings.LastIndexByte(address, '/')]+"/index.html"]; !strings.Contains(list, ">"+name+"<") || strings.Contains(list, ">"+other+"<") {
				t.Errorf("%s: the list of %s has another name", what, address)
			}
			if linked := strings.Contains(html, `"@type":"Report"`); linked != c.issued || strings.Contains(html, `"@type":"Dataset"`) == c.issued {
				t.Errorf("%s, %s: the page tells machines something else", what, address)
			}
			if feed := files[address[:2]+"/feed.xml"]; !strings.Contains(feed, ">"+name+"</title>") || strings.Contains(feed, ">"+other+"</title>") {
				t.Errorf("%s: the feed has another name than %s", what, address)
			}
		}
		english := said(t, files, "en/statistics/years/2030/index.html")
		if c.issued {
			inOrder(t, what, english, "Annual report 2030", "Publisher", "Office of the Coordinator of Lumara", "Date", "1 March 2031", "Report", "Annual report for 2030", "Contents")
		}
		if strings.Contains(english, "This page has no author.") == c.issued {
			t.Errorf("%s: the page has an author, or has none", what)
		}
		if !strings.Contains(files["en/a-z/index.html"], ">"+map[bool]string{true: "Annual report 2030", false: "Figures for 2030"}[c.issued]+"<") {
			t.Errorf("%s: the index has another name", what)
		}
	}
}

func exampleFile(t *testing.T, name string) txtar.File {
	t.Helper()
	for _, f := range testsite.Example() {
		if f.Name == name {
			return f
		}
	}
	t.Fatalf("the example has no %s", name)
	return txtar.File{}
}

func between(s, from, to string) string {
	_, s, _ = strings.Cut(s, from)
	s, _, _ = strings.Cut(s, to)
	return s
}
