// Package dataset declares the sets of open data: their names, which records
// they are made from, and every column with its type.
//
// The declaration is made once, and everything that tells of a set follows it:
// the files in each format, the data dictionary on the site, the sheet that
// explains the columns, and the schemas for programs. What a column means is an
// interface word, [Column.Word]; here is only what a program must know.
package dataset

import (
	"strings"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// Type is what the cells of a column are.
type Type string

// The types of columns. What is not known is empty in all of them.
const (
	String  Type = "string"  // a text, an id or a code: never a number, so that 1.10 and 0800 stay as they are
	Integer Type = "integer" // a whole number
	Number  Type = "number"  // an exact decimal with a point
	Boolean Type = "boolean" // true or false
	List    Type = "list"    // several texts, joined by ";" where a cell holds one text
	Date    Type = "date"    // ISO 8601, as far as it is known: 2015-03-31, 2015-03 or 2015
	Period  Type = "period"  // the grammar of [model.Period]
	Words   Type = "words"   // a text in each language
	URL     Type = "url"     // an absolute address
)

// Types are all of them, in the order in which they are explained.
func Types() []Type {
	return []Type{String, Integer, Number, Boolean, List, Date, Period, Words, URL}
}

// Word is the interface word that names the type.
func (t Type) Word() string { return "column-type-" + string(t) }

// Column is one column of a set.
type Column struct {
	Name     string
	Type     Type
	Langs    bool   // a column per language, "title_sq", "title_sr" …; one object in JSON
	Required bool   // never empty; with Langs: in at least one language
	Key      bool   // no two rows have the same
	Refs     string // the set whose key the values are
	Cites    bool   // the values are ids of source documents
	Shared   bool   // it means the same in every set, and is explained once
	Covers   bool   // the years in it are those that the set is about
}

// Set is one set of open data. It is published, empty or not, when the site has
// records of its kind.
type Set struct {
	Name    string
	Kind    model.Kind
	Columns []Column
}

// Word is the interface word that says what the column holds.
func (s Set) Word(c Column) string {
	if c.Shared {
		return "column-" + dashed(c.Name)
	}
	return "column-" + s.Name + "-" + dashed(c.Name)
}

// Title is the interface word that names the set.
func (s Set) Title() string { return "data-" + s.Name + "-title" }

// About is the interface word that says what a row is.
func (s Set) About() string { return "data-" + s.Name + "-about" }

// Keywords is the interface word with what the set is about, separated by ";".
func (s Set) Keywords() string { return "data-" + s.Name + "-keywords" }

// Key is the column that tells rows apart; false when none does alone.
func (s Set) Key() (Column, bool) {
	for _, c := range s.Columns {
		if c.Key {
			return c, true
		}
	}
	return Column{}, false
}

// Of are the sets that a site publishes, so that a site without a plan
// publishes no empty plan.
func Of(site *model.Site) []Set {
	var out []Set
	for _, set := range All() {
		if len(site.IDs(set.Kind)) > 0 {
			out = append(out, set)
		}
	}
	return out
}

// Named is the set with a name; false when there is none.
func Named(name string) (Set, bool) {
	for _, set := range All() {
		if set.Name == name {
			return set, true
		}
	}
	return Set{}, false
}

// dashed is a name as the keys of interface words have it.
func dashed(name string) string { return strings.ReplaceAll(name, "_", "-") }
