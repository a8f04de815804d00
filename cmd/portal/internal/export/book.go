package export

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/dataset"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/spreadsheet"
)

// between joins the same words in several languages.
const between = " · "

// book is what stands round the data of a table in a spreadsheet: its title and
// the sheets that explain it. One file serves all languages, so names and heads
// are in all of them, the source language first.
func (x *Exporter) book(t *Table) spreadsheet.Book {
	return spreadsheet.Book{
		Title: x.inEach(t.Title()), Lang: x.site.Config.Language(x.site.Config.Source()).BCP47, Day: x.day.String(),
		Sheets: []spreadsheet.Sheet{
			{Name: x.sheetName("sheet-data"), Filter: true},
			{Name: x.sheetName("sheet-columns"), Rows: x.explained(t), Widths: explainedWidths(len(t.langs), 28)},
			{Name: x.sheetName("sheet-about"), Rows: append(x.facts(t), x.documents(t)...), Widths: explainedWidths(len(t.langs))},
		},
	}
}

// workbook is the book with the data in it.
func (t *Table) workbook() *spreadsheet.Book {
	book := t.book
	book.Sheets = slices.Clone(book.Sheets)
	if len(book.Sheets) == 0 {
		book.Sheets = []spreadsheet.Sheet{{Name: t.Name, Filter: true}}
	}
	book.Sheets[0].Rows, book.Sheets[0].Widths = t.sheet()
	return &book
}

// sheet has the cells of the CSV: numbers as numbers, true and false as what they
// are, and everything else as text.
func (t *Table) sheet() (rows [][]any, widths []float64) {
	var head []any
	for _, c := range t.Columns {
		for _, name := range t.names(c) {
			head = append(head, spreadsheet.Head(name))
			widths = append(widths, max(width[c.Type], float64(len(name)+4)))
		}
	}
	rows = append(rows, head)
	for _, row := range t.Rows {
		var cells []any
		for i, c := range t.Columns {
			cells = append(cells, t.shown(c, row[i])...)
		}
		rows = append(rows, cells)
	}
	return rows, widths
}

// width is how wide a column of a type is, in characters.
var width = map[dataset.Type]float64{
	dataset.String: 16, dataset.Integer: 10, dataset.Number: 12, dataset.Boolean: 10, dataset.List: 24, dataset.Date: 12, dataset.Period: 14,
	dataset.Words: 44, dataset.URL: 40,
}

// shown are the cells of a value in a spreadsheet: one, or one per language.
func (t *Table) shown(c dataset.Column, value any) []any {
	if c.Langs {
		words, _ := value.(model.Text)
		out := make([]any, len(t.langs))
		for i, l := range t.langs {
			out[i] = filled(collapse(words[l]))
		}
		return out
	}
	switch v := value.(type) {
	case bool:
		return []any{v}
	case int:
		return []any{spreadsheet.Number(strconv.Itoa(v))}
	case Number:
		return []any{spreadsheet.Number(v)}
	}
	return []any{filled(plain(value))}
}

