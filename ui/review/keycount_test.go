package review

import (
	"testing"

	"gd8/model"
	"gd8/store"
	"gd8/ui/review/desk"
)

// counting counts the keys that an officer presses beside the words of a rationale
// and the ticks of the systems searched.
type counting struct {
	*officer
	keys int
}

func (c *counting) press(keys ...string) *counting {
	c.t.Helper()
	c.keys += len(keys)
	c.officer.press(keys...)
	return c
}

// words types what was searched or the grounds, which are not counted.
func (c *counting) words(text string) *counting { c.t.Helper(); c.officer.types(text); return c }

// TestAClearCaseTakesFewKeys counts the keys from the queue to a saved discard.
// Whatever is added to a screen, a clear case stays as fast as it is.
func TestAClearCaseTakesFewKeys(t *testing.T) {
	for _, c := range []struct {
		name    string
		systems []string
		ticks   []string
	}{{"typed", nil, nil}, {"ticked", []string{"PNC", "PND"}, []string{"1", "2"}}} {
		t.Run(c.name, func(t *testing.T) {
			p := sitDown(t, desk.Options{Systems: c.systems})
			first := p.has("P-1", "CR/1", with(cleanFacts, "date_of_birth=2 January 2004")...)
			second := p.has("P-2", "CR/2", with(cleanFacts, "date_of_birth=2 February 2004")...)
			open := p.has("P-3", "CR/3", with(facts21, "date_of_birth=2 March 2004")...)
			p.open()
			discards := func(what string, n store.Number, most int, keys ...string) {
				t.Helper()
				k := &counting{officer: p}
				k.press(keys...)
				if c.ticks == nil {
					k.words("PNC and PND today: nothing further.")
				} else {
					p.press(c.ticks...) // a tick is none of the keys counted
					k.words("Nothing further.")
				}
				k.press("tab").words("One incident with outcome 21, nothing further known since.").press("ctrl+s")
				if d := p.item(n).Decision; !d.Stands() || d.Kind != model.Discard {
					t.Fatalf("%s is not discarded:\n%s", what, p.screen())
				}
				if k.keys > most {
					t.Errorf("%s takes %d keys, and %d were enough", what, k.keys, most)
				}
			}
			discards("a clear case", first, 4, "enter", "d")
			discards("a clear case in a run", second, 3, "d")
			p.press("esc")
			p.review("CR/3")
			p.press("esc")
			discards("a case with two open facts", open, 6, "enter", "n", "n", "d")
		})
	}
}
