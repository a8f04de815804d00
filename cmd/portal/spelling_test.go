//go:build spelling

package main

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
)

// dictionaries are hunspell's, by edition (Debian: myspell-sq, hunspell-sr,
// hunspell-en-gb).
var dictionaries = map[string]string{"sq": "sq_AL", "sr": "sr_Latn_RS", "en": "en_GB"}

// TestSpelling reads every word of every page as its readers do and asks
// hunspell. What the dictionary does not know and is right stands in
// .tools/words/<language>.txt, one word a line. Words in another language than
// the page's, code, and abbreviations are not asked about.
//
// Run it with make check-language; it needs hunspell and is not a part of
// `make unit`.
func TestSpelling(t *testing.T) {
	files := built(t)
	for _, lang := range slices.Sorted(maps.Keys(dictionaries)) {
		t.Run(lang, func(t *testing.T) {
			where := wordsOf(t, files, lang)
			if len(where) < 1000 {
				t.Fatalf("only %d words: the pages were not read", len(where))
			}
			known := wordList(t, lang)
			for _, word := range misspelt(t, dictionaries[lang], slices.Sorted(maps.Keys(where))) {
				if !known[word] && !known[strings.ToLower(word)] {
					t.Errorf("%s: %s", where[word], word)
				}
			}
			if len(misspelt(t, dictionaries[lang], []string{"qwrtzx"})) != 1 {
				t.Error("a word that does not exist was not found")
			}
		})
	}
}

// address is what is read letter by letter: web and mail addresses.
var address = regexp.MustCompile(`https?://\S+|www\.\S+|\S+@\S+|\S+\.(?:com|org|net|gov|int|html|aspx)\S*`)

var spelled = regexp.MustCompile(`\pL[\pL\p{M}]*`)

// wordsOf are the words of an edition, each with a page it stands on.
func wordsOf(t *testing.T, files map[string]string, lang string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !strings.HasPrefix(name, lang+"/") || !strings.HasSuffix(name, ".html") {
			continue
		}
		doc, err := html.Parse(strings.NewReader(content(t, files, name)))
		if err != nil {
			t.Fatal(err)
		}
		visit(doc, "", func(foreign, text string) {
			if own, _, _ := strings.Cut(foreign, "-"); own != "" && own != lang {
				return
			}
			for _, word := range spelled.FindAllString(address.ReplaceAllString(strings.ReplaceAll(text, "’", "'"), " "), -1) {
				if _, seen := out[word]; !seen && !abbreviation(word) {
					out[word] = name
				}
			}
		})
	}
	return out
}

// abbreviation reports whether a word has a capital after its first letter
// ("MPMS", "iPK", "OJQ-të").
func abbreviation(word string) bool {
	for i, r := range word {
		if i > 0 && unicode.IsUpper(r) {
			return true
		}
	}
	return len([]rune(word)) == 1
}

func wordList(t *testing.T, lang string) map[string]bool {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(repository, ".tools", "words", lang+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, word := range strings.Fields(string(text)) {
		out[word] = true
	}
	return out
}

func misspelt(t *testing.T, dictionary string, words []string) []string {
	t.Helper()
	cmd := exec.Command("hunspell", "-d", dictionary, "-i", "utf-8", "-l")
	cmd.Stdin = strings.NewReader(strings.Join(words, "\n"))
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("hunspell: %v", err)
	}
	return strings.Fields(string(out))
}
