package build

import (
	"regexp"
	"strings"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// exampleSite is the example site as it stood early in 2032, when its last
// quarter had just been reported: 2031-Q4.
func exampleSite(t *testing.T) map[string]string {
	t.Helper()
	opt := options(testsite.New(t, testsite.Example()...))
	opt.Date = model.Date{Year: 2032, Month: 2, Day: 1}
	return built(t, opt)
}

var (
	tag    = regexp.MustCompile(`<[^>]*>`)
	blanks = regexp.MustCompile(`\s+`)
)

// said is the text of a page's main part, as it is read out.
func said(t *testing.T, files map[string]string, page string) string {
	t.Helper()
	_, body, ok := strings.Cut(files[page], "<main")
	if !ok {
		t.Fatalf("there is no %s", page)
	}
	return blanks.ReplaceAllString(tag.ReplaceAllString(body, " "), " ")
}

// inOrder finds what a page must say, one after the other.
func inOrder(t *testing.T, page, text string, want ...string) {
	t.Helper()
	for _, w := range want {
		_, rest, ok := strings.Cut(text, w)
		if !ok {
			t.Errorf("%s: %q is missing, or not in its place", page, w)
			return
		}
		text = rest
	}
}

// TestProgressForReaders: what institutions reported stands on the pages of
// activities, objectives and institutions, on the page by status and on the
// calendar, with its words and nothing else.
func TestProgressForReaders(t *testing.T) {
	files := exampleSite(t)
	page := func(name string) string { return said(t, files, "en/"+name+"/index.html") }

	t.Run("the history of an activity: the oldest first, co-leads in the plan's order", func(t *testing.T) {
		inOrder(t, "1.2.1", page("plan/1.2.1"), "reported different statuses",
			"Q1 2030: not started", "Police", "reported on 12 April 2030",
			"Q2 2030: in progress", "Police", "Q2 2030: not started", "Ministry of Welfare", "On our side work has not begun.",
			"Q4 2030: done", "Value of the indicator", "16", "Q2 2031: done", "Ministry of Welfare")
		inOrder(t, "1.1.1", page("plan/1.1.1"), "Q1 2030: in progress", "The text is being written.", "€1,200.50",
			"Q2 2030: done", "45", "€3,800", "Guide for the schools of Lumara", "1–24", "Q1 2031: in progress", "Q3 2031: done")
	})
	t.Run("few people are not counted out, nobody is", func(t *testing.T) {
		inOrder(t, "1.1.3", page("plan/1.1.3"), "People reached: &lt;3", "People reached: 31", "People reached: 64")
		inOrder(t, "1.2.2", page("plan/1.2.2"), "What was measured: Agencies checked", "Value of the indicator: 23", "People reached: 0")
	})
	t.Run("overdue as of the last quarter reported, never a continuous activity", func(t *testing.T) {
		inOrder(t, "2.1.4", page("plan/2.1.4"), "Overdue", "is Q4 2031")
		for _, code := range []string{"1.1.1", "1.1.2", "2.1.3", "2.2.1"} { // done, continuous, due later, cancelled
			if strings.Contains(page("plan/"+code), "Overdue") {
				t.Errorf("%s is called overdue", code)
			}
		}
	})
	t.Run("not reported is one line", func(t *testing.T) {
		if text := page("plan/1.1.4"); !strings.Contains(text, "not reported") || strings.Contains(text, "What was reported") {
			t.Error("1.1.4: nothing was reported, and more than that is said")
		}
	})
	t.Run("progress with its coverage beside it", func(t *testing.T) {
		// 1.1: weights 1, 1, 2, 1; done, in progress, done, not reported: covered 4/5, realised 7/2 of 4.
		inOrder(t, "by-status", page("plan/by-status"), "up to the end of Q4 2031", "The whole plan", "of 10 activities; 2 cancelled and left out",
			"1 Prevention", "1.1 People know the signs", "88%", "80%", "3 of 4 activities",
			"1.3 Employers know the rules", "no percentage: the plan has no activity for it",
			"2.2 The data are kept in one place", "no percentage: all its activities were cancelled", "2 cancelled")
		inOrder(t, "objective 1.1", page("strategy/1.1"), "Progress", "88%", "Coverage", "80%", "3 of 4 activities", "Q4 2031")
		if text := page("strategy/1.3"); !strings.Contains(text, "the plan has no activity for this objective") || strings.Contains(text, "Coverage") {
			t.Error("objective 1.3: there is nothing to cover")
		}
	})
	t.Run("each row with a percentage has two", func(t *testing.T) {
		html := files["en/plan/by-status/index.html"]
		for _, row := range strings.Split(html, "<tr>")[1:] {
			row, _, _ = strings.Cut(row, "</tr>")
			if n := len(regexp.MustCompile(`\d%`).FindAllString(row, -1)); n != 0 && n != 2 {
				t.Errorf("%d percentages in %s", n, row)
			}
			if strings.Contains(row, "meter__bar") != strings.Contains(row, "%") {
				t.Errorf("a bar without a number, or a number without a bar: %s", row)
			}
		}
	})
	t.Run("the calendar", func(t *testing.T) {
		text := page("plan/quarterly-reports")
		inOrder(t, "calendar", text, "Due for Q1 2030 to Q4 2031", "On this portal: 21 quarterly reports.", "2030", "2031",
			"Judicial Council", "25 April 2031", "23 July 2031", "20 October 2031", "20 January 2032")
		inOrder(t, "calendar", text, "Judicial Council", "not due", "Ministry of Welfare", "not on this portal")
		if !strings.Contains(files["en/plan/quarterly-reports/index.html"], `href="/en/institutions/policia/#report-2030-q4"`) {
			t.Error("a report does not lead to its place on the institution's page")
		}
	})
	t.Run("an institution's reports, and what a document says", func(t *testing.T) {
		text := page("institutions/policia")
		inOrder(t, "policia", text, "Quarterly reports", "Due for Q1 2030 to Q4 2031: 8 quarterly reports.", "On this portal: 6 quarterly reports.",
			"Q1 2030", "1.2.1 Joint checks of job offers : not started", "What documents say about its work",
			"went on visiting schools", "External review of the police")
		if strings.Contains(text, "Q2 2031") {
			t.Error("what a document says is shown as a report for the quarter")
		}
		if !strings.Contains(files["en/institutions/policia/index.html"], `id="report-2030-q4"`) {
			t.Error("a report has no place")
		}
		inOrder(t, "keshilli", page("institutions/keshilli"), "4 quarterly reports.", "Q3 2031", "No new work was done in this quarter.")
	})
}
