package browser

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Tab is one tab. It is used by one goroutine at a time.
type Tab struct {
	ctx    context.Context
	stop   func()
	reader Reader

	mu       sync.Mutex
	requests []string
}

// Close closes the tab.
func (t *Tab) Close() { t.stop() }

// do runs steps, each of them with a limit, so that a hung page is an error.
func (t *Tab) do(steps ...chromedp.Action[chromedp.Void]) error {
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	return chromedp.Do(ctx, steps...)
}

// record notes every request of the tab, from its first.
func (t *Tab) record() error {
	return chromedp.Listen(t.ctx, func(event any) {
		if e, ok := event.(*network.EventRequestWillBeSent); ok {
			t.mu.Lock()
			defer t.mu.Unlock()
			t.requests = append(t.requests, e.Request.URL)
		}
	})
}

// Requests are the addresses the tab has asked for since the last call of
// [Tab.Open], in order.
func (t *Tab) Requests() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.requests)
}

// Open goes to an address and waits until the page has loaded.
func (t *Tab) Open(url string) error {
	t.mu.Lock()
	t.requests = nil
	t.mu.Unlock()
	if err := t.do(chromedp.Navigate(url)); err != nil {
		return fmt.Errorf("open %s: %w", url, err)
	}
	return nil
}

// Eval evaluates an expression in the page; a promise is awaited.
func Eval[T any](t *Tab, expression string) (T, error) {
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// Run runs a script in the page for what it does.
func (t *Tab) Run(script string) error {
	_, err := Eval[chromedp.Void](t, script)
	return err
}

// Press presses and releases keys one after the other, as named by [kb].
func (t *Tab) Press(keys string) error { return t.do(chromedp.KeyEvent(keys)) }

// The keys that tests press.
const (
	Tabulator = kb.Tab
	Enter     = kb.Enter
	Shift     = kb.Shift
)

// Chord presses a key while Shift is held, then lets go of both.
func (t *Tab) Chord(key rune) error {
	shift := kb.Encode([]rune(kb.Shift)[0])
	var events []*input.DispatchKeyEventParams
	events = append(events, shift[0])
	for _, e := range kb.Encode(key) {
		e.Modifiers |= int64(kb.ModifierShift)
		events = append(events, e)
	}
	events = append(events, shift[len(shift)-1])
	for _, e := range events {
		err := t.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, input.DispatchKeyEvent, *e)
			return err
		}))
		if err != nil {
			return err
		}
	}
	return nil
}

// Click clicks the first element of a CSS selector, where a pointer would.
func (t *Tab) Click(selector string) error {
	return t.do(chromedp.Click(chromedp.CSS(selector)))
}

// tallest is where pictures end, in CSS pixels: Chromium refuses larger ones,
// and nobody looks at them.
const tallest = 6000

// Picture is the page from its top as PNG, at most 6000 px of it.
func (t *Tab) Picture() ([]byte, error) {
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, func(ctx context.Context, target *chromedp.Target) ([]byte, error) {
		size, err := cdp.Call(ctx, target, page.GetLayoutMetrics, cdp.Empty{})
		if err != nil {
			return nil, err
		}
		res, err := cdp.Call(ctx, target, page.CaptureScreenshot, page.CaptureScreenshotParams{
			CaptureBeyondViewport: new(true),
			Clip:                  &page.Viewport{Width: size.CSSContentSize.Width, Height: min(size.CSSContentSize.Height, tallest), Scale: 1},
		})
		return res.Data, err
	})
}

// Window is what stands in the window now, as PNG.
func (t *Tab) Window() ([]byte, error) {
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.CaptureScreenshot())
}

// Paper is the page as it prints, a PDF of A4 sheets.
func (t *Tab) Paper() ([]byte, error) {
	return t.paper(page.PrintToPDFParams{PaperWidth: 8.27, PaperHeight: 11.69, PreferCSSPageSize: new(true)})
}
