package main

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/locale"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/serve"
)

// defaultEditor opens a file in Visual Studio Code, where it is installed.
const defaultEditor = "vscode://file/{file}:{line}:{column}"

// serve previews the site until it is interrupted.
func (c *command) serve(cmd *cobra.Command, _ []string) error {
	opt, err := c.options()
	if err != nil {
		return err
	}
	editor, err := c.opener()
	if err != nil {
		return err
	}
	if opt.Site, err = filepath.Abs(c.site); err != nil {
		return fmt.Errorf("find the site folder: %w", err)
	}
	listener, err := c.listen(cmd.Flags().Changed("port"))
	if err != nil {
		return err
	}
	preview := &serve.Server{Build: opt, Editor: editor, Warn: func(text string) { fmt.Fprintln(c.stderr, text) }}
	server := &http.Server{Handler: preview, ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(cmd.Context(), func() { _ = server.Close() })
	ctx, stop := context.WithCancel(cmd.Context())
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		preview.Run(ctx)
	}()
	address := "http://" + listener.Addr().String() + opt.Base + "/"
	fmt.Fprintln(c.stderr, c.say("serve-address", "address", address))
	if c.open {
		if err := c.computer.browse(address); err != nil {
			fmt.Fprintln(c.stderr, c.say("serve-no-browser", "detail", err.Error()))
		}
	}
	err = server.Serve(listener)
	stop()
	<-watched
	if cmd.Context().Err() == nil {
		return fmt.Errorf("serve the preview: %w", err)
	}
	return nil // stopped by the editor: that is how a preview ends
}

// opener is who edits: the language, and the program that files are opened with.
func (c *command) opener() (serve.Editor, error) {
	tag := c.language()
	if tag == "sr" {
		tag = "sr-Latn"
	}
	e := serve.Editor{Lang: tag, Tell: locale.Teller(c.language()), Say: locale.Sayer(c.language()), Open: c.editor}
	switch {
	case c.editor == "none":
		e.Open = ""
	case !strings.Contains(c.editor, "{file}") || !strings.Contains(c.editor, ":"):
		return e, c.usage("usage-editor", "value", c.editor)
	}
	return e, nil
}

// listen opens the port, or a free one when nobody asked for that very port and
// another program has it.
func (c *command) listen(asked bool) (net.Listener, error) {
	listener, err := serve.Listen(c.port)
	if err != nil && !asked {
		listener, err = serve.Listen(0)
	}
	if err != nil {
		return nil, c.usage("usage-port", "value", strconv.Itoa(c.port), "detail", err.Error())
	}
	return listener, nil
}

// computer is the one that an editor sits at, as far as the program knows it.
type computer struct {
	system string // as runtime.GOOS
	beside string // the folder that the program lies in
	start  func(name string, args ...string) error
	enter  func() // waits for the Enter key
}

func thisComputer() computer {
	d := computer{system: runtime.GOOS}
	if program, err := os.Executable(); err == nil {
		d.beside = filepath.Dir(program)
	}
	d.start = func(name string, args ...string) error { return exec.Command(name, args...).Start() }
	d.enter = func() { _, _ = bufio.NewReader(os.Stdin).ReadString('\n') }
	return d
}

// clicked is what a double click on the program stands for: on Windows, in a site
// folder, to see the site. Nobody there knows of commands, and everywhere else no
// arguments mean help.
func (d computer) clicked(args []string) []string {
	if len(args) > 0 || d.system != "windows" {
		return nil
	}
	for _, dir := range []string{d.beside, "."} {
		if info, err := os.Stat(filepath.Join(dir, "data", "site.yaml")); err == nil && info.Mode().IsRegular() {
			return []string{"serve", "--open", "--site", dir}
		}
	}
	return nil
}

// greet says to whoever opens the program with the mouse where nothing is to be
// shown what to do; cobra would say, in English, that this is no program to click
// on. The window stays long enough to be read.
func (c *command) greet(args []string) {
	cobra.MousetrapHelpText, cobra.MousetrapDisplayDuration = "", time.Minute
	if len(args) == 0 {
		cobra.MousetrapHelpText = c.say("serve-no-site") + "\n"
	}
}

// browse opens an address in the browser.
func (d computer) browse(address string) error {
	switch d.system {
	case "windows":
		return d.start("rundll32", "url.dll,FileProtocolHandler", address)
	case "darwin":
		return d.start("open", address)
	}
	return d.start("xdg-open", address)
}

// pause lets a reader of a window that closes by itself read what it says.
func (c *command) pause() {
	fmt.Fprintln(c.stderr, c.say("serve-enter"))
	c.computer.enter()
}
