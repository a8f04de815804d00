package render

import (
	"fmt"
	"html/template"
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
	"home": HomeView{}, "section": SectionView{}, "prose": ProseView{}, "help": HelpView{}, "pocket-card": PocketCardView{},
	"strategy": StrategyView{}, "objective": ObjectiveView{}, "action-plan": PlanView{}, "plan-groups": PlanGroupsView{},
	"plan-facet": PlanFacetView{}, "plan-status": PlanStatusView{}, "plan-matrix": PlanMatrixView{}, "plan-timeline": PlanTimelineView{},
	"activity": ActivityView{}, "institutions": InstitutionsView{}, "institution": InstitutionView{},
	"instruments": InstrumentsView{}, "instrument": InstrumentView{}, "statistics": StatisticsView{}, "series": SeriesView{},
	"recommendations": RecommendationsView{}, "reports": ReportsView{}, "report": ReportView{},
	"campaigns": CampaignsView{}, "campaign": CampaignView{}, "glossary": GlossaryView{}, "sources": SourcesView{},
	"open-data": DataView{}, "a-z": IndexView{}, "not-found": NotFoundView{}, "sheet": SheetView{},
	"chooser": ChooserView{}, "chooser-not-found": ChooserView{}, "redirect": RedirectView{},
}

// Layouts are the parsed templates: one set per kind of page and language,
// because a set's words are those of one language.
type Layouts struct {
	sets map[[2]string]*template.Template
}

func (l *Layouts) set(layout, lang string) *template.Template { return l.sets[[2]string{layout, lang}] }

// parseLayouts parses layouts/: base.html and the components are shared, each
// page adds its own content.
func parseLayouts(files map[string][]byte, words *locale.Set, langs []string) (*Layouts, []diag.Diagnostic) {
	out := &Layouts{sets: map[[2]string]*template.Template{}}
	names := make([]string, 0, len(Views))
	for name := range Views {
		names = append(names, name)
	}
	slices.Sort(names)
	var found []diag.Diagnostic
	for _, lang := range langs {
		shared, faults := parseShared(files, words.Printer(lang))
		if found = append(found, faults...); len(found) > 0 {
			return nil, found // the other languages would repeat them
		}
		for _, name := range names {
			file := "pages/" + name + ".html"
			text, ok := files[file]
			if !ok {
				found = append(found, diag.NewError("layout-missing", diag.Pos{File: "layouts/" + file}, "file", "layouts/"+file))
				continue
			}
			set, err := shared.Clone()
			if err == nil {
				_, err = set.New("layouts/" + file).Parse(string(text))
			}
			if err == nil {
				fold(set, words.Printer(lang))
			}
			if err != nil {
				found = append(found, layoutFault("layout-invalid", err, "layouts/"+file, ""))
				continue
			}
			if set.Lookup("base") == nil {
				found = append(found, diag.NewError("layout-missing", diag.Pos{File: "layouts/base.html"}, "file", "layouts/base.html"))
				continue
			}
			out.sets[[2]string{name, lang}] = set
		}
		if len(found) > 0 {
			return nil, found
		}
	}
	return out, nil
}

func parseShared(files map[string][]byte, p *locale.Printer) (*template.Template, []diag.Diagnostic) {
	shared := template.New("").Option("missingkey=error").Funcs(template.FuncMap{"t": p.T, "n": p.N})
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
// html/template: "template: layouts/x.html:12:5: …".
var templatePlace = regexp.MustCompile(`template: ?(layouts/[^:]+):(\d+)(?::(\d+))?: ?(.*)`)

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
		pos.File, detail = m[1], m[4]
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

// missingWords reports the interface words that the program itself uses and the
// catalogues lack.
func missingWords(in Input) []diag.Diagnostic {
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
