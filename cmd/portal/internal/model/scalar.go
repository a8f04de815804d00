package model

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Invalid is the error of a scalar that does not follow its grammar. Code is
// the diagnostic code to report.
type Invalid struct{ Code string }

func (e Invalid) Error() string { return e.Code }

// Date is a calendar day, ISO 8601 YYYY-MM-DD. The zero Date means "not known".
type Date struct{ Year, Month, Day int }

// UnmarshalText reads YYYY-MM-DD and refuses days that no calendar has.
func (d *Date) UnmarshalText(b []byte) error {
	t, err := time.Parse(time.DateOnly, string(b))
	if err != nil || t.Year() < 1000 {
		return Invalid{"date-invalid"}
	}
	*d = Date{t.Year(), int(t.Month()), t.Day()}
	return nil
}

// ParseDate reads YYYY-MM-DD.
func ParseDate(s string) (Date, error) {
	var d Date
	err := d.UnmarshalText([]byte(s))
	return d, err
}

// String is YYYY-MM-DD, empty for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// IsZero reports whether the date is not known.
func (d Date) IsZero() bool { return d == Date{} }

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool {
	if d.Year != e.Year {
		return d.Year < e.Year
	}
	if d.Month != e.Month {
		return d.Month < e.Month
	}
	return d.Day < e.Day
}

// AddMonths is the same day n months later (the 31st may become the 1st or 2nd
// of the month after, as time.AddDate has it).
func (d Date) AddMonths(n int) Date {
	t := time.Date(d.Year, time.Month(d.Month)+time.Month(n), d.Day, 0, 0, 0, 0, time.UTC)
	return Date{t.Year(), int(t.Month()), t.Day()}
}

// When is a date known as far as it is known: "2015", "2015-03" or "2015-03-31".
type When string

var whenGrammar = regexp.MustCompile(`^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?$`)

// UnmarshalText reads a year, a month or a day.
func (w *When) UnmarshalText(b []byte) error {
	s := string(b)
	if !whenGrammar.MatchString(s) {
		return Invalid{"date-invalid"}
	}
	if len(s) == len(time.DateOnly) {
		if _, err := ParseDate(s); err != nil {
			return err
		}
	}
	*w = When(s)
	return nil
}

// Parts are year, month and day; the unknown ones are 0.
func (w When) Parts() (year, month, day int) {
	parts := strings.Split(string(w), "-")
	out := [3]int{}
	for i := 0; i < len(parts) && i < 3; i++ {
		out[i], _ = strconv.Atoi(parts[i])
	}
	return out[0], out[1], out[2]
}

// Period is the time an observation stands for: "2019", "2019-Q4", "2019-04",
// "2011/2014", "../2019-03" (until), "2019-04/.." (from) or empty (not known).
type Period string

var periodGrammar = func() *regexp.Regexp {
	const point = `\d{4}(-(Q[1-4]|0[1-9]|1[0-2]))?`
	return regexp.MustCompile(`^(` + point + `|\d{4}/\d{4}|\.\./` + point + `|` + point + `/\.\.)?$`)
}()

// UnmarshalText reads a period and refuses ranges that run backwards.
func (p *Period) UnmarshalText(b []byte) error {
	s := string(b)
	if !periodGrammar.MatchString(s) {
		return Invalid{"period-invalid"}
	}
	if len(s) == 9 && s[4] == '/' && s[:4] > s[5:] {
		return Invalid{"period-invalid"}
	}
	*p = Period(s)
	return nil
}

// Years are the first and last year of a closed period, 0 where it is open or
// not known.
func (p Period) Years() (from, to int) {
	first, last, ranged := strings.Cut(string(p), "/")
	if !ranged {
		last = first
	}
	return year(first), year(last)
}

func year(s string) int {
	if len(s) < 4 {
		return 0
	}
	n, err := strconv.Atoi(s[:4])
	if err != nil {
		return 0
	}
	return n
}

// Quarter is a calendar quarter, "2019-q4" in file names and "2019-Q4" in data.
type Quarter struct{ Year, N int }

// String is 2019-Q4.
func (q Quarter) String() string { return fmt.Sprintf("%04d-Q%d", q.Year, q.N) }

// ID is 2019-q4, as folders and addresses have it.
func (q Quarter) ID() string { return fmt.Sprintf("%04d-q%d", q.Year, q.N) }

var quarterID = regexp.MustCompile(`^(\d{4})-q([1-4])$`)

