package seal

import "fmt"

// Params are the costs of Argon2id, which turns a passphrase into a key:
// the more passes and memory, the dearer each guess of someone who holds the
// file. They are always given, never assumed: the zero Params are refused.
type Params struct {
	// Passes is how often the memory is gone through (RFC 9106's t).
	Passes uint32
	// MemoryKiB is the memory used, in KiB (m).
	MemoryKiB uint32
	// Lanes is how many processors can share the work (p).
	Lanes uint8
}

// RecommendedParams is the second recommended option of RFC 9106, section 4:
// 3 passes over 64 MiB in 4 lanes. A store uses these.
func RecommendedParams() Params {
	return Params{Passes: 3, MemoryKiB: 64 * 1024, Lanes: 4}
}

// The highest costs taken from a file. A file made to hurt can ask for no
// more than these: 1 GiB of memory, and some seconds.
const (
	maxPasses    = 16
	maxMemoryKiB = 1024 * 1024
	maxLanes     = 16
)

// check reports costs that are over the limits above or under those of
// RFC 9106, section 3.1.
func (p Params) check() error {
	switch {
	case p.Passes < 1 || p.Passes > maxPasses:
		return fmt.Errorf("%d Argon2id passes, and gd8 takes 1 to %d", p.Passes, maxPasses)
	case p.Lanes < 1 || p.Lanes > maxLanes:
		return fmt.Errorf("%d Argon2id lanes, and gd8 takes 1 to %d", p.Lanes, maxLanes)
	case p.MemoryKiB < 8*uint32(p.Lanes) || p.MemoryKiB > maxMemoryKiB:
		return fmt.Errorf("%d KiB of Argon2id memory, and gd8 takes %d (8 a lane) to %d",
			p.MemoryKiB, 8*uint32(p.Lanes), maxMemoryKiB)
	}
	return nil
}
