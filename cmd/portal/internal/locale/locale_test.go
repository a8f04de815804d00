package locale

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/language"
)

// languages of most tests; de stands for a language without a table of ours.
var languages = []Language{{"sq", "sq"}, {"sr", "sr-Latn"}, {"en", "en"}, {"de", "de"}}

// printers gives a Set that knows conventions but no words.
func printers(t testing.TB) *Set {
	t.Helper()
	set, _ := New(append(languages, Language{"sr-cyrl", "sr-Cyrl"}, Language{"xx", "not a tag"}), nil)
	return set
}

type row struct{ lang, in, want string }

func TestNumberFollowsCLDRAndStaysExact(t *testing.T) {
	set := printers(t)
	for _, c := range []row{
		{"sq", "1234567.891", "1\u00a0234\u00a0567,891"},
		{"sr", "1234567.891", "1.234.567,891"},
		{"sr-cyrl", "1234567.891", "1.234.567,891"},
		{"en", "1234567.891", "1,234,567.891"},
		{"de", "1234567.891", "1.234.567,891"},
		{"hi", "1234567.5", "12,34,567.5"},
		{"xx", "1234.5", "1,234.5"},
		{"sq", "2026", "2\u00a0026"},
		{"sr", "999", "999"},
		{"sr", "-1000", "-1.000"},
		{"en", "0.10", "0.10"},
		{"en", "123456789012345678901234567890.000000000000000000001", "123,456,789,012,345,678,901,234,567,890.000000000000000000001"},
		{"en", "<3", "<3"},
		{"en", "007", "007"},
		{"en", "1.", "1."},
		{"en", "1e9", "1e9"},
		{"en", "", ""},
	} {
		if got := set.Printer(c.lang).Number(c.in); got != c.want {
			t.Errorf("%s: Number(%q) = %q, want %q", c.lang, c.in, got, c.want)
		}
	}
}

