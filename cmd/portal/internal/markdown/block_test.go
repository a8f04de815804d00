package markdown

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestBlockHTML(t *testing.T) {
	for _, test := range []struct{ name, body, html string }{
		{"callout", ":::callout\na\n:::", `<div class="note" role="note">` + "\n<p>a</p>\n</div>\n"},
		{"blank after the colons", "::: callout {kind=note}\na\n:::", `<div class="note" role="note">` + "\n<p>a</p>\n</div>\n"},
		{
			"callout with kind and title", `:::callout{kind=quiet title="A & <b>"}` + "\na\n:::",
			`<div class="note note--quiet" role="note">` + "\n" + `<p class="note__title">A &amp; &lt;b&gt;</p>` + "\n<p>a</p>\n</div>\n",
		},
		{"steps", ":::steps\n1. a\n2. b\n:::", `<div class="steps">` + "\n<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n</div>\n"},
		{"leaf", "a\n:::helpline{id=192}\nb", "<p>a</p>\n<p>192</p>\n<p>b</p>\n"},
		{
			"block in a block", ":::callout\n:::steps\n1. a\n:::\nb\n:::\nc",
			`<div class="note" role="note">` + "\n" + `<div class="steps">` + "\n<ol>\n<li>a</li>\n</ol>\n</div>\n<p>b</p>\n</div>\n<p>c</p>\n",
		},
		{
			"callout in an item", "1. a\n\n   :::callout\n   b\n   :::\n2. c",
			"<ol>\n<li>\n<p>a</p>\n" + `<div class="note" role="note">` + "\n<p>b</p>\n</div>\n</li>\n<li>\n<p>c</p>\n</li>\n</ol>\n",
		},
		{"an example of the syntax", ":::callout\n```\n:::\n```\n:::", `<div class="note" role="note">` + "\n<pre><code>:::\n</code></pre>\n</div>\n"},
		{"end of file", ":::helplines", "<p>192</p>\n"},
		{"empty", ":::callout\n:::", `<div class="note" role="note">` + "\n</div>\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := render(t, test.body); got != test.html {
				t.Errorf("got  %q\nwant %q", got, test.html)
			}
		})
	}
}

func TestBlocks(t *testing.T) {
	doc, _ := parse("a\n\n:::callout{title=\"A b\"  kind=quiet}\n:::helpline{id=192}\n:::")
	if len(doc.Blocks) != 2 {
		t.Fatalf("got %v", doc.Blocks)
	}
	outer, inner := doc.Blocks[0], doc.Blocks[1]
	if outer.Name != "callout" || !maps.Equal(outer.Args, map[string]string{"title": "A b", "kind": "quiet"}) || outer.Pos.Line != 7 {
		t.Errorf("got %+v", outer)
	}
	if inner.Name != "helpline" || inner.Args["id"] != "192" || inner.Pos.Line != 8 {
		t.Errorf("got %+v", inner)
	}
}

// TestCurvedQuotes round a value are a word processor's; within straight ones they
// are words.
func TestCurvedQuotes(t *testing.T) {
	for written, want := range map[string]string{
		"title=„Po, po“": "Po, po", "title=“a b”": "a b", "title=”a”": "a", "title=«a b»": "a b", `title="Ligji „A b“ 5"`: "Ligji „A b“ 5",
	} {
		doc, faults := parse(":::callout{" + written + " kind=quiet}\na\n:::")
		if len(faults) > 0 || doc.Blocks[0].Args["title"] != want || doc.Blocks[0].Args["kind"] != "quiet" {
			t.Errorf("%s: %v, %v", written, doc.Blocks, faults)
		}
	}
}

func TestBlockFaults(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"unknown", ":::video\na\n:::", "block-unknown 5:1 [name=video names=callout, steps, helpline, helplines, chart]"},
		{"unclosed", ":::callout\na", "block-unclosed 5:1 [name=callout]"},
		{"unclosed in an item", "- :::callout\n  a\n\nb", "block-unclosed 5:3 [name=callout]"},
		{"closes nothing", "a\n:::", "block-unopened 6:1 []"},
		{"a leaf is not closed", ":::helplines\n:::", "block-unopened 6:1 []"},
		{"steps without a numbered list", ":::steps\n- a\n:::", "block-content 5:1 [name=steps]"},
		{"steps with more than the list", ":::steps\n1. a\n\nb\n:::", "block-content 5:1 [name=steps]"},
		{"unknown argument", ":::callout{colour=red}\na\n:::", "block-argument 5:12 [allowed=kind, title argument=colour=red name=callout]"},
		{"unknown value", ":::callout{kind=loud}\na\n:::", "block-argument 5:12 [allowed=note, warning, quiet argument=kind=loud name=callout]"},
		{"twice", ":::helpline{id=1 id=2}", "block-argument 5:18 [allowed= argument=id=2 name=helpline]"},
		{"no value", ":::callout{title=}\na\n:::", "block-argument 5:12 [allowed=kind, title argument=title= name=callout]"},
		{"open quote", `:::callout{title="a b}` + "\na\n:::", `block-argument 5:12 [allowed=kind, title argument=title="a b name=callout]`},
		{"one curved quote", ":::helpline{id=“192}", "block-argument 5:13 [allowed=id argument=id=“192 name=helpline]"},
		{"a curved quote within", ":::helpline{id=1“92}", "block-argument 5:13 [allowed=id argument=id=1“92 name=helpline]"},
		{"a straight and a curved one", ":::helpline{id=\"192”}", "block-argument 5:13 [allowed=id argument=id=\"192” name=helpline]"},
		{"no name", ":::helpline{192}", "block-argument 5:13 [allowed=id argument=192 name=helpline]"},
		{"no braces", ":::helpline 192", "block-argument 5:13 [allowed=id argument=192 name=helpline]"},
		{"words after the braces", ":::callout{kind=note} Ë\na\n:::", "block-argument 5:11 [allowed=kind, title argument={kind=note} Ë name=callout]"},
		{"nothing is allowed", ":::helplines{id=1}", "block-argument 5:14 [allowed= argument=id=1 name=helplines]"},
		{"required", ":::helpline", "block-argument-missing 5:1 [argument=id name=helpline]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			doc, faults := parse(test.body)
			var got []string
			for _, f := range faults {
				var args []string
				for k, v := range f.Args {
					args = append(args, k+"="+v)
				}
				slices.Sort(args)
				got = append(got, fmt.Sprintf("%s %d:%d %v", f.Code, f.Pos.Line, f.Pos.Col, args))
			}
			if !slices.Equal(got, []string{test.want}) {
				t.Errorf("got %q", got)
			}
			if html := renderDoc(t, doc); strings.Contains(html, ":::") {
				t.Errorf("the syntax is in the HTML: %s", html)
			}
		})
	}
}
