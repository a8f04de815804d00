package serve

import (
	"bytes"
	"encoding/json"
	"net/http"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/build"
)

// told is what a tab was told last.
type told struct {
	html  []byte // of its page, without a panel
	from  *build.Moment
	state string // of the panel
}

// events tells one tab what becomes of its page, until it goes: an event "page"
// with the page's digest when it is another, then "panel" with what the panel
// says (Server-Sent Events, WHATWG HTML 9.2). A tab that connects is told both.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	if _, err := w.Write([]byte("retry: 500\n\n")); err != nil {
		return
	}
	address := r.URL.Query().Get("page")
	var was told
	for {
		st := s.current()
		for _, tell := range []func(*state, string, *told) []byte{s.pageEvent, s.panelEvent} {
			data := tell(st, address, &was)
			if len(data) == 0 {
				continue
			}
			if _, err := w.Write(data); err != nil {
				return
			}
			// The page is told before anything is made out about it.
			if err := out.Flush(); err != nil {
				return
			}
		}
		select {
		case <-st.next:
		case <-r.Context().Done():
			return
		}
	}
}

// sheetChange is a style sheet in the place of another.
type sheetChange struct {
	From      string `json:"from"`
	To        string `json:"to"`
	Integrity string `json:"integrity"`
}

// pageEvent tells that the page is another; nothing when it is the same.
func (s *Server) pageEvent(st *state, address string, was *told) []byte {
	l := s.find(st, address)
	if was.html != nil && bytes.Equal(l.data, was.html) {
		was.from = l.from
		return nil
	}
	data := struct {
		Page   string        `json:"page"`
		From   string        `json:"from,omitempty"`   // the page that the sheets make into this one
		Sheets []sheetChange `json:"sheets,omitempty"` // all that is different, if that is all
	}{Page: digest(l.data)}
	if changes := restyled(was, l); changes != nil {
		data.From, data.Sheets = digest(was.html), changes
	}
	was.html, was.from = l.data, l.from
	line, _ := json.Marshal(data) // strings alone
	return event("page", line)
}

// restyled are the style sheets that make one page into another; nil when that
// takes more.
func restyled(was *told, l look) []sheetChange {
	if was.from == nil || l.from == nil {
		return nil
	}
	html := was.html
	var out []sheetChange
	before, after := was.from.Sheets(), l.from.Sheets()
	for i := range before {
		if before[i] == after[i] || before[i].URL == "" || after[i].URL == "" {
			continue
		}
		html = bytes.ReplaceAll(html, []byte(before[i].URL), []byte(after[i].URL))
		html = bytes.ReplaceAll(html, []byte(before[i].Integrity), []byte(after[i].Integrity))
		out = append(out, sheetChange{before[i].URL, after[i].URL, after[i].Integrity})
	}
	if !bytes.Equal(html, l.data) {
		return nil
	}
	return out
}

// panelEvent tells what the panel says; nothing when it is what it said before.
func (s *Server) panelEvent(st *state, address string, was *told) []byte {
	p := s.panelOf(st, s.find(st, address), true)
	if p.State == was.state {
		return nil
	}
	was.state = p.State
	line, _ := json.Marshal(struct {
		State string `json:"state"`
		HTML  string `json:"html"`
	}{p.State, string(p.Inner)})
	return event("panel", line)
}
