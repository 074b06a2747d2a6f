package codec

import (
	"bytes"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"gd8/model"
	"gd8/store/vault"
)

// drawText draws a text, now and then of bytes that are no UTF-8.
func drawText(t *rapid.T, name string) string {
	if rapid.IntRange(0, 4).Draw(t, name+" odd") == 0 {
		return string(rapid.SliceOfN(rapid.Byte(), 0, 40).Draw(t, name))
	}
	return rapid.StringN(0, 30, -1).Draw(t, name)
}

// drawTime draws a time as the store keeps one: UTC, to the microsecond.
func drawTime(t *rapid.T, name string) time.Time {
	if rapid.IntRange(0, 5).Draw(t, name+" known") == 0 {
		return time.Time{}
	}
	return time.UnixMicro(rapid.Int64Range(1, 1<<52).Draw(t, name)).UTC()
}

func drawDate(t *rapid.T, name string) model.Date {
	return model.NewDate(rapid.IntRange(1900, 2100).Draw(t, name), time.Month(rapid.IntRange(0, 12).Draw(t, "month")), rapid.IntRange(1, 28).Draw(t, "day"))
}

func drawFacts(t *rapid.T) (f model.Facts) {
	for _, field := range model.Fields() {
		if rapid.IntRange(0, 3).Draw(t, field.Name()+" recorded") == 0 {
			continue
		}
		switch field.Kind() {
		case model.KindText, model.KindLong:
			f.SetText(field, drawText(t, field.Name()))
		case model.KindDate:
			f.SetDate(field, drawDate(t, field.Name()))
		case model.KindTri:
			f.SetTri(field, rapid.SampledFrom([]model.Tri{model.NotRecorded, model.Yes, model.No}).Draw(t, field.Name()))
		case model.KindOutcome:
			f.SetOutcome(model.Outcome(rapid.IntRange(0, 25).Draw(t, field.Name())))
		case model.KindRole:
			f.SetRole(rapid.SampledFrom([]model.Role{model.Applicant, model.ThirdParty}).Draw(t, field.Name()))
		}
	}
	return f
}

func drawSections(t *rapid.T) (s model.Sections) {
	for i := range s {
		s[i] = drawText(t, "section")
	}
	return s
}

func drawKey(t *rapid.T) model.Key {
	return model.Key{Application: drawText(t, "application"), Person: drawText(t, "person"), Incident: drawText(t, "incident")}
}

func drawDecision(t *rapid.T) *model.Decision {
	d := &model.Decision{
		Version: rapid.IntRange(0, 1000).Draw(t, "version"), Replaces: rapid.IntRange(0, 1000).Draw(t, "replaces"),
		Kind: model.DecisionKind(rapid.IntRange(0, int(model.DecisionKindCount)-1).Draw(t, "kind")), Sections: drawSections(t),
		Officer: drawText(t, "officer"), At: drawTime(t, "at"), Remind: drawDate(t, "remind"),
		Verdict: model.Verdict(rapid.IntRange(0, int(model.VerdictCount)-1).Draw(t, "verdict")),
		Flags:   model.FlagSet(rapid.Uint64().Draw(t, "flags")), Guidance: drawText(t, "guidance"),
	}
	for i := range d.Criteria {
		d.Criteria[i] = model.Standing{State: model.State(rapid.IntRange(0, 2).Draw(t, "state")), Basis: model.Basis(rapid.IntRange(0, 5).Draw(t, "basis")), Why: drawText(t, "why")}
	}
	copy(d.Digest[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "digest"))
	copy(d.Store[:], rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "store"))
	copy(d.Incarnation[:], rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "incarnation"))
	for range rapid.IntRange(0, 2).Draw(t, "parents") {
		d.Parents = append(d.Parents, [32]byte(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "parent")))
	}
	copy(d.Rules[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "rules"))
	d.Representations = drawRepresentations(t)
	for range rapid.IntRange(0, 3).Draw(t, "advice") {
		d.Advice = append(d.Advice, drawText(t, "advice"))
	}
	return d
}

// firstOnly leaves the sections that the first version has.
func firstOnly(s model.Sections) model.Sections {
	for _, section := range storedSections[firstSections:] {
		s[section] = ""
	}
	return s
}

