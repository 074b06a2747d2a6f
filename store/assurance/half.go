package assurance

import (
	"errors"
	"fmt"
	"maps"
	"strings"

	"gd8/model"
	"gd8/model/fold"
	"gd8/store"
	"gd8/store/codec"
	"gd8/store/vault"
)

// This file keeps what a second reviewer has answered and typed and not given
// as an opinion yet. It stands beside the texts typed for a record, under the
// sample and the reviewer, where nobody's review looks: until it is given it is
// nobody else's.

// halfPrefix begins what such a text is typed for.
const halfPrefix = "second review "

// IsHalfTyped reports whether a text typed for a record is of a second review
// that is not finished. It is not shown to anybody.
func IsHalfTyped(what string) bool { return strings.HasPrefix(what, halfPrefix) }

func (v *Second) halfName(officer string) string {
	return fmt.Sprintf("%s%d %s", halfPrefix, v.Sample, fold.Name(officer))
}

// half is what is half typed on one record.
type half struct {
	said   []model.Said
	drafts []store.Draft
	typed  store.Typed
}

const halfVersion = 1

func (h *half) empty() bool { return len(h.said)+len(h.drafts)+len(h.typed) == 0 }

func (h *half) encode() string {
	var e vault.Encoder
	e.Byte(halfVersion)
	e.Text(string(codec.EncodeSaid(h.said)))
	e.Uint(uint64(len(h.drafts)))
	for i := range h.drafts {
		var draft vault.Encoder
		h.drafts[i].Encode(&draft)
		e.Text(string(draft.B))
	}
	e.Uint(uint64(len(h.typed)))
	for what, t := range h.typed {
		e.Text(what)
		e.Text(t.Text)
	}
	return string(e.B)
}

func decodeHalf(text string) (h half, err error) {
	d := vault.Decoder{B: []byte(text)}
	if d.Byte() != halfVersion {
		return h, vault.ErrCodec
	}
	if h.said, err = codec.DecodeSaid(d.Run()); err != nil {
		return h, err
	}
	for n := d.Int(); n > 0 && d.Err == nil; n-- {
		draft, err := codec.DecodeDraft(d.Run())
		if err != nil {
			return h, err
		}
		h.drafts = append(h.drafts, draft)
	}
	h.typed = store.Typed{}
	for n := d.Int(); n > 0 && d.Err == nil; n-- {
		what := d.Text()
		h.typed[what] = store.TypedText{Text: d.Text()}
	}
	return h, d.End()
}

// Keep keeps what is half typed on a record of Copy.
func (v *Second) Keep(actor store.Actor, n store.Number) error {
	if n == store.NewRecord {
		return nil
	}
	d, err := v.Copy.Dossier(n)
	if err != nil {
		return err
	}
	typed, err := v.Copy.TypedFor(n)
	if err != nil {
		return err
	}
	h := half{saidOn(d, d.At), d.Item().Drafts, typed}
	own := v.texts[n]
	texts, err := v.of.TypedFor(own)
	if err != nil {
		return err
	}
	texts = maps.Clone(texts)
	if texts == nil {
		texts = store.Typed{}
	}
	name := v.halfName(actor.Officer)
	if delete(texts, name); !h.empty() {
		texts[name] = store.TypedText{Text: h.encode()}
	}
	return v.of.SaveTyped(actor, own, texts)
}

// takeUp puts into Copy what the officer answered and typed before, and the
// opinions that were given, so that they are there to be read again.
func (v *Second) takeUp(actor store.Actor) error {
	for n, own := range v.texts {
		texts, err := v.of.TypedFor(own)
		if err != nil {
			return err
		}
		kept, ok := texts[v.halfName(actor.Officer)]
		if !ok {
			continue
		}
		h, err := decodeHalf(kept.Text)
		if err != nil {
			return fmt.Errorf("what you had begun of this second review could not be read: %w", err)
		}
		if err := v.replay(actor, h.said); err != nil {
			return err
		}
		for _, draft := range h.drafts {
			if err := v.Copy.SaveDraft(actor, n, draft); err != nil {
				return err
			}
		}
		if len(h.typed) > 0 {
			if err := v.Copy.SaveTyped(actor, n, h.typed); err != nil {
				return err
			}
		}
	}
	return v.takeUpGiven(actor)
}

func (v *Second) takeUpGiven(actor store.Actor) error {
	for i := range v.members {
		m := &v.members[i]
		if !m.given {
			continue
		}
		var opinions []model.Opinion
		err := v.of.View(func(r *store.Reader) (err error) {
			opinions, err = r.Opinions(m.Number)
			return err
		})
		if err != nil {
			return err
		}
		for k := range opinions {
			o := &opinions[k]
			if o.Sample != v.Sample || o.Version != m.Version || !model.SameOfficer(o.Decision.Officer, actor.Officer) {
				continue
			}
			if err := v.replay(actor, o.Said); err != nil {
				return err
			}
			p := model.Proposal{Kind: o.Decision.Kind, Sections: o.Decision.Sections, Remind: o.Decision.Remind, Representations: o.Decision.Representations, Advice: o.Decision.Advice}
			var refused *model.DecisionError
			// Facts that have come since may not allow it any more: the opinion
			// is given all the same.
			if _, err := v.Copy.DecideAs(actor, m.copied, p); err != nil && !errors.As(err, &refused) {
				return err
			}
		}
	}
	return nil
}

// replay answers in Copy as was answered before. What is there already, or no
// longer fits the facts, is left out.
func (v *Second) replay(actor store.Actor, said []model.Said) error {
	for i := range said {
		s := &said[i]
		n, ok := v.copied[s.Key]
		if !ok {
			continue
		}
		d, err := v.Copy.Dossier(n)
		if err != nil {
			return err
		}
		switch s.Kind {
		case model.SaidAnswer:
			if have, answered := d.Record().Answered(s.Answer.Field); answered && have.Value == s.Answer.Value {
				continue
			}
			_, err = v.Copy.Answer(actor, n, s.Answer)
		case model.SaidSeparate:
			if len(s.Others) > 0 && len(d.Case.Questions) > 0 {
				_, err = v.Copy.Separate(actor, n, s.Others[0], s.Answer.Reason)
			}
		case model.SaidIncomplete:
			if d.Case.Incomplete() {
				err = v.Copy.AnswerIncomplete(actor, n, s.Answer.Reason)
			}
		}
		var refused *model.AnswerError
		if err != nil && !errors.As(err, &refused) && s.Kind == model.SaidAnswer {
			return err
		}
	}
	return nil
}
