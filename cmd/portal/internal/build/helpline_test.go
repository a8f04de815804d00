package build

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// helpPages are the base site's help page in its three languages.
var helpPages = map[string]string{"sq": "sq/ndihme/index.html", "sr": "sr/pomoc/index.html", "en": "en/help/index.html"}

// wholeHelpline is a helpline of which everything is known.
const wholeHelpline = `order: 1
number: "100 200"
dial: "+383 38 100 200"
operator: zyra
languages: [sq, sr-Latn]
free: true
anonymous: true
on_bill: false
verified_on: 2030-01-15
name: {sq: Linja e provës, sr: Probna linija, en: Test line}
purpose: {sq: Për provë, sr: Za probu, en: For testing}
networks: {sq: Nga të gjitha, sr: Iz svih, en: From all}
hours: {sq: Gjithmonë, sr: Uvek, en: Always}
answered_by: {sq: Një njeri, sr: Čovek, en: A person}
from_abroad: {sq: Jo, sr: Ne, en: No}
sources: [{id: doc, at: IV}]
`

// without is the whole helpline of which one thing is not known.
func without(key string) string {
	return regexp.MustCompile(`(?m)^`+key+`:.*\n`).ReplaceAllString(wholeHelpline, "")
}

// helplineFacts are what each line becomes for readers, in the order in which
// all pages have it.
var helplineFacts = []struct{ line, sq, sr, en string }{
	{"free", "Çmimi: Falas", "Cena: Besplatno", "Cost: Free of charge"},
	{"networks", "Nga cilat rrjete: Nga të gjitha", "Iz kojih mreža: Iz svih", "From which networks: From all"},
	{"on_bill", "Fatura e telefonit: Thirrja nuk shihet në faturë", "Telefonski račun: Poziv se ne vidi na računu", "Phone bill: The call does not show on the bill"},
	{"hours", "Orari: Gjithmonë", "Radno vreme: Uvek", "Hours: Always"},
	{"languages", "Gjuhët: shqip dhe serbisht (alfabeti latin)", "Jezici: albanski i srpski (latinica)", "Languages: Albanian and Serbian (Latin script)"},
	{"answered_by", "Kush përgjigjet: Një njeri (kjo nuk është policia)", "Ko se javlja: Čovek (to nije policija)", "Who answers: A person (this is not the police)"},
	{"anonymous", "Anonimiteti: Emri nuk kërkohet", "Anonimnost: Ime nije potrebno", "Anonymity: No name is needed"},
	{"from_abroad", "Nga jashtë vendit: Jo", "Iz inostranstva: Ne", "From abroad: No"},
	{"verified_on", "Numri u kontrollua më: 15 janar 2030", "Datum provere broja: 15. januar 2030.", "Number checked on: 15 January 2030"},
}

// helplineCards builds the base site with some helplines instead of its own and
// gives their cards on the help page, by language.
func helplineCards(t *testing.T, preview bool, records []string, overlay ...txtar.File) map[string][]string {
	t.Helper()
	for i, record := range records {
		record = strings.Replace(record, "order: 1\n", fmt.Sprintf("order: %d\n", i+1), 1)
		overlay = append(overlay, txtar.File{Name: fmt.Sprintf("data/helplines/%d.yaml", 100+i), Data: []byte(record)})
	}
	opt := options(testsite.New(t, overlay...))
	opt.Preview = preview
	in, res, err := read(context.Background(), opt)
	if err != nil || res.Failed() {
		t.Fatal(err, lines(res.Diagnostics))
	}
	files, out := made(t, in, res), map[string][]string{}
	for lang, page := range helpPages {
		text, _, _ := strings.Cut(files[page], `</main>`)
		out[lang] = strings.Split(text, `<div class="call"`)[1:]
		if len(out[lang]) != len(records) {
			t.Fatalf("%s: %d cards for %d helplines", lang, len(out[lang]), len(records))
		}
	}
	return out
}

