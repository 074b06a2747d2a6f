package audit

import "gd8/store/vault"

// commitments are those of a journal entry as its link holds them, 32 bytes
// each; nil where the entry has no link that can be read.
type commitments []byte

const commitmentSize = 32

func (c commitments) len() int { return len(c) / commitmentSize }

func (c commitments) at(i int) [commitmentSize]byte {
	return [commitmentSize]byte(c[i*commitmentSize:])
}

// linkRoom is how many bytes of commitments are kept that are not the file's
// own memory.
const linkRoom = 256 << 20

// linkCache keeps the commitments of the entries met. Values follow one another
// by record, and each version of a record can be of another import of a million
// rows: to read a link anew for each would cost the square of them.
type linkCache struct {
	kept map[uint64]commitments
	room int
}

// of gives the commitments of an entry, whose link read gives. copied says that
// what it gives is memory of its own.
func (l *linkCache) of(entry uint64, read func() []byte, copied bool) commitments {
	if c, ok := l.kept[entry]; ok {
		return c
	}
	c := linkCommitments(read())
	if copied {
		if l.room += len(c); l.room > linkRoom {
			clear(l.kept)
			l.room = len(c)
		}
	}
	l.kept[entry] = c
	return c
}

// linkCommitments are the commitments of a link, not copied.
func linkCommitments(link []byte) commitments {
	d := vault.Decoder{B: link}
	d.Version()
	d.Fixed(commitmentSize) // the hash
	n := d.Int()
	if d.Err != nil || len(d.B) != n*commitmentSize || n == 0 {
		return nil
	}
	return d.B
}
