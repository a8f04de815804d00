package release

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Refused says why an output must not be used. It is a wrong use of the
// program (exit 2), not a fault of the site.
type Refused struct {
	// Code is one of output-is-site, output-contains-site, output-in-source,
	// output-mount-point, output-not-folder, output-link-foreign,
	// output-not-empty, output-releases-foreign, output-locked.
	Code string
	// Out is the output, absolute where it could be resolved.
	Out string
	// Other is the folder of the site, the link's target, the releases folder
	// or the number of the process that is in the way; empty when not known.
	Other string
}

// ErrLocked is what a [Refused] with the code output-locked is, by errors.Is.
var ErrLocked = errors.New("another build holds the lock of the output")

// Error is for logs; people are told by the code, in their language.
func (r Refused) Error() string {
	if r.Other == "" {
		return fmt.Sprintf("output refused [%s]: %s", r.Code, r.Out)
	}
	return fmt.Sprintf("output refused [%s]: %s (%s)", r.Code, r.Out, r.Other)
}

// Is makes errors.Is(err, ErrLocked) work.
func (r Refused) Is(target error) bool { return target == ErrLocked && r.Code == "output-locked" }

// sources are the folders of a site that a build must never write into. Folders
// that begin with a dot are refused too.
func sources() []string { return []string{"content", "data", "i18n", "layouts", "static", "cmd"} }

// locate resolves OUT to a folder that exists and is free of links, the folders
// below it that have to be made, and OUT's name. It refuses an OUT that is,
// contains or lies in something it could hurt. Folders are compared by identity
// (os.SameFile), so that neither a link nor a file system without upper and
// lower case leads round the rules.
func locate(site, out string) (parent string, missing []string, name string, err error) {
	if site, err = resolve(site); err != nil {
		return "", nil, "", fmt.Errorf("find the site folder: %w", err)
	}
	if out == "" {
		return "", nil, "", errors.New("find the output: its name is empty")
	}
	if out, err = filepath.Abs(out); err != nil {
		return "", nil, "", fmt.Errorf("find the output: %w", err)
	}
	name = filepath.Base(out)
	if filepath.Dir(out) == out {
		return "", nil, "", Refused{"output-contains-site", out, site}
	}
	if parent, missing, err = resolveExisting(filepath.Dir(out)); err != nil {
		return "", nil, "", fmt.Errorf("find the output: %w", err)
	}
	out = filepath.Join(parent, filepath.Join(missing...), name)
	if err := refuseRound(site, out); err != nil {
		return "", nil, "", err
	}
	return parent, missing, name, refuseInside(site, out)
}

func resolve(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(path)
}

// resolveExisting resolves the part of path that exists and returns the rest.
func resolveExisting(path string) (existing string, missing []string, err error) {
	for {
		existing, err = filepath.EvalSymlinks(path)
		if err == nil || !errors.Is(err, fs.ErrNotExist) || filepath.Dir(path) == path {
			slices.Reverse(missing)
			return existing, missing, err
		}
		missing = append(missing, filepath.Base(path))
		path = filepath.Dir(path)
	}
}

// refuseRound refuses an OUT that is the site folder or one round it.
func refuseRound(site, out string) error {
	at, err := os.Stat(out)
	if err != nil {
		return nil // what is not there contains nothing; a dangling link is judged by occupant
	}
	code := "output-is-site"
	for dir := site; ; dir = filepath.Dir(dir) {
		if info, err := os.Stat(dir); err == nil && os.SameFile(info, at) {
			return Refused{code, out, site}
		}
		if filepath.Dir(dir) == dir {
			return nil
		}
		code = "output-contains-site"
	}
}

// refuseInside refuses an OUT that is or lies in a source folder of the site,
// wherever a link has put that folder, or in a dot folder of the site.
func refuseInside(site, out string) error {
	siteInfo, err := os.Stat(site)
	if err != nil {
		return fmt.Errorf("find the site folder: %w", err)
	}
	var below []string // the names between dir and the end of OUT
	for dir := out; ; dir = filepath.Dir(dir) {
		if info, err := os.Stat(dir); err == nil {
			for _, source := range sources() {
				if s, err := os.Stat(filepath.Join(site, source)); err == nil && os.SameFile(s, info) {
					return Refused{"output-in-source", out, source}
				}
			}
			if os.SameFile(siteInfo, info) {
				return refuseNames(out, below)
			}
		}
		if filepath.Dir(dir) == dir {
			return nil
		}
		below = append([]string{filepath.Base(dir)}, below...)
	}
}

// refuseNames judges OUT by its names below the site folder: they speak also
// for folders that do not exist yet.
func refuseNames(out string, below []string) error {
	for i, name := range below {
		source := i == 0 && slices.ContainsFunc(sources(), func(s string) bool { return strings.EqualFold(s, name) })
		if source || strings.HasPrefix(name, ".") {
			return Refused{"output-in-source", out, name}
		}
	}
	return nil
}
