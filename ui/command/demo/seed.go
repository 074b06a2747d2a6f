package demo

import (
	"context"
	"fmt"

	"gd8/model"
	"gd8/store"
	"gd8/store/assurance"
	"gd8/store/importer"
	"gd8/store/intake/source"
)

// seeder does what an officer would have done in the days before. It keeps its
// first error and does nothing after it.
type seeder struct {
	s     *store.Store
	ctx   context.Context
	today model.Date
	err   error
}

func actor() store.Actor {
	return store.Actor{Officer: Officer, Purpose: Purpose}
}

// supervisor checks what the officer decided.
func supervisor() store.Actor {
	return store.Actor{Officer: Supervisor, Purpose: Purpose}
}

// bring imports one of the files.
func (d *seeder) bring(name string, text []byte) {
	if d.err != nil {
		return
	}
	src, err := dated(name, text, d.today)
	if err == nil {
		_, err = importer.Import(d.ctx, d.s, actor(), []source.Source{src}, importer.Options{})
	}
	d.err = err
}

// on runs do for the incident with a reference.
func (d *seeder) on(ref string, do func(store.Number) error) {
	if d.err != nil {
		return
	}
	rows, err := d.s.Find(ref, nil, nil)
	switch {
	case err != nil:
		d.err = err
	case len(rows) != 1:
		d.err = fmt.Errorf("%d incidents have the reference %s", len(rows), ref)
	default:
		d.err = do(rows[0].Number)
	}
}

func (d *seeder) decide(ref string, kind model.DecisionKind, remind model.Date, sections model.Sections) {
	d.on(ref, func(n store.Number) error {
		_, err := d.s.Decide(actor(), n, kind, sections, remind)
		return err
	})
}

// firstDay answers, decides, drafts and notes, so that every state is there.
func (d *seeder) firstDay() {
	d.on("DEMO/116", func(n store.Number) error { // the flag source_contradicts_answer
		_, err := d.s.Answer(actor(), n, model.Answer{
			Field: model.OutcomeCode, Value: "21",
			Reason: "The paper file of the closed unit shows outcome 21; 10 was entered when the units were merged.",
		})
		return err
	})
	d.on("DEMO/123", func(n store.Number) error { // the flag incomplete_case, as a rescue raises it
		return d.s.MarkIncomplete(actor(), n)
	})
	d.decide("DEMO/102", model.Discard, 0, model.Sections{
		model.Searched: "PNC, PND and Niche: nothing further.", model.Grounds: "Crime recording, custody and intelligence systems were searched under every name and address held. They show this one incident only. Outcome 21 was applied on 2 November 2018, all six factors of point 20 are recorded as absent, and nothing further is known.",
	})
	d.decide("DEMO/115", model.Consider, 0, model.Sections{
		model.Risk:            "Two intelligence entries of 2021, graded reliable, describe requests for images to pupils some years younger. Taken with this incident they suggest a pattern that did not end with the advice given.",
		model.Relevance:       "The post is with children of the same age as those who were approached, so the information bears directly on the role applied for.",
		model.Proportionality: "The incident is some years old and the individual was 16. The later entries weigh against time alone having dealt with it. Representations are to be invited before anything is disclosed.",
		model.Necessity:       "Outcome 21 was right for what was known in 2019. The later information was not before that decision, and no lesser step would put it before the employer.",
	})
	d.decide("DEMO/120", model.Refer, 0, model.Sections{
		model.Reason: "By the dates recorded the individual was 18 at the time, so GD8 does not speak of this incident. It goes to the standard process, with a query to the records team about the date of birth.",
	})
	d.decide("DEMO/129", model.Discard, 0, model.Sections{
		model.Searched: "PNC, PND and Niche: nothing further.", model.Grounds: "One incident only on all systems searched. Outcome 21 was applied on 10 June 2019, every factor of point 20 is recorded as absent, and there is no further information of any kind.",
	})
	d.decide("DEMO/131", model.Defer, d.today, model.Sections{
		model.Needed: "The school's own record of who was shown the image, asked for from the school officer. It settles whether the sharing was extensive.",
	})
	d.decide("DEMO/112", model.Defer, 0, model.Sections{
		model.Needed: "Confirmation from the records team which outcome is right: the crime report shows 21 and the custody system 10.",
	})
	d.decide("DEMO/134", model.Discard, 0, model.Sections{
		model.Searched: "PNC and Niche: nothing further.", model.Grounds: "One incident only. Outcome 21 was applied on 8 July 2019, every factor of point 20 is recorded as absent, and nothing further is known.",
	})
	d.on("DEMO/134", func(n store.Number) error { // it comes back to its officer
		return assurance.Check(d.s, supervisor(), n, 1, model.Returned, "PND is not among the systems searched. Search it, or say why it was not, before this is discarded.")
	})
	d.on("DEMO/110", func(n store.Number) error {
		return d.s.SaveDraft(actor(), n, store.Draft{Kind: model.Discard, Sections: model.Sections{
			model.Searched: "PNC, PND and Niche: nothing further.", model.Grounds: "Two entries describe one event. Still to be checked with the school officer:",
		}})
	})
	d.on("DEMO/103", func(n store.Number) error {
		return d.s.SaveNote(actor(), n, "Intelligence search asked for on Tuesday.")
	})
}
