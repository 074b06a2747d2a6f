package report

import (
	"strings"
	"testing"
	"time"

	"gd8/model"
	"gd8/store/lapse"
)

func TestEveryLapseIsDescribedInWords(t *testing.T) {
	at := time.Date(2026, 5, 3, 23, 30, 0, 0, time.UTC)
	key := model.Key{Application: "A-2", Person: "P", Incident: "CR/2"}
	summer := time.FixedZone("BST", 3600)
	for want, l := range map[string]lapse.Lapse{
		"a second incident, CR/2, was imported on 4 May 2026":                                                             {Kind: lapse.Arrived, Counts: true, File: "f.csv"},
		"another hit of this event, CR/2, was imported on 4 May 2026":                                                     {Kind: lapse.Arrived, Counts: true, Joined: true, File: "f.csv"},
		"another record, not relevant, CR/2, was entered by B on 4 May 2026":                                              {Kind: lapse.Arrived},
		"an incident of this individual under application A-2, CR/2, was imported on 4 May 2026":                          {Kind: lapse.Elsewhere, File: "f.csv"},
		"CR/2 was withdrawn by B on 4 May 2026":                                                                           {Kind: lapse.Withdrawn},
		"CR/2 under application A-2 was withdrawn by B on 4 May 2026":                                                     {Kind: lapse.ElsewhereWithdrawn},
		"facts of CR/2 changed: outcome, imported on 4 May 2026":                                                          {Kind: lapse.Changed, File: "f.csv", Fields: model.SetOf(model.OutcomeCode)},
		"facts changed: outcome, corrected by B on 4 May 2026":                                                            {Kind: lapse.Changed, Own: true, Fields: model.SetOf(model.OutcomeCode)},
		"facts changed: outcome, answered by B on 4 May 2026":                                                             {Kind: lapse.Answered, Own: true, Fields: model.SetOf(model.OutcomeCode)},
		"facts changed: abusive, an answer taken back by B on 4 May 2026":                                                 {Kind: lapse.Reopened, Own: true, Fields: model.SetOf(model.Abusive)},
		"facts changed: abusive, exploitation, grooming and 1 more fact, answered by B on 4 May 2026":                     {Kind: lapse.Answered, Own: true, Fields: model.SetOf(model.Abusive, model.Exploitation, model.Grooming, model.Summary)},
		"this case was marked incomplete on 4 May 2026: something of it, or of this individual, is known to be missing":   {Kind: lapse.Incomplete},
		"by the rules as they are now, the test no longer says that the discard applies":                                  {Kind: lapse.Test},
		"an adjudication of a second opinion by B on 4 May 2026 says that it is to be made anew: the letter was not read": {Kind: lapse.Ruled, Reason: "the letter was not read"},
		"a record of this individual that it rested on is no longer in the store":                                         {Kind: lapse.Unknown},
	} {
		l.At, l.By, l.Key = at, "B", key
		if got := DescribeLapse(l, 2, summer); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := DescribeLapse(lapse.Lapse{Kind: lapse.Arrived, Counts: true, Key: key, At: at, File: "f"}, 3, summer); !strings.HasPrefix(got, "another incident, CR/2") {
		t.Errorf("of three incidents: %q", got)
	}
}
