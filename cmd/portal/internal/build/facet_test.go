package build

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// statusPages are the pages by status in the three languages.
const statusPages = `
-- content/plan/status.sq.md --
---
title: Gjendja
summary: Gjendja e aktiviteteve.
kind: plan-by-status
---
Teksti.
-- content/plan/status.sr.md --
---
title: Stanje
summary: Stanje aktivnosti.
kind: plan-by-status
---
Tekst.
-- content/plan/status.en.md --
---
title: Status
summary: The status of activities.
kind: plan-by-status
---
Text.
`

// reported is what the office reported: the first activity is under way, of the
// second nobody said anything.
const reported = `
-- data/progress/2030-q2/zyra.yaml --
reported_on: 2030-06-30
activities:
  - activity: 1.1.1
    status: in_progress
source: {id: doc, at: V}
`

func planSite(t *testing.T, overlay string) map[string]string {
	t.Helper()
	files := built(t, options(testsite.New(t, txtar.Parse([]byte(statusPages+overlay)).Files...)))
	if files["en/plan/index.html"] == "" {
		t.Fatal("no plan")
	}
	return files
}

var linkToActivity = regexp.MustCompile(`href="/en/plan/(\d[\d.]*)/"`)

// listed are the activities that a page has rows of.
func listed(t *testing.T, files map[string]string, page string) string {
	t.Helper()
	html, ok := files[page]
	if !ok {
		t.Fatalf("there is no %s", page)
	}
	var out []string
	for _, m := range linkToActivity.FindAllStringSubmatch(html, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), " ")
}

// TestStatusesOfReportedActivities: each activity is on the page of its status,
// a status without any has a page that says so, and the plan's rows carry it.
func TestStatusesOfReportedActivities(t *testing.T) {
	files := planSite(t, reported)
	for page, want := range map[string]string{"in-progress": "1.1.1", "not-reported": "1.1.2", "done": "", "not-started": "", "cancelled": ""} {
		if got := listed(t, files, "en/plan/status/"+page+"/index.html"); got != want {
			t.Errorf("%s lists %q, want %q", page, got, want)
		}
	}
	if html := files["en/plan/status/index.html"]; !strings.Contains(html, `href="/en/plan/status/in-progress/"`) || strings.Contains(html, "has been entered yet") {
		t.Error("the page by status does not lead to what was reported, or says that nothing was")
	}
	for _, row := range []string{`data-status="in-progress"`, `data-status="not-reported"`} {
		if strings.Count(files["en/plan/index.html"], row) != 1 {
			t.Errorf("the plan has not one row with %s", row)
		}
	}
	if !strings.Contains(files["sitemap.xml"], "/sr/plan/status/in-progress/") {
		t.Error("the sitemap has no page of a status")
	}
}

// TestNoWallOfNotReported: while nobody reports there is a count and no list.
func TestNoWallOfNotReported(t *testing.T) {
	files := planSite(t, "")
	for name := range files {
		if strings.HasPrefix(name, "en/plan/status/") && name != "en/plan/status/index.html" {
			t.Errorf("there is %s", name)
		}
	}
	html := files["en/plan/status/index.html"]
	if got := listed(t, files, "en/plan/status/index.html"); got != "" {
		t.Errorf("it lists %s", got)
	}
	if !strings.Contains(html, "has been entered yet") || !strings.Contains(html, `<a href="/en/plan/">not reported</a>`) {
		t.Error("it does not say that nothing was reported, or does not lead to the plan")
	}
}
