package program

import (
	"bufio"

	"github.com/spf13/cobra"

	"gd8/ui/command/output"
	"gd8/ui/command/usage"
	"gd8/ui/term"
)

// Target is where a command's result goes: standard output, or a file that
// --output names.
type Target struct {
	path  string
	force bool
}

// Add adds --output and --force to a command; what is a word for its result.
func (t *Target) Add(c *cobra.Command, what string) {
	c.Flags().StringVar(&t.path, "output", "", "a `FILE` for the "+what+" (else standard output)")
	usage.AddForce(c, &t.force)
}

// Named reports whether a file was named.
func (t *Target) Named() bool { return t.path != "" }

// Settle looks, before the result is worked out, whether it can be written. In a
// folder the file gets a name that says what it is, and the format's ending.
func (t *Target) Settle(p *Run, name, format string) error {
	if !t.Named() {
		return nil
	}
	if format == "text" {
		format = "txt"
	}
	t.path = output.PathIn(t.path, name+"."+format)
	return output.CanWrite(t.path, p.Replace(t.force))
}

// Write writes the result, in the look of the terminal or in that of a file.
func (t *Target) Write(p *Run, inFile *term.Look, write func(*bufio.Writer, *term.Look) error) error {
	if !t.Named() {
		return p.ToOutput(func(w *bufio.Writer) error { return write(w, p.Look(p.Out)) })
	}
	return p.toFile(t.path, t.force, func(w *bufio.Writer) error { return write(w, inFile) })
}
