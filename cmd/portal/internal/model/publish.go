package model

// Waits reports whether a page is not for readers on a day: it is a draft, or
// its day has not come.
func (p *Page) Waits(today Date) bool { return p.Draft || today.Before(p.PublishOn) }

// WithDrafts is the site as editors preview it: what is a draft or waits for its
// day counts as published. It shares everything else with s, and is never
// released.
func (s *Site) WithDrafts() *Site {
	out := *s
	out.drafts = true
	return &out
}

// Best is the text of a page for a reader of lang on a day: in that language,
// else the nearest fallback; nil when none is published then. Drafts never are,
// but in a preview ([Site.WithDrafts]).
func (s *Site) Best(id, lang string, today Date) *Page {
	for _, l := range s.fallbacksOf(lang) {
		if p := s.Page(id, l); p != nil && (s.drafts || !p.Waits(today)) {
			return p
		}
	}
	return nil
}

// InHelp reports whether a page belongs to the help section for a reader of
// lang: it is a help page, or lies below one.
func (s *Site) InHelp(id, lang string, today Date) bool {
	for ; id != ""; id = ParentPage(id) {
		if p := s.Best(id, lang, today); p != nil && p.Kind == PageHelp {
			return true
		}
	}
	return false
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
	return s.publishedPages(today, func(k PageKind) bool { return k.Lists() == kind })
}

// OfKind are the ids of the published pages of a kind.
func (s *Site) OfKind(kind PageKind, today Date) []string {
	return s.publishedPages(today, func(k PageKind) bool { return k == kind })
}

func (s *Site) publishedPages(today Date, wanted func(PageKind) bool) []string {
	var out []string
	for _, id := range s.PageIDs() {
		if s.Published(id, today) && wanted(s.Best(id, s.Config.Source(), today).Kind) {
			out = append(out, id)
		}
	}
	return out
}
