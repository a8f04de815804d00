package route

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

var today = model.Date{Year: 2030, Month: 7, Day: 1}

// page makes a page "id.lang" with a slug, which may be empty.
func page(name, slug string, change ...func(*model.Page)) *model.Page {
	id, lang, _ := strings.Cut(name, ".")
	p := &model.Page{Lang: lang, Slug: slug, Kind: model.PageProse}
	p.SetPlaces(id, "content/"+name+".md", map[string]diag.Pos{
		"slug": {File: "content/" + name + ".md", Line: 4, Col: 7}, "kind": {File: "content/" + name + ".md", Line: 5, Col: 7},
		"aliases[0]": {File: "content/" + name + ".md", Line: 6, Col: 11},
	})
	for _, c := range change {
		c(p)
	}
	return p
}

func kind(k model.PageKind) func(*model.Page) { return func(p *model.Page) { p.Kind = k } }

func draft(p *model.Page) { p.Draft = true }

func publishOn(d model.Date) func(*model.Page) { return func(p *model.Page) { p.PublishOn = d } }

func aliases(a ...string) func(*model.Page) { return func(p *model.Page) { p.Aliases = a } }

// site is a site with a home page in Albanian, and these pages.
func site(pages ...*model.Page) *model.Site {
	s := &model.Site{Config: &model.Config{Languages: []model.Language{
		{ID: "sq", Official: true}, {ID: "sr", Official: true, Fallback: "sq"}, {ID: "en", Fallback: "sq"},
	}}}
	s.Config.SetPlaces("", "data/site.yaml", nil)
	s.Pages = append(pages, page("home.sq", "", kind(model.PageHome)))
	s.Index()
	return s
}

func withInstitutions(s *model.Site, ids ...string) *model.Site {
	var all []*model.Institution
	for _, id := range ids {
		i := &model.Institution{}
		i.SetPlaces(id, "data/institutions/"+id+".yaml", nil)
		all = append(all, i)
	}
	s.Institutions = model.NewIndex(all, func(i *model.Institution) string { return i.ID })
	return s
}

func planned(t *testing.T, s *model.Site) *Plan {
	t.Helper()
	plan, found := New(s, today)
	if len(found) > 0 {
		t.Fatalf("unexpected %v", told(found))
	}
	return plan
}

func told(found []diag.Diagnostic) []string {
	var out []string
	for _, d := range found {
		out = append(out, fmt.Sprintf("%s:%d %s %s", d.Pos.File, d.Pos.Line, d.Code, d.Args["path"]))
	}
	return out
}

func paths(p *Plan, sort Sort) []string {
	var out []string
	for _, t := range p.Targets {
		if t.Sort == sort {
			out = append(out, t.Path)
		}
	}
	return out
}

func TestPathsOfPages(t *testing.T) {
	for _, test := range []struct {
		name  string
		pages []*model.Page
		want  string // without the home pages
	}{
		{
			"each edition has its own slug",
			[]*model.Page{page("help.sq", "ndihme"), page("help.sr", "pomoc"), page("help.en", "help")},
			"en/help/index.html sq/ndihme/index.html sr/pomoc/index.html",
		},
		{
			"without a text the source's slug",
			[]*model.Page{page("help.sq", "ndihme")},
			"en/ndihme/index.html sq/ndihme/index.html sr/ndihme/index.html",
		},
		{
			"without a slug the file's name",
			[]*model.Page{page("a.sq", "x"), page("a/b.sq", "")},
			"en/x/b/index.html en/x/index.html sq/x/b/index.html sq/x/index.html sr/x/b/index.html sr/x/index.html",
		},
		{
			"sections give the slug of their own language",
			[]*model.Page{page("a.sq", "x"), page("a.en", "y"), page("a/b.sq", "b")},
			"en/y/b/index.html en/y/index.html sq/x/b/index.html sq/x/index.html sr/x/b/index.html sr/x/index.html",
		},
		{"an edition's 404 page", []*model.Page{page("not-found.sq", "", kind(model.PageNotFound))}, "en/404.html sq/404.html sr/404.html"},
		{"a draft has no address", []*model.Page{page("a.sq", "a", draft)}, ""},
		{"nor has what is below it", []*model.Page{page("a.sq", "a", draft), page("a/b.sq", "b")}, ""},
		{
			"a draft translation falls back",
			[]*model.Page{page("a.sq", "x"), page("a.en", "y", draft)},
			"en/x/index.html sq/x/index.html sr/x/index.html",
		},
		{"a page waits for its day", []*model.Page{page("a.sq", "a", publishOn(model.Date{Year: 2030, Month: 7, Day: 2}))}, ""},
		{
			"and stands on that day",
			[]*model.Page{page("a.sq", "a", publishOn(today))},
			"en/a/index.html sq/a/index.html sr/a/index.html",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			plan := planned(t, site(test.pages...))
			got := slices.DeleteFunc(paths(plan, SortPage), func(p string) bool { return strings.Count(p, "/") == 1 && strings.HasSuffix(p, "/index.html") })
			if strings.Join(got, " ") != test.want {
				t.Errorf("got  %s\nwant %s", strings.Join(got, " "), test.want)
			}
		})
	}
}

