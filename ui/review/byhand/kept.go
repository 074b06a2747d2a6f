package byhand

import (
	"gd8/store"
	"gd8/ui/session"
)

// This file keeps what is typed into a form until the record is saved.

// inputKey is what the text of a field of the form is typed for; len(fields)
// is the reason.
func (f *Form) inputKey(i int) session.InputKey {
	if i == len(f.fields) {
		return session.InputKey{Number: f.number, For: session.FormPrefix + "reason of the correction"}
	}
	return session.InputKey{Number: f.number, For: session.FormPrefix + f.fields[i].Name()}
}

// TakeIn takes in the field in hand.
func (f *Form) TakeIn(k *session.Keeper) {
	start := ""
	if f.at < len(f.fields) {
		start = f.began[f.at]
	}
	k.Set(f.inputKey(f.at), f.InHand().Text, start)
	if f.number == store.NewRecord && f.InHand().Text != start {
		for i, began := range f.began { // what it began with is part of it
			if began != "" {
				k.Set(f.inputKey(i), f.texts[i].Text, "")
			}
		}
	}
}

// recall puts in what was typed earlier and not saved. It gives one text of
// that, another officer's where there is one, and whether there was anything.
func (f *Form) recall() (one store.TypedText, any bool) {
	n := len(f.fields)
	if f.reason != nil {
		n++
	}
	for i := range n {
		if text, ok := f.Keeper.Get(f.inputKey(i)); ok {
			e := f.reason
			if i < len(f.fields) {
				e = f.texts[i]
			}
			e.SetText(text.Text)
			if !any || f.Sit.OfAnother(text) {
				one = text
			}
			any = true
		}
	}
	return one, any
}
