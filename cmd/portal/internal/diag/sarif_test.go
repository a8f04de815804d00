package diag

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func sarif(t *testing.T, list ...Diagnostic) string {
	t.Helper()
	var b strings.Builder
	tool := Tool{"portal", "1", "sq", func(code string) Rule { return Rule{"short " + code, "full", "help"} }}
	if err := SARIF(&b, list, tell, tool); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestSARIF: every part stands where SARIF 2.1.0 wants it, columns count
// characters, and the end is behind the last of them.
func TestSARIF(t *testing.T) {
	got := sarif(t,
		NewError("a-b", Pos{File: "content/ë b.md", Line: 2, Col: 14, Len: 5}, "what", "<ë>", "hint", "one\ntwo"),
		NewWarning("a", Pos{File: "x", Line: 3}, "what", "y"))
	want := `{
  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {
      "tool": {
        "driver": {
          "name": "portal",
          "version": "1",
          "language": "sq",
          "rules": [
            {
              "id": "a",
              "shortDescription": {
                "text": "short a"
              },
              "fullDescription": {
                "text": "full"
              },
              "help": {
                "text": "help"
              }
            },
            {
              "id": "a-b",
              "shortDescription": {
                "text": "short a-b"
              },
              "fullDescription": {
                "text": "full"
              },
              "help": {
                "text": "help"
              }
            }
          ]
        }
      },
      "language": "sq",
      "columnKind": "unicodeCodePoints",
      "results": [
        {
          "ruleId": "a-b",
          "ruleIndex": 1,
          "level": "error",
          "message": {
            "text": "no “<ë>”\nkëshillë: one\ntwo"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "content/%C3%AB%20b.md",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "startLine": 2,
                  "startColumn": 14,
                  "endColumn": 19
                }
              }
            }
          ]
        },
        {
          "ruleId": "a",
          "ruleIndex": 0,
          "level": "warning",
          "message": {
            "text": "no “y”"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "x",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "startLine": 3
                }
              }
            }
          ]
        }
      ]
    }
  ]
}
`
	if got != want {
		t.Errorf("got\n%s", got)
	}
}

// TestSARIFIsValid: whatever there is to tell, the log is what the standard asks
// for, each result has its rule, and no text obeys a source.
func TestSARIFIsValid(t *testing.T) {
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	schema, err := c.Compile("testdata/sarif.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, list := range map[string][]Diagnostic{
		"nothing": nil,
		"hostile": {
			NewError("b", Pos{File: hostile + "\n", Line: 1, Col: 1}, "what", hostile, "hint", hostile),
			NewError("a", Pos{File: "a:b\\c d%?#"}, "what", "y"),
			NewWarning("b", Pos{File: "form.xlsx", Sheet: "S", Line: 2, Col: 7}, "what", "y"),
		},
		"again": {NewError("a", Pos{File: "x", Line: 1}, "what", "y"), NewError("a", Pos{File: "x", Line: 1}, "what", "y")},
	} {
		t.Run(name, func(t *testing.T) {
			text := sarif(t, list...)
			if strings.ContainsAny(text, "\x1b\x07\x00\u009b\u202e") {
				t.Errorf("%q comes through", text)
			}
			v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(v); err != nil {
				t.Errorf("%v\n%s", err, text)
			}
			if text != sarif(t, list...) {
				t.Error("the same list gives other bytes")
			}
			var log sarifLog
			if err := json.Unmarshal([]byte(text), &log); err != nil {
				t.Fatal(err)
			}
			rules := log.Runs[0].Tool.Driver.Rules
			if len(log.Runs[0].Results) != len(list) || !slices.IsSortedFunc(rules, func(a, b sarifRule) int { return strings.Compare(a.ID, b.ID) }) {
				t.Errorf("%d results, rules %v", len(log.Runs[0].Results), rules)
			}
			for _, r := range log.Runs[0].Results {
				if rules[r.RuleIndex].ID != r.RuleID {
					t.Errorf("%s has the rule %s", r.RuleID, rules[r.RuleIndex].ID)
				}
			}
		})
	}
}

// TestSARIFCell: a place in a workbook is no line of a text.
func TestSARIFCell(t *testing.T) {
	got := sarif(t, NewError("a", Pos{File: "form.xlsx", Sheet: "S", Line: 2, Col: 7}, "what", "y"))
	if !strings.Contains(got, `"text": "S!G2: no “y”"`) || strings.Contains(got, "region") || strings.Contains(got, "uriBaseId") {
		t.Errorf("got\n%s", got)
	}
}
