package program

import (
	"os"
	"strings"
	"testing"
	"time"

	"gd8/store"
	"gd8/store/vault"
)

func TestACommandSaysHowToGoOnWhereItsStoreWasReplaced(t *testing.T) {
	p := &Run{ErrOut: os.Stderr, Getenv: func(string) string { return "" }, Now: time.Now}
	for want, err := range map[string]error{
		"give the command again. To do it in the one that was there, put that back first.": &vault.ReplacedError{Path: "gd8.db"},
		"or give its new one with --store":                                                 &vault.ReplacedError{Path: "gd8.db", Gone: true},
	} {
		lines := strings.Join(p.replacedAdvice(err), " ")
		if !strings.Contains(lines, want) || !strings.Contains(lines, "gd8.db") {
			t.Errorf("%v: %q", err, lines)
		}
	}
	if lines := p.replacedAdvice(store.ErrNoCase); lines != nil {
		t.Errorf("of another error: %q", lines)
	}
}
