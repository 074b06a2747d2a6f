package command

import (
	"errors"
	"strconv"
	"strings"
)

// wholeNumber is the value of a flag that takes a whole number.
type wholeNumber int

// String is the number.
func (n *wholeNumber) String() string { return strconv.Itoa(int(*n)) }

// Type names the value in the help.
func (n *wholeNumber) Type() string { return "NUMBER" }

// Set takes a number, or says that it is none.
func (n *wholeNumber) Set(s string) error {
	number, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil {
		return errors.New("it takes a whole number in digits, such as 12")
	}
	*n = wholeNumber(number)
	return nil
}
