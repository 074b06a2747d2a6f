package report

import "gd8/model"

// Help is one line about a question, in gd8's words and not the guidance's:
// what belongs under it and what does not. It is blank for most facts.
func Help(f model.Field) string {
	said := help(f)
	if said == "" {
		return ""
	}
	return "gd8's note: " + said
}

func help(f model.Field) string {
	switch f {
	case model.Relevant:
		return "if the individual was the one exploited, ask whether the hit is relevant."
	case model.YouthProduced:
		return "made and shared by children, of themselves or of one another."
	case model.AdultInvolved:
		return "anyone of 18 or over who made, asked for, sent or received the image."
	case model.OutcomeCode:
		return "the Home Office code on the crime record."
	case model.SameEventAs:
		return "another hit that describes this very event, not another incident."
	case model.SamePersonAs:
		return "another nominal record of this very human being."
	case model.Abusive:
		return "\"coerced\" and \"imbalance of power\" in newer guidance belong here."
	case model.Exploitation:
		return "the child was used for another's gain; \"extorted\" in newer guidance belongs here."
	case model.Grooming:
		return "trust was built up to get an image or a meeting."
	case model.ProfitMotive:
		return "money, goods or favours were asked for or given."
	case model.MaliciousIntent:
		return "meant to harm, such as extensive sharing or an upload to a pornographic website."
	case model.PersistentBehaviour:
		return "within what the police investigated (point 20); \"repeated\" in newer guidance belongs here."
	case model.PatternOfBehaviour:
		return "what has become known since; what was investigated then is persistent behaviour."
	case model.IndicatorOfRisk:
		return "what has become known since that suggests a risk to others."
	}
	return ""
}

// Takes says in a few words what the values of a field are, for whoever maps
// those of a file.
func Takes(f model.Field) string {
	switch f.Kind() {
	case model.KindOutcome:
		return "a code 1 to 22, 1a, 2a or 3a"
	case model.KindTri:
		return "yes or no"
	case model.KindRole:
		return "applicant or third_party"
	}
	return "a text"
}
