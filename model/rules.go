package model

import "crypto/sha256"

// rules is the test in short, one line a rule. It is never shown: its hash is
// kept with each decision, so that it can be told later by which rules a
// decision was made. Whoever changes what the test comes to changes this text
// with it; a test holds the two together.
const rules = `gd8 rules 2
references: NFKC, dashes, white space; fold: NFKD without marks, case folded, letters spelt out, titles off, words sorted
individual: joined by same_person_as; may be one: folded reference, folded name and birth, incident and birth, applicants of one application
event: same_event_as, one incident_ref
not a suspect: victim aggrieved injured ip witness informant complainant, not suspect offender accused defendant perpetrator
1 relevant: not met no; unknown not recorded and not a suspect
2 youth_produced: not met no, adult involved, 18 or over; met yes
3 outcome_21: of suspects' hits where there are any; met all 21; not met none 21
4 single_incident: not met over one event; unknown open question
5 no_aggravating_factor: not met any yes; met outcome 21 or all no
6 no_further_information: not met any yes; met both no, by an officer where there are other applications
verdict: 1 or 2 not met out_of_scope; 3 to 6 not met does_not_apply; unknown undetermined; applies
`

// RulesHash is SHA-256 over the rules of the test. It changes when, and only
// when, the rules do.
func RulesHash() [32]byte { return sha256.Sum256([]byte(rules)) }
