package export

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"gd8/model"
	"gd8/store/safecsv"
)

// CSV writes records as rows of a table. Lists stand in one cell, separated by
// a space; an age that is not known is a blank cell.
type CSV struct {
	w    *csv.Writer
	show func(string) string
}

// NewCSV starts a table. show is what is done to a text before it is written,
// as for a terminal; nil is nothing.
func NewCSV(w io.Writer, show func(string) string) *CSV {
	if show == nil {
		show = func(s string) string { return s }
	}
	return &CSV{csv.NewWriter(w), show}
}

var (
	identityColumns = []string{"application_ref", "person_ref", "incident_ref", "verdict"}
	findingsColumns = []string{"to_confirm", "one_fact", "flags", "events", "age_then", "decisions"}
	standingColumns = []string{"state", "decision"}
)

// ListedHeader writes the names of Listed's columns.
func (c *CSV) ListedHeader() error {
	return c.write(identityColumns, findingsColumns, standingColumns)
}

// Listed writes one record of the queue.
func (c *CSV) Listed(l *Listed) error {
	return c.write(l.Identity.cells(), l.Findings.cells(), []string{l.State, l.Decision})
}

// AssessedHeader writes the names of Assessed's columns. The state of a
// criterion has the criterion's name and _state behind it: some of the names
// are also those of facts.
func (c *CSV) AssessedHeader() error {
	return c.write(identityColumns, criterionColumns(), findingsColumns)
}

// Assessed writes one assessed record.
func (c *CSV) Assessed(a *Assessed) error {
	states := make([]string, len(a.Criteria))
	for i := range a.Criteria {
		states[i] = a.Criteria[i].State
	}
	return c.write(a.Identity.cells(), states, a.Findings.cells())
}

// Flush writes what is buffered.
func (c *CSV) Flush() error {
	c.w.Flush()
	return c.w.Error()
}

func (c *CSV) write(parts ...[]string) error {
	var row []string
	for _, part := range parts {
		for _, cell := range part {
			row = append(row, safecsv.Cell(c.show(cell)))
		}
	}
	return c.w.Write(row)
}

func (i *Identity) cells() []string {
	return []string{i.ApplicationRef, i.PersonRef, i.IncidentRef, i.Verdict}
}

func (f *Findings) cells() []string {
	age := ""
	if f.AgeThen != nil {
		age = strconv.Itoa(*f.AgeThen)
	}
	return []string{
		strings.Join(f.ToConfirm, " "), f.OneFact, strings.Join(f.Flags, " "),
		strconv.Itoa(f.Events), age, strings.Join(f.Decisions, " "),
	}
}

func criterionColumns() []string {
	names := make([]string, model.CriterionCount)
	for k := range names {
		names[k] = model.CriterionID(k).String() + "_state"
	}
	return names
}
