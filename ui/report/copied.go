package report

import (
	"strings"

	"gd8/model"
)

// Copied is the incident's reference, the verdict with its warnings and the reasons
// behind it, as plain lines for another program. It is as its source wrote it.
func (in *Incident) Copied() string {
	var b strings.Builder
	line := func(s string) { b.WriteString(s + "\n") }
	line("Incident: " + in.Key().Incident)
	line("Individual: " + in.Key().Person)
	line(in.Verdict().String() + ".")
	for _, w := range in.Warnings() {
		line("Warning, " + InSentence(w.Label) + ": " + w.Text)
	}
	for id, c := range in.Criteria() {
		line(c.String() + ". " + in.Why(model.CriterionID(id)) + " [" + model.CriterionID(id).Cite() + "]")
	}
	if standing, ok := in.Standing(); ok {
		line(standing.String() + ".")
	}
	line("Assessed under: " + model.Guidance + ".")
	return b.String()
}
