package session

import (
	"testing"

	"gd8/model"
)

func TestTheLineOnRepresentationsTakesUpToThreeDates(t *testing.T) {
	june := func(day int) model.Date { return model.NewDate(2026, 6, day) }
	for typed, want := range map[string]model.Representations{
		"":                                   {},
		"  ":                                 {},
		"1 June 2026":                        {Asked: june(1)},
		"1 June 2026, 15 June 2026":          {Asked: june(1), Due: june(15)},
		"2026-06-01; 2026-06-15; 2026-06-10": {Asked: june(1), Due: june(15), Received: june(10)},
		"asked 1 June 2026, received 10 June 2026":                  {Asked: june(1), Received: june(10)},
		"Asked 1 June 2026, due 15 June 2026, received 9 June 2026": {Asked: june(1), Due: june(15), Received: june(9)},
		"1 June 2026, -, 10 June 2026":                              {Asked: june(1), Received: june(10)},
	} {
		got, err := ParseRepresentations(typed)
		if err != nil || got != want {
			t.Errorf("%q: %+v, %v", typed, got, err)
		}
		if back, err := ParseRepresentations(representationsText(got)); err != nil || back != got {
			t.Errorf("%q is written %q and read back as %+v, %v", typed, representationsText(got), back, err)
		}
	}
	for _, typed := range []string{"soon", "1 June 2026, soon", "1 June 2026, 2 June 2026, 3 June 2026, 4 June 2026", "asked 1 June 2026, asked 2 June 2026", "32 June 2026"} {
		if got, err := ParseRepresentations(typed); err == nil {
			t.Errorf("%q is read as %+v", typed, got)
		}
	}
}
