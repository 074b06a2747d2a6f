package intake

import (
	"testing"
	"time"

	"gd8/model"
)

func TestTodayInAnotherTimeZoneIsNoDateAhead(t *testing.T) {
	west, east := time.FixedZone("west", -12*60*60), time.FixedZone("east", 14*60*60)
	for hour := range 48 {
		now := time.Date(2026, 3, 1, hour, 30, 0, 0, west)
		if today := model.DateOf(now.In(east)); LatestToday(now) != today {
			t.Errorf("at %v it is %v, want %v", now, LatestToday(now), today)
		}
	}
}
