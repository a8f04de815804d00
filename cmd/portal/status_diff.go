package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/check"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/worddiff"
)

// statusDiff tells what changed in the source of one page or record since it was
// translated. The digest is all that a text remembers, so the words themselves
// come from git.
func (c *command) statusDiff(ctx context.Context, t *texts) error {
	named := t.named(c.sitePath(c.diff))
	if len(named) == 0 {
		return c.usage("status-diff-unknown", "value", c.diff)
	}
	w := &diffWriter{Writer: bufio.NewWriter(c.stdout), command: c, site: t.site(), color: c.color(c.stdout)}
	for _, group := range bySource(named) {
		if err := w.translations(ctx, group); err != nil {
			return err
		}
	}
	return w.Flush()
}

// named are the translations of a page or record that is named by its file, by
// the file it is made from, or by its id.
func (t *texts) named(name string) []check.Translation {
	kind, id, typed := strings.Cut(name, ":")
	return slices.DeleteFunc(slices.Clone(t.all), func(x check.Translation) bool {
		is := x.At.File == name || x.Of.File == name || (x.Kind == model.KindPage && x.ID == name) ||
			(typed && string(x.Kind) == kind && x.ID == id)
		return !is || x.Source == x.Lang
	})
}

// bySource gathers the translations that were made from the same words and stand
// alike: they are told once.
func bySource(list []check.Translation) [][]check.Translation {
	var out [][]check.Translation
	for _, x := range list {
		i := slices.IndexFunc(out, func(g []check.Translation) bool {
			return g[0].State == x.State && g[0].Of == x.Of && (x.State != check.StateStale || g[0].Was == x.Was)
		})
		if i < 0 {
			out = append(out, nil)
			i = len(out) - 1
		}
		out[i] = append(out[i], x)
	}
	return out
}

type diffWriter struct {
	*bufio.Writer
	*command
	site  *model.Site
	color bool
}

func (w *diffWriter) translations(ctx context.Context, group []check.Translation) error {
	for _, x := range group {
		fmt.Fprintf(w, "%s  %s → %s\n", placeOf(x), x.Source, x.Lang)
	}
	x := group[0]
	if x.State != check.StateStale {
		w.note("status-diff-" + string(x.State))
		return nil
	}
	then, err := w.then(ctx, x)
	switch {
	case errors.Is(err, errNoHistory):
		w.note("status-diff-no-git")
		return nil
	case err != nil:
		return err
	case then == nil:
		w.note("status-diff-not-found")
		return nil
	}
	w.note("status-diff-since", "date", then.date, "commit", then.commit)
	w.parts(partsOf(x, load.Texts(map[string][]byte{x.Of.File: then.text})), partsOf(x, w.site))
	return nil
}

func (w *diffWriter) note(key string, args ...string) {
	fmt.Fprintf(w, "  %s\n", w.say(key, args...))
}

// then is the text that a translation was made from; nil when it cannot be found.
func (w *diffWriter) then(ctx context.Context, x check.Translation) (*oldText, error) {
	h, err := openHistory(ctx, w.command.site)
	if err != nil {
		return nil, err
	}
	return h.find(ctx, x.Of.File, func(text []byte) bool { return digestOf(x, text) == x.Was })
}

// digestOf is the digest of an older text of a file; empty when it cannot be
// read.
func digestOf(x check.Translation, text []byte) string {
	site := load.Texts(map[string][]byte{x.Of.File: text})
	if x.Kind == model.KindPage {
		if p := site.Page(x.ID, x.Source); p != nil {
			return p.SourceDigest()
		}
		return ""
	}
	if r := recordOf(x, site); r != nil {
		return model.SourceDigest(r, x.Source)
	}
	return ""
}

// recordOf is the record of a text's file.
func recordOf(x check.Translation, site *model.Site) model.Any {
	for _, e := range site.Records() {
		if e.Record.Base().File == x.Of.File {
			return e.Record
		}
	}
	return nil
}

