package model_test

import (
	"strings"
	"testing"
	"time"

	"gd8/model"
)

func TestDatesAreReadInTheirForms(t *testing.T) {
	for in, want := range map[string]string{
		"2019-03-14": "2019-03-14", "14/03/2019": "2019-03-14", "14 March 2019": "2019-03-14", "14 Mar 2019": "2019-03-14",
		"14 MARCH 2019": "2019-03-14", "14  mar  2019": "2019-03-14", " 2019-03-14 ": "2019-03-14",
		"03/04/2019": "2019-04-03", // day first
		"4/3/2019":   "2019-03-04", "1 May 2019": "2019-05-01", "01 May 2019": "2019-05-01",
		"29/02/2020": "2020-02-29", "2000-02-29": "2000-02-29", "31 Dec 1999": "1999-12-31",
		"14-03-2019": "2019-03-14", "14.03.2019": "2019-03-14", "1.2.2004": "2004-02-01", "14-Mar-2019": "2019-03-14", "14-MARCH-2019": "2019-03-14",
		"14 Sept 2019": "2019-09-14", "14-sept-2019": "2019-09-14", "14MAR2019": "2019-03-14", "1sept2019": "2019-09-01", "14March2019": "2019-03-14",
		"14/03/2019 21:40": "2019-03-14", "14/03/2019 00:00:00": "2019-03-14", "2019-03-14T00:00:00": "2019-03-14", "2019-03-14t09:00": "2019-03-14",
		"2019-03-14 00:00": "2019-03-14", "2019-03-14 23:59:59.997": "2019-03-14", "14-Mar-2019 24:00": "2019-03-14", "14 Sept 2019 9:40 PM": "2019-09-14",
		"2019-03-14T00:00:00Z": "2019-03-14", "2019-03-14T00:00:00.000+01:00": "2019-03-14", "2019-03-14 00:00:00 UTC": "2019-03-14",
		"": "", "  ": "",
	} {
		got, err := model.ParseDate(in)
		if err != nil || got.ISO() != want {
			t.Errorf("%q is %q, %v; want %q", in, got.ISO(), err, want)
		}
	}
}

func TestDatesThatAreNoneAreRefusedWithTheReason(t *testing.T) {
	for in, want := range map[string]string{
		"14/03/19": "the year has two digits", "19-03-14": "the year has two digits", "14 March 19": "the year has two digits",
		"29/02/2019": "there is no such day", "2019-02-29": "there is no such day", "1900-02-29": "there is no such day",
		"31 April 2019": "there is no such day", "00/01/2019": "there is no such day", "01/00/2019": "there is no such day",
		"03/14/2019": "there is no such day", "2019-13-01": "there is no such day", "32 January 2019": "there is no such day",
		"0000-01-01": "there is no such day",
		"2019/03/14": "not a date gd8 knows",
		"20190314":   "not a date gd8 knows", "43538": "not a date gd8 knows", "yesterday": "not a date gd8 knows", "March 2019": "not a date gd8 knows",
		"14-Mar-03": "the year has two digits", "14.03.19": "the year has two digits", "14MAR19": "the year has two digits", "02-Nov-18 24:00": "the year has two digits",
		"2019-03-13T23:00:00Z": "the time has a time zone, so the day may not be the one meant", "2019-03-14T00:30+01:00": "the time has a time zone, so the day may not be the one meant",
		"2019-03-13 23:00 BST": "the time has a time zone, so the day may not be the one meant", "2019-03-14T24:00Z": "the time has a time zone, so the day may not be the one meant",
		"14/03/2019 25:00": "not a date gd8 knows", "14/03/2019 24:01": "not a date gd8 knows", "14/03/2019 21:60": "not a date gd8 knows", "14/03/2019 x:00": "not a date gd8 knows",
		"14/03/2019 13:00 PM": "not a date gd8 knows", "14/03/2019 21:40 or so": "not a date gd8 knows", "14/03/2019:21:40": "not a date gd8 knows", "14/03/2019 21:40:": "not a date gd8 knows",
		"14/03/2019 1:2:3:4": "not a date gd8 knows", "21:40": "not a date gd8 knows", "14.Mar.2019": "not a date gd8 knows", "14/Mar/2019": "not a date gd8 knows",
		"MAR142019": "not a date gd8 knows", "14MARZ2019": "the month is not one gd8 knows", "019-03-14": "not a date gd8 knows",
		"12019-03-14": "not a date gd8 knows", "-1/03/2019": "not a date gd8 knows", "+1/03/2019": "not a date gd8 knows", "14/+3/2019": "not a date gd8 knows",
		"１４/03/2019": "not a date gd8 knows", "14th March 2019": "not a date gd8 knows", "-": "not a date gd8 knows", "unknown": "not a date gd8 knows",
		"14 Maerz 2019": "the month is not one gd8 knows", "14 Ma 2019": "the month is not one gd8 knows", "14 3 2019": "the month is not one gd8 knows",
	} {
		got, err := model.ParseDate(in)
		if err == nil {
			t.Errorf("%q is read as %s", in, got)
		} else if err.Error() != want || got != 0 {
			t.Errorf("%q: %v, want %s", in, err, want)
		}
	}
}

