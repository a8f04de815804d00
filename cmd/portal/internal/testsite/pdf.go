package testsite

import (
	"bytes"
	"cmp"
	"fmt"
)

// PDF says what a PDF for a test is like. The zero value is one page that is a
// picture, as a scanner makes it.
type PDF struct {
	Pages      int    // 1 when none is given
	Text       string // stands on each page; empty: no letters at all
	Lang       string
	Author     string // in the information dictionary, with a program and a day
	XMP        bool   // metadata that name the author again
	Comment    string // who commented on the first page
	Signed     bool
	Script     bool // JavaScript runs when it is opened
	Launch     bool // so does a program
	Attachment bool
	Form       bool // an XFA form
	Encrypted  bool
	Tagged     bool   // with a structure tree and an outline
	Photo      string // bytes of a JPEG that every page shows
}

// Bytes is the file.
func (p PDF) Bytes() []byte {
	w := &pdfWriter{}
	w.WriteString("%PDF-1.7\n")
	w.catalog(p)
	pages := max(p.Pages, 1)
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", 10+2*i)
	}
	w.object(2, fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids, pages))
	w.object(3, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	w.object(4, "<</S/JavaScript/JS(app.alert\\(1\\))>>")
	w.stream(5, "/Type/EmbeddedFile", "secret")
	w.stream(6, "/Type/Metadata/Subtype/XML", "<x:xmpmeta xmlns:x='adobe:ns:meta/'>"+p.Author+"</x:xmpmeta>")
	w.object(7, "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange[0 10 20 30]/Contents<00ff>>>")
	w.object(8, fmt.Sprintf("<</Author(%s)/Creator(Program)/CreationDate(D:20300101000000Z)>>", p.Author))
	w.object(9, "<</Subtype/Text/Rect[0 0 9 9]/Contents(Look)/T("+p.Comment+")/M(D:20300101000000Z)>>")
	for i := range pages {
		w.page(p, 10+2*i)
	}
	w.stream(10+2*pages, "/Type/XObject/Subtype/Image/Filter/DCTDecode", p.Photo)
	w.trailer(p)
	return w.Bytes()
}

// pdfWriter writes objects and remembers where each began.
type pdfWriter struct {
	bytes.Buffer
	numbers, at []int
}

func (w *pdfWriter) object(number int, text string) {
	w.numbers, w.at = append(w.numbers, number), append(w.at, w.Len())
	fmt.Fprintf(w, "%d 0 obj\n%s\nendobj\n", number, text)
}

func (w *pdfWriter) stream(number int, keys, data string) {
	w.object(number, fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", keys, len(data), data))
}

func (w *pdfWriter) catalog(p PDF) {
	keys := "/Type/Catalog/Pages 2 0 R"
	for _, part := range []struct {
		is   bool
		keys string
	}{
		{p.Lang != "", "/Lang(" + p.Lang + ")"},
		{p.Script, "/OpenAction 4 0 R"},
		{p.Launch, "/AA<</WC<</S/Launch/F(calc.exe)>>>>"},
		{p.Attachment, "/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(a)/EF<</F 5 0 R>>>>]>>>>"},
		{p.XMP, "/Metadata 6 0 R/PieceInfo<</Program<</Private(" + p.Author + ")>>>>"},
		{p.Signed, "/AcroForm<</SigFlags 3/Fields[<</FT/Sig/T(s)/V 7 0 R>>]>>"},
		{p.Form, "/AcroForm<</Fields[]/XFA[(a)(b)]>>"},
		{p.Tagged, "/MarkInfo<</Marked true>>/StructTreeRoot<</Type/StructTreeRoot/K<</S/Document>>>>/Outlines<</Type/Outlines/Count 0>>"},
	} {
		if part.is {
			keys += part.keys
		}
	}
	w.object(1, "<<"+keys+">>")
}

// page writes a page and what stands on it.
func (w *pdfWriter) page(p PDF, number int) {
	resources, content := "", "1 0 0 1 0 0 cm"
	if p.Text != "" {
		resources, content = "/Font<</F 3 0 R>>", "BT /F 12 Tf 72 720 Td ("+p.Text+") Tj ET"
	}
	if p.Photo != "" {
		resources += fmt.Sprintf("/XObject<</P %d 0 R>>", 10+2*max(p.Pages, 1))
	}
	annots := ""
	if p.Comment != "" {
		annots = "/Annots[9 0 R]"
	}
	w.object(number, fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<%s>>/Contents %d 0 R%s>>", resources, number+1, annots))
	w.stream(number+1, "", content)
}

func (w *pdfWriter) trailer(p PDF) {
	table := w.Len()
	w.WriteString("xref\n0 1\n0000000000 65535 f \n")
	for i, n := range w.numbers {
		fmt.Fprintf(w, "%d 1\n%010d 00000 n \n", n, w.at[i])
	}
	keys := ""
	if p.Author != "" {
		keys += "/Info 8 0 R"
	}
	if p.Encrypted {
		keys += "/Encrypt<</Filter/Standard/V 1/R 2/O<00>/U<00>/P -4>>"
	}
	fmt.Fprintf(w, "trailer\n<</Root 1 0 R/Size %d%s>>\nstartxref\n%d\n%%%%EOF\n", cmp.Or(len(w.numbers), 1)+1, keys, table)
}
