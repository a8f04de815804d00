package model

import (
	"encoding"
	"errors"
	"fmt"
	"testing"
)

// reads holds a scalar's grammar to what it must take, with how it is written
// then, and what it must refuse, with the code.
func reads[T any, P interface {
	*T
	encoding.TextUnmarshaler
}](t *testing.T, code string, good map[string]string, bad ...string,
) {
	t.Helper()
	for in, want := range good {
		v := P(new(T))
		if err := v.UnmarshalText([]byte(in)); err != nil {
			t.Errorf("%q is refused: %v", in, err)
		} else if got := fmt.Sprint(*v); got != want {
			t.Errorf("%q is read as %q, want %q", in, got, want)
		}
	}
	for _, in := range bad {
		v := P(new(T))
		var invalid Invalid
		if err := v.UnmarshalText([]byte(in)); !errors.As(err, &invalid) || invalid.Code != code {
			t.Errorf("%q gives %v, want %s", in, err, code)
		}
		if got, zero := fmt.Sprint(*v), fmt.Sprint(*new(T)); got != zero {
			t.Errorf("%q is refused and leaves %q behind", in, got)
		}
	}
}

func same(list ...string) map[string]string {
	out := map[string]string{}
	for _, s := range list {
		out[s] = s
	}
	return out
}

func TestDate(t *testing.T) {
	reads[Date](
		t, "date-invalid", same("2026-11-22", "2024-02-29", "1912-11-28"),
		"", "2026", "2026-11", "2026-11-31", "2025-02-29", "2026-13-01", "2026-00-01", "22.11.2026", "2026-1-2", "2026-11-22 ", "0000-01-01", "2026-11-22T00:00:00Z", "٢٠٢٦-11-22",
	)
}

func TestWhen(t *testing.T) {
	reads[When](t, "date-invalid", same("2015", "2015-03", "2015-03-31"), "", "15", "2015-3", "2015-13", "2015-02-30", "2015-03-31x", "2015/2016")
}

func TestPeriod(t *testing.T) {
	reads[Period](
		t, "period-invalid", same("", "2019", "2019-Q4", "2019-04", "2011/2014", "2014/2014", "../2019-03", "2019-04/..", "../2019", "2019-Q1/.."),
		"19", "2019-Q5", "2019-Q0", "2019-13", "2014/2011", "2011/14", "2011-01/2014-01", "..", "../..", "2019-q4", "2019 ", "2011–2014", "2019-04-01",
	)
}

func TestDeadline(t *testing.T) {
	reads[Deadline](
		t, "deadline-invalid", same("continuous", "2015", "2015-Q4", "2015/2017"),
		"", "2015-2017", "2017/2015", "2015/2015", "2015-Q5", "2015-04", "Q4 2015", "Continuous", "në vazhdimësi", "2015-Q4/2016", "2015\n",
	)
}

func TestDecimal(t *testing.T) {
	reads[Decimal](
		t, "number-invalid", same("0", "67000", "45.83", "-12", "1.10", "0192", "12345678901234567890.12345678901234567890"),
		"", "1,5", "1.200,5", "1 200", "1e5", ".5", "5.", "+5", "0x10", "½", "NaN", "٣",
	)
}

func TestPhone(t *testing.T) {
	reads[Phone](
		t, "phone-invalid", same("192", "0800 11 112", "+383 38 123 456", "123456789012345"),
		"", "19", "1234567890123456", "0800-11-112", "0800/11112", "0800  11", " 192", "192 ", "+", "00383 (38)", "192#", "tel:192", "0800\t11", "١٩٢",
	)
}

func TestURL(t *testing.T) {
	reads[URL](
		t, "url-invalid", same("https://example.org", "https://example.org/", "http://example.org:8080/a/b?c=d&e=f#g", "https://example.org/ë"),
		"", "www.example.org", "//example.org", "https://", "https:// example.org", "https://user@example.org/", "javascript:alert(1)", "https://example.org/a b", `https://example.org/"`, "https://example.org/<", "ftp://example.org", "HTTPS://example.org", "https://example.org?x", "https://example.org/\n",
	)
}

