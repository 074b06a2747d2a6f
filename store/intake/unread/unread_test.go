package unread

import (
	"testing"

	"gd8/model"
)

func TestANameIsKnownForTheFieldThatItMayBe(t *testing.T) {
	for _, c := range []struct {
		name             string
		nearly, resemble model.Field
	}{
		{"abusve", model.Abusive, model.NoField}, {"Grooming seen", model.Grooming, model.NoField},
		{"CSE", model.NoField, model.Exploitation}, {"Coerced (Y/N)", model.NoField, model.Abusive},
		{"Beat", model.NoField, model.NoField}, {"", model.NoField, model.NoField},
	} {
		if near, like := Nearly(c.name), Resembles(c.name); near != c.nearly || like != c.resemble {
			t.Errorf("%q: nearly %v, resembles %v", c.name, near, like)
		}
	}
}

func TestAValueBearsOnTheTestByItsColumnOrByItself(t *testing.T) {
	for _, c := range []struct {
		name, value string
		bears       bool
	}{
		{"DOB", "01/02/1990", true}, {"DOB", "unknown", false}, {"Place of birth", "7", false},
		{"HO outcome", "8", true}, {"HO outcome", "21", false}, {"Previous outcome", "8", false},
		{"Markers", "Child; CSE", true}, {"Markers", "Child", false}, {"Consensual", "no", true}, {"Consensual", "yes", false},
		{"Age at incident", "19", true}, {"Age at incident", "15", false}, {"Other party", "Victim", true},
	} {
		if BearsOnTest(c.name, c.value) != c.bears {
			t.Errorf("%s in %s: bears on the test: %v", c.value, c.name, !c.bears)
		}
	}
}

func TestAYesIsKnownByItsFirstWord(t *testing.T) {
	for value, want := range map[string]bool{"YES - see notes": true, "y": true, "1": true, "true?": true, "no": false, "yesterday": false, "": false} {
		if SaysYes(value) != want {
			t.Errorf("%q says yes: %v", value, !want)
		}
	}
}
