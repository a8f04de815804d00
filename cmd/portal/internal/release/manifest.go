package release

import (
	"io/fs"
	"strings"
)

// manifestName is the file at the root of every tree that lists all others, so
// that anybody can check a download: cd public && sha256sum -c SHA256SUMS.
const manifestName = "SHA256SUMS"

// manifest lists entries as sha256sum(1) does, each path behind prefix. Entries
// are sorted; their paths need no escapes (validPath).
func manifest(prefix string, entries []Entry) []byte {
	var b []byte
	for _, e := range entries {
		b = append(b, e.SHA256...)
		b = append(b, "  "...)
		b = append(b, prefix...)
		b = append(b, e.Path...)
		b = append(b, '\n')
	}
	return b
}

// listed gives the paths in a manifest. A line that does not name a file of a
// tree is passed over: a manifest that somebody changed can at most keep a file
// from being removed.
func listed(sums []byte) (paths []string) {
	const before = 64 + len("  ")
	for line := range strings.Lines(string(sums)) {
		line = strings.TrimSuffix(line, "\n")
		if len(line) > before && fs.ValidPath(line[before:]) {
			paths = append(paths, line[before:])
		}
	}
	return paths
}
