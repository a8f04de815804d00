package model

import (
	"math/rand/v2"
	"strconv"
	"testing"
)

// TestSmallNumbersAreHidden in the authority's own tables, with as much beside
// them as is needed.
func TestSmallNumbersAreHidden(t *testing.T) {
	for _, test := range []struct {
		name string
		own  bool
		in   []Observation
		want string // one sign for each figure: shown, hidden
	}{
		{"others' figures are as they were published", false, figures("2019=2", "2018=1"), "++"},
		{"below the limit, nought apart", true, figures("2019=2", "2018=0", "2017=3"), "-++"},
		{"one hidden part takes the next smallest with it", true, figures("2019=26", "2019|sex:male=2", "2019|sex:female=20", "2019|sex:unknown=4"), "+-+-"},
		{"nought is no cover and is shown", true, figures("2019=22", "2019|sex:male=2", "2019|sex:female=20", "2019|sex:unknown=0"), "+--+"},
		{"without the whole there is nothing to work out", true, figures("2019|sex:male=2", "2019|sex:female=20"), "-+"},
		{"another year's whole tells nothing", true, figures("2018=22", "2019|sex:male=2", "2019|sex:female=20"), "+-+"},
		{"two that can only be one each", true, figures("2019=12", "2019|sex:male=1", "2019|sex:female=1", "2019|sex:unknown=10"), "+---"},
		{"two that can be told apart by nobody", true, figures("2019=13", "2019|sex:male=1", "2019|sex:female=2", "2019|sex:unknown=10"), "+--+"},
		{"nothing left to hide but the whole", true, figures("2019=4", "2019|sex:male=2", "2019|sex:female=2", "2019|sex:unknown=0"), "---+"},
		{"parts of parts", true, figures("2019|sex:male=9", "2019|sex:male,age:child=2", "2019|sex:male,age:adult=7"), "+--"},
	} {
		s, x := seriesSite(test.own, "sex age", test.in)
		got := ""
		for _, v := range s.Shown(x) {
			got += map[bool]string{true: "+", false: "-"}[v != ""]
		}
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// TestHiddenNumbersCannotBeWorkedOut: whatever the parts of a whole, a reader who
// knows the rule, the whole and what is shown finds two values at least for
// every hidden figure. The reader here tries all values, and knows which figures
// are hidden for being small.
func TestHiddenNumbersCannotBeWorkedOut(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		list, sum := []Observation{{Period: "2019"}}, 0
		for i := range 1 + random.IntN(4) {
			n := random.IntN(7)
			sum += n
			list = append(list, Observation{Period: "2019", Value: Decimal(strconv.Itoa(n)), Breakdown: map[string]string{"sex": strconv.Itoa(i)}})
		}
		list[0].Value = Decimal(strconv.Itoa(sum))
		s, x := seriesSite(true, "sex", list)
		shown := s.Shown(x)
		for i, o := range list {
			if o.Value == "0" && shown[i] == "" {
				t.Fatalf("%v: nought is hidden: %q", list, shown)
			}
			if s.Config.SmallCells.Hides(o.Value) && shown[i] != "" {
				t.Fatalf("%v: %q shows a small number", list, shown)
			}
		}
		if shown[0] == "" {
			continue
		}
		possible := make([]map[int]bool, len(list))
		for i := range possible {
			possible[i] = map[int]bool{}
		}
		guess(s, list, shown, 1, sum, make([]int, len(list)), possible)
		for i := range list {
			if shown[i] == "" && len(possible[i]) < 2 {
				t.Fatalf("%v: shown are %q, so figure %d is known", list, shown, i)
			}
		}
	}
}

// guess tries every value for the figures from i on that leaves rest at nought.
func guess(s *Site, list []Observation, shown []Decimal, i, rest int, tried []int, possible []map[int]bool) {
	if i == len(list) {
		for j := 1; rest == 0 && j < i; j++ {
			possible[j][tried[j]] = true
		}
		return
	}
	from, to := 1, s.Config.SmallCells.Below-1
	switch n, err := strconv.Atoi(string(shown[i])); {
	case err == nil:
		from, to = n, n
	case !s.Config.SmallCells.Hides(list[i].Value):
		from, to = s.Config.SmallCells.Below, rest
	}
	for n := from; n <= to && n <= rest; n++ {
		tried[i] = n
		guess(s, list, shown, i+1, rest-n, tried, possible)
	}
}
