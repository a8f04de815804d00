package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/build"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/scaffold"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/schema"
)

// new begins a record or page: args are KIND and ID.
func (c *command) new(_ *cobra.Command, args []string) error {
	loaded, err := c.readable()
	if err != nil {
		return err
	}
	today, err := c.today()
	if err != nil {
		return err
	}
	made, err := scaffold.New(loaded.Site, scaffold.Order{Kind: args[0], ID: args[1], PageKind: c.kind, Lang: c.language(), Date: today})
	var misuse scaffold.Misuse
	if errors.As(err, &misuse) {
		return c.usage(misuse.Key, misuse.Args...)
	}
	if err := c.writeNew(made); err != nil {
		return err
	}
	for _, f := range made.Files {
		fmt.Fprintln(c.stderr, c.say("new-written", "file", c.inSite(f.Path)))
	}
	fmt.Fprintln(c.stderr, c.say("new-next"))
	for i, step := range c.steps(made) {
		fmt.Fprintf(c.stderr, "%d. %s\n", i+1, step)
	}
	return nil
}

// readable is the folder as far as it can be read. Faults do not matter here
// while the site's languages are known: a folder with one unfinished record must
// take a second one.
func (c *command) readable() (*load.Loaded, error) {
	opt, err := c.options()
	if err != nil {
		return nil, err
	}
	loaded, found, err := load.Site(opt.Folder)
	if err != nil {
		return nil, err
	}
	if loaded.Site.Config == nil {
		return nil, c.report(&build.Result{Diagnostics: found, Line: loaded.Snapshot.Line}, nil)
	}
	return loaded, nil
}

// today is the day that is written into a new page: the flag's, else the clock's.
func (c *command) today() (model.Date, error) {
	day, err := c.day()
	if err != nil || !day.IsZero() {
		return day, err
	}
	now := time.Now()
	return model.Date{Year: now.Year(), Month: int(now.Month()), Day: now.Day()}, nil
}

// writeNew puts the files of a scaffold into the folder, all of them or none, and
// replaces nothing.
func (c *command) writeNew(made *scaffold.Scaffold) error {
	root, err := os.OpenRoot(c.site)
	if err != nil {
		return fmt.Errorf("open the site folder: %w", err)
	}
	defer root.Close()
	files := map[string][]byte{}
	for _, f := range made.Files {
		if there := occupied(root, f.Path); there != "" {
			return c.usage("new-exists", "file", c.inSite(there), "kind", string(made.Kind), "id", made.ID)
		}
		files[f.Path] = f.Text
	}
	if err := putAll(root, files); err != nil {
		for name := range files { // none of them was there before
			err = errors.Join(err, ignoreMissing(root.Remove(name)))
		}
		return fmt.Errorf("write the new files: %w", err)
	}
	return nil
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// occupied is what stands where a new file belongs, whatever it is: the file
// itself, or the page of that name in the other of its two forms (NAME.sq.md and
// NAME/index.sq.md). Empty when the place is free.
func occupied(root *os.Root, name string) string {
	names := []string{name}
	stem, ext, _ := strings.Cut(path.Base(name), ".")
	switch {
	case path.Ext(name) != ".md": // the two forms of a record's file are known to load
	case stem == "index":
		names = append(names, path.Dir(name)+"."+ext)
	default:
		names = append(names, path.Join(path.Dir(name), stem, "index."+ext))
	}
	for _, n := range names {
		if _, err := root.Lstat(n); err == nil {
			return n
		}
	}
	return ""
}

// inSite is a file of the site folder as the editor would type it.
func (c *command) inSite(name string) string { return filepath.ToSlash(filepath.Join(c.site, name)) }

// call is a command line of this program on the same folder.
func (c *command) call(words ...string) string {
	if filepath.Clean(c.site) != "." {
		words = append(words, "-C", c.site)
	}
	return strings.Join(append([]string{"portal"}, words...), " ")
}

// steps say what comes next, in the order in which it is done.
func (c *command) steps(made *scaffold.Scaffold) []string {
	count := strconv.Itoa(made.Blanks())
	check := c.say("new-step-check", "command", c.call("check"))
	look := c.say("new-step-look", "command", c.call("serve"))
	send := c.say("new-step-send")
	fill := c.say("new-step-fill", "count", count)
	translated := func(files []scaffold.File) string {
		words := []string{"translated"}
		for _, f := range files {
			words = append(words, f.Path)
		}
		return c.say("new-step-translated", "command", c.call(words...))
	}
	switch made.Kind {
	case model.KindPage:
		return []string{
			c.say("new-step-fill-page", "file", c.inSite(made.Files[0].Path), "count", count),
			look, translated(made.Files[1:]), c.say("new-step-draft"), check, send,
		}
	case model.KindProgress: // its few words are mostly none
		quarter, institution, _ := strings.Cut(made.ID, "/")
		return []string{c.say("new-step-form", "command", c.call("form", quarter, institution)), fill, check, look, send}
	}
	return []string{fill, check, look, translated(made.Files), send}
}

func (c *command) completeKinds(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return scaffold.Kinds(), cobra.ShellCompDirectiveNoFileComp
}

// schemas writes the JSON Schemas of the site's records, for editors of code.
func (c *command) schemas(*cobra.Command, []string) error {
	loaded, err := c.readable()
	if err != nil {
		return err
	}
	var langs []string // also those with a help sheet only
	for _, l := range loaded.Site.Config.Languages {
		langs = append(langs, l.ID)
	}
	files, err := schema.Write(langs)
	if err != nil {
		return fmt.Errorf("make the schemas: %w", err)
	}
	root, err := os.OpenRoot(c.site)
	if err != nil {
		return fmt.Errorf("open the site folder: %w", err)
	}
	defer root.Close()
	below := map[string][]byte{}
	for name, text := range files {
		below[path.Join(schema.Folder, name)] = text
	}
	if err := putAll(root, below); err != nil {
		return fmt.Errorf("write the schemas: %w", err)
	}
	fmt.Fprintln(c.stderr, c.say("schemas-written", "folder", c.inSite(schema.Folder), "count", strconv.Itoa(len(files))))
	return nil
}
