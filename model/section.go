package model

import (
	"fmt"
	"strings"
)

// Section names one part of a decision's rationale.
type Section uint8

// The sections of a rationale, in the order in which they are asked.
const (
	Searched Section = iota
	Grounds
	Risk
	Relevance
	Substantiation
	ThirdPartyInterests
	Proportionality
	Necessity
	Reason
	Needed
	SectionCount // their number; not a section
)

var sectionInfo = [SectionCount]struct{ id, title, prompt string }{
	{"searched", "Searched", "Which systems were searched for further information about this individual, when, and what was found?"},
	{"grounds", "Grounds", "What does the Outcome 21 rationale on the crime record say? And why do you consider the AT2 entry applicable: what was checked, and what shows that this is one incident with outcome 21, no aggravating factor and nothing further known?"},
	{"risk", "Risk", "How and why does the individual pose a risk? Which further information suggests a pattern of behaviour or an indicator of risk?"},
	{"relevance", "Relevance", "Why is this information relevant to what the certificate is asked for?"},
	{"substantiation", "Substantiation", "What supports the information, what speaks against it, and how far can it be relied on? (You may leave this blank.)"},
	{"third_party", "Third party", "Whom else would disclosing it affect, such as other children in the imagery, and how? (You may leave this blank.)"},
	{"proportionality", "Proportionality", "Why is disclosing it proportionate? Weigh the time since, the age then, conduct since, the effect on the person, the role applied for, and a chance to make representations."},
	{"necessity", "Necessity", "Why is disclosure still proportionate and necessary, although outcome 21 was an appropriate response by the police?"},
	{"reason", "Reason", "Why does the incident go to the standard process, neither discarded under AT2 nor argued under GD8?"},
	{"needed", "Information needed", "Which information is awaited, from whom, and what will it settle?"},
}

// String is the section's name in JSON.
func (s Section) String() string { return sectionInfo[s].id }

// Title is the section's heading.
func (s Section) Title() string { return sectionInfo[s].title }

// Prompt puts the guidance's question to the officer. It is always a question:
// gd8 offers no ready-made conclusion.
func (s Section) Prompt() string { return sectionInfo[s].prompt }

// SectionNamed finds a section by its name in JSON.
func SectionNamed(name string) (Section, bool) {
	for s, info := range sectionInfo {
		if info.id == name {
			return Section(s), true
		}
	}
	return 0, false
}

// Sections are the texts of a rationale, by section; those a decision does
// not ask for are blank.
type Sections [SectionCount]string

// Blank reports whether no section holds more than white space.
func (s *Sections) Blank() bool {
	for _, text := range s {
		if strings.TrimSpace(text) != "" {
			return false
		}
	}
	return true
}

// Required are the sections that must be filled for a decision of kind k
// about record i, in the order in which they are asked.
func (c *Case) Required(i int, k DecisionKind) []Section {
	switch k {
	case Discard:
		return []Section{Searched, Grounds}
	case Consider:
		if r := c.read(i); r.any21() {
			return []Section{Risk, Relevance, Proportionality, Necessity}
		}
		return []Section{Risk, Relevance, Proportionality}
	case Refer:
		return []Section{Reason}
	case Defer:
		return []Section{Needed}
	}
	return nil
}

// Optional are the sections that may be filled for a decision of kind k beside
// those required. They are headings of the form on which a chief officer
// decides; gd8 never fills them.
func (k DecisionKind) Optional() []Section {
	if k == Consider {
		return []Section{Substantiation, ThirdPartyInterests}
	}
	return nil
}

// Representations are when the individual was asked for representations before
// a disclosure, until when, and when they came: what a decision to consider
// notes beside its sections. A zero date is not recorded.
type Representations struct {
	Asked, Due, Received Date
}

// Check says in one line what is wrong with the dates, and what to do; today
// bounds those that cannot lie ahead. It is nil where they are in order.
func (r Representations) Check(today Date) error {
	switch {
	case r.Asked > today || r.Received > today:
		return fmt.Errorf("representations cannot have been asked for or received after today, %s; correct the date", today)
	case r.Asked == 0 && (r.Due != 0 || r.Received != 0):
		return fmt.Errorf("say when representations were asked for")
	case r.Due != 0 && r.Due < r.Asked:
		return fmt.Errorf("representations are due on %s, before they were asked for on %s; correct one of the dates", r.Due, r.Asked)
	case r.Received != 0 && r.Received < r.Asked:
		return fmt.Errorf("representations were received on %s, before they were asked for on %s; correct one of the dates", r.Received, r.Asked)
	}
	return nil
}

// Awaited reports whether representations were asked for and have not come.
func (r Representations) Awaited() bool { return r.Asked != 0 && r.Received == 0 }

// minWords is the length under which a section earns advice.
const minWords = 20

// Advice is what an officer may want to look at again in a rationale. It
// never stops a decision. asked are the sections the decision asks for; sameAs
// names, for a section, another case whose text is equal, blank for none;
// unseen is how many lines of the summary were never on the screen in this
// sitting.
func Advice(asked []Section, s Sections, sameAs func(Section) string, unseen int) []string {
	var advice []string
	for n, section := range asked {
		text := strings.TrimSpace(s[section])
		if text == "" {
			continue
		}
		if words := len(strings.Fields(text)); words < minWords {
			advice = append(advice, fmt.Sprintf("%s has %s; would a reader in two years understand it?", section.Title(), counted(words, "word")))
		}
		for _, earlier := range asked[:n] {
			if strings.TrimSpace(s[earlier]) == text {
				advice = append(advice, fmt.Sprintf("%s and %s say the same; each has its own question.", earlier.Title(), section.Title()))
			}
		}
		if other := sameAs(section); other != "" {
			advice = append(advice, fmt.Sprintf("%s is word for word that of %s; is it this individual's?", section.Title(), other))
		}
	}
	if unseen > 0 {
		advice = append(advice, fmt.Sprintf("%s of the summary %s never on the screen; does it say anything that bears on this?", counted(unseen, "line"), wasWere(unseen)))
	}
	return advice
}

func wasWere(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}
