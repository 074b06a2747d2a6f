package line

import (
	"fmt"
	"strconv"
	"strings"

	"gd8/ui/session"
)

// tick asks which of the force's systems were searched, by number. What is
// ticked becomes text; what was found is typed below it.
func (c *conversation) tick(t *text) (ending, error) {
	for {
		c.out.say("Systems: %s. Type the numbers of those you searched today, such as 1 2; a number again takes its tick out. Enter alone goes on to the text.", c.tickedSystems(t.content()))
		typed, err := c.ask("Systems searched")
		if err != nil {
			return cancelled, err
		}
		switch lower(typed) {
		case "", "skip", "s", ".":
			return ended, nil
		case "back", "b", ".back":
			return wentBack, nil
		case "cancel", "undo", ".cancel":
			return cancelled, nil
		case "quit", "q", ".quit":
			return cancelled, errQuit
		case "help", "h", "?", ".help":
			continue
		}
		numbers, ok := c.systemNumbers(typed)
		if !ok {
			c.out.say("\"%s\" is not taken: gd8 takes numbers from 1 to %d, with spaces between. What was found is typed in the text that follows.", brief(typed), len(c.systems))
			continue
		}
		s := t.content()
		for _, n := range numbers {
			s = session.Tick(s, c.systems, n-1, c.sit.Today())
		}
		t.lines = textLines(strings.TrimSuffix(s, "\n"))
		c.keep(t)
	}
}

// tickedSystems names the systems by number, with the day of those ticked.
func (c *conversation) tickedSystems(s string) string {
	var list []string
	for i, day := range session.Ticked(s, c.systems) {
		said := fmt.Sprintf("%d %s", i+1, c.systems[i])
		if day != "" {
			said += ", searched on " + day
		}
		list = append(list, said)
	}
	return strings.Join(list, "; ")
}

// systemNumbers reads numbers of systems.
func (c *conversation) systemNumbers(typed string) (numbers []int, ok bool) {
	for _, word := range strings.FieldsFunc(typed, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' }) {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 || n > len(c.systems) {
			return nil, false
		}
		numbers = append(numbers, n)
	}
	return numbers, len(numbers) > 0
}
