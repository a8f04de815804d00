package model

import (
	"math/big"
	"strconv"
	"strings"
)

// Latest is the newest figure of a series as a whole: of those without a
// breakdown the one whose period ends last, and of two that end in one year the
// one that stands further down. It is nil when every figure is of a part.
func (s *Series) Latest() *Observation {
	var latest *Observation
	for i := range s.Observations {
		o := &s.Observations[i]
		if len(o.Breakdown) == 0 && (latest == nil || o.Period.lastYear() >= latest.Period.lastYear()) {
			latest = o
		}
	}
	return latest
}

// Span is the first and last year that a series has figures for, 0 and 0 when no
// period names a year.
func (s *Series) Span() (first, last int) {
	for _, o := range s.Observations {
		from, to := o.Period.Years()
		for _, y := range [...]int{from, to} {
			if y > 0 && (first == 0 || y < first) {
				first = y
			}
			last = max(last, y)
		}
	}
	return first, last
}

func (p Period) lastYear() int {
	from, to := p.Years()
	return max(from, to)
}

// ObservationIDs name the figures of a series, one for each observation, unique
// within it and made to last: they are the anchors of the figures on the page of
// the series, and people cite them. An id is the period and the breakdown,
// "2019-sex-female"; only where two figures share both does the later one add
// its source, by the first id that it had, and then a number.
func (s *Site) ObservationIDs(x *Series) []string {
	out, taken := make([]string, len(x.Observations)), map[string]bool{}
	for i, o := range x.Observations {
		id := o.Period.anchor()
		for _, d := range x.Dimensions {
			if v := o.Breakdown[d]; v != "" {
				id += "-" + folded(d) + "-" + folded(v)
			}
		}
		if taken[id] {
			id += "-" + folded(s.firstID(o.Source.ID))
		}
		for base, n := id, 2; taken[id]; n++ {
			id = base + "-" + strconv.Itoa(n)
		}
		out[i], taken[id] = id, true
	}
	return out
}

// firstID is the id that a source had before it was ever renamed.
func (s *Site) firstID(source string) string {
	if r := s.Sources.Get(source); r != nil {
		for _, id := range r.FormerIDs {
			return id // the oldest
		}
	}
	return source
}

// anchor is a period as part of an address.
func (p Period) anchor() string {
	first, last, ranged := strings.Cut(folded(string(p)), "/")
	switch {
	case p == "":
		return "undated"
	case !ranged:
		return first
	case first == "..":
		return "until-" + last
	case last == "..":
		return "from-" + first
	}
	return first + "-" + last
}

// folded is a name of data as part of an address: small letters, digits and what
// a period is made of, with a hyphen for anything else.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9', r == '.', r == '/':
			return r
		}
		return '-'
	}, s)
}

// Minus is x − y, exact, with as many decimals as the longer of the two has.
func (x Decimal) Minus(y Decimal) Decimal {
	decimals := max(x.decimals(), y.decimals())
	return Decimal(new(big.Rat).Sub(rational(x), rational(y)).FloatString(decimals))
}

func (x Decimal) decimals() int {
	_, after, _ := strings.Cut(string(x), ".")
	return len(after)
}
