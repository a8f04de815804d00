package load

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

const newDigest = "fedcba9876543210"

// TestSetPageOrigin: the line is written or replaced, and every other byte stays.
func TestSetPageOrigin(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"the house's way": {
			"---\ntitle: Ndihmë # fjala\ntranslated_from: {lang: sq, digest: \"0123456789abcdef\"} # kur\nslug: x\n---\n\nTekst  \n",
			"---\ntitle: Ndihmë # fjala\ntranslated_from: {lang: sq, digest: \"fedcba9876543210\"} # kur\nslug: x\n---\n\nTekst  \n",
		},
		"none yet": {
			"---\n# shënim\ntitle: 'A'\n---\ntranslated_from: x\n---\n",
			"---\n# shënim\ntitle: 'A'\ntranslated_from: {lang: sq, digest: \"fedcba9876543210\"}\n---\ntranslated_from: x\n---\n",
		},
		"CRLF and a byte order mark": {
			"\ufeff---\r\ntitle: A\r\n---\r\nB\r\n",
			"\ufeff---\r\ntitle: A\r\ntranslated_from: {lang: sq, digest: \"fedcba9876543210\"}\r\n---\r\nB\r\n",
		},
		"CRLF and letters before it": {
			"---\r\ntitle: çëš\r\ntranslated_from: {digest: 0123456789abcdef, lang: sq}\r\n---\r\nB\r\n",
			"---\r\ntitle: çëš\r\ntranslated_from: {digest: \"fedcba9876543210\", lang: sq}\r\n---\r\nB\r\n",
		},
		"a block, single quotes, another language": {
			"---\ntranslated_from:\n  lang: 'en'\n  # e vjetër\n  digest: '0123456789abcdef'\ntitle: e\u0308\n---\n",
			"---\ntranslated_from:\n  lang: 'sq'\n  # e vjetër\n  digest: 'fedcba9876543210'\ntitle: e\u0308\n---\n",
		},
		"over several lines": {
			"---\ntitle: A\ntranslated_from: {\n  lang: sq,\n  digest: \"0123456789abcdef\",\n}\n---\nB",
			"---\ntitle: A\ntranslated_from: {\n  lang: sq,\n  digest: \"fedcba9876543210\",\n}\n---\nB",
		},
		"a folded summary above": {
			"---\nsummary: >\n  një\n  dy\n\n---\nB",
			"---\nsummary: >\n  një\n  dy\n\ntranslated_from: {lang: sq, digest: \"fedcba9876543210\"}\n---\nB",
		},
		"signs that nobody sees before it": {
			"\ufeff---\r\ntitle: e\u0308\u00adb\r\ntranslated_from:\u00a0{\u00adlang: sq,\u00a0digest:\u00a0\"0123456789abcdef\"} # e\u0308\u00ad\r\n---\r\ne\u0308\u00ad\r\n",
			"\ufeff---\r\ntitle: e\u0308\u00adb\r\ntranslated_from:\u00a0{\u00adlang: sq,\u00a0digest:\u00a0\"fedcba9876543210\"} # e\u0308\u00ad\r\n---\r\ne\u0308\u00ad\r\n",
		},
		"one in the key": {
			"---\ntrans\u00adlated_from: {\u200blang: 'sq', di\u00adgest: '0123456789abcdef'}\ntitle: a\n---\nB",
			"---\ntrans\u00adlated_from: {\u200blang: 'sq', di\u00adgest: 'fedcba9876543210'}\ntitle: a\n---\nB",
		},
		"blanks behind the dashes": {
			"--- \ntitle: a\n---\t\nB", "--- \ntitle: a\ntranslated_from: {lang: sq, digest: \"fedcba9876543210\"}\n---\t\nB",
		},
		"said already": {
			"---\ntranslated_from: { lang: \"sq\",  digest: fedcba9876543210 }\n---\nB",
			"---\ntranslated_from: { lang: \"sq\",  digest: fedcba9876543210 }\n---\nB",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := SetPageOrigin([]byte(test.text), "sq", newDigest)
			if err != nil || string(got) != test.want {
				t.Errorf("%v\ngot  %q\nwant %q", err, got, test.want)
			}
		})
	}
}

