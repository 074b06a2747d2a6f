package report

import (
	"fmt"
	"strings"
	"time"

	"gd8/model"
	"gd8/store/lapse"
)

// OutOfDateReason says the newest reason why a decision is out of date, and
// how many more there are; events is how many incidents the case has now.
func OutOfDateReason(lapses []lapse.Lapse, events int, zone *time.Location) string {
	if len(lapses) == 0 {
		return ""
	}
	said := DescribeLapse(lapses[0], events, zone)
	if more := len(lapses) - 1; more > 0 {
		said += fmt.Sprintf(" (and %s)", Counted(more, "more change"))
	}
	return said
}

// DescribeLapse says in words what put a decision out of date: "a second
// incident, 14/2299/20, was imported on 3 May 2026". events is how many
// incidents the case has now, zone that of its dates.
func DescribeLapse(l lapse.Lapse, events int, zone *time.Location) string {
	ref := l.Key.Incident
	on := " on " + model.DateOf(l.At.In(zone)).String()
	came := "was imported" + on
	if l.File == "" {
		came = "was entered by " + l.By + on
	}
	switch l.Kind {
	case lapse.Arrived:
		return describeArrival(l, events) + ", " + ref + ", " + came
	case lapse.Elsewhere:
		return "an incident of this individual " + Under(l.Key) + ", " + ref + ", " + came
	case lapse.Withdrawn:
		return ref + " was withdrawn by " + l.By + on
	case lapse.ElsewhereWithdrawn:
		return ref + " " + Under(l.Key) + " was withdrawn by " + l.By + on
	case lapse.Incomplete:
		return "this case was marked incomplete" + on + ": something of it, or of this individual, is known to be missing"
	case lapse.Ruled:
		return "an adjudication of a second opinion by " + l.By + on + " says that it is to be made anew: " + strings.TrimSuffix(l.Reason, ".")
	case lapse.Test:
		return "by the rules as they are now, the test no longer says that the discard applies"
	case lapse.Unknown:
		return "a record of this individual that it rested on is no longer in the store"
	}
	return describeFactChange(l) + on
}

// describeArrival names a record that came to the case.
func describeArrival(l lapse.Lapse, events int) string {
	switch {
	case !l.Counts:
		return "another record, not relevant"
	case l.Joined:
		return "another hit of this event"
	case events == 2:
		return "a second incident"
	}
	return "another incident"
}

// describeFactChange says which facts changed, and by what.
func describeFactChange(l lapse.Lapse) string {
	said := "facts changed: "
	if !l.Own {
		said = "facts of " + l.Key.Incident + " changed: "
	}
	by := " by " + l.By
	switch {
	case l.Kind == lapse.Answered:
		by = "answered" + by
	case l.Kind == lapse.Reopened:
		by = "an answer taken back" + by
	case l.File == "":
		by = "corrected" + by
	default:
		by = "imported"
	}
	return said + firstNames(l.Fields) + ", " + by
}

// mostNamed is how many facts a reason names before it counts the others.
const mostNamed = 3

func firstNames(set model.FieldSet) string {
	var names []string
	for _, f := range set.Fields() {
		names = append(names, strings.ToLower(f.Title()))
	}
	if more := len(names) - mostNamed; more > 0 {
		return strings.Join(names[:mostNamed], ", ") + " and " + Counted(more, "more fact")
	}
	return strings.Join(names, ", ")
}
