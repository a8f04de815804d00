package scaffold

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

func base(t *testing.T) *model.Site {
	t.Helper()
	loaded, _, err := load.Site(testsite.New(t))
	if err != nil {
		t.Fatal(err)
	}
	return loaded.Site
}

// TestMisuse: what cannot be begun is refused with a sentence that the program
// has in every language, and with what to do where that is known.
func TestMisuse(t *testing.T) {
	site := base(t)
	for _, c := range []struct {
		order Order
		key   string
		args  string
	}{
		{Order{Kind: "acitivity", ID: "1.1.9"}, "new-kind-near", "near activity"},
		{Order{Kind: "site", ID: "x"}, "new-kind", "kinds page"},
		{Order{Kind: "series", ID: "x", PageKind: "section"}, "new-kind-page", "value section"},
		{Order{Kind: "series", ID: "Viktima të identifikuara"}, "new-id-near", "near viktima-te-identifikuara"},
		{Order{Kind: "term", ID: "data/glossary/Žrtva čuvanja.yaml"}, "new-id-near", "near zrtva-cuvanja"},
		{Order{Kind: "instrument", ID: "04/L-218"}, "new-id-near", "near 04-l-218"},
		{Order{Kind: "series", ID: "..."}, "new-id", "value ..."},
		{Order{Kind: "series", ID: "../site"}, "new-id-near", "near site"},
		{Order{Kind: "page", ID: "../../x"}, "new-id", "value"},
		{Order{Kind: "page", ID: "Ndihmë/Për prindërit.sq.md"}, "new-id-near", "near ndihme/per-prinderit-sq"},
		{Order{Kind: "activity", ID: "1.1.1"}, "new-exists", "file data/activities/1.1.1.yaml"},
		{Order{Kind: "page", ID: "help"}, "new-exists", "file content/help/index.sq.md"},
		{Order{Kind: "page", ID: "media/kit"}, "new-page-section", "section media"},
		{Order{Kind: "page", ID: "media", PageKind: "sektion"}, "new-page-kind", "value sektion"},
		{Order{Kind: "objective", ID: "7.1"}, "new-objective-parent", "parent 7"},
		{Order{Kind: "progress", ID: "2030/zyra"}, "usage-quarter", "value 2030"},
		{Order{Kind: "progress", ID: "2030-q1/zyraa"}, "usage-institution-near", "near zyra"},
		{Order{Kind: "progress", ID: "2030-q1"}, "usage-institution", "value"},
		{Order{Kind: "progress", ID: "2029-q1/zyra"}, "usage-quarter-outside", "period 2030/2034"},
	} {
		made, err := New(site, c.order)
		var misuse Misuse
		if made != nil || !errors.As(err, &misuse) {
			t.Errorf("%s %s is not refused: %v", c.order.Kind, c.order.ID, err)
			continue
		}
		if misuse.Key != c.key || !strings.Contains(strings.Join(misuse.Args, " "), c.args) {
			t.Errorf("%s %s: %s %q, want %s %s", c.order.Kind, c.order.ID, misuse.Key, misuse.Args, c.key, c.args)
		}
		if locale.Say("sr", misuse.Key, misuse.Args...) == misuse.Key {
			t.Errorf("the program has no words for %s", misuse.Key)
		}
	}
}

// TestWhatFollowsFromTheIDStandsThere: the level and parent of an objective, the
// objective of an activity, the activities of a report; and an institution that
// leads nothing has another document speak of it.
func TestWhatFollowsFromTheIDStandsThere(t *testing.T) {
	site := base(t)
	for _, c := range []struct{ kind, id, has, hasNot string }{
		{"objective", "1.3", "level: specific\n", "level: \"???\""},
		{"objective", "1.3", "parent: \"1\"\n", ""},
		{"objective", "3", "level: strategic\n", "parent"},
		{"activity", "1.1.9", "probably: 1.1\nobjective: \"???\"", ""},
		{"activity", "1.1.9", "probably: zyra, shkolla\nlead: [", ""},
		{"progress", "2030-q3/zyra", "#  # Aktiviteti i dytë\n#  - activity: \"1.1.2\"\n", "basis: document\n"},
		{"progress", "2030-q3/shkolla", "\nbasis: document\n", "activities:"},
		{"progress", "2030-Q3/Zyra", "# progress report 2030-q3/zyra\n", ""},
	} {
		made, err := New(site, Order{Kind: c.kind, ID: c.id, Lang: "en"})
		if err != nil {
			t.Fatal(c.kind, c.id, err)
		}
		text := string(made.Files[0].Text)
		if !strings.Contains(text, c.has) {
			t.Errorf("%s %s does not say %q:\n%s", c.kind, c.id, c.has, text)
		}
		if c.hasNot != "" && strings.Contains(text, c.hasNot) {
			t.Errorf("%s %s says %q", c.kind, c.id, c.hasNot)
		}
	}
}

// TestCommentsSpeakTheEditorsLanguage, and every page has a file in every
// language of the site, whatever that is.
func TestCommentsSpeakTheEditorsLanguage(t *testing.T) {
	site := base(t)
	for lang, want := range map[string]string{"sq": "# Institucionet bartëse", "sr": "# Institucije nosioci", "en": "# The leading institutions"} {
		made, err := New(site, Order{Kind: "activity", ID: "1.1.9", Lang: lang})
		if err != nil || !strings.Contains(string(made.Files[0].Text), want) {
			t.Errorf("%s: no comment %q (%v)", lang, want, err)
		}
	}
	for kind, want := range map[string][]string{
		"":        {"content/about/us.sq.md", "content/about/us.sr.md", "content/about/us.en.md"},
		"section": {"content/about/us/index.sq.md", "content/about/us/index.sr.md", "content/about/us/index.en.md"},
	} {
		made, err := New(site, Order{Kind: "page", ID: "about/us", PageKind: kind, Lang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range made.Files {
			got = append(got, f.Path)
		}
		if !slices.Equal(got, want) {
			t.Errorf("--kind %q: %q, want %q", kind, got, want)
		}
	}
}
