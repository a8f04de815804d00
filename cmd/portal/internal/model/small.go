package model

import (
	"math/big"
	"slices"
	"strconv"
)

// HidesCount reports whether a count of people is so small that it could point
// to one of them. Nought tells nothing about anybody.
func (c SmallCells) HidesCount(n int) bool { return n > 0 && n < c.Below }

// Hides is HidesCount for a figure of a table.
func (c SmallCells) Hides(v Decimal) bool {
	n, err := strconv.ParseFloat(string(v), 64) // its grammar has been checked
	return err == nil && n > 0 && n < float64(c.Below)
}

// Shown are the values of a series as readers may see them, one for each
// observation: a [Decimal], or empty where the figure is so small that it could
// point to a person ([SmallCells]), or where a hidden one could be worked out
// from it. Only the authority's own tables are held to that; what others
// published is shown as they did.
//
// What can be worked out is judged within each group of figures that are parts
// of one whole: those of one period that differ in one dimension alone, with the
// figure of the same period without that dimension. In it the smallest figure
// that is still shown goes too, until no hidden one is the only one and none can
// be told from the whole and the rest. Nought is always shown.
func (s *Site) Shown(x *Series) []Decimal {
	out := make([]Decimal, len(x.Observations))
	hidden := false
	for i, o := range x.Observations {
		out[i] = o.Value
		if x.Own && s.Config.SmallCells.Hides(o.Value) {
			out[i], hidden = "", true
		}
	}
	if !hidden {
		return out
	}
	w := wholes{x, s.Config.SmallCells, out}
	for again := true; again; { // a figure may be a part here and the whole there
		again = false
		for _, g := range w.groups() {
			again = w.protect(g) || again
		}
	}
	return out
}

// LatestShown is [Series.Latest] with its value as readers may see it.
func (s *Site) LatestShown(x *Series) (latest *Observation, shown Decimal) {
	latest = x.Latest()
	for i, v := range s.Shown(x) {
		if &x.Observations[i] == latest {
			shown = v
		}
	}
	return latest, shown
}

// ShownRevision is a value of a figure's list of revisions as readers may see it,
// empty when it is hidden. The shown value of the figure itself is given.
func (s *Site) ShownRevision(x *Series, shown, value Decimal) Decimal {
	if shown == "" || x.Own && s.Config.SmallCells.Hides(value) {
		return ""
	}
	return value
}

// wholes are the figures of a series as wholes and their parts.
type wholes struct {
	*Series
	rule  SmallCells
	shown []Decimal // emptied as figures are hidden
}

// group is one whole with its parts, by their places among the observations.
type group struct {
	whole int
	parts []int
}

func (w wholes) groups() []group {
	var out []group
	for whole, o := range w.Observations {
		for _, d := range w.Dimensions {
			if o.Breakdown[d] != "" {
				continue
			}
			g := group{whole: whole}
			for i, part := range w.Observations {
				if part.Period == o.Period && part.Breakdown[d] != "" && sameBut(part.Breakdown, o.Breakdown, d) {
					g.parts = append(g.parts, i)
				}
			}
			if len(g.parts) > 0 {
				out = append(out, g)
			}
		}
	}
	return out
}

// sameBut reports whether two breakdowns are the same in every dimension but one.
func sameBut(x, y map[string]string, but string) bool {
	for _, m := range [...]map[string]string{x, y} {
		for d := range m {
			if d != but && x[d] != y[d] {
				return false
			}
		}
	}
	return true
}

// protect hides one more figure of a group if that is needed, and reports
// whether it did.
func (w wholes) protect(g group) bool {
	if w.shown[g.whole] == "" {
		return false // nothing can be taken from what is not shown
	}
	hidden, next := 0, -1
	for _, i := range g.parts {
		switch {
		case w.shown[i] == "":
			hidden++
		case rational(w.shown[i]).Sign() != 0 && (next < 0 || rational(w.shown[i]).Cmp(rational(w.shown[next])) < 0):
			next = i
		}
	}
	told := w.told(g)
	switch {
	case hidden == 0 || hidden > 1 && !told:
		return false
	case next >= 0:
		w.shown[next] = ""
	case told:
		w.shown[g.whole] = ""
	default:
		return false // the parts do not make the whole, so it gives nothing away
	}
	return true
}

// told reports whether a reader can work out a hidden figure of a group: what is
// left of the whole allows it one value only. A small figure is at least one and
// below the limit; one that was hidden to protect another is not below it.
func (w wholes) told(g group) bool {
	rest, least, most := rational(w.shown[g.whole]), new(big.Rat), new(big.Rat)
	var hidden []int
	for _, i := range g.parts {
		if w.shown[i] == "" {
			hidden = append(hidden, i)
		} else {
			rest.Sub(rest, rational(w.shown[i]))
		}
	}
	for _, i := range hidden {
		from, to := w.bounds(i, rest)
		least.Add(least, from)
		most.Add(most, to)
	}
	return slices.ContainsFunc(hidden, func(i int) bool {
		from, to := w.bounds(i, rest)
		greatest := to
		others := new(big.Rat).Sub(least, from) // at the least
		if high := new(big.Rat).Sub(rest, others); high.Cmp(to) < 0 {
			to = high
		}
		others.Sub(most, greatest) // at the most
		if low := others.Sub(rest, others); low.Cmp(from) > 0 {
			from = low
		}
		return from.Cmp(to) == 0
	})
}

// bounds are the least and the greatest value that a reader must think possible
// for a hidden figure, when so much is left of the whole.
func (w wholes) bounds(i int, rest *big.Rat) (from, to *big.Rat) {
	if w.rule.Hides(w.Observations[i].Value) {
		return big.NewRat(1, 1), big.NewRat(int64(w.rule.Below-1), 1)
	}
	return big.NewRat(int64(w.rule.Below), 1), rest
}

func rational(d Decimal) *big.Rat {
	r, _ := new(big.Rat).SetString(string(d)) // its grammar has been checked
	return r
}
