package usage

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Size is the value of a flag that takes a size: 500000, 64KiB, 20MiB, 2GiB.
type Size int64

var sizeUnits = []struct {
	ending string
	shift  uint
}{{"kib", 10}, {"mib", 20}, {"gib", 30}, {"kb", 10}, {"mb", 20}, {"gb", 30}, {"k", 10}, {"m", 20}, {"g", 30}}

// String is the size in the largest unit that divides it; blank for none.
func (b *Size) String() string {
	n := int64(*b)
	switch {
	case n == 0:
		return ""
	case n%(1<<30) == 0:
		return fmt.Sprintf("%dGiB", n>>30)
	case n%(1<<20) == 0:
		return fmt.Sprintf("%dMiB", n>>20)
	}
	return strconv.FormatInt(n, 10)
}

// Type names the value in the help.
func (b *Size) Type() string { return "SIZE" }

// Set reads a size. Units are powers of 1024, however they are written.
func (b *Size) Set(s string) error {
	number, shift := strings.ToLower(strings.TrimSpace(s)), uint(0)
	for _, unit := range sizeUnits {
		if rest, ok := strings.CutSuffix(number, unit.ending); ok {
			number, shift = strings.TrimSpace(rest), unit.shift
			break
		}
	}
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n <= 0 || n > math.MaxInt64>>shift {
		return errors.New("it takes a size such as 500000, 64KiB, 20MiB or 2GiB")
	}
	*b = Size(n << shift)
	return nil
}
