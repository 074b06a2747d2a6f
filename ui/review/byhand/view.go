package byhand

import (
	"fmt"

	"gd8/model"
	"gd8/ui/review/desk"
	"gd8/ui/review/incident"
	"gd8/ui/term"
)

// View draws the form: the fields around the one in hand, and what that takes or why
// it was refused.
func (f *Form) View(width, height int) []string {
	title := "Add an incident by hand"
	if f.of != "" {
		title = "Add another hit of " + f.of
	}
	if f.number != 0 {
		title = "Correct the record " + f.Look.SafeLine(f.Incident.Key().Incident) + ", entered by hand"
	}
	n := len(f.fields)
	if f.reason != nil {
		n++
	}
	lines := []string{f.Look.Render(term.Title, title) + f.Look.Render(term.Dim, fmt.Sprintf("  field %d of %d", f.at+1, n))}
	var foot []string
	if f.problem != "" {
		foot = f.Hanging(term.Error, f.Look.Symbols.Error+" ", f.problem, width)
	} else if f.at < len(f.fields) {
		foot = f.Paragraph(term.Dim, f.Look.SafeLine(formHint(f.fields[f.at])), width)
	}
	room := max(height-1-len(foot), 2)
	tall := 1
	if f.Long() {
		tall = min(max(room/2, 3), 8)
	}
	from := min(max(f.at-(room-tall)/2, 0), max(n-(room-tall+1), 0))
	for i := from; i < n && len(lines) <= room; i++ {
		lines = append(lines, f.line(i, width, tall)...)
	}
	return desk.Indent(append(desk.Exactly(lines, height-len(foot)), foot...))
}

func (f *Form) line(i, width, tall int) []string {
	name, e := "Reason of the correction", f.reason
	if f.number == 0 {
		name = "Why it comes again"
	}
	if i < len(f.fields) {
		name, e = f.fields[i].Title(), f.texts[i]
		if f.fields[i] == model.PersonRef || f.fields[i] == model.IncidentRef {
			name += " (required)"
		}
	}
	mark, height := f.Look.Symbols.NoCursor, 1
	if i == f.at {
		mark, height = f.Look.Symbols.Cursor, tall
	}
	e.SetSize(max(width-27, 12), height)
	text := e.View(i == f.at)
	for k := range text {
		label := ""
		if k == 0 {
			label = mark + " " + name
		}
		text[k] = f.Look.Fit(label, 26) + " " + text[k]
	}
	return text
}

// formHint says what a field takes.
func formHint(f model.Field) string {
	switch {
	case f == model.PersonRef:
		return "The reference of the individual in your records: every record of the same individual has the same."
	case f == model.IncidentRef:
		return "The reference of this hit, such as the crime number."
	case f == model.ApplicationRef:
		return "The reference of the Enhanced DBS application; blank where there is none."
	case f.Kind() == model.KindTri:
		return "gd8 takes " + model.AcceptedTri + "; blank is not recorded."
	case f.Kind() == model.KindLong:
		return "What happened, in words. Enter is a line break here; tab goes on."
	}
	return incident.Accepted(f)
}