// facts are the rows of a card, "label: value".
func facts(card string) []string {
	var out []string
	for _, m := range regexp.MustCompile(`(?s)<dt>(.*?)</dt>\s*<dd>(.*?)</dd>`).FindAllStringSubmatch(card, -1) {
		out = append(out, m[1]+": "+m[2])
	}
	return out
}

// TestHelplineFacts: what is known stands on the card, in one order and in the
// words of the page's language; what is not known is left out, label and all.
func TestHelplineFacts(t *testing.T) {
	unknown := []string{"none", "free", "networks", "on_bill", "hours", "languages", "anonymous", "from_abroad"}
	var records []string
	for _, key := range unknown {
		records = append(records, without(key))
	}
	for lang, cards := range helplineCards(t, false, records) {
		for i, card := range cards {
			var want []string
			for _, f := range helplineFacts {
				if f.line != unknown[i] {
					want = append(want, map[string]string{"sq": f.sq, "sr": f.sr, "en": f.en}[lang])
				}
			}
			if got := facts(card); !slices.Equal(got, want) {
				t.Errorf("%s, without %s:\n got %q\nwant %q", lang, unknown[i], got, want)
			}
			if !strings.Contains(card, `href="tel:+38338100200">100 200</a>`) {
				t.Errorf("%s: the number is not as people say it, or not dialled as the record has it", lang)
			}
		}
	}
}

// TestHelplineOtherFacts: the opposite answers, the fields that stand elsewhere,
// and what follows from the operator.
func TestHelplineOtherFacts(t *testing.T) {
	cases := []struct {
		name, record   string
		want, unwanted [3]string // in sq, sr, en
	}{
		{"not free", strings.Replace(wholeHelpline, "free: true", "free: false", 1), [3]string{"<dd>Me pagesë<", "<dd>Poziv se plaća<", "<dd>Not free of charge<"}, [3]string{"<dd>Falas", "<dd>Besplatno", "<dd>Free"}},
		{"on the bill", strings.Replace(wholeHelpline, "on_bill: false", "on_bill: true", 1), [3]string{"Thirrja shihet në faturë", "Poziv se vidi na računu", "The call shows on the bill"}, [3]string{}},
		{"name needed", strings.Replace(wholeHelpline, "anonymous: true", "anonymous: false", 1), [3]string{"Emri kërkohet", "Traži se ime", "A name is asked for"}, [3]string{}},
		{"purpose", wholeHelpline, [3]string{"Për provë", "Za probu", "For testing"}, [3]string{}},
		{"no purpose", without("purpose"), [3]string{}, [3]string{"Për provë", "Za probu", "For testing"}},
		{"no dial", without("dial"), [3]string{`"tel:100200"`, `"tel:100200"`, `"tel:100200"`}, [3]string{"+383", "+383", "+383"}},
		{"no operator", without("operator"), [3]string{"Një njeri<", "Čovek<", "A person<"}, [3]string{"policia", "policija", "police"}},
		{"the operator answers", without("answered_by"), [3]string{"Zyra (kjo nuk është policia)", "Kancelarija (to nije policija)", "Office (this is not the police)"}, [3]string{}},
	}
	var records []string
	for _, c := range cases {
		records = append(records, c.record)
	}
	all := helplineCards(t, false, records)
	for i, c := range cases {
		for j, lang := range []string{"sq", "sr", "en"} {
			card := all[lang][i]
			if !strings.Contains(card, c.want[j]) {
				t.Errorf("%s, %s: no %q in\n%s", c.name, lang, c.want[j], card)
			}
			if c.unwanted[j] != "" && strings.Contains(card, c.unwanted[j]) {
				t.Errorf("%s, %s: %q in\n%s", c.name, lang, c.unwanted[j], card)
			}
		}
	}
}

