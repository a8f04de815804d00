package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/check"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// translated records that translations are up to date again: each remembers the
// words that its source has now. All files are changed, or none.
func (c *command) translated(_ *cobra.Command, args []string) error {
	texts, err := c.readTexts()
	if err != nil {
		return err
	}
	if texts.broken {
		return errFaults
	}
	a := &accepting{command: c, texts: texts, changed: map[string][]byte{}}
	for _, name := range args {
		a.file(c.sitePath(name))
	}
	if len(a.refused) > 0 {
		a.refused = append(a.refused, c.say("translated-nothing"))
		return errors.New(strings.Join(a.refused, "\n"))
	}
	return a.write()
}

// accepting carries one run.
type accepting struct {
	*command
	texts   *texts
	changed map[string][]byte
	said    []string
	refused []string
}

func (a *accepting) refuse(key string, args ...string) {
	a.refused = append(a.refused, a.say(key, args...))
}

// file takes up one file: a page in its language, or a record in all that are
// asked for.
func (a *accepting) file(name string) {
	if _, done := a.changed[name]; done {
		return
	}
	there := a.texts.loaded.Snapshot.File(name)
	if there == nil {
		a.refuse("translated-no-file", "file", name)
		return
	}
	var list []check.Translation
	originals := 0
	for _, x := range a.texts.all {
		switch {
		case x.At.File != name:
		case x.Source == x.Lang:
			originals++
		default:
			list = append(list, x)
		}
	}
	switch {
	case len(list) > 0:
		a.accept(there, list)
	case originals > 0:
		a.refuse("translated-original", "file", name)
	case !load.IsText(name):
		a.refuse("translated-no-text", "file", name)
	case a.edition != "":
		a.refuse("translated-other-language", "file", name, "language", a.edition)
	default:
		a.refuse("translated-no-words", "file", name)
	}
}

func (a *accepting) accept(there *load.File, list []check.Translation) {
	fine := true
	for _, x := range list {
		fine = a.ready(x) && fine
	}
	if !fine {
		return
	}
	text, err := a.set(there.Data, list)
	if err != nil {
		a.refuse("translated-by-hand", "file", there.Path, "line", a.texts.line(list))
		return
	}
	a.changed[there.Path] = text
	for _, x := range list {
		key := "translated-done"
		if x.State == check.StatePresent {
			key = "translated-already"
		}
		a.said = append(a.said, a.say(key, "file", there.Path, "from", x.Source, "to", x.Lang))
	}
}

// ready refuses what is no whole translation yet.
func (a *accepting) ready(x check.Translation) bool {
	page := a.texts.site().Page(x.ID, x.Lang)
	switch {
	case x.State == check.StateMissing:
		a.refuse("translated-incomplete", "file", x.At.File, "language", x.Lang, "keys", strings.Join(x.Keys, ", "))
	case x.Digest == "":
		a.refuse("translated-no-source", "file", x.At.File, "language", x.Source)
	case x.Kind == model.KindPage && page.SourceDigest() == x.Digest:
		a.refuse("translated-copy", "file", x.At.File, "source", x.Of.File)
	default:
		return true
	}
	return false
}

// set changes the text of a file so that these translations are up to date.
func (a *accepting) set(text []byte, list []check.Translation) ([]byte, error) {
	if first := list[0]; first.Kind == model.KindPage {
		return load.SetPageOrigin(text, first.Source, first.Digest)
	}
	digests := map[string]string{}
	for _, x := range list {
		digests[x.Lang] = x.Digest
	}
	return load.SetRecordOrigin(text, languages(a.texts.loaded), digests)
}

// write puts the files into the folder, then says what was done and what is still
// out of date.
func (a *accepting) write() error {
	for name, text := range a.changed {
		if bytes.Equal(text, a.texts.loaded.Snapshot.File(name).Data) {
			delete(a.changed, name)
		}
	}
	root, err := os.OpenRoot(a.site)
	if err != nil {
		return fmt.Errorf("open the site folder: %w", err)
	}
	defer root.Close()
	if err := putAll(root, a.changed); err != nil {
		return fmt.Errorf("write the translations: %w", err)
	}
	for _, line := range a.said {
		fmt.Fprintln(a.stderr, line)
	}
	after, _, err := load.Site(a.texts.opt.Folder)
	if err != nil {
		return err
	}
	n := check.Count(check.Translations(after.Site), func(check.Translation) bool { return true })
	fmt.Fprintln(a.stderr, a.say("translated-remain", "stale", strconv.Itoa(n[check.StateStale]), "missing", strconv.Itoa(n[check.StateMissing])))
	return nil
}

// below is a path of this computer as one below the site folder, when it leads
// to a file there.
func (c *command) below(given string) (string, bool) {
	if _, err := os.Stat(given); err != nil {
		return "", false
	}
	site, err := filepath.Abs(c.site)
	if err != nil {
		return "", false
	}
	file, err := filepath.Abs(given)
	if err != nil {
		return "", false
	}
	inside, err := filepath.Rel(site, file)
	if err != nil || !filepath.IsLocal(inside) {
		return "", false
	}
	return filepath.ToSlash(inside), true
}
