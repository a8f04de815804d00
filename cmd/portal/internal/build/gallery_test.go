package build

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/testsite"
)

// TestGalleryIsNeverPublished: it is for previews, and its examples are invented.
func TestGalleryIsNeverPublished(t *testing.T) {
	for _, preview := range []bool{false, true} {
		opt := options(testsite.New(t))
		opt.Preview = preview
		for path, text := range built(t, opt) {
			if strings.Contains(path, strings.Trim(GalleryRoot, "/")) || strings.Contains(text, "/"+GalleryRoot) {
				t.Errorf("%s: the gallery is part of the site", path)
			}
		}
	}
}

// TestGalleryShowsEveryComponentInEveryEdition with the site's own style sheet.
func TestGalleryShowsEveryComponentInEveryEdition(t *testing.T) {
	opt := options(testsite.New(t))
	pages, res, err := Gallery(context.Background(), opt)
	if err != nil || res.Failed() {
		t.Fatal(err, lines(res.Diagnostics))
	}
	sheet := ""
	for path := range built(t, opt) {
		if strings.HasPrefix(path, "assets/site.") && strings.HasSuffix(path, ".css") {
			sheet = "/" + path
		}
	}
	for _, path := range []string{"index.html", "sq/index.html", "sr/card/index.html", "en/card/index.html", "en/footer/1/index.html"} {
		page, ok := pages[GalleryRoot+path]
		if !ok {
			t.Errorf("there is no %s", path)
		} else if sheet == "" || !bytes.Contains(page, []byte(sheet)) {
			t.Errorf("%s does not load the site's style sheet %s", path, sheet)
		}
	}
	if sq, en := pages[GalleryRoot+"sq/cite/index.html"], pages[GalleryRoot+"en/cite/index.html"]; bytes.Equal(sq, en) {
		t.Error("two editions show a component in the same words")
	}
	if page := pages[GalleryRoot+"en/footer/1/index.html"]; bytes.Index(page, []byte("<footer")) < bytes.Index(page, []byte("</main>")) {
		t.Error("the footer stands in the main part, where no page has it")
	}
	for path, page := range pages {
		if bytes.Count(page, []byte(` id="page_map"`)) > 1 {
			t.Errorf("%s has an id twice", path)
		}
		if bytes.Contains(page, []byte("<p><code>layouts/")) {
			t.Errorf("%s shows a fault", path)
		}
	}
}

// TestGalleryShowsAFaultyExample at its place, and all others as they are.
func TestGalleryShowsAFaultyExample(t *testing.T) {
	opt := options(testsite.New(t, txtar.File{Name: "layouts/components/card/examples.yaml", Data: []byte(
		"# dot: Card\n- name: good\n  view: {Title: {Text: Good}, URL: /x/}\n- name: bad\n  view: {Colour: red}\n")}))
	pages, res, err := Gallery(context.Background(), opt)
	if err != nil || res.Failed() {
		t.Fatal(err, lines(res.Diagnostics))
	}
	page := string(pages[GalleryRoot+"en/card/index.html"])
	if !strings.Contains(page, "layouts/components/card/examples.yaml:4:3: unknown field &#34;Colour&#34;") || !strings.Contains(page, ">Good<") {
		t.Errorf("%s", page)
	}
}
