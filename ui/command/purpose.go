package command

import (
	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/ui/command/usage"
	"gd8/ui/session"
	"gd8/ui/settings"
)

// lastPurpose is the actor with the purpose of the officer's last sitting,
// where the command line gave none and there was one: who shows or exports a
// record between two sittings most often does it for the same reason.
func lastPurpose(s *store.Store, actor store.Actor) (store.Actor, error) {
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

// exportPurpose is the actor with the purpose of an export. An export is a
// disclosure, of which a supervisor will ask why, so it is refused without a
// purpose; and as it leaves gd8, the officer is told of one that was not given
// for it.
func (p *program) exportPurpose(c *cobra.Command, s *store.Store, given store.Actor) (store.Actor, error) {
	actor, err := lastPurpose(s, given)
	if err != nil {
		return actor, err
	}
	set, err := p.settings()
	if err != nil {
		return actor, err
	}
	switch from := set.Value(settings.Purpose).From; {
	case actor.Purpose == "":
		return actor, usage.Errorf(c, "an export needs its purpose: add --purpose TEXT")
	case given.Purpose != "" && from != settings.FromFlag:
		p.say("The purpose is that of your settings (%s): %s. To give another, add --purpose TEXT.", set.Where(settings.Purpose), actor.Purpose)
	case given.Purpose == "":
		p.say("The purpose is that of your last sitting: %s. To give another, add --purpose TEXT.", actor.Purpose)
	}
	return actor, nil
}
