package render

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// planMatrix is the page of who does what.
func (a *assembler) planMatrix(f Frame, p *model.Page, body template.HTML) PlanMatrixView {
	v := PlanMatrixView{Frame: f, Body: body, Matrix: a.matrix(), Views: a.planViews(p.ID), Source: a.planSource()}
	if ids := a.in.Site.OfKind(model.PagePlanByInstitution, a.in.Date); len(ids) > 0 {
		v.Words = a.pageLink(ids[0])
	}
	return v
}

func (a *assembler) matrix() Matrix {
	var m Matrix
	var columns []string
	for _, o := range a.in.Site.Objectives.All {
		switch {
		case o.Parent == "":
			m.Strategic = append(m.Strategic, MatrixHead{Text: a.t("objective-short", "id", o.ID), URL: a.url(model.KindObjective, o.ID)})
		case a.counts[o.ID] > 0:
			m.Specific = append(m.Specific, MatrixHead{Text: o.ID, URL: a.url(model.KindObjective, o.ID), Columns: 1})
			columns = append(columns, o.ID)
		}
	}
	m.Strategic = a.spans(m.Strategic, columns)
	for _, id := range a.byRole() {
		row := MatrixRow{Institution: a.institutionLink(id), Lead: a.some(len(a.leads[id])), Support: a.some(len(a.supports[id]))}
		for _, objective := range columns {
			row.Cells = append(row.Cells, matrixCell(a.byGoal[objective], a.leads[id], a.supports[id]))
		}
		m.Rows = append(m.Rows, row)
	}
	return m
}

// spans counts the columns under each strategic objective; one without any has
// no head.
func (a *assembler) spans(heads []MatrixHead, columns []string) []MatrixHead {
	i := 0
	for _, o := range a.in.Site.Objectives.All {
		if o.Parent != "" {
			continue
		}
		for _, c := range columns {
			if a.in.Site.Objectives.Get(c).Parent == o.ID {
				heads[i].Columns++
			}
		}
		i++
	}
	return slices.DeleteFunc(heads, func(h MatrixHead) bool { return h.Columns == 0 })
}

// byRole are the institutions with a role in the plan: who leads most comes
// first, then by name.
func (a *assembler) byRole() []string {
	ids := slices.DeleteFunc(slices.Clone(a.byName), func(id string) bool { return len(a.leads[id])+len(a.supports[id]) == 0 })
	slices.SortStableFunc(ids, func(x, y string) int { return cmp.Compare(len(a.leads[y]), len(a.leads[x])) })
	return ids
}

// some is a number, empty for none.
func (a *assembler) some(n int) string {
	if n == 0 {
		return ""
	}
	return a.p.Int(n)
}

// markRoom is the room of an activity in the matrix.
const markRoom = 8

// matrixCell draws what an institution does for the activities of an objective.
// Leading is a tall full mark, supporting a low open one, so that colour is not
// needed to tell them apart; a dot stands where it has no part.
func matrixCell(activities, leads, supports []string) MatrixCell {
	c := MatrixCell{Width: len(activities) * markRoom, Em: ems(len(activities) * markRoom)}
	var lead, support []string
	var slots, tall, low strings.Builder
	for i, code := range activities {
		x := i*markRoom + 1
		switch {
		case slices.Contains(leads, code):
			lead = append(lead, code)
			fmt.Fprintf(&tall, "M%d 1h6v18h-6z", x)
		case slices.Contains(supports, code):
			support = append(support, code)
			fmt.Fprintf(&low, "M%d 11h5v7h-5z", x)
		default:
			fmt.Fprintf(&slots, "M%d 17h2v2h-2z", x+2)
		}
	}
	if len(lead)+len(support) == 0 {
		return MatrixCell{}
	}
	c.Lead, c.Support = strings.Join(lead, ", "), strings.Join(support, ", ")
	c.Slots, c.Leads, c.Supports = slots.String(), tall.String(), low.String()
	return c
}

// ems are units of a drawing as a length that grows with the text, 16 to an em.
func ems(units int) string { return strconv.FormatFloat(float64(units)/16, 'f', -1, 64) + "em" }
