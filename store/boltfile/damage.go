package boltfile

import "errors"

// ErrDamaged is what every error is that says that the file of a store is
// damaged, but for the seal.DamageError of a single value.
var ErrDamaged = errors.New("the store's file is damaged")

// Damage says how a file is damaged and what to do next.
type Damage string

func (d Damage) Error() string { return string(d) }

// Is makes it ErrDamaged.
func (Damage) Is(target error) bool { return target == ErrDamaged }

// errNoStore says that a file is no bbolt file at all.
var errNoStore = errors.New("it is not a gd8 store; check the path")
