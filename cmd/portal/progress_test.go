package main

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestNoProgressIsInvented: nothing was reported on the real plan, so no page
// says how far it has come, nor that an institution did not report.
func TestNoProgressIsInvented(t *testing.T) {
	files := built(t)
	for _, page := range []struct{ address, says string }{
		{"/sq/plani/sipas-gjendjes/", "0 nga 87 aktivitete"},
		{"/sr/plan/po-stanju/", "0 od 87 aktivnosti"},
		{"/en/plan/by-status/", "0 of 87 activities"},
		{"/sq/plani/raportet-tremujore/", "Në këtë portal nuk ka asnjë raport."},
		{"/sr/plan/tromesecni-izvestaji/", "Na ovom portalu nema nijednog izveštaja."},
		{"/en/plan/quarterly-reports/", "No report is on this portal."},
	} {
		main := elements(pageAt(t, files, page.address), func(n *html.Node) bool { return n.Data == "main" })[0]
		text := textOf(main)
		if !strings.Contains(text, page.says) {
			t.Errorf("%s does not say %q", page.address, page.says)
		}
		if strings.Contains(text, "%") {
			t.Errorf("%s has a percentage", page.address)
		}
		if bars := elements(main, func(n *html.Node) bool { return attribute(n, "class") == "meter__bar" }); len(bars) > 0 {
			t.Errorf("%s has %d bars", page.address, len(bars))
		}
		for _, accusation := range []string{"did not report", "nuk ka raportuar", "nije izvestila", "nije podnela"} {
			if strings.Contains(text, accusation) {
				t.Errorf("%s says %q", page.address, accusation)
			}
		}
	}
	for _, id := range []string{"3.3", "4.6"} {
		if text := textOf(pageAt(t, files, "/en/plan/by-status/")); !strings.Contains(text, id+" ") {
			t.Errorf("the page by status does not name objective %s, which has no activity", id)
		}
	}
}
