// Package poster makes what is printed: the PDF of a page that is a document.
//
// In goes a page as the web has it, with every file that it loads; out comes an
// accessible PDF: with tags, an outline, the page's title and language, links in
// full and page numbers. Chromium prints it, by the page's own style sheet; its
// way into the site is internal/browser, which lets nothing out and opens no port.
//
// Two prints of one page have the same bytes, whoever printed it and when, as
// long as Chromium and its fonts are the same: what else Chromium puts into a
// file, the hour, its own name and the numbers it gave the elements, is taken
// out again (normalise). Refused is a PDF that this cannot be done to, so that
// another Chromium is noticed and not trusted.
//
// Errors are faults of the machine; [ErrMissing] is that there is no Chromium.
package poster

import (
	"context"
	"fmt"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/browser"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// ErrMissing says that no Chromium is installed.
var ErrMissing = browser.ErrMissing

// File is a file that a page loads, or the page itself.
type File = browser.File

// Press prints pages. It may be used by many goroutines at once.
type Press struct {
	browser *browser.Browser
	day     model.Date
}

// Open starts Chromium. Every print is dated day. The end of ctx ends Chromium,
// as Close does.
func Open(ctx context.Context, day model.Date) (*Press, error) {
	b, err := browser.Start(ctx)
	if err != nil {
		return nil, err
	}
	return &Press{b, day}, nil
}

// Close ends Chromium.
func (p *Press) Close() { p.browser.Close() }

// PDF is a printed page.
type PDF struct {
	Data  []byte
	Pages int // sheets
}

// Print prints the page at a public address; files answers for it and for what
// it loads, by their addresses in full.
func (p *Press) Print(ctx context.Context, url string, files func(url string) (File, bool)) (PDF, error) {
	raw, err := p.browser.Print(ctx, url, files)
	if err != nil {
		return PDF{}, err
	}
	data, err := normalise(raw, p.day)
	if err != nil {
		return PDF{}, fmt.Errorf("print %s: %w", url, err)
	}
	return PDF{data, sheets(data)}, nil
}
