package intake

import (
	"crypto/sha256"
	"hash"
	"io"

	"gd8/store/intake/problem"
	"gd8/store/intake/source"
)

// Fingerprint tells whether two passes read the same bytes. A time stamp
// would not: a file on a network drive can change within one tick of its
// clock, and a copy can keep it. It is also what a journal can record of an
// imported file.
type Fingerprint struct {
	Size   int64
	SHA256 [sha256.Size]byte
}

// input counts and fingerprints the bytes of one pass and stops at a limit.
type input struct {
	r    io.Reader
	hash hash.Hash
	read int64
	max  int64
}

func (in *input) Read(p []byte) (int, error) {
	n, err := in.r.Read(p)
	in.read += int64(n)
	in.hash.Write(p[:n])
	if in.read > in.max {
		return 0, source.TooLarge(in.max)
	}
	if err != nil && err != io.EOF {
		err = &problem.FileError{Message: "the file can be read no further (" + source.Reason(err) + ")", Next: "check that the drive is there and try again", Cause: err}
	}
	return n, err
}

func (in *input) fingerprint() Fingerprint {
	f := Fingerprint{Size: in.read}
	in.hash.Sum(f.SHA256[:0])
	return f
}
