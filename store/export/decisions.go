package export

import (
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"

	"gd8/model"
	"gd8/store"
	"gd8/store/safecsv"
)

// Decision is one standing decision about one incident, out of date or not, as
// `gd8 export csv|json` gives it to a supervisor.
type Decision struct {
	Identity          // of the incident's first hit; the verdict is as it stood
	Hits     []string `json:"hits"`     // the incident_refs of all hits of the incident that carry it
	Decision string   `json:"decision"` // discard, consider, refer or defer
	State    string   `json:"state"`    // decided, deferred or out_of_date
	Officer  string   `json:"officer"`
	Decided  string   `json:"decided_at"` // RFC 3339, UTC
	Remind   string   `json:"remind"`     // ISO date; blank for none
	*Representations
	Sections Object[string] `json:"sections"` // those that are filled
	Advice   []string       `json:"advice"`   // that stood when the officer saved
	Flags    []string       `json:"flags"`    // as they stood
	Differ   []Differing    `json:"answers_that_differ"`
	Guidance string         `json:"guidance"`
	Version  int            `json:"version"`
}

// Differing is an officer's answer that differs from a value the source
// records. Values are in the form that gd8 keeps.
type Differing struct {
	IncidentRef string `json:"incident_ref"`
	Field       string `json:"field"`
	Source      string `json:"source"`
	Answer      string `json:"answer"` // "" is the answer "not recorded"
	By          string `json:"by"`
	At          string `json:"at"` // RFC 3339, UTC
	Reason      string `json:"reason"`
	Note        string `json:"note"`
}

// Decisions are the standing decisions of a case that keep accepts, in the
// order of their hits, and the keys of the records that carry them.
func Decisions(d *store.Dossier, keep func(*model.Decision) bool) ([]Decision, []model.Key) {
	var list []Decision
	var keys []model.Key
	for _, of := range incidentsOf(d.Case) {
		for _, made := range decisionsOn(d, of) {
			if !keep(made.Decision) {
				continue
			}
			list = append(list, decisionRow(d, &made))
			for _, i := range made.Hits {
				keys = append(keys, d.Case.Facts(i).Key())
			}
		}
	}
	return list, keys
}

func decisionRow(d *store.Dossier, made *decided) Decision {
	row := Decision{
		Identity: identity(d.Case.Facts(made.Hits[0]).Key(), made.Verdict),
		Hits:     incidentRefs(d.Case, made.Hits),
		Decision: made.Kind.String(), State: made.State.String(),
		Officer: made.Officer, Decided: stamp(made.At), Remind: made.Remind.ISO(), Representations: representations(made.Representations),
		Advice:   append([]string{}, made.Advice...),
		Sections: sections(&made.Sections), Flags: made.Flags.Names(),
		Differ: []Differing{}, Guidance: made.Guidance, Version: made.Version,
	}
	for _, i := range made.Hits {
		record := &d.Case.Records[i]
		for _, a := range record.Answers {
			if record.Contradicts(a) {
				row.Differ = append(row.Differ, Differing{
					d.Case.Facts(i).Text(model.IncidentRef), a.Field.Name(),
					record.Source.Get(a.Field), a.Value, a.By, stamp(a.At), a.Reason, a.Note,
				})
			}
		}
	}
	return row
}

// DecisionCSV writes decisions as rows of a table that spreadsheet programs
// open as they should: UTF-8 with a byte order mark, and no cell a formula.
// Lists stand in one cell, a line each. The writer's own Windows line ends are
// not used: they would change the line breaks inside a text.
type DecisionCSV struct{ w *csv.Writer }

// NewDecisionCSV starts a table: a row that says what it is, as wide as the
// others for programs that want them so, and the names of the columns.
func NewDecisionCSV(w io.Writer, top *Top) (*DecisionCSV, error) {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return nil, err
	}
	c := &DecisionCSV{csv.NewWriter(w)}
	header := append([]string{}, identityColumns...)
	header = append(header, "hits", "decision", "state", "officer", "decided_at", "remind", "representations")
	for k := range model.SectionCount {
		header = append(header, k.String())
	}
	header = append(header, "advice", "flags", "answers_that_differ", "guidance", "version")
	first := make([]string, len(header))
	first[0], first[1], first[2] = safecsv.Cell(top.Marking), safecsv.Cell(top.What), safecsv.Cell(top.line())
	return c, errors.Join(c.w.Write(first), c.w.Write(header))
}

// Add writes one decision.
func (c *DecisionCSV) Add(d *Decision) error {
	row := append(d.Identity.cells(), strings.Join(d.Hits, "\n"), d.Decision, d.State, d.Officer, d.Decided, d.Remind, d.Representations.said())
	var texts [model.SectionCount]string
	for _, section := range d.Sections {
		if k, known := model.SectionNamed(section.Name); known {
			texts[k] = section.Value
		}
	}
	row = append(row, texts[:]...)
	differ := make([]string, len(d.Differ))
	for k := range d.Differ {
		differ[k] = d.Differ[k].said()
	}
	row = append(row, strings.Join(d.Advice, "\n"), strings.Join(d.Flags, " "), strings.Join(differ, "\n"), d.Guidance, strconv.Itoa(d.Version))
	for k := range row {
		row[k] = safecsv.Cell(row[k])
	}
	return c.w.Write(row)
}

// Close writes what is buffered.
func (c *DecisionCSV) Close() error {
	c.w.Flush()
	return c.w.Error()
}

// said is the representations as one cell has them.
func (r *Representations) said() string {
	if r == nil {
		return ""
	}
	var parts []string
	for _, of := range [][2]string{{"asked", r.Asked}, {"due", r.Due}, {"received", r.Received}} {
		if of[1] != "" {
			parts = append(parts, of[0]+" "+of[1])
		}
	}
	return strings.Join(parts, ", ")
}

// said is the answer as one cell has it.
func (d *Differing) said() string {
	answer := d.Answer
	if answer == "" {
		answer = notRecorded
	}
	return d.IncidentRef + ": " + d.Field + " is " + d.Source + " in the source, answered " + answer +
		" by " + d.By + " at " + d.At + ", because: " + d.Reason
}
