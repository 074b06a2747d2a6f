package export

import (
	"crypto/sha256"
	_ "embed" // the page and its style
	"encoding/base64"
	"html/template"
	"io"
	"strings"
	"time"

	"gd8/model"
	"gd8/store"
)

// DefaultMarking is the security marking of a record, top and bottom.
const DefaultMarking = "OFFICIAL-SENSITIVE"

// Record is what one AT2 record is written from: an application with its
// individuals, or, where the application_ref is blank, one individual.
type Record struct {
	Marking     string
	Application string
	Individuals []Individual // each a case; at least one
	// Others is how many individuals of the application the record leaves
	// out, because one was asked for by name.
	Others  int
	Written Written
}

// Written says who had a record written, for whom, and when.
type Written struct {
	Officer    string
	Purpose    string // may be blank
	Recipient  string
	At         time.Time // in the location whose time the record shows
	Checkpoint store.Checkpoint
}

// Individual is one individual of a record.
type Individual struct {
	*store.Dossier
	Withdrawn []Withdrawal
	// Incomplete are the officer's answers for records known to be missing,
	// beside Case.Records; the zero Answer where there is none.
	Incomplete []model.Answer
}

// Withdrawal is a record, entered by hand, that no longer counts.
type Withdrawal struct {
	Incident string
	By       string
	At       time.Time
	Reason   string // blank only where a damaged store has lost it
}

var (
	//go:embed at2.html
	at2Page string
	//go:embed at2.css
	at2Style string
)

// at2Policy lets the page load nothing and run nothing. The one style it may
// have is its own, by hash: a style that came in with a text would not match.
var at2Policy = func() string {
	hash := sha256.Sum256([]byte(at2Style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(hash[:]) +
		"'; base-uri 'none'; form-action 'none'"
}()

var at2Template = template.Must(template.New("at2").Funcs(template.FuncMap{
	"segments": segments,
	"visible":  visible,
}).Parse(stripped(at2Page)))

// stripped takes the indentation of the template's lines away, which a reader
// of the source needs and the page does not.
func stripped(page string) string {
	var b strings.Builder
	for line := range strings.Lines(page) {
		b.WriteString(strings.TrimLeft(line, " "))
	}
	return b.String()
}

// WriteAT2 writes the AT2 record as one HTML page that needs nothing beside
// it: it opens in a browser and in Word, prints on A4, runs nothing and loads
// nothing. The page is well-formed XML as well. w should be buffered.
func WriteAT2(w io.Writer, r Record) error {
	return at2Template.Execute(w, pageOf(&r))
}
