package check

import (
	"slices"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// acceptable are the codes of faults that a site can be published with.
var acceptable = []string{
	"translation-missing", "page-translation-missing", "helpline-unverified", "helpline-old", "helpline-none",
	"activity-code", "activity-objective-strategic", "plan-number-duplicate",
	"progress-not-lead", "progress-period", "progress-status-back",
	"page-heavy", "to-confirm",
}

// measured are the codes that are known only when every page has been made.
var measured = []string{"page-heavy"}

// Accept settles what data/site.yaml accepts, over the diagnostics of a whole
// run: an error that is named there with its file becomes a warning until the
// given day, so that a helpline correction is never held up by an unrelated
// fault. An entry past its day is reported, and blocks a release; so is (as a
// warning) an entry that accepts nothing.
//
// Only the rules of acceptable can be accepted: those that leave the site whole.
// A file that cannot be read, a reference to nothing, the address of a shelter
// or a tree that does not verify cannot.
func Accept(site *model.Site, found []diag.Diagnostic, opt Options) []diag.Diagnostic {
	return accept(site, withoutEchoes(found), opt, func(code string) bool { return !slices.Contains(measured, code) })
}

// AcceptMeasured settles what data/site.yaml accepts of the codes that are
// known only when every page has been made, which Accept leaves alone.
func AcceptMeasured(site *model.Site, found []diag.Diagnostic, opt Options) []diag.Diagnostic {
	return accept(site, found, opt, func(code string) bool { return slices.Contains(measured, code) })
}

// accept settles the entries whose turn it is.
func accept(site *model.Site, found []diag.Diagnostic, opt Options, turn func(code string) bool) []diag.Diagnostic {
	c := &checker{site: site, opt: opt}
	for i, a := range site.Config.Accepted {
		at := site.Config.At(model.Item("accepted", i))
		if a.Until.IsZero() || !turn(a.Code) {
			continue // no entry at all (that has been said), or another's turn
		}
		if a.Until.Before(opt.Date) {
			c.blocks(diag.NewError("accepted-expired", at, "code", a.Code, "until", a.Until.String()))
			continue
		}
		used := false
		for j, d := range found {
			if d.Code == a.Code && d.Pos.File == a.File && slices.Contains(acceptable, a.Code) {
				found[j].Severity, used = diag.Warning, true
			}
		}
		if !used {
			c.report(diag.NewWarning("accepted-unknown", at, "code", a.Code, "file", a.File))
		}
	}
	return diag.Sort(append(found, c.found...))
}

// withoutEchoes leaves out how a file differs from its other edition while
// something else is wrong with either: a misspelt link is one fault, and not also
// a link too many and a link too few.
func withoutEchoes(found []diag.Diagnostic) []diag.Diagnostic {
	compares := func(d diag.Diagnostic) bool { return strings.HasPrefix(d.Code, "parity-") }
	faulty := map[string]bool{}
	for _, d := range found {
		if (d.Severity == diag.Error || d.Code == "blank-left") && !compares(d) { // a draft's blanks are warnings
			faulty[d.Pos.File] = true
		}
	}
	return slices.DeleteFunc(found, func(d diag.Diagnostic) bool {
		return compares(d) && (faulty[d.Pos.File] || faulty[d.Args["file"]])
	})
}
