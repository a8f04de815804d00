// Package browser drives Chromium, so that a page can be judged as a reader
// meets it: at a width, in the dark, without scripts, over a slow network.
//
// In goes a [Reader], how somebody reads; out comes a [Tab] that opens pages,
// runs expressions in them, presses keys and takes pictures. One Chromium runs
// for all tabs (starting one for each leaves processes behind). It asks nobody
// but the addresses it is told to open: updates, DNS prefetching and the like
// are switched off, no host but this computer is found, and every request of a
// tab is recorded. It also prints pages that are in memory ([Browser.Print]),
// and then nothing at all is asked of any network.
//
// Nothing of the portal's is known here. Errors are faults of the machine:
// Chromium is not installed, did not start, or did not answer in time.
package browser

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// patience is how long one step in a tab may take before it counts as hung.
const patience = 60 * time.Second

// names are the commands under which Chromium is installed. The first is Chromium
// without what draws windows: pages are the same, and made in half the time.
var names = []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"}

// ErrMissing says that no Chromium is installed under any name that is known.
var ErrMissing = errors.New("no Chromium is installed (on Debian: apt-get install chromium; or make setup)")

// Browser is a running Chromium.
type Browser struct {
	ctx  context.Context
	stop func()
}

// Start starts Chromium without a window. Close ends it.
func Start(ctx context.Context) (*Browser, error) {
	path, err := find()
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.NoSandbox, // root in a container has no other way; only our own pages are opened
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("dns-prefetch-disable", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"), // there is no other host
		chromedp.Flag("hide-scrollbars", true),
	)
	allocator, stop := chromedp.NewExecAllocator(ctx, options...)
	tab, closeTab := chromedp.NewContext(allocator)
	b := &Browser{ctx: tab, stop: func() { closeTab(); stop() }}
	if err := chromedp.Do(tab); err != nil { // without a time limit: its end would be the browser's
		b.stop()
		return nil, fmt.Errorf("start %s: %w", path, err)
	}
	return b, nil
}

func find() (string, error) {
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", ErrMissing
}

// Close ends Chromium and every tab.
func (b *Browser) Close() { b.stop() }

// Network is the speed of a reader's connection; the zero value is unlimited.
type Network struct {
	Latency     time.Duration // from a request to the first byte of its answer
	BytesSecond float64       // down and up together
	Offline     bool
}

// Reader is how somebody reads: the window and the preferences of the device.
type Reader struct {
	Width, Height int  // of the window in CSS pixels
	Phone         bool // a touch screen that heeds the viewport meta tag
	Dark          bool // prefers-color-scheme: dark
	ForcedColors  bool // forced-colors: active (Windows high contrast)
	NoMotion      bool // prefers-reduced-motion: reduce
	Print         bool // the media type of paper
	NoScript      bool
	Slowness      float64 // how many times slower the processor is; 0 and 1 leave it as it is
	Network       Network
}

// Tab opens a new tab for a reader.
func (b *Browser) Tab(r Reader) (*Tab, error) {
	ctx, stop := chromedp.NewContext(b.ctx)
	t := &Tab{ctx: ctx, stop: stop, reader: r}
	if err := chromedp.Do(ctx); err != nil {
		stop()
		return nil, fmt.Errorf("open a tab: %w", err)
	}
	if err := errors.Join(t.record(), t.Become(r)); err != nil {
		stop()
		return nil, fmt.Errorf("prepare a tab: %w", err)
	}
	return t, nil
}

// Become makes the tab read as somebody else from now on.
func (t *Tab) Become(r Reader) error {
	t.reader = r
	return t.do(
		chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
				Width: int64(r.Width), Height: int64(r.Height), DeviceScaleFactor: 1, Mobile: r.Phone,
			})
			return err
		}),
		chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: r.Phone})
			return err
		}),
		chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: r.media(), Features: r.features()})
			return err
		}),
		chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: r.NoScript})
			return err
		}),
		chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: max(r.Slowness, 1)})
			return err
		}),
		chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
				MatchedNetworkConditions: []*network.Conditions{r.Network.conditions()},
			})
			return err
		}),
	)
}

func (r Reader) media() string {
	if r.Print {
		return "print"
	}
	return "screen"
}

func (r Reader) features() []*emulation.MediaFeature {
	choose := func(yes bool, name, on, off string) *emulation.MediaFeature {
		if yes {
			return &emulation.MediaFeature{Name: name, Value: on}
		}
		return &emulation.MediaFeature{Name: name, Value: off}
	}
	return []*emulation.MediaFeature{
		choose(r.Dark, "prefers-color-scheme", "dark", "light"),
		choose(r.ForcedColors, "forced-colors", "active", "none"),
		choose(r.NoMotion, "prefers-reduced-motion", "reduce", "no-preference"),
	}
}

func (n Network) conditions() *network.Conditions {
	c := &network.Conditions{Latency: float64(n.Latency.Milliseconds()), DownloadThroughput: -1, UploadThroughput: -1, Offline: n.Offline}
	if n.BytesSecond > 0 {
		c.DownloadThroughput, c.UploadThroughput = n.BytesSecond, n.BytesSecond
	}
	return c
}
