package main

import (
	"regexp"
	"strings"
	"testing"
)

// withoutLayers is what a browser sees of a style sheet that does not know
// @layer: none of what stands in one.
func withoutLayers(css string) string {
	return keepCSS(css, func(head string, _ bool) bool { return !strings.HasPrefix(head, "@layer") })
}

// withoutModernCSS is what the browser of an old phone sees of a style sheet:
// without layers, custom properties, grid, and the gaps of grid and flex.
func withoutModernCSS(css string) string {
	return keepCSS(withoutLayers(css), func(head string, block bool) bool {
		property, value, _ := strings.Cut(head, ":")
		property = strings.TrimSpace(property)
		switch {
		case block:
			return true
		case strings.HasPrefix(property, "--"), strings.Contains(value, "var("):
			return false
		case strings.HasPrefix(property, "grid"), property == "display" && strings.Contains(value, "grid"):
			return false
		}
		return property != "gap" && property != "row-gap" && property != "column-gap"
	})
}

// keepCSS leaves out the declarations, and the blocks with all that is in them,
// that keep refuses. It is told the declaration, or what stands before a block.
func keepCSS(css string, keep func(head string, block bool) bool) string {
	var out strings.Builder
	for css != "" {
		head, rest, end := cutCSS(css)
		css = rest
		switch end {
		case '{':
			inner, after := blockCSS(rest)
			if css = after; keep(strings.TrimSpace(head), true) {
				out.WriteString(head + "{" + keepCSS(inner, keep) + "}")
			}
		default:
			if strings.TrimSpace(head) != "" && keep(strings.TrimSpace(head), false) {
				out.WriteString(head + ";")
			}
		}
	}
	return out.String()
}

// cutCSS divides a style sheet before and after the first of { } ; that stands
// neither in a string nor in brackets.
func cutCSS(css string) (head, rest string, end byte) {
	depth, quote := 0, byte(0)
	for i := 0; i < len(css); i++ {
		switch c := css[i]; {
		case c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			depth--
		case depth == 0 && (c == '{' || c == '}' || c == ';'):
			return css[:i], css[i+1:], c
		}
	}
	return css, "", 0
}

// blockCSS divides a style sheet at the brace that ends the block it begins in.
func blockCSS(css string) (inner, after string) {
	rest, depth := css, 1
	for rest != "" {
		var end byte
		switch _, rest, end = cutCSS(rest); end {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return css[:len(css)-len(rest)-1], rest
			}
		}
	}
	return css, ""
}

func TestStrippingCSS(t *testing.T) {
	for css, want := range map[string]string{
		`@layer a{p{x:1}}q{y:2}`: `q{y:2;}`,
		`:root{--a:1;color:red}p{margin:0;color:var(--a);padding:calc(2 * var(--b))}`:               `:root{color:red;}p{margin:0;}`,
		`p{display:grid;grid-template-columns:1fr;gap:0 1rem;row-gap:1px;column-gap:2px;columns:2}`: `p{columns:2;}`,
		`p{display:inline-grid;x:1}@media print{p{gap:0}q{x:2}}`:                                    `p{x:1;}@media print{p{}q{x:2;}}`,
		`p::before{content:"};gap:1";x:url(a;b)}[a="{"]{y:1}`:                                       `p::before{content:"};gap:1";x:url(a;b);}[a="{"]{y:1;}`,
		`@layer a,b;p{x:1`: `p{x:1;}`,
	} {
		if got := withoutModernCSS(css); got != want {
			t.Errorf("%s\n got %s\nwant %s", css, got, want)
		}
	}
}

// TestOldBrowserKeepsTheNumbers: what is left of the built style sheets on an old
// phone still makes the numbers and the exit large enough to tap (44 px, which
// is 2.75rem), and help pages show no white text without a ground of its own.
func TestOldBrowserKeepsTheNumbers(t *testing.T) {
	for name, css := range sheets(t) {
		if strings.Contains(css, "@layer") {
			t.Errorf("%s has layers; a browser that does not know them shows nothing of it", name)
		}
		old := withoutModernCSS(css)
		if left := regexp.MustCompile(`var\(|[{;]--|[{;]grid|:grid|[{;](row-|column-)?gap:`).FindAllString(old, 5); len(left) > 0 {
			t.Errorf("%s: not stripped: %q", name, left)
		}
		if len(old) < len(css)/3 {
			t.Errorf("%s: %d of %d bytes are left", name, len(old), len(css))
		}
		for _, class := range []string{"bar__call", "call__number", "dial__number", "exit"} {
			rule := regexp.MustCompile(`(?:^|})\.` + class + `{([^}]*)}`).FindStringSubmatch(old)
			if rule == nil {
				t.Errorf("%s: nothing is left of .%s", name, class)
			} else if !regexp.MustCompile(`min-height:(2\.(7[5-9]|[89]\d*)|3(\.\d+)?)rem`).MatchString(rule[1]) {
				t.Errorf("%s: .%s has no height to tap: %s", name, class, rule[1])
			}
		}
		if !strings.HasPrefix(name, "assets/quiet.") {
			continue // the language chooser has white text, and a dark ground of its own round it
		}
		for _, rule := range regexp.MustCompile(`[^{}]*{[^{}]*}`).FindAllString(old, -1) {
			if regexp.MustCompile(`[{;]color:#fff\b`).MatchString(rule) && !strings.Contains(rule, "background") {
				t.Errorf("%s: white text without a ground of its own: %s", name, rule)
			}
		}
	}
}

// TestQuietSheetIsEnough: what the large style sheet does for a page of the help
// section, the small one that it loads does too.
func TestQuietSheetIsEnough(t *testing.T) {
	files, all := built(t), sheets(t)
	styled := func(css string) map[string]bool {
		out := map[string]bool{}
		for _, m := range regexp.MustCompile(`\.([a-zA-Z][\w-]*)`).FindAllStringSubmatch(regexp.MustCompile(`{[^{}]*}`).ReplaceAllString(css, "{}"), -1) {
			out[m[1]] = true
		}
		return out
	}
	large, small := map[string]bool{}, map[string]bool{}
	for name, css := range all {
		if strings.HasPrefix(name, "assets/quiet.") {
			small = styled(css)
		} else {
			large = styled(css)
		}
	}
	pages := 0
	for name := range files {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		text := content(t, files, name)
		if !strings.Contains(text, "/assets/quiet.") {
			continue
		}
		pages++
		for _, m := range regexp.MustCompile(` class="([^"]*)"`).FindAllStringSubmatch(text, -1) {
			for _, class := range strings.Fields(m[1]) {
				if large[class] && !small[class] {
					t.Errorf("%s: .%s is styled in the other sheet only", name, class)
				}
			}
		}
	}
	if pages < 20 || len(small) >= len(large) {
		t.Errorf("%d quiet pages, %d classes of %d", pages, len(small), len(large))
	}
}

// sheets are the built style sheets by path.
func sheets(t *testing.T) map[string]string {
	t.Helper()
	files, out := built(t), map[string]string{}
	for name := range files {
		if strings.HasPrefix(name, "assets/") && strings.HasSuffix(name, ".css") {
			out[name] = content(t, files, name)
		}
	}
	if len(out) != 2 {
		t.Fatalf("the site has %d style sheets", len(out))
	}
	return out
}
