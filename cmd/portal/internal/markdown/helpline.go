package markdown

// helpline shows one number of data/helplines by its id, ":::helpline{id=192}".
// The resolver writes it: the number, its link and its words are a record's.
func helpline() shape {
	return shape{name: "helpline", args: []argument{{name: "id", required: true}}, html: writeLeaf}
}

// helplines shows all of them: ":::helplines".
func helplines() shape {
	return shape{name: "helplines", html: writeLeaf}
}

func writeLeaf(out *output, b Block, entering bool) error {
	if !entering {
		return nil
	}
	return out.leaf(b)
}
