package incidents

import (
	"bufio"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gd8/model"
	"gd8/store"
	"gd8/store/export"
	"gd8/store/queue"
	"gd8/ui/command/output"
	"gd8/ui/command/program"
	"gd8/ui/command/usage"
	"gd8/ui/report"
	"gd8/ui/session"
)

func (p commands) summaryCommand() *cobra.Command {
	format := usage.FirstOf("text", "json", "csv", "html")
	var figures figuresFlags
	c := &cobra.Command{
		Use:   "summary",
		Short: "Say how far the work is and what is left",
		Long: `summary gives what s shows in the review: the decisions that stand by kind, what
needs attention by verdict, what is out of date, and what is deferred or awaits
representations, with what each waits for and until when.

It also says how long you take over an incident: the median from opening to
deciding, and how long half of your decisions took, of this store's sittings;
and at that pace how long what is left would take. With fewer than ten timed
decisions it says that there is too little to go by.

Where it names deferred incidents, that is written into the journal as one
consultation.

With --from, --to or --by month it gives what a unit reports of a span of time
instead: decisions by kind, the verdicts then, how old cases were at decision,
what is out of date, what is waited for and which answers override the source, and
why. They name no one. --format html is a page to print, with bar charts; in a
folder that --output names, the file gets a name that says what it is.`,
		Example: `  gd8 summary
  gd8 summary --format json
  gd8 summary --from 2026-01-01 --to 2026-06-30 --by month
  gd8 summary --from 2026-01-01 --by month --format html --output figures.html`,
		Args: usage.None,
		RunE: func(c *cobra.Command, _ []string) error {
			if figures.wanted() {
				return p.figures(c, &figures, format.Value)
			}
			if format.Value == "csv" || format.Value == "html" || figures.target.Named() {
				return usage.Errorf(c, "--format csv and html and --output are for the figures of a span: give --from DATE")
			}
			return p.WithStore(func(s *store.Store, actor store.Actor) error { return p.summary(s, actor, format.Value) })
		},
	}
	usage.AddFormat(c, &format)
	figures.add(c)
	return c
}

func (p commands) summary(s *store.Store, actor store.Actor, format string) error {
	sit, err := session.New(s, actor.Officer, actor.Purpose) // which keeps nothing by itself
	if err != nil {
		return err
	}
	said, err := sit.Summary()
	if err != nil {
		return err
	}
	if len(said.Waiting) > 0 {
		if err := program.Consult(s, actor, "summary", "deferred", len(said.Waiting)); err != nil {
			return err
		}
	}
	return p.ToOutput(func(w *bufio.Writer) error {
		if format == "json" {
			return export.WriteObject(w, summed(said))
		}
		printSummary(p.NewPage(w), said)
		return nil
	})
}

// printSummary writes what the review's summary shows, without what is of a sitting.
func printSummary(g *output.Page, s *session.Summary) {
	for _, said := range s.Work() {
		g.Text("", 0, said)
	}
	for _, c := range s.Charts() {
		g.Heading(c.Title)
		g.Chart(g.Look.Bars(c.Labels, c.Counts, g.Width-2))
	}
	g.Heading(s.DescribeDeferred())
	for i := range s.Waiting {
		g.Text("  "+g.Look.Symbols.Separator, 4, strings.Join(strings.Fields(report.WaitingFor(&s.Waiting[i]).String()), " "))
	}
}

// summedUp is a summary as JSON gives it. Times are seconds; null where too
// little was decided to say.
type summedUp struct {
	Total          int                `json:"total"`
	Done           int                `json:"done"`
	NeedsAttention int                `json:"needs_attention"`
	States         export.Object[int] `json:"states"`
	Decisions      export.Object[int] `json:"decisions"`     // that stand and are not out of date
	VerdictsLeft   export.Object[int] `json:"verdicts_left"` // of what needs attention
	OneFactAway    int                `json:"one_fact_away"` // of what needs attention
	RemindersDue   int                `json:"reminders_due"`
	Deferred       []summedWaiting    `json:"deferred"` // the first of them
	// Representations are those that decided incidents await until a day.
	Representations []summedWaiting `json:"awaiting_representations"`
	Decided         summedPace      `json:"time_per_incident"`
	Left            summedEstimate  `json:"estimate_of_what_is_left"`
}

type summedWaiting struct {
	ApplicationRef string `json:"application_ref"`
	PersonRef      string `json:"person_ref"`
	IncidentRef    string `json:"incident_ref"`
	Remind         string `json:"remind"` // ISO date, blank for none
	Due            bool   `json:"due"`
	Needed         string `json:"needed"`
}

type summedPace struct {
	Timed  int    `json:"timed"`
	Median *int64 `json:"median_seconds"`
	Quick  *int64 `json:"lower_quarter_seconds"`
	Slow   *int64 `json:"upper_quarter_seconds"`
}

type summedEstimate struct {
	From *int64 `json:"from_seconds"`
	To   *int64 `json:"to_seconds"`
}

func summed(s *session.Summary) summedUp {
	left := s.Counts.Filters[queue.FilterAttention]
	up := summedUp{
		Total: s.Counts.Total, Done: s.Counts.Done, NeedsAttention: left, OneFactAway: s.Left.OneFact,
		RemindersDue: s.Counts.RemindersDue, Deferred: []summedWaiting{}, Representations: []summedWaiting{}, Decided: summedPace{Timed: s.Pace.Timed},
	}
	for _, of := range []struct {
		state  model.QueueState
		filter queue.Filter
	}{
		{model.StateOutOfDate, queue.FilterOutOfDate}, {model.StateReturned, queue.FilterReturned}, {model.StateToDo, queue.FilterToDo}, {model.StateDeferred, queue.FilterDeferred},
		{model.StateDecided, queue.FilterDecided}, {model.StateNotRelevant, queue.FilterNotRelevant},
	} {
		up.States = append(up.States, export.Member[int]{Name: of.state.String(), Value: s.Counts.Filters[of.filter]})
	}
	for _, k := range model.DecisionKinds() {
		up.Decisions = append(up.Decisions, export.Member[int]{Name: k.String(), Value: s.Left.Decisions[k]})
	}
	for _, v := range session.VerdictsListed() {
		up.VerdictsLeft = append(up.VerdictsLeft, export.Member[int]{Name: v.String(), Value: s.Left.Verdicts[v]})
	}
	for i := range s.Waiting {
		w := &s.Waiting[i]
		list := &up.Deferred
		if w.State == model.StateDecided {
			list = &up.Representations
		}
		*list = append(*list, summedWaiting{w.Key.Application, w.Key.Person, w.Key.Incident, w.Remind.ISO(), w.Due, w.Needed})
	}
	if from, to, ok := s.Pace.For(left); ok {
		up.Decided.Median, up.Decided.Quick, up.Decided.Slow = seconds(s.Pace.Median), seconds(s.Pace.Quick), seconds(s.Pace.Slow)
		up.Left = summedEstimate{seconds(from), seconds(to)}
	}
	return up
}

func seconds(d time.Duration) *int64 {
	n := int64(d / time.Second)
	return &n
}
