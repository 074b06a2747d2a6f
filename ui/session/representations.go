package session

import (
	"errors"
	"fmt"
	"strings"

	"gd8/model"
	"gd8/ui/report"
)

// errRepresentations says how the line on representations is typed.
var errRepresentations = errors.New(`gd8 takes up to three dates in this order: asked for, due, received, such as "1 June 2026, 15 June 2026"`)

// ParseRepresentations reads the line on representations: the dates on which
// they were asked for, are due and were received, with a comma between, each
// with its word or in that order. Blank is none.
func ParseRepresentations(typed string) (model.Representations, error) {
	var r model.Representations
	dates := []*model.Date{&r.Asked, &r.Due, &r.Received}
	names := []string{"asked", "due", "received"}
	parts := strings.FieldsFunc(typed, func(c rune) bool { return c == ',' || c == ';' })
	if len(parts) > len(dates) {
		return r, errRepresentations
	}
	for k, part := range parts {
		part = strings.TrimSpace(part)
		for n, name := range names {
			if rest, named := strings.CutPrefix(strings.ToLower(part), name+" "); named {
				k, part = n, part[len(part)-len(rest):]
			}
		}
		day, err := model.ParseDate(strings.TrimSpace(strings.TrimPrefix(part, "-")))
		switch {
		case err != nil:
			return model.Representations{}, fmt.Errorf("%w; %w", err, errRepresentations)
		case day.Known() && dates[k].Known():
			return model.Representations{}, fmt.Errorf("%s stands twice; %w", names[k], errRepresentations)
		case day.Known():
			*dates[k] = day
		}
	}
	return r, nil
}

// representationsText is what ParseRepresentations reads back.
func representationsText(r model.Representations) string {
	if r == (model.Representations{}) {
		return ""
	}
	return report.DescribeRepresentations(r)
}
