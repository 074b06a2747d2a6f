package vault

import "context"

// Layout is what the layer above says of the file that a vault keeps for it.
type Layout struct {
	// Buckets are all of the file's, the vault's own included, in the order in
	// which they are looked at and copied.
	Buckets [][]byte
	// Since is, of buckets that the first format did not have, the format
	// that has them. An upgrade to it finds them made, and empty.
	Since map[string]int
	// Upgrades lead from every earlier format to Format, one step a format.
	Upgrades []Upgrade
	// Rekey gives, for each bucket whose keys are hashed under the index key,
	// what it holds with the keys that out has for it, in order of key.
	Rekey map[string]func(ctx context.Context, r *Reader, out *File) ([]Pair, error)
	// BeforeWrite, where not nil, clears away what stands in the way of a
	// write. It is called before each, and when the file is opened.
	BeforeWrite func(*File) error
	// Counted, where not nil, is told of every transaction that writes, once
	// it has its number and while it can still fail.
	Counted func(*Writer)
	// Reopened, where not nil, is told that the file was opened anew, so that
	// what was known of it may not hold.
	Reopened func()
}

// alone is the layout for a copy of the file, of which nobody is told.
func (l Layout) alone() Layout {
	l.Counted, l.Reopened = nil, nil
	return l
}

func (s *File) clearBeforeWrite() error {
	if s.layout.BeforeWrite == nil {
		return nil
	}
	return s.layout.BeforeWrite(s)
}
