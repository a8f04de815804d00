package release

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// fault is what is wrong, wherever it is.
type fault struct{ code, what, url, detail string }

// finding is a fault, the first file that has it, and how many have.
type finding struct {
	fault
	path  string
	at    int64
	pages int
	last  string // the last file that has it, so that a file counts once
}

// report notes a fault; files come one after the other.
func (v *verifier) report(path string, at int64, f fault) {
	i, seen := v.at[f]
	if !seen {
		v.at[f] = len(v.found)
		v.found = append(v.found, finding{f, path, at, 1, path})
	} else if v.found[i].last != path {
		v.found[i].pages++
		v.found[i].last = path
	}
}

// diagnostics gives findings their positions, for which the files are read
// again: only those with a fault, so that no page keeps its lines in memory.
func (s *Staging) diagnostics(found []finding) ([]diag.Diagnostic, error) {
	list := make([]diag.Diagnostic, 0, len(found))
	for _, f := range found {
		src, err := s.root.ReadFile(f.path)
		if err != nil {
			return nil, fmt.Errorf("read %s of %s: %w", f.path, s.out.path, err)
		}
		pos := position(src[:min(f.at, int64(len(src)))])
		pos.File = s.out.name + ":/" + f.path
		list = append(list, diag.NewError(f.code, pos, append(f.args(), "pages", strconv.Itoa(f.pages))...))
	}
	return diag.Sort(list), nil
}

// args names what the fault is about, by its code.
func (f fault) args() []string {
	switch f.code {
	case "verify-link", "verify-foreign-origin", "verify-scheme":
		return []string{"what", f.what, "url", f.url}
	case "verify-anchor":
		_, anchor, _ := strings.Cut(f.url, "#")
		return []string{"what", f.what, "url", f.url, "anchor", anchor, "file", f.detail}
	case "verify-lang":
		return []string{"want", f.what, "got", f.detail}
	case "verify-id-duplicate":
		return []string{"id", f.what}
	case "verify-inline":
		return []string{"what", f.what}
	}
	return nil
}

// position is the line and column, in characters, at the end of before.
func position(before []byte) diag.Pos {
	line := bytes.LastIndexByte(before, '\n') + 1
	return diag.Pos{Line: bytes.Count(before, []byte("\n")) + 1, Col: utf8.RuneCount(before[line:]) + 1}
}
