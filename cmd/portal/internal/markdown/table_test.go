package markdown

import (
	"strings"
	"testing"
)

func TestTableHTML(t *testing.T) {
	want := `<div class="table-wrap">
<table class="table table--cards">
<thead>
<tr>
<th scope="col">a</th>
<th scope="col" class="num">b</th>
</tr>
</thead>
<tbody>
<tr>
<td data-label="a">c</td>
<td class="num" data-label="b">d</td>
</tr>
</tbody>
</table>
</div>
`
	if got := render(t, "|a|b|\n|:-|-:|\n|c|d|"); got != want {
		t.Errorf("got %s", got)
	}
}

func TestTableHasNoStyle(t *testing.T) {
	if got := render(t, "|a|b|c|\n|:-|:-:|-:|\n|d|e|f|"); strings.Contains(got, "style") || strings.Contains(got, "align") {
		t.Errorf("got %s", got)
	}
}

func TestCellsNameTheirColumn(t *testing.T) {
	long := strings.Repeat("x", 100)
	got := render(t, "|*a* <|"+long+"|\n|-|-|\n|b|c|")
	for _, want := range []string{`data-label="a &lt;"`, `data-label="` + strings.Repeat("x", longestLabel) + `…"`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
}

func TestTableWithoutRows(t *testing.T) {
	if got := render(t, "|a|\n|-|"); strings.Contains(got, "tbody") {
		t.Errorf("got %s", got)
	}
}

func TestBarInTableCode(t *testing.T) {
	got := render(t, "|a|\n|-|\n|*`b\\|c`* d\\|e|\n\n`f\\|g`")
	for _, want := range []string{"<code>b|c</code>", "d|e", `<code>f\|g</code>`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
}
