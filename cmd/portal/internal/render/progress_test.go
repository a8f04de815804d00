package render

import (
	"math/big"
	"testing"
)

// TestWholePercent: a share is rounded half up, but never to all or none.
func TestWholePercent(t *testing.T) {
	for share, want := range map[string]struct {
		percent int
		edge    edge
	}{
		"0":          {0, exact},
		"1/1000000":  {1, underOne},
		"1/200":      {1, underOne}, // half up would be 1, and more than is there
		"99/10000":   {1, underOne},
		"1/100":      {1, exact},
		"29/2000":    {1, exact}, // 1.45
		"3/200":      {2, exact}, // 1.5
		"1/3":        {33, exact},
		"1/2":        {50, exact},
		"2/3":        {67, exact},
		"197/200":    {99, exact}, // 98.5
		"99/100":     {99, exact},
		"991/1000":   {99, overMost},
		"199/200":    {99, overMost}, // half up would be all
		"9999/10000": {99, overMost},
		"1":          {100, exact},
	} {
		r, ok := new(big.Rat).SetString(share)
		if !ok {
			t.Fatal(share)
		}
		if n, e := wholePercent(r); n != want.percent || e != want.edge {
			t.Errorf("%s: %d (%d), want %d (%d)", share, n, e, want.percent, want.edge)
		}
	}
}