func TestDialIsTheNumberWithoutBlanks(t *testing.T) {
	if got := Phone("+383 38 123 456").Dial(); got != "+38338123456" {
		t.Errorf("got %q", got)
	}
}

func TestDateOrder(t *testing.T) {
	days := []Date{{}, {2029, 12, 31}, {2030, 1, 31}, {2030, 2, 1}, {2030, 2, 2}, {2031, 1, 1}}
	for i, a := range days {
		for j, b := range days {
			if a.Before(b) != (i < j) {
				t.Errorf("%v before %v: %v", a, b, a.Before(b))
			}
		}
	}
}

func TestAddMonths(t *testing.T) {
	for _, test := range []struct {
		from   string
		months int
		want   string
	}{
		{"2030-01-15", 12, "2031-01-15"},
		{"2030-11-30", 2, "2031-01-30"},
		{"2030-01-31", 1, "2030-03-03"},
		{"2024-02-29", 12, "2025-03-01"},
		{"2030-01-15", 0, "2030-01-15"},
	} {
		d, err := ParseDate(test.from)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.AddMonths(test.months).String(); got != test.want {
			t.Errorf("%s and %d months: %s, want %s", test.from, test.months, got, test.want)
		}
	}
}

func TestWhenParts(t *testing.T) {
	for when, want := range map[When][3]int{"": {}, "2015": {2015, 0, 0}, "2015-03": {2015, 3, 0}, "2015-03-31": {2015, 3, 31}} {
		if y, m, d := when.Parts(); [3]int{y, m, d} != want {
			t.Errorf("%q: %d %d %d", when, y, m, d)
		}
	}
}

func TestPeriodYears(t *testing.T) {
	for period, want := range map[Period][2]int{
		"": {}, "2019": {2019, 2019}, "2019-Q4": {2019, 2019}, "2011/2014": {2011, 2014}, "../2019-03": {0, 2019}, "2019-04/..": {2019, 0},
	} {
		if from, to := period.Years(); [2]int{from, to} != want {
			t.Errorf("%q: %d to %d, want %v", period, from, to, want)
		}
	}
}

func TestDeadlineParts(t *testing.T) {
	for text, want := range map[string]Deadline{
		"continuous": {Continuous: true}, "2015": {From: 2015, To: 2015}, "2015-Q4": {From: 2015, To: 2015, Quarter: 4}, "2015/2017": {From: 2015, To: 2017},
	} {
		var got Deadline
		if err := got.UnmarshalText([]byte(text)); err != nil || got != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
	if got := (Deadline{}).String(); got != "" {
		t.Errorf("no deadline is written %q", got)
	}
}

func TestQuarter(t *testing.T) {
	q := Quarter{2019, 4}
	if q.String() != "2019-Q4" {
		t.Errorf("got %s", q)
	}
	if q.Begins() != (Date{2019, 10, 1}) || q.Ends() != (Date{2020, 1, 1}) {
		t.Errorf("%v begins on %v and has ended on %v", q, q.Begins(), q.Ends())
	}
	if back, ok := ParseQuarter(q.ID()); back != q || !ok {
		t.Errorf("%s is read as %v", q.ID(), back)
	}
	for _, text := range []string{"2019-Q4", "2019-q5", "19-q1", "2019q1", ""} {
		if got, ok := ParseQuarter(text); ok {
			t.Errorf("%q is read as %v", text, got)
		}
	}
	if !(Quarter{2018, 4}).Before(Quarter{2019, 1}) || q.Before(q) {
		t.Error("quarters are not in the order of time")
	}
}

// TestWeightIsAboveZero: an objective that weighs nothing would vanish without a word.
func TestWeightIsAboveZero(t *testing.T) {
	for text, good := range map[string]bool{"1": true, "2.5": true, "0.10": true, "0": false, "0.00": false, "-1": false, "a": false, "1,5": false, "": false} {
		var w Weight
		if err := w.UnmarshalText([]byte(text)); (err == nil) != good {
			t.Errorf("%q: %v", text, err)
		}
	}
}
