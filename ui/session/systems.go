package session

import "gd8/model"

// AsksSystems reports whether an answer is asked for the systems searched: one
// of yes or no about further information. start is the note it begins with:
// the one there was, else that to the question beside it, as one search
// answers both.
func AsksSystems(r *model.Record, a model.Answer) (start string, asks bool) {
	if a.Field != model.PatternOfBehaviour && a.Field != model.IndicatorOfRisk || a.Value == "" {
		return "", false
	}
	beside := model.PatternOfBehaviour + model.IndicatorOfRisk - a.Field
	for _, f := range []model.Field{beside, a.Field} {
		if given, ok := r.Answered(f); ok && given.Note != "" {
			start = given.Note
		}
	}
	return start, true
}
