package vault

import (
	"errors"
	"strings"
	"testing"
)

func TestAStreamGivesEveryItemInOrderAndThenHowItEnded(t *testing.T) {
	broken := errors.New("broken")
	for name, end := range map[string]error{"well": nil, "with an error": broken} {
		s := Ahead(func(yield func(int) bool) error {
			for i := range 3 * streamRoom {
				if !yield(i) {
					t.Error("it was stopped")
				}
			}
			return end
		})
		for want := 0; ; want++ {
			got, more, err := s.Next()
			if !more {
				if want != 3*streamRoom || err != end {
					t.Errorf("it ends %s after %d items: %v", name, want, err)
				}
				break
			}
			if got != want || err != nil {
				t.Fatalf("item %d is %d (%v)", want, got, err)
			}
		}
		s.Stop()
		s.Stop()
	}
}

func TestAStreamThatIsStoppedEndsItsProducer(t *testing.T) {
	ended := false
	s := Ahead(func(yield func(int) bool) error {
		for yield(1) {
		}
		ended = true
		return nil
	})
	if _, more, err := s.Next(); !more || err != nil {
		t.Fatalf("no item (%v)", err)
	}
	s.Stop()
	if !ended {
		t.Error("the producer goes on")
	}
}

func TestAPanicAheadIsAnErrorOfTheStream(t *testing.T) {
	s := Ahead(func(func(int) bool) error { panic("struck") })
	if _, more, err := s.Next(); more || err == nil || !strings.Contains(err.Error(), "struck") {
		t.Errorf("more %v, error %v", more, err)
	}
}
