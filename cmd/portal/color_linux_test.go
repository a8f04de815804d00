package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// terminal is a terminal of its own: where a program writes, and what a person
// would see of it.
func terminal(t *testing.T) (screen, seen *os.File) {
	t.Helper()
	seen, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { seen.Close() })
	number, err := unix.IoctlGetInt(int(seen.Fd()), unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(seen.Fd()), unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		screen, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { screen.Close() })
	return screen, seen
}

// TestColorIsForTerminals: colour only where a person looks, who wants it, at what
// shows it.
func TestColorIsForTerminals(t *testing.T) {
	site := t.TempDir()
	if err := os.CopyFS(site, testsite.New(t)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(site, "data/site.yaml"), []byte("x: ["), 0o644); err != nil { // a fault that is found at once
		t.Fatal(err)
	}
	file, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for name, test := range map[string]struct {
		onScreen bool
		system   string
		env      map[string]string
		want     bool
	}{
		"a terminal":               {true, "linux", nil, true},
		"a file":                   {false, "linux", nil, false},
		"NO_COLOR":                 {true, "linux", map[string]string{"NO_COLOR": "1"}, false},
		"a terminal without codes": {true, "linux", map[string]string{"TERM": "dumb"}, false},
		"the console of Windows":   {true, "windows", nil, false},
		"the terminal of Windows":  {true, "windows", map[string]string{"WT_SESSION": "x"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			screen, seen := terminal(t)
			c := &command{stdout: screen, stderr: file, getenv: func(k string) string { return test.env[k] }, computer: thisComputer()}
			c.computer.system = test.system
			if test.onScreen {
				c.stderr = screen
			}
			if code := c.execute(t.Context(), []string{"check", "-C", site}); code != 1 {
				t.Fatalf("exit %d", code)
			}
			var got []byte
			if test.onScreen {
				got = make([]byte, 1<<16)
				n, err := seen.Read(got)
				if err != nil {
					t.Fatal(err)
				}
				got = got[:n]
			} else if got, err = os.ReadFile(file.Name()); err != nil {
				t.Fatal(err)
			}
			if colored := bytes.Contains(got, []byte("\x1b[1;31mgabim\x1b[0m")); colored != test.want || !bytes.Contains(got, []byte("gabim")) {
				t.Errorf("colour %v, want %v: %q", colored, test.want, got)
			}
		})
	}
}
