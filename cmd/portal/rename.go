package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/build"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/rename"
)

// rename gives a page or record another id, or a page another slug: args are OLD
// and NEW. The folder is written whole, when it has no fault that it had not
// before, or not at all.
func (c *command) rename(cmd *cobra.Command, args []string) error {
	folder, err := c.loadSite()
	if err != nil {
		return err
	}
	before, err := build.Check(cmd.Context(), folder.opt)
	if err != nil {
		return err
	}
	if before.Failed() {
		fmt.Fprintln(c.stderr, c.say("rename-faults"))
		return c.report(before, nil)
	}
	ask := c.renaming
	ask.Old = args[0]
	if len(args) > 1 {
		ask.New = args[1]
	}
	res, err := rename.New(folder.opt.Folder, folder.loaded, folder.today, ask)
	var refused rename.Refused
	if errors.As(err, &refused) {
		return c.usage(refused.Key, refused.Args...)
	}
	if err != nil {
		return err
	}
	if err := c.judge(cmd.Context(), folder, before, res); err != nil {
		return err
	}
	if !c.dry {
		if err := c.put(folder.loaded.Snapshot, res.Files); err != nil {
			return err
		}
	}
	return c.renamed(res)
}

// judge checks the folder as it would be. A fault that it had before, wherever it
// stands now, is not the rename's.
func (c *command) judge(ctx context.Context, folder *readSite, before *build.Result, res *rename.Result) error {
	opt := folder.opt
	opt.Folder = load.Overlay(opt.Folder, res.Files)
	opt.Date = folder.today
	after, err := build.Check(ctx, opt)
	if err != nil {
		return err
	}
	after.Diagnostics = broughtIn(before.Diagnostics, after.Diagnostics, res.Moves)
	if len(after.Diagnostics) == 0 {
		return nil
	}
	for i := range after.Diagnostics {
		after.Diagnostics[i].Severity = diag.Error // it is what stops the rename
	}
	err = c.report(after, nil)
	fmt.Fprintln(c.stderr, c.say("rename-new-faults"))
	return err
}

// broughtIn are the diagnostics that a file has more of than before; lines may
// have moved.
func broughtIn(before, after []diag.Diagnostic, moves []rename.Pair) []diag.Diagnostic {
	moved := map[string]string{}
	for _, m := range moves {
		moved[m.From] = m.To
	}
	key := func(d diag.Diagnostic, file string) string { return d.Code + "\x00" + file }
	had := map[string]int{}
	for _, d := range before {
		file := d.Pos.File
		if to, ok := moved[file]; ok {
			file = to
		}
		had[key(d, file)]++
	}
	return slices.DeleteFunc(slices.Clone(after), func(d diag.Diagnostic) bool {
		had[key(d, d.Pos.File)]--
		return had[key(d, d.Pos.File)] >= 0
	})
}

// put writes files into the site folder and takes away those that are gone, all of
// it or nothing: what was written when something fails is put back.
func (c *command) put(was *load.Snapshot, files map[string][]byte) (err error) {
	root, err := os.OpenRoot(c.site)
	if err != nil {
		return fmt.Errorf("open the site folder: %w", err)
	}
	defer root.Close()
	if file := altered(root, was, files); file != "" {
		return c.usage("rename-altered", "file", file)
	}
	written, back := map[string][]byte{}, map[string][]byte{}
	for name, data := range files {
		if data != nil {
			written[name] = data
		}
		if f := was.File(name); f != nil {
			back[name] = f.Data
		}
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("rename: %w", err), restore(root, files, back))
		}
	}()
	if err := putAll(root, written); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if files[name] != nil {
			continue
		}
		if err := root.Remove(name); err != nil {
			return err
		}
		removeEmpty(root, path.Dir(name))
	}
	return nil
}

// altered is a file that is not as it was when the folder was read, or a new one
// that stands there meanwhile; empty when there is none.
func altered(root *os.Root, was *load.Snapshot, files map[string][]byte) string {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		data, err := readRoot(root, name)
		known := was.File(name)
		switch {
		case known == nil && errors.Is(err, fs.ErrNotExist):
		case known == nil || err != nil || !bytes.Equal(data, known.Data):
			return name
		}
	}
	return ""
}

func readRoot(root *os.Root, name string) ([]byte, error) {
	f, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// restore puts files back as they were: those that are not among back are new.
func restore(root *os.Root, files, back map[string][]byte) error {
	for name := range files {
		if _, stood := back[name]; stood {
			continue
		}
		if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		removeEmpty(root, path.Dir(name))
	}
	return putAll(root, back)
}

// removeEmpty removes a folder that nothing is left in, and those above it. A
// folder in which something is left stays: that is why errors are no concern.
func removeEmpty(root *os.Root, folder string) {
	for strings.Contains(folder, "/") && root.Remove(folder) == nil {
		folder = path.Dir(folder)
	}
}

// renamed tells what was done, and what is left to do.
func (c *command) renamed(res *rename.Result) error {
	out := &strings.Builder{}
	line := func(key string, args ...string) { fmt.Fprintln(out, c.say(key, args...)) }
	for _, m := range res.Moves {
		line("rename-moved", "from", m.From, "to", m.To)
	}
	c.changes(out, res.Changes)
	for _, r := range res.Redirects {
		line("rename-redirect", "from", r.From, "to", r.To)
	}
	for _, r := range res.Copies {
		line("rename-copy", "from", r.From, "to", r.To)
	}
	if res.Kind == model.KindPage && len(res.Redirects) == 0 {
		line("rename-same")
	}
	if res.Anchors {
		line("rename-anchor", "old", res.Old)
	}
	if res.Renewed > 0 {
		line("rename-renewed", "count", strconv.Itoa(res.Renewed))
	}
	if res.Kind != model.KindPage && res.Old != res.New {
		line("rename-data", "new", res.New)
	}
	if res.Kind == model.KindActivity || res.Kind == model.KindObjective {
		line("rename-code", "kind", locale.Kind(c.language(), string(res.Kind)), "old", res.Old)
	}
	if c.dry {
		line("rename-dry")
	} else {
		line("rename-next")
	}
	_, err := io.WriteString(c.stdout, out.String())
	return err
}

// changes shows each line that would change, before and after; once it is done,
// how many did.
func (c *command) changes(out *strings.Builder, changes []rename.Change) {
	lines := 0
	for i, change := range changes {
		lines++
		last := i+1 == len(changes) || changes[i+1].File != change.File
		switch {
		case c.dry:
			fmt.Fprintf(out, "%s:%d\n%s%s", change.File, change.Line, signed("-", change.Before), signed("+", change.After))
		case last:
			fmt.Fprintln(out, c.say("rename-changed", "file", change.File, "count", strconv.Itoa(lines)))
			lines = 0
		}
	}
}

// signed are lines with a sign before each.
func signed(sign, lines string) string {
	var b strings.Builder
	for l := range strings.Lines(lines) {
		b.WriteString("  " + sign + " " + strings.TrimRight(l, "\r\n") + "\n")
	}
	return b.String()
}
