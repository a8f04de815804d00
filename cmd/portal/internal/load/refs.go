package load

import (
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// references reports every reference to a record that does not exist, with the
// nearest id that does.
func (l *loader) references() {
	if l.site.Config == nil {
		return // without its languages no page is known; one fault is enough
	}
	for _, ref := range l.site.Refs {
		if !l.site.Has(ref.Kind, ref.ID) {
			l.report(Unknown(l.site, ref))
		}
	}
}

// Unknown is the diagnostic for a reference to nothing: code "<kind>-unknown"
// and, where an id is near, "did you mean".
func Unknown(site *model.Site, ref model.Ref) diag.Diagnostic {
	fault := diag.NewError(string(ref.Kind)+"-unknown", ref.Pos, "id", ref.ID)
	near := site.Renamed(ref.Kind, ref.ID)
	if near == "" {
		near = diag.Nearest(ref.ID, site.IDs(ref.Kind))
	}
	if near != "" {
		fault = fault.WithHint("did-you-mean", "suggestion", near, "file", site.FileOf(ref.Kind, near))
	}
	return fault
}
