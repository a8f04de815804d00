package model

import "strconv"

// Shown are the values of a series as readers may see them, one for each
// observation: a [Decimal], or empty where the figure is so small that it could
// point to a person ([SmallCells]). Only the authority's own tables are
// held to that; what others published is shown as they did.
func (s *Site) Shown(x *Series) []Decimal {
	out := make([]Decimal, len(x.Observations))
	for i, o := range x.Observations {
		out[i] = o.Value
		if x.Own && s.Config.SmallCells.hides(o.Value) {
			out[i] = ""
		}
	}
	return out
}

// hides reports whether a count is small. Nought tells nothing about anybody.
func (c SmallCells) hides(v Decimal) bool {
	n, err := strconv.ParseFloat(string(v), 64) // its grammar has been checked
	return err == nil && n > 0 && n < float64(c.Below)
}
