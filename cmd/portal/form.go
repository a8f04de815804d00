package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/build"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/form"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/spreadsheet"
)

// form writes the form of an institution for a quarter: args are QUARTER and
// INSTITUTION.
func (c *command) form(_ *cobra.Command, args []string) error {
	folder, err := c.loadSite()
	if err != nil {
		return err
	}
	site := folder.loaded.Site
	order, err := form.NewOrder(site, args[0], args[1], c.lang, folder.today)
	var misuse form.Misuse
	if errors.As(err, &misuse) {
		return c.usage(misuse.Key, misuse.Args...)
	}
	out := c.out
	if out == "" {
		out = order.Name()
	}
	if _, err := os.Lstat(out); err == nil && !c.replace {
		return c.usage("usage-file-exists", "file", out)
	}
	var b bytes.Buffer
	if err := form.New(&b, site, folder.words, order); err != nil {
		return err
	}
	if err := c.writeForm(out, b.Bytes()); err != nil {
		return fmt.Errorf("write %s: %w", out, err)
	}
	fmt.Fprintln(c.stderr, c.say("form-written", "file", out))
	return nil
}

// writeForm puts a form where it was asked for, whole or not at all.
func (c *command) writeForm(out string, data []byte) error {
	root, err := os.OpenRoot(filepath.Dir(out))
	if err != nil {
		return err
	}
	defer root.Close()
	return putAll(root, map[string][]byte{filepath.Base(out): data})
}

// readSite is a folder that has been loaded and found without faults.
type readSite struct {
	opt    build.Options
	loaded *load.Loaded
	words  *locale.Set
	today  model.Date
}

// loadSite loads the folder; its faults are told, and then nothing can be done
// with it.
func (c *command) loadSite() (*readSite, error) {
	opt, err := c.options()
	if err != nil {
		return nil, err
	}
	loaded, found, err := load.Site(opt.Folder)
	if err != nil {
		return nil, err
	}
	words, faults := locale.New(loaded.Languages, loaded.Words)
	res := &build.Result{Diagnostics: diag.Sort(append(found, faults...)), Line: loaded.Snapshot.Line}
	if res.Failed() {
		return nil, c.report(res, nil)
	}
	today := opt.Date
	if today.IsZero() {
		today = loaded.Site.Newest()
	}
	return &readSite{opt, loaded, words, today}, nil
}

// importForms reads forms back and writes the records that they make. All faults
// of all forms are told; with any of them nothing is written.
func (c *command) importForms(cmd *cobra.Command, args []string) error {
	folder, err := c.loadSite()
	if err != nil {
		return err
	}
	in := &importing{command: c, folder: folder, records: map[string][]byte{}}
	for _, file := range args {
		if err := in.read(file); err != nil {
			return err
		}
	}
	if err := in.check(cmd.Context()); err != nil {
		return err
	}
	res := &build.Result{Diagnostics: diag.Sort(in.found)}
	if err := c.report(res, nil); err != nil {
		fmt.Fprintln(c.stderr, c.say("import-nothing"))
		return err
	}
	return in.write()
}

// importing carries one run.
type importing struct {
	*command
	folder  *readSite
	reports []*form.Report
	records map[string][]byte // path → the record's text
	found   []diag.Diagnostic
}

func (in *importing) read(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return fmt.Errorf("read a form: %w", err)
	}
	defer f.Close()
	// One byte more than allowed tells a file that is too large.
	data, err := io.ReadAll(io.LimitReader(f, spreadsheet.MaxFile+1))
	if err != nil {
		return fmt.Errorf("read %s: %w", file, err)
	}
	name := filepath.ToSlash(file)
	report, found := form.Read(in.folder.loaded.Site, in.folder.words, name, data)
	in.found = append(in.found, found...)
	if report == nil {
		return nil
	}
	target := report.Path()
	if i := slices.IndexFunc(in.reports, func(r *form.Report) bool { return r.Path() == target }); i >= 0 {
		in.found = append(in.found, diag.NewError("form-twice", diag.Pos{File: name}, "other", in.reports[i].File,
			"institution", report.Record.Institution, "quarter", report.Record.Quarter.ID()))
		return nil
	}
	record := load.WriteProgress(report.Record, languages(in.folder.loaded))
	if there := in.folder.loaded.Snapshot.File(target); there != nil && !bytes.Equal(there.Data, record) && !in.replace {
		fault := diag.NewError("form-exists", diag.Pos{File: name}, "target", target)
		if known := in.folder.loaded.Site.Progress.Get(report.ID()); known != nil && !known.IsReport() {
			fault = fault.WithHint("form-exists-document")
		}
		in.found = append(in.found, fault)
	}
	in.reports = append(in.reports, report)
	in.records[target] = record
	return nil
}