// part is a piece of a source text: a key and its words.
type part struct {
	key, text, file string
	line            int // of its first line, 0 when that is not where the words begin
}

// partsOf are what the digest of a source text is taken of.
func partsOf(x check.Translation, site *model.Site) []part {
	if x.Kind == model.KindPage {
		p := site.Page(x.ID, x.Source)
		return []part{
			{"title", p.Title, p.File, p.At("title").Line},
			{"summary", p.Summary, p.File, p.At("summary").Line},
			{"", string(p.Body), p.File, p.BodyAt.Line},
		}
	}
	var out []part
	r := recordOf(x, site)
	for _, words := range model.WordsOf(r) {
		if text, ok := words.Text[x.Source]; ok && !words.Optional {
			out = append(out, part{words.Path, text, r.Base().File, r.Base().At(words.Path + "." + x.Source).Line})
		}
	}
	return out
}

// parts compares text by text; one that has gone or come stands in its old or
// new place.
func (w *diffWriter) parts(before, after []part) {
	find := func(list []part, key string) (part, bool) {
		i := slices.IndexFunc(list, func(p part) bool { return p.key == key })
		if i < 0 {
			return part{key: key}, false
		}
		return list[i], true
	}
	changed := false
	for _, now := range after {
		then, _ := find(before, now.key)
		changed = w.part(then.text, now) || changed
	}
	for _, then := range before {
		if _, still := find(after, then.key); !still {
			changed = w.part(then.text, part{key: then.key, file: then.file}) || changed
		}
	}
	if !changed {
		fmt.Fprintf(w, "  %s\n", w.say("status-diff-moved"))
	}
}

// part prints what changed in one text, and reports whether anything did.
func (w *diffWriter) part(before string, now part) bool {
	lines := worddiff.Lines(before, now.text)
	for i, l := range lines {
		if i == 0 || (l.Sign == worddiff.Old && lines[i-1].Sign == worddiff.New) {
			fmt.Fprintf(w, "\n%s\n", w.where(now, lines[i:]))
		}
		w.line(l)
	}
	return len(lines) > 0
}

// where is the place of a change in the source as it stands now.
func (w *diffWriter) where(now part, lines []worddiff.Line) string {
	where := now.file
	if now.line > 0 {
		line := now.line
		i := slices.IndexFunc(lines, func(l worddiff.Line) bool { return l.Sign == worddiff.New })
		if now.key == "" && i >= 0 {
			line += lines[i].Number
		}
		if now.key != "" || i >= 0 {
			where = fmt.Sprintf("%s:%d", where, line)
		}
	}
	if now.key != "" {
		where += " " + now.key
	}
	return where
}

// marks are how changed words stand out without colour, and with it.
var marks = map[rune]struct{ open, shut, color string }{
	worddiff.Old: {"[-", "-]", "\x1b[31m"},
	worddiff.New: {"{+", "+}", "\x1b[32m"},
}

// line prints one line. Words that changed next to each other are marked
// together; in a line of which nothing stayed marks would say nothing.
func (w *diffWriter) line(l worddiff.Line) {
	mark := marks[l.Sign]
	var b strings.Builder
	inside := false
	for _, word := range l.Words {
		on := word.Changed && !l.Whole()
		switch {
		case on && !inside:
			b.WriteString(" " + mark.open)
		case !on && inside:
			b.WriteString(mark.shut + " ")
		default:
			b.WriteString(" ")
		}
		inside = on
		b.WriteString(plainWords(word.Text))
	}
	if inside {
		b.WriteString(mark.shut)
	}
	text := string(l.Sign) + b.String()
	if w.color {
		text = mark.color + text + "\x1b[0m"
	}
	fmt.Fprintln(w, text)
}

// sitePath is a path as an editor gave it, below the site folder: as status
// prints it, or as the shell completes it.
func (c *command) sitePath(given string) string {
	given = strings.ReplaceAll(given, "\\", "/")
	if inside, ok := c.below(given); ok {
		return inside
	}
	return path.Clean(given)
}