// filled is a text, or nil when it is empty: an empty cell is what is not known.
func filled(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// explainedWidths are those of the sheets that explain: a name, other short
// cells, then a text in each language.
func explainedWidths(langs int, others ...float64) []float64 {
	out := append([]float64{34}, others...)
	for range langs {
		out = append(out, 50)
	}
	return out
}

// explained says of each column what its cells are and what they mean, in every
// language.
func (x *Exporter) explained(t *Table) [][]any {
	head := []any{spreadsheet.Head(x.inEach("sheet-column")), spreadsheet.Head(x.inEach("col-type"))}
	for _, l := range t.langs {
		head = append(head, spreadsheet.Head(x.word("sheet-meaning", l)))
	}
	rows := [][]any{head}
	for _, c := range t.Columns {
		row := []any{strings.Join(t.names(c), ", "), x.inEach(c.Type.Word())}
		for _, l := range t.langs {
			row = append(row, x.Meaning(t.Set, c, l))
		}
		rows = append(rows, row)
	}
	return rows
}

// Meaning is what a column holds, in words. Names and values that stand as code
// on a page stand here as they are.
func (x *Exporter) Meaning(set dataset.Set, c dataset.Column, lang string) string {
	return strings.ReplaceAll(x.word(set.Word(c), lang), "`", "")
}

// facts say what the set is, whose and from which day.
func (x *Exporter) facts(t *Table) [][]any {
	head := []any{spreadsheet.Head(x.inEach("sheet-about"))}
	for _, l := range t.langs {
		head = append(head, spreadsheet.Head(x.site.Config.Language(l).Name))
	}
	each := func(key string, value func(lang string) string) []any {
		row := []any{spreadsheet.Head(x.inEach(key))}
		for _, l := range t.langs {
			row = append(row, filled(value(l)))
		}
		return row
	}
	return [][]any{
		head,
		each("sheet-set", func(l string) string { return x.word(t.Title(), l) + " (" + t.Name + ")" }),
		each("sheet-rows", func(l string) string { return x.word(t.About(), l) }),
		each("sheet-day", func(string) string { return x.day.String() }),
		each("col-publisher", func(l string) string { return x.site.Config.Name[l] }),
		each("sheet-address", func(l string) string { return x.address(t.Name, l) }),
		each("data-licence", x.licence),
	}
}

// address is where the set is explained for readers of a language, or the home
// page of a site that has no page of its open data.
func (x *Exporter) address(set, lang string) string {
	for _, id := range x.site.OfKind(model.PageData, x.day) {
		return x.base + x.plan.URL(model.KindPage, id, lang) + "#" + set
	}
	return x.base + x.plan.URL(model.KindPage, model.Home, lang)
}

// licence is the address of the licence, or that there is none yet.
func (x *Exporter) licence(lang string) string {
	if l := string(x.site.Config.DataLicence); l != "" {
		return l
	}
	return x.word("data-licence-undecided", lang)
}

// documents are the sources that the rows cite, below the facts.
func (x *Exporter) documents(t *Table) [][]any {
	ids := t.cited()
	if len(ids) == 0 {
		return nil
	}
	head := []any{spreadsheet.Head(x.inEach("col-source"))}
	for _, key := range []string{"sheet-title", "col-publisher"} {
		for _, l := range t.langs {
			head = append(head, spreadsheet.Head(x.word(key, l)))
		}
	}
	head = append(head, spreadsheet.Head(x.inEach("col-date")), spreadsheet.Head(x.inEach("sheet-address")))
	rows := [][]any{{}, head}
	for _, id := range ids {
		if s := x.site.Sources.Get(id); s != nil {
			row := []any{id}
			for _, text := range []model.Text{s.Title, s.Publisher} {
				for _, l := range t.langs {
					row = append(row, filled(collapse(text[l])))
				}
			}
			rows = append(rows, append(row, filled(string(s.Date)), filled(string(s.URL))))
		}
	}
	return rows
}

// cited are the ids of the documents that the rows cite, sorted.
func (t *Table) cited() []string {
	seen := map[string]bool{}
	for i, c := range t.Columns {
		if !c.Cites {
			continue
		}
		for _, row := range t.Rows {
			switch v := row[i].(type) {
			case string:
				seen[v] = true
			case []string:
				for _, id := range v {
					seen[id] = true
				}
			}
		}
	}
	delete(seen, "")
	return slices.SortedFunc(maps.Keys(seen), model.CompareID)
}

// sheetName is the name of a sheet.
func (x *Exporter) sheetName(key string) string { return spreadsheet.SheetName(x.each(key)...) }

// inEach is an interface word in every language, each form once.
func (x *Exporter) inEach(key string) string { return strings.Join(x.each(key), between) }

func (x *Exporter) each(key string) []string {
	var out []string
	for _, l := range x.plan.Langs {
		if w := x.word(key, l); !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// word is an interface word. That every language has it is judged before
// anything is written; the key stands for one that is missing all the same.
func (x *Exporter) word(key, lang string, args ...any) string {
	text, err := x.words.Printer(lang).T(key, args...)
	if err != nil {
		return key
	}
	return text
}
