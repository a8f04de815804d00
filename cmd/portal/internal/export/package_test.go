package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/big"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/dataset"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/route"
)

// together are the sets of a site with their files, and what the files hold by
// their paths. The exporter is given back, to be had in one line.
func together(t testing.TB, x *Exporter) (*Exporter, []Published, map[string]string) {
	t.Helper()
	var sets []Published
	files := map[string]string{}
	for _, set := range dataset.Of(x.site) {
		p := Published{Table: x.Table(set)}
		for _, format := range route.DataFormats {
			var b bytes.Buffer
			if err := p.Write(&b, format); err != nil {
				t.Fatal(err)
			}
			sum, path := sha256.Sum256(b.Bytes()), route.DataPath(set.Name, format)
			files[path] = b.String()
			p.Files = append(p.Files, File{Format: format, Path: path, Size: int64(b.Len()), SHA256: hex.EncodeToString(sum[:])})
		}
		sets = append(sets, p)
	}
	return x, sets, files
}

// packed is the descriptor of the data package, and the files it tells of.
func packed(t testing.TB) (descriptor string, files map[string]string) {
	t.Helper()
	x, sets, files := together(t, exporter(t, "", awkward()))
	var b strings.Builder
	if err := x.Package(&b, sets); err != nil {
		t.Fatal(err)
	}
	return b.String(), files
}

// TestPackageSchema: the descriptor is what the specification asks for.
func TestPackageSchema(t *testing.T) {
	descriptor, _ := packed(t)
	if err := judged(t, descriptor); err != nil {
		t.Error(err)
	}
	for old, changed := range map[string]string{
		`"tabular-data-package"`: `"data-package"`,
		`"name": "action-plan"`:  `"name": "Action plan"`,
		`"type": "integer"`:      `"type": "int"`,
		`"hash": "sha256:`:       `"hash": "md5:`,
		`"foreignKeys": [`:       `"foreignkeys": [`,
		`"path": "progress.csv"`: `"path": "../progress.csv"`,
		`"format": "uri"`:        `"format": "url"`,
	} {
		if !strings.Contains(descriptor, old) {
			t.Errorf("the descriptor has no %s", old)
		}
		if judged(t, strings.Replace(descriptor, old, changed, 1)) == nil {
			t.Errorf("%s in place of %s was not found", changed, old)
		}
	}
}