func TestRootOfASite(t *testing.T) {
	plan := planned(t, site())
	for sort, want := range map[Sort]string{
		SortChooser: "index.html", SortNotFound: "404.html", SortFile: "en/feed.xml robots.txt sitemap.xml sq/feed.xml sr/feed.xml", SortPage: "en/index.html sq/index.html sr/index.html",
		SortData: "", SortRedirect: "", SortRecord: "",
	} {
		if got := strings.Join(paths(plan, sort), " "); got != want {
			t.Errorf("%s: got %q, want %q", sort, got, want)
		}
	}
}

// TestAlternatesLeadToTheSamePage: hreflang, the switcher and links read URL.
func TestAlternatesLeadToTheSamePage(t *testing.T) {
	plan := planned(t, site(page("help.sq", "ndihme"), page("help.en", "help"), page("waits.sq", "", draft)))
	for _, test := range []struct{ id, lang, want string }{
		{"home", "sq", "/sq/"},
		{"help", "sq", "/sq/ndihme/"},
		{"help", "en", "/en/help/"},
		{"help", "sr", "/sr/ndihme/"},
		{"help", "de", ""},
		{"waits", "sq", ""},
		{"nothing", "sq", ""},
	} {
		if got := plan.URL(model.KindPage, test.id, test.lang); got != test.want {
			t.Errorf("%s in %s: %q, want %q", test.id, test.lang, got, test.want)
		}
	}
}

