package render

import (
	"cmp"
	"slices"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// campaignsOf are the campaigns that carry out an activity.
func (a *assembler) campaignsOf(activity string) []Link {
	var out []Link
	for _, c := range a.in.Site.Campaigns.All {
		if slices.Contains(c.Activities, activity) {
			out = append(out, Link{Words: a.words(c.Title), URL: a.url(model.KindCampaign, c.ID)})
		}
	}
	return out
}

// recommendationsOf are the recommendations that name an activity.
func (a *assembler) recommendationsOf(activity string) []Link {
	var out []Link
	for _, r := range a.in.Site.Recommendations.All {
		if slices.Contains(r.Activities, activity) {
			w := a.words(r.Text)
			if r.Number != "" {
				w.Text = r.Number + ". " + w.Text
			}
			out = append(out, Link{Words: w, URL: a.url(model.KindRecommendation, r.ID)})
		}
	}
	return out
}

// reportsOf are the reports that a body publishes, with the state of each.
func (a *assembler) reportsOf(institution string) []ReportRow {
	var out []ReportRow
	for _, r := range a.reportsByAge() {
		if r.Publisher == institution {
			out = append(out, a.reportRow(r))
		}
	}
	return out
}

// mentioned finds, for each record, the pages whose text leads to it.
func (a *assembler) mentioned() map[model.Kind]map[string][]string {
	out := map[model.Kind]map[string][]string{}
	for _, id := range a.in.Site.PageIDs() {
		p := a.best(id)
		if p == nil || !a.in.Site.Published(id, a.in.Date) || a.in.Docs[p.File] == nil {
			continue
		}
		for _, l := range a.in.Docs[p.File].Links {
			kind := model.Kind(l.Scheme)
			if out[kind] == nil {
				out[kind] = map[string][]string{}
			}
			if !slices.Contains(out[kind][l.ID], id) {
				out[kind][l.ID] = append(out[kind][l.ID], id)
			}
		}
	}
	return out
}

// mentions are links to the pages that speak of a record, by their titles.
func (a *assembler) mentions(kind model.Kind, id string) []Link {
	var out []Link
	for _, page := range a.spokenOf[kind][id] {
		out = append(out, *a.pageLink(page))
	}
	slices.SortStableFunc(out, func(x, y Link) int { return cmp.Or(a.p.Compare(x.Text, y.Text), cmp.Compare(x.URL, y.URL)) })
	return out
}
