package load

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf16"
)

// inUTF16 is a text as older programs save it.
func inUTF16(order binary.ByteOrder, text string) string {
	var b bytes.Buffer
	for _, unit := range utf16.Encode([]rune(text)) {
		_ = binary.Write(&b, order, unit) // a buffer never fails
	}
	return b.String()
}

const (
	help      = "---\ntitle: a\nsummary: b\n---\n"
	source    = "data/sources/a.yaml"
	aboutPage = "content/about.sq.md"
)

// badInput is what people and programs do to files: a file, what is in it, and all
// that must be told of it, "line:col code".
var badInput = []struct {
	name, file, text string
	want             []string
}{
	// encodings
	{"UTF-16 with a mark", source, inUTF16(binary.LittleEndian, "\uFEFFtitle: {sq: ë}\n"), []string{"1:1 encoding-invalid"}},
	{"UTF-16 without one", source, inUTF16(binary.LittleEndian, "title: {sq: a}\n"), []string{"1:1 encoding-invalid"}},
	{"big-endian UTF-16", source, inUTF16(binary.BigEndian, "\uFEFFtitle: {sq: ë}\n"), []string{"1:1 encoding-invalid"}},
	{"big-endian UTF-16 without a mark", aboutPage, inUTF16(binary.BigEndian, help), []string{"1:1 encoding-invalid"}},
	{"UTF-16 words", "i18n/sq.yaml", inUTF16(binary.LittleEndian, "\uFEFFa: b\n"), []string{"1:1 encoding-invalid"}},
	{"Windows-1252", source, "title: {sq: Ndihm\xeb, en: x}\n", []string{"1:18 encoding-invalid"}},
	{"Windows-1250", aboutPage, help + "\n\x8ata je \xe6irilica?\n", []string{"6:1 encoding-invalid"}},
	{"Latin-1 behind UTF-8", source, "# ë\ntitle: {sq: ë \xe7, en: x}\n", []string{"2:15 encoding-invalid"}},
	{"half a character", source, "title: {sq: x, en: x} # \xc3", []string{"1:25 encoding-invalid"}},
	{"a surrogate", source, "title: {sq: \xed\xa0\x80, en: x}\n", []string{"1:13 encoding-invalid"}},
	{"Albanian damaged", source, "title: {sq: NdihmÃ«, en: x}\n", []string{"1:18 mojibake"}},
	{"Albanian damaged otherwise", source, "title: {sq: GjykatÃ«s dhe Ã‡ka, en: x}\n", []string{"1:19 mojibake", "1:27 mojibake"}},
	{"Albanian read as Central European", source, "title: {sq: NdihmĂ«, en: x}\n", []string{"1:18 mojibake"}},
	{"Serbian damaged", aboutPage, help + "Å\u00A0ta je Ä‡irilica?\n", []string{"5:1 mojibake", "5:9 mojibake"}},
	{"Serbian read as Central European", aboutPage, help + "Ĺˇta je Ä‡irilica i ÄŤekanje u noÄ‡i?\n", []string{"5:1 mojibake", "5:9 mojibake", "5:21 mojibake", "5:34 mojibake"}},
	{"quotation marks damaged", aboutPage, help + "â€žNdihmëâ€œ\n", []string{"5:1 mojibake", "5:10 mojibake"}},
	{"a letter that was lost", aboutPage, help + "Ndihm\uFFFD\n", []string{"5:6 control-character"}},

	// what nobody sees
	{"a zero byte", source, "title: {sq: a\x00, en: x}\n", []string{"1:14 control-character"}},
	{"a zero byte in a page", aboutPage, help + "a\x00b\n", []string{"5:2 control-character"}},
	{"an escape code", aboutPage, help + "a \x1b[31mred\n", []string{"5:3 control-character"}},
	{"an escape code by escape", source, "title: {sq: \"a\\e[2J\", en: x}\n", []string{"1:13 control-character"}},
	{"a zero byte by escape", source, "title: {sq: \"a\\0\", en: x}\n", []string{"1:13 control-character"}},
	{"an escape code in a key", source, "\"ti\\etle\": x\ntitle: {sq: x, en: x}\n", []string{"1:1 control-character", "1:1 key-unknown"}},
	{"a code of eight bits", source, "title: {sq: a\u009b2J, en: x}\n", []string{"1:14 control-character"}},
	{"writing turned round", source, "title: {sq: \u202Ecba, en: x}\n", []string{"1:13 control-character"}},
	{"writing turned round by escape", source, "title: {sq: \"\\u202Ecba\", en: x}\n", []string{"1:13 control-character"}},
	{"writing isolated in front matter", aboutPage, "---\ntitle: a\u2066b\nsummary: b\n---\n", []string{"2:9 control-character"}},
	{"writing turned round in words", "i18n/sq.yaml", "a: b\u200Fc\n", []string{"1:5 control-character"}},
	{"writing turned round in a layout", "layouts/base.html", "{{/* \u202E */}}", []string{"1:6 control-character"}},
	{"a tag", aboutPage, help + "a\U000E0041b\n", []string{"5:2 control-character"}},
	{"a filler", aboutPage, help + "a\u3164b\n", []string{"5:2 control-character"}},
	{"a letter of one font only", aboutPage, help + "a\uE000b\n", []string{"5:2 control-character"}},
	{"lines ended as in 1990", source, "title: {sq: x, en: x}\rdate: \"2020\"\r", []string{"1:22 control-character"}},

	// letters of another alphabet
	{"a Cyrillic letter in a word", source, "title: {sq: Polic\u0456a, en: x}\n", []string{"1:18 letters-mixed"}},
	{"a Cyrillic letter in a key", source, "tit\u0456e: {sq: x}\ntitle: {sq: x, en: x}\n", []string{"1:4 letters-mixed", "1:1 key-unknown"}},
	{"a Cyrillic letter in a right key", source, "titl\u0435: {sq: x, en: x}\n", []string{"1:5 letters-mixed"}},
	{"a Latin letter in a Cyrillic word", aboutPage, help + "На сaјту.\n", []string{"5:5 letters-mixed"}},
	{"a Greek letter in a word", aboutPage, help + "Ndihm\u03b5 dhe \u039Ddihma.\n", []string{"5:6 letters-mixed", "5:12 letters-mixed"}},
	{"a Cyrillic letter in words", "i18n/sq.yaml", "a: Nd\u0456hmë\n", []string{"1:6 letters-mixed"}},
	{"a Cyrillic letter in a file's name", "data/sources/d\u043ec.yaml", "title: {sq: x, en: x}\n", []string{"1:1 file-name-invalid"}},

	// git
	{"a conflict", source, "<<<<<<< HEAD\ntitle: {sq: a, en: x}\n=======\ntitle: {sq: b, en: x}\n>>>>>>> b\n", []string{"1:1 conflict-marker"}},
	{"a conflict in a page", aboutPage, help + "\n<<<<<<< HEAD\na\n||||||| 1\nb\n=======\nc\n>>>>>>> b\n\n<<<<<<< HEAD\na\n=======\n>>>>>>> b\n", []string{"6:1 conflict-marker", "14:1 conflict-marker"}},
	{"a conflict in words", "i18n/sq.yaml", "a: b\n<<<<<<< HEAD\n=======\n>>>>>>> b\n", []string{"2:1 conflict-marker"}},
	{"a conflict in a layout", "layouts/base.html", "\n<<<<<<< HEAD\n=======\n>>>>>>> b\n", []string{"2:1 conflict-marker"}},
	{"a conflict in a style sheet", "static/a.css", "a{}\n<<<<<<< HEAD\n=======\n>>>>>>> b\n", []string{"2:1 conflict-marker"}},
	{"a conflict in a component", "layouts/components/a/a.js", "\n\n<<<<<<< HEAD\n=======\n>>>>>>> b\n", []string{"3:1 conflict-marker"}},
	{"half a conflict", aboutPage, help + "a\n>>>>>>> b\n", []string{"6:1 conflict-marker"}},

	// YAML that means something else
	{"a key twice", source, "title: {sq: x, en: x}\ntitle: {sq: y, en: y}\n", []string{"2:1 key-duplicate"}},
	{"a language twice", source, "title: {sq: x, sq: y, en: x}\n", []string{"1:16 key-duplicate"}},
	{"a key twice in front matter", aboutPage, "---\ntitle: a\nsummary: b\ntitle: c\n---\n", []string{"4:1 key-duplicate"}},
	{"a word twice", "i18n/sq.yaml", "a: b\na: c\n", []string{"2:1 key-duplicate"}},
	{"an octal number", "data/objectives/1.yaml", "level: strategic\nplan_number: 0192\ntitle: {sq: x, en: x}\nsource: {id: doc}\n", []string{"2:14 quote-needed"}},
	{"a number with a zero at its end", "data/objectives/1.yaml", "level: strategic\nplan_number: 1.10\ntitle: {sq: x, en: x}\nsource: {id: doc}\n", []string{"2:14 quote-needed"}},
	{"a number in groups", aboutPage, "---\ntitle: a\nsummary: b\norder: 1_000\n---\n", []string{"4:8 type-wrong"}},
	{"a whole number with a zero before it", aboutPage, "---\ntitle: a\nsummary: b\norder: 010\n---\n", []string{"4:8 type-wrong"}},
	{"a number with an exponent", aboutPage, "---\ntitle: a\nsummary: b\norder: 1e3\n---\n", []string{"4:8 type-wrong"}},
	{"no as a title", aboutPage, "---\ntitle: false\nsummary: b\n---\n", []string{"2:8 quote-needed"}},
	{"yes for true", aboutPage, "---\ntitle: a\nsummary: b\ndraft: yes\n---\n", []string{"4:8 type-wrong"}},
	{"No for false", aboutPage, "---\ntitle: a\nsummary: b\ndraft: No\n---\n", []string{"4:8 type-wrong"}},
	{"a date as a title", aboutPage, "---\ntitle: 2020-01-01\nsummary: b\n---\n", []string{"2:8 quote-needed"}},
	{"a day no calendar has", aboutPage, "---\ntitle: a\nsummary: b\ndate: 2020-02-30\n---\n", []string{"4:7 date-invalid"}},
	{"a date as people say it", aboutPage, "---\ntitle: a\nsummary: b\ndate: 30.11.2026\n---\n", []string{"4:7 date-invalid"}},
	{"a map as a key", source, "{a: b}: c\ntitle: {sq: x, en: x}\n", []string{"1:1 key-unknown"}},
	{"a tag of YAML", source, "title: !!binary {sq: x, en: x}\n", nil},
	{"a merge key", source, "<<: {title: {sq: x}}\n", []string{"1:1 yaml-alias"}},
	{"an anchor", source, "title: &a {sq: x, en: x}\n", []string{"1:8 yaml-alias"}},
	{"two documents", source, "title: {sq: x, en: x}\n---\ntitle: x\n", []string{"2:1 yaml-documents"}},
	{"a tab", source, "title:\n\tsq: x\n", []string{"2:1 yaml-tab"}},
	{"quotation marks of a word processor", source, "title: {sq: „Ligji, neni 5“, en: x}\n", []string{"1:21 language-unknown", "1:28 value-empty"}},

	// ways out of the folder
	{"a slug that leads up", aboutPage, "---\ntitle: a\nsummary: b\nslug: ../../etc\n---\n", []string{"4:7 slug-invalid"}},
	{"a slug that is a whole address", aboutPage, "---\ntitle: a\nsummary: b\nslug: /etc/passwd\n---\n", []string{"4:7 slug-invalid"}},
	{"a slug that is escaped", aboutPage, "---\ntitle: a\nsummary: b\nslug: \"%2e%2e\"\n---\n", []string{"4:7 slug-invalid"}},
	{"a former address that leads up", aboutPage, "---\ntitle: a\nsummary: b\naliases: [/sq/../../x/]\n---\n", []string{"4:11 alias-invalid"}},
	{"a former address elsewhere", aboutPage, "---\ntitle: a\nsummary: b\naliases: [//evil.example/]\n---\n", []string{"4:11 alias-invalid"}},
	{"an id that leads up", "data/objectives/1.yaml", "level: strategic\ntitle: {sq: x, en: x}\nsource: {id: ../sources/doc}\n", []string{"3:14 source-unknown"}},
	{"a report's file that leads up", "data/reports/a/a.yaml", "type: x\nstate: published\ntitle: {sq: x, en: x}\nsources: [{id: doc}]\nfiles: [{name: ../../site.yaml, language: sq}]\n", []string{"5:16 file-name-invalid"}},
	{"a report's file outside", "data/reports/a/a.yaml", "type: x\nstate: published\ntitle: {sq: x, en: x}\nsources: [{id: doc}]\nfiles: [{name: /etc/passwd, language: sq}]\n", []string{"5:16 file-name-invalid"}},
	{"a page whose name begins with dots", "content/a../b.sq.md", help, []string{"1:1 file-name-invalid"}},
	{"a record named like a folder", "data/sources/x.yaml/y.yaml", "title: {sq: x, en: x}\n", []string{"1:1 file-unexpected"}},
	{"a page named like a folder", "content/a.sq.md/b.sq.md", help, []string{"1:1 file-name-invalid"}},
	{"a name with a tag", "static/a<b>.svg", "<svg/>", []string{"1:1 file-name-invalid"}},
	{"a name with a blank nobody sees", "static/a\u202Fb.svg", "<svg/>", []string{"1:1 file-name-invalid"}},
	{"a name with a soft hyphen", "static/a\u00ADb.svg", "<svg/>", []string{"1:1 file-name-invalid"}},

	// numbers that are none
	{"digits of another script", "data/helplines/1.yaml", "order: 1\nnumber: \"١٩٢\"\nname: {sq: x, en: x}\nsources: [{id: doc}]\n", []string{"2:9 phone-invalid"}},
	{"a letter for a digit", "data/helplines/1.yaml", "order: 1\nnumber: \"l92\"\nname: {sq: x, en: x}\nsources: [{id: doc}]\n", []string{"2:9 phone-invalid"}},
}