// ParseQuarter reads the form of [Quarter.ID]; false when s is not one.
func ParseQuarter(s string) (Quarter, bool) {
	m := quarterID.FindStringSubmatch(s)
	if m == nil {
		return Quarter{}, false
	}
	return Quarter{Year: year(m[1]), N: int(m[2][0] - '0')}, true
}

// Begins is the quarter's first day.
func (q Quarter) Begins() Date { return Date{q.Year, q.N*3 - 2, 1} }

// Ends is the first day after the quarter.
func (q Quarter) Ends() Date { return q.Begins().AddMonths(3) }

// Before reports whether q is earlier than r.
func (q Quarter) Before(r Quarter) bool { return q.compare(r) < 0 }

func (q Quarter) compare(r Quarter) int { return (q.Year-r.Year)*4 + q.N - r.N }

// Deadline is when an activity is due: "continuous", "2015", "2015-Q4" or
// "2015/2017". The zero value means the plan gives none.
type Deadline struct {
	Continuous bool
	From, To   int // years; equal for a single year or quarter
	Quarter    int // 1 to 4, 0 when the plan names a year only
}

var deadlineGrammar = regexp.MustCompile(`^(\d{4})(?:-Q([1-4])|/(\d{4}))?$`)

// UnmarshalText reads the four forms of a deadline.
func (d *Deadline) UnmarshalText(b []byte) error {
	if string(b) == "continuous" {
		*d = Deadline{Continuous: true}
		return nil
	}
	m := deadlineGrammar.FindStringSubmatch(string(b))
	if m == nil {
		return Invalid{"deadline-invalid"}
	}
	from, _ := strconv.Atoi(m[1])
	out := Deadline{From: from, To: from}
	if m[2] != "" {
		out.Quarter = int(m[2][0] - '0')
	}
	if m[3] != "" {
		out.To, _ = strconv.Atoi(m[3])
		if out.To <= from {
			return Invalid{"deadline-invalid"}
		}
	}
	*d = out
	return nil
}

// String is the form of the files and of the open data.
func (d Deadline) String() string {
	switch {
	case d.Continuous:
		return "continuous"
	case d == Deadline{}:
		return ""
	case d.Quarter > 0:
		return fmt.Sprintf("%d-Q%d", d.From, d.Quarter)
	case d.From != d.To:
		return fmt.Sprintf("%d/%d", d.From, d.To)
	}
	return strconv.Itoa(d.From)
}

// Decimal is an exact plain decimal with a point ("67000", "45.83"), kept as
// it was typed; figures never pass through floating point.
type Decimal string

var decimalGrammar = regexp.MustCompile(`^-?\d+(\.\d+)?$`)

// UnmarshalText reads a plain decimal: no grouping, no exponent, no comma.
func (d *Decimal) UnmarshalText(b []byte) error {
	if !decimalGrammar.Match(b) {
		return Invalid{"number-invalid"}
	}
	*d = Decimal(b)
	return nil
}

// Weight is the importance of an objective or activity among its neighbours: a
// plain decimal above zero. Empty means 1, so that what nobody has weighed weighs
// the same.
type Weight Decimal

// UnmarshalText reads a plain decimal above zero.
func (w *Weight) UnmarshalText(b []byte) error {
	if !decimalGrammar.Match(b) || b[0] == '-' || strings.Trim(string(b), "0.") == "" {
		return Invalid{"weight-invalid"}
	}
	*w = Weight(b)
	return nil
}

// Phone is a number as people say it ("0800 11 112", "+383 38 123 456"):
// digits, single blanks, a leading plus.
type Phone string

var phoneGrammar = regexp.MustCompile(`^\+?\d+( \d+)*$`)

// UnmarshalText reads a phone number of 3 to 15 digits (ITU-T E.164 allows 15).
func (p *Phone) UnmarshalText(b []byte) error {
	digits := len(strings.NewReplacer(" ", "", "+", "").Replace(string(b)))
	if !phoneGrammar.Match(b) || digits < 3 || digits > 15 {
		return Invalid{"phone-invalid"}
	}
	*p = Phone(b)
	return nil
}

// Dial is the number for a tel: link (RFC 3966): no blanks.
func (p Phone) Dial() string { return strings.ReplaceAll(string(p), " ", "") }

// URL is an absolute https or http address of a source, printed and linked.
type URL string

var urlGrammar = regexp.MustCompile(`^https?://[A-Za-z0-9.-]+(:\d+)?(/[^\s"<>\\^` + "`" + `{|}]*)?$`)

// UnmarshalText reads an absolute http(s) address without white space.
func (u *URL) UnmarshalText(b []byte) error {
	if !urlGrammar.Match(b) {
		return Invalid{"url-invalid"}
	}
	*u = URL(b)
	return nil
}
