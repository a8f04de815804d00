package locale

import "testing"

// The hot path of a page: labels, a counted message, dates and figures.
func BenchmarkPrinter(b *testing.B) {
	set, _ := New(languages[:2], catalogues())
	p := set.Printer("sr")
	b.Run("T plain", func(b *testing.B) {
		for b.Loop() {
			_, _ = p.T("menu")
		}
	})
	b.Run("T arguments", func(b *testing.B) {
		for b.Loop() {
			_, _ = p.T("hello", "name", "MUP", "year", "2026")
		}
	})
	b.Run("N", func(b *testing.B) {
		for b.Loop() {
			_, _ = p.N("activities", 24, "who", "MUP")
		}
	})
	b.Run("Number", func(b *testing.B) {
		for b.Loop() {
			p.Number("1234567.891")
		}
	})
	b.Run("Date", func(b *testing.B) {
		for b.Loop() {
			p.Date(2026, 11, 22)
		}
	})
	b.Run("Compare", func(b *testing.B) {
		for b.Loop() {
			p.Compare("ljubav", "ljuljaška")
		}
	})
}

func BenchmarkNew(b *testing.B) {
	words := catalogues()
	for b.Loop() {
		New(languages[:2], words)
	}
}