func TestIntIsNumber(t *testing.T) {
	p := printers(t).Printer("sr")
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1.000", -5: "-5", -1234567: "-1.234.567"} {
		if got := p.Int(n); got != want {
			t.Errorf("Int(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestPercentKeepsDecimals(t *testing.T) {
	set := printers(t)
	for _, c := range []row{
		{"sq", "12.5", "12,5%"},
		{"sr", "12.5", "12,5%"},
		{"en", "12.5", "12.5%"},
		{"de", "12.5", "12,5\u00a0%"},
		{"tr", "-12.5", "-%12,5"},
		{"en", "<3", "<3%"},
	} {
		if got := set.Printer(c.lang).Percent(c.in); got != c.want {
			t.Errorf("%s: Percent(%q) = %q, want %q", c.lang, c.in, got, c.want)
		}
	}
}

func TestMoneyFollowsCLDR(t *testing.T) {
	set := printers(t)
	for _, c := range []struct{ lang, decimal, currency, want string }{
		{"sq", "172960", "EUR", "172\u00a0960\u00a0€"},
		{"sr", "172960", "EUR", "172.960\u00a0€"},
		{"en", "172960", "EUR", "€172,960"},
		{"en", "-172960.50", "EUR", "-€172,960.50"},
		{"sq", "1500", "USD", "1\u00a0500\u00a0US$"},
		{"sr", "1500", "USD", "1.500\u00a0US$"},
		{"en", "1500", "USD", "$1,500"},
		{"en", "5", "CHF", "CHF\u00a05"},
		{"de", "-5", "EUR", "-5\u00a0€"},
		{"en", "5", "no code", "no\u00a0code\u00a05"},
	} {
		want := strings.ReplaceAll(c.want, "no\u00a0code", "no code")
		if got := set.Printer(c.lang).Money(c.decimal, c.currency); got != want {
			t.Errorf("%s: Money(%q, %q) = %q, want %q", c.lang, c.decimal, c.currency, got, want)
		}
	}
}

func TestBytesRoundsToWhatPeopleRead(t *testing.T) {
	p := printers(t).Printer("sq")
	for n, want := range map[int64]string{
		0: "0 B", 999: "999 B", 1000: "1 KB", 12_400: "12,4 KB", 12_449: "12,4 KB", 12_450: "12,5 KB",
		99_949: "99,9 KB", 99_950: "100 KB", 340_400: "340 KB", 999_499: "999 KB", 999_500: "1 MB",
		1_240_000: "1,2 MB", 1_000_000_000: "1 GB", 1_500_000_000_000: "1 500 GB", 1<<63 - 1: "9 223 372 037 GB",
	} {
		want = strings.ReplaceAll(want, " ", "\u00a0")
		if got := p.Bytes(n); got != want {
			t.Errorf("Bytes(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestDates(t *testing.T) {
	set := printers(t)
	for _, c := range []struct{ lang, date, month, quarter, last string }{
		{"sq", "22 nëntor 2026", "nëntor 2026", "tremujori IV 2015", "1 mars 2020"},
		{"sr", "22. novembar 2026.", "novembar 2026.", "4. kvartal 2015.", "1. mart 2020."},
		{"sr-cyrl", "22. новембар 2026.", "новембар 2026.", "4. квартал 2015.", "1. март 2020."},
		{"en", "22 November 2026", "November 2026", "Q4 2015", "1 March 2020"},
		{"de", "2026-11-22", "2026-11", "2015-Q4", "2020-03-01"},
		{"xx", "2026-11-22", "2026-11", "2015-Q4", "2020-03-01"},
	} {
		p := set.Printer(c.lang)
		got := []string{p.Date(2026, 11, 22), p.MonthYear(2026, 11), p.Quarter(2015, 4), p.Date(2020, 3, 1)}
		if want := []string{c.date, c.month, c.quarter, c.last}; !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", c.lang, got, want)
		}
	}
}

func TestDatesThatDoNotExistDoNotPanic(t *testing.T) {
	p := printers(t).Printer("sq")
	got := []string{p.Date(2026, 13, 1), p.Date(2026, 0, 1), p.MonthYear(2026, 13), p.Quarter(2026, 5)}
	if want := []string{"2026-13-01", "2026-00-01", "2026-13", "2026-Q5"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestYearRange(t *testing.T) {
	p := printers(t).Printer("sr")
	if a, b := p.YearRange(2015, 2017), p.YearRange(2015, 2015); a != "2015–2017" || b != "2015" {
		t.Errorf("%q, %q", a, b)
	}
}

func TestListAnd(t *testing.T) {
	set := printers(t)
	for _, c := range []row{
		{"sq", "", ""},
		{"sq", "a", "a"},
		{"sq", "a b", "a dhe b"},
		{"sq", "a b c", "a, b dhe c"},
		{"sr", "a b c", "a, b i c"},
		{"en", "a b c", "a, b and c"},
		{"de", "a b c", "a, b, c"},
	} {
		if got := set.Printer(c.lang).ListAnd(strings.Fields(c.in)); got != c.want {
			t.Errorf("%s: ListAnd(%s) = %q, want %q", c.lang, c.in, got, c.want)
		}
	}
}

func TestQuotes(t *testing.T) {
	set := printers(t)
	for lang, want := range map[string]string{"sq": "„“‚‘", "sr": "„“‚‘", "en": "“”‘’", "de": "“”‘’"} {
		a, b, c, d := set.Printer(lang).Quotes()
		if a+b+c+d != want {
			t.Errorf("%s: %s, want %s", lang, a+b+c+d, want)
		}
	}
}

func TestAlphabets(t *testing.T) {
	alphabets := map[string]string{
		"sq":      "cep çadër dac drejt dhi ec ëndërr gaz gjak hap lum llak nam njeri rap rreth sot shi tak thikë veri xixë xhep zot zhurmë",
		"sr":      "cena čas ćup dan dvor džep đak eho lak lud ljubav nada nož njuška sat šator zec žaba",
		"sr-cyrl": "аба бег вода глас дан ђак живот зец јака љубав његов ћуп час џеп шатор",
		"en":      "apple café cafes Zagreb zebra",
	}
	set := printers(t)
	for lang, want := range alphabets {
		words := strings.Fields(want)
		slices.Reverse(words)
		p := set.Printer(lang)
		byCompare := slices.Clone(words)
		slices.SortFunc(byCompare, p.Compare)
		Sort(p, words, func(s string) string { return s })
		if got := strings.Join(words, " "); got != want {
			t.Errorf("%s: Sort gives %s, want %s", lang, got, want)
		}
		if got := strings.Join(byCompare, " "); got != want {
			t.Errorf("%s: Compare gives %s, want %s", lang, got, want)
		}
	}
}

func TestSortKeepsTheOrderOfEqualTexts(t *testing.T) {
	type page struct{ title, id string }
	list := []page{{"b", "1"}, {"a", "2"}, {"b", "3"}, {"a", "4"}}
	Sort(printers(t).Printer("sq"), list, func(p page) string { return p.title })
	if got := list[0].id + list[1].id + list[2].id + list[3].id; got != "2413" {
		t.Errorf("order %s, want 2413", got)
	}
}

func TestPrinterServesManyGoroutines(t *testing.T) {
	set, list := New(languages[:2], catalogues())
	if len(list) > 0 {
		t.Fatal(list)
	}
	p := set.Printer("sr")
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for n := range 200 {
				if p.Compare("čas", "ćup") >= 0 {
					t.Error("č stands before ć")
				}
				if _, err := p.N("activities", n, "who", "MPB"); err != nil {
					t.Error(err)
				}
				p.Money("5", "EUR")
			}
		})
	}
	wait.Wait()
}

func TestPluralFormsAreThoseOfCLDR(t *testing.T) {
	for tag, want := range map[string]string{
		"sq": "one other", "sr-Latn": "one few other", "sr-Cyrl": "one few other", "en": "one other", "de": "one other",
		"tr": "one other", "bs": "one few other", "ro": "one few other", "pl": "one few many other", "fr": "one many other",
		"ar": "zero one two few many other", "cy": "zero one two few many other", "br": "one two few many other",
		"lt": "one few many other", "lv": "zero one other", "ja": "other", "rom": "one other", "mk": "one other", "sl": "one two few other",
	} {
		if got := strings.Join(rulesOf(language.MustParse(tag)).forms, " "); got != want {
			t.Errorf("%s: %s, want %s", tag, got, want)
		}
	}
}

// TestInitialIsALetterOfTheAlphabet: an accent makes another letter only where
// the language has it.
func TestInitialIsALetterOfTheAlphabet(t *testing.T) {
	for _, test := range []struct{ tag, word, want string }{
		{"en", "école", "E"},
		{"en", "Šabac", "S"},
		{"en", "aid", "A"},
		{"en", "18", "1"},
		{"en", "", ""},
		{"en", "„x“", "„"},
		{"sq", "ëndrra", "Ë"},
		{"sq", "çështja", "Ç"},
		{"sq", "dhuna", "Dh"},
		{"sq", "école", "E"},
		{"sq", "Šabac", "S"},
		{"sr-Latn", "šuma", "Š"},
		{"sr-Latn", "đak", "Đ"},
		{"sr-Latn", "čas", "Č"},
		{"sr-Latn", "ljudi", "Lj"},
		{"sr-Latn", "école", "E"},
		{"sr-Cyrl", "људи", "Љ"},
	} {
		set, _ := New([]Language{{ID: "x", BCP47: test.tag}}, nil)
		if got := set.Printer("x").Initial(test.word); got != test.want {
			t.Errorf("%s: %q is filed under %q, want %q", test.tag, test.word, got, test.want)
		}
	}
}
