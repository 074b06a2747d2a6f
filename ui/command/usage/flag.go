package usage

import (
	"github.com/spf13/cobra"

	"gd8/model"
)

// AddFormat adds --format, by which a result is written.
func AddFormat(c *cobra.Command, format *Choice) {
	c.Flags().Var(format, "format", format.Help("how the result is written"))
}

// AddForce adds --force to a command that writes a file.
func AddForce(c *cobra.Command, force *bool) {
	c.Flags().BoolVar(force, "force", false, "replace a file that is there already")
}

// Given is the text of a flag, nil where the flag was not given.
func Given(c *cobra.Command, flag string) *string {
	f := c.Flags().Lookup(flag)
	if !f.Changed {
		return nil
	}
	text := f.Value.String()
	return &text
}

// Date reads the date that a flag was given, unknown for a blank.
func Date(c *cobra.Command, flag, text string) (model.Date, error) {
	d, err := model.ParseDate(text)
	if err != nil {
		return d, WrongDate(c, flag, text)
	}
	return d, nil
}

// WrongDate says that what a flag was given is no date.
func WrongDate(c *cobra.Command, flag, text string) error {
	return Errorf(c, "--%s takes %s, and not %q", flag, model.AcceptedDates, text)
}
