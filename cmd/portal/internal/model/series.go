package model

// Latest is the newest figure of a series as a whole: of those without a
// breakdown the one whose period ends last, and of two that end in one year the
// one that stands further down. It is nil when every figure is of a part.
func (s *Series) Latest() *Observation {
	var latest *Observation
	for i := range s.Observations {
		o := &s.Observations[i]
		if len(o.Breakdown) == 0 && (latest == nil || o.Period.lastYear() >= latest.Period.lastYear()) {
			latest = o
		}
	}
	return latest
}

// Span is the first and last year that a series has figures for, 0 and 0 when no
// period names a year.
func (s *Series) Span() (first, last int) {
	for _, o := range s.Observations {
		from, to := o.Period.Years()
		for _, y := range [...]int{from, to} {
			if y > 0 && (first == 0 || y < first) {
				first = y
			}
			last = max(last, y)
		}
	}
	return first, last
}

func (p Period) lastYear() int {
	from, to := p.Years()
	return max(from, to)
}
