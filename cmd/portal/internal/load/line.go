package load

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// Line is a text of one line as a record keeps it: composed characters (NFC),
// one blank for each run of white space (line breaks and no-break spaces that
// came along when it was pasted), and no marks that only tell where a line may
// break. hidden is a character that no editor can see and that is refused in
// records, 0 when there is none.
func Line(text string) (line string, hidden rune) {
	line = norm.NFC.String(strings.Join(strings.Fields(tidy(strings.ToValidUTF8(text, "\uFFFD"))), " "))
	if i := strings.IndexFunc(line, model.Hidden); i >= 0 {
		for _, r := range line[i:] {
			return line, r
		}
	}
	return line, 0
}