func TestOnlyDueDateMayLieAfterToday(t *testing.T) {
	for _, f := range []model.Field{model.IncidentDate, model.OutcomeDate, model.DateOfBirth, model.DueDate} {
		for value, ahead := range map[string]bool{"2026-11-23": false, "2026-11-24": false, "2026-11-25": true, "2027-01-01": true} {
			_, err := model.Canonical(f, value, today)
			if want := ahead && f != model.DueDate; (err != nil) != want {
				t.Errorf("%s of %s, today %s: %v", f.Name(), value, today.ISO(), err)
			}
		}
	}
}

// TestADateThatStandsForNoneIsRefused: what programs write where they have no
// date would make an individual a hundred years old.
func TestADateThatStandsForNoneIsRefused(t *testing.T) {
	for _, f := range []model.Field{model.IncidentDate, model.OutcomeDate, model.DateOfBirth, model.DueDate} {
		for _, value := range []string{"01/01/1900", "1899-12-30", "31 Dec 1899", "01-01-1753", "0001-01-01T00:00:00"} {
			_, err := model.Canonical(f, value, today)
			if err == nil || !strings.Contains(err.Error(), "is what a program writes for no date; gd8 takes the date, or blank") {
				t.Errorf("%s of %s: %v", f.Name(), value, err)
			}
		}
	}
	for _, value := range []string{"1900-01-02", "1899-12-29", "1753-01-02"} {
		if _, err := model.Canonical(model.DateOfBirth, value, today); err != nil {
			t.Errorf("%s: %v", value, err)
		}
	}
}

func TestDatesAreShownInWords(t *testing.T) {
	d := model.NewDate(2019, time.March, 4)
	same(t, "shown", d.String(), "4 March 2019")
	same(t, "short", d.Short(), "4 Mar 2019")
	same(t, "kept", d.ISO(), "2019-03-04")
	if zero := model.Date(0); zero.String() != "" || zero.Short() != "" || zero.ISO() != "" || zero.Known() || !zero.Time().IsZero() {
		t.Error("a date not recorded is shown as one")
	}
	if got := d.Time(); !got.Equal(time.Date(2019, 3, 4, 0, 0, 0, 0, time.UTC)) || model.DateOf(got) != d {
		t.Errorf("time is %v", got)
	}
}

func TestAgeIsWholeYears(t *testing.T) {
	tests := []struct {
		born, on string
		want     int
	}{
		{"2004-03-14", "2019-03-13", 14},
		{"2004-03-14", "2019-03-14", 15},
		{"2004-03-14", "2019-03-15", 15},
		{"2004-12-31", "2005-01-01", 0},
		{"2001-03-15", "2019-03-14", 17},
		{"2001-03-14", "2019-03-14", 18},
		// Born on 29 February: 1 March in other years, 29 February in leap years.
		{"2004-02-29", "2019-02-28", 14},
		{"2004-02-29", "2019-03-01", 15},
		{"2004-02-29", "2020-02-28", 15},
		{"2004-02-29", "2020-02-29", 16},
		{"2004-02-29", "2022-02-28", 17},
		{"2004-02-29", "2022-03-01", 18},
		// Born on 28 February or 1 March, the neighbours are themselves.
		{"2004-02-28", "2022-02-28", 18},
		{"2004-03-01", "2022-02-28", 17},
		{"2019-03-14", "2019-03-14", 0},
		{"2019-03-15", "2019-03-14", -1}, // out of order
		{"", "2019-03-14", -1},
		{"2004-03-14", "", -1},
		{"", "", -1},
	}
	for _, tt := range tests {
		born, err1 := model.ParseDate(tt.born)
		on, err2 := model.ParseDate(tt.on)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if got := born.AgeOn(on); got != tt.want {
			t.Errorf("born %q, on %q: %d, want %d", tt.born, tt.on, got, tt.want)
		}
	}
}

func TestEveryDayOfACenturyReadsBack(t *testing.T) {
	for day := time.Date(1950, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2050; day = day.AddDate(0, 0, 1) {
		d := model.DateOf(day)
		for _, written := range []string{d.ISO(), d.String(), d.Short(), day.Format("02/01/2006")} {
			if got, err := model.ParseDate(written); err != nil || got != d {
				t.Fatalf("%q reads back as %q, %v", written, got.ISO(), err)
			}
		}
	}
}
