package main

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/serve"
)

// TestDoubleClickShowsTheSite on Windows, in a site folder; everywhere else no
// arguments mean help.
func TestDoubleClickShowsTheSite(t *testing.T) {
	site, other := t.TempDir(), t.TempDir()
	if err := os.Mkdir(filepath.Join(site, "data"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(site, "data", "site.yaml"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	t.Chdir(other)
	for _, test := range []struct {
		name   string
		on     computer
		args   []string
		starts bool
	}{
		{"windows, beside a site", computer{system: "windows", beside: site}, nil, true},
		{"windows, elsewhere", computer{system: "windows", beside: other}, nil, false},
		{"windows, with a command", computer{system: "windows", beside: site}, []string{"check"}, false},
		{"linux", computer{system: "linux", beside: site}, nil, false},
	} {
		got := test.on.clicked(test.args)
		if want := []string{"serve", "--open", "--site", site}; test.starts != slices.Equal(got, want) || !test.starts && got != nil {
			t.Errorf("%s: %q", test.name, got)
		}
	}
	t.Chdir(site)
	if got := (computer{system: "windows", beside: other}).clicked(nil); len(got) != 4 || got[3] != "." {
		t.Errorf("a shortcut that starts in the site folder: %q", got)
	}
}

// TestWhatAClickSaysCanBeRead: the window stays until Enter when it ends with a fault.
func TestWhatAClickSaysCanBeRead(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "data", "site.yaml"), 0o755); err != nil { // a folder: no site
		t.Fatal(err)
	}
	out, err := os.Create(filepath.Join(dir, "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	waited := false
	c := &command{stdout: out, stderr: out, getenv: func(string) string { return "" }, computer: computer{system: "windows", beside: dir, enter: func() { waited = true }}}
	if c.execute(t.Context(), nil); waited || !strings.Contains(cobra.MousetrapHelpText, "portal.exe") {
		t.Errorf("where there is no site the window says %q; it waits for Enter: %v", cobra.MousetrapHelpText, waited)
	}
	if err := os.Remove(filepath.Join(dir, "data", "site.yaml")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "data", "site.yaml"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	c.getenv = func(key string) string { return map[string]string{"SOURCE_DATE_EPOCH": "never"}[key] }
	if code := c.execute(t.Context(), nil); code != 2 || !waited || cobra.MousetrapHelpText != "" {
		t.Errorf("exit %d, waited: %v, %q", code, waited, cobra.MousetrapHelpText)
	}
}

func TestBrowserOfEachSystem(t *testing.T) {
	for system, want := range map[string]string{
		"windows": "rundll32 url.dll,FileProtocolHandler http://127.0.0.1:1/",
		"darwin":  "open http://127.0.0.1:1/",
		"linux":   "xdg-open http://127.0.0.1:1/",
	} {
		got, refused := "", errors.New("no such program")
		d := computer{system: system, start: func(name string, args ...string) error {
			got = strings.Join(append([]string{name}, args...), " ")
			return refused
		}}
		if err := d.browse("http://127.0.0.1:1/"); got != want || !errors.Is(err, refused) {
			t.Errorf("%s: %q, %v", system, got, err)
		}
	}
}

// TestEditorAddress: a wrong one is told, none is none.
func TestEditorAddress(t *testing.T) {
	c := &command{getenv: func(string) string { return "" }}
	for editor, open := range map[string]string{defaultEditor: defaultEditor, "none": "", "idea://open?file=/{file}&line={line}": "idea://open?file=/{file}&line={line}"} {
		c.editor = editor
		if e, err := c.opener(); err != nil || e.Open != open {
			t.Errorf("%s: %q, %v", editor, e.Open, err)
		}
	}
	for _, editor := range []string{"", "code", "{file}"} {
		c.editor = editor
		if _, err := c.opener(); err == nil {
			t.Errorf("%q is taken", editor)
		}
	}
}

// TestPortThatIsTaken: one that was asked for is a mistake, told in the editor's
// language; for the usual one another is found.
func TestPortThatIsTaken(t *testing.T) {
	taken, err := serve.Listen(0)
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	c := &command{getenv: func(string) string { return "" }, port: taken.Addr().(*net.TCPAddr).Port}
	if _, err := c.listen(true); err == nil || !strings.Contains(err.Error(), "zgjidhni") {
		t.Errorf("a port that is taken: %v", err)
	}
	other, err := c.listen(false)
	if err != nil {
		t.Fatal(err)
	}
	other.Close()
}
