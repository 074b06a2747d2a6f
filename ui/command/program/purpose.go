package program

import (
	"gd8/store"
	"gd8/ui/session"
)

// LastPurpose is the actor with the purpose of the officer's last sitting,
// where the command line gave none and there was one: who shows or exports a
// record between two sittings most often does it for the same reason.
func LastPurpose(s *store.Store, actor store.Actor) (store.Actor, error) {
	if actor.Purpose != "" {
		return actor, nil
	}
	sit, err := session.New(s, actor.Officer, "") // which keeps nothing by itself
	if err != nil {
		return actor, err
	}
	if last, ok := sit.Last(); ok {
		actor.Purpose = last.Purpose
	}
	return actor, nil
}

// Consult writes into the journal that so many incidents are looked at, for the
// purpose of the officer's last sitting where none is given.
func Consult(s *store.Store, actor store.Actor, action, detail string, incidents int) error {
	actor, err := LastPurpose(s, actor)
	if err != nil {
		return err
	}
	return s.ConsultMany(actor, action, detail, incidents)
}
