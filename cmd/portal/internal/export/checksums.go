package export

import (
	"cmp"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// Checksums lists the SHA-256 of files below the folder of the list itself, as
// "sha256sum -c" reads it: the digest, two blanks, the name as seen from there.
func Checksums(w io.Writer, files []File) error {
	files = slices.SortedFunc(slices.Values(files), func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	folder := path.Dir(route.ChecksumsPath) + "/"
	for _, f := range files {
		if _, err := fmt.Fprintf(w, "%s  %s\n", f.SHA256, strings.TrimPrefix(f.Path, folder)); err != nil {
			return err
		}
	}
	return nil
}
