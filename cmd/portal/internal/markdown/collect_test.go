package markdown

import (
	"strings"
	"testing"
)

func TestText(t *testing.T) {
	for body, want := range map[string]string{
		"## A\n\nB\nc\\\nd.\n\n- e\n- f":          "A\nB c d.\ne\nf\n",
		"|a|b|\n|-|-|\n|c `x\\|y`|d|":             "a\nb\nc x|y\nd\n",
		"*A* [b](page:c) `d` \"e\" &amp; \\* <3":  "A b d „e“ & * <3\n",
		"```\na\n```\n\n    b":                    "a\nb\n",
		"![alt](a.png) <https://x.al> <page:a> b": "alt https://x.al  b\n",
		"A[^1].\n\n[^1]: B.":                      "A.\nB.\n",
		"Term\n: Def":                             "Term\nDef\n",
		":::callout\na\n:::":                      "a\n",
		"":                                        "",
	} {
		doc, _ := parse(body)
		if doc.Text != want {
			t.Errorf("%q: got %q, want %q", body, doc.Text, want)
		}
	}
}

func TestWords(t *testing.T) {
	for body, want := range map[string]int{
		"Një, dy -- tre.":                     3,
		"2015–2019 e-mail s'ka":               3,
		"Шта је љубав?":                       3,
		"|a|b|\n|-|-|\n|c|d|":                 4,
		"**a**b":                              1,
		"…":                                   0,
		strings.Repeat("fjalë\n", 100) + "\n": 100,
	} {
		doc, _ := parse(body)
		if doc.Words != want {
			t.Errorf("%q: got %d, want %d", body, doc.Words, want)
		}
	}
}

func TestAllFaultsAreReportedInOrder(t *testing.T) {
	_, faults := parse("[a](tel:1) <b>\n\n[^1]: [a](/x)\n\n# A {#1}\n\n[^1] ![](a.png)")
	want := "link-telephone html-raw link-by-address heading-level-one heading-id-invalid image-alt-missing"
	if got := strings.Join(codes(faults), " "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
