package export

import (
	"slices"

	"gd8/model"
	"gd8/store"
)

// incident is one event of a case that has to be decided: the records that
// count, by index.
type incident []int

// incidentsOf are the incidents of a case in the order of their first records.
func incidentsOf(c *model.Case) []incident {
	var list []incident
	for i := range c.Len() {
		if event := c.Event(i); len(event) > 0 && event[0] == i {
			list = append(list, event)
		}
	}
	return list
}

// decided is a standing decision about an incident, with the records of it, by
// index, that carry it. They are all of the incident unless two events that
// were decided were linked afterwards.
type decided struct {
	*model.Decision
	State model.QueueState
	Hits  []int
	// Checks are those of this version, oldest first.
	Checks []model.Check
}

// decisionsOn are the standing decisions about an incident, out of date or not,
// each once.
func decisionsOn(d *store.Dossier, of incident) []decided {
	var list []decided
	for _, i := range of {
		item := &d.Items[i]
		if !item.Decision.Stands() {
			continue
		}
		at := slices.IndexFunc(list, func(other decided) bool { return sameDecision(other.Decision, item.Decision) })
		if at < 0 {
			of := func(c model.Check) bool { return c.Version != item.Decision.Version }
			list = append(list, decided{item.Decision, item.State, []int{i}, slices.DeleteFunc(slices.Clone(item.Checks), of)})
			continue
		}
		list[at].Hits = append(list[at].Hits, i)
	}
	return list
}

// sameDecision reports whether two versions are of one decision: written by one
// act of an officer for the records of one event.
func sameDecision(a, b *model.Decision) bool {
	return a.Kind == b.Kind && a.At.Equal(b.At) && a.Officer == b.Officer && a.Sections == b.Sections && a.Digest == b.Digest
}

// incidentRefs are the incident_refs of records of a case.
func incidentRefs(c *model.Case, records []int) []string {
	refs := make([]string, len(records))
	for k, i := range records {
		refs[k] = c.Facts(i).Text(model.IncidentRef)
	}
	return refs
}
