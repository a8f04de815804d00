package dataset

import "testing"

// TestDeclarations: a column stands once in its set, and what it refers to is
// the key of a set.
func TestDeclarations(t *testing.T) {
	shared := map[string]Column{}
	for _, set := range All() {
		seen := map[string]bool{}
		keys := 0
		for _, c := range set.Columns {
			if c.Name == "" || c.Type == "" || seen[c.Name] {
				t.Errorf("%s: %q is declared twice or not wholly", set.Name, c.Name)
			}
			seen[c.Name] = true
			if c.Key {
				keys++
			}
			if c.Key && !c.Required {
				t.Errorf("%s: the key %s may be empty", set.Name, c.Name)
			}
			if c.Langs != (c.Type == Words || c.Name == "url") {
				t.Errorf("%s: %s: is it a column per language?", set.Name, c.Name)
			}
			if to, ok := Named(c.Refs); c.Refs != "" {
				if _, has := to.Key(); !ok || !has {
					t.Errorf("%s: %s refers to %s, which is no set with a key", set.Name, c.Name, c.Refs)
				}
			}
			if before, ok := shared[c.Name]; c.Shared && ok && before != c {
				t.Errorf("%s: %s is shared, and is another than in the other sets", set.Name, c.Name)
			}
			if c.Shared {
				shared[c.Name] = c
			}
		}
		if keys > 1 {
			t.Errorf("%s has %d keys", set.Name, keys)
		}
	}
}
