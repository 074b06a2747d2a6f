package seal

import "encoding/binary"

// Every number in this package's formats is big-endian. Lengths take 32 bits:
// no bucket name, key or reference of a bbolt file comes near that.

func appendUint32(b []byte, v uint32) []byte { return binary.BigEndian.AppendUint32(b, v) }

func readUint32(b []byte) uint32 { return binary.BigEndian.Uint32(b) }
