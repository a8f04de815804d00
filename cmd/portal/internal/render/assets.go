package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
)

// AssetFile is a file of /assets/ with its final name and bytes.
type AssetFile struct {
	Path string
	Data []byte
}

// BuildAssets makes the files that every page loads. The style sheets of
// static/css and of the components become one, in the order of their paths, and
// so do the scripts, so that a page needs few requests; the style sheet is put
// into plain CSS (plainSheet), and both are minified before names and integrity
// values are taken. The pages of the help section have a smaller pair of their
// own (quiet.go). Everything else in static/ is published as it is. Each name carries the first 10 hex digits of the SHA-256
// of its bytes, so a file under a name never changes and may be kept for ever.
//
// files is path → bytes for static/… and layouts/….
func BuildAssets(files map[string][]byte) ([]AssetFile, Assets, error) {
	a := Assets{files: map[string]string{}}
	out, err := bundles(files, "site", nil, &a.CSS, &a.JS)
	if err != nil {
		return nil, a, err
	}
	a.QuietCSS, a.QuietJS = a.CSS, a.JS
	if quiet := quietComponents(files); quiet != nil {
		a.QuietCSS, a.QuietJS = Asset{}, Asset{}
		few, err := bundles(files, "quiet", quiet, &a.QuietCSS, &a.QuietJS)
		if err != nil {
			return nil, a, err
		}
		out = append(out, few...)
	}
	for _, p := range sortedPaths(files) {
		name, static := strings.CutPrefix(p, "static/")
		if !static || path.Ext(p) == ".css" || path.Ext(p) == ".js" {
			continue
		}
		f := fingerprint(name, files[p])
		a.files[name] = "/" + f.Path
		if strings.TrimSuffix(name, path.Ext(name)) == "icon" {
			a.Icon = asset(f)
		}
		out = append(out, f)
	}
	return out, a, nil
}

// bundles are the style sheet and the script under a name, of the components in
// only, or of all when it is nil. What would be empty is left out.
func bundles(files map[string][]byte, name string, only map[string]bool, sheet, script *Asset) ([]AssetFile, error) {
	m := minify.New()
	m.Add("text/css", &css.Minifier{})
	m.Add("application/javascript", &js.Minifier{Version: 2009}) // ECMAScript 5, for old phones: nothing newer is put in
	var out []AssetFile
	for _, b := range []struct {
		ext, media string
		asset      *Asset
	}{{".css", "text/css", sheet}, {".js", "application/javascript", script}} {
		bundle := concatenate(files, b.ext, only)
		if len(bundle) == 0 {
			continue
		}
		if b.ext == ".css" {
			bundle = plainSheet(bundle)
		}
		small, err := m.Bytes(b.media, bundle)
		if err != nil {
			return nil, &brokenAsset{at: firstBroken(m, b.media, files, b.ext), err: fmt.Errorf("minify %s: %w", b.ext, err)}
		}
		f := fingerprint(name+b.ext, small)
		*b.asset = asset(f)
		out = append(out, f)
	}
	return out, nil
}

// brokenAsset is a script or style sheet that cannot be read.
type brokenAsset struct {
	at  diag.Pos
	err error
}

func (b *brokenAsset) Error() string { return b.err.Error() }

// AssetFault tells an error of [BuildAssets] that lies with a file of the folder;
// any other error is given back.
func AssetFault(err error) ([]diag.Diagnostic, error) {
	var broken *brokenAsset
	if errors.As(err, &broken) && broken.at.File != "" {
		return []diag.Diagnostic{diag.NewError("script-broken", broken.at)}, nil
	}
	return nil, err
}

// firstBroken is where the first file that cannot be read by itself goes wrong.
func firstBroken(m *minify.M, media string, files map[string][]byte, ext string) diag.Pos {
	for _, p := range sortedPaths(files) {
		if path.Ext(p) != ext {
			continue
		}
		if _, err := m.Bytes(media, files[p]); err != nil {
			pos := diag.Pos{File: p, Line: 1, Col: 1}
			var placed interface{ Position() (int, int, string) }
			if errors.As(err, &placed) {
				pos.Line, pos.Col, _ = placed.Position()
			}
			return pos
		}
	}
	return diag.Pos{}
}

func sortedPaths(files map[string][]byte) []string {
	paths := make([]string, 0, len(files))
	for p := range files {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	return paths
}

// concatenate joins static/css|js first, then those of the components in only,
// of all when it is nil.
func concatenate(files map[string][]byte, ext string, only map[string]bool) []byte {
	var bundle bytes.Buffer
	for _, folder := range []string{"static/", "layouts/components/"} {
		for _, p := range sortedPaths(files) {
			if strings.HasPrefix(p, folder) && path.Ext(p) == ext && (folder == "static/" || only == nil || only[path.Base(path.Dir(p))]) {
				bundle.Write(files[p])
				bundle.WriteByte('\n')
			}
		}
	}
	return bundle.Bytes()
}

func fingerprint(name string, data []byte) AssetFile {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	return AssetFile{"assets/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:5]) + ext, data}
}

func asset(f AssetFile) Asset {
	sum := sha256.Sum256(f.Data)
	return Asset{URL: "/" + f.Path, Integrity: "sha256-" + base64.StdEncoding.EncodeToString(sum[:])}
}
