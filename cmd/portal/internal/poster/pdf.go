package poster

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// A PDF names the offset of each of its objects, so nothing may change its
// length: what is taken out leaves blanks, which mean nothing between two values
// (ISO 32000-1, 7.2.2).

var (
	written = regexp.MustCompile(`/(?:CreationDate|ModDate) \(D:\d{14}[+-]\d\d'\d\d'\)`)
	maker   = regexp.MustCompile(`/(?:Creator|Producer) (?:\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f]*>)`)
	node    = regexp.MustCompile(`\(node\d{8}\)`)
	strong  = regexp.MustCompile(`/S /Strong\b`)
	sheet   = regexp.MustCompile(`/Type /Page\b`)
)

// moments are how often a PDF says when it was made: on creation and on change.
const moments = 2

// errStrange is a PDF that is not written as Chromium wrote them so far.
var errStrange = errors.New("this Chromium writes its PDF files in a way that is not known here, so two of them could differ")

// normalise makes a PDF the same whenever and by whichever process it was
// printed: dated day, without the names of programs, and with its elements
// numbered from one.
func normalise(pdf []byte, day model.Date) ([]byte, error) {
	out := bytes.Clone(pdf)
	parts := objects(out)
	dates := 0
	stamp := fmt.Appendf(nil, "(D:%04d%02d%02d000000+00'00')", day.Year, day.Month, day.Day)
	for _, part := range parts {
		// A type of PDF 2.0 in a file that says 1.4: readers drop what is in it.
		for _, at := range strong.FindAllIndex(part, -1) {
			copy(part[at[0]:], "/S /Span  ")
		}
		for _, at := range written.FindAllIndex(part, -1) {
			copy(part[at[1]-len(stamp):at[1]], stamp)
			dates++
		}
		for _, at := range maker.FindAllIndex(part, -1) {
			value := at[0] + bytes.IndexByte(part[at[0]:at[1]], ' ') + 1
			copy(part[value:], "()")
			for i := value + 2; i < at[1]; i++ {
				part[i] = ' '
			}
		}
	}
	if dates != moments {
		return nil, errStrange
	}
	renumber(parts)
	return out, nil
}

// renumber gives the elements new numbers in the order of the old ones, which
// Chromium counts up for all the pages of a process. The order stays, because
// the PDF looks them up in a sorted list (7.9.6, name trees).
func renumber(parts [][]byte) {
	var names []string
	for _, part := range parts {
		for _, name := range node.FindAll(part, -1) {
			names = append(names, string(name))
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	for _, part := range parts {
		for _, at := range node.FindAllIndex(part, -1) {
			i, _ := slices.BinarySearch(names, string(part[at[0]:at[1]]))
			copy(part[at[0]:at[1]], fmt.Sprintf("(node%08d)", i+1))
		}
	}
}

// sheets counts the pages of a PDF.
func sheets(pdf []byte) int {
	n := 0
	for _, part := range objects(pdf) {
		n += len(sheet.FindAllIndex(part, -1))
	}
	return n
}

// objects are the parts of a PDF outside of its streams: in compressed bytes
// anything may stand by chance. They share memory with pdf.
func objects(pdf []byte) [][]byte {
	begin, end := []byte("stream\n"), []byte("\nendstream")
	var out [][]byte
	for {
		i := bytes.Index(pdf, begin)
		if i < 0 {
			return append(out, pdf)
		}
		out = append(out, pdf[:i:i])
		pdf = pdf[i+len(begin):]
		j := bytes.Index(pdf, end)
		if j < 0 {
			return out
		}
		pdf = pdf[j+len(end):]
	}
}
