package program

import (
	"fmt"

	"gd8/store"
	"gd8/ui/command/output"
)

// Named are the references by which an officer names an incident.
type Named struct {
	Incident            string
	Application, Person *string // nil where the flag was not given
}

// Find is the one record that an officer names. Where there are several, showing
// which is a consultation of them.
func (p *Run) Find(s *store.Store, actor store.Actor, f Named) (store.Number, error) {
	rows, err := s.Find(f.Incident, f.Application, f.Person)
	if err != nil {
		return 0, err
	}
	switch {
	case len(rows) == 1:
		return rows[0].Number, nil
	case len(rows) == 0 && (f.Application != nil || f.Person != nil):
		return 0, fmt.Errorf("there is no incident %q of that application and individual in the store; leave --application and --person out, or see gd8 list", f.Incident)
	case len(rows) == 0:
		return 0, fmt.Errorf("there is no incident %q in the store; see gd8 list for those there are", f.Incident)
	}
	if err := s.ConsultMany(actor, "show", "a reference of several incidents", len(rows)); err != nil {
		return 0, err
	}
	look := p.ErrorLook()
	var lines []string
	for _, row := range rows {
		lines = append(lines, fmt.Sprintf("  --application %s --person %s   %s", output.ShellWord(look, row.Key.Application), output.ShellWord(look, row.Key.Person), look.SafeLine(row.Offence)))
	}
	return 0, WithLines(fmt.Errorf("%s names %d incidents; choose one with --application and --person", look.SafeLine(f.Incident), len(rows)), lines)
}