func drawRepresentations(t *rapid.T) model.Representations {
	return model.Representations{Asked: drawDate(t, "asked"), Due: drawDate(t, "due"), Received: drawDate(t, "received")}
}

func drawEntry(t *rapid.T) vault.Entry {
	salted := byte(100)
	salt := func() (s [vault.StampSize]byte) {
		salted++
		s[0] = salted
		return s
	}
	s := salt()
	e := vault.Entry{
		At: drawTime(t, "at"), PreviousAt: drawTime(t, "previous"), Officer: drawText(t, "officer"), Sitting: drawText(t, "sitting"),
		Purpose: drawText(t, "purpose"), Recipient: drawText(t, "recipient"), Detail: drawText(t, "detail"),
		Operation: rapid.SampledFrom(vault.Operations()).Draw(t, "operation"), Action: drawText(t, "action"), Count: rapid.IntRange(0, 1<<20).Draw(t, "count"),
		Salt: s[:],
	}
	if !e.PreviousAt.IsZero() && e.PreviousAt.Before(e.At) {
		e.At, e.PreviousAt, e.Held = e.PreviousAt, e.At, true
	}
	for range rapid.IntRange(0, 3).Draw(t, "keys") {
		e.Keys = append(e.Keys, drawKey(t))
	}
	for range rapid.IntRange(0, 3).Draw(t, "places") {
		from := rapid.IntRange(0, 100).Draw(t, "from")
		e.Erased = append(e.Erased, vault.Span{Entry: rapid.Uint64().Draw(t, "entry"), Kind: vault.SpanKind(rapid.IntRange(0, int(vault.SpanKinds)-1).Draw(t, "kind")), From: from, To: from + 1})
	}
	e.Itemise(salt)
	return e
}

// mustComeBack fails where a value does not come back from its encoded form,
// or where a form with anything missing or left over is read all the same.
func mustComeBack[T any](t *rapid.T, want T, encoded []byte, decode func([]byte) (T, error)) {
	t.Helper()
	got, err := decode(encoded)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("came back as\n%+v (%v), and was\n%+v", got, err, want)
	}
	if _, err := decode(append(bytes.Clone(encoded), 0)); err == nil {
		t.Fatal("a byte too many was read all the same")
	}
	for cut := range encoded {
		if _, err := decode(encoded[:cut]); err == nil {
			t.Fatalf("%d of %d bytes were read as the whole", cut, len(encoded))
		}
	}
	other := bytes.Clone(encoded)
	at := 0
	if other[0] != vault.CodecVersion && other[0] != typedVersion && other[0] != draftVersion && other[0] != vault.StateVersion {
		at = vault.StampSize // an entry's salt comes first
	}
	other[at]++
	if _, err := decode(other); err == nil {
		t.Fatal("a value of another version was read")
	}
}

