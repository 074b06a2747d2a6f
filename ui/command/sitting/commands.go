// Package sitting has the commands that hold a sitting of an officer, on the
// whole screen or in lines: the review, the demo, a blind second review and its
// adjudication.
package sitting

import (
	"github.com/spf13/cobra"

	"gd8/ui/command/program"
)

// commands are those of this room, for one run of gd8.
type commands struct{ *program.Run }

// Commands are those of this room, for one run of gd8.
func Commands(p *program.Run) []*cobra.Command {
	c := commands{p}
	return []*cobra.Command{c.reviewCommand(), c.demoCommand(), c.secondCommand(), c.adjudicateCommand()}
}

// ByItself has gd8 without a command hold a review.
func ByItself(p *program.Run, root *cobra.Command) {
	var screen screenFlags
	root.RunE = func(c *cobra.Command, _ []string) error { return commands{p}.reviewQueue(c, &screen) }
	screen.add(root)
	p.AddEncrypt(root)
}
