package model

import "slices"

// Has reports whether a record, or a page in any language, has an id, readable
// or not.
func (s *Site) Has(kind Kind, id string) bool {
	return s.Record(kind, id) != nil || s.Broken(kind, id)
}

// Record is what every record of a kind knows of itself, nil when there is none
// with that id. A page gives its first language's.
func (s *Site) Record(kind Kind, id string) *Record {
	switch kind {
	case KindPage:
		for _, l := range s.languages() {
			if p := s.Page(id, l); p != nil {
				return &p.Record
			}
		}
	case KindObjective:
		return base(s.Objectives.Get(id))
	case KindActivity:
		return base(s.Activities.Get(id))
	case KindInstitution:
		return base(s.Institutions.Get(id))
	case KindInstrument:
		return base(s.Instruments.Get(id))
	case KindReport:
		return base(s.Reports.Get(id))
	case KindSeries:
		return base(s.Series.Get(id))
	case KindRecommendation:
		return base(s.Recommendations.Get(id))
	case KindCampaign:
		return base(s.Campaigns.Get(id))
	case KindTerm:
		return base(s.Terms.Get(id))
	case KindHelpline:
		return base(s.Helplines.Get(id))
	case KindSource:
		return base(s.Sources.Get(id))
	}
	return nil
}

func base[T any, P interface {
	*T
	Base() *Record
}](r P,
) *Record {
	if r == nil {
		return nil
	}
	return r.Base()
}

func (s *Site) languages() []string {
	if s.Config == nil {
		return nil
	}
	out := make([]string, len(s.Config.Languages))
	for i, l := range s.Config.Languages {
		out[i] = l.ID
	}
	return out
}

// IDs are the ids of all records of a kind, in order.
func (s *Site) IDs(kind Kind) []string {
	if kind == KindPage {
		return s.PageIDs()
	}
	var out []string
	for _, r := range s.Records() {
		if r.Kind == kind {
			out = append(out, r.Record.Base().ID)
		}
	}
	return out
}

// FileOf is the file of a record, empty when there is none.
func (s *Site) FileOf(kind Kind, id string) string {
	if r := s.Record(kind, id); r != nil {
		return r.File
	}
	return ""
}

// Any is a record of any kind: a pointer to its struct.
type Any interface{ Base() *Record }

// Entry is a record and its kind.
type Entry struct {
	Kind   Kind
	Record Any
}

// Records are all records but pages, kind by kind.
func (s *Site) Records() []Entry {
	var out []Entry
	if s.Config != nil {
		out = append(out, Entry{KindSite, s.Config})
	}
	if s.Strategy != nil {
		out = append(out, Entry{KindStrategy, s.Strategy})
	}
	out = entries(out, KindObjective, s.Objectives)
	out = entries(out, KindActivity, s.Activities)
	out = entries(out, KindInstitution, s.Institutions)
	out = entries(out, KindInstrument, s.Instruments)
	out = entries(out, KindReport, s.Reports)
	out = entries(out, KindSeries, s.Series)
	out = entries(out, KindRecommendation, s.Recommendations)
	out = entries(out, KindHelpline, s.Helplines)
	out = entries(out, KindCampaign, s.Campaigns)
	out = entries(out, KindTerm, s.Terms)
	out = entries(out, KindSource, s.Sources)
	return entries(out, KindProgress, s.Progress)
}

func entries[T any, P interface {
	*T
	Base() *Record
}](out []Entry, kind Kind, x Index[T],
) []Entry {
	for _, r := range x.All {
		out = append(out, Entry{kind, P(r)})
	}
	return out
}

// FormerIDsOf are the ids that a record had before, the oldest first.
func FormerIDsOf(record Any) []string {
	r, ok := record.(interface{ Former() *Renamed })
	if !ok {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(r.Former().FormerIDs), func(id string) bool { return id == "" })
}

// Renamed is the id that a record has now which once had id, empty when there is
// none.
func (s *Site) Renamed(kind Kind, id string) string {
	for _, e := range s.Records() {
		if e.Kind == kind && slices.Contains(FormerIDsOf(e.Record), id) {
			return e.Record.Base().ID
		}
	}
	return ""
}
