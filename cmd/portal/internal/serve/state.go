package serve

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"time"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/build"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// state is what the preview shows, until the next one. It is not changed.
type state struct {
	latest *build.Moment // the folder as it is
	shown  *build.Moment // that pages are made of: the latest that they can be made of; nil before the first
	good   *build.Moment // the latest without an error; nil before the first
	found  []diag.Diagnostic
	line   diag.SourceLine
	judged bool          // the rules have been heard on the latest
	err    error         // a fault of the machine
	next   chan struct{} // closed when another state follows
}

// The rules are heard when the open page has been made anew: they have time, the
// editor's eye has none.
const (
	beforeRules = 120 * time.Millisecond
	beforeRest  = 400 * time.Millisecond
)

func (s *Server) current() *state {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state
}

// follow replaces the state by what next makes of it; nil leaves it.
func (s *Server) follow(next func(now state) *state) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var now state
	if s.state != nil {
		now = *s.state
	}
	st := next(now)
	if st == nil {
		return
	}
	st.next = make(chan struct{})
	if s.state != nil {
		close(s.state.next)
	} else {
		defer close(s.loaded)
	}
	s.state = st
}

// refresh reads what has changed, tells the pages, and has the folder judged.
func (s *Server) refresh(ctx context.Context, c change) {
	s.loading.Lock()
	defer s.loading.Unlock()
	c.all = c.all || s.missed
	m, err := s.read(ctx, c)
	s.missed = err != nil
	if ctx.Err() != nil {
		return
	}
	s.follow(func(now state) *state {
		switch {
		case err != nil:
			now.err = err
		case m == now.latest && now.err == nil:
			return nil // saved as it was
		default:
			now.err, now.latest, now.judged = nil, m, false
			if m.Ready() {
				now.shown = m // the faults stay until the rules have been heard again
			} else {
				now.found, now.line = m.Found, m.Line
			}
			s.judge(ctx, m)
		}
		return &now
	})
}

// read is the folder as it is now. A file may go between the moment it is seen
// and the moment it is read: then the folder is read again.
func (s *Server) read(ctx context.Context, c change) (*build.Moment, error) {
	m, err := s.preview.Now(ctx, c.asked())
	for range 5 {
		if !errors.Is(err, fs.ErrNotExist) {
			break
		}
		time.Sleep(settle)
		m, err = s.preview.Now(ctx, nil)
	}
	return m, err
}

// judge hears the rules on a moment, beside everything else, and ends when
// another one comes. It is called under the server's lock.
func (s *Server) judge(ctx context.Context, m *build.Moment) {
	if s.cancel != nil {
		s.cancel()
	}
	ctx, s.cancel = context.WithCancel(ctx)
	go func() {
		if !wait(ctx, beforeRules) {
			return
		}
		rules := m.Rules()
		s.verdict(ctx, m, rules)
		if !wait(ctx, beforeRest) {
			return
		}
		if whole, err := m.Rest(ctx, rules); err == nil {
			s.verdict(ctx, m, whole)
		}
	}()
}

// verdict publishes what was found, unless the folder has changed since.
func (s *Server) verdict(ctx context.Context, m *build.Moment, res *build.Result) {
	s.follow(func(now state) *state {
		if ctx.Err() != nil || now.latest != m {
			return nil
		}
		now.found, now.line, now.judged = slices.Clone(res.Diagnostics), res.Line, true
		if m.Ready() && !res.Failed() {
			now.good = m
		}
		return &now
	})
}

// wait is false when the context ends first.
func wait(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
