package check

import (
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// formerIDs: an id that a record had leads to that record alone, so no other has
// it, or had it.
func (c *checker) formerIDs() {
	type name struct {
		kind model.Kind
		id   string
	}
	files := map[name]string{}
	for _, e := range c.site.Records() {
		r := e.Record.Base()
		files[name{e.Kind, r.ID}] = r.File
	}
	for _, e := range c.site.Records() {
		was, ok := e.Record.(interface{ Former() *model.Renamed })
		if !ok {
			continue
		}
		for i, id := range was.Former().FormerIDs {
			if id == "" {
				continue // it is none; that has been said
			}
			if other, taken := files[name{e.Kind, id}]; taken {
				c.report(diag.NewError("id-duplicate", e.Record.Base().At(model.Item("former_ids", i)), "id", id, "other", other))
			}
			files[name{e.Kind, id}] = e.Record.Base().File
		}
	}
}
