package markdown

// chart shows a series of data/series/ as bars by its id,
// ":::chart{id=victims-identified}". The resolver writes it: figures, sources and
// words are a record's.
func chart() shape {
	return shape{name: "chart", args: []argument{{name: "id", required: true}}, html: writeLeaf}
}
