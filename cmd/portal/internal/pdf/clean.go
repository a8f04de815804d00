package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"strconv"
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Clean is the document without anything that tells who made it, when and with
// what. Its title is the given one, because a reader's program shows it and a
// screen reader says it first (WCAG technique PDF18); the rest of the information
// dictionary is gone. The identifier in the trailer is made from the bytes
// before it.
func (d *Document) Clean(title string) []byte {
	w := &writer{doc: d, at: make([]int, len(d.order)+2), as: make(map[int]int, len(d.order))}
	for i, n := range d.order {
		w.as[n] = i + 1
	}
	version := "1.7"
	if v := d.ctx.HeaderVersion; v != nil {
		version = v.String()
	}
	fmt.Fprintf(w, "%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n", version) // the second line says that it is binary (ISO 32000-1, 7.5.2)
	for i, n := range d.order {
		w.object(i+1, d.object(n))
	}
	info := len(d.order) + 1
	w.object(info, types.Dict{"Title": types.HexLiteral(fmt.Sprintf("%x", unicode(title)))})
	w.trailer(info)
	return w.Bytes()
}

// writer writes objects under new numbers, in the order in which the catalog
// leads to them.
type writer struct {
	bytes.Buffer
	doc *Document
	as  map[int]int // number in the file that was read → new number
	at  []int       // offsets, by new number
}

func (w *writer) object(number int, o types.Object) {
	w.at[number] = w.Len()
	fmt.Fprintf(w, "%d 0 obj\n", number)
	w.value(o)
	w.WriteString("\nendobj\n")
}

// value writes an object; a reference to what is not there is null.
func (w *writer) value(o types.Object) {
	switch v := o.(type) {
	case nil:
		w.WriteString("null")
	case types.IndirectRef:
		if n := w.as[number(v)]; n != 0 {
			fmt.Fprintf(w, "%d 0 R", n)
		} else {
			w.WriteString("null")
		}
	case types.Array:
		w.WriteByte('[')
		for i, item := range v {
			if i > 0 {
				w.WriteByte(' ')
			}
			w.value(item)
		}
		w.WriteByte(']')
	case types.Dict:
		w.dict(v, -1)
	case types.StreamDict:
		data := v.Raw
		if v.HasSoleFilterNamed("DCTDecode") {
			data = plainJPEG(data)
		}
		w.dict(v.Dict, len(data))
		w.WriteString("\nstream\n")
		w.Write(data)
		w.WriteString("\nendstream")
	default:
		w.WriteString(v.PDFString())
	}
}

// dict writes a dictionary; a length that is not negative makes it a stream's.
func (w *writer) dict(d types.Dict, length int) {
	w.WriteString("<<")
	for _, key := range w.doc.keys(d, length >= 0) {
		w.WriteString("/" + types.EncodeName(key) + " ")
		w.value(d[key])
	}
	if length >= 0 {
		w.WriteString("/Length " + strconv.Itoa(length))
	}
	w.WriteString(">>")
}

// trailer writes the cross-reference table (ISO 32000-1, 7.5.4: lines of twenty
// bytes) and what leads to it.
func (w *writer) trailer(info int) {
	table := w.Len()
	sum := sha256.Sum256(w.Bytes())
	fmt.Fprintf(w, "xref\n0 %d\n0000000000 65535 f \n", len(w.at))
	for _, offset := range w.at[1:] {
		fmt.Fprintf(w, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(w, "trailer\n<</ID [<%x> <%x>]/Info %d 0 R/Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n",
		sum[:16], sum[:16], info, len(w.at), table)
}

// unicode is a text string (ISO 32000-1, 7.9.2.2): UTF-16, big end first, with
// its mark.
func unicode(s string) []byte {
	out := []byte{0xfe, 0xff}
	for _, unit := range utf16.Encode([]rune(s)) {
		out = append(out, byte(unit>>8), byte(unit))
	}
	return out
}
