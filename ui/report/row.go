package report

import (
	"fmt"
	"strconv"
	"strings"

	"gd8/model"
)

// Age is an age as a column of a table has it; blank where it is not known, which
// is below 0.
func Age(age int) string {
	if age < 0 {
		return ""
	}
	return strconv.Itoa(age)
}

// Outcome is an outcome code as a column of a table has it, such as O21; blank for
// none.
func Outcome(o model.Outcome) string {
	if o == model.NoOutcome {
		return ""
	}
	return "O" + o.String()
}

// Remarks are what an officer wants to know of an incident beside its verdict.
func Remarks(toConfirm model.FieldSet, flags model.FlagSet, events int) string {
	var parts []string
	if n := toConfirm.Len(); n > 0 {
		parts = append(parts, fmt.Sprintf("%d to confirm", n))
	}
	if events > 1 {
		parts = append(parts, fmt.Sprintf("%d incidents", events))
	}
	for _, f := range flags.Flags() {
		parts = append(parts, strings.ToLower(f.Title()))
	}
	return strings.Join(parts, ", ")
}
