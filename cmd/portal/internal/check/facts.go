package check

import (
	"maps"
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// series: a figure is broken down by dimensions that its series names.
func (c *checker) series() {
	for _, s := range c.site.Series.All {
		for i, o := range s.Observations {
			for _, d := range slices.Sorted(maps.Keys(o.Breakdown)) {
				if !slices.Contains(s.Dimensions, d) {
					c.report(diag.NewError("dimension-unknown", s.At(model.Item("observations", i)+".breakdown."+d),
						"dimension", d, "dimensions", strings.Join(s.Dimensions, ", ")))
				}
			}
		}
	}
}

// confirm: what site.yaml lists as unknown blocks a release.
func (c *checker) confirm() {
	for i, open := range c.site.Config.Confirm {
		at := model.Item("confirm", i) + ".what"
		c.blocks(diag.NewError("to-confirm", c.site.Config.At(at), "what", open.What[c.site.Config.Source()], "page", open.Page))
	}
}
