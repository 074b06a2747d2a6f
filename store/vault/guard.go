package vault

import (
	"fmt"
	"runtime/debug"

	"gd8/store/boltfile"
)

// Guard turns what a damaged file can do to bbolt, a panic or a fault in
// mapped memory, into an error.
func Guard(f func() error) (err error) {
	old := debug.SetPanicOnFault(true)
	defer debug.SetPanicOnFault(old)
	defer func() {
		if p := recover(); p != nil {
			err = boltfile.Damage(fmt.Sprintf("the store is damaged and was not written (%v); run gd8 verify", p))
		}
	}()
	return f()
}
