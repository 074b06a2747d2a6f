package program

import (
	"strings"
	"testing"
)

func TestAnOfficerIsOneLineThatPrints(t *testing.T) {
	for _, name := range []string{"a\nb", "a\x1b[2J", "a\u202eb", strings.Repeat("x", 257), "bad\xff"} {
		p := &Run{Getenv: named(name)}
		if got, err := p.Actor(); err == nil {
			t.Errorf("%q is taken as %q", name, got.Officer)
		}
	}
	p := &Run{Getenv: named(" Zoë O'Neill ")}
	if got, err := p.Actor(); err != nil || got.Officer != "Zoë O'Neill" {
		t.Errorf("%q, %v", got.Officer, err)
	}
}

// named is an environment that names an officer and nothing else.
func named(officer string) func(string) string {
	return func(name string) string { return map[string]string{"GD8_OFFICER": officer}[name] }
}
