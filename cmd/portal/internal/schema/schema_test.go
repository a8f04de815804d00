package schema

import (
	"bytes"
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// repository is the root of this repository, whose records are held to the schemas.
var repository = testsite.Repository()

var languages = []string{"sq", "sr", "en"}

// TestEveryKeyIsExplained: an editor of code and a scaffold say of each key what
// it means, and the catalogue has no words that nobody sees.
func TestEveryKeyIsExplained(t *testing.T) {
	said := locale.Keys("en")
	used := map[string]bool{}
	var walk func(keys []Key)
	walk = func(keys []Key) {
		for _, k := range keys {
			if said(k.Owner, k.Name) == "" {
				t.Errorf("keys_*.json: nothing says what %s.%s means", k.Owner, k.Name)
			}
			used[k.Owner+"."+k.Name], used[k.Name] = true, true
			walk(k.Parts())
		}
	}
	for _, k := range Kinds() {
		walk(k.Keys())
	}
	text, err := os.ReadFile("../locale/keys_en.json")
	if err != nil {
		t.Fatal(err)
	}
	var book map[string]string
	if err := json.Unmarshal(text, &book); err != nil {
		t.Fatal(err)
	}
	for key := range book {
		if !used[key] {
			t.Errorf("keys_*.json: %s is no key of any record", key)
		}
	}
}

// TestSchemasAreInStep: what is kept for editors of code is what the model says
// now.
func TestSchemasAreInStep(t *testing.T) {
	files, err := Write(languages)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadDir(filepath.Join(repository, Folder))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range kept {
		if files[e.Name()] == nil {
			t.Errorf("%s/%s belongs to no kind of record", Folder, e.Name())
		}
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(repository, Folder, name))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s/%s is not what the model says now: run make schemas (%v)", Folder, name, err)
		}
	}
}

// TestEditorsKnowTheSchemas: the settings for VS Code map each schema of records
// to the files of its kind, and nothing else.
func TestEditorsKnowTheSchemas(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(repository, ".vscode/settings.json"))
	if err != nil {
		t.Fatal(err)
	}
	var plain []string // without the lines that are comments, which VS Code allows
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(strings.TrimSpace(line), "//") {
			plain = append(plain, line)
		}
	}
	var settings struct {
		Schemas map[string][]string `json:"yaml.schemas"`
	}
	if err := json.Unmarshal([]byte(strings.Join(plain, "")), &settings); err != nil {
		t.Fatal(err)
	}
	want := 0
	for _, k := range Kinds() {
		if k.Files == nil {
			continue // front matter stands in Markdown, for which the editor takes no schema
		}
		want++
		if got := settings.Schemas["./"+Folder+"/"+k.File()]; !slices.Equal(got, k.Files) {
			t.Errorf("%s is mapped to %q, want %q", k.File(), got, k.Files)
		}
	}
	if len(settings.Schemas) != want {
		t.Errorf("%d schemas are mapped, want %d", len(settings.Schemas), want)
	}
}

// compiled are the schemas, by the name of their kind.
func compiled(t *testing.T) map[model.Kind]*jsonschema.Schema {
	t.Helper()
	files, err := Write(languages)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	for name, text := range files {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(name, err)
		}
		if err := c.AddResource(name, doc); err != nil {
			t.Fatal(name, err)
		}
	}
	out := map[model.Kind]*jsonschema.Schema{}
	for _, k := range Kinds() {
		s, err := c.Compile(k.File())
		if err != nil {
			t.Fatal(err)
		}
		out[k.Name] = s
	}
	return out
}

