package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Top is what stands at the top of an export that is not a page: what it is, its
// marking, who had it written and for whom.
type Top struct {
	What    string // such as "Decisions"
	Marking string
	Count   int
	Written Written
}

// line is the top in one line.
func (t *Top) line() string {
	w := &t.Written
	return fmt.Sprintf("%d; exported with gd8 by %s for %s, %s", t.Count, w.Officer, w.Recipient, moment(w.At, w.At.Location()))
}

// topObject is the top in JSON.
type topObject struct {
	What       string `json:"what"`
	Marking    string `json:"marking"`
	ExportedBy string `json:"exported_by"`
	ExportedAt string `json:"exported_at"` // RFC 3339, UTC
	Recipient  string `json:"recipient"`
	Purpose    string `json:"purpose"`
	Checkpoint string `json:"checkpoint"`
	Count      int    `json:"count"`
}

// NewDocument starts a JSON object that says what it is and ends with an array,
// under the name of what is in it.
func NewDocument(w io.Writer, top *Top) (*Array, error) {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	by := &top.Written
	err := e.Encode(topObject{
		top.What, top.Marking, by.Officer, stamp(by.At), by.Recipient, by.Purpose,
		strings.TrimSpace(by.Checkpoint.String()), top.Count,
	})
	if err != nil {
		return nil, err
	}
	head := bytes.TrimSuffix(withoutLineEnd(text.Bytes()), []byte("}"))
	head = fmt.Appendf(head, ",\n%q:", strings.ToLower(top.What))
	a := NewArray(w)
	a.after = "}"
	_, err = w.Write(escapeHidden(head))
	return a, err
}
