package report

import (
	"fmt"

	"gd8/model"
	"gd8/store/export"
)

// Release tells what stands in the way of a release, and what it rests on.
func Release(r *export.ReleaseChecked) []Block {
	var list []Block
	for _, b := range r.Blockers {
		one := Block{Text: b.Text, Warns: true}
		if key := (model.Key{Application: b.ApplicationRef, Person: b.PersonRef, Incident: b.IncidentRef}); key != (model.Key{}) {
			one.Label = export.NamedKey(key)
		}
		list = append(list, one)
	}
	said := fmt.Sprintf("%s, %s decided", Counted(r.Incidents, "incident"), fmt.Sprint(len(r.Decisions)))
	if len(list) == 0 {
		said += "; nothing stands in the way"
	} else {
		said += fmt.Sprintf("; in the way: %d", len(list))
	}
	list = append([]Block{{Label: "Release", Text: said}}, list...)
	if r.Bound != nil {
		list = append(list, Block{Label: "Bound", Text: r.Bound.Sentence()}, Block{Label: "Limit", Text: r.DescribeLimit()})
	}
	return append(list, Block{Label: "SHA-256 of the list", Text: r.Hash})
}
