package route

import (
	"slices"
	"strings"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// withActivities gives a site activities a1, a2 … with these deadlines.
func withActivities(s *model.Site, deadlines ...string) *model.Site {
	var all []*model.Activity
	for i, text := range deadlines {
		a := &model.Activity{}
		if err := a.Deadline.UnmarshalText([]byte(text)); err != nil {
			panic(err)
		}
		id := "a" + string(rune('1'+i))
		a.SetPlaces(id, "data/activities/"+id+".yaml", nil)
		all = append(all, a)
	}
	s.Activities = model.NewIndex(all, func(a *model.Activity) string { return a.ID })
	return s
}

func planSite(pages ...*model.Page) *model.Site {
	return site(append([]*model.Page{
		page("plan.sq", "plani", kind(model.PagePlan)),
		page("plan/when.sq", "afatet", kind(model.PagePlanByDeadline)), page("plan/when.en", "dates", kind(model.PagePlanByDeadline)),
		page("plan/how-far.sq", "gjendja", kind(model.PagePlanByStatus)),
	}, pages...)...)
}

// facets are the addresses of an edition's facets, in the order of their paths.
func facets(p *Plan, lang string) string {
	var out []string
	for _, path := range paths(p, SortFacet) {
		if strings.HasPrefix(path, lang+"/") {
			out = append(out, strings.TrimSuffix(strings.TrimPrefix(path, lang+"/plani/"), "/index.html"))
		}
	}
	return strings.Join(out, " ")
}

func TestEachDeadlineHasAPage(t *testing.T) {
	plan := planned(t, withActivities(planSite(), "continuous", "2031/2033", "2031-Q4", "continuous", "2031"))
	for lang, want := range map[string]string{
		"sq": "afatet/2031-2033 afatet/2031-q4 afatet/2031 afatet/continuous",
		"en": "dates/2031-2033 dates/2031-q4 dates/2031 dates/continuous",
		"sr": "afatet/2031-2033 afatet/2031-q4 afatet/2031 afatet/continuous",
	} {
		if got := facets(plan, lang); got != want {
			t.Errorf("%s: got  %s\nwant %s", lang, got, want)
		}
	}
	if got := plan.URL(FacetDeadline, "2031-q4", "en"); got != "/en/plani/dates/2031-q4/" {
		t.Errorf("the alternate in English is %q", got)
	}
	if got := plan.Pages("en"); got != 13 {
		t.Errorf("%d pages, want home, three of the plan, five activities and four deadlines", got)
	}
}

// TestStatusesHavePagesOnceOneIsReported: all of them at once, so that none goes
// when the last activity has left it.
func TestStatusesHavePagesOnceOneIsReported(t *testing.T) {
	s := withActivities(planSite(), "2031", "2031")
	if got := facets(planned(t, s), "sq"); got != "afatet/2031" {
		t.Errorf("nothing is reported, and there is %s", got)
	}
	report := &model.Progress{Activities: []model.ActivityProgress{{Activity: "a1", Status: "in_progress"}}}
	s.Progress = model.NewIndex([]*model.Progress{report}, func(p *model.Progress) string { return p.ID })
	s.Index()
	want := "afatet/2031 gjendja/cancelled gjendja/done gjendja/in-progress gjendja/not-reported gjendja/not-started"
	if got := facets(planned(t, s), "sq"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestNoFacetsWithoutTheirPages(t *testing.T) {
	plan := planned(t, withActivities(site(page("plan.sq", "plani", kind(model.PagePlan))), "2031"))
	if got := facets(plan, "sq"); got != "" {
		t.Errorf("there is %s", got)
	}
}

func TestAFacetOnAPagesPath(t *testing.T) {
	_, found := New(withActivities(planSite(page("plan/when/year.sq", "2031")), "2031"), today)
	if got, want := told(found), []string{"content/plan/when.sq.md:5 path-collision /sq/plani/afatet/2031/"}; !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
