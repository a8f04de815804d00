package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/build"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/check"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
)

// change is what stands in the folder, measured against what stood in a revision.
type change struct {
	now    *build.Result
	fresh  []diag.Diagnostic // what is wrong now and was not before
	before []diag.Diagnostic // what is wrong now and was before
	effect *effect           // on the texts; nil when the folder's languages cannot be read
	prefix string            // where in its repository the folder lies
}

// checkSince tells what a change brought, and fails for its errors alone: nobody
// has to repair what another left.
func (c *command) checkSince(ctx context.Context, opt build.Options) error {
	ch, err := c.change(ctx, opt)
	if err != nil {
		return err
	}
	told := *ch.now
	told.Diagnostics = ch.fresh
	err = c.report(&told, nil)
	if err == nil {
		c.counts(&told)
	}
	if errors, warnings := diag.Count(ch.before); errors+warnings > 0 {
		fmt.Fprintln(c.stderr, c.say("change-before", "errors", strconv.Itoa(errors), "warnings", strconv.Itoa(warnings)))
	}
	return err
}

// change judges the folder as it is and as it was, by one date.
func (c *command) change(ctx context.Context, opt build.Options) (*change, error) {
	h, base, err := c.revision(ctx)
	if err != nil {
		return nil, err
	}
	ch := &change{prefix: h.prefix(ctx)}
	if ch.now, err = build.Check(ctx, opt); err != nil {
		return nil, err
	}
	if ch.effect, err = c.effectSince(ctx, h, base, opt); err != nil {
		return nil, err
	}
	older := opt
	if older.Folder, err = h.whole(ctx, base); err != nil {
		return nil, err
	}
	was, err := build.Check(ctx, older)
	if err != nil {
		return nil, err
	}
	ch.fresh, ch.before = apart(ch.now.Diagnostics, was.Diagnostics)
	if ch.effect != nil {
		ch.fresh = diag.Sort(append(ch.fresh, ch.effect.unreviewed()...))
	}
	return ch, nil
}

// effectSince is what the change did to the state of the texts.
func (c *command) effectSince(ctx context.Context, h *history, base string, opt build.Options) (*effect, error) {
	loaded, _, err := load.Site(opt.Folder)
	if err != nil || loaded.Site.Config == nil {
		return nil, err
	}
	files, err := h.texts(ctx, base)
	if err != nil {
		return nil, err
	}
	t := &texts{opt: opt, loaded: loaded, today: opt.Date, all: check.Translations(loaded.Site)}
	e := t.since(files)
	return &e, nil
}

// apart parts the faults of now into those that are new and those that were there
// before. A fault is the same when it says the same of the same file: lines move.
func apart(now, was []diag.Diagnostic) (fresh, before []diag.Diagnostic) {
	left := map[string]int{}
	for _, d := range was {
		left[sameFault(d)]++
	}
	for _, d := range now {
		if key := sameFault(d); left[key] > 0 {
			left[key]--
			before = append(before, d)
		} else {
			fresh = append(fresh, d)
		}
	}
	return fresh, before
}

func sameFault(d diag.Diagnostic) string {
	parts := []string{d.Code, d.Severity.String(), d.Pos.File}
	for _, name := range slices.Sorted(maps.Keys(d.Args)) {
		parts = append(parts, name, d.Args[name])
	}
	return strings.Join(parts, "\x00")
}

// revision is the history of the folder, and the commit that --since means.
func (c *command) revision(ctx context.Context) (*history, string, error) {
	h, err := openHistory(ctx, c.site)
	if errors.Is(err, errNoHistory) {
		return nil, "", c.usage("usage-since-no-git")
	}
	if err != nil {
		return nil, "", err
	}
	base, ok := h.base(ctx, c.since)
	if !ok {
		return nil, "", c.usage("usage-since", "value", c.since)
	}
	return h, base, nil
}

// whole is the folder as it was in a commit, in memory.
func (h *history) whole(ctx context.Context, commit string) (fs.FS, error) {
	packed, err := h.git(ctx, "archive", "--format=zip", "-0", commit)
	if err != nil {
		return nil, err
	}
	folder, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return nil, fmt.Errorf("read an older version: %w", err)
	}
	return folder, nil
}
