package load

import (
	"crypto/sha256"
	"path"
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// IsText reports whether a path of a site folder is that of a page or a record.
func IsText(p string) bool {
	return !Ignored(path.Base(p)) &&
		((strings.HasPrefix(p, "content/") && path.Ext(p) == ".md") || (strings.HasPrefix(p, "data/") && path.Ext(p) == ".yaml"))
}

// Texts decodes pages and records that are not a folder, or no longer: path →
// bytes, of which those that are no text are left out. Nobody is told what is
// wrong with them; what cannot be read is absent. Without data/site.yaml among
// them every language is spoken, and the site has no Config.
func Texts(files map[string][]byte) *model.Site {
	snap := &Snapshot{files: map[string]*File{}}
	for p, data := range files {
		if IsText(p) && len(data) <= maxText {
			snap.files[p] = &File{Path: p, Data: data, Digest: sha256.Sum256(data)}
			snap.paths = append(snap.paths, p)
		}
	}
	slices.Sort(snap.paths)
	loaded, _ := decode(snap, nil, nil)
	return loaded.Site
}
