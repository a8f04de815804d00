package render

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/big"
	"strings"
	"testing"
)

// drawnRows are rows of a chart: "2017=20", "2020=" without a figure.
func drawnRows(written ...string) []chartRow {
	var out []chartRow
	for _, w := range written {
		label, value, _ := strings.Cut(w, "=")
		r := chartRow{label: label, value: value}
		if value != "" {
			r.amount, _ = new(big.Rat).SetString(value)
		}
		out = append(out, r)
	}
	return out
}

// TestBarsBeginAtZero: their lengths are to each other as the figures are.
func TestBarsBeginAtZero(t *testing.T) {
	bars, height := barsOf(drawnRows("2017=20", "2018=0", "2019=", "2020=80"), narrowLine)
	want := []Bar{
		{Label: []ChartLine{{"2017", 16}}, Value: "20", Base: 16, Top: 22, Width: "25.00%"},
		{Label: []ChartLine{{"2018", 54}}, Value: "0", Base: 54, Top: 60},
		{Label: []ChartLine{{"2019", 92}}, Base: 92, Top: 98, Empty: true},
		{Label: []ChartLine{{"2020", 130}}, Value: "80", Base: 130, Top: 136, Width: "100.00%"},
	}
	if fmt.Sprint(bars) != fmt.Sprint(want) || height != 136+barSize {
		t.Errorf("%v, %d high, want %v", bars, height, want)
	}
}

// TestBarsKeepClearOfWords: whatever the words need, nothing lies on anything else.
func TestBarsKeepClearOfWords(t *testing.T) {
	rows := drawnRows("përdorimi i shërbimeve seksuale të viktimës së trafikimit=7", "2019=9", "2018=1000000", "x=1")
	rows[0].head, rows[2].head = "viktimat nga vendet e tjera të rajonit dhe të Evropës", "Kosova"
	bars, height := barsOf(rows, narrowLine)
	floor := 0
	for _, b := range bars {
		for _, l := range append(b.Head, b.Label...) {
			if n := len([]rune(l.Text)); l.Base-floor < barBase || n > narrowLine {
				t.Errorf("%q, %d letters, begins at %d under %d", l.Text, n, l.Base-barBase, floor)
			}
			floor = l.Base
		}
		last := b.Label[len(b.Label)-1]
		if b.Base != last.Base || b.Top < b.Base+4 || len([]rune(last.Text+b.Value)) > narrowLine {
			t.Errorf("%q and %q share a line at %d, the bar at %d", last.Text, b.Value, b.Base, b.Top)
		}
		floor = b.Top + barSize
	}
	if floor != height {
		t.Errorf("%d high, want %d", height, floor)
	}
}

// TestChartFileIsXML that says what it was given, whatever that is.
func TestChartFileIsXML(t *testing.T) {
	hostile := `<script>alert("1")</script> & 'x' ]]> --> <!ENTITY`
	view := ChartFile{Lang: "sq", Height: 9, Heads: []ChartLine{{hostile, 1}}, Unit: ChartLine{hostile, 2}, Foot: []ChartLine{{hostile, 3}}, Chart: Chart{
		ID: "chart", Title: Words{Text: hostile, Lang: "sr"}, Desc: hostile, Hatched: true,
		Bars: []Bar{{Head: []ChartLine{{hostile, 4}}, Label: []ChartLine{{hostile, 5}}, Value: hostile, Width: "50.00%", Sign: "hatched"}},
	}}
	var svg strings.Builder
	if err := parseSet(t).ExecuteTemplate(&svg, "chart-file", view); err != nil {
		t.Fatal(err)
	}
	said := 0
	for dec := xml.NewDecoder(strings.NewReader(svg.String())); ; {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in %s", err, svg.String())
		}
		switch x := token.(type) {
		case xml.CharData:
			if string(x) == hostile {
				said++
			}
		case xml.StartElement:
			for _, a := range x.Attr {
				if x.Name.Local == "script" || a.Name.Local == "style" || a.Name.Local == "href" || strings.HasPrefix(a.Name.Local, "on") {
					t.Errorf("<%s %s>", x.Name.Local, a.Name.Local)
				}
			}
		}
	}
	if said != 8 {
		t.Errorf("%d of 8 texts are as they were given: %s", said, svg.String())
	}
}
