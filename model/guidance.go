package model

// Passage is one passage of the guidance, in gd8's own words, with the name
// it is cited by.
type Passage struct {
	Cite string
	Text string
}

// Passages are what GD8 and the AT2 form say, in reading order. The words are
// a summary and not the guidance itself, which remains the authority.
func Passages() []Passage {
	return []Passage{
		{"GD8, Aims", "GD8 brings the police guidance (November 2016) and the schools guidance (August 2016) on youth produced sexual imagery into the disclosure process."},
		{"GD8, Background", "Taking and sharing such imagery between children is always risky and is illegal; policing of it is to be proportionate."},
		{"GD8, Crime recording", "Outcome 21 (Home Office, from January 2016) says that further investigation which could support formal action is not in the public interest. It is a police decision."},
		{"GD8, Police guidance point 20", "Outcome 21 may be the right resolution where making and sharing is non-abusive and there is no evidence of exploitation, grooming, profit motive, malicious intent (extensive or inappropriate sharing, for example uploading to a pornographic website) or persistent behaviour. Where any of these is present, outcome 21 would not apply."},
		{"GD8, Letter", "The individual may have been told in writing that they are recorded, not convicted or cautioned; that disclosure on a later Enhanced check is unlikely unless something further points to a relevant pattern; and that a chief officer would decide."},
		{"GD8, Note", "Outcome 21 is used for other crimes too. GD8 speaks only of youth produced sexual imagery."},
		{"GD8, Disclosure", "No categorical promise of non-disclosure can be made: relevancy and proportionality are the chief officer's. A single incident with outcome 21 is unlikely to be disclosed."},
		{"GD8, AT2 entry", "The AT2 Single Incident Table has an entry for ONE instance of sexting with an outcome 21 disposal. It lets the officer discard at the earliest opportunity, where the officer considers it applicable. If outcome 21 was applied, the investigation found no aggravating factor and no indicator of risk."},
		{"GD8, Further information", "If further information suggests a pattern of behaviour or an indicator of risk, the incident can still be considered for disclosure. The rationale must then record how and why the individual is concluded to pose a risk, why the information is relevant, why disclosure is proportionate, and why, although outcome 21 was an appropriate policing response, disclosure is still proportionate and necessary."},
		{"AT2 form", "The form is filled in for each application. Its Hit Relevance Table lists every relevant hit. The Single Incident table may be used only where an individual (the applicant or a third party) has exactly one relevant incident; the officer marks the category and records the rationale for discarding. A hit is a record on a police system, an incident is an event: several hits can describe one incident."},
	}
}