func TestEveryKindOfValueComesBackFromItsEncodedForm(t *testing.T) {
	encoded := func(encode func(*vault.Encoder)) []byte {
		var e vault.Encoder
		encode(&e)
		return e.B
	}
	rapid.Check(t, func(t *rapid.T) {
		src := Source{
			Facts: drawFacts(t), Origin: drawText(t, "origin"), Line: rapid.IntRange(0, 1<<30).Draw(t, "line"), By: drawText(t, "by"), At: drawTime(t, "at"),
			Withdrawn: rapid.Bool().Draw(t, "withdrawn"), Reason: drawText(t, "reason"), Incomplete: rapid.Bool().Draw(t, "incomplete"),
		}
		stored := encoded(src.Encode)
		mustComeBack(t, src, stored, DecodeSource)
		h, err := DecodeHead(stored)
		want := Head{Key: src.Facts.Key(), Name: src.Facts.Text(model.PersonName), Offence: src.Facts.Text(model.Offence), Withdrawn: src.Withdrawn}
		if err != nil || h != want {
			t.Fatalf("the head is %+v (%v), want %+v", h, err, want)
		}
		err = EachText(stored, func(f model.Field, text []byte) {
			if string(text) != src.Facts.Text(f) {
				t.Fatalf("%s is searched as %q", f.Name(), text)
			}
		})
		if err != nil {
			t.Fatal(err)
		}

		d := drawDecision(t)
		mustComeBack(t, d, encoded(func(e *vault.Encoder) { EncodeDecision(e, d) }), DecodeDecision)

		draft := Draft{
			Kind: d.Kind, Sections: drawSections(t), Remind: drawDate(t, "remind"), Officer: drawText(t, "officer"), At: drawTime(t, "at"),
		}
		if rapid.Bool().Draw(t, "a draft of the first version") {
			draft.Sections = firstOnly(draft.Sections)
		} else {
			draft.Representations = drawRepresentations(t)
		}
		mustComeBack(t, draft, encoded(draft.Encode), DecodeDraft)

		typed := Typed{}
		for range rapid.IntRange(1, 4).Draw(t, "texts") {
			typed[drawText(t, "what")] = TypedText{drawText(t, "text"), drawText(t, "officer"), drawTime(t, "at")}
		}
		mustComeBack(t, typed, encoded(typed.Encode), DecodeTyped)

		a := AnswerEntry{Op: AnswerOp(rapid.IntRange(0, int(answerOpCount)-1).Draw(t, "op")), Undoes: rapid.Uint32Range(0, 1<<31-1).Draw(t, "undoes")}
		a.Answer = model.Answer{
			Field: model.Grooming, Value: rapid.SampledFrom([]string{"", "yes", "no"}).Draw(t, "value"), By: drawText(t, "by"),
			At: drawTime(t, "at"), Note: drawText(t, "note"), Reason: drawText(t, "reason"),
		}
		mustComeBack(t, a, encoded(a.Encode), DecodeAnswer)

		st := vault.State{
			Next: rapid.Uint32().Draw(t, "next"), Revision: rapid.Uint32().Draw(t, "revision"), Entries: rapid.Uint64().Draw(t, "entries"), Head: d.Digest,
			LastTime: drawTime(t, "last"), Staging: rapid.Uint32().Draw(t, "staging"), Sequences: rapid.Uint32().Draw(t, "sequences"), Writes: rapid.Uint64().Draw(t, "writes"),
		}
		before := st.Encode()[:len(st.Encode())-len(st.Nonce)] // as it was before it had a nonce
		before[0] = vault.CodecVersion
		mustComeBack(t, st, before, vault.DecodeState)
		copy(st.Nonce[:], rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "nonce"))
		mustComeBack(t, st, st.Encode(), vault.DecodeState)
	})
}

func TestAnEntryComesBackAndItsCommitmentHoldsWhateverIsErased(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := drawEntry(t)
		key := vault.EntryKey(7)
		sum := e.Commitment(key)
		mustComeBack(t, e, e.Said(), withoutEmpties)
		for i := range e.Items {
			if rapid.Bool().Draw(t, "erased") {
				e.Items[i].Erase()
			}
		}
		back, err := vault.DecodeEntry(e.Said())
		if err != nil || back.Commitment(key) != sum {
			t.Fatalf("once items were erased the entry is no longer what was sealed (%v)", err)
		}
		for i, erased := range []string{back.Purpose, back.Recipient, back.Detail} {
			if e.Items[i].Erased && erased != "" {
				t.Fatalf("an erased text is read as %q", erased)
			}
		}
		for i, k := range back.Keys {
			if e.Items[vault.FirstKeyItem+i].Erased && k != (model.Key{}) {
				t.Fatalf("an erased reference is read as %+v", k)
			}
		}
		if back.Commitment(vault.EntryKey(8)) == sum {
			t.Fatal("an entry holds in another's place")
		}
	})
}

// withoutEmpties decodes an entry, with texts of no length as itemise makes
// them.
func withoutEmpties(b []byte) (vault.Entry, error) {
	e, err := vault.DecodeEntry(b)
	for i := range e.Items {
		if e.Items[i].Said == nil {
			e.Items[i].Said = []byte{}
		}
	}
	return e, err
}

// link is a journal entry's link.
type link struct {
	hash        [32]byte
	commitments [][32]byte
}

func TestALinkComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := link{commitments: make([][32]byte, rapid.IntRange(1, 5).Draw(t, "commitments"))}
		for i := range want.commitments {
			want.commitments[i][0] = rapid.Byte().Draw(t, "commitment")
		}
		want.hash = vault.ChainHash([32]byte{}, 1, want.commitments)
		mustComeBack(t, want, vault.EncodeLink(want.hash, want.commitments), func(b []byte) (link, error) {
			hash, commitments, err := vault.DecodeLink(b)
			return link{hash, commitments}, err
		})
	})
}
