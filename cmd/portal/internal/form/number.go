package form

import (
	"math/big"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
)

// numbers are the signs of a language's numbers.
type numbers struct {
	point string // between the whole and the fraction
	group string // between thousands
}

// numbersOf reads the signs off a number that the language has written.
func numbersOf(p *locale.Printer) numbers {
	sample := p.Number("1234.5")
	rest := strings.TrimSuffix(strings.TrimPrefix(sample, "1"), "5")
	group, point, _ := strings.Cut(rest, "234")
	return numbers{point, cleaned(group)}
}

// read reads a number as people type it: "1200", "1 200,50", "1.200,50", "12.5",
// "−3". It is exact: a text that could mean two numbers is none of them. Then
// other is set, and both are written as they would have to be typed to be
// understood. Everything is empty for what is no number.
//
// A sign followed by exactly three digits is what is ambiguous: "1.200" may be
// twelve hundred or one and a fifth. It is read as thousands only where that is
// the language's own sign for thousands.
func (n numbers) read(text string) (decimal, other string) {
	sign := ""
	for _, minus := range []string{"-", "\u2212"} {
		if rest, ok := strings.CutPrefix(text, minus); ok {
			sign, text = "-", rest
		}
	}
	whole, fraction := text, ""
	if i := strings.LastIndexAny(text, ".,"); i >= 0 {
		mark := text[i : i+1]
		before, after := text[:i], text[i+1:]
		switch {
		case strings.Contains(before, mark): // 1.200.000: the last one too
		case n.doubtful(before, after) && mark == n.group:
		case n.doubtful(before, after):
			fifth := strings.TrimRight(after, "0")
			if fifth == "" {
				fifth = "0"
			}
			return sign + before + after, sign + before + n.point + fifth
		default:
			whole, fraction = before, after
			if !digits(fraction) {
				return "", ""
			}
		}
	}
	whole, ok := joined(whole)
	if !ok {
		return "", ""
	}
	whole = strings.TrimLeft(whole, "0")
	if whole == "" {
		whole = "0"
	}
	if fraction != "" {
		return sign + whole + "." + fraction, ""
	}
	return sign + whole, ""
}

// doubtful reports whether the sign between two runs of digits could stand for
// thousands.
func (n numbers) doubtful(before, after string) bool {
	return len(after) == 3 && digits(after) && digits(before) && len(before) <= 3 && before[0] != '0'
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// joined are the digits of a whole number; false when it is none. Thousands are
// set apart by one sign throughout.
func joined(whole string) (string, bool) {
	if digits(whole) {
		return whole, true
	}
	for _, mark := range []string{" ", ".", ",", "'", "’"} {
		groups := strings.Split(whole, mark)
		if len(groups) < 2 || len(groups[0]) > 3 || !digits(groups[0]) {
			continue
		}
		ok := true
		for _, g := range groups[1:] {
			ok = ok && len(g) == 3 && digits(g)
		}
		if ok {
			return strings.Join(groups, ""), true
		}
	}
	return "", false
}

// same reports whether two decimals are the same number.
func same(a, b string) bool {
	x, ok := new(big.Rat).SetString(a)
	y, ok2 := new(big.Rat).SetString(b)
	return ok && ok2 && x.Cmp(y) == 0
}
