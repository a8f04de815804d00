package route

import (
	"strings"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// TestPrintsAreAFileEach: a build that prints has a PDF of each document in each
// edition; any other has no word of one. A draft is not printed.
func TestPrintsAreAFileEach(t *testing.T) {
	draft := page("old.sq", "i-vjeter", kind(model.PagePlanDocument))
	draft.Draft = true
	s := planSite(page("plan/document.sq", "dokumenti", kind(model.PagePlanDocument)), draft)
	if got := paths(planned(t, s), SortPrint); len(got) > 0 {
		t.Errorf("a build that does not print plans %s", got)
	}
	plan, found := WithPrints(s, model.Date{})
	if len(found) > 0 {
		t.Fatal(found)
	}
	want := "downloads/plan-document.en.pdf downloads/plan-document.sq.pdf downloads/plan-document.sr.pdf"
	if got := strings.Join(paths(plan, SortPrint), " "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := len(plan.Prints()); got != 3 {
		t.Errorf("%d prints, want 3", got)
	}
}

// TestPrintsDoNotCollide: two ids can fold to one name.
func TestPrintsDoNotCollide(t *testing.T) {
	s := planSite(page("plan/document.sq", "dokumenti", kind(model.PagePlanDocument)), page("plan-document.sq", "tjetri", kind(model.PagePlanDocument)))
	_, found := WithPrints(s, model.Date{})
	if len(found) != 1 || found[0].Code != "path-collision" {
		t.Errorf("got %v, want one path-collision", found)
	}
}
