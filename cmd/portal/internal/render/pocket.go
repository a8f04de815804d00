package render

import (
	"html/template"

	"antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"
)

// PocketCard is a small card to carry. It must tell whoever finds it as little
// as it can.
type PocketCard struct {
	Numbers []PocketNumber
	More    bool // in print only: the same card once more
}

// PocketNumber is a number on a card.
type PocketNumber struct {
	Number string // as people say it
	Words  []Words
}

// PocketCardView is a sheet of cards and how to print it.
type PocketCardView struct {
	Frame
	Body     template.HTML
	BodyLang string
	Updated  string
	Cards    []PocketCard
}

// pocketCopies is how often a sheet has each of its two sorts of card: eight
// cards of the size of a bank card fit on A4 and on US letter.
const pocketCopies = 4

// pocketCards are those of a sheet: some with a word to each number, and as many
// with the numbers alone, for a reader whose pockets are searched.
func (a *assembler) pocketCards() []PocketCard {
	var named, bare PocketCard
	for i, h := range a.in.Site.Helplines.All {
		named.Numbers = append(named.Numbers, pocketNumber(h, a.helplines[i]))
		bare.Numbers = append(bare.Numbers, PocketNumber{Number: string(h.Number)})
	}
	out := []PocketCard{named, bare}
	named.More, bare.More = true, true
	for range pocketCopies - 1 {
		out = append(out, named, bare)
	}
	return out
}

// pocketNumber has the words that help to choose and give little away: the name
// of the number for danger, and of the others whether the call is free; their
// names would say what they are for. Hours, when they are known.
func pocketNumber(h *model.Helpline, shown Helpline) PocketNumber {
	out := PocketNumber{Number: shown.Number}
	if h.Urgent {
		out.Words = append(out.Words, shown.Name)
	}
	if h.Free != nil && *h.Free {
		out.Words = append(out.Words, Words{Text: shown.Free})
	}
	if shown.Hours.Text != "" {
		out.Words = append(out.Words, shown.Hours)
	}
	return out
}
