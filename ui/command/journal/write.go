package journal

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/export"
	"gd8/store/safecsv"
	"gd8/ui/report"
)

// erasedText stands where a reference or text was erased.
const erasedText = "(erased)"

// journalRow is an entry as JSON and CSV give it; times are UTC.
type journalRow struct {
	Entry     uint64       `json:"entry"`
	Time      string       `json:"time"`
	Previous  string       `json:"previous_time"` // of the entry before, where it is later: a clock was wrong; else blank
	Officer   string       `json:"officer"`
	Purpose   string       `json:"purpose"`
	Sitting   string       `json:"sitting"`
	Operation string       `json:"operation"`
	Action    string       `json:"action"`
	Records   []journalKey `json:"records"`
	Count     int          `json:"count"`
	Recipient string       `json:"recipient"`
	Detail    string       `json:"detail"`
	// Of an entry from which on the store is another: how that came, and its
	// incarnation from there on. Blank in most.
	Origin      string `json:"origin"`
	Incarnation string `json:"incarnation"`
}

type journalKey struct {
	ApplicationRef string `json:"application_ref"`
	PersonRef      string `json:"person_ref"`
	IncidentRef    string `json:"incident_ref"`
	Erased         bool   `json:"erased"`
}

func journalRowOf(e *store.Entry) journalRow {
	r := journalRow{
		Entry: e.Number, Time: e.At.UTC().Format(time.RFC3339Nano), Officer: e.Officer, Purpose: e.Purpose, Sitting: e.Sitting,
		Operation: string(e.Operation), Action: e.Action, Count: e.Count, Recipient: e.Recipient, Detail: e.Detail,
		Records: make([]journalKey, len(e.Keys)),
	}
	if o := e.Origin; o != nil {
		r.Origin, r.Incarnation = o.How.String(), o.Life()
	}
	if !e.PreviousAt.IsZero() {
		r.Previous = e.PreviousAt.UTC().Format(time.RFC3339Nano)
	}
	for i, k := range e.Keys {
		r.Records[i] = journalKey{ApplicationRef: k.Application, PersonRef: k.Person, IncidentRef: k.Incident}
		if k == (model.Key{}) {
			r.Records[i] = journalKey{erasedText, erasedText, erasedText, true}
		}
	}
	purpose, recipient, detail := e.ErasedTexts()
	for _, t := range []struct {
		erased bool
		text   *string
	}{{purpose, &r.Purpose}, {recipient, &r.Recipient}, {detail, &r.Detail}} {
		if t.erased {
			*t.text = erasedText
		}
	}
	return r
}

// writeJournal writes the entries that each gives.
func (p commands) writeJournal(w *bufio.Writer, f *journalFlags, each func(func(*store.Entry) error) error) error {
	switch f.format.Value {
	case "json":
		array := export.NewArray(w)
		if err := each(func(e *store.Entry) error { return array.Add(journalRowOf(e)) }); err != nil {
			return err
		}
		return array.Close()
	case "csv":
		return p.journalCSV(w, each)
	}
	return p.journalTable(w, f.every, each)
}

func (p commands) journalCSV(w *bufio.Writer, each func(func(*store.Entry) error) error) error {
	show := p.CellShower()
	table := csv.NewWriter(w)
	write := func(cells ...string) error {
		for i, cell := range cells {
			if show != nil {
				cell = show(cell)
			}
			cells[i] = safecsv.Cell(cell)
		}
		return table.Write(cells)
	}
	err := write("entry", "time", "previous_time", "officer", "purpose", "sitting", "operation", "action",
		"application_refs", "person_refs", "incident_refs", "count", "recipient", "detail", "origin", "incarnation")
	if err != nil {
		return err
	}
	err = each(func(e *store.Entry) error {
		r := journalRowOf(e)
		var applications, persons, incidents []string
		for _, k := range r.Records {
			applications = append(applications, k.ApplicationRef)
			persons = append(persons, k.PersonRef)
			incidents = append(incidents, k.IncidentRef)
		}
		return write(strconv.FormatUint(r.Entry, 10), r.Time, r.Previous, r.Officer, r.Purpose, r.Sitting, r.Operation, r.Action,
			strings.Join(applications, "\n"), strings.Join(persons, "\n"), strings.Join(incidents, "\n"),
			strconv.Itoa(r.Count), r.Recipient, r.Detail, r.Origin, r.Incarnation)
	})
	if err != nil {
		return err
	}
	table.Flush()
	return table.Error()
}

// namedRecords is how many records an entry of the table names; JSON and CSV
// name all that the entry does.
const namedRecords = 3

func (r *journalRow) recordsText() string {
	if len(r.Records) == 0 {
		if r.Count == 0 {
			return ""
		}
		return strconv.Itoa(r.Count)
	}
	var names []string
	for _, k := range r.Records[:min(len(r.Records), namedRecords)] {
		name := k.IncidentRef
		if !k.Erased {
			name += " of " + k.PersonRef
		}
		names = append(names, name)
	}
	if more := len(r.Records) - namedRecords; more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	return strings.Join(names, ", ")
}

func (r *journalRow) remarks(e *store.Entry, zone *time.Location) string {
	var parts []string
	if r.Recipient != "" {
		parts = append(parts, "to "+r.Recipient)
	}
	if r.Detail != "" {
		parts = append(parts, r.Detail)
	}
	if e.Origin != nil {
		parts = append(parts, report.StoreOrigin(e.Origin, zone))
	}
	if !e.PreviousAt.IsZero() {
		parts = append(parts, "the entry before it is dated later, "+e.PreviousAt.In(zone).Format("2006-01-02 15:04:05 MST")+": a clock was wrong")
	}
	return strings.Join(parts, "; ")
}
