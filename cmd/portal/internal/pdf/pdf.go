// Package pdf knows what a PDF is, and makes it one that tells nothing about
// those who wrote it.
//
// In go the bytes of a file as somebody put it into the site's folder; [Read]
// gives back a [Document] with what readers are told about it, or a [Fault].
// [Document.Clean] writes it anew: what its catalog leads to, and nothing else.
// Gone are the information dictionary, XMP, private data of programs, the names
// and days of comments, what cameras write into photographs, and every earlier
// version that was saved into the same file. Kept are pages, structure (tags),
// outline, language and links, object for object. The same file and title give
// the same bytes on any day.
//
// A file is refused when it is damaged, encrypted or out of all proportion: more
// than [maxObjects] objects or [maxPages] pages, or object streams that unpack to
// more than [maxUnpacked]. One whose end is missing, or does not lead to its
// objects, is not repaired: readers' programs would each do that in their own
// way. Content streams and pictures are never unpacked.
//
// The format is ISO 32000; pdfcpu parses it, and lives in this package alone.
package pdf

import (
	"bytes"
	"cmp"
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Fault says why a file is refused. Messages of the library are not passed on:
// which of several faults it meets first is left to chance.
type Fault string

// The faults of a file.
const (
	FaultFormat    Fault = "no-pdf"    // it does not begin as a PDF does
	FaultCutOff    Fault = "cut-off"   // its end is missing
	FaultEncrypted Fault = "encrypted" // a password or a restriction
	FaultTooLarge  Fault = "too-large" // too many objects or pages, or a bomb
	FaultBroken    Fault = "broken"    // anything else that keeps it from being read
)

// Error is the fault's name.
func (f Fault) Error() string { return string(f) }

// Limits of a document. A report of a thousand pages has some 50,000 objects.
const (
	maxObjects  = 300_000
	maxPages    = 5_000
	maxDepth    = 100      // of arrays and dictionaries inside each other
	maxUnpacked = 64 << 20 // bytes of all object and cross-reference streams together
)

// Action is something that a document would do by itself, or carries with it.
type Action string

// The actions that are looked for. [Document.Actions] tells which there are.
const (
	ActionScript Action = "script"     // JavaScript
	ActionLaunch Action = "launch"     // starts a program or opens another file
	ActionAttach Action = "attachment" // carries other files
	ActionSend   Action = "form"       // sends or loads what is filled in, or is an XFA form
)

// Document is a PDF that could be read.
type Document struct {
	Pages   int
	Lang    string   // as the catalog says, empty when it does not
	Signed  bool     // has a digital signature, which covers its bytes
	Text    bool     // has letters on some page; without any it is pictures of pages
	Actions []Action // in the order of the constants
	Author  bool     // says who wrote it, or with what

	ctx   *model.Context
	order []int // numbers of all objects that the catalog leads to, as they are met
}

// Read reads a PDF. An error is a [Fault].
func Read(data []byte) (doc *Document, err error) {
	if !bytes.HasPrefix(data, []byte("%PDF-")) {
		return nil, FaultFormat
	}
	if !bytes.Contains(data[max(0, len(data)-1024):], []byte("%%EOF")) {
		return nil, FaultCutOff
	}
	if !led(data) {
		return nil, FaultBroken
	}
	if unpacked(data) > maxUnpacked {
		return nil, FaultTooLarge
	}
	defer func() { // the library is given what nobody has looked at
		if recover() != nil {
			doc, err = nil, FaultBroken
		}
	}()
	ctx, err := pdfcpu.ReadWithContext(context.Background(), bytes.NewReader(data), configuration())
	switch {
	case encrypted.Match(data):
		return nil, FaultEncrypted
	case err != nil || ctx.Root == nil:
		return nil, FaultBroken
	case len(ctx.Table) > maxObjects:
		return nil, FaultTooLarge
	}
	d := &Document{ctx: ctx}
	if err := d.learn(); err != nil {
		return nil, err
	}
	if !d.readable() {
		return nil, FaultBroken
	}
	return d, nil
}

// readable reports whether what is published of the document can be read: the
// library takes some damaged objects for whole ones, or not, in the order in which
// it happens to meet them.
func (d *Document) readable() bool {
	ctx, err := pdfcpu.ReadWithContext(context.Background(), bytes.NewReader(d.Clean("")), configuration())
	return err == nil && ctx.Root != nil
}

// led reports whether the end of the file leads to cross-references. Where it
// does not, the library would gather what looks like objects.
func led(data []byte) bool {
	ends := lastTable.FindAllSubmatch(data[max(0, len(data)-1024):], -1)
	if ends == nil {
		return false
	}
	offset, err := strconv.Atoi(string(ends[len(ends)-1][1]))
	return err == nil && offset < len(data) && table.Match(data[offset:])
}

var (
	lastTable = regexp.MustCompile(`startxref\s+(\d+)\s`)
	table     = regexp.MustCompile(`^\s*(xref|\d+\s+\d+\s+obj)\b`)
)

// encrypted is what the trailer of an encrypted file has; it is never packed.
var encrypted = regexp.MustCompile(`/Encrypt\s*(\d+\s+\d+\s+R|<<)`)

// configuration is written out: the library's default one is read from the
// user's home.
func configuration() *model.Configuration {
	return &model.Configuration{
		Reader15: true, ValidationMode: model.ValidationStrict, Offline: true, Cmd: model.LISTINFO,
		Limits: model.ResourceLimits{
			MaxStreamBytes: 64 << 20, MaxDecodeBytes: maxUnpacked, MaxImagePixels: 1, MaxImageBytes: 1,
			MaxObjectCount: maxObjects, MaxObjectStreamCount: maxObjects, MaxObjectStreamFirst: 4 << 20,
			MaxXRefEntries: maxObjects, MaxRecursionDepth: maxDepth,
		},
	}
}

// learn walks the document once for everything that is told about it.
func (d *Document) learn() error {
	catalog, ok := d.dict(*d.ctx.Root)
	if !ok {
		return FaultBroken
	}
	d.Lang = strings.TrimSpace(latin(catalog["Lang"]))
	if err := d.pages(catalog["Pages"]); err != nil {
		return err
	}
	seen := map[Action]bool{}
	d.walk(func(dict types.Dict, stream bool) {
		for _, a := range d.actions(dict, stream) {
			seen[a] = true
		}
		d.Signed = d.Signed || d.signature(dict)
		d.Author = d.Author || d.xmp(dict["Metadata"])
	})
	for _, a := range []Action{ActionScript, ActionLaunch, ActionAttach, ActionSend} {
		if seen[a] {
			d.Actions = append(d.Actions, a)
		}
	}
	if info := d.ctx.Info; info != nil {
		about, _ := d.dict(*info)
		for _, key := range []string{"Author", "Creator", "Producer", "Company", "Manager", "Keywords", "Subject"} {
			d.Author = d.Author || latin(d.resolve(about[key])) != ""
		}
	}
	return nil
}

// pages counts the leaves of the page tree and looks for letters on them. A tree
// that comes back to itself is broken, and so is one without a page.
func (d *Document) pages(root types.Object) error {
	type node struct {
		at        types.Object
		resources types.Object // inherited
	}
	met := map[int]bool{}
	for todo := []node{{at: root}}; len(todo) > 0; {
		n := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if ref, ok := n.at.(types.IndirectRef); ok {
			if met[number(ref)] {
				return FaultBroken
			}
			met[number(ref)] = true
		}
		dict, ok := d.dict(n.at)
		if !ok {
			return FaultBroken
		}
		if own := dict["Resources"]; own != nil {
			n.resources = own
		}
		if kids, ok := d.resolve(dict["Kids"]).(types.Array); ok {
			for _, kid := range kids {
				todo = append(todo, node{kid, n.resources})
			}
			continue
		}
		if d.Pages++; d.Pages > maxPages {
			return FaultTooLarge
		}
		d.Text = d.Text || d.fonts(n.resources, map[int]bool{})
	}
	if d.Pages == 0 {
		return FaultBroken
	}
	return nil
}

// fonts reports whether resources, or a drawing among them, have a font.
func (d *Document) fonts(resources types.Object, met map[int]bool) bool {
	all, _ := d.dict(resources)
	fonts, _ := d.dict(all["Font"])
	for _, font := range fonts {
		if _, ok := d.dict(font); ok {
			return true
		}
	}
	drawings, _ := d.dict(all["XObject"])
	for _, o := range drawings {
		ref, ok := o.(types.IndirectRef)
		if !ok || met[number(ref)] {
			continue
		}
		met[number(ref)] = true
		if drawing, ok := d.dict(ref); ok && d.fonts(drawing["Resources"], met) {
			return true
		}
	}
	return false
}

// actions are those that a dictionary stands for.
func (d *Document) actions(dict types.Dict, stream bool) []Action {
	var out []Action
	has := func(key string) bool { return d.resolve(dict[key]) != nil }
	switch name(d.resolve(dict["S"])) {
	case "JavaScript":
		out = append(out, ActionScript)
	case "Launch", "GoToE":
		out = append(out, ActionLaunch)
	case "SubmitForm", "ImportData":
		out = append(out, ActionSend)
	}
	if has("JS") || has("JavaScript") {
		out = append(out, ActionScript)
	}
	if has("EmbeddedFiles") || has("EF") || stream && name(d.resolve(dict["Type"])) == "EmbeddedFile" {
		out = append(out, ActionAttach)
	}
	if has("XFA") {
		out = append(out, ActionSend)
	}
	return out
}

// signature reports whether a dictionary is a digital signature over bytes of
// the file.
func (d *Document) signature(dict types.Dict) bool {
	covered, ok := d.resolve(dict["ByteRange"]).(types.Array)
	return ok && len(covered) >= 2 && d.resolve(dict["Contents"]) != nil
}

// xmp reports whether an object is a stream of metadata.
func (d *Document) xmp(o types.Object) bool {
	stream, ok := d.resolve(o).(types.StreamDict)
	return ok && (name(stream.Dict["Type"]) == "Metadata" || name(stream.Dict["Subtype"]) == "XML")
}

// walk visits every dictionary that the catalog leads to, and keeps the order in
// which objects are met: keys by their letters, arrays as they stand.
func (d *Document) walk(visit func(dict types.Dict, stream bool)) {
	met := map[int]bool{}
	var within func(o types.Object)
	take := func(ref types.IndirectRef) {
		if n := number(ref); !met[n] && d.resolve(ref) != nil {
			met[n] = true
			d.order = append(d.order, n)
		}
	}
	within = func(o types.Object) {
		switch v := o.(type) {
		case types.IndirectRef:
			take(v)
		case types.Array:
			for _, item := range v {
				within(item)
			}
		case types.Dict:
			visit(v, false)
			d.each(v, false, within)
		case types.StreamDict:
			visit(v.Dict, true)
			d.each(v.Dict, true, within)
		}
	}
	take(*d.ctx.Root)
	for i := 0; i < len(d.order); i++ { // it grows while it is read
		within(d.object(d.order[i]))
	}
}

// each hands on the values that a dictionary keeps when it is written anew.
func (d *Document) each(dict types.Dict, stream bool, take func(types.Object)) {
	for _, key := range d.keys(dict, stream) {
		take(dict[key])
	}
}

// resolve follows references to the object itself; nil when there is none.
func (d *Document) resolve(o types.Object) types.Object {
	for range maxDepth {
		ref, ok := o.(types.IndirectRef)
		if !ok {
			return o
		}
		o = d.object(number(ref))
	}
	return nil
}

// object is the object with a number, nil when there is none.
func (d *Document) object(number int) types.Object {
	entry, ok := d.ctx.Table[number]
	if !ok || entry == nil || entry.Free {
		return nil
	}
	if lazy, ok := entry.Object.(types.LazyObjectStreamObject); ok {
		o, err := lazy.DecodedObject(context.Background())
		if err != nil {
			panic(FaultBroken) // caught by Read, which comes first to every object
		}
		entry.Object = o
	}
	return entry.Object
}

// dict is a dictionary, also that of a stream.
func (d *Document) dict(o types.Object) (types.Dict, bool) {
	switch v := d.resolve(o).(type) {
	case types.Dict:
		return v, true
	case types.StreamDict:
		return v.Dict, true
	}
	return nil, false
}

func number(ref types.IndirectRef) int { return ref.ObjectNumber.Value() }

func name(o types.Object) string {
	n, _ := o.(types.Name)
	return string(n)
}

// latin is a string object as text, as far as that is plain letters.
func latin(o types.Object) string {
	switch s := o.(type) {
	case types.StringLiteral:
		return s.Value()
	case types.HexLiteral:
		b, _ := s.Bytes()
		return string(b)
	}
	return ""
}

// keys are the keys of a dictionary that are kept, by their letters. The length
// of a stream is not: it is written where the stream is.
func (d *Document) keys(dict types.Dict, stream bool) []string {
	comment := dict["Subtype"] != nil && dict["Rect"] != nil && name(d.resolve(dict["Subtype"])) != "Widget"
	out := make([]string, 0, len(dict))
	for key := range dict {
		switch {
		case stream && key == "Length":
		case d.resolve(dict[key]) == nil: // the same as if it were not there (ISO 32000-1, 7.3.7)
		case key == "PieceInfo" || key == "LastModified" || key == "CreatorInfo" || strings.HasPrefix(key, "AAPL:"):
		case key == "Metadata" && d.xmp(dict[key]):
		case comment && slices.Contains([]string{"T", "M", "NM", "CreationDate"}, key):
		default:
			out = append(out, key)
		}
	}
	slices.SortFunc(out, cmp.Compare)
	return out
}
