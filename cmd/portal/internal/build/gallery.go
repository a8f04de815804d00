package build

import (
	"context"
	"fmt"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/diag"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/load"
	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/render"
)

// GalleryRoot is the folder of the component gallery, which previews and tests
// show and no published site has.
const GalleryRoot = render.GalleryRoot

// Gallery renders the component gallery of a folder: path → page, each path
// below [GalleryRoot]. The pages load the style sheet and script of the site, by
// the addresses that they have in a build with the same options. With an error
// among the result's diagnostics there are none; a faulty example is shown on
// its page.
func Gallery(ctx context.Context, opt Options) (map[string][]byte, *Result, error) {
	in, res, err := read(ctx, opt)
	if err != nil || res.Failed() {
		return nil, res, cause(ctx, err)
	}
	engine, found := render.New(in.renderInput(), in.layouts)
	if len(found) > 0 {
		res.Diagnostics = diag.Sort(append(res.Diagnostics, found...))
		return nil, res, nil
	}
	pages, err := engine.Gallery(load.Components(in.loaded.Layouts))
	if err != nil {
		return nil, res, fmt.Errorf("make the gallery: %w", err)
	}
	return pages, res, nil
}