func TestRecordsLiveUnderThePageThatListsThem(t *testing.T) {
	s := withInstitutions(site(page("a.sq", "trupat", kind(model.PageInstitutions)), page("a.en", "bodies", kind(model.PageInstitutions))), "zyra", "dega")
	plan := planned(t, s)
	want := "en/bodies/dega/index.html en/bodies/zyra/index.html sq/trupat/dega/index.html sq/trupat/zyra/index.html sr/trupat/dega/index.html sr/trupat/zyra/index.html"
	if got := strings.Join(paths(plan, SortRecord), " "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := plan.URL(model.KindInstitution, "zyra", "en"); got != "/en/bodies/zyra/" {
		t.Errorf("got %q", got)
	}
	if got := strings.Join(paths(plan, SortData), " "); got != "data/SHA256SUMS data/catalog.jsonld data/datapackage.json data/institutions.csv data/institutions.json data/institutions.ods data/institutions.xlsx" {
		t.Errorf("open data: %s", got)
	}
	if got := plan.Pages("sq"); got != 4 {
		t.Errorf("%d pages, want home, the list and two bodies", got)
	}
}

func TestRedirects(t *testing.T) {
	s := site(page("help.sq", "ndihme", aliases("/sq/ndihma/")), page("help.en", "help"), page("waits.sq", "", draft, aliases("/sq/old/")))
	s.Config.ShortAddresses = []string{"help", "waits"}
	var got []string
	for _, target := range planned(t, s).Targets {
		if target.Sort == SortRedirect {
			got = append(got, target.Path+" "+target.To)
		}
	}
	// Serbian has no text of its own, so /ndihme/ leads to the Albanian one.
	if want := []string{"help/index.html /en/help/", "ndihme/index.html /sq/ndihme/", "sq/ndihma/index.html /sq/ndihme/"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestRefusedAddresses(t *testing.T) {
	long := strings.Repeat("a", maxPath)
	for _, test := range []struct {
		name string
		site *model.Site
		want []string
	}{
		{
			"two pages on one path are told once, not in each edition", site(page("a.sq", "x"), page("b.sq", "x")),
			[]string{"content/b.sq.md:4 path-collision /sq/x/"},
		},
		{
			"in one edition", site(page("a.sq", "a"), page("a.en", "x"), page("b.sq", "b"), page("b.en", "x")),
			[]string{"content/b.en.md:4 path-collision /en/x/"},
		},
		{
			"a record on a page's path", withInstitutions(site(page("a.sq", "", kind(model.PageInstitutions)), page("a/zyra.sq", "")), "zyra"),
			[]string{"data/institutions/zyra.yaml:1 path-collision /sq/a/zyra/"},
		},
		{"a former address that stands", site(page("a.sq", ""), page("b.sq", "", aliases("/sq/a/"))), []string{"content/b.sq.md:6 alias-collision /sq/a/"}},
		{"the root as a former address", site(page("a.sq", "", aliases("/"))), []string{"content/a.sq.md:6 alias-collision /"}},
		{"a former address among the data", site(page("a.sq", "", aliases("/data/a/"))), []string{"content/a.sq.md:6 path-reserved /data/a/"}},
		{"a former address among the assets", site(page("a.sq", "", aliases("/assets/"))), []string{"content/a.sq.md:6 path-reserved /assets/"}},
		{
			"an address that file systems cannot take", site(page("a.sq", "a"), page("a.en", long), page("a.sr", "b")),
			[]string{"content/a.en.md:4 path-too-long en/" + long + "/index.html"},
		},
		{"no page for the records", withInstitutions(site(), "zyra", "dega"), []string{"data/institutions/zyra.yaml:1 kind-missing "}},
		{
			"two pages for the records", withInstitutions(site(page("a.sq", "", kind(model.PageInstitutions)), page("b.sq", "", kind(model.PageInstitutions))), "zyra"),
			[]string{"content/b.sq.md:5 kind-twice "},
		},
		{"a page whose kind could not be read may be theirs", withInstitutions(site(page("a.sq", "", kind("instituions"))), "zyra"), nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, found := New(test.site, today)
			if got := told(found); !slices.Equal(got, test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

func TestReservedLanguage(t *testing.T) {
	s := site()
	s.Config.Languages = append(s.Config.Languages, model.Language{ID: "data"})
	_, found := New(s, today)
	if got := told(found); !slices.Equal(got, []string{"data/site.yaml:1 path-reserved /data/"}) {
		t.Errorf("got %q", got)
	}
}

func TestDerivedEditionIsNotPlanned(t *testing.T) {
	s := site()
	s.Config.Languages = append(s.Config.Languages, model.Language{ID: "sr-cyrl", DerivedFrom: "sr"})
	plan, found := New(s, today)
	if got := told(found); !slices.Equal(got, []string{"data/site.yaml:1 language-derived "}) {
		t.Errorf("got %q", got)
	}
	if slices.Contains(plan.Langs, "sr-cyrl") {
		t.Error("it has addresses all the same")
	}
}

// TestAllTargetsDiffer: two targets on one path would overwrite each other.
func TestAllTargetsDiffer(t *testing.T) {
	s := withInstitutions(site(page("a.sq", "x", kind(model.PageInstitutions)), page("b.sq", "x", aliases("/sq/x/", "/sq/x/")), page("a/zyra.sq", "")), "zyra")
	s.Config.ShortAddresses = []string{"a", "b"}
	plan, _ := New(s, today)
	seen := map[string]bool{}
	for _, target := range plan.Targets {
		if seen[target.Path] {
			t.Errorf("%s twice", target.Path)
		}
		seen[target.Path] = true
	}
	if !slices.IsSortedFunc(plan.Targets, func(a, b Target) int { return strings.Compare(a.Path, b.Path) }) {
		t.Error("not sorted")
	}
}