// TestBadInput: each is told once, at its place, and nothing else is.
func TestBadInput(t *testing.T) {
	for _, test := range badInput {
		t.Run(test.name, func(t *testing.T) {
			var want []string
			for _, w := range test.want {
				want = append(want, test.file+":"+w)
			}
			l, found, err := Site(folder(map[string]string{test.file: test.text}))
			if err != nil {
				t.Fatal(err)
			}
			got := told(found)
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
			}
			for _, d := range found {
				if !strings.Contains(test.name, "UTF-16") { // their lines are no lines
					within(t, l.Snapshot, d)
				}
			}
		})
	}
}

// TestPastedTextMeansTheSame: what word processors, PDFs and web pages add without
// being asked is taken out without a word, wherever it stands.
func TestPastedTextMeansTheSame(t *testing.T) {
	const record = "order: 1\nnumber: \"0800 11 112\"\nverified_on: 2026-11-20\nurgent: true\nname: {sq: Ndihmë për fëmijë, en: x-y}\nsources: [{id: doc}]\n"
	for name, pasted := range map[string]string{
		"no-break spaces":         strings.NewReplacer(" ", "\u00A0", "\n", "\n").Replace(record),
		"narrow blanks":           strings.ReplaceAll(record, " ", "\u202F"),
		"soft hyphens":            strings.NewReplacer("Ndihmë", "Ndih\u00ADmë", "number", "num\u00ADber", "0800", "08\u00AD00", "doc", "d\u00ADoc").Replace(record),
		"marks of no width":       strings.NewReplacer("Ndihmë", "\u200BNdihmë\u200C", "order", "or\u2060der", "112", "1\u200D12\u200B", "2026", "\uFEFF2026").Replace(record),
		"marks of no width by \\": strings.NewReplacer(`"0800`, `"\u200b08\u00ad00`).Replace(record),
		"non-breaking hyphens":    strings.ReplaceAll(record, "-", "\u2011"),
		"wide digits and letters": strings.NewReplacer("112", "１１２", "2026", "２０２６", "true", "ｔｒｕｅ").Replace(record),
		"digits of a style":       strings.ReplaceAll(record, "0800", "𝟎𝟖𝟎𝟎"),
		"letters in one":          strings.ReplaceAll(record, "fëmijë", "fëmĳë")[:0] + strings.ReplaceAll(record, "x-y", "x-y"),
		"quotation marks":         strings.NewReplacer(`"0800 11 112"`, "“0800 11 112”", "2026-11-20", "„2026-11-20“", "true", "‘true’", "id: doc", "id: ”doc”").Replace(record),
		"dashes in a date":        strings.ReplaceAll(record, "2026-11-20", "2026–11–20"),
		"a blank at the ends":     strings.NewReplacer("sq: Ndihmë", "sq: \" Ndihmë", "fëmijë", "fëmijë \"").Replace(record),
	} {
		t.Run(name, func(t *testing.T) {
			l, found := loaded(t, map[string]string{"data/helplines/1.yaml": pasted})
			if len(found) > 0 {
				t.Fatalf("got %q for\n%s", found, pasted)
			}
			h := l.Site.Helplines.Get("1")
			if got := fmt.Sprintf("%d|%s|%s|%v|%s|%s|%s", h.Order, h.Number, h.VerifiedOn, h.Urgent, h.Name["sq"], h.Name["en"], h.Sources[0].ID); got != "1|0800 11 112|2026-11-20|true|Ndihmë për fëmijë|x-y|doc" {
				t.Errorf("got %s", got)
			}
		})
	}
}

