package review

import "gd8/ui/review/desk"

// Options say who reviews, why, and how the screen looks.
type Options = desk.Options

// InternalError says that gd8 stopped because of an error in itself. What was
// typed was kept as a draft.
type InternalError = desk.InternalError

// KeyRow is one action: its keys, and what they do.
type KeyRow = desk.KeyRow
