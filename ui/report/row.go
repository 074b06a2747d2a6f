package report

import (
	"strconv"

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
