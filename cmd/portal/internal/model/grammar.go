package model

// Blank stands in a file where somebody has still to write a value. Scaffolds
// hold it; load tells each one that is left.
const Blank = "???"

// The grammars of what is text to YAML, as regular expressions that RE2 and
// ECMA-262 read alike, so that the loader and the schemas hold a file to the same.
const (
	IDPattern   = `^[a-z0-9]+([.-][a-z0-9]+)*$` // an id, which is a file's name
	SlugPattern = `^[a-z0-9]+(-[a-z0-9]+)*$`    // what may stand between two slashes of an address
	PagePattern = `^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$`
	// AddressPattern is a former address within the site, /sq/vjeter/, or that of a
	// page's PDF: /downloads/old.sq.pdf.
	AddressPattern = `^/([a-z0-9]+([.-][a-z0-9]+)*/)+$|^/downloads/[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9-]+\.pdf$`
	TagPattern     = `^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$` // a language's BCP 47 tag, without its rarer forms
	DigestPattern  = `^[0-9a-f]{16}$`                   // a [Digest]
)

// IDPattern is the grammar of the ids of a kind.
func (k Kind) IDPattern() string {
	if k == KindPage {
		return PagePattern
	}
	return IDPattern
}

// Pattern is the grammar of a date; days that no calendar has are refused beyond it.
func (Date) Pattern() string { return `^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$` }

// Pattern is the grammar of a date known as far as it is known.
func (When) Pattern() string { return whenGrammar.String() }

// Pattern is the grammar of a period.
func (Period) Pattern() string { return periodGrammar.String() }

// Pattern is the grammar of a deadline.
func (Deadline) Pattern() string { return `^(continuous|\d{4}(-Q[1-4]|/\d{4})?)$` }

// Pattern is the grammar of a plain decimal.
func (Decimal) Pattern() string { return decimalGrammar.String() }

// Pattern is the grammar of a weight.
func (Weight) Pattern() string { return `^\d*[1-9]\d*(\.\d+)?$|^\d+\.\d*[1-9]\d*$` }

// Pattern is the grammar of a phone number.
func (Phone) Pattern() string { return phoneGrammar.String() }

// Pattern is the grammar of an address of a source.
func (URL) Pattern() string { return urlGrammar.String() }
