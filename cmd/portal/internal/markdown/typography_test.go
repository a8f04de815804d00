package markdown

import "testing"

func TestTypography(t *testing.T) {
	for text, want := range map[string]string{
		`"Ligji" ("Neni 5")`:             "„Ligji“ („Neni 5“)",
		`"Ligji 'e ri' i 'tij'"`:         "„Ligji ‚e ri‘ i ‚tij‘“",
		`'të', 'në', 'libri', 'ejani'`:   "‚të‘, ‚në‘, ‚libri‘, ‚ejani‘",
		`"**Ligji**" **"Ligji"**`:        "„<strong>Ligji</strong>“ <strong>„Ligji“</strong>",
		`"[Ligji](page:a)"`:              `„<a href="../x/">Ligji</a>“`,
		"s'ka, t'i, ç'është, S'ka":       "s’ka, t’i, ç’është, S’ka",
		"1990-'91, '91":                  "1990-’91, ’91",
		"'2015'":                         "‚2015‘",
		"'s kam":                         "’s kam",
		"të tjerët' janë":                "të tjerët’ janë",
		`5'30", 12" ekran`:               "5'30&quot;, 12&quot; ekran",
		`"Një`:                           "„Një",
		`një" dy`:                        "një&quot; dy",
		"2015--2019 -- po --- jo ---- -": "2015–2019 – po — jo ---- -",
		"po... jo.... Po.":               "po… jo.... Po.",
		`\"a\" \-- \...`:                 "&quot;a&quot; -- ...",
		"`\"a\" -- ...`":                 "<code>&#34;a&#34; -- ...</code>",
		"„Ligji“":                        "„Ligji“",
	} {
		if got := render(t, text); got != "<p>"+want+"</p>\n" {
			t.Errorf("%s\ngot  %swant <p>%s</p>", text, got, want)
		}
	}
}

func TestQuotesAreOfTheLanguage(t *testing.T) {
	p := New(Quotes{"“", "”", "‘", "’"})
	doc, _ := p.Parse(Source{File: "a.md", Line: 1, Body: []byte(`"The 'new' law"`)})
	if got := renderDoc(t, doc); got != "<p>“The ‘new’ law”</p>\n" {
		t.Errorf("got %s", got)
	}
}

func TestQuotesAreEscaped(t *testing.T) {
	doc, _ := New(Quotes{"<b>", "</b>", "&", "&"}).Parse(Source{File: "a.md", Line: 1, Body: []byte(`"a"`)})
	if got := renderDoc(t, doc); got != "<p>&lt;b&gt;a&lt;/b&gt;</p>\n" {
		t.Errorf("got %s", got)
	}
}

func TestOpenQuoteEndsWithItsParagraph(t *testing.T) {
	if got := render(t, "\"Një\n\ndy\" tre"); got != "<p>„Një</p>\n<p>dy&quot; tre</p>\n" {
		t.Errorf("got %q", got)
	}
}
