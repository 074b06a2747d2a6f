package mapping

import (
	"errors"
	"fmt"
	"strings"

	"gd8/model"
	"gd8/store/intake/fields"
	"gd8/store/intake/problem"
)

// Constant is a value that a field has in every row.
type Constant struct {
	Field model.Field
	Value string
}

// check says why a field cannot have a value in every row.
func (c Constant) check() error {
	next := "gd8 takes a value for every row, such as application_ref = \"F001\""
	if c.Field == model.IncidentRef {
		return &problem.FileError{Message: "incident_ref cannot be the same in every row: the rows would be one incident", Next: "map the column that holds it"}
	}
	// A date is not bounded here: it is when a file is read.
	value, err := model.Canonical(c.Field, c.Value, farAway)
	if err != nil {
		return &problem.FileError{Message: fmt.Sprintf("%s cannot be %s: %s", c.Field.Name(), problem.Quote(c.Value), fields.Problem(err)), Next: next}
	}
	if value == "" {
		return &problem.FileError{Message: c.Field.Name() + " is set to nothing", Next: next}
	}
	return nil
}

// ParseConstant reads a constant as an officer gives it on the command line:
// application_ref=F001.
func ParseConstant(s string) (Constant, error) {
	name, value, found := strings.Cut(s, "=")
	if !found {
		return Constant{}, fmt.Errorf("%s has no =; gd8 takes FIELD=VALUE, such as application_ref=F001", problem.Quote(s))
	}
	field, ok := fields.Named(fields.Key(name))
	if !ok {
		return Constant{}, fmt.Errorf("gd8 has no field %s; its fields are %s", problem.Quote(strings.TrimSpace(name)), strings.Join(fields.All.Names(), ", "))
	}
	c := Constant{field, strings.TrimSpace(value)}
	var file *problem.FileError
	if err := c.check(); errors.As(err, &file) {
		return c, fmt.Errorf("%s; %s", file.Message, file.Next)
	}
	return c, nil
}
