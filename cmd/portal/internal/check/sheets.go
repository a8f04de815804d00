package check

import (
	"slices"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// sheets: a language with help sheets only has the help page and nothing else,
// and no sheet is released that no native reader has checked.
func (c *checker) sheets() {
	for _, p := range c.site.Pages {
		l := c.site.Config.Language(p.Lang)
		if l == nil || !l.HelpOnly {
			continue
		}
		if !slices.Contains(c.site.Config.ShortAddresses, p.ID) {
			c.report(diag.NewError("sheet-page", diag.Pos{File: p.File, Line: 1, Col: 1}, "language", l.Name, "page", p.ID))
			continue
		}
		if l.ReviewedBy == "" || l.ReviewedOn.IsZero() {
			i := slices.IndexFunc(c.site.Config.Languages, func(x model.Language) bool { return x.ID == l.ID })
			c.blocks(diag.NewError("sheet-unreviewed", c.site.Config.At(model.Item("languages", i)), "language", l.Name, "file", p.File))
		}
	}
}
