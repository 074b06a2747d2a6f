package command

import (
	"os"

	"gd8/store/seal"
)

// MainAtLowCosts is Main with a key derivation that takes no time, as tests
// open encrypted stores by the dozen.
func MainAtLowCosts() int {
	p := newProgram()
	p.costs = seal.Params{Passes: 1, MemoryKiB: 64, Lanes: 1}
	return p.run(os.Args[1:])
}