func languages(loaded *load.Loaded) []string {
	var out []string
	for _, l := range loaded.Site.Config.Editions() {
		out = append(out, l.ID)
	}
	return out
}

// check judges the folder as it would be with the records in it. What is wrong
// with a record is told at the form's cells; so is what it makes wrong elsewhere,
// at the place where that shows.
func (in *importing) check(ctx context.Context) error {
	if len(in.records) == 0 {
		return nil
	}
	opt := in.folder.opt
	below := opt.Folder
	opt.Folder = load.Overlay(below, in.records)
	after, err := build.Check(ctx, opt)
	if err != nil {
		return err
	}
	stored, _, err := load.Site(opt.Folder)
	if err != nil {
		return err
	}
	var elsewhere []diag.Diagnostic
	for _, d := range after.Diagnostics {
		i := slices.IndexFunc(in.reports, func(r *form.Report) bool { return r.Path() == d.Pos.File })
		switch {
		case i >= 0:
			if record := stored.Site.Progress.Get(in.reports[i].ID()); record != nil {
				d = in.reports[i].Place(record, d)
			}
			in.found = append(in.found, d)
		case d.Severity == diag.Error:
			elsewhere = append(elsewhere, d)
		}
	}
	if len(elsewhere) == 0 {
		return nil
	}
	opt.Folder = below
	before, err := build.Check(ctx, opt)
	if err != nil {
		return err
	}
	in.found = append(in.found, newTo(before.Diagnostics, elsewhere)...)
	return nil
}

// newTo are the diagnostics of list that before does not have.
func newTo(before, list []diag.Diagnostic) []diag.Diagnostic {
	return slices.DeleteFunc(list, func(d diag.Diagnostic) bool {
		return slices.ContainsFunc(before, func(b diag.Diagnostic) bool { return b.Code == d.Code && b.Pos == d.Pos })
	})
}

// write puts the records into the folder, all of them or none.
func (in *importing) write() error {
	root, err := os.OpenRoot(in.site)
	if err != nil {
		return fmt.Errorf("open the site folder: %w", err)
	}
	defer root.Close()
	changed, said := map[string][]byte{}, make([]string, len(in.reports))
	for i, r := range in.reports {
		target := r.Path()
		said[i] = in.say("import-unchanged", "form", r.File, "file", target)
		if there := in.folder.loaded.Snapshot.File(target); there == nil || !bytes.Equal(there.Data, in.records[target]) {
			changed[target] = in.records[target]
			said[i] = in.say("import-written", "form", r.File, "file", target)
		}
	}
	if err := putAll(root, changed); err != nil {
		return fmt.Errorf("write the records: %w", err)
	}
	for _, line := range said {
		fmt.Fprintln(in.stderr, line)
	}
	return nil
}

// putAll writes files below root: first all of them beside their places, then each
// by a rename, so that a full disk or a kill leaves no half of a file and, but for
// the moment of the renames, either all or none.
func putAll(root *os.Root, files map[string][]byte) (err error) {
	beside := func(name string) string { return path.Join(path.Dir(name), "."+path.Base(name)+".new") }
	var begun []string
	defer func() {
		for _, name := range begun {
			if e := root.Remove(beside(name)); e != nil && !errors.Is(e, fs.ErrNotExist) && err == nil {
				err = e
			}
		}
	}()
	for name, data := range files {
		if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
			return err
		}
		begun = append(begun, name)
		if err := root.WriteFile(beside(name), data, 0o644); err != nil {
			return err
		}
	}
	for name := range files {
		if err := root.Rename(beside(name), name); err != nil {
			return err
		}
	}
	return nil
}
