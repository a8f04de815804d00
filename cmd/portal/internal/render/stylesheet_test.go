package render

import (
	"regexp"
	"strings"
	"testing"
)

// TestPlainSheet: what old browsers do not know is written in what they know.
func TestPlainSheet(t *testing.T) {
	for name, c := range map[string]struct{ source, want string }{
		"layers in their order, rules without one last": {
			`@layer a, b; c{x:1} @layer b{d{x:2}} @layer a{e{x:3} @media print{f{x:4}}} @layer z{g{x:5}}`,
			`e{x:3;} @media print{f{x:4;} } d{x:2;} g{x:5;} c{x:1;}`,
		},
		"a token with one value": {
			`:root{--a: .5rem; color:red} p{margin:calc(-1 * var( --a )) 0; top:var(--a, 1px)}`,
			`:root{color:red;} p{margin:calc(-1 * .5rem) 0;top:var(--a, 1px);}`,
		},
		"tokens that change, that depend on others or that a rule sets": {
			`:root{--a:1;--b:var(--a);--c:3} @media print{:root{--a:2}} p{--d:4;x:var(--a) var(--b) var(--c) var(--d)}`,
			`:root{--a:1;--b:var(--a);} @media print{:root{--a:2;} } p{--d:4;x:var(--a) var(--b) 3 var(--d);}`,
		},
		"sizes": {
			`p{inline-size:1px;min-block-size:2px;max-inline-size:min(100%, 3px)}`,
			`p{width:1px;min-height:2px;max-width:min(100%, 3px);}`,
		},
		"sides": {
			`p{margin-block-start:1px;padding-inline-end:2px;inset-block-end:3px;scroll-padding-block-start:4px;border-inline-start:5px solid;border-inline-start-width:6px}`,
			`p{margin-top:1px;padding-right:2px;bottom:3px;scroll-padding-top:4px;border-left:5px solid;border-left-width:6px;}`,
		},
		"pairs": {
			`p{margin-inline:auto;padding-block:var(--x) calc(1px + 2px);inset-block:0;border-block:1px solid;margin-block:1px 2px !important}`,
			`p{margin-left:auto;margin-right:auto;padding-top:var(--x);padding-bottom:calc(1px + 2px);top:0;bottom:0;border-top:1px solid;border-bottom:1px solid;margin-top:1px!important;margin-bottom:2px!important;}`,
		},
		"all four sides": {
			`p{inset:1px 2px 3px} q{inset:0}`,
			`p{top:1px;right:2px;bottom:3px;left:2px;} q{top:0;right:0;bottom:0;left:0;}`,
		},
		"what only looks like structure": {
			`/* p{ */ a::before{content:"}; \" /*";background:url(data:x;y{)} [x="{"]{y:1}`,
			`a::before{content:"}; \" /*";background:url(data:x;y{);} [x="{"]{y:1;}`,
		},
		"statements, a stray brace, an open block": {
			`@import "x.css"; } p{x:1} q{y:2`,
			`@import "x.css"; p{x:1;} q{y:2;}`,
		},
	} {
		if got := strings.Join(strings.Fields(string(plainSheet([]byte(c.source)))), " "); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

// TestPlainSheetEnds: no text makes the reader run on or fall over.
func TestPlainSheetEnds(t *testing.T) {
	for _, source := range []string{"", "}", "{", "/*", "/", `"`, `"\`, "a{b", "a{b:", "@layer", "@layer a", "(", ")", "a{inset:}", ":root{--a}", "p{margin-block:!important}"} {
		plainSheet([]byte(source))
	}
}

// TestBundleIsPlain: nothing in the repository's style sheets is left that an
// old browser would drop a whole block or a size for.
func TestBundleIsPlain(t *testing.T) {
	assets, _, err := BuildAssets(repositoryFiles(t, "static/css/*.css", "layouts/components/*/*.css"))
	if err != nil {
		t.Fatal(err)
	}
	modern := regexp.MustCompile(`@layer|[{;](inset|[\w-]*(inline|block)(-start|-end|-size)?(-width|-style|-color)?):`)
	if found := modern.FindAllString(string(assets[0].Data), 5); len(found) > 0 {
		t.Errorf("in the bundle: %q", found)
	}
}
