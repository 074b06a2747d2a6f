//go:build unix

package main

import (
	"fmt"
	"strings"
	"time"
)

// The rows of the table that are a rationale.
const (
	rowPaste    = "60 KiB pasted into a rationale, bracketed"
	rowKeyByKey = "60 KiB pasted into a rationale, key by key"
	rowTypeEnd  = "typing at the end of 60 KiB, a key"
	rowTypeHead = "typing at the start of 60 KiB, a key"
)

// longText is 60 KiB of words in paragraphs, with a word at the end that
// stands nowhere else.
func longText(end string) string {
	var b strings.Builder
	for i := 0; b.Len() < 60<<10-len(end); i++ {
		fmt.Fprintf(&b, "Considered %d: nothing further is known. ", i)
		if i%12 == 11 {
			b.WriteByte('\n')
		}
	}
	return b.String()[:60<<10-len(end)] + end
}

// write pastes 60 KiB into the rationale of the incident in hand, types at its
// end and its start, and pastes as much again key by key.
func (s *sitting) write(rounds int) error {
	s.rest()
	if _, err := s.press("c", moment{"the rationale", func(now screen) bool { return now.says("ctrl+s save") }}); err != nil {
		return err
	}
	shows := func(text string) moment {
		return moment{"the text " + text, func(now screen) bool { return now.says(text) }}
	}
	s.rest()
	pasted, err := s.press("\x1b[200~"+longText("Pasted")+"\x1b[201~", shows("Pasted"))
	if err != nil {
		return err
	}
	s.figures.add(rowPaste, pasted[0])
	if err := s.letters(rowTypeEnd, rounds); err != nil {
		return err
	}
	const ctrlHome = "\x1b[1;5H"
	s.rest()
	if _, err := s.press(ctrlHome+"Typed", shows("TypedConsidered")); err != nil {
		return err
	}
	if err := s.letters(rowTypeHead, rounds); err != nil {
		return err
	}
	s.rest()
	if _, err := s.press("\t", moment{"the next section", func(now screen) bool { return now.says("› 2") }}); err != nil {
		return err
	}
	s.rest()
	took, err := s.keyByKey(longText("Flooded"), shows("Flooded"))
	if err != nil {
		return err
	}
	s.figures.add(rowKeyByKey, took)
	s.rest()
	_, err = s.press("\x1b", moment{"the review", reviewShown})
	return err
}

// letters types letters and spaces one by one.
func (s *sitting) letters(row string, rounds int) error {
	for i := range rounds {
		if i%8 == 7 { // a space alone does not show
			s.rest()
			if _, err := s.pty.WriteString(" "); err != nil {
				return err
			}
			time.Sleep(100 * time.Millisecond)
			continue
		}
		if err := s.key(row, string(rune('a'+i%26)), "the letter typed", s.differs(textShown)); err != nil {
			return err
		}
	}
	return nil
}

// textShown is what stands between the two rules of the rationale.
func textShown(s screen) string {
	var within []string
	inside := false
	for _, l := range s {
		switch {
		case strings.HasPrefix(l, " ─────"):
			inside = !inside
		case inside:
			within = append(within, l)
		}
	}
	return strings.Join(within, "\n")
}

// keyByKey writes a text a character at a time, as fast as the terminal takes
// it, and gives the time from the first to the screen that shows the last.
func (s *sitting) keyByKey(text string, end moment) (time.Duration, error) {
	s.mu.Lock()
	s.expect([]moment{end})
	s.mu.Unlock()
	from := time.Now()
	for i := range len(text) {
		if _, err := s.pty.WriteString(strings.ReplaceAll(text[i:i+1], "\n", "\r")); err != nil {
			return 0, err
		}
	}
	took, err := s.come(from)
	if err != nil {
		return 0, err
	}
	return took[0], nil
}
