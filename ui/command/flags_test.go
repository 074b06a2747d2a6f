package command

import (
	"strings"
	"testing"
)

func TestASizeIsReadInPowersOf1024(t *testing.T) {
	for in, want := range map[string]int64{
		"500000": 500000, "64KiB": 64 << 10, "20mib": 20 << 20, "2GiB": 2 << 30, "3 GB": 3 << 30, "7k": 7 << 10,
	} {
		var b byteSize
		if err := b.Set(in); err != nil || int64(b) != want {
			t.Errorf("%q is %d, %v; want %d", in, int64(b), err, want)
		}
	}
	for _, in := range []string{"", "0", "-1", "lots", "1.5GiB", "9999999999GiB", "GiB"} {
		var b byteSize
		if err := b.Set(in); err == nil {
			t.Errorf("%q is taken as %d", in, int64(b))
		}
	}
}

func TestAChoiceIsTakenInAnySpelling(t *testing.T) {
	c := choice{words: []string{"to_do", "due first"}}
	for in, want := range map[string]string{"to_do": "to_do", "To-Do": "to_do", "todo": "to_do", "DUE_FIRST": "due first"} {
		if err := c.Set(in); err != nil || c.value != want {
			t.Errorf("%q is %q, %v", in, c.value, err)
		}
	}
	if err := c.Set("soon"); err == nil || err.Error() != "it takes to_do or due first" {
		t.Errorf("got %v", err)
	}
}

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
	if _, err := f.request((&program{}).sampleDrawCommand()); err == nil || !strings.HasPrefix(err.Error(), `the text of --said "a\nb" holds a character that does not print`) {
		t.Errorf("got %v", err)
	}
}

// named is an environment that names an officer and nothing else.
func named(officer string) func(string) string {
	return func(name string) string { return map[string]string{"GD8_OFFICER": officer}[name] }
}
