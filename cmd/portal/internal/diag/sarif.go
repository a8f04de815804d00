package diag

import (
	"encoding/json"
	"io"
	"net/url"
	"slices"
)

// Rule is what there is to say about a code apart from any fault.
type Rule struct {
	Short string // the message, with … for what differs from fault to fault
	Full  string // what it is about
	Help  string // the same at length, with an example of the fault and of its repair
}

// Tool is the program that found the faults, as SARIF names it.
type Tool struct {
	Name, Version string
	Lang          string // of every text: ISO 639-1, "sq"
	Explain       func(code string) Rule
}

// The parts of SARIF 2.1.0 (OASIS, 2020) that say what a diagnostic says. Columns
// count code points, as everywhere in this package, and the end is behind the last.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool struct {
			Driver sarifDriver `json:"driver"`
		} `json:"tool"`
		Language   string        `json:"language"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifDriver struct {
		Name     string      `json:"name"`
		Version  string      `json:"version,omitempty"`
		Language string      `json:"language"`
		Rules    []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID    string    `json:"id"`
		Short sarifText `json:"shortDescription"`
		Full  sarifText `json:"fullDescription"`
		Help  sarifText `json:"help"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations"`
	}
	sarifLocation struct {
		Physical sarifPlace `json:"physicalLocation"`
	}
	sarifPlace struct {
		File   sarifFile    `json:"artifactLocation"`
		Region *sarifRegion `json:"region,omitempty"`
	}
	sarifFile struct {
		URI  string `json:"uri"`
		Base string `json:"uriBaseId,omitempty"`
	}
	sarifRegion struct {
		Line int `json:"startLine"`
		Col  int `json:"startColumn,omitempty"`
		End  int `json:"endColumn,omitempty"`
	}
)

// SARIF prints a log of one run, for web views of git and for editors of code.
// Rules are the codes of the list, sorted; addresses of files are relative to the
// site folder. The same list gives the same bytes.
func SARIF(w io.Writer, list []Diagnostic, tell Teller, tool Tool) error {
	codes := []string{}
	for _, d := range list {
		codes = append(codes, d.Code)
	}
	slices.Sort(codes)
	codes = slices.Compact(codes)
	run := sarifRun{Language: tool.Lang, ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: tool.Name, Version: tool.Version, Language: tool.Lang, Rules: []sarifRule{}}
	for _, code := range codes {
		r := tool.Explain(code)
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{code, sarifText{r.Short}, sarifText{r.Full}, sarifText{r.Help}})
	}
	for _, d := range list {
		index, _ := slices.BinarySearch(codes, d.Code)
		run.Results = append(run.Results, sarifResult{
			d.Code, index, d.Severity.String(), sarifText{advice(d, tell(d))}, []sarifLocation{{sarifPlaceOf(d.Pos)}},
		})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}

// advice is message and hint as one text, for where there is a place and nothing
// else to show. In a workbook the place is told in words.
func advice(d Diagnostic, told Told) string {
	text := clean(told.Message)
	if d.Pos.Sheet != "" {
		text = inWorkbook(d.Pos) + ": " + text
	}
	if told.Hint != "" {
		text += "\n" + told.HintWord + ": " + clean(told.Hint)
	}
	return text
}

func sarifPlaceOf(p Pos) sarifPlace {
	place := sarifPlace{File: sarifFile{URI: (&url.URL{Path: oneLine(p.File)}).String()}}
	if p.Sheet != "" {
		return place // no text, and beside the folder
	}
	place.File.Base = "%SRCROOT%"
	if p.Line > 0 {
		place.Region = &sarifRegion{Line: p.Line}
		if p.Col > 0 {
			place.Region.Col, place.Region.End = p.Col, p.Col+max(p.Len, 1)
		}
	}
	return place
}
