package usage

import (
	"errors"
	"strconv"
	"strings"
)

// Number is the value of a flag that takes a whole number.
type Number int

// String is the number.
func (n *Number) String() string { return strconv.Itoa(int(*n)) }

// Type names the value in the help.
func (n *Number) Type() string { return "NUMBER" }

// Set takes a number, or says that it is none.
func (n *Number) Set(s string) error {
	number, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil {
		return errors.New("it takes a whole number in digits, such as 12")
	}
	*n = Number(number)
	return nil
}