// TestRecordsAreValid: every record and every header of a page of this repository
// keeps to its schema.
func TestRecordsAreValid(t *testing.T) {
	schemas, seen := compiled(t), map[model.Kind]int{}
	for _, k := range Kinds() {
		for _, glob := range k.Files {
			files, err := filepath.Glob(filepath.Join(repository, glob))
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range files {
				text, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				seen[k.Name]++
				if err := schemas[k.Name].Validate(testsite.Value(t, text)); err != nil {
					t.Errorf("%s: %v", file, err)
				}
			}
		}
	}
	err := filepath.WalkDir(filepath.Join(repository, "content"), func(file string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(file) != ".md" || d.Name() == "README.md" {
			return err
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		front, _, found := strings.Cut(strings.TrimPrefix(string(text), "---\n"), "\n---\n")
		if !found {
			t.Errorf("%s has no header", file)
		}
		seen[model.KindPage]++
		if err := schemas[model.KindPage].Validate(testsite.Value(t, []byte(front))); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range Kinds() {
		if seen[k.Name] == 0 {
			t.Errorf("no %s was seen", k.Name)
		}
	}
}

// TestSchemasRefuse: what a schema can see to be wrong, it refuses. Each fault is
// planted alone in a record that is good without it.
func TestSchemasRefuse(t *testing.T) {
	schemas := compiled(t)
	activity := `objective: "1.1"
lead: [office]
deadline: "2031"
title: {sq: A, sr: B, en: C}
source: {id: doc, at: I}
`
	series := `indicator: {sq: A, sr: B, en: C}
unit: people
topic: victims
observations:
  - {period: "2019", value: "3", source: {id: doc, at: I}}
`
	page := "title: A\nsummary: B\nslug: a-b\n"
	for name, c := range map[string]struct {
		kind     model.Kind
		good     string
		old, new string
	}{
		"a key that no record has":      {"activity", activity, "deadline:", "dedline:"},
		"a missing key":                 {"activity", activity, `deadline: "2031"` + "\n", ""},
		"a list that is none":           {"activity", activity, "[office]", "office"},
		"an empty list":                 {"activity", activity, "[office]", "[]"},
		"a value twice in a list":       {"activity", activity, "[office]", "[office, office]"},
		"an id with capitals":           {"activity", activity, "[office]", "[Office]"},
		"a number where an id belongs":  {"activity", activity, `"1.1"`, "1.1"},
		"a deadline in words":           {"activity", activity, `"2031"`, "K4 2031"},
		"a language the site has not":   {"activity", activity, "en: C", "de: C"},
		"words that are none":           {"activity", activity, "{sq: A, sr: B, en: C}", "A"},
		"an empty word":                 {"activity", activity, "en: C", `en: " "`},
		"what is still to be written":   {"activity", activity, "en: C", `en: "???"`},
		"a blank among ids":             {"activity", activity, "[office]", `["???"]`},
		"a key of a source misspelt":    {"activity", activity, "at: I", "on: I"},
		"a source without its document": {"activity", activity, "{id: doc, at: I}", "{at: I}"},
		"a figure with a comma":         {"series", series, `"3"`, `"3,5"`},
		"a period that is none":         {"series", series, `"2019"`, `"in 2019"`},
		"a nested key misspelt":         {"series", series, "value:", "valeu:"},
		"a slug with a diacritic":       {"page", page, "a-b", "ë-b"},
		"a kind of page that is none":   {"page", page, "slug: a-b", "kind: help-page"},
		"a date that no calendar has":   {"page", page, "slug: a-b", "updated: 2026-13-01"},
		"yes where true belongs":        {"page", page, "slug: a-b", `draft: "yes"`},
		"an address without a slash":    {"page", page, "slug: a-b", "aliases: [/sq/old]"},
		"a check mark by hand":          {"page", page, "slug: a-b", `translated_from: {lang: sq, digest: "12"}`},
		"a language of another site":    {"page", page, "slug: a-b", "source_language: de"},
	} {
		if err := schemas[c.kind].Validate(testsite.Value(t, []byte(c.good))); err != nil {
			t.Fatalf("%s: the record is not good without the fault: %v", name, err)
		}
		if strings.Count(c.good, c.old) != 1 {
			t.Fatalf("%s: the record does not hold %q once", name, c.old)
		}
		if err := schemas[c.kind].Validate(testsite.Value(t, []byte(strings.Replace(c.good, c.old, c.new, 1)))); err == nil {
			t.Errorf("%s is let through", name)
		}
	}
}

// TestPatternsAreThoseOfTheLoader: a scalar's grammar in a schema takes what its
// type reads, and refuses what it refuses.
func TestPatternsAreThoseOfTheLoader(t *testing.T) {
	schemas := compiled(t)
	valid := func(kind model.Kind, key, text string) bool {
		err := schemas[kind].Validate(map[string]any{key: text})
		return err == nil || !strings.Contains(err.Error(), "at '/"+key+"'")
	}
	for _, text := range []string{"2019", "2019-Q4", "2019-q4", "2019-13", "2019-04", "2019-04-30", "2019-4", "2015/2017", "../2019", "2019/..", "continuous", "K4", "1", "0", "0.0", "0.50", "10", "1.0", "1,5", "-1", "192", "+383 38 1", "38-1", "https://a.b/c", "ftp://a", "http://a b"} {
		for _, c := range []struct {
			kind model.Kind
			key  string
			err  error
		}{
			{"activity", "deadline", new(model.Deadline).UnmarshalText([]byte(text))},
			{"activity", "weight", new(model.Weight).UnmarshalText([]byte(text))},
			{"campaign", "period", new(model.Period).UnmarshalText([]byte(text))},
			{"source", "date", new(model.When).UnmarshalText([]byte(text))},
			{"source", "url", new(model.URL).UnmarshalText([]byte(text))},
			{"page", "date", new(model.Date).UnmarshalText([]byte(text))},
			{"helpline", "number", new(model.Phone).UnmarshalText([]byte(text))},
		} {
			digits := len(strings.Trim(text, "+ ")) // a pattern does not count them
			if c.key == "number" && digits < 3 {
				continue
			}
			if valid(c.kind, c.key, text) != (c.err == nil) {
				t.Errorf("%s.%s: the schema and the loader disagree on %q (%v)", c.kind, c.key, text, c.err)
			}
		}
	}
}
