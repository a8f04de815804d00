package build

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"time"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/release"
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

// rendered is a site made in memory: path → text. No error may be in it.
func rendered(t *testing.T, opt Options) (*tree, map[string]string) {
	t.Helper()
	in, res, err := read(context.Background(), opt)
	if err != nil || res.Failed() {
		t.Fatal(lines(res.Diagnostics), err)
	}
	var mu sync.Mutex
	files := map[string]string{}
	made := &tree{inputs: in, res: res, write: func(path string, write func(io.Writer) error) (release.Entry, error) {
		var b bytes.Buffer
		err := write(&b)
		mu.Lock()
		defer mu.Unlock()
		files[path] = b.String()
		return release.Entry{Path: path, Size: int64(b.Len()), SHA256: digest(b.String())}, err
	}}
	if err := made.all(context.Background()); err != nil || res.Failed() {
		t.Fatal(lines(res.Diagnostics), err)
	}
	return made, files
}