// judged holds a descriptor against the schema of descriptors.
func judged(t *testing.T, descriptor string) error {
	t.Helper()
	schema, err := os.Open("testdata/data-package.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	defer schema.Close()
	rules, err := jsonschema.UnmarshalJSON(schema)
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("package.json", rules); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile("package.json")
	if err != nil {
		t.Fatal(err)
	}
	instance, err := jsonschema.UnmarshalJSON(strings.NewReader(descriptor))
	if err != nil {
		t.Fatal(err)
	}
	return compiled.Validate(instance)
}

// TestPackageData: every cell is what its field says, keys are unique and what
// they refer to is there.
func TestPackageData(t *testing.T) {
	descriptor, files := packed(t)
	if found := packageFaults(t, descriptor, files); len(found) > 0 {
		t.Fatal(strings.Join(found, "\n"))
	}
	for _, test := range []struct{ path, old, changed, want string }{
		{"", `"name": "deadline"`, `"name": "dead_line"`, "no column dead_line"},
		{"data/action-plan.csv", ",false,", ",no,", "is no boolean"},
		{"data/action-plan.csv", ",2031,2033,", ",2031,2033.5,", "is no integer"},
		{"data/action-plan.csv", "1.1.2,", "1.1.1,", "code: twice"},
		{"data/action-plan.csv", "1.1.2,1,1.1,", "1.1.2,1,9.9,", "objectives has no"},
		{"data/objectives.csv", "1.1,specific,1,", "1.1,specific,7,", "objectives has no"},
		{"data/objectives.csv", ",specific,", ",general,", "is none of"},
		{"data/statistics.csv", "0012.50", "12,50", "wrong number of fields"},
		{"data/statistics.csv", "0012.50", "12x", "is no number"},
		{"data/statistics.csv", "../2030-03", "until 2030", "does not match"},
		{"data/institutions.csv", "2015-03", "March 2015", "does not match"},
		{"data/reports.csv", "study,", ",", "is required"},
		{"data/instruments.csv", "https://example.org/?a=1", "example.org/?a=1", "is no address"},
		{"data/progress.csv", ",zyra,", ",zyrat,", "institutions has no"},
	} {
		bad := map[string]string{}
		for path, text := range files {
			bad[path] = text
		}
		text := descriptor
		if test.path == "" {
			text = strings.Replace(text, test.old, test.changed, 1)
		} else {
			bad[test.path] = strings.Replace(bad[test.path], test.old, test.changed, 1)
			if bad[test.path] == files[test.path] {
				t.Errorf("%s has no %q", test.path, test.old)
			}
		}
		if found := packageFaults(t, text, bad); !strings.Contains(strings.Join(found, "\n"), test.want) {
			t.Errorf("%s with %q: %q, want %q", test.path, test.changed, found, test.want)
		}
	}
}

// packageFaults reads the tables of a package as its descriptor says they are to
// be read, and tells what does not fit.
func packageFaults(t *testing.T, descriptor string, files map[string]string) []string {
	t.Helper()
	var p dataPackage
	if err := json.Unmarshal([]byte(descriptor), &p); err != nil {
		t.Fatal(err)
	}
	v := &tables{columns: map[string]map[string][]string{}}
	for _, r := range p.Resources {
		v.read(r, files["data/"+r.Path])
	}
	for _, r := range p.Resources {
		for _, key := range r.Schema.ForeignKeys {
			to := key.Reference.Resource
			if to == "" {
				to = r.Name
			}
			for _, cell := range v.columns[r.Name][key.Fields] {
				if cell != "" && !slices.Contains(v.columns[to][key.Reference.Fields], cell) {
					v.fault("%s.%s: %s has no %q", r.Name, key.Fields, to, cell)
				}
			}
		}
	}
	return v.found
}

// tables are the columns of the resources that were read.
type tables struct {
	columns map[string]map[string][]string // by resource and field
	found   []string
}

func (v *tables) fault(format string, args ...any) {
	v.found = append(v.found, fmt.Sprintf(format, args...))
}

func (v *tables) read(r resource, text string) {
	in := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\uFEFF")))
	in.Comma = rune(r.Dialect.Delimiter[0])
	lines, err := in.ReadAll()
	if err != nil || len(lines) == 0 {
		v.fault("%s: %v", r.Path, err)
		return
	}
	columns := map[string][]string{}
	v.columns[r.Name] = columns
	if len(lines[0]) != len(r.Schema.Fields) {
		v.fault("%s has %d columns and %d fields", r.Path, len(lines[0]), len(r.Schema.Fields))
	}
	for i, f := range r.Schema.Fields {
		if i >= len(lines[0]) || lines[0][i] != f.Name {
			v.fault("%s has no column %s at %d", r.Path, f.Name, i)
			continue
		}
		for _, line := range lines[1:] {
			columns[f.Name] = append(columns[f.Name], line[i])
		}
		v.field(r, f, columns[f.Name])
	}
}

func (v *tables) field(r resource, f field, cells []string) {
	rules := constraints{}
	if f.Constraints != nil {
		rules = *f.Constraints
	}
	rules.Required = rules.Required || r.Schema.PrimaryKey == f.Name
	rules.Unique = rules.Unique || r.Schema.PrimaryKey == f.Name
	pattern := regexp.MustCompile("^(" + rules.Pattern + ")$")
	seen := map[string]bool{}
	for _, cell := range cells {
		said := func(what string) { v.fault("%s.%s: %s: %q", r.Name, f.Name, what, cell) }
		if slices.Contains(r.Schema.MissingValues, cell) {
			if rules.Required {
				said("is required")
			}
			continue
		}
		if !lexical(f, cell) {
			said("is no " + strings.Replace(f.Type+f.Format, "stringuri", "address", 1))
		}
		if rules.Unique && seen[cell] {
			said("twice")
		}
		seen[cell] = true
		if rules.Pattern != "" && !pattern.MatchString(cell) {
			said("does not match " + rules.Pattern)
		}
		if len(rules.Enum) > 0 && !slices.Contains(rules.Enum, cell) {
			said("is none of " + strings.Join(rules.Enum, ", "))
		}
	}
}

// lexical reports whether a cell is of a field's type and format.
func lexical(f field, cell string) bool {
	switch f.Type {
	case "integer":
		_, ok := new(big.Int).SetString(cell, 10)
		return ok
	case "number":
		_, ok := new(big.Rat).SetString(cell)
		return ok
	case "boolean":
		return cell == "true" || cell == "false"
	}
	if f.Format == "uri" {
		u, err := url.Parse(cell)
		return err == nil && u.IsAbs() && u.Host != ""
	}
	return f.Type == "string"
}

// TestPackageLicence: a licence is told once there is one, and none before.
func TestPackageLicence(t *testing.T) {
	descriptor, _ := packed(t)
	if strings.Contains(descriptor, `"licenses"`) || !strings.Contains(descriptor, "not decided yet") {
		t.Error("the package has a licence, or does not say that none has been chosen")
	}
	site := awkward()
	site["data/site.yaml"] += "data_licence: https://example.org/licence\n"
	x, sets, _ := together(t, exporter(t, "", site))
	var b strings.Builder
	if err := x.Package(&b, sets); err != nil {
		t.Fatal(err)
	}
	if err := judged(t, b.String()); err != nil {
		t.Error(err)
	}
	if !strings.Contains(b.String(), `"path": "https://example.org/licence"`) || strings.Contains(b.String(), "not decided yet") {
		t.Error("the package does not tell the licence")
	}
}

// TestValues: what a column may have is declared for a column that is there.
func TestValues(t *testing.T) {
	n := 0
	for _, set := range dataset.All() {
		for _, c := range set.Columns {
			if len(set.Values(c)) > 0 {
				n++
			}
		}
	}
	if n != 8 {
		t.Errorf("%d columns have declared values; a declaration names a column that has gone", n)
	}
}
