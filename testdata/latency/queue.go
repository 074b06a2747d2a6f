//go:build unix

package main

import (
	"strings"
)

// The rows of the table that are keys of the queue and the review.
const (
	rowMove   = "key to screen: next incident (j, k)"
	rowPage   = "key to screen: page"
	rowEnds   = "key to screen: first, last incident (g, G)"
	rowFilter = "key to screen: filter (tab)"
	rowOrder  = "key to screen: order (o)"
	rowOpen   = "key to screen: open a review, back"
	rowNext   = "key to screen: next that needs attention (>)"
	rowAnswer = "key to screen: answer, saved"
)

// keyRows are they all.
var keyRows = []string{rowMove, rowPage, rowEnds, rowFilter, rowOrder, rowOpen, rowNext, rowAnswer}

// walk presses the keys of the queue, rounds times each.
func (s *sitting) walk(rounds int) error {
	moved := func() func(screen) bool { return both(s.differs(inHand), rowsDrawn) }
	press := func(row string, keys ...string) error {
		for _, k := range keys {
			if err := s.key(row, k, "another incident in hand", moved()); err != nil {
				return err
			}
		}
		return nil
	}
	const pageDown, pageUp = "\x1b[6~", "\x1b[5~"
	for range rounds / 10 {
		if err := press(rowMove, "j", "j", "j", "j", "j", "j", "k", "k", "k", "j"); err != nil {
			return err
		}
	}
	for range rounds / 6 {
		if err := press(rowEnds, "G", "g"); err != nil {
			return err
		}
		if err := press(rowPage, pageDown, pageDown, pageUp); err != nil {
			return err
		}
		if err := press(rowEnds, "G"); err != nil {
			return err
		}
		if err := press(rowPage, pageUp, pageUp, pageDown); err != nil {
			return err
		}
		if err := press(rowEnds, "g"); err != nil {
			return err
		}
	}
	return s.turn(rounds)
}

// The filters and orders of the queue, as many as there are.
const (
	filters = 12
	orders  = 4
)

// turn goes through filters and orders, and ends where it started.
func (s *sitting) turn(rounds int) error {
	filter := func() error {
		return s.key(rowFilter, "\t", "another filter", both(s.differs(filterInUse), rowsDrawn))
	}
	order := func() error {
		rule := func(now screen) string { return now[2] }
		return s.key(rowOrder, "o", "another order", both(s.differs(rule), rowsDrawn))
	}
	for range max(rounds/filters, 1) * filters {
		if err := filter(); err != nil {
			return err
		}
	}
	for range max(rounds/orders, 1) * orders {
		if err := order(); err != nil {
			return err
		}
	}
	return nil
}

// review opens incidents, goes on from one to the next, and answers.
func (s *sitting) review(rounds int) error {
	for range rounds / 2 {
		if err := s.key(rowOpen, "\r", "the review", reviewShown); err != nil {
			return err
		}
		if err := s.key(rowOpen, "\x1b", "the queue", queueShown); err != nil {
			return err
		}
	}
	if err := s.key(rowOpen, "\r", "the review", reviewShown); err != nil {
		return err
	}
	reference := func(now screen) string { return now[0] }
	for range rounds {
		if err := s.key(rowNext, ">", "the next incident", both(s.differs(reference), reviewShown)); err != nil {
			return err
		}
		if err := s.answer(); err != nil {
			return err
		}
	}
	return nil
}

// answer answers the question in hand, where the incident has one.
func (s *sitting) answer() error {
	now := s.now()
	asked := question(now)
	if asked == "" || !strings.Contains(now.line(asked+"?"), "y n u") {
		return nil // nothing is to be confirmed, or it is no question of yes or no
	}
	saved := func(now screen) bool {
		return reviewShown(now) && (question(now) != asked || strings.Contains(now.line(asked+"?"), "officer"))
	}
	key := "y"
	if strings.Contains(asked, "Pattern") || strings.Contains(asked, "Indicator") {
		key = "n" // so that more of the incident is left to decide
	}
	return s.key(rowAnswer, key, "the answer kept", saved)
}
