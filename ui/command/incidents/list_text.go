package incidents

import (
	"bufio"
	"fmt"
	"strings"

	"gd8/store"
	"gd8/ui/report"
	"gd8/ui/term"
)

// listedText writes each incident as a paragraph: to a screen reader a column
// is a number without its heading.
func (p commands) listedText(w *bufio.Writer, s *store.Store, numbers []store.Number) error {
	look := p.Look(p.Out)
	at := 0
	err := eachRow(s, numbers, func(row *store.Row) error {
		at++
		for _, line := range term.Wrap(look.SafeLine(p.inSentences(s, row, at, len(numbers))), p.LineWidth()) {
			if _, err := fmt.Fprintln(w, line); err != nil {
				return err
			}
		}
		_, err := fmt.Fprintln(w)
		return err
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(w, report.Counted(len(numbers), "incident")+".")
	return err
}

// inSentences says of an incident what a row of the table does.
func (p commands) inSentences(s *store.Store, row *store.Row, at, of int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d of %d. Incident %s, individual %s", at, of, row.Key.Incident, row.Key.Person)
	if row.Key.Application != "" {
		fmt.Fprintf(&b, ", application %s", row.Key.Application)
	}
	b.WriteString(". ")
	if row.IncidentDate.Known() {
		fmt.Fprintf(&b, "Date %s. ", row.IncidentDate)
	}
	if row.AgeThen >= 0 {
		fmt.Fprintf(&b, "Age %d. ", row.AgeThen)
	}
	if outcome := report.Outcome(row.Outcome); outcome != "" {
		fmt.Fprintf(&b, "Outcome %s. ", strings.TrimPrefix(outcome, "O"))
	}
	fmt.Fprintf(&b, "State: %s. Verdict: %s.", row.State.Title(), row.Verdict.Title())
	if decision := row.Decision.String(); decision != "" {
		fmt.Fprintf(&b, " Decision: %s.", decision)
	}
	if remarks := joined(reminded(row, s.Today()), report.Remarks(row.ToConfirm, row.Flags, row.Events)); remarks != "" {
		fmt.Fprintf(&b, " Remarks: %s.", remarks)
	}
	return b.String()
}
