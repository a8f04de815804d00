package route

import (
	"slices"
	"strings"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// leading are the redirects and copies of a plan: "path → address".
func leading(p *Plan) []string {
	var out []string
	for _, t := range p.Targets {
		if t.Sort == SortRedirect || t.Sort == SortCopy {
			out = append(out, AddressOf(t.Path)+" → "+t.To)
		}
	}
	slices.Sort(out)
	return out
}

func formerly(ids ...string) model.Renamed { return model.Renamed{FormerIDs: ids} }

// TestSectionsFormerAddress: one alias of a section serves everything below it,
// under every name that it had.
func TestSectionsFormerAddress(t *testing.T) {
	s := withInstitutions(site(
		page("a.sq", "trupat", kind(model.PageInstitutions), aliases("/sq/organet/")), page("a.en", "bodies", kind(model.PageInstitutions)),
		page("a/list.sq", "lista", aliases("/sq/organet/radha/")), page("a/list.en", "list"),
	), "zyra")
	s.Institutions.All[0].Renamed = formerly("office")
	got := leading(planned(t, s))
	want := []string{
		"/en/bodies/office/ → /en/bodies/zyra/",
		"/sq/organet/ → /sq/trupat/",
		"/sq/organet/lista/ → /sq/trupat/lista/",
		"/sq/organet/office/ → /sq/trupat/zyra/",
		"/sq/organet/radha/ → /sq/trupat/lista/",
		"/sq/organet/zyra/ → /sq/trupat/zyra/",
		"/sq/trupat/office/ → /sq/trupat/zyra/",
		"/sq/trupat/radha/ → /sq/trupat/lista/",
		"/sr/trupat/office/ → /sr/trupat/zyra/",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// TestWhatStandsComesFirst: an address that something has is not led away from,
// and an alias that a page names comes before one that it would inherit.
func TestWhatStandsComesFirst(t *testing.T) {
	s := site(
		page("a.sq", "new", aliases("/sq/old/")), page("a/x.sq", "x"), page("a/y.sq", "y"),
		page("old.sq", "other"), page("b.sq", "b", aliases("/sq/old/x/")), page("c.sq", "c", aliases("/sq/c-old/")),
		page("c-old.sq", "c-new"),
	)
	got := leading(planned(t, s))
	for _, want := range []string{"/sq/old/x/ → /sq/b/", "/sq/old/y/ → /sq/new/y/", "/sq/c-old/ → /sq/c/"} {
		if !slices.Contains(got, want) {
			t.Errorf("%s is missing in %q", want, got)
		}
	}
	if slices.Contains(got, "/sq/old/x/ → /sq/new/x/") {
		t.Error("an inherited address took a page's own")
	}
}

// TestAliasOfAnotherEdition: an edition without a text of its own has former
// addresses too, and they stay within it.
func TestAliasOfAnotherEdition(t *testing.T) {
	s := site(page("a.sq", "a", aliases("/sq/x/", "/sr/x/", "/x/")), page("a/b.sq", "b"))
	got := leading(planned(t, s))
	want := []string{"/sq/x/ → /sq/a/", "/sq/x/b/ → /sq/a/b/", "/sr/x/ → /sr/a/", "/sr/x/b/ → /sr/a/b/", "/x/ → /sq/a/"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestHomesFormerAddress is one of the home page alone: nothing lives below it.
func TestHomesFormerAddress(t *testing.T) {
	s := site(page("a.sq", "a"))
	s.Pages[len(s.Pages)-1].Aliases = []string{"/sq/kryefaqja/"}
	if got, want := leading(planned(t, s)), []string{"/sq/kryefaqja/ → /sq/"}; !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestFilesOfARenamedRecord are published under the former name too: nothing can
// lead on from a file.
func TestFilesOfARenamedRecord(t *testing.T) {
	s := site(page("r.sq", "raportet", kind(model.PageReports), aliases("/sq/botimet/")), page("f.sq", "shifrat", kind(model.PageStatistics)))
	r := &model.Report{State: model.ReportPublished, Files: []model.ReportFile{{Name: "x.sq.pdf", Document: &model.Document{}}}, Renamed: formerly("older", "old")}
	r.SetPlaces("new", "data/reports/new/new.yaml", nil)
	s.Reports = model.NewIndex([]*model.Report{r}, func(r *model.Report) string { return r.ID })
	x := &model.Series{Observations: []model.Observation{{Period: "2018", Value: "1"}, {Period: "2019", Value: "2"}, {Period: "2020", Value: "3"}}, Renamed: formerly("was")}
	x.SetPlaces("is", "data/series/is.yaml", nil)
	s.Series = model.NewIndex([]*model.Series{x}, func(x *model.Series) string { return x.ID })
	plan := planned(t, s)
	var got []string
	for _, target := range plan.Targets {
		if target.Sort == SortCopy {
			got = append(got, target.Path+" "+target.To)
		}
	}
	want := []string{
		"data/reports/old.bib /data/reports/new.bib", "data/reports/old.ris /data/reports/new.ris",
		"data/reports/older.bib /data/reports/new.bib", "data/reports/older.ris /data/reports/new.ris",
		"data/statistics/was.csv /data/statistics/is.csv",
		"data/statistics/was.en.svg /data/statistics/is.en.svg",
		"data/statistics/was.metadata.json /data/statistics/is.metadata.json",
		"data/statistics/was.sq.svg /data/statistics/is.sq.svg", "data/statistics/was.sr.svg /data/statistics/is.sr.svg",
		"downloads/old/x.sq.pdf /downloads/new/x.sq.pdf", "downloads/older/x.sq.pdf /downloads/new/x.sq.pdf",
		"sq/botimet/feed.xml /sq/raportet/feed.xml",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// TestFormerPrint: the PDF of a page that was renamed stays where it was, in
// builds that print; any other page has none to keep.
func TestFormerPrint(t *testing.T) {
	s := planSite(page("plan/document.sq", "dokumenti", kind(model.PagePlanDocument), aliases("/downloads/plani.sr.pdf")))
	if got := leading(planned(t, s)); len(got) > 0 {
		t.Errorf("a build that does not print has %q", got)
	}
	plan, found := WithPrints(s, today)
	if got, want := leading(plan), []string{"/downloads/plani.sr.pdf → /downloads/plan-document.sr.pdf"}; len(found) > 0 || !slices.Equal(got, want) {
		t.Errorf("got  %q, %v\nwant %q", got, found, want)
	}
	_, found = New(site(page("a.sq", "a", aliases("/downloads/a.sq.pdf"))), today)
	if got, want := told(found), []string{"content/a.sq.md:6 path-reserved /downloads/a.sq.pdf"}; !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestDeadlinesOfARenamedSection: facets have no file that could name what they had.
func TestDeadlinesOfARenamedSection(t *testing.T) {
	s := withActivities(planSite(), "2031")
	for _, p := range s.Pages {
		if p.ID == "plan" {
			p.Aliases = []string{"/sq/programi/"}
		}
	}
	got := leading(planned(t, s))
	for _, want := range []string{"/sq/programi/afatet/2031/ → /sq/plani/afatet/2031/", "/sq/programi/a1/ → /sq/plani/a1/", "/sq/programi/gjendja/ → /sq/plani/gjendja/"} {
		if !slices.Contains(got, want) {
			t.Errorf("%s is missing in %q", want, got)
		}
	}
}
