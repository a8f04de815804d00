package render

import "testing"

// TestExitKeysStandWhereTheSiteSays: the keys work on a named page and on all
// below it; home, above everything, is named for itself alone.
func TestExitKeysStandWhereTheSiteSays(t *testing.T) {
	named := []string{"home", "help", "learn/signs"}
	for under, want := range map[string]bool{
		"home": true, "help": true, "help/phone": true, "help/phone/old": true, "learn/signs": true, "learn/signs/one": true,
		"learn": false, "learn/work": false, "helpers": false, "plan": false, "not-found": false,
	} {
		if got := exitKeys(named, under); got != want {
			t.Errorf("%s: keys %v", under, got)
		}
	}
	if exitKeys(nil, "home") {
		t.Error("a site that names no page has keys")
	}
}
