// Package usage is what a command line takes: arguments, the values of flags, and
// the error of one that is wrong.
package usage

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// Error is a command line that is wrong.
type Error struct {
	command string
	problem string
}

// Error is what is wrong, and where to read how it is right.
func (e *Error) Error() string {
	return fmt.Sprintf("%s; see %s --help", e.problem, e.command)
}

// Errorf makes the error of a wrong command line for a command.
func Errorf(c *cobra.Command, format string, args ...any) error {
	return &Error{c.CommandPath(), fmt.Sprintf(format, args...)}
}

// Exactly takes n arguments; what names them.
func Exactly(n int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) < n:
			return Errorf(c, "%s is missing", what)
		case len(args) > n:
			return Errorf(c, "there is more than %s: %s", what, strings.Join(quoteAll(args[n:]), " "))
		}
		return nil
	}
}

// AtLeastOne takes one argument or more.
func AtLeastOne(what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return Errorf(c, "%s is missing", what)
		}
		return nil
	}
}

// None takes no arguments.
func None(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return Errorf(c, "%s takes no arguments: %s", c.Name(), strings.Join(quoteAll(args), " "))
	}
	return nil
}

// AtMostOne accepts no argument, or one.
func AtMostOne(what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		return Exactly(1, what)(c, args)
	}
}

func quoteAll(args []string) []string {
	quoted := make([]string, len(args))
	for i, a := range args {
		quoted[i] = fmt.Sprintf("%q", a)
	}
	return quoted
}
