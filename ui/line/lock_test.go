package line

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gd8/store"
	"gd8/store/seal"
)

// left stands among the lines that are typed for a prompt that is left until
// the idle time is over.
const left = "\x00left"

// desk is a room whose terminal is locked after ten minutes, and whether it
// shows what is typed.
type desk struct {
	*room
	hidden bool
}

const passphrase = "correct horse battery é"

func newDesk(t *testing.T, encrypted bool) *desk {
	r := newRoom(t)
	if encrypted {
		if err := r.store.Close(); err != nil {
			t.Fatal(err)
		}
		give := func() ([]byte, error) { return []byte(passphrase), nil }
		s, err := store.OpenOrCreate(filepath.Join(t.TempDir(), "gd8.db"), store.Options{
			Now: func() time.Time { return r.at }, WithoutSync: true, Encrypt: give, Unlock: give, Costs: seal.Params{Passes: 1, MemoryKiB: 64, Lanes: 1},
		})
		if err != nil {
			t.Fatal(err)
		}
		r.store = s
	}
	d := &desk{room: r}
	r.o.Idle = 10 * time.Minute
	r.o.Hide = func() (func(), error) {
		d.hidden = true
		return func() { d.hidden = false }, nil
	}
	r.bring("hits.csv", "application_ref,person_ref,incident_ref,outcome,youth_produced\nAPP-1,P-1,CR/1,21,yes\n")
	return d
}

// say holds a conversation in which some prompts are left.
func (d *desk) say(typed ...string) string {
	d.t.Helper()
	k := newTalk(typed)
	idle := make(chan time.Time, 1)
	k.hidden = func() bool { return d.hidden }
	k.leave = func() { idle <- d.at }
	d.o.after = func(time.Duration) (<-chan time.Time, func() bool) { return idle, func() bool { return true } }
	if err := Run(context.Background(), k.reader(), k, d.store, d.o); err != nil {
		d.t.Fatal(err)
	}
	d.clean(k.output.Bytes())
	if d.hidden {
		d.t.Error("the terminal was left hiding what is typed")
	}
	return k.said.String()
}

// after is what was said from a piece on.
func after(t *testing.T, said, piece string) string {
	t.Helper()
	_, rest, ok := strings.Cut(said, piece)
	if !ok {
		t.Fatalf("not said: %q\n%s", piece, said)
	}
	return rest
}

func TestAConversationThatIsLeftAsksForThePassphraseBeforeItSaysMore(t *testing.T) {
	d := newDesk(t, true)
	said := d.say("refer", "Half a thought", left, "read", "yes", passphrase, "and the other half.", ".quit")
	locked := after(t, said, "gd8 is locked, as nothing was typed for 10 minutes.")
	before, then, ok := strings.Cut(locked, "Unlocked.")
	if !ok {
		t.Fatalf("it was not unlocked:\n%s", said)
	}
	lacks(t, before, "CR/1", "P-1", "Half a thought")
	holds(t, before, "This passphrase does not open the store.")
	lacks(t, said, "correct horse", passphrase)
	holds(t, then, "The line you began before the lock was not kept; type it again.", "Reason, line 2: and the other half.")
	drafts := d.find("CR/1").Item().Drafts
	if len(drafts) != 1 || !strings.Contains(strings.Join(drafts[0].Sections[:], ""), "Half a thought\nand the other half.") || strings.Contains(strings.Join(drafts[0].Sections[:], ""), "horse") {
		t.Errorf("the drafts are %+v", drafts)
	}
}

func TestALineTypedBehindTheLockIsNoAnswer(t *testing.T) {
	for _, encrypted := range []bool{false, true} {
		d := newDesk(t, encrypted)
		typed := []string{left, "yes", "quit"}
		if encrypted {
			typed = []string{left, "yes", passphrase, "quit"}
		}
		said := d.say(typed...)
		holds(t, after(t, said, "gd8 is locked"), "Unlocked. The line you began before the lock was not kept", "This sitting: 0 answers", "Goodbye.")
	}
}

func TestAConversationWithoutAPassphraseGoesOnWithEnter(t *testing.T) {
	said := newDesk(t, false).say(left, "", "quit")
	locked := after(t, said, "gd8 is locked")
	holds(t, locked, "The store is not encrypted, so there is no passphrase to ask for.", "Press Enter to go on: ", "Unlocked.")
	lacks(t, locked, "type it again")
}

func TestAConversationAtAComputerThatSleptIsLocked(t *testing.T) {
	d := newDesk(t, true)
	k := newTalk([]string{"answer youth_produced no", passphrase, "quit"})
	d.o.after = func(time.Duration) (<-chan time.Time, func() bool) { return nil, func() bool { return true } }
	asleep := true
	k.hidden = func() bool { return d.hidden }
	k.typing = func() {
		if asleep {
			d.at, asleep = d.at.Add(time.Hour), false
		}
	}
	if err := Run(context.Background(), k.reader(), k, d.store, d.o); err != nil {
		t.Fatal(err)
	}
	holds(t, after(t, k.said.String(), "gd8 is locked"), "Unlocked. The line you began before the lock was not kept", "This sitting: 0 answers")
}

func TestALockedConversationCanBeEndedAndIsHeldWhereNothingCanBeHidden(t *testing.T) {
	d := newDesk(t, true)
	said := d.say("refer", "Half a thought", left)
	holds(t, after(t, said, "gd8 is locked"), "End of input. Not decided. The draft is kept; refer takes it up again.", "Goodbye.")
	d.o.Hide = func() (func(), error) { return nil, errors.New("it is no terminal") }
	said = d.say(left, "yes")
	holds(t, after(t, said, "gd8 is locked"), "gd8 leaves, as the terminal cannot hide a passphrase: it is no terminal", "Goodbye.")
	lacks(t, said, "Passphrase: ")
}

func TestLinesThatComeFromElsewhereAreNeverLocked(t *testing.T) {
	d := newDesk(t, true)
	d.o.Terminal = false
	d.o.after = func(time.Duration) (<-chan time.Time, func() bool) {
		t.Error("the time was taken")
		return nil, func() bool { return true }
	}
	lacks(t, d.room.say("read", "quit"), "locked")
}
