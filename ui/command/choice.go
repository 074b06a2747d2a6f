package command

import (
	"fmt"
	"strings"
)

// choice is the value of a flag that takes one of a few words. Case is
// ignored, and space, hyphen and underscore count alike.
type choice struct {
	value string // one of words; blank where none was chosen
	words []string
}

// String is the word chosen.
func (c *choice) String() string { return c.value }

// Type names the value in the help.
func (c *choice) Type() string { return "WORD" }

// Set takes a word, or says which there are.
func (c *choice) Set(s string) error {
	for _, word := range c.words {
		if foldWord(word) == foldWord(s) {
			c.value = word
			return nil
		}
	}
	return fmt.Errorf("it takes %s", orList(c.words))
}

// or adds the words to what a flag is for.
func (c *choice) usage(what string) string { return what + ": " + orList(c.words) }

func foldWord(s string) string {
	return strings.NewReplacer(" ", "", "-", "", "_", "").Replace(strings.ToLower(s))
}

func orList(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
