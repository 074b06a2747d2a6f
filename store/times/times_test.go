package times

import (
	"testing"
	"time"

	"gd8/store/vault"
)

// An entry that says something of the store has its time and sitting where any
// other has.
func TestTheTimeAndSittingOfEveryEntryAreFound(t *testing.T) {
	at := time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)
	h := vault.NewHeader()
	for what, e := range map[string]vault.Entry{
		"an entry":              {},
		"one of the store":      {Origin: h.Origin(vault.Created, [16]byte{})},
		"one that seals a list": {Lists: []vault.ListSum{{List: 1}}},
	} {
		e.At, e.Officer, e.Sitting, e.Salt = at, "J. Officer", "12345678", make([]byte, vault.StampSize)
		e.Itemise(func() [vault.StampSize]byte { return [vault.StampSize]byte{1} })
		if got := EntryTime(e.Said()); got != at.UnixMicro() {
			t.Errorf("%s: its time is %d", what, got)
		}
		if got := EntrySitting(e.Said()); got != "12345678" {
			t.Errorf("%s: its sitting is %q", what, got)
		}
	}
}
