package check

import (
	"maps"
	"math/big"
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// series: a figure is broken down by dimensions that its series names, and its
// corrections lead to it.
func (c *checker) series() {
	for _, s := range c.site.Series.All {
		for i, o := range s.Observations {
			for _, d := range slices.Sorted(maps.Keys(o.Breakdown)) {
				if !slices.Contains(s.Dimensions, d) {
					c.report(diag.NewError("dimension-unknown", s.At(model.Item("observations", i)+".breakdown."+d),
						"dimension", d, "dimensions", strings.Join(s.Dimensions, ", ")))
				}
			}
			c.revisions(s, model.Item("observations", i), o)
		}
	}
}

// revisions: the corrections of a figure are a chain, from what was published
// first to what stands there now.
func (c *checker) revisions(s *model.Series, at string, o model.Observation) {
	broken := func(place string) {
		c.report(diag.NewError("revision-chain", s.At(at+place), "value", string(o.Value)))
	}
	for i, r := range o.Revised {
		here := model.Item(".revised", i)
		next, nextAt := o.Value, here+".new" // what this one must lead to
		if i+1 < len(o.Revised) {
			next, nextAt = o.Revised[i+1].Old, model.Item(".revised", i+1)+".old"
		}
		if !sameNumber(r.New, next) {
			broken(nextAt)
		}
		if i > 0 && !r.On.IsZero() && !o.Revised[i-1].On.Before(r.On) {
			broken(here + ".on")
		}
	}
}

// sameNumber compares two figures by their value: 12 and 12.0 are one. What could
// not be read has been told and is the same as anything.
func sameNumber(x, y model.Decimal) bool {
	a, readable := new(big.Rat).SetString(string(x))
	b, alsoReadable := new(big.Rat).SetString(string(y))
	return !readable || !alsoReadable || a.Cmp(b) == 0
}

// smallCells: who hides small counts says what stands in their place.
func (c *checker) smallCells() {
	hide := c.site.Config.SmallCells
	at := c.site.Config.At("small_cells")
	if hide.Below > 0 && hide.Show == "" && c.site.Config.At("small_cells.show") == at {
		c.report(diag.NewError("key-missing", at, "key", "small_cells.show", "kind", string(model.KindSite)))
	}
}

// confirm: what site.yaml lists as unknown blocks a release.
func (c *checker) confirm() {
	for i, open := range c.site.Config.Confirm {
		at := model.Item("confirm", i) + ".what"
		c.blocks(diag.NewError("to-confirm", c.site.Config.At(at), "what", open.What[c.site.Config.Source()], "page", open.Page))
	}
}
