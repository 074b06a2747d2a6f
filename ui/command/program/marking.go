package program

import (
	"strings"

	"github.com/spf13/cobra"

	"gd8/store/export"
	"gd8/ui/command/usage"
	"gd8/ui/settings"
)

// AddMarking adds --marking to a command that shows or writes a marking.
func AddMarking(c *cobra.Command) {
	c.Flags().String(settings.Marking.Flag(), "", "the security marking, a `TEXT` (else GD8_MARKING, the settings, "+export.DefaultMarking+")")
}

// CheckMarking refuses a blank marking on the command line.
func CheckMarking(c *cobra.Command) error {
	marking := c.Flags().Lookup(settings.Marking.Flag())
	if marking.Changed && strings.TrimSpace(marking.Value.String()) == "" {
		return usage.Errorf(c, "what leaves gd8 needs a marking; give --marking, or leave the flag out")
	}
	return nil
}
