package markdown

import "antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"

var albanian = Quotes{"„", "“", "‚", "‘"}

func codes(faults []diag.Diagnostic) []string {
	var out []string
	for _, f := range faults {
		out = append(out, f.Code)
	}
	return out
}

func has(faults []diag.Diagnostic, code string) bool {
	for _, f := range faults {
		if f.Code == code {
			return true
		}
	}
	return false
}
