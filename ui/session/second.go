package session

import (
	"strings"

	"gd8/store"
	"gd8/store/assurance"
	"gd8/store/queue"
)

// This file is what is otherwise in a blind second review. The sitting is at a
// store that holds the newest source facts of what was drawn and nothing else;
// what is done there is taken on by assurance.Second, which has no way back.

// NewSecond starts a sitting of a blind second review.
func NewSecond(second *assurance.Second, officer, purpose string) (*Sitting, error) {
	t, err := New(second.Copy, officer, purpose)
	if err != nil {
		return nil, err
	}
	t.second = second
	t.walk.Filter = queue.FilterAttention
	return t, nil
}

// Second is the sample that is reviewed a second time; ok is false in any other
// sitting.
func (t *Sitting) Second() (sample int, ok bool) {
	if t.second == nil {
		return 0, false
	}
	return t.second.Sample, true
}

// NotInSecond says why something is not done in a blind second review.
const NotInSecond = "this is a second review: it is of the incidents drawn and of nothing else"

// NoSampleNumber says that what was typed is no number of a sample.
const NoSampleNumber = "a sample has a number, such as 3; gd8 sample list names those there are"

// WhyNotBesides says why nothing is done here besides deciding; blank where it
// can be.
func (t *Sitting) WhyNotBesides() string {
	if t.second == nil {
		return ""
	}
	return NotInSecond
}

// DescribeSecond says what a second review is of, and what is refused in it.
func DescribeSecond(second *assurance.Second) string {
	said := assurance.DescribeSecond(second)
	for i, refused := range second.Refused {
		if i == refusedNamed {
			return said + " " + assurance.DescribeMoreRefused(len(second.Refused)-i)
		}
		said += " Not among them: " + refused + "."
	}
	return said
}

// refusedNamed is how many incidents that are not reviewed are named.
const refusedNamed = 3

// within narrows a list to what a second review is of.
func (t *Sitting) within(f queue.Filter, found *queue.Found) *queue.Found {
	if t.second == nil {
		return found
	}
	return queue.Of(t.store).Found(t.second.Members(f == queue.FilterAttention)).Among(found)
}

// countSecond counts what a second review is of.
func (t *Sitting) countSecond() (c queue.Counts, err error) {
	for f := range queue.FilterCount {
		v, err := t.view(f, Walk{}, nil)
		if err != nil {
			return c, err
		}
		c.Filters[f] = v.Len()
	}
	c.Total = c.Filters[queue.FilterAll]
	c.Done = c.Total - c.Filters[queue.FilterAttention]
	return c, nil
}

// keepSecond keeps what is half done on a record, in a second review.
func (t *Sitting) keepSecond(n store.Number) error {
	if t.second == nil {
		return nil
	}
	return t.second.Keep(t.actor(), n)
}

// whyNotGive says why no opinion on a record can be given; blank where one can,
// and in any other sitting.
func (t *Sitting) whyNotGive(n store.Number) string {
	if t.second == nil {
		return ""
	}
	if err := t.second.WhyNotGive(n); err != nil {
		return strings.TrimSuffix(err.Error(), ".")
	}
	return ""
}

// give makes an opinion of the decision that was just made on a record, or takes
// that back where it could not be given.
func (t *Sitting) give(n store.Number) error {
	if t.second == nil {
		return nil
	}
	if err := t.second.Give(t.actor(), n); err != nil {
		if back := t.store.WithdrawDecision(t.actor(), n); back != nil {
			return back
		}
		return err
	}
	return nil
}

// Encrypted reports whether the store in hand asks for a passphrase.
func (t *Sitting) Encrypted() bool {
	if t.second != nil {
		return t.second.Encrypted()
	}
	return t.store.Encrypted()
}

// CheckPassphrase looks whether a passphrase is that of the store in hand.
func (t *Sitting) CheckPassphrase(p []byte) error {
	if t.second != nil {
		return t.second.CheckPassphrase(p)
	}
	return t.store.CheckPassphrase(p)
}

// consultMany writes a consultation of several records into the journal.
func (t *Sitting) consultMany(action, name string, count int) error {
	if t.second != nil {
		return t.second.Listed(t.actor(), action, name, count)
	}
	return t.store.ConsultMany(t.actor(), action, name, count)
}
