package locale

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/currency"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

const (
	noBreakSpace = "\u00a0"
	digits       = "0123456789"
)

// symbols are the number conventions of a language: "-1.234.567,891", "50 %".
type symbols struct {
	minus, group, decimal       string
	inner                       int // digits in a group, but for the last, which has three
	beforePercent, afterPercent string
}

// symbolsOf reads the conventions off numbers that x/text has written by CLDR,
// because it does not give them out and itself writes from floats, which are not
// exact. Digits are always 0–9, so that figures can be compared and copied.
func symbolsOf(tag language.Tag) symbols {
	if t, err := tag.SetTypeForKey("nu", "latn"); err == nil {
		tag = t
	}
	p := message.NewPrinter(tag)
	sample := p.Sprint(number.Decimal(-1234567.5)) // -1,234,567.5 or -12,34,567.5
	fields := strings.FieldsFunc(sample, isDigit)
	groups := strings.FieldsFunc(sample, func(r rune) bool { return !isDigit(r) })
	percent := p.Sprint(number.Percent(0.5))
	before, after, _ := strings.Cut(percent, "50")
	if len(fields) != 4 || len(groups) != 4 {
		return symbols{minus: "-", group: ",", decimal: ".", inner: 3, afterPercent: "%"}
	}
	return symbols{
		minus: fields[0], group: fields[1], decimal: fields[3], inner: len(groups[1]),
		beforePercent: before, afterPercent: after,
	}
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// Number writes a plain decimal ("-1234567.891", any length, exactly) as the
// language does: sq "1 234 567,891" with no-break spaces, sr "1.234.567,891",
// en "1,234,567.891". Zeros after the point are kept: they say how exact a figure
// is. What is not a plain decimal ("<3", "007") comes back as it is.
func (p *Printer) Number(decimal string) string {
	return p.around(decimal, "", "")
}

// split takes a plain decimal apart: -?(0|[1-9][0-9]*)(\.[0-9]+)?
func split(decimal string) (negative bool, whole, fraction string, ok bool) {
	rest, negative := strings.CutPrefix(decimal, "-")
	whole, fraction, point := strings.Cut(rest, ".")
	switch {
	case whole == "" || len(whole) > 1 && whole[0] == '0' || point && fraction == "":
		return false, "", "", false
	case strings.Trim(whole, digits) != "" || strings.Trim(fraction, digits) != "":
		return false, "", "", false
	}
	return negative, whole, fraction, true
}

func (s symbols) write(b *strings.Builder, whole, fraction string) {
	for i := range len(whole) {
		if left := len(whole) - i; i > 0 && (left == 3 || left > 3 && (left-3)%s.inner == 0) {
			b.WriteString(s.group)
		}
		b.WriteByte(whole[i])
	}
	if fraction != "" {
		b.WriteString(s.decimal)
		b.WriteString(fraction)
	}
}

// Int writes n with the separators of the language.
func (p *Printer) Int(n int) string {
	if 0 <= n && n < 1000 {
		return strconv.Itoa(n)
	}
	return p.Number(strconv.Itoa(n))
}

// Percent writes "12.5" as "12,5%" (the sign's place and blank are CLDR's). What
// is not a plain decimal keeps its own form.
func (p *Printer) Percent(decimal string) string {
	return p.around(decimal, p.symbols.beforePercent, p.symbols.afterPercent)
}

// Money writes an amount with the symbol of its ISO 4217 currency:
// sq "172 960 €", sr "172.960 €", en "€172,960". Cents are written as given.
func (p *Printer) Money(decimal, iso string) string {
	symbol := p.currency(iso)
	if !p.style.moneyFirst {
		return p.around(decimal, "", noBreakSpace+symbol)
	}
	if last, _ := utf8.DecodeLastRuneInString(symbol); unicode.IsLetter(last) {
		symbol += noBreakSpace // CLDR: "CHF 5", but "€5"
	}
	return p.around(decimal, symbol, "")
}

// around writes a decimal between two marks and keeps a minus in front of all:
// -€5, not €-5.
func (p *Printer) around(decimal, before, after string) string {
	negative, whole, fraction, ok := split(decimal)
	if !ok {
		return before + decimal + after
	}
	var b strings.Builder
	if negative {
		b.WriteString(p.symbols.minus)
	}
	b.WriteString(before)
	p.symbols.write(&b, whole, fraction)
	b.WriteString(after)
	return b.String()
}

// currency is the symbol by which the language knows a currency, else its code.
func (p *Printer) currency(iso string) string {
	unit, err := currency.ParseISO(iso)
	if err != nil {
		return iso
	}
	return message.NewPrinter(p.tag).Sprint(currency.Symbol(unit))
}

// Bytes writes a file's size for a reader: "512 B", "12,4 KB", "340 KB", "1,2 MB".
// A KB is 1,000 bytes (ISO/IEC 80000), as browsers and telephones count.
func (p *Printer) Bytes(n int64) string {
	unit, name := int64(1), "B"
	for _, larger := range [...]string{"KB", "MB", "GB"} {
		if n < unit*1000-unit/2 { // 999.5 KB or more is shown as 1 MB
			break
		}
		unit, name = unit*1000, larger
	}
	whole, tenths := n/unit, (n%unit*10+unit/2)/unit
	if whole >= 100 {
		whole, tenths = whole+n%unit*2/unit, 0
	} else if tenths == 10 {
		whole, tenths = whole+1, 0
	}
	decimal := strconv.FormatInt(whole, 10)
	if tenths > 0 {
		decimal += "." + strconv.FormatInt(tenths, 10)
	}
	return p.Number(decimal) + noBreakSpace + name
}
