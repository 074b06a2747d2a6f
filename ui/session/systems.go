package session

import "gd8/model"

// AsksSystems reports whether an answer is asked for the systems searched: one
// of yes or no about further information. start is the note it begins with,
// and of the question whose note that is, NoField for none: the one there was,
// else that to the question beside it, as one search often answers both. What
// it begins with is to be said, as it is saved unless the officer changes it.
func AsksSystems(r *model.Record, a model.Answer) (start string, of model.Field, asks bool) {
	if a.Field != model.PatternOfBehaviour && a.Field != model.IndicatorOfRisk || a.Value == "" {
		return "", model.NoField, false
	}
	beside := model.PatternOfBehaviour + model.IndicatorOfRisk - a.Field
	of = model.NoField
	for _, f := range []model.Field{beside, a.Field} {
		if given, ok := r.Answered(f); ok && given.Note != "" {
			start, of = given.Note, f
		}
	}
	return start, of, true
}
