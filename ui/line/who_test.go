package line

import "testing"

func TestWhoSitsIsAskedAndOfferedTheNextTime(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", clean21)
	r.o.Officer, r.o.AskOfficer, r.o.Purpose = "root", true, ""
	said := r.say("", "SYSTEM", "help", "J. Sitter", "yes", "Checks", "yes", "refer", "To the standard process.", ".", "yes", "quit")
	holds(t, said, "Who sits here?", "Type your name, then press Enter.", "is an account of the computer and no officer", "Your name: J. Sitter.")
	if d := r.find("CR/1").Item().Decision; d == nil || d.Officer != "J. Sitter" {
		t.Errorf("decided %+v", d)
	}
	said = r.say("", "", "quit")
	holds(t, said, "Enter alone takes: J. Sitter", "Enter alone takes that of your last sitting: Checks", "Last sitting 4 May 2026")
}
