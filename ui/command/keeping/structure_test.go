package keeping

import (
	"context"
	"os/exec"
	"strings"
	"testing"
	"time"
)

func TestACheckThatCameToNoEndOfItsOwnIsDamage(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("a shell is needed to end in all these ways")
	}
	late, cancel := context.WithDeadline(context.Background(), time.Now().Add(-time.Second))
	defer cancel()
	for _, c := range []struct {
		script string
		ctx    context.Context
		want   string
	}{
		{"exit 0", context.Background(), ""},
		{"exit 1", context.Background(), ""}, // it said why itself
		{"exit 2", context.Background(), "ended with exit status 2"},
		{"kill -SEGV $$", context.Background(), "ended with signal: segmentation fault"},
		{"sleep 10", late, "did not end within 1m0s"},
	} {
		err := exec.CommandContext(c.ctx, "sh", "-c", c.script).Run()
		if got := endedBadly(err, c.ctx, structureTime(0)); !strings.HasPrefix(got, c.want) || (got == "") != (c.want == "") {
			t.Errorf("%s: %q, want %q", c.script, got, c.want)
		}
	}
}
