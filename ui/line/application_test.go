package line

import "testing"

func TestAnApplicationIsReadAsAWhole(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", "application_ref,person_ref,person_role,incident_ref,person_name,offence,incident_date,date_of_birth,outcome,youth_produced,pattern_of_behaviour,indicator_of_risk,relevant\n"+
		"A-1,N100,applicant,CR/1,Renée Côté,An offence,2019-03-14,2004-01-02,21,yes,no,no,\n"+
		"A-1,N200,third_party,CR/2,Ben Example,An offence,2019-03-15,2003-05-06,21,,no,no,\n"+
		"A-1,N200,third_party,CR/3,Ben Example,An offence,2019-05-15,2003-05-06,21,yes,no,no,no\n")
	said := r.say("application", "quit")
	holds(t, said, "Application: A-1.", "Left: 1 of 3 hits done; 2 to do.", "Applicant: N100, Renée Côté, born 2 January 2004.",
		"CR/1: to do; applies", "Third party: N200, Ben Example", "CR/3: not relevant")
}
