package model

// Best is the text of a page for a reader of lang on a day: in that language,
// else the nearest fallback; nil when none is published then. Drafts never are.
func (s *Site) Best(id, lang string, today Date) *Page {
	for _, l := range s.Config.Fallbacks(lang) {
		if p := s.Page(id, l); p != nil && !p.Draft && !today.Before(p.PublishOn) {
			return p
		}
	}
	return nil
}

// Published reports whether a page stands in some language on a day, and all
// the sections above it too.
func (s *Site) Published(id string, today Date) bool {
	for ; id != ""; id = ParentPage(id) {
		if s.Best(id, s.Config.Source(), today) == nil {
			return false
		}
	}
	return true
}

// Listings are the ids of the published pages that list records of a kind. The
// records live under the first; a second one is a fault.
func (s *Site) Listings(kind Kind, today Date) []string {
	var out []string
	for _, id := range s.PageIDs() {
		if s.Published(id, today) && s.Best(id, s.Config.Source(), today).Kind.Lists() == kind {
			out = append(out, id)
		}
	}
	return out
}
