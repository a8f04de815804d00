package build

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// TestOpenDataAgrees: what the data package, the catalogue, the list of checksums
// and the metadata of a series tell of files is true of the files of the tree.
func TestOpenDataAgrees(t *testing.T) {
	overlay := []txtar.File{{Name: "data/series/own.yaml", Data: []byte(ownTable)}}
	for _, lang := range []string{"sq", "sr", "en"} {
		text := fmt.Sprintf("---\ntitle: S\nsummary: S.\nkind: statistics\nslug: s-%s\n---\nS.\n", lang)
		overlay = append(overlay, txtar.File{Name: "content/figures." + lang + ".md", Data: []byte(text)})
	}
	tree, files := rendered(t, options(testsite.New(t, overlay...)))
	if found := disagreements(t, files); len(found) > 0 {
		t.Fatal(strings.Join(found, "\n"))
	}
	planned := map[string]bool{}
	for _, target := range tree.plan.Targets {
		planned[target.Path] = true
	}
	for path := range files {
		if !planned[path] && !strings.HasPrefix(path, "assets/") {
			t.Errorf("%s was written and not planned", path)
		}
	}
	for path, want := range map[string]string{
		"data/action-plan.csv":        "package, catalogue, checksums",
		"data/objectives.ods":         "catalogue, checksums",
		"data/statistics/own.csv":     "series, checksums",
		"data/statistics/own.sr.svg":  "series, checksums",
		"data/statistics/own.en.svg":  "series, checksums",
		"data/statistics.xlsx":        "catalogue, checksums",
		"data/datapackage.json":       "checksums",
		"data/catalog.jsonld":         "checksums",
		"data/statistics/absent.json": "",
	} {
		bad := maps.Clone(files)
		if bad[path] += " "; want == "" {
			want = path + " is not in the checksums"
		}
		found := strings.Join(disagreements(t, bad), "\n")
		for part := range strings.SplitSeq(want, ", ") {
			if !strings.Contains(found, part) {
				t.Errorf("%s was changed and %s did not show it: %s", path, part, found)
			}
		}
	}
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// disagreements are what is told of a file that the file is not.
func disagreements(t *testing.T, files map[string]string) []string {
	t.Helper()
	var found []string
	told := func(by, path string, size int64, sum string) {
		text, ok := files[path]
		if !ok || size >= 0 && size != int64(len(text)) || sum != digest(text) {
			found = append(found, fmt.Sprintf("%s: %s", by, path))
		}
	}
	sums := map[string]bool{}
	names := []string{}
	for line := range strings.Lines(files["data/SHA256SUMS"]) {
		sum, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		sums["data/"+name], names = true, append(names, name)
		told("checksums", "data/"+name, -1, sum)
	}
	for path := range files {
		if strings.HasPrefix(path, "data/") && path != "data/SHA256SUMS" && !sums[path] {
			found = append(found, path+" is not in the checksums")
		}
	}
	if !slices.IsSorted(names) || sums["data/SHA256SUMS"] || len(names) < 20 {
		found = append(found, "the checksums are not sorted, too few, or have themselves")
	}
	var about struct {
		Resources []struct {
			Path, Hash string
			Bytes      int64
		}
		Dataset []struct {
			Distribution []struct {
				DownloadURL, ByteSize string
				Checksum              struct{ ChecksumValue string }
			}
		}
		Files []struct {
			URL, SHA256 string
			Bytes       int64
		}
	}
	for _, path := range []string{"data/datapackage.json", "data/catalog.jsonld", "data/statistics/own.metadata.json"} {
		if err := json.Unmarshal([]byte(files[path]), &about); err != nil {
			t.Fatal(path, err)
		}
	}
	for _, r := range about.Resources {
		told("package", "data/"+r.Path, r.Bytes, strings.TrimPrefix(r.Hash, "sha256:"))
	}
	for _, set := range about.Dataset {
		for _, f := range set.Distribution {
			path := strings.TrimPrefix(f.DownloadURL, "https://example.org/")
			told("catalogue", path, -1, f.Checksum.ChecksumValue)
			if f.ByteSize != fmt.Sprint(len(files[path])) {
				found = append(found, "catalogue: size of "+path)
			}
		}
	}
	for _, f := range about.Files {
		told("series", strings.TrimPrefix(f.URL, "https://example.org/"), f.Bytes, f.SHA256)
	}
	if len(about.Resources) < 4 || len(about.Dataset) != len(about.Resources) || len(about.Files) != 4 {
		found = append(found, fmt.Sprintf("%d resources, %d sets, %d files", len(about.Resources), len(about.Dataset), len(about.Files)))
	}
	return found
}
