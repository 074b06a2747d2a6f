//go:build unix

package command_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAScreenLockedByHandShowsNothingAndAsksForThePassphrase locks the screen
// of the program itself, on a terminal that keeps every byte.
func TestAScreenLockedByHandShowsNothingAndAsksForThePassphrase(t *testing.T) {
	const passphrase = "correct horse battery"
	d := newDesk(t)
	d.holds("passphrase", passphrase+"\n")
	d.holds("hits.csv", e2eColumns+e2eFirst)
	d.run("import", "--encrypt", "--passphrase-file", "passphrase", "--purpose", "APP-417", "hits.csv")
	w := d.sit("--passphrase-file", "passphrase", "--purpose", "APP-417").sees("14/2231/19")
	w.press("enter").sees("UNDETERMINED").press("c").sees("ctrl+s").types("half a thought").sees("half a thought")
	w.press("\x0c").sees("gd8 is locked", "locked by hand").loses("half a thought")
	shown := len(w.wrote())
	for _, secret := range []string{"14/2231/19", "P-118", "APP-417", "half a thought"} {
		if w.says(secret) {
			t.Errorf("the locked screen says %q:\n%s", secret, w.text())
		}
	}
	if err := os.Remove(filepath.Join(d.home, "passphrase")); err != nil {
		t.Fatal(err)
	}
	w.types("correct horse").press("enter").sees("This passphrase does not open the store.")
	w.types(passphrase)
	locked := w.wrote()[shown:]
	for _, secret := range []string{"14/2231", "half", "correct", "horse"} {
		if strings.Contains(locked, secret) {
			t.Errorf("%q was written while the screen was locked", secret)
		}
	}
	w.press("enter").sees("half a thought").press("esc").sees("draft kept: consider").press("esc").sees("q quit").leaves()
	if title := "\x1b]"; strings.Contains(w.wrote(), title+"0;") || strings.Contains(w.wrote(), title+"2;") {
		t.Error("the title of the window was set")
	}
}

// What the settings file says is in effect on the screen, and a wrong one keeps
// it from opening.
func TestTheScreenIsAsTheSettingsSay(t *testing.T) {
	d := newDesk(t, "GD8_SETTINGS=mine.toml", "GD8_OFFICER=")
	d.holds("mine.toml", "marking = \"OFFICIAL\"\nofficer = \"F. Settings\"\npurpose = \"Enhanced DBS checks\"\nidle_lock = 0\n")
	d.holds("hits.csv", e2eColumns+e2eFirst)
	d.run("import", "hits.csv")
	w := d.sit().sees("14/2231/19", "OFFICIAL", "F. Settings")
	if w.says("OFFICIAL-SENSITIVE") || w.says("Purpose:") {
		t.Errorf("the screen is not as the settings say:\n%s", w.text())
	}
	w.leaves()
	d.holds("mine.toml", "marking = \"OFFICIAL\"\nidle_look = 5\n")
	w = d.sit().sees(`line 2: there is no setting "idle_look"`)
	if code := w.ends(); code != 1 {
		t.Errorf("exit code %d", code)
	}
}
