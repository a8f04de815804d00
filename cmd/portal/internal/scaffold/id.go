package scaffold

import (
	"regexp"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

func isID(kind model.Kind, id string) bool {
	ok, err := regexp.MatchString(kind.IDPattern(), id)
	return err == nil && ok
}

// folded are the letters of the editors' languages in plain ones, as addresses
// have them.
var folded = strings.NewReplacer(
	"ë", "e", "ç", "c", "č", "c", "ć", "c", "š", "s", "ž", "z", "đ", "dj",
	"Ë", "e", "Ç", "c", "Č", "c", "Ć", "c", "Š", "s", "Ž", "z", "Đ", "dj",
	"e\u0308", "e", "E\u0308", "e", "’", "", "'", "",
)

// between is what cannot stand in an id.
var between = regexp.MustCompile(`[^a-z0-9./]+`)

// suggested is the id that somebody probably meant, empty when none can be made
// of what was typed.
func suggested(kind model.Kind, typed string) string {
	parts := strings.Split(typed, "/")
	if strings.HasSuffix(typed, ".yaml") {
		parts = parts[len(parts)-1:] // a path to the record's file
	} else if kind != model.KindPage {
		parts = []string{strings.ReplaceAll(typed, "/", "-")} // the number of a law: 04/L-218
	}
	for i, p := range parts {
		p = strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(folded.Replace(p)), ".yaml"), ".md")
		if kind == model.KindPage {
			p = strings.ReplaceAll(p, ".", "-")
		}
		parts[i] = strings.Trim(between.ReplaceAllString(p, "-"), "-.")
	}
	id := strings.Join(parts, "/")
	if !isID(kind, id) {
		return ""
	}
	return id
}