// TestSetRecordOrigin: one language is accepted and the others stay.
func TestSetRecordOrigin(t *testing.T) {
	tests := map[string]struct {
		langs      string
		text, want string
	}{
		"replaced": {
			"sr", "a: 1\ntranslated_from: {sr: \"0123456789abcdef\", en: \"0123456789abcdef\"}\nb: 2\n",
			"a: 1\ntranslated_from: {sr: \"fedcba9876543210\", en: \"0123456789abcdef\"}\nb: 2\n",
		},
		"added behind": {
			"en", "translated_from: {sr: \"0123456789abcdef\"} # po\n",
			"translated_from: {sr: \"0123456789abcdef\", en: \"fedcba9876543210\"} # po\n",
		},
		"added before": {
			"sr", "translated_from: { en: \"0123456789abcdef\" }\n",
			"translated_from: { sr: \"fedcba9876543210\", en: \"0123456789abcdef\" }\n",
		},
		"both replaced in a block": {
			"sr en", "translated_from:\n    sr: 0123456789abcdef\n    en: '0123456789abcdef' # po\na: b",
			"translated_from:\n    sr: \"fedcba9876543210\"\n    en: 'fedcba9876543210' # po\na: b",
		},
		"added to a block": {
			"sr en", "translated_from:\r\n  sr: \"0123456789abcdef\"",
			"translated_from:\r\n  sr: \"fedcba9876543210\"\r\n  en: \"fedcba9876543210\"",
		},
		"added before in a block": {
			"sr", "x: y\r\ntranslated_from:\r\n  en: \"0123456789abcdef\"\r\nz: z\r\n",
			"x: y\r\ntranslated_from:\r\n  sr: \"fedcba9876543210\"\r\n  en: \"0123456789abcdef\"\r\nz: z\r\n",
		},
		"signs that nobody sees": {
			"en", "\ufefftitle: {sq: ë\u00ad}\ntranslated_from:\u00a0{\u2060sr:\u00a00123456789abcdef} # ë\u0308\n",
			"\ufefftitle: {sq: ë\u00ad}\ntranslated_from:\u00a0{\u2060sr:\u00a00123456789abcdef, en: \"fedcba9876543210\"} # ë\u0308\n",
		},
		"an empty map":      {"sr en", "translated_from: {}\n", "translated_from: {sr: \"fedcba9876543210\", en: \"fedcba9876543210\"}\n"},
		"no end of line":    {"sr", "a: {sq: x}", "a: {sq: x}\ntranslated_from: {sr: \"fedcba9876543210\"}\n"},
		"a comment at last": {"sr", "a: b\n# fund\n", "a: b\n# fund\ntranslated_from: {sr: \"fedcba9876543210\"}\n"},
		"a block of text last": {
			"en", "\ufeffa: |+\n  x\n\n",
			"\ufeffa: |+\n  x\n\ntranslated_from: {en: \"fedcba9876543210\"}\n",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			digests := map[string]string{}
			for _, lang := range strings.Fields(test.langs) {
				digests[lang] = newDigest
			}
			got, err := SetRecordOrigin([]byte(test.text), []string{"sq", "sr", "en"}, digests)
			if err != nil || string(got) != test.want {
				t.Errorf("%v\ngot  %q\nwant %q", err, got, test.want)
			}
		})
	}
}

// TestOriginByHand: what the program cannot change without a doubt it leaves.
func TestOriginByHand(t *testing.T) {
	for name, text := range map[string]string{
		"a map in braces":      "{a: b}\n",
		"the end is marked":    "a: b\n...\n",
		"nothing after it":     "translated_from:\na: b\n",
		"twice":                "translated_from: {sr: \"0123456789abcdef\"}\ntranslated_from: {sr: \"0123456789abcdef\"}\n",
		"escapes":              "translated_from: {sr: \"\\x30123456789abcdef\"}\n",
		"a sign in the digest": "translated_from: {sr: \"0123456\u00ad789abcdef\"}\n",
		"a tag":                "translated_from: {sr: !!str 0123456789abcdef}\n",
		"folded":               "translated_from:\n  sr: >-\n    0123456789abcdef\n",
		"a comment with brace": "translated_from: {sr: \"0123456789abcdef\" # }\n  }\n",
		"broken":               "a: [\n",
	} {
		got, err := SetRecordOrigin([]byte(text), []string{"sr", "en"}, map[string]string{"sr": newDigest, "en": newDigest})
		if !errors.Is(err, ErrByHand) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if got, err := SetPageOrigin([]byte("title: A\n"), "sq", newDigest); !errors.Is(err, ErrByHand) {
		t.Errorf("no front matter: %q, %v", got, err)
	}
}

// TestTextsWithoutAFolder: old texts are decoded without the folder they stood in.
func TestTextsWithoutAFolder(t *testing.T) {
	site := Texts(map[string][]byte{
		"content/a.sq.md":         []byte("---\ntitle: A\nsummary: B\n---\nC\n"),
		"data/sources/doc.yaml":   []byte("title: {sq: Dokumenti}\n"),
		"data/sources/doc.pdf":    []byte("%PDF"),
		"data/sources/README.md":  []byte("x"),
		"data/reports/r/r.sq.pdf": []byte("%PDF"),
	})
	page, records := site.Page("a", "sq"), site.Records()
	if page == nil || page.Title != "A" || string(page.Body) != "C\n" {
		t.Errorf("the page is %+v", page)
	}
	if len(records) != 1 || records[0].Record.Base().ID != "doc" {
		t.Errorf("the records are %v", records)
	}
	if slices.ContainsFunc([]string{"content/a.txt", "data/x.pdf", "data/README.md", "i18n/sq.yaml"}, IsText) {
		t.Error("what is no page and no record counts as a text")
	}
}
