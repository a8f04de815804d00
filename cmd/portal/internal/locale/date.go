package locale

import (
	"fmt"

	"golang.org/x/text/language"
)

// style is what CLDR knows of a language and x/text does not. The zero style
// stands for a language without a table: ISO dates, commas, “quotes”.
type style struct {
	months     [12]string // genitive or plain, as a date needs it
	date       string     // day, month, year
	monthYear  string     // month, year
	quarter    string     // quarter, year
	quarters   [4]string
	and        string // between the last two items of a list
	quotes     [4]string
	moneyFirst bool     // the currency stands before the amount
	digraphs   []string // letters of the alphabet that are written with two signs, upper case
}

// styles follow CLDR 45, but for the quotes of sq, which are those of Kosovo's
// official texts („…“), and the quarter of sr, which is that of its plans.
var styles = map[string]style{
	"sq": {
		digraphs: []string{"DH", "GJ", "LL", "NJ", "RR", "SH", "TH", "XH", "ZH"},
		months: [12]string{
			"janar", "shkurt", "mars", "prill", "maj", "qershor",
			"korrik", "gusht", "shtator", "tetor", "nëntor", "dhjetor",
		},
		date: "%d %s %d", monthYear: "%s %d", quarter: "tremujori %s %d",
		quarters: [4]string{"I", "II", "III", "IV"}, and: " dhe ",
		quotes: [4]string{"„", "“", "‚", "‘"},
	},
	"sr-Latn": {
		digraphs: []string{"DŽ", "LJ", "NJ"},
		months: [12]string{
			"januar", "februar", "mart", "april", "maj", "jun",
			"jul", "avgust", "septembar", "oktobar", "novembar", "decembar",
		},
		date: "%d. %s %d.", monthYear: "%s %d.", quarter: "%s kvartal %d.",
		quarters: [4]string{"1.", "2.", "3.", "4."}, and: " i ",
		quotes: [4]string{"„", "“", "‚", "‘"},
	},
	"sr-Cyrl": {
		months: [12]string{
			"јануар", "фебруар", "март", "април", "мај", "јун",
			"јул", "август", "септембар", "октобар", "новембар", "децембар",
		},
		date: "%d. %s %d.", monthYear: "%s %d.", quarter: "%s квартал %d.",
		quarters: [4]string{"1.", "2.", "3.", "4."}, and: " и ",
		quotes: [4]string{"„", "“", "‚", "‘"},
	},
	"en": {
		months: [12]string{
			"January", "February", "March", "April", "May", "June",
			"July", "August", "September", "October", "November", "December",
		},
		date: "%d %s %d", monthYear: "%s %d", quarter: "%s %d",
		quarters: [4]string{"Q1", "Q2", "Q3", "Q4"}, and: " and ",
		quotes: [4]string{"“", "”", "‘", "’"}, moneyFirst: true,
	},
}

// styleOf finds the table of a language. "sr" alone is Cyrillic, as in CLDR.
func styleOf(tag language.Tag) style {
	base, _, _ := tag.Raw() // Base would take an undetermined language for English
	name := base.String()
	if name == "sr" {
		script, _ := tag.Script()
		name += "-" + script.String()
	}
	s, ok := styles[name]
	if !ok {
		s.quotes = [4]string{"“", "”", "‘", "’"}
	}
	return s
}

// Date writes a day: sq "22 nëntor 2026", sr "22. novembar 2026.",
// en "22 November 2026", other languages "2026-11-22".
func (p *Printer) Date(year, month, day int) string {
	if p.style.date == "" || month < 1 || month > 12 {
		return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
	}
	return fmt.Sprintf(p.style.date, day, p.style.months[month-1], year)
}

// MonthYear writes a month: "nëntor 2026", "novembar 2026.", "November 2026",
// other languages "2026-11".
func (p *Printer) MonthYear(year, month int) string {
	if p.style.date == "" || month < 1 || month > 12 {
		return fmt.Sprintf("%04d-%02d", year, month)
	}
	return fmt.Sprintf(p.style.monthYear, p.style.months[month-1], year)
}

// Quarter writes a quarter of a year: sq "tremujori IV 2015", sr "4. kvartal
// 2015.", en "Q4 2015", other languages "2015-Q4".
func (p *Printer) Quarter(year, quarter int) string {
	if p.style.date == "" || quarter < 1 || quarter > 4 {
		return fmt.Sprintf("%04d-Q%d", year, quarter)
	}
	return fmt.Sprintf(p.style.quarter, p.style.quarters[quarter-1], year)
}

// YearRange writes years with an en dash, "2015–2017"; one year when they are equal.
func (p *Printer) YearRange(from, to int) string {
	if from == to {
		return fmt.Sprint(from)
	}
	return fmt.Sprintf("%d–%d", from, to)
}

// ListAnd joins items as a sentence does: "a, b dhe c", "a, b i c", "a, b and c";
// with commas alone in a language without a table.
func (p *Printer) ListAnd(items []string) string {
	var list string
	for i, item := range items {
		switch {
		case i == 0:
		case i == len(items)-1 && p.style.and != "":
			list += p.style.and
		default:
			list += ", "
		}
		list += item
	}
	return list
}

// Quotes are the quotation marks of the language, outer and inner.
func (p *Printer) Quotes() (open, close, openSingle, closeSingle string) {
	q := p.style.quotes
	return q[0], q[1], q[2], q[3]
}
