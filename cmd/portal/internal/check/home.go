package check

import (
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// homeShows: what site.yaml chooses for the home page can be shown there. A page
// must be published, a series have a figure of the whole, a strategy a period.
func (c *checker) homeShows() {
	home := c.site.Config.Home
	if home == nil {
		return
	}
	for i, w := range home.Ways {
		c.homeLeadsTo(w.Page, model.Item("home.ways", i)+".page")
	}
	if home.Caveat != nil {
		c.homeLeadsTo(home.Caveat.Page, "home.caveat.page")
	}
	for i, id := range home.Figures {
		if s := c.site.Series.Get(id); s != nil && s.Latest() == nil {
			c.homeCannotShow("home.figures", i, id, showable(c.site.Series.All, func(s *model.Series) (string, bool) { return s.ID, s.Latest() != nil }))
		}
	}
	if home.Strategies == nil {
		return
	}
	c.homeLeadsTo(home.Strategies.Page, "home.strategies.page")
	for i, id := range home.Strategies.Reports {
		if r := c.site.Reports.Get(id); r != nil && r.Period == "" {
			c.homeCannotShow("home.strategies.reports", i, id, showable(c.site.Reports.All, func(r *model.Report) (string, bool) { return r.ID, r.Period != "" }))
		}
	}
}

func (c *checker) homeLeadsTo(page, path string) {
	if page != "" && c.waits(page) {
		c.report(diag.NewError("page-draft", c.site.Config.At(path), "page", page))
	}
}

func (c *checker) homeCannotShow(list string, i int, id, allowed string) {
	at := model.Item(list, i)
	c.report(diag.NewError("value-unknown", c.site.Config.At(at), "key", at, "value", id, "allowed", allowed))
}

// showable are the ids of the records that can be shown.
func showable[T any](all []*T, judge func(*T) (id string, ok bool)) string {
	var ids []string
	for _, r := range all {
		if id, ok := judge(r); ok {
			ids = append(ids, id)
		}
	}
	return strings.Join(ids, ", ")
}
