package line

import (
	"errors"
	"path/filepath"
	"strings"

	"gd8/store/vault"
	"gd8/ui/session"
)

// This file is what becomes of a rationale where the store cannot be written:
// it is still in hand, can be tried again, and can be taken out as a file.

// settled reports whether an error says by itself that something was not
// saved, or that this is not known.
func settled(err error) bool {
	var unsettled *vault.UnsettledError
	var not *vault.NotSavedError
	return errors.As(err, &unsettled) || errors.As(err, &not) || session.Replaced(err)
}

// stillHere begins a line that says why a decision was not saved, or that it
// is not known whether it was.
func stillHere(err error) string {
	if settled(err) {
		return "Your text is still here"
	}
	return "The decision was not saved; your text is still here"
}

// plain is a rationale as plain text.
func (c *conversation) plain(r *rationale) string {
	return r.Plain()
}

// toFile writes a text to a new file.
func (c *conversation) toFile(name, text string) (path string, ok bool) {
	path, err := filepath.Abs(strings.TrimSpace(name))
	if err == nil {
		err = c.writeText(path, text)
	}
	if err != nil {
		c.out.problem("Not done", err)
		return "", false
	}
	c.out.say("Written, in plain text and readable by you alone; delete it when the decision is saved:")
	c.out.exactly(path)
	return path, true
}

// keepUnkept asks an officer who leaves a rationale that could not be kept
// what is to become of it.
func (c *conversation) keepUnkept(r *rationale) error {
	for {
		err := c.keepDraft(r)
		if err == nil {
			return nil
		}
		c.out.problem("What you typed is not kept as a draft", err)
		c.out.say("again tries once more; file and a name writes it to a new file, in plain text; lose leaves without it.")
		typed, err := c.ask("Again, file NAME, or lose")
		if err != nil {
			return err
		}
		switch word, rest := split(typed); {
		case word == "place":
			if done, err := c.askPlace(r); err != nil || done && !r.Input().Unsaved() {
				return err
			}
		case word == "file" && rest != "":
			if path, ok := c.toFile(rest, c.plain(r)); ok {
				r.file = path
				return nil
			}
		case word == "lose":
			return nil
		case word == "quit":
			return errQuit
		}
	}
}

// lastResort keeps what could not be kept where gd8 is left, by the officer,
// by the end of its input or by the system.
func (c *conversation) lastResort(r *rationale, why error) {
	if !r.Input().Unsaved() {
		return
	}
	r.file = c.sayUnkept()
	if !r.Input().Unsaved() { // it could be kept after all
		r.drafted = !r.Sections.Blank()
		c.pending = r.left()
		return
	}
	c.pending = r.left()
	if errors.Is(why, errQuit) {
		c.out.say("%s", c.pending)
	}
}

// sayUnkept tries a last time to keep what is typed, and says in which file it
// is where the store cannot take it.
func (c *conversation) sayUnkept() (file string) {
	for _, u := range c.keeper.SaveOrWriteOut() {
		if u.There {
			c.out.say("The store's file was replaced. What was typed is a draft in the store that is there now.")
			continue
		}
		if u.Path == "" {
			c.out.problem("What was typed last could not be kept in a file either", u)
			continue
		}
		file = u.Path
		c.out.say("What was typed could not be saved. It was written to a file, in plain text and readable by you alone; delete it when the text is saved:")
		c.out.exactly(u.Path)
	}
	return file
}
