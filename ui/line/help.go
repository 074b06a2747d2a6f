package line

import (
	"strings"

	"gd8/model"
)

// help says what can be typed: the least at first, everything for help all,
// one command for its name.
func (c *conversation) help(rest string) error {
	word := strings.ToLower(rest)
	switch word {
	case "":
		c.helpHere()
		return nil
	case "all":
		for _, cmd := range commands() {
			c.describe(cmd)
		}
		return nil
	}
	if cmd, ok := findCommand(word); ok {
		c.describe(cmd)
		return nil
	}
	c.unknown(word, commandWords(), "")
	return nil
}

// helpHere is the short help of the prompt in hand.
func (c *conversation) helpHere() {
	switch f := c.question(); {
	case f != model.NoField:
		c.out.say("You are asked: %s. Answer %s.", within(f.Title()), accepted(f))
		c.out.say("Your answer is repeated back and saved only when you say yes.")
	case c.in != nil:
		c.out.say("No question is open here. Decide, go on, or answer any fact.")
		c.openDecisions()
	default:
		c.out.say("No incident is open. Type next, list, or go and a reference.")
	}
	for _, cmd := range commands() {
		if cmd.basic {
			c.describe(cmd)
		}
	}
	c.out.say("Also: %s.", strings.Join(c.otherWords(), ", "))
	c.out.say("Enter alone says again what is asked. help and a word explains it; help all explains everything.")
}

// otherWords are the commands that the short help only names: those that can
// act here.
func (c *conversation) otherWords() []string {
	var words []string
	for _, cmd := range commands() {
		if !cmd.basic && c.whyNot(cmd) == "" {
			words = append(words, cmd.name)
		}
	}
	return words
}

// describe says what one command does and, where it cannot act here, why not.
func (c *conversation) describe(cmd command) {
	name := cmd.name
	if cmd.args != "" {
		name += " " + cmd.args
	}
	said := name + ": " + cmd.about + "."
	if why := c.whyNot(cmd); why != "" {
		said += " Not now: " + why + "."
	}
	c.out.item("%s", said)
}

// whyNot says why a command cannot act now; blank where it can.
func (c *conversation) whyNot(cmd command) string {
	if cmd.incident && c.in == nil {
		return "no incident is open"
	}
	if cmd.closed == nil {
		return ""
	}
	return cmd.closed(c)
}

// noList says why there is no list to read on in.
func noList(c *conversation) string {
	if c.listed.view == nil {
		return "no list was read yet; list or find reads one"
	}
	return ""
}

func lower(s string) string { return strings.ToLower(s) }

// within is one of gd8's titles within a sentence: AT2 stays AT2.
func within(title string) string { return lower(title[:1]) + title[1:] }
