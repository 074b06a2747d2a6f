package exports

import (
	"io"

	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/store/export"
	"gd8/ui/command/usage"
)

// pageKind is a kind of page that leaves gd8: what it is called, and how one is
// written.
type pageKind struct {
	noun   string // in a count, such as "2 AT2 records"
	prefix string // of a file's name
	write  func(io.Writer, export.Record) error
	// holds reports whether there is anything to write of some individuals;
	// none is what is said where there is not.
	holds func([]export.Individual) bool
	none  error
}

var (
	recordPages   = &pageKind{"AT2 record", "AT2-record", export.WriteAT2, func([]export.Individual) bool { return true }, store.ErrNoCase}
	briefingPages = &pageKind{"briefing", "Briefing", export.WriteBriefing, export.Briefs, export.ErrNothingToBrief}
)

func (p commands) exportAT2Command(shared *exportFlags) *cobra.Command {
	f := pageFlags{exportFlags: shared, kind: recordPages}
	c := &cobra.Command{
		Use:   "at2",
		Short: "Write the AT2 record of an application, or of every one",
		Long: `at2 writes one page for an application: the form's header, the Hit Relevance Table
of each individual, the decisions with their rationale and the test as it stood,
every officer's answer with its reason, the systems searched and the journal's
checkpoint. The page opens in a browser and in Word, prints on A4, and loads and
runs nothing. Who created it, and when, are those of the decisions; who exported
it stands at its end. Hits that are not relevant are named with the reason alone,
or left out with --relevant-only.

A record without an application_ref needs --person, as strangers never share a
page; --person also narrows an application to one individual. Where --to names a
folder that is there, the page gets a name that says what it is. With --all, --to
is always a folder: one page an application goes into it, and one page an
individual where no application is recorded.

Without --purpose the purpose of your last sitting is taken.`,
		Example: `  gd8 export at2 --application APP-417 --recipient "Insp. Lane" --to APP-417.html
  gd8 export at2 --person P-118 --recipient "Insp. Lane" --to P-118.html
  gd8 export at2 --all --recipient "Disclosure Unit" --to records`,
		Args: usage.None,
		RunE: func(c *cobra.Command, _ []string) error { return p.exportPages(c, &f) },
	}
	f.add(c)
	c.Flags().BoolVar(&f.relevantOnly, "relevant-only", false, "leave out which hits were searched and are not relevant")
	return c
}

func (p commands) exportBriefingCommand(shared *exportFlags) *cobra.Command {
	f := pageFlags{exportFlags: shared, kind: briefingPages}
	c := &cobra.Command{
		Use:   "briefing",
		Short: "Write a briefing for the Decision Maker",
		Long: `briefing writes what a researcher hands to a Decision Maker: for each incident of
an application on which no discard stands the facts, the criteria with state and
basis, why it was not discarded, what was searched, what is not known, and the
arguments that an officer has written. The headings of the framework's rationale
form (MP7a, boxes 3 to 6) stand on it as places to fill, which gd8 never fills.

The page opens in a browser and in Word, prints on A4, and loads and runs nothing.
A record without an application_ref needs --person. With --all, --to names a
folder, into which one briefing an application goes.

Without --purpose the purpose of your last sitting is taken.`,
		Example: `  gd8 export briefing --application APP-417 --recipient "DM Shaw" --to briefings
  gd8 export briefing --application APP-417 --person P-118 --recipient "DM Shaw" --to P-118.html`,
		Args: usage.None,
		RunE: func(c *cobra.Command, _ []string) error { return p.exportPages(c, &f) },
	}
	f.add(c)
	return c
}
