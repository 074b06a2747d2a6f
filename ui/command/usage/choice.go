package usage

import (
	"fmt"
	"strings"
)

// Choice is the value of a flag that takes one of a few words. Case is
// ignored, and space, hyphen and underscore count alike.
type Choice struct {
	Value string // one of words; blank where none was chosen
	Words []string
}

// FirstOf is a choice of words, of which the first is taken where none is given.
func FirstOf(words ...string) Choice { return Choice{Value: words[0], Words: words} }

// String is the word chosen.
func (c *Choice) String() string { return c.Value }

// Type names the value in the help.
func (c *Choice) Type() string { return "WORD" }

// Set takes a word, or says which there are.
func (c *Choice) Set(s string) error {
	for _, word := range c.Words {
		if foldWord(word) == foldWord(s) {
			c.Value = word
			return nil
		}
	}
	return fmt.Errorf("it takes %s", OrList(c.Words))
}

// Help is the help of a flag: what it is for, and the words it takes.
func (c *Choice) Help(what string) string { return what + ": " + OrList(c.Words) }

func foldWord(s string) string {
	return strings.NewReplacer(" ", "", "-", "", "_", "").Replace(strings.ToLower(s))
}

// OrList names some words, of which one is to be chosen.
func OrList(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
