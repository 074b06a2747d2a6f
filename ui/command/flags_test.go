package command

import (
	"strings"
	"testing"
)

func TestAnOfficerIsOneLineThatPrints(t *testing.T) {
	for _, name := range []string{"a\nb", "a\x1b[2J", "a\u202eb", strings.Repeat("x", 257), "bad\xff"} {
		p := &program{getenv: named(name)}
		if got, err := p.actor(); err == nil {
			t.Errorf("%q is taken as %q", name, got.Officer)
		}
	}
	p := &program{getenv: named(" Zoë O'Neill ")}
	if got, err := p.actor(); err != nil || got.Officer != "Zoë O'Neill" {
		t.Errorf("%q, %v", got.Officer, err)
	}
}

func TestWhatWasSaidIsOneLineThatPrints(t *testing.T) {
	f := drawFlags{said: "a\nb"}
	if _, err := f.request(commands{}.sampleDrawCommand()); err == nil || !strings.HasPrefix(err.Error(), `the text of --said "a\nb" holds a character that does not print`) {
		t.Errorf("got %v", err)
	}
}

// named is an environment that names an officer and nothing else.
func named(officer string) func(string) string {
	return func(name string) string { return map[string]string{"GD8_OFFICER": officer}[name] }
}
