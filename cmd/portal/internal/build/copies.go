package build

import (
	"bytes"
	"io"
	"strings"
	"sync"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/release"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// copies are the files that are published again under the addresses they had.
type copies struct {
	targets []route.Target
	mu      sync.Mutex
	bytes   map[string]*bytes.Buffer // of the files they are the same as, by path
}

// writer puts a file into the tree.
type writer func(path string, write func(io.Writer) error) (release.Entry, error)

func newCopies(plan *route.Plan) *copies {
	c := &copies{bytes: map[string]*bytes.Buffer{}}
	for _, t := range plan.Targets {
		if t.Sort == route.SortCopy {
			c.targets = append(c.targets, t)
			c.bytes[original(t)] = nil
		}
	}
	return c
}

func original(t route.Target) string { return strings.TrimPrefix(t.To, "/") }

// keep is a writer that remembers what will be needed again.
func (c *copies) keep(next writer) writer {
	if len(c.targets) == 0 {
		return next
	}
	return func(path string, write func(io.Writer) error) (release.Entry, error) {
		c.mu.Lock()
		_, needed := c.bytes[path]
		c.mu.Unlock()
		if !needed {
			return next(path, write)
		}
		var kept bytes.Buffer
		entry, err := next(path, func(w io.Writer) error { return write(io.MultiWriter(w, &kept)) })
		c.mu.Lock()
		defer c.mu.Unlock()
		c.bytes[path] = &kept
		return entry, err
	}
}

// write writes the copies of what has been made since it was called last. What was
// not made, because something failed on it, cannot be copied; that has been told.
func (c *copies) write(next writer) error {
	var waiting []route.Target
	for _, t := range c.targets {
		kept := c.bytes[original(t)]
		if kept == nil {
			waiting = append(waiting, t)
			continue
		}
		if _, err := next(t.Path, bytesOf(kept.Bytes())); err != nil {
			return err
		}
	}
	c.targets = waiting
	return nil
}
