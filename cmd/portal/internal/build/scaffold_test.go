package build

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/tools/txtar"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/scaffold"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/schema"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// begun is a scaffold of a test: what somebody types into its blanks, in their
// order, and where it then shows, in English.
type begun struct {
	kind, id string
	values   []string
	page     string
	shows    string
}

// scaffolds has one of every kind of record.
func scaffolds() []begun {
	three := func(sq, sr, en string) []string { return []string{sq, sr, en} }
	source := []string{"doc", "III"}
	titles := three("Titulli i ri", "Novi naslov", "New title")
	return []begun{
		{"objective", "1.2", slices.Concat(titles, source), "en/strategy/1.2/index.html", "New title"},
		{"activity", "1.1.3", slices.Concat([]string{"1.1", "zyra", "2032"}, titles, source), "en/plan/1.1.3/index.html", "New title"},
		{"institution", "posta", slices.Concat([]string{"agency", "printed"}, three("Posta", "Pošta", "Post"), source), "en/institutions/posta/index.html", "Post"},
		{"instrument", "1-l-1", slices.Concat([]string{"law", "domestic"}, titles, source), "en/list-instruments/1-l-1/index.html", "New title"},
		{"report", "tri", slices.Concat([]string{"study", "published"}, titles, source), "en/list-reports/tri/index.html", "New title"},
		{"series", "raste", slices.Concat(three("Raste", "Slučajevi", "Cases seen"), []string{"cases", "victims", "2029", "1234"}, source), "en/list-statistics/raste/index.html", "1,234"},
		{"recommendation", "rec-1", slices.Concat(three("Bëni.", "Uradite.", "Do it now."), source), "en/list-recommendations/index.html", "Do it now."},
		{"helpline", "200", slices.Concat([]string{"2", "200 300"}, three("Linja", "Linija", "Second line"), source), "en/help/index.html", "Second line"},
		{"campaign", "vera", slices.Concat(titles, three("Të gjithë", "Svi", "Everybody"), three("Mesazhi", "Poruka", "The message"), source), "en/list-campaigns/vera/index.html", "The message"},
		{"term", "fjala", slices.Concat(three("fjala", "reč", "the word"), three("Kuptimi.", "Značenje.", "Its meaning.")), "en/list-glossary/index.html", "Its meaning."},
		{"source", "doc-2", titles, "en/list-sources/index.html", "New title"},
		{"progress", "2030-q2/zyra", slices.Concat([]string{"2030-07-01"}, three("Puna.", "Rad.", "The work done.")), "en/institutions/zyra/index.html", "The work done."},
		{"progress", "2030-q2/shkolla", slices.Concat(three("Puna.", "Rad.", "What a document says."), source), "en/institutions/shkolla/index.html", "What a document says."},
	}
}

// withLists is the base site with a page for every kind of record.
func withLists() []txtar.File {
	var out []txtar.File
	for _, kind := range []string{"instruments", "statistics", "reports", "campaigns", "recommendations", "glossary", "sources"} {
		for _, lang := range []string{"sq", "sr", "en"} {
			text := fmt.Sprintf("---\ntitle: List %s\nsummary: S.\nkind: %s\n---\n", kind, kind)
			out = append(out, txtar.File{Name: "content/list-" + kind + "." + lang + ".md", Data: []byte(text)})
		}
	}
	return out
}

// begin makes a scaffold in the base site.
func begin(t *testing.T, site *model.Site, o scaffold.Order) (*scaffold.Scaffold, []txtar.File) {
	t.Helper()
	o.Lang, o.Date = "en", model.Date{Year: 2030, Month: 6, Day: 30}
	made, err := scaffold.New(site, o)
	if err != nil {
		t.Fatalf("%s %s: %v", o.Kind, o.ID, err)
	}
	var files []txtar.File
	for _, f := range made.Files {
		files = append(files, txtar.File{Name: f.Path, Data: f.Text})
	}
	return made, files
}

func baseSite(t *testing.T) *model.Site {
	t.Helper()
	loaded, _, err := load.Site(testsite.New(t))
	if err != nil {
		t.Fatal(err)
	}
	return loaded.Site
}

// checked are all diagnostics of the base site with every list and these files.
func checked(t *testing.T, files []txtar.File) []diag.Diagnostic {
	t.Helper()
	res, err := Check(context.Background(), options(testsite.New(t, slices.Concat(withLists(), files)...)))
	if err != nil {
		t.Fatal(err)
	}
	return res.Diagnostics
}

