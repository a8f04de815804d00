package check

import (
	"cmp"
	"strconv"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// confidential: a place that must not be found has no address, map or photo in
// this repository, published or not.
func (c *checker) confidential() {
	for _, i := range c.site.Institutions.All {
		if !i.Confidential {
			continue
		}
		for _, key := range []struct {
			name string
			set  bool
		}{{"address", len(i.Address) > 0}, {"map", i.Map != ""}, {"photo", i.Photo != ""}} {
			if key.set {
				c.report(diag.NewError("confidential-address", i.At(key.name), "key", key.name))
			}
		}
	}
}

// helplines: a number that nobody checked, or checked long ago, may be dead.
func (c *checker) helplines() {
	months := c.site.Config.HelplineMonths
	for _, h := range c.site.Helplines.All {
		number := cmp.Or(string(h.Number), h.ID) // one that cannot be read is known by its file
		switch {
		case h.VerifiedOn.IsZero() && unreadable(&h.Record, "verified_on"):
		case h.VerifiedOn.IsZero():
			c.blocks(diag.NewError("helpline-unverified", h.At("number"), "number", number))
		case months > 0 && h.VerifiedOn.AddMonths(months).Before(c.opt.Date):
			c.blocks(diag.NewError("helpline-old", h.At("verified_on"),
				"number", number, "date", h.VerifiedOn.String(), "months", strconv.Itoa(months)))
		}
	}
	if len(c.site.Helplines.All) == 0 && !c.site.AnyBroken(model.KindHelpline) {
		c.blocks(diag.NewError("helpline-none", diag.Pos{File: "data/helplines"}))
	}
}
