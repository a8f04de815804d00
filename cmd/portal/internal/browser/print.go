package browser

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// File is what an address answers with.
type File struct {
	Type string // its media type
	Data []byte
}

// Print prints the page at an address as a PDF, with tags for those who hear it
// and with an outline. Every address that the page loads, its own included, is
// answered from memory by files, which may be asked from other goroutines; no
// port is opened. An address that files does not know fails the printing: what
// is missing would be missed on paper. Scripts do not run. The sheets are as the
// page's style sheet sets them (@page).
func (b *Browser) Print(ctx context.Context, url string, files func(url string) (File, bool)) ([]byte, error) {
	t, err := b.Tab(Reader{Width: 794, Height: 1123, Print: true, NoMotion: true, NoScript: true}) // A4 at 96 dots an inch
	if err != nil {
		return nil, err
	}
	defer t.Close()
	// The caller's end is the tab's: a build that is stopped waits for nothing.
	defer context.AfterFunc(ctx, t.Close)()
	desk, err := t.answer(files)
	if err != nil {
		return nil, fmt.Errorf("print %s: %w", url, err)
	}
	var pdf []byte
	if err = t.Open(url); err == nil {
		pdf, err = t.paper(page.PrintToPDFParams{
			PreferCSSPageSize: new(true), GenerateTaggedPDF: new(true), GenerateDocumentOutline: new(true),
		})
	}
	if err := errors.Join(desk.close(), err); err != nil { // what was not there comes first: it may be why the rest failed
		return nil, fmt.Errorf("print %s: %w", url, err)
	}
	return pdf, nil
}

// desk answers the requests of a tab.
type desk struct {
	paused chan *fetch.EventRequestPaused
	done   chan error // the first fault, or nil, when all has been answered
}

// maxRequests is more than a page of ours asks for: events must not wait for
// their answers.
const maxRequests = 1000

// answer lets no request of the tab leave: files answers each.
func (t *Tab) answer(files func(url string) (File, bool)) (*desk, error) {
	d := &desk{make(chan *fetch.EventRequestPaused, maxRequests), make(chan error, 1)}
	err := chromedp.Listen(t.ctx, func(event any) {
		if e, ok := event.(*fetch.EventRequestPaused); ok {
			d.paused <- e
		}
	})
	if err != nil {
		return nil, err
	}
	go func() {
		var first error
		for e := range d.paused {
			if e == nil {
				break
			}
			if err := t.reply(e, files); err != nil && first == nil {
				first = err
			}
		}
		d.done <- first
	}()
	err = t.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, fetch.Enable, fetch.EnableParams{})
		return err
	}))
	if err != nil {
		return nil, errors.Join(err, d.close())
	}
	return d, nil
}

// close tells what went wrong so far, and answers no more.
func (d *desk) close() error {
	d.paused <- nil
	return <-d.done
}

func (t *Tab) reply(e *fetch.EventRequestPaused, files func(url string) (File, bool)) error {
	file, known := files(e.Request.URL)
	err := t.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		if !known {
			_, err := cdp.Call(ctx, target, fetch.FailRequest, fetch.FailRequestParams{RequestID: e.RequestID, ErrorReason: network.ErrorReasonBlockedByClient})
			return err
		}
		_, err := cdp.Call(ctx, target, fetch.FulfillRequest, fetch.FulfillRequestParams{
			RequestID: e.RequestID, ResponseCode: 200, Body: slices.Clip(file.Data),
			ResponseHeaders: []*fetch.HeaderEntry{{Name: "Content-Type", Value: file.Type}},
		})
		return err
	}))
	if err == nil && !known {
		return fmt.Errorf("the page loads %s, which is not there", e.Request.URL)
	}
	return err
}

// paper prints what the tab shows.
func (t *Tab) paper(params page.PrintToPDFParams) ([]byte, error) {
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, func(ctx context.Context, target *chromedp.Target) ([]byte, error) {
		res, err := cdp.Call(ctx, target, page.PrintToPDF, params)
		return res.Data, err
	})
}
