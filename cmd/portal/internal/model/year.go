package model

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// The interface words by which the page of a year is called; both have a
// placeholder for the year.
const (
	WordYearFigures = "year-figures"
	WordYearReport  = "year-report"
)

var yearName = regexp.MustCompile(`^\d{4}$`)

// Year is the year that a page is about: its name, if its kind is the page of a
// year; 0 for every other page.
func (p *Page) Year() int {
	name := p.ID[strings.LastIndexByte(p.ID, '/')+1:]
	if p.Kind != PageYear || !yearName.MatchString(name) {
		return 0
	}
	n, _ := strconv.Atoi(name)
	return n
}

// YearWord is the interface word by which the page of a year is called. It is an
// annual report only when the Coordinator issued one; otherwise the same page
// has figures, and no author.
func (s *Site) YearWord(year int) string {
	if s.AnnualReport(year) != nil {
		return WordYearReport
	}
	return WordYearFigures
}

// TypeAnnualReport is the type of the reports by which a year's page may be
// called.
const TypeAnnualReport = "annual-report"

// AnnualReport is the annual report that the Coordinator issued on a year, nil
// when no record says so.
func (s *Site) AnnualReport(year int) *Report {
	for _, r := range s.Reports.All {
		if r.Coordinator && r.State == ReportPublished && r.Type == TypeAnnualReport && r.About(year) {
			return r
		}
	}
	return nil
}

// About reports whether a report is on one year and no other: its period says
// so, or its own year where it gives no period.
func (r *Report) About(year int) bool {
	if r.Period == "" {
		return r.Year == year
	}
	return r.Period == yearPeriod(year)
}

func yearPeriod(year int) Period { return periodOf(year, "year") }

// In are the places of the figures of a series as a whole for a year: several
// where sources differ, none where there are figures of parts alone.
func (s *Series) In(year int) []int {
	var out []int
	for i, o := range s.Observations {
		if len(o.Breakdown) == 0 && o.Period == yearPeriod(year) {
			out = append(out, i)
		}
	}
	return out
}

// Covers reports whether a series has any figure for a year, as a whole or of a
// part.
func (s *Series) Covers(year int) bool {
	return slices.ContainsFunc(s.Observations, func(o Observation) bool { return o.Period == yearPeriod(year) })
}
