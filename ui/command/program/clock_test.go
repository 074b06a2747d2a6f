package program

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gd8/model"
	"gd8/store"
)

func TestACommandSaysInOneLineThatTheClockIsOff(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gd8.db")
	now := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	s, err := store.OpenOrCreate(path, store.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	var f model.Facts
	f.SetText(model.PersonRef, "P")
	f.SetText(model.IncidentRef, "I")
	if _, err := s.Add(store.Actor{Officer: "J. Officer"}, f); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for off, want := range map[time.Duration]string{
		0:                        "",
		-48 * time.Hour:          "gd8: This computer's clock says 2 May 2026, 09:00; the newest entry in the store is of 4 May 2026, 09:00. If the clock is wrong, set it before you go on.\n",
		2 * 365 * 24 * time.Hour: "gd8: This computer's clock says 3 May 2028, 09:00; the newest entry in the store is of 4 May 2026, 09:00. If the clock is wrong, set it before you go on.\n",
	} {
		said, err := os.Create(filepath.Join(t.TempDir(), "said"))
		if err != nil {
			t.Fatal(err)
		}
		p := &Run{ErrOut: said, Now: func() time.Time { return now.Add(off) }, Getenv: func(name string) string {
			return map[string]string{"GD8_OFFICER": "J. Officer", "GD8_STORE": path, "HOME": t.TempDir(), "XDG_CONFIG_HOME": t.TempDir(), "AppData": t.TempDir()}[name]
		}}
		if err := p.WithStore(func(*store.Store, store.Actor) error { return nil }); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(said.Name())
		if err != nil || strings.ReplaceAll(string(got), "\r", "") != want {
			t.Errorf("%v: said %q (%v)", off, got, err)
		}
		_ = said.Close() // it was read
	}
}
