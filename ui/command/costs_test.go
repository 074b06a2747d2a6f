package command

import (
	"os"
	"time"

	"gd8/store/seal"
)

// MainAtLowCosts is Main with a key derivation that takes no time, as tests
// open encrypted stores by the dozen.
func MainAtLowCosts() int {
	p := newCommands()
	p.Costs = seal.Params{Passes: 1, MemoryKiB: 64, Lanes: 1}
	return p.run(os.Args[1:])
}

// MainOn is Main on a day that does not move.
func MainOn(day time.Time) int {
	p := newCommands()
	p.Now = func() time.Time { return day }
	return p.run(os.Args[1:])
}
