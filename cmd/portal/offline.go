package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
)

// offline copies a built site so that its pages open from a folder: whoever has a
// browser and nothing else can look at a change. It is to look at, not to publish.
func (c *command) offline(_ *cobra.Command, args []string) error {
	from, to := args[0], args[1]
	real, err := filepath.EvalSymlinks(from)
	if err == nil {
		_, err = os.Stat(filepath.Join(real, "index.html"))
	}
	if err != nil {
		return c.usage("offline-none", "value", from)
	}
	if there, err := os.ReadDir(to); err == nil && len(there) > 0 {
		return c.usage("usage-folder-full", "value", to)
	}
	pages, err := copyOffline(os.DirFS(real), to)
	if err != nil {
		return fmt.Errorf("copy the site: %w", err)
	}
	fmt.Fprintln(c.stderr, c.say("offline-done", "pages", strconv.Itoa(pages), "file", filepath.Join(to, "index.html")))
	return nil
}

// copyOffline copies all files but the checksums, which are of other bytes.
func copyOffline(site fs.FS, to string) (pages int, err error) {
	err = fs.WalkDir(site, ".", func(p string, d fs.DirEntry, err error) error {
		target := filepath.Join(to, filepath.FromSlash(p))
		switch {
		case err != nil:
			return err
		case d.IsDir():
			return os.MkdirAll(target, 0o755)
		case !d.Type().IsRegular() || p == "SHA256SUMS":
			return nil
		}
		data, err := fs.ReadFile(site, p)
		if err != nil {
			return err
		}
		if path.Ext(p) == ".html" {
			pages++
			data = []byte(nearby(string(data), path.Dir(p)))
		}
		return os.WriteFile(target, data, 0o644)
	})
	return pages, err
}

var (
	// fromRoot is an address within the site as its pages write it.
	fromRoot = regexp.MustCompile(`( (?:href|src|action)="|content="\d+; ?url=)(/(?:[^/"][^"]*)?)"`)
	// integrity cannot be judged of a file: browsers refuse it.
	integrity = regexp.MustCompile(` integrity="[^"]*"`)
)

// nearby is a page whose addresses begin from its own folder, and name the file
// where a server would know it.
func nearby(page, folder string) string {
	up := strings.Repeat("../", strings.Count("/"+folder, "/"))
	if folder == "." {
		up = "./"
	}
	page = integrity.ReplaceAllString(page, "")
	return fromRoot.ReplaceAllStringFunc(page, func(found string) string {
		parts := fromRoot.FindStringSubmatch(found)
		file, rest := parts[2][1:], ""
		if i := strings.IndexAny(file, "?#"); i >= 0 {
			file, rest = file[:i], file[i:]
		}
		if file == "" || strings.HasSuffix(file, "/") {
			file += "index.html"
		}
		return parts[1] + up + file + rest + `"`
	})
}