// TestPastedHeader: what is not for reading in a page's header loses the quotation
// marks of a word processor too; one within it is a fault of its own.
func TestPastedHeader(t *testing.T) {
	l, found := loaded(t, map[string]string{
		aboutPage: "---\ntitle: „a“\nsummary: b\nslug: „a-b“\naliases: [“/sq/x/”]\ntranslated_from: {lang: „en“, digest: «0123456789abcdef»}\n---\n",
		source:    "title: {sq: x, en: x}\ntranslated_from: {en: “0123456789abcdef”}\n",
	})
	p := l.Site.Pages[0]
	if got := fmt.Sprint(p.Title, p.Slug, p.Aliases, *p.TranslatedFrom, l.Site.Sources.Get("a").TranslatedFrom); len(found) > 0 ||
		got != "„a“a-b[/sq/x/] {en 0123456789abcdef} map[en:0123456789abcdef]" {
		t.Errorf("got %s, %q", got, found)
	}
	_, found = loaded(t, map[string]string{aboutPage: "---\ntitle: a\nsummary: b\nslug: a‘b\n---\n"})
	if !slices.Equal(found, []string{aboutPage + ":4:7 slug-invalid"}) {
		t.Errorf("got %q", found)
	}
}

// TestTidy: what changes, and what a text of another script needs and keeps.
func TestTidy(t *testing.T) {
	for text, want := range map[string]string{
		"ﬁnancë, oﬃce": "financë, office", "ǆep ǈubav Ǌujork": "džep Ljubav NJujork", "３ Ａ": "3 A", "a\vb": "a b", "\uF0B7 a": "• a",
		"می\u200Cخواهم": "می\u200Cخواهم", "क्\u200Dष": "क्\u200Dष", "☎\uFE0F": "☎\uFE0F", "1\uFE0F": "1", "👩\u200D👧": "👩\u200D👧",
		"„Ligji“ – neni 5 … €": "„Ligji“ – neni 5 … €", "。，（１）": "。，（1）", "a\xff\u00ADb": "a\xffb", "": "", "\u00AD": "", "½ m²": "½ m²",
	} {
		if got := tidy(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

// TestBulletsBecomeLists, and nothing else does.
func TestBulletsBecomeLists(t *testing.T) {
	for text, want := range map[string]string{
		"Thirrni:\n•\tpolicinë\n•\tlinjën\n": "Thirrni:\n- policinë\n- linjën\n", "· a\n  ◦ b": "- a\n  - b", "o\ta\n": "- a\n",
		"\uF0B7\ta": "- a", "o a": "o a", "– a": "– a", "a • b": "a • b", "•a": "•a", "•": "•", "": "", "–\ta": "- a",
	} {
		if got := string(bullets([]byte(tidy(text)))); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
	l, found := loaded(t, map[string]string{aboutPage: help + "\uF0B7\tpolicia\u00ADt\n"})
	if len(found) > 0 || string(l.Site.Pages[0].Body) != "- policiat\n" {
		t.Errorf("a page has %q, %q", l.Site.Pages[0].Body, found)
	}
}

func TestMixedWords(t *testing.T) {
	for text, want := range map[string]string{
		"p\u043elicia": "policia", "П\u006Fлиција": "Полиција", "\u0391lba": "Alba", "z\u0443ra": "zyra", "a\u0301\u043e": "a\u0301o", "xж": "xж",
	} {
		if got := mixedWords(text); len(got) != 1 || got[0].intended != want {
			t.Errorf("%q: %+v, want %q", text, got, want)
		}
	}
	for _, text := range []string{"", "Ligji", "Закон и ligji", "CD-ови", "5 µm", "Ω 3", "α-test", "Ђорђе, Đorđe", "ë\u0308"} {
		if got := mixedWords(text); len(got) != 0 {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

// activeDrawings are SVG that would run or load something, or hide that it does.
var activeDrawings = []string{
	`<script>x</script>`, `<SCRIPT/>`, `<x:script xmlns:x="http://www.w3.org/2000/svg"/>`, `<g onclick="x"/>`, `<g OnLoad="x"/>`,
	`<a href="javascript:x"><g/></a>`, `<a href=" javascript:x"/>`, `<a xmlns:l="http://www.w3.org/1999/xlink" l:href="https://x.al"/>`,
	`<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>`, `<h:embed xmlns:h="http://www.w3.org/1999/xhtml" src="x"/>`,
	`<h:meta xmlns:h="http://www.w3.org/1999/xhtml" http-equiv="refresh" content="0;url=x"/>`, `<h:form xmlns:h="http://www.w3.org/1999/xhtml" action="x"/>`,
	`<m:math xmlns:m="http://www.w3.org/1998/Math/MathML"/>`, `<use href="x.svg#a"/>`, `<image href="x"/>`, `<style>@import "x"</style>`,
	`<rect fill="url(https://x.al/a)"/>`, `<rect style="background:url('//x')"/>`, `<rect style="fill:url( &#34;x&#34; )"/>`,
	`<set attributeName="href" to="x"/>`, `<animate attributeName="xlink:href" values="x"/>`, `<set attributeName="onclick" to="x"/>`,
	`<?xml-stylesheet href="x"?>`, `<iframe src="x"/>`, `<handler/>`, `<embed/>`, `<Embed/>`, `<audio src="x"/>`, `<unknown/>`, `<x:script xmlns:x="urn:x"/>`, `<feImage href="https://x"/>`,
}

// TestActiveDrawings: each is refused; what a drawing needs is not.
func TestActiveDrawings(t *testing.T) {
	const open, end = `<svg xmlns="http://www.w3.org/2000/svg">`, `</svg>`
	for _, part := range activeDrawings {
		_, found := loaded(t, map[string]string{"static/a.svg": open + part + end})
		if len(found) != 1 || !strings.HasSuffix(found[0], " static-forbidden") {
			t.Errorf("%s: %q", part, found)
		}
	}
	for _, text := range []string{
		`<!DOCTYPE svg [<!ENTITY a "<script/>">]>` + open + "&a;" + end, `<!DOCTYPE svg [<!ATTLIST g onload CDATA "x">]>` + open + "<g/>" + end,
		" href=\"http0", "", "a" + open + end, open + end + "a", open + end + open + end, "<g/>", // no drawings
		open + "&a;" + end, `<?xml version="1.0" encoding="UTF-7"?>` + open + end, open + "<g>" + end, "\xff\xfe<\x00", inUTF16(binary.LittleEndian, "\uFEFF"+open+end),
	} {
		if _, found := loaded(t, map[string]string{"static/a.svg": text}); len(found) == 0 {
			t.Errorf("%q passes", text)
		}
	}
	for _, text := range []string{
		`<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">` + open + end,
		"\ufeff" + open + end + "\r\n",
		open + `<title>a</title><defs><linearGradient id="g"/></defs><rect fill="url(#g)" style="fill:url('#g')"/><a href="#g"/>` + end,
		open + `<i:view xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:zoom="1"/><filter id="f"><feGaussianBlur stdDeviation="1"/></filter>` + end,
	} {
		if _, found := loaded(t, map[string]string{"static/a.svg": text}); len(found) > 0 {
			t.Errorf("%q: %q", text, found)
		}
	}
}

// bombs are files that are small to send and dear to read.
func bombs() map[string]map[string]string {
	huge := strings.Repeat("title: {sq: x, en: x}\n", 60<<20/22)
	depth := func(open, end string, n int) string { return strings.Repeat(open, n) + strings.Repeat(end, n) }
	return map[string]map[string]string{
		"a record of 60 MB":    {source: huge},
		"a page of 60 MB":      {aboutPage: huge},
		"words of 60 MB":       {"i18n/sq.yaml": huge},
		"a layout of 60 MB":    {"layouts/base.html": huge},
		"a drawing of 60 MB":   {"static/a.svg": huge},
		"a picture of 60 MB":   {"static/a.png": huge},
		"a document of 60 MB":  {"data/reports/a/a.yaml": "type: x\nstate: published\ntitle: {sq: x, en: x}\nsources: [{id: doc}]\nfiles: [{name: a.pdf, language: sq}]\n", "data/reports/a/a.pdf": "%PDF-1.7\n" + huge},
		"a drawing of scripts": {"static/a.svg": strings.Repeat("<script/>", 1<<20/9)},
		"a drawing of groups":  {"static/a.svg": "<!--" + depth("<g>", "</g>", 1<<20/8)},
		"a drawing of opens":   {"static/a.svg": strings.Repeat("<g>", 1<<20/3)},
		"a picture of 4 Gpx":   {"static/a.gif": "GIF89a\xff\xff\xff\xff\x00\x00\x00"},
		"a megabyte of marks":  {aboutPage: help + strings.Repeat("\u00AD\u200B", 1<<20/6) + "\x00"},
		"alien letters":        {aboutPage: "---\ntitle: x\nsummary: y\n---\n" + strings.Repeat("a\u0430 ", 1<<20/5)},
		"one alien word":       {aboutPage: help + strings.Repeat("a\u0430", 1<<20/4)},
		"damaged letters":      {aboutPage: help + strings.Repeat("Ã«", 1<<20/5)},
		"conflicts":            {aboutPage: help + strings.Repeat("<<<<<<< \n>>>>>>> \n", 1<<20/20)},
		"control characters":   {source: "title: {sq: \"" + strings.Repeat("\\0", 1<<19) + "\"}\n"},
		"escapes on each line": {source: strings.Repeat("- \"\\0\"\n", 1<<17)},
	}
}

// TestBombsAreFaults: each ends, is told, and what is told is short. How long it
// took and how much it held is logged; threats.md allows 2 s and 300 MB.
func TestBombsAreFaults(t *testing.T) {
	for name, files := range bombs() {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			on := folder(files)
			runtime.GC()
			runtime.ReadMemStats(&before)
			start := time.Now()
			_, found, err := Site(on)
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			t.Logf("%v, %d MB, %d faults", took.Round(time.Millisecond), (after.TotalAlloc-before.TotalAlloc)>>20, len(found))
			if err != nil || len(found) == 0 || len(found) > 2*maxFaults {
				t.Fatalf("%v, %d faults", err, len(found))
			}
			for _, d := range found {
				for key, value := range d.Args {
					if len(value) > 4<<20 {
						t.Errorf("%s carries %d bytes of %s", d.Code, len(value), key)
					}
				}
			}
		})
	}
}

// TestNothingButFilesIsRead: what would hang a reader, or lead out of the folder, is
// told by its kind alone and never opened.
func TestNothingButFilesIsRead(t *testing.T) {
	for name, mode := range map[string]fs.FileMode{
		"device": fs.ModeDevice, "terminal": fs.ModeDevice | fs.ModeCharDevice, "pipe": fs.ModeNamedPipe, "socket": fs.ModeSocket, "link": fs.ModeSymlink, "other": fs.ModeIrregular,
	} {
		on := folder(nil)
		on["data/sources/x.yaml"] = &fstest.MapFile{Data: []byte("title: {sq: x, en: x}\n"), Mode: mode | 0o644}
		l, found, err := Site(on)
		if got := told(found); err != nil || !slices.Equal(got, []string{"data/sources/x.yaml:0:0 file-irregular"}) || l.Snapshot.File("data/sources/x.yaml") != nil {
			t.Errorf("%s: %v, %q", name, err, got)
		}
	}
}

// A folder of nothing, and one in which a folder stands where a file should.
func TestOddFolders(t *testing.T) {
	folder := &fstest.MapFile{Mode: fs.ModeDir | 0o755}
	for name, files := range map[string]fstest.MapFS{
		"no files":     {},
		"only folders": {"content": folder, "data": folder, "data/site.yaml": folder, "content/index.sq.md": folder},
	} {
		_, found, err := Site(files)
		if got := told(found); err != nil || !slices.Equal(got, []string{"data/site.yaml:0:0 file-missing"}) {
			t.Errorf("%s: %v, %q", name, err, got)
		}
	}
}