// TestScaffoldsAreValidButForTheirBlanks: each blank of a new record is told once,
// at its place, and nothing else is.
func TestScaffoldsAreValidButForTheirBlanks(t *testing.T) {
	var all []txtar.File
	site, blanks := baseSite(t), 0
	kinds := []string{"page"}
	for _, s := range scaffolds() {
		made, files := begin(t, site, scaffold.Order{Kind: s.kind, ID: s.id})
		all, blanks = append(all, files...), blanks+made.Blanks()
		if made.Blanks() == 0 || made.Blanks() != len(s.values) {
			t.Errorf("%s %s has %d blanks, the test fills %d", s.kind, s.id, made.Blanks(), len(s.values))
		}
		kinds = append(kinds, s.kind)
	}
	found := checked(t, all)
	found = slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return d.Code == "helpline-unverified" }) // nobody has called
	for _, d := range found {
		if d.Code != "blank-left" || d.Severity != diag.Error {
			t.Errorf("%s:%d: %s", d.Pos.File, d.Pos.Line, d.Code)
		}
	}
	if len(found) != blanks {
		t.Errorf("%d blanks are told, there are %d", len(found), blanks)
	}
	for _, kind := range scaffold.Kinds() {
		if !slices.Contains(kinds, kind) {
			t.Errorf("no scaffold of the kind %s is tried", kind)
		}
	}
}

// optional is the sign before what may be left out: comments have a blank after
// it, keys none, and what belongs to a key is indented by two.
var optional = regexp.MustCompile(`(?m)^( *)#(\S|  )`)

// TestScaffoldsOfferValidKeys: what stands behind a # is a key of that record,
// spelt and indented as it must be: with all of them the only faults are blanks.
func TestScaffoldsOfferValidKeys(t *testing.T) {
	contradict := regexp.MustCompile(`(?m)^confidential: true\n`) // with an address
	var all []txtar.File
	site, blanks := baseSite(t), 0
	for _, s := range scaffolds() {
		_, files := begin(t, site, scaffold.Order{Kind: s.kind, ID: s.id})
		text := optional.ReplaceAll(files[0].Data, []byte("$1$2"))
		if bytes.Equal(text, files[0].Data) {
			t.Errorf("%s: nothing may be left out", s.kind)
		}
		all = append(all, txtar.File{Name: files[0].Name, Data: contradict.ReplaceAll(text, nil)})
		blanks += len(s.values)
	}
	found := checked(t, all)
	for _, d := range found {
		if d.Code != "blank-left" {
			t.Errorf("%s:%d: %s %v", d.Pos.File, d.Pos.Line, d.Code, d.Args)
		}
	}
	if len(found) < 2*blanks {
		t.Errorf("%d blanks, where %d must be filled in: hardly any key was added", len(found), blanks)
	}
}

// filled is a text with its blanks filled in, in their order.
func filled(t *testing.T, text []byte, values []string) []byte {
	t.Helper()
	lines := strings.SplitAfter(string(text), "\n")
	for i, line := range lines {
		if strings.HasPrefix(strings.TrimSpace(line), "#") {
			continue
		}
		for strings.Contains(lines[i], model.Blank) {
			if len(values) == 0 {
				t.Fatalf("more blanks than values: %s", lines[i])
			}
			lines[i], values = strings.Replace(lines[i], model.Blank, values[0], 1), values[1:]
		}
	}
	if len(values) > 0 {
		t.Fatalf("more values than blanks: %q", values)
	}
	return []byte(strings.Join(lines, ""))
}

// TestFilledScaffoldsAreShown: with its blanks filled in, every scaffold is a
// faultless record or page, and readers find it where they would look.
func TestFilledScaffoldsAreShown(t *testing.T) {
	all, site := withLists(), baseSite(t)
	for _, s := range scaffolds() {
		_, files := begin(t, site, scaffold.Order{Kind: s.kind, ID: s.id})
		text := filled(t, files[0].Data, s.values)
		text = bytes.Replace(text, []byte(`#verified_on: ???`), []byte("verified_on: 2030-06-01"), 1)
		all = append(all, txtar.File{Name: files[0].Name, Data: text})
		known, err := jsonschema.NewCompiler().Compile(filepath.Join(testsite.Repository(), schema.Folder, s.kind+".schema.json"))
		if err != nil {
			t.Fatal(err)
		}
		if err := known.Validate(testsite.Value(t, text)); err != nil {
			t.Errorf("%s: %v", s.kind, err)
		}
		if known.Validate(testsite.Value(t, files[0].Data)) == nil {
			t.Errorf("%s: an editor of code does not see the blanks", s.kind)
		}
	}
	_, pages := begin(t, site, scaffold.Order{Kind: "page", ID: "help/friends"})
	for _, p := range pages {
		text := filled(t, p.Data, []string{"Friends", "Who can help.", "friends", "Ask them."})
		all = append(all, txtar.File{Name: p.Name, Data: bytes.Replace(text, []byte("draft: true\n"), nil, 1)})
	}
	tree, files := rendered(t, options(testsite.New(t, all...)))
	if warned := tree.res.Diagnostics; len(warned) > 0 {
		t.Fatal(lines(warned))
	}
	wanted := append(scaffolds(), begun{kind: "page", page: "en/help/friends/index.html", shows: "Ask them."})
	for _, s := range wanted {
		if !strings.Contains(files[s.page], s.shows) {
			t.Errorf("%s %s: %s does not say %q", s.kind, s.id, s.page, s.shows)
		}
	}
}

