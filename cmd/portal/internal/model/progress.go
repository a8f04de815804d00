package model

import "slices"

// Status is the reported state of an activity.
type Status string

// The states a report may name. The empty Status means not reported.
const (
	StatusNotStarted Status = "not_started"
	StatusInProgress Status = "in_progress"
	StatusDone       Status = "done"
	StatusCancelled  Status = "cancelled"
)

// Values are the states a report may name.
func (Status) Values() []string {
	return []string{string(StatusNotStarted), string(StatusInProgress), string(StatusDone), string(StatusCancelled)}
}

// Basis says who speaks in a record of progress.
type Basis string

// An institution's own report, and what another document says of its work.
const (
	BasisReport   Basis = "report"
	BasisDocument Basis = "document"
)

// Values are the bases a file may name.
func (Basis) Values() []string { return []string{string(BasisReport), string(BasisDocument)} }

// Progress is data/progress/<year>-q<n>/<institution>.yaml: what one
// institution reported for one quarter, or what another document says that it
// did. Its id is "<year>-q<n>/<institution>". Only the institution itself can
// report a status, so a record whose basis is a document has words and a source,
// and no activities.
type Progress struct {
	Record      `yaml:"-"`
	Institution string             `yaml:"-"`           // from the file's name
	Quarter     Quarter            `yaml:"-"`           // from the folder's name
	Basis       Basis              `yaml:"basis"`       // empty means report
	ReportedOn  Date               `yaml:"reported_on"` // of a report: the day it was given
	Activities  []ActivityProgress `yaml:"activities"`
	Words       Text               `yaml:"words"`
	Source      *Cite              `yaml:"source"` // of a report: where it is published, nil when it is this record alone
	Translated  `yaml:",inline"`
}

// IsReport reports whether the institution itself speaks.
func (p *Progress) IsReport() bool { return p.Basis != BasisDocument }

// ActivityProgress is one activity's line in a quarterly report.
type ActivityProgress struct {
	Activity  string  `yaml:"activity" need:"yes" ref:"activity"`
	Status    Status  `yaml:"status" need:"yes"`
	Indicator Text    `yaml:"indicator"`      // what Value measures, when it is not the plan's own indicator
	Value     Decimal `yaml:"value"`          // of the indicator
	Reached   *int    `yaml:"people_reached"` // nil when it was not reported
	Spent     Decimal `yaml:"spent_eur"`
	Words     Text    `yaml:"words"`
	Evidence  []Cite  `yaml:"evidence"`
}

// Reported is one line of a quarterly report, and the report it stands in.
type Reported struct {
	By   *Progress
	Line *ActivityProgress
}

// indexProgress gathers the history of each activity.
func (s *Site) indexProgress() {
	s.history = map[string][]Reported{}
	for _, p := range s.Progress.All {
		for i := range p.Activities {
			line := &p.Activities[i]
			s.history[line.Activity] = append(s.history[line.Activity], Reported{p, line})
		}
	}
	for id, lines := range s.history {
		slices.SortStableFunc(lines, func(x, y Reported) int {
			if x.By.Quarter != y.By.Quarter {
				return x.By.Quarter.compare(y.By.Quarter)
			}
			return s.leadOrder(id, x.By.Institution) - s.leadOrder(id, y.By.Institution)
		})
	}
}

// leadOrder is the place of an institution among those that lead an activity.
func (s *Site) leadOrder(activity, institution string) int {
	if a := s.Activities.Get(activity); a != nil {
		return slices.Index(a.Lead, institution)
	}
	return -1
}

// History is what was reported on an activity, the oldest quarter first; within
// a quarter, in the order in which the plan names the leading institutions.
func (s *Site) History(activity string) []Reported { return s.history[activity] }

// StatusAt is the state of an activity at the end of a quarter: as reported for
// that quarter or the last one before it, empty when nothing was. Where several
// institutions lead an activity and reported for the same quarter, the one that
// the plan names first is believed; the history shows them all.
func (s *Site) StatusAt(activity string, q Quarter) Status {
	var last *Reported
	lines := s.history[activity]
	for i := range lines {
		r := &lines[i]
		if q.compare(r.By.Quarter) >= 0 && (last == nil || r.By.Quarter != last.By.Quarter) {
			last = r
		}
	}
	if last == nil {
		return ""
	}
	return last.Line.Status
}

// Status is the last state that was reported of an activity, empty when none was.
func (s *Site) Status(activity string) Status {
	lines := s.history[activity]
	if len(lines) == 0 {
		return ""
	}
	return s.StatusAt(activity, lines[len(lines)-1].By.Quarter)
}

// Reported reports whether any activity's state is known.
func (s *Site) Reported() bool { return len(s.history) > 0 }

// LastQuarter is the newest quarter for which anything was reported; false when
// nothing was.
func (s *Site) LastQuarter() (Quarter, bool) {
	for i := len(s.Progress.All) - 1; i >= 0; i-- { // sorted by quarter
		if len(s.Progress.All[i].Activities) > 0 {
			return s.Progress.All[i].Quarter, true
		}
	}
	return Quarter{}, false
}
