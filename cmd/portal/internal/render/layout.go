package render

import (
	"fmt"
	"html/template"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
)

// Views names each layout of layouts/pages/ with the view it is given. The test
// of the layouts checks every template against it.
var Views = map[string]any{
	"home": HomeView{}, "section": SectionView{}, "prose": ProseView{}, "edition-state": EditionStateView{}, "help": HelpView{}, "pocket-card": PocketCardView{},
	"strategy": StrategyView{}, "objective": ObjectiveView{}, "action-plan": PlanView{}, "plan-groups": PlanGroupsView{},
	"plan-facet": PlanFacetView{}, "plan-status": PlanStatusView{}, "plan-matrix": PlanMatrixView{}, "plan-timeline": PlanTimelineView{},
	"strategy-document": StrategyDocumentView{}, "plan-document": PlanDocumentView{}, "years": YearsView{}, "year": YearView{},
	"activity": ActivityView{}, "reporting-calendar": ReportingView{}, "institutions": InstitutionsView{}, "institution": InstitutionView{},
	"instruments": InstrumentsView{}, "instrument": InstrumentView{}, "statistics": StatisticsView{}, "series": SeriesView{},
	"recommendations": RecommendationsView{}, "reports": ReportsView{}, "report": ReportView{},
	"campaigns": CampaignsView{}, "campaign": CampaignView{}, "glossary": GlossaryView{}, "sources": SourcesView{},
	"open-data": DataView{}, "a-z": IndexView{}, "not-found": NotFoundView{}, "sheet": SheetView{},
	"chooser": ChooserView{}, "chooser-not-found": ChooserView{}, "redirect": RedirectView{},
}

// Layouts are the parsed templates: one set per language, because a set's words
// are those of one language. base.html and the components stand in it once, for
// all kinds of pages: a set for each kind would be copied, and its components
// escaped, thirty times over. What a page defines of its own, and whatever calls
// that, stands there under the page's name ([own]).
type Layouts struct {
	langs map[string]*parts
}

func (l *Layouts) of(lang string) *parts { return l.langs[lang] }

// own is the name under which a page's own version of a template stands.
func own(name, page string) string { return name + "@" + page }

// parseLayouts parses layouts/: base.html and the components are shared, each
// page adds its own content. once names the components that are rendered once
// for each dot.
func parseLayouts(files map[string][]byte, words *locale.Set, langs, once []string) (*Layouts, []diag.Diagnostic) {
	out := &Layouts{langs: map[string]*parts{}}
	for _, lang := range langs {
		p := &parts{minifier: newMinifier(), known: map[part]int{}}
		set, found := parseShared(files, words.Printer(lang), p)
		if len(found) == 0 {
			found = addPages(set, files)
		}
		if len(found) > 0 {
			return nil, found // the other languages would repeat them
		}
		fold(set, words.Printer(lang))
		share(set, once)
		p.set, out.langs[lang] = set, p
	}
	return out, nil
}

// addPages puts every page's templates into a set.
func addPages(set *template.Template, files map[string][]byte) []diag.Diagnostic {
	shared, wordless := trees(set), new(locale.Printer) // parsing wants the functions' names alone
	called := calls(shared)
	var found []diag.Diagnostic
	for _, page := range slices.Sorted(maps.Keys(Views)) {
		file := "layouts/pages/" + page + ".html"
		text, ok := files[strings.TrimPrefix(file, "layouts/")]
		if !ok {
			found = append(found, diag.NewError("layout-missing", diag.Pos{File: file}, "file", file))
			continue
		}
		parsed, err := template.New(file).Funcs(template.FuncMap{"t": wordless.T, "n": wordless.N}).Parse(string(text))
		if err != nil {
			found = append(found, layoutFault("layout-invalid", err, file, ""))
			continue
		}
		whole := pageTrees(shared, trees(parsed), called)
		if whole["base"] == nil {
			const base = "layouts/base.html"
			found = append(found, diag.NewError("layout-missing", diag.Pos{File: base}, "file", base))
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(whole)) {
			if _, err := set.AddParseTree(own(name, page), ownTree(whole[name], page, whole)); err != nil {
				found = append(found, layoutFault("layout-invalid", err, file, ""))
			}
		}
	}
	return found
}

func parseShared(files map[string][]byte, words *locale.Printer, p *parts) (*template.Template, []diag.Diagnostic) {
	shared := template.New("").Option("missingkey=error").Funcs(template.FuncMap{"t": words.T, "n": words.N, "part": p.show})
	var shareds []string
	for file := range files {
		if file == "base.html" || (strings.HasPrefix(file, "components/") && path.Ext(file) == ".html") {
			shareds = append(shareds, file)
		}
	}
	slices.Sort(shareds)
	var found []diag.Diagnostic
	for _, file := range shareds {
		if _, err := shared.New("layouts/" + file).Parse(string(files[file])); err != nil {
			found = append(found, layoutFault("layout-invalid", err, "layouts/"+file, ""))
		}
	}
	return shared, found
}

// templatePlace finds file, line and column in an error of text/template or
// html/template: "template: layouts/x.html:12:5: …". A shared component's fault
// is told within that of the page, so the last place counts.
var templatePlace = regexp.MustCompile(`(?s).*template: ?(layouts/[^:]+):(\d+)(?::(\d+))?: ?(.*)`)

// ownName is what [own] adds to a name: no part of the layouts that their authors know.
var ownName = regexp.MustCompile(`@[a-z-]+"`)

// LayoutFault is the diagnostic for a layout that failed on a page; false when
// err is something else, a fault of the machine.
func LayoutFault(err error, page string) (diag.Diagnostic, bool) {
	if !templatePlace.MatchString(err.Error()) {
		return diag.Diagnostic{}, false
	}
	return layoutFault("layout-failed", err, "", page), true
}

func layoutFault(code string, err error, file, page string) diag.Diagnostic {
	pos, detail := diag.Pos{File: file, Line: 1, Col: 1}, err.Error()
	if m := templatePlace.FindStringSubmatch(detail); m != nil {
		pos.File, detail = m[1], ownName.ReplaceAllString(m[4], `"`)
		pos.Line, _ = strconv.Atoi(m[2])
		if col, _ := strconv.Atoi(m[3]); col > 0 {
			pos.Col = col + 1 // text/template counts from 0
		}
	}
	args := []string{"detail", detail}
	if code == "layout-failed" {
		args = append(args, "page", page)
	}
	return diag.NewError(code, pos, args...)
}

// MissingWords reports the interface words that the program itself uses and the
// catalogues lack.
func MissingWords(in Input) []diag.Diagnostic {
	var found []diag.Diagnostic
	for _, lang := range in.Plan.Langs {
		file := fmt.Sprintf("i18n/%s.yaml", lang)
		if !in.Words.Printer(lang).Has(programWords()[0]) {
			continue // there is no catalogue to speak of, and that has been said
		}
		for _, key := range append(programWords(), dataWords(in.Site)...) {
			if !in.Words.Printer(lang).Has(key) {
				found = append(found, diag.NewError("message-missing", diag.Pos{File: file}, "key", key, "file", file))
			}
		}
	}
	return found
}
