package build

import (
	"context"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// options are those of a test run, judged on a day when the base site is whole.
func options(folder fs.FS) Options {
	return Options{Folder: folder, Date: model.Date{Year: 2030, Month: 7, Day: 1}, Jobs: 2, LockWait: 10 * time.Second}
}

// lines are diagnostics as tests write them: "file:line:col severity code".
func lines(found []diag.Diagnostic) []string {
	out := make([]string, len(found))
	for i, d := range found {
		out[i] = fmt.Sprintf("%s:%d:%d %s %s", d.Pos.File, d.Pos.Line, d.Pos.Col, d.Severity, d.Code)
	}
	return out
}

func faults(t testing.TB, opt Options) []string {
	t.Helper()
	res, err := Check(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	return lines(res.Diagnostics)
}

func TestBaseSiteIsFaultless(t *testing.T) {
	opt := options(testsite.New(t))
	opt.Release = true
	if got := faults(t, opt); len(got) > 0 {
		t.Errorf("the base site has faults, so no other test can be believed:\n%s", strings.Join(got, "\n"))
	}
}

// TestTimeRaisesAlarms: nothing in the folder changes, only the day.
func TestTimeRaisesAlarms(t *testing.T) {
	opt := options(testsite.New(t))
	opt.Release = true
	opt.Date.Year++
	got := strings.Join(faults(t, opt), "\n")
	if want := "data/helplines/100.yaml:3:14 error helpline-old"; got != want {
		t.Errorf("a year later:\n%s\nwant\n%s", got, want)
	}
}