// TestScaffoldsOfPagesAreDrafts: a page of any kind can be begun; its blanks are
// warnings, so the site is built without it meanwhile.
func TestScaffoldsOfPagesAreDrafts(t *testing.T) {
	var all []txtar.File
	site, blanks := baseSite(t), 0
	for _, kind := range model.PageKind("").Values() {
		id := "z-" + kind
		if kind == string(model.PageYear) {
			id = "2030"
		}
		made, files := begin(t, site, scaffold.Order{Kind: "page", ID: id, PageKind: kind})
		all, blanks = append(all, files...), blanks+made.Blanks()
	}
	found := checked(t, all)
	for _, d := range found {
		if d.Code != "blank-left" || d.Severity != diag.Warning {
			t.Errorf("%s:%d: %s %s", d.Pos.File, d.Pos.Line, d.Severity, d.Code)
		}
	}
	if len(found) != blanks {
		t.Errorf("%d blanks are told, there are %d", len(found), blanks)
	}
}

// blankRecord finds the blank records of data/README.md: the folder that their
// heading names, and the text.
var blankRecord = regexp.MustCompile("(?m)^`([a-z]+)/[^`]*\\.yaml`.*\\n\\n```yaml\\n((?s:.*?))```")

// TestReadmesHoldTheBlanks: who has a browser and nothing else copies a blank
// record out of a README. It is one for every kind that can be begun, has the keys
// that a scaffold has, in their order, and is valid but for its blanks.
func TestReadmesHoldTheBlanks(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(testsite.Repository(), "data/README.md"))
	if err != nil {
		t.Fatal(err)
	}
	site, blocks := baseSite(t), blankRecord.FindAllStringSubmatch(string(text), -1)
	seen := map[string]int{}
	var all []txtar.File
	for _, s := range scaffolds() {
		kind, _ := schema.Of(model.Kind(s.kind))
		made, _ := begin(t, site, scaffold.Order{Kind: s.kind, ID: s.id})
		of := slices.DeleteFunc(slices.Clone(blocks), func(b []string) bool { return b[1] != kind.Folder })
		if seen[s.kind] >= len(of) {
			t.Errorf("data/README.md has no blank record for %s %s", s.kind, s.id)
			continue
		}
		block := of[seen[s.kind]][2]
		seen[s.kind]++
		all = append(all, txtar.File{Name: made.Files[0].Path, Data: []byte(block)})
		keysOfScaffold(t, kind, block, string(made.Files[0].Text))
	}
	for _, d := range checked(t, all) {
		if d.Code != "blank-left" && d.Code != "helpline-unverified" {
			t.Errorf("data/README.md: %s:%d: %s %v", d.Pos.File, d.Pos.Line, d.Code, d.Args)
		}
	}
}

// keysOfScaffold holds the keys of a blank record to those of a scaffold.
func keysOfScaffold(t *testing.T, kind schema.Kind, block, made string) {
	t.Helper()
	has, want := testsite.Value(t, []byte(block)).(map[string]any), testsite.Value(t, []byte(made)).(map[string]any)
	place := -1
	for _, k := range kind.Keys() {
		if _, ok := has[k.Name]; !ok {
			if want[k.Name] != nil {
				t.Errorf("the README's blank %s lacks %s", kind.Name, k.Name)
			}
			continue
		}
		here := strings.Index("\n"+block, "\n"+k.Name+":")
		if here < place {
			t.Errorf("the README's blank %s has %s too early", kind.Name, k.Name)
		}
		place = here
	}
}

// TestReadmeHoldsABlankPage: the same for a page.
func TestReadmeHoldsABlankPage(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(testsite.Repository(), "content/README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "```markdown\n")
	page, _, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("content/README.md has no blank page")
	}
	kind, _ := schema.Of(model.KindPage)
	made, _ := begin(t, baseSite(t), scaffold.Order{Kind: "page", ID: "zz"})
	header := func(text string) string { return strings.Split(text, "---\n")[1] }
	keysOfScaffold(t, kind, header(page), header(string(made.Files[0].Text)))
	var all []txtar.File
	for _, f := range made.Files {
		all = append(all, txtar.File{Name: f.Path, Data: []byte(page)})
	}
	for _, d := range checked(t, all) {
		if d.Code != "blank-left" || d.Severity != diag.Warning {
			t.Errorf("content/README.md: %s:%d: %s %s", d.Pos.File, d.Pos.Line, d.Severity, d.Code)
		}
	}
}
