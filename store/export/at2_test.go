package export

import "testing"

func TestTheRecordOfAnApplicationShowsAllThatWasRecordedAnsweredAndDecided(t *testing.T) {
	o := exampleOffice(t)
	golden(t, "at2.html", o.page(o.record("APP-417")))
}
