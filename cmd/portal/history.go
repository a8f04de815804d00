package main

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"unicode"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
)

// errNoHistory says that the folder is in no git repository, or that git is not
// installed. No build needs either.
var errNoHistory = errors.New("no git history")

// maxOld is the most that is read of one file of an older version.
const maxOld = 1 << 20

// history is what git remembers of the site folder. It is only read.
type history struct {
	folder string
}

// openHistory finds the repository in which the folder lies.
func openHistory(ctx context.Context, folder string) (*history, error) {
	h := &history{folder}
	if _, err := h.git(ctx, "rev-parse", "--git-dir"); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, errNoHistory
	}
	return h, nil
}

// git runs git in the folder, which only reads. What a person typed comes behind
// a mark after which git takes nothing for an option, and a path is a path to it,
// whatever signs are in it.
func (h *history) git(ctx context.Context, args ...string) ([]byte, error) {
	cmd := h.command(ctx, args...)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("git %s: %w: %s", args[0], err, strings.TrimSpace(complaint.String()))
	}
	return out, nil
}

func (h *history) command(ctx context.Context, args ...string) *exec.Cmd {
	safe := []string{"-C", h.folder, "--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "core.quotepath=false"}
	cmd := exec.CommandContext(ctx, "git", append(safe, args...)...)
	cmd.Env = append(os.Environ(), "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C")
	return cmd
}

// oldText is a file as it stood in one commit.
type oldText struct {
	commit string // shortened
	date   string // of the commit, YYYY-MM-DD
	text   []byte
}

// find is the newest version of a file that wanted says yes to, nil when none
// does. A file is followed under its former names.
func (h *history) find(ctx context.Context, file string, wanted func(text []byte) bool) (*oldText, error) {
	log, err := h.git(ctx, "log", "--follow", "--format=%x01%H %h %cs", "--name-only", "-z", "--", file)
	if err != nil {
		return nil, err
	}
	for _, entry := range strings.Split(string(log), "\x01")[1:] {
		commit, name, ok := strings.Cut(entry, "\x00")
		fields := strings.Fields(commit)
		if !ok || len(fields) != 3 {
			continue
		}
		name = strings.Trim(name, "\x00\n")
		text, err := h.git(ctx, "cat-file", "blob", fields[0]+":"+name)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err == nil && len(text) <= maxOld && wanted(text) { // a commit that took the file away has no text
			return &oldText{fields[1], fields[2], text}, nil
		}
	}
	return nil, nil
}

// base is the commit at which the folder parted from a revision; the revision
// itself when they have nothing in common that is known here. False when there
// is no such revision.
func (h *history) base(ctx context.Context, revision string) (string, bool) {
	if !isRevision(revision) {
		return "", false
	}
	named, err := h.git(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	if err != nil {
		return "", false
	}
	commit := strings.TrimSpace(string(named))
	if parted, err := h.git(ctx, "merge-base", commit, "HEAD"); err == nil {
		commit = strings.TrimSpace(string(parted))
	}
	return commit, true
}

// isRevision refuses what no revision can be called, before git sees it: an
// option, and signs that nobody types.
func isRevision(s string) bool {
	return s != "" && s[0] != '-' && !strings.ContainsFunc(s, unicode.IsControl)
}

// texts are the pages and records of the folder in a commit, path → bytes.
func (h *history) texts(ctx context.Context, commit string) (map[string][]byte, error) {
	cmd := h.command(ctx, "archive", "--format=tar", commit)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("git archive: %w", err)
	}
	files, err := textsOf(out)
	_, rest := io.Copy(io.Discard, out) // git must come to its end
	return files, errors.Join(err, rest, cmd.Wait())
}

func textsOf(archive io.Reader) (map[string][]byte, error) {
	files := map[string][]byte{}
	for r := tar.NewReader(archive); ; {
		head, err := r.Next()
		if err == io.EOF {
			return files, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read an older version: %w", err)
		}
		if head.Typeflag != tar.TypeReg || !load.IsText(head.Name) || head.Size > maxOld {
			continue
		}
		if files[head.Name], err = io.ReadAll(r); err != nil {
			return nil, fmt.Errorf("read an older version: %w", err)
		}
	}
}

// prefix is where in its repository the folder lies: "" or "portal/".
func (h *history) prefix(ctx context.Context) string {
	out, _ := h.git(ctx, "rev-parse", "--show-prefix")
	return filepath.ToSlash(strings.TrimSpace(string(out)))
}
