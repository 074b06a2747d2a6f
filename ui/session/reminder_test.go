package session

import "testing"

func TestRemindersTakeDatesDaysAndSpans(t *testing.T) {
	b := newBench(t) // on 4 May 2026
	for typed, want := range map[string]string{
		"":            "",
		"1 June 2026": "1 June 2026",
		"7 Dec":       "7 December 2026",
		"4 May":       "4 May 2027",
		"3 May":       "3 May 2027",
		"29 Feb":      "29 February 2028",
		"+7":          "11 May 2026",
		"+ 1":         "5 May 2026",
		"2w":          "18 May 2026",
		"+2w":         "18 May 2026",
		"10d":         "14 May 2026",
		"1m":          "4 June 2026",
		"10m":         "4 March 2027",
	} {
		if day, err := b.sit.Reminder(typed); err != nil || day.String() != want {
			t.Errorf("%q is %s (%v), want %s", typed, day, err, want)
		}
	}
	for _, typed := range []string{"7", "+0", "-3", "+9999", "500w", "w", "31 Feb", "4 May 2026", "1 May 2026", "soon"} {
		if day, err := b.sit.Reminder(typed); err == nil {
			t.Errorf("%q was taken for %s", typed, day)
		}
	}
}