// TestHelplineOfThePolice: it is said when the police answer, unless the name
// that is shown is that of the police body itself.
func TestHelplineOfThePolice(t *testing.T) {
	police := txtar.File{Name: "data/institutions/zyra.yaml", Data: []byte(`abbreviation: ZP
kind: police
name_status: printed
name: {sq: Zyra, sr: Kancelarija, en: Office}
sources:
  - {id: doc, at: I}
`)}
	cards := helplineCards(t, false, []string{wholeHelpline, without("answered_by")}, police)
	for lang, words := range map[string][2]string{
		"sq": {"Një njeri (kjo është policia)", "Zyra</dd>"}, "sr": {"Čovek (to je policija)", "Kancelarija</dd>"}, "en": {"A person (this is the police)", "Office</dd>"},
	} {
		for i := range words {
			if !strings.Contains(cards[lang][i], words[i]) {
				t.Errorf("%s: no %q", lang, words[i])
			}
		}
	}
}

// TestUnverifiedIsForEditors: a number that nobody checked says so in previews
// and nowhere else, and has no date.
func TestUnverifiedIsForEditors(t *testing.T) {
	record := []string{without("verified_on")}
	preview, public := helplineCards(t, true, record), helplineCards(t, false, record)
	for lang, words := range map[string]string{"sq": "Ende i paverifikuar", "sr": "Još nije provereno", "en": "Not yet verified"} {
		if !strings.Contains(preview[lang][0], words) {
			t.Errorf("%s: the preview does not say %q", lang, words)
		}
		if strings.Contains(public[lang][0], words) || strings.Contains(public[lang][0], "call__doubt") {
			t.Errorf("%s: readers are told %q", lang, words)
		}
		if got := len(facts(public[lang][0])); got != len(helplineFacts)-1 {
			t.Errorf("%s: %d facts without a date", lang, got)
		}
	}
}

// TestPocketCards: the cards carry the numbers and a word at most; half of them
// no word at all. Nothing on a card says whose they are.
func TestPocketCards(t *testing.T) {
	var overlay []txtar.File
	for lang, slug := range map[string]string{"sq": "kartele", "sr": "kartica", "en": "card"} {
		text := "---\ntitle: K\nsummary: K.\nslug: " + slug + "\nkind: pocket-card\n---\n" + map[string]string{"sq": "Teksti.", "sr": "Tekst.", "en": "Text."}[lang] + "\n"
		overlay = append(overlay, txtar.File{Name: "content/help/card." + lang + ".md", Data: []byte(text)})
	}
	overlay = append(overlay,
		txtar.File{Name: "data/helplines/100.yaml", Data: []byte(wholeHelpline)},
		txtar.File{Name: "data/helplines/500.yaml", Data: []byte(`order: 2
number: "500"
urgent: true
verified_on: 2030-01-15
name: {sq: Rojet, sr: Straža, en: Guards}
sources: [{id: doc, at: IV}]
`)},
	)
	opt := options(testsite.New(t, overlay...))
	in, res, err := read(context.Background(), opt)
	if err != nil || res.Failed() {
		t.Fatal(err, lines(res.Diagnostics))
	}
	page := made(t, in, res)["en/help/card/index.html"]
	cards := regexp.MustCompile(`(?s)<li class="pocket__card.*?</li>`).FindAllString(page, -1)
	if len(cards) != 8 {
		t.Fatalf("%d cards in %s", len(cards), page)
	}
	text := regexp.MustCompile(`(?s)<[^>]*>`)
	for i, card := range cards {
		want := "100 200 Free of charge Always 500 Guards"
		if i%2 == 1 {
			want = "100 200 500"
		}
		if got := strings.Join(strings.Fields(text.ReplaceAllString(card, " ")), " "); got != want {
			t.Errorf("card %d: %q, want %q", i+1, got, want)
		}
		if more := strings.Contains(card, "pocket__card--more"); more != (i > 1) {
			t.Errorf("card %d is shown on the screen: %t", i+1, !more)
		}
	}
	if !strings.Contains(page, `<body class="bare">`) {
		t.Error("the print would have the name of the site on it")
	}
}
