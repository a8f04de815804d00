package export

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// TestSeries: the file of a series has its rows of the statistics, without the
// columns that are the same in all of them.
func TestSeries(t *testing.T) {
	x := exporter(t, "", awkward())
	s := x.site.Series.Get("s")
	whole, own := fromCSV(t, x.table(t, "statistics")), fromCSV(t, x.Series(s))
	if len(own) != len(whole) {
		t.Fatalf("%d rows of %d", len(own), len(whole))
	}
	for i := range own {
		for j, name := range own[0] {
			if at := slices.Index(whole[0], name); own[i][j] != whole[i][at] {
				t.Errorf("row %d, %s: %q, the statistics have %q", i, name, own[i][j], whole[i][at])
			}
		}
	}
	for _, name := range []string{"series", "indicator_sq", "topic", "overlaps"} {
		if slices.Contains(own[0], name) {
			t.Errorf("%s is the same in every row", name)
		}
	}
}

// TestSeriesMetadata: a program learns what the series is, how many figures it
// may not see, and by what the file of the figures is verified.
func TestSeriesMetadata(t *testing.T) {
	x := exporter(t, "/staging", awkward())
	var b strings.Builder
	files := []File{{Format: "csv", Path: "data/statistics/s.csv", Size: 12, SHA256: "ab"}, {Format: "svg", Lang: "sr", Path: "data/statistics/s.sr.svg"}}
	if err := x.SeriesMetadata(&b, x.site.Series.Get("s"), files); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Title        map[string]string
		Topic, Unit  struct{ ID, Title any }
		Dimensions   []struct{ ID string }
		Period       struct{ From, To int }
		Observations struct{ Published, Hidden int }
		Sources      []struct{ ID string }
		Licence      any
		Citation     map[string]string
		Pages        map[string]string
		Files        []struct{ URL, Language, MediaType, SHA256 string }
		Updated      string
	}
	if err := json.Unmarshal([]byte(b.String()), &got); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name      string
		got, want any
	}{
		{"title", got.Title["sr"], "@x"},
		{"topic", got.Topic.ID, "victims"},
		{"dimension", got.Dimensions[0].ID, "sex"},
		{"period", got.Period.From, 2030},
		{"period", got.Period.To, 2031},
		{"published", got.Observations.Published, 2},
		{"hidden", got.Observations.Hidden, 1},
		{"source", got.Sources[0].ID, "doc"},
		{"licence", got.Licence, nil},
		{"page", got.Pages["en"], "https://example.org/staging/en/figures/s/"},
		{"citation", got.Citation["sq"], "Zyra e Provës, =A1, https://example.org/staging/sq/figures/s/"},
		{"file", got.Files[0].URL, "https://example.org/staging/data/statistics/s.csv"},
		{"checksum", got.Files[0].SHA256, "ab"},
		{"media type", got.Files[1].MediaType, "image/svg+xml"},
		{"language", got.Files[1].Language, "sr-Latn"},
		{"day", got.Updated, "2030-06-01"},
	} {
		if test.got != test.want {
			t.Errorf("%s: %v, want %v", test.name, test.got, test.want)
		}
	}
}
