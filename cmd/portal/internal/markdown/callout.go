package markdown

// callout is a notice beside the text:
//
//	:::callout{kind=quiet title="This plan is history"}
//	It ran from 2015 to 2019.
//	:::
//
// kind is note (the default), warning or quiet; the title is plain text.
func callout() shape {
	return shape{
		name:      "callout",
		container: true,
		args:      []argument{{name: "kind", values: []string{"note", "warning", "quiet"}}, {name: "title"}},
		html:      writeCallout,
	}
}

func writeCallout(out *output, b Block, entering bool) error {
	if !entering {
		out.html("</div>\n")
		return nil
	}
	class := "note"
	if kind := b.Args["kind"]; kind != "" && kind != "note" {
		class += " note--" + kind
	}
	out.html(`<div class="`, class, `" role="note">`, "\n")
	if title := b.Args["title"]; title != "" {
		out.html(`<p class="note__title">`)
		out.text(title)
		out.html("</p>\n")
	}
	return nil
}
