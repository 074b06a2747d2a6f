package session

import "testing"

func TestAnAccountOfTheComputerIsNoOfficer(t *testing.T) {
	for _, name := range []string{"", " ", "root", "Administrator", "ADMIN", "SYSTEM", `NT AUTHORITY\SYSTEM`, `PC-7\Administrator`, "root@host", "guest", " user "} {
		if CheckOfficer(name) == nil {
			t.Errorf("%q is taken for an officer", name)
		}
	}
	for _, name := range []string{"J. Officer", "jofficer", `FORCE\j.officer`, "A. Root", "Adam Minister", "Zoë O'Neill", "PC 1234 Admin"} {
		if err := CheckOfficer(name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}
