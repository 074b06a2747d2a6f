package line

import (
	"testing"
	"time"
)

func TestAClockThatIsOffIsAskedAboutOnceAtTheStart(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", "person_ref,incident_ref,outcome\nP-1,CR/1,21\n")
	r.at = r.at.AddDate(-2, 0, 0)
	said := r.say("no")
	holds(t, said, "This computer's clock says 4 May 2024, 09:00; the newest entry in the store is of 4 May 2026, 09:00.", "Is the clock right? yes or no: no", "set the computer's clock")
	lacks(t, said, "CR/1")
	holds(t, r.say("yes", "quit"), "Is the clock right? yes or no: yes", "CR/1")
	lacks(t, r.say("quit"), "Is the clock right")
	r.at = r.at.Add(25 * time.Hour)
	holds(t, r.say("yes", "quit"), "Is the clock right")
}
